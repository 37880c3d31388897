"""Dates that count: tasks lead to a milestone or wait for it, its card says how much is left, nobody carries it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from bot.archive import Unreadable, read
from bot.enclosures.archive import archive
from bot.enclosures.calendar import calendar
from bot.enclosures.words import Words
from bot.importing import bring_in
from bot.replay.resolve import place_of
from domain.letter import Kind
from domain.task import State, TaskKind
from domain.team import Team
from storage import teams
from storage.database import Rows
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def plain(letter: Any) -> list[str]:
    return str(letter.speech.plain).replace("\u00a0", " ").splitlines()


def card_of(scene: Scene, number: int) -> list[str]:
    """What a card says as it stands now."""
    return plain([letter for letter in scene.letters(Kind.CARD) if letter.about == number][-1])


def team(rows: Rows, name: str = "bal") -> Team:
    chat = teams.chat_at(rows, place_of(name))
    assert chat is not None
    return chat.team


@pytest.fixture
async def ball(stage: Stage) -> Scene:
    """Two tasks of the ball, 1 that Léa leads and 2 that nobody has, and its milestone, 3, on the 25th of March."""
    scene = await stage()
    await scene.says("Léa", "/tache Réserver la salle avant le 20 mars #bal moi")
    await scene.says("Léa", "/tache Imprimer les affiches #bal")
    await scene.says("Ana", "/jalon #bal Ouverture des portes 25 mars")
    return scene


# ---- made


@pytest.mark.parametrize(
    ("language", "typed", "title", "due", "project"),
    [
        ("fr", "/jalon #bal Ouverture des portes 12 juin", "Ouverture des portes", date(2026, 6, 12), "bal"),
        ("en", "!milestone #ball Doors open june 12", "Doors open", date(2026, 6, 12), "ball"),
        ("fr", "/jalons Ouverture 12 juin #bal", "Ouverture", date(2026, 6, 12), "bal"),
        ("fr", "/jalon Affiches prêtes vendredi", "Affiches prêtes", date(2026, 3, 6), None),
        ("en", "/MILESTONE Doors open friday 6pm", "Doors open",
         datetime.fromisoformat("2026-03-06T18:00:00+01:00"), None),
    ],
)  # fmt: skip
async def test_it_is_a_date_with_a_number_and_a_card(
    language: str, typed: str, title: str, due: date, project: str | None, stage: Stage
) -> None:
    scene = await stage(language=language)
    left = await scene.says("Sam", typed)
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    made = scene.task(1)
    assert (made.kind, made.title, made.due, made.project) == (TaskKind.MILESTONE, title, due, project)
    assert "status-milestone" in keys(left[1])
    assert "take 1" not in offers(left[1])


async def test_in_private_it_is_told_what_was_understood(scene: Scene) -> None:
    left = await scene.whispers("Sam", "/jalon Ouverture 12 juin")
    (answer,) = [letter for letter in left if letter.kind is Kind.ANSWER]
    assert plain(answer) == ["#1 Ouverture · 📅 ven. 12 juin inclus"]


async def test_a_doubtful_date_is_asked_back_on_the_card(stage: Stage) -> None:
    scene = await stage(language="en")
    await scene.says("Sam", "/milestone Doors open february 28")
    made = scene.task(1)
    assert (made.due, made.doubt[:1]) == (None, (date(2026, 2, 28),))
    card = scene.letters(Kind.CARD)[-1]
    assert "card-doubt" in keys(card)
    await scene.presses("Sam", offers(card)[1])
    assert scene.task(1).due == made.doubt[1]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Ouverture", "refusal-milestone-date"),
        ("#bal Ouverture", "refusal-milestone-date"),
        ("12 juin", "refusal-milestone-title"),
        ("#bal 12 juin", "refusal-milestone-title"),
        ("Ouverture 12 juin @Marc", "refusal-milestone-people"),
        ("Ouverture 12 juin moi", "refusal-milestone-people"),
        ("Ouverture 12 juin ~3h", "refusal-milestone-people"),
        ("Ouverture 12 juin x4", "refusal-milestone-people"),
        ("Ouverture 12 juin après #9", "refusal-no-such-task"),
        ("99", "refusal-no-such-task"),
        ("x" * 4000 + " 12 juin", "refusal-long-title"),
        ("🎉", "refusal-milestone-date"),
    ],
)
async def test_what_is_missing_or_too_much_is_one_sentence_and_changes_nothing(
    scene: Scene, words: str, why: str
) -> None:
    before = scene.state()
    (left,) = await scene.whispers("Léa", f"/jalon {words}")
    assert keys(left) == [why]
    assert scene.state() == before


async def test_the_example_keeps_what_was_typed(scene: Scene) -> None:
    (left,) = await scene.whispers("Léa", "/jalon #bal Ouverture")
    assert "/jalon #bal Ouverture 12 juin" in plain(left)[0]


async def test_the_example_has_no_date_that_is_over(scene: Scene) -> None:
    (left,) = await scene.whispers("Léa", "/jalon #bal fini hier")
    assert keys(left) == ["refusal-milestone-date"]
    assert "hier" not in plain(left)[0]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1 19 avril", "refusal-date-there"),
        ("#bal OUVERTURE 19 avril", "refusal-date-there"),
        ("5 19 avril", "refusal-milestone-title"),
    ],
)
async def test_one_that_is_there_is_not_made_a_second_time(scene: Scene, typed: str, key: str) -> None:
    await scene.says("Ana", "/jalon #bal Ouverture 25 mars")
    assert keys(*await scene.whispers("Léa", f"/jalon {typed}")) == [key]
    assert len(scene.tasks()) == 1


# ---- what leads to it


async def test_its_card_says_what_leads_to_it_and_follows(ball: Scene) -> None:
    assert card_of(ball, 3) == [
        "#3 Ouverture des portes",
        "🏁 jalon · 📅 mer. 25 mars inclus · #bal",
        "2 tâches ouvertes y mènent",
        "#1 Réserver la salle · 📅 ven. 20 mars inclus",
        "#2 Imprimer les affiches",
    ]
    await ball.says("Sam", "/tache Trop tard le 30 mars #bal")
    await ball.says("Sam", "/tache Ailleurs #buvette")
    await ball.says("Sam", "/tache Balayer #bal après #3")
    assert "2 tâches ouvertes y mènent" in card_of(ball, 3)
    await ball.says("Sam", "/tache Fleurs #bal")
    assert "3 tâches ouvertes y mènent" in card_of(ball, 3)
    await ball.says("Léa", "/fait 1 2 7")
    assert "Rien d'ouvert n'y mène." in card_of(ball, 3)


async def test_once_somebody_says_what_leads_to_it_that_alone_counts(ball: Scene) -> None:
    left = await ball.says("Marc", "/apres 3 2")
    assert [letter.about for letter in left if letter.kind is Kind.CARD] == [3, 2]
    assert card_of(ball, 3)[2:] == ["1 tâche ouverte y mène", "#2 Imprimer les affiches"]
    await ball.says("Marc", "/fait 2")
    assert ball.task(3).held_by == ()
    assert "done 3" in offers([d for d in ball.letters(Kind.CARD) if d.about == 3][-1])


async def test_of_many_the_card_shows_the_most_urgent_and_asks_for_all_with_its_number(ball: Scene) -> None:
    for number in range(1, 6):
        await ball.says("Sam", f"/tache Ballons {number} #bal")
    said = card_of(ball, 3)
    assert said[2:4] == ["7 tâches ouvertes y mènent", "#1 Réserver la salle · 📅 ven. 20 mars inclus"]
    assert said[-1] == "et 3 de plus"
    (whole,) = await ball.whispers("Sam", "/jalon 3")
    assert sum("Ballons" in each for each in plain(whole)) == 5


async def test_what_is_due_on_its_very_day_leads_to_it_whatever_the_hour(scene: Scene) -> None:
    await scene.says("Ana", "/jalon #bal Ouverture 25 mars 18h")
    await scene.says("Léa", "/tache Balayer le 25 mars #bal")
    await scene.says("Léa", "/tache Dormir le 26 mars #bal")
    assert card_of(scene, 1)[2:] == ["1 tâche ouverte y mène", "#2 Balayer · 📅 mer. 25 mars inclus"]


async def test_nobody_is_mentioned_by_its_card(ball: Scene) -> None:
    assert not any("Léa" in said for said in card_of(ball, 3))


async def test_what_waits_for_it_is_free_to_start_once_it_is_reached(ball: Scene) -> None:
    await ball.says("Sam", "/tache Balayer après #3 moi")
    await ball.says("Léa", "/fait 1 2")
    left = await ball.presses("Ana", "done 3")
    assert ball.task(3).state is State.DONE
    assert [(d.kind, d.about) for d in left if "free-to-start" in keys(d)] == [(Kind.SYSTEM, 4)]
    assert "status-milestone-done" in keys(*[d for d in left if d.about == 3])


async def test_it_never_waits_for_itself(ball: Scene) -> None:
    await ball.says("Marc", "/apres 3 2")
    (left,) = await ball.whispers("Marc", "/apres 2 3")
    assert keys(left)[0] == "refusal-cycle"


# ---- changed, reached, dropped


async def test_it_is_changed_reached_dropped_and_undone_like_a_task(ball: Scene) -> None:
    await ball.says("Marc", "/echeance 3 26 mars")
    assert ball.task(3).due == date(2026, 3, 26)
    await ball.says("Marc", "/corriger 3 Grande ouverture")
    assert ball.task(3).title == "Grande ouverture"
    await ball.says("Marc", "/fait 3")
    assert ball.task(3).state is State.DONE
    await ball.says("Marc", "/oups")
    assert ball.task(3).is_open
    await ball.says("Ana", "/supprimer 3 la mairie ne veut pas")
    assert card_of(ball, 3)[1].startswith("✖ annulé : la mairie ne veut pas")
    await ball.says("Ana", "/rouvrir 3")
    assert ball.task(3).kind is TaskKind.MILESTONE


async def test_correcting_ones_message_corrects_it(scene: Scene) -> None:
    await scene.says("Sam", "/jalon #bal Ouvertur 12 juin", id="m1")
    await scene.corrects("Sam", "/jalon #marche Ouverture 13 juin", on="m1")
    made = scene.task(1)
    assert (made.title, made.due, made.project) == ("Ouverture", date(2026, 6, 13), "marche")
    await scene.corrects("Sam", "/tache Ouverture lundi @Marc", on="m1")
    assert scene.task(1) == made, "it does not become something else"


async def test_a_message_that_comes_twice_makes_one(scene: Scene) -> None:
    await scene.says("Sam", "/jalon Ouverture 12 juin", id="m1")
    await scene.says("Sam", "/jalon Ouverture 12 juin", id="m1")
    assert len(scene.tasks()) == 1


# ---- lists


async def test_the_list_has_the_nearest_first_and_says_when_a_date_is_past(ball: Scene) -> None:
    await ball.says("Ana", "/jalon #buvette Commande partie 10 mars")
    await ball.waits("10d")
    (left,) = await ball.whispers("Sam", "/jalon")
    assert plain(left) == [
        "Jalons à venir (2)",
        "#4 Commande partie · 🏁 jalon · 📅 mar. 10 mars inclus · sa date est passée",
        "#3 Ouverture des portes · 🏁 jalon · 📅 mer. 25 mars inclus · 2 tâches ouvertes y mènent",
    ]
    (left,) = await ball.whispers("Sam", "/jalon #bal")
    assert len(plain(left)) == 2
    assert keys(*await ball.whispers("Sam", "/jalon #rien")) == ["milestones-none"]


async def test_a_projects_tasks_are_listed_with_it(ball: Scene) -> None:
    (left,) = await ball.whispers("Sam", "/taches #bal")
    assert plain(left)[0] == "2 tâches ouvertes"
    assert "status-milestone" in keys(left)


async def test_the_digest_and_the_agenda_look_four_weeks_ahead(ball: Scene) -> None:
    await ball.says("Ana", "/jalon Dans longtemps 12 juin")
    (digest,) = await ball.at("mon 9:00")
    said = plain(digest)
    place = said.index("Jalons et rendez-vous à venir (1)")
    assert said[place + 1] == (
        "#3 Ouverture des portes · 🏁 jalon · 📅 mer. 25 mars inclus · 2 tâches ouvertes y mènent"
    )
    assert not any("Dans longtemps" in each for each in said)
    (agenda,) = await ball.whispers("Sam", "/agenda")
    assert [each.split(" · ")[0] for each in plain(agenda) if each.startswith("#")] == [
        "#1 Réserver la salle",
        "#3 Ouverture des portes",
    ]


async def test_one_that_was_reached_is_told_with_what_was_done(ball: Scene) -> None:
    await ball.says("Ana", "/fait 3")
    (digest,) = await ball.at("mon 9:00")
    said = plain(digest)
    assert said[said.index("Fait, merci (1)") + 1].startswith("#3 Ouverture des portes · 🏁 jalon")
    assert "digest-ahead" not in keys(digest)


async def test_more_dates_than_the_agenda_has_room_for_leave_the_milestones_in(scene: Scene) -> None:
    for number in range(1, 13):
        await scene.says("Sam", f"/tache Rangement {number} le 4 mars")
    await scene.says("Ana", "/jalon Ouverture 25 mars")
    (agenda,) = await scene.whispers("Sam", "/agenda")
    assert any("Ouverture" in each for each in plain(agenda))
    assert "Dates à venir (13)" in plain(agenda)


# ---- out and in again


async def test_a_calendar_has_it_as_a_whole_day(ball: Scene) -> None:
    with ball.engine.begin() as rows:
        made = calendar(rows, Words("fr", team(rows), ball.now), None)
    (event,) = [each for each in Calendar.from_ical(made).walk("VEVENT") if "Ouverture" in str(each["summary"])]
    assert str(event["summary"]) == "🏁 #3 Ouverture des portes"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 3, 25), date(2026, 3, 26))
    assert str(event["description"]).startswith("🏁 jalon")


async def test_the_archive_has_projects_and_kinds_and_brings_them_back(ball: Scene) -> None:
    await ball.says("Ana", "/projet bal : danser")
    await ball.says("Ana", "/projet Vieux : fini depuis longtemps")
    await ball.says("Ana", "/projet vieux fin")
    with ball.engine.begin() as rows:
        told = archive(rows, team(rows), ball.now).model_dump_json()
        bring_in(rows, team(rows, "ciné"), read(told.encode()))
        again = archive(rows, team(rows, "ciné"), ball.now)
    was = json.loads(told)
    assert json.loads(again.model_dump_json())["projects"] == was["projects"]
    assert [task.kind for task in again.tasks] == [TaskKind.TASK, TaskKind.TASK, TaskKind.MILESTONE]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"kind": "feast"},
        {"kind": "milestone", "owners": [{"name": "Léa", "role": "lead", "consent": "accepted"}]},
        {"kind": "milestone", "help_wanted": True},
    ],
)
async def test_an_archive_in_which_somebody_carries_a_date_is_refused(ball: Scene, spoilt: dict[str, Any]) -> None:
    with ball.engine.begin() as rows:
        told = json.loads(archive(rows, team(rows), ball.now).model_dump_json())
    told["tasks"][1] |= spoilt
    with pytest.raises(Unreadable):
        read(json.dumps(told).encode())
