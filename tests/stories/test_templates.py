"""Kits of tasks that come back: made by hand or of a project, shown before they are applied, and taken back whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.departure import Departure
from domain.letter import Kind
from domain.task import State
from domain.template import MOST_LINES, MOST_TEMPLATES
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers, receiver
from tests.stories.test_link import link
from tests.stories.test_unlink import part

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)

KIT = {
    "fr": """/modele bal + Réserver la salle trois semaines avant ~2h
+ Imprimer les affiches J-14 !!
- Installer les tables la veille à 18h x4 après #1
• Ranger le lendemain matin après #3
+ Remercier 1 mois après
Trouver un nom""",
    "en": """/template ball + Réserver la salle three weeks before ~2h
+ Imprimer les affiches D-14 !!
- Installer les tables the day before at 6pm x4 after #1
• Ranger the day after in the morning after #3
+ Remercier 1 month after
Trouver un nom""",
}
LINES = {
    "fr": [
        "bal · 6 tâches",
        "1. Réserver la salle · 3 semaines avant · ~2 h",
        "2. Imprimer les affiches · 2 semaines avant · ‼ important",
        "3. Installer les tables · la veille à 18:00 · 4 personnes · après 1.",
        "4. Ranger · le lendemain, matin · après 3.",
        "5. Remercier · un mois après",
        "6. Trouver un nom · sans date",
        "Pour l'appliquer à une date : /modele bal pour le 12 mars 2027",
    ],
    "en": [
        "ball · 6 tasks",
        "1. Réserver la salle · 3 weeks before · ~2 h",
        "2. Imprimer les affiches · 2 weeks before · ‼ important",
        "3. Installer les tables · the day before, 18:00 · 4 people · after 1.",
        "4. Ranger · the day after, in the morning · after 3.",
        "5. Remercier · a month after",
        "6. Trouver un nom · no date",
        "To use it for a day: /template ball on 12 march 2027",
    ],
}


@pytest.fixture
async def kit(scene: Scene) -> Scene:
    """Léa made a kit of six tasks."""
    await scene.says("Léa", KIT["fr"])
    return scene


def lines(letter: Departure) -> list[str]:
    return letter.speech.plain.replace("\u00a0", " ").splitlines()


# ---- making and reading them


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_made_by_hand_line_by_line_it_is_read_by_everybody(stage: Stage, language: str) -> None:
    scene = await stage(language=language)
    left = await scene.says("Léa", KIT[language])
    assert kinds(left) == [("ack", "bal", False), ("answer", "Léa", True)]
    name = LINES[language][0].split()[0]
    _, shown = await scene.says("Marc", f"/template {name}")
    assert receiver(shown) == "Marc"
    assert lines(shown) == LINES[language]
    (all_of_them,) = await scene.whispers("Sam", "/template")
    assert LINES[language][0] in all_of_them.speech.plain
    assert offers(all_of_them) == [f"template {name}"]


async def test_without_any_it_says_how_to_begin(scene: Scene) -> None:
    (answer,) = await scene.whispers("Léa", "/modele")
    assert keys(answer) == ["templates-none"]


async def test_nobodys_name_goes_into_it(scene: Scene) -> None:
    (noted,) = await scene.whispers("Léa", "/modele bal + Porter les tables @Marc la veille moi")
    assert "template-no-names" in keys(noted)
    (row,) = scene.rows("template_line")
    assert row["title"] == "Porter les tables"
    assert not [key for key in scene.table("template").columns if "person" in key.name]


async def test_a_line_that_is_taken_out_is_shown_once_more_and_nothing_waits_for_it(kit: Scene) -> None:
    (gone,) = await kit.whispers("Marc", "/modele bal - 3")
    assert "3. Installer les tables · la veille à 18:00" in gone.speech.plain
    (shown,) = await kit.whispers("Marc", "/modele bal")
    assert "Installer" not in shown.speech.plain
    assert "après 3." not in shown.speech.plain
    assert keys(*await kit.whispers("Marc", "/modele bal - 3")) == ["refusal-template-place"]


async def test_only_coordinators_drop_all_of_it_and_what_was_made_stays(kit: Scene) -> None:
    await kit.says("Marc", "/modele bal pour le 12 juin oui")
    assert keys(*await kit.whispers("Marc", "/modele bal non")) == ["refusal-coordinators"]
    assert len(kit.rows("template")) == 1
    assert keys(*await kit.whispers("Ana", "/modele bal non")) == ["noted-template-off"]
    assert kit.rows("template") == kit.rows("template_line") == []
    assert len(kit.tasks()) == 6


# ---- of a project


@pytest.fixture
async def ball(scene: Scene) -> Scene:
    """Last year's ball: some of it is done, one was dropped."""
    for typed in (
        "/tache Réserver la salle @Marc 12 mars 18h #bal ~2h",
        "/tache Installer moi 9 avril x3 après #1 #bal",
        "/tache Un nom !! #bal",
        "/tache Une fanfare #bal",
        "/tache Autre chose 3 avril",
    ):
        await scene.says("Léa", typed)
    await scene.says("Léa", "/fait 1")
    await scene.says("Léa", "/supprimer 4")
    return scene


async def test_of_a_project_titles_and_dates_are_taken_and_no_names(ball: Scene) -> None:
    (made,) = await ball.whispers("Ana", "/modele bal depuis #bal le 10 avril")
    assert lines(made)[1:-1] == [
        "bal · 3 tâches",
        "1. Réserver la salle · 29 jours avant à 18:00 · ~2 h",
        "2. Installer · la veille · 3 personnes · après 1.",
        "3. Un nom · sans date · ‼ important",
    ]
    assert keys(*await ball.whispers("Ana", "/modele bal depuis #bal le 10 avril")) == ["refusal-template-there"]


async def test_of_a_project_whose_day_is_over_it_is_made_all_the_same(ball: Scene) -> None:
    await ball.at("2026-09-01 10:00")
    for name, typed in (("un", "le 10 avril"), ("deux", "2026-04-10"), ("trois", "10 avril 2026")):
        (made,) = await ball.whispers("Ana", f"/modele {name} depuis #bal {typed}")
        assert "2. Installer · la veille" in made.speech.plain


async def test_without_a_day_it_is_asked_and_the_likeliest_is_a_button(ball: Scene) -> None:
    (asked,) = await ball.whispers("Ana", "/modele bal depuis #bal")
    assert keys(asked)[0] == "ask-template-day"
    assert offers(asked) == ["template bal from #bal 2026-04-09"]
    assert ball.rows("template") == []
    await ball.presses("Ana", "template bal from #bal 2026-04-09", private=True)
    assert [(row["title"], row["days"]) for row in ball.rows("template_line")][1] == ("Installer", 0)


async def test_of_a_task_that_recurs_it_takes_the_first(scene: Scene) -> None:
    await scene.says("Léa", "/tache Arroser tous les lundis #jardin")
    await scene.says("Léa", "/fait 1")
    await scene.says("Léa", "/fait 2")
    await scene.whispers("Léa", "/modele jardin depuis #jardin le 1 mai")
    assert [row["title"] for row in scene.rows("template_line")] == ["Arroser"]


# ---- applying it


async def test_many_tasks_are_shown_first_with_weekdays_and_what_is_over(kit: Scene) -> None:
    before = kit.state()
    (asked,) = await kit.says("Marc", "/modele bal pour le 14 mars")
    assert receiver(asked) == "Marc"
    assert lines(asked) == [
        "bal pour le sam. 14 mars : 6 tâches seraient créées dans #bal-2026",
        "1. Réserver la salle · sam. 21 février, c'est passé : à faire aujourd'hui · ~2 h",
        "2. Imprimer les affiches · sam. 28 février, c'est passé : à faire aujourd'hui · ‼ important",
        "3. Installer les tables · 📅 ven. 13 mars à 18:00 · 4 personnes · après 1.",
        "4. Ranger · 📅 dim. 15 mars, matin · après 3.",
        "5. Remercier · 📅 mar. 14 avril inclus",
        "6. Trouver un nom · sans date",
    ]
    assert offers(asked) == ["template bal 2026-03-14 #bal-2026 yes"]
    assert kit.state() == before


async def test_a_press_makes_them_all_and_the_group_reads_of_it_once_without_a_sound(kit: Scene) -> None:
    (asked,) = await kit.whispers("Marc", "/modele bal pour le 12 mars 2027")
    left = await kit.presses("Marc", offers(asked)[0], private=True)
    assert kinds(left) == [("answer", "Marc", True), ("system", "bal", False)]
    made = kit.tasks()
    assert [(t.number, t.title, t.due_day, t.project) for t in made] == [
        (1, "Réserver la salle", date(2027, 2, 19), "bal-2027"),
        (2, "Imprimer les affiches", date(2027, 2, 26), "bal-2027"),
        (3, "Installer les tables", date(2027, 3, 11), "bal-2027"),
        (4, "Ranger", date(2027, 3, 13), "bal-2027"),
        (5, "Remercier", date(2027, 4, 12), "bal-2027"),
        (6, "Trouver un nom", None, "bal-2027"),
    ]
    assert [(t.waits_for, t.effort_minutes, t.important, t.wanted) for t in made] == [
        ((), 120, False, 1),
        ((), None, True, 1),
        ((1,), None, False, 4),
        ((3,), None, False, 1),
        ((), None, False, 1),
        ((), None, False, 1),
    ]
    assert (made[2].due_at, made[3].due_part) == (kit.moment("2027-03-11 18:00"), "morning")
    assert all(task.is_free for task in made)
    (told,) = kit.letters(Kind.SYSTEM, "bal")
    assert offers(told) == ["tasks #bal-2027"]
    assert "… et 1 autres" in told.speech.plain


async def test_pressed_twice_there_is_one_of_each(kit: Scene) -> None:
    (asked,) = await kit.whispers("Marc", "/modele bal pour le 12 mars 2027")
    yes = offers(asked)[0]
    await kit.presses("Marc", yes, private=True)
    assert keys(*await kit.presses("Marc", yes, private=True)) == ["stale-button"]
    assert len(kit.tasks()) == 6


async def test_a_few_are_made_at_once_in_a_project_that_is_named(scene: Scene) -> None:
    await scene.says("Léa", "/modele ag + Convoquer 2 semaines avant\n+ Salle le jour même à 14h")
    left = await scene.says("Léa", "/modele ag pour le 24 octobre #assemblée")
    assert kinds(left) == [("ack", "bal", False), ("system", "bal", False)]
    assert [(t.title, t.due_day, t.project) for t in scene.tasks()] == [
        ("Convoquer", date(2026, 10, 10), "assemblee"),
        ("Salle", date(2026, 10, 24), "assemblee"),
    ]


async def test_where_the_bot_is_to_be_silent_the_group_reads_nothing_of_it(kit: Scene) -> None:
    await kit.says("Ana", "/settings talk silent")
    assert kinds(await kit.says("Marc", "/modele bal pour le 12 mars 2027 oui"))[1:] == [("answer", "Marc", True)]
    assert len(kit.tasks()) == 6
    assert kit.letters(Kind.SYSTEM, "bal") == []


async def test_a_card_is_posted_once_somebody_has_to_do_with_one(kit: Scene) -> None:
    await kit.says("Marc", "/modele bal pour le 12 mars 2027 oui")
    left = await kit.says("Léa", "/prendre 2")
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]


async def test_when_there_is_much_in_the_project_already_it_says_so(kit: Scene) -> None:
    await kit.says("Marc", "/modele bal pour le 12 mars 2027 oui")
    (asked,) = await kit.whispers("Ana", "/modele bal pour le 12 mars 2027")
    assert "template-already" in keys(asked)


# ---- taking it back


async def test_all_of_it_is_taken_back_within_ten_minutes(kit: Scene) -> None:
    await kit.says("Marc", "/modele bal pour le 12 mars 2027 oui")
    await kit.waits("9m")
    left = await kit.says("Marc", "/oups")
    assert {task.state for task in kit.tasks()} == {State.CANCELLED}
    assert kinds(left) == [("ack", "bal", False), ("system", "bal", False)]
    assert keys(left[1]) == ["noted-undone-many"]


async def test_once_somebody_took_one_nothing_is_taken_back(kit: Scene) -> None:
    await kit.says("Marc", "/modele bal pour le 12 mars 2027 oui")
    await kit.says("Léa", "/prendre 5")
    assert keys(*await kit.whispers("Marc", "/oups")) == ["refusal-undo-changed"]
    assert {task.state for task in kit.tasks()} == {State.OPEN}


async def test_a_template_is_not_taken_back_with_what_was_done_before_it(scene: Scene) -> None:
    await scene.says("Léa", "/tache Balayer")
    await scene.says("Léa", "/modele bal + Ranger le lendemain")
    assert keys(*await scene.whispers("Léa", "/oups")) == ["refusal-nothing-to-undo"]
    assert scene.task(1).is_open


# ---- limits and mistakes


async def test_a_template_and_a_team_hold_so_many(scene: Scene) -> None:
    full = "\n".join(f"+ Ligne {n} la veille" for n in range(MOST_LINES))
    await scene.whispers("Léa", f"/modele bal {full}")
    assert keys(*await scene.whispers("Léa", "/modele bal + Encore la veille")) == ["refusal-template-long"]
    for n in range(MOST_TEMPLATES - 1):
        await scene.whispers("Léa", f"/modele m{n} + Ranger la veille")
    assert keys(*await scene.whispers("Léa", "/modele trop + Ranger la veille")) == ["refusal-many-templates"]
    assert (len(scene.rows("template")), len(scene.rows("template_line"))) == (
        MOST_TEMPLATES,
        MOST_LINES + MOST_TEMPLATES - 1,
    )
    (asked,) = await scene.whispers("Léa", "/modele bal pour le 12 mars 2027")
    assert len(asked.speech.plain) < 4096


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("/modele 🎉", "refusal-template"),
        ("/modele pour le 12 mars", "refusal-template"),
        ("/modele bal n'importe quoi", "refusal-template"),
        ("/modele bal le 12 mars 1999", "refusal-template-date"),
        ("/modele bal tous les lundis", "refusal-template"),
        ("/modele bal +", "refusal-template-line"),
        ("/modele bal + 3 semaines avant", "refusal-template-line"),
        (f"/modele bal + {'a' * 4000} la veille", "refusal-long-title"),
        ("/modele bal + Ranger après #9", "refusal-template-place"),
        ("/modele bal - 9", "refusal-template-place"),
        ("/modele vide", "refusal-no-template"),
        ("/modele x depuis #rien", "refusal-project-empty"),
        ("/modele x depuis #<b>", "refusal-project-empty"),
    ],
)
async def test_a_mistake_changes_nothing_and_is_answered_in_a_sentence(kit: Scene, typed: str, key: str) -> None:
    before = kit.state()
    answers = await kit.whispers("Marc", typed)
    assert keys(*answers)[0] == key
    assert kit.state() == before


async def test_an_empty_one_makes_nothing(scene: Scene) -> None:
    await scene.whispers("Léa", "/modele bal + Ranger la veille")
    await scene.whispers("Léa", "/modele bal - 1")
    assert keys(*await scene.whispers("Léa", "/modele bal pour le 12 mars 2027")) == ["refusal-template-empty"]


async def test_a_doubtful_day_is_asked_back(kit: Scene) -> None:
    (asked,) = await kit.whispers("Marc", "/modele bal ce week-end")
    assert keys(asked)[0] in ("ask-which-date", "template-plan")
    assert kit.tasks() == []


async def test_another_group_learns_nothing_of_it(kit: Scene) -> None:
    (none,) = await kit.whispers("Zoé", "/modele", team="ciné")
    assert keys(none) == ["templates-none"]
    (refused,) = await kit.whispers("Zoé", "/modele bal", team="ciné")
    assert keys(refused) == ["refusal-no-template"]


async def test_whoever_left_makes_nothing(kit: Scene) -> None:
    await kit.leaves("Marc")
    before = kit.state()
    await kit.whispers("Marc", "/modele bal pour le 12 mars 2027 oui")
    assert kit.state()["task"] == before["task"] == []


async def test_heard_late_dates_are_read_as_of_when_it_was_said(kit: Scene) -> None:
    await kit.sleeps("5h")
    await kit.says("Marc", "/modele bal pour demain oui", ago="4h")
    day = (kit.now - timedelta(hours=4)).date() + timedelta(days=1)
    assert [task.due_day for task in kit.tasks() if task.title == "Ranger"] == [day + timedelta(days=1)]


# ---- several groups


async def test_joined_both_groups_keep_their_kits_and_of_one_name_one_gets_a_number(kit: Scene) -> None:
    await kit.says("Zoé", "/modele bal + Projeter le jour même", team="ciné")
    await kit.says("Zoé", "/modele film + Louer la veille", team="ciné")
    await link(kit)
    assert [row["name"] for row in kit.rows("template")] == ["bal", "bal-2", "film"]
    assert len(kit.rows("template_line")) == 8


async def test_parted_both_have_all_of_them(kit: Scene) -> None:
    await link(kit)
    await part(kit)
    (shown,) = await kit.whispers("Zoé", "/modele bal", team="ciné")
    (ours,) = await kit.whispers("Léa", "/modele bal")
    assert lines(shown) == lines(ours)
    await kit.whispers("Zoé", "/modele bal - 1", team="ciné")
    assert len(kit.rows("template_line")) == 11


@pytest.mark.parametrize("day", ["pour le 31 février", "le 12 mars 2020"])
async def test_a_day_that_is_none_or_over_is_told_as_such(scene: Scene, day: str) -> None:
    await scene.whispers("Léa", "/modele bal + Réserver 3 semaines avant")
    assert keys(*await scene.whispers("Léa", f"/modele bal {day}")) == ["refusal-template-date"]
    assert scene.tasks() == []
