"""The digest's editions for one person alone: one's own part, the coordination's, and what happened since a day."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.departure import Departure
from domain.document import Style
from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import PARIS, Scene, keys, kinds, offers
from tests.stories.test_digest_once import Wandering

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
NEXT = "2026-03-09 09:00"
WORDS = {  # the same commands, as people type them in either language
    "fr": {"me": "/bilan moi", "on": "/bilan moi oui", "off": "/bilan moi non", "since": "/bilan depuis lundi"},
    "en": {"me": "/digest me", "on": "/digest me on", "off": "/digest me off", "since": "/digest since monday"},
}


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    return await stage()


def parts(letter: Departure) -> dict[str, list[object]]:
    """What stands under each heading, in order: numbers of tasks, names of roles, who gives thanks."""
    found: dict[str, list[object]] = {}
    for each in letter.document.lines:
        first = each.phrases[0]
        if each.style is Style.HEADING:
            found[first.key] = []
        elif each.style is Style.ITEM and found:
            values = first.values
            number = values["number"].number if "number" in values else None  # type: ignore[union-attr]
            found[list(found)[-1]].append(number or values.get("role") or values["by"])
    return found


async def private(scene: Scene, who: str, when: str = NEXT) -> list[Departure]:
    """The editions that came to somebody until then."""
    return [d for d in await scene.at(when) if d.kind is Kind.DIGEST and d.member is not None and d.member.name == who]


# ---- one's own part


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_one_s_own_part_is_what_waits_what_one_carries_and_thanks(stage: Stage, language: str) -> None:
    scene = await stage(language=language)
    for typed in (
        "Affiches @Marc",  # 1: asked
        "Sono @Marc 5 mars",  # 2: carried, this week
        "Buvette @Marc 9 avril",  # 3: carried, and awaited by 4
        "Cidre @Sam 10 avril après #3",
        "Courrier @Marc",  # 5: done
        "Danser @Marc 20 avril",  # 6: carried, and needs no word
        "Piano @Léa",
    ):
        await scene.says("Ana", f"/tache {typed}")
    await scene.says("Ana", "/role clés @Marc")
    for number in (2, 3, 5, 6):
        await scene.whispers("Marc", f"/accepter {number}")
    await scene.whispers("Marc", "/fait 5")
    await scene.says("Ana", "/merci @Marc pour le courrier")
    await scene.says("Ana", "/merci @Léa")
    (page,) = await scene.whispers("Marc", WORDS[language]["me"])
    assert parts(page) == {
        "own-asked": [1, "clés"], "own-week": [2], "own-awaited": [3], "own-done": [5, "Ana"]
    }  # fmt: skip
    assert offers(page) == [
        *("accept 1", "decline 1", "role accept 1", "role decline 1", "done 2", "done 3", "digest me on")
    ]
    assert {button.person for button in page.buttons} == {scene.person("Marc")}
    for label in ("accept 1", "role accept 1", "done 2"):
        await scene.presses("Marc", label, private=True)
    assert scene.task(1).lead.name == "Marc"  # type: ignore[union-attr]
    assert scene.row("role")["holder_id"] == scene.person("Marc")
    assert not scene.task(2).is_open


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_it_comes_every_week_to_whoever_wants_it_and_to_nobody_else(stage: Stage, language: str) -> None:
    scene, words = await stage(language=language), WORDS[language]
    await scene.says("Marc", "/tache Ranger moi 20 mars")
    await scene.says("Léa", "/tache Chanter moi 20 mars")
    assert keys(*await scene.whispers("Marc", words["on"])) == ["digest-me-on"]
    left = [d for d in await scene.at("2026-03-16 09:00") if d.kind is Kind.DIGEST]
    assert [(d.at.day, who, sound) for d, (_, who, sound) in zip(left, kinds(left), strict=True)] == [
        (9, "bal", True), (16, "bal", True), (16, "Marc", True)
    ]  # fmt: skip  # on the 9th there was nothing to tell him
    assert parts(left[-1]) == {"own-week": [1]}
    assert offers(left[-1]) == ["done 1", "digest me off"]
    assert keys(*await scene.presses("Marc", "digest me off", private=True)) == ["digest-me-off"]
    assert await private(scene, "Marc", "2026-03-23 09:00") == []


@pytest.mark.parametrize("away", [0, 9])
async def test_one_comes_a_week_and_after_days_without_the_bot_no_more_than_one(scene: Scene, away: int) -> None:
    await scene.says("Marc", "/tache Ranger moi jeudi")
    await scene.whispers("Marc", "/bilan moi oui")
    back = datetime(2026, 3, 9, 8, tzinfo=UTC) + timedelta(days=away)
    for hour in range(0, 24 * 15, 8):
        bot = Wandering(scene)  # started again each time
        try:
            await bot.ticks(back + timedelta(hours=hour))
        finally:
            await bot.app.close()
    rows = scene.rows("letter", kind="digest", person_id=scene.person("Marc"), state="sent")
    digests = scene.rows("letter", kind="digest", person_id=None, state="sent")
    assert [row["digest_id"] for row in rows] == [row["digest_id"] for row in digests]
    weeks = [row["left_at"].astimezone(PARIS).isocalendar()[:2] for row in rows]
    assert len(set(weeks)) == len(weeks)


async def test_it_is_held_by_one_s_own_hours_and_by_an_absence(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi 12 mars")
    await scene.says("Léa", "/tache Danser moi 12 mars")
    for who in ("Marc", "Léa"):
        await scene.whispers(who, "/bilan moi oui")
    await scene.whispers("Marc", "/moncalme 0:00-18:00")
    await scene.whispers("Léa", "/absent jusqu'au 11 mars")
    left = [d for d in await scene.at("2026-03-12 12:00") if d.kind is Kind.DIGEST and d.member]
    assert [(d.member.name, d.at.astimezone(scene.zone).strftime("%d %H:%M")) for d in left if d.member] == [
        ("Marc", "09 18:00"), ("Léa", "11 08:00")
    ]  # fmt: skip


async def test_what_waited_with_it_comes_in_the_same_letter_with_one_sound(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi 12 mars")
    await scene.whispers("Marc", "/bilan moi oui")
    await scene.whispers("Marc", "/absent jusqu'au 11 mars")
    await scene.at("2026-03-10 12:00")
    await scene.says("Léa", "/tache Chanter @Marc")
    left = await scene.at("2026-03-11 08:00")
    (loud,) = [d for d in left if d.sound]
    assert {"own-title", "proposal-asks", "nudge-ahead"} <= set(keys(loud))


async def test_after_a_long_absence_only_the_newest_comes(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi 5 mars")
    await scene.whispers("Marc", "/bilan moi oui")
    await scene.whispers("Marc", "/absent jusqu'au 31 mars")
    await scene.at("2026-03-31 09:00")
    assert len(scene.letters(Kind.DIGEST, "Marc")) == 1
    rows = scene.rows("letter", kind="digest", person_id=scene.person("Marc"))
    assert [row["reason"] for row in rows] == ["too late", "too late", "too late", None]


async def test_whoever_leaves_gets_it_no_more_also_when_they_return(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi jeudi")
    await scene.whispers("Marc", "/bilan moi oui")
    await scene.leaves("Marc")
    assert await private(scene, "Marc") == []
    await scene.joins("Marc")
    await scene.says("Marc", "/prendre 1")
    assert await private(scene, "Marc", "2026-03-16 09:00") == []


@pytest.mark.parametrize("typed", ["/bilan moi", "/bilan depuis lundi", "/bilan coordination", "/digest me on"])
async def test_typed_in_the_group_it_is_answered_in_private_and_not_acknowledged(scene: Scene, typed: str) -> None:
    left = await scene.says("Ana", typed)
    assert kinds(left) == [("answer", "Ana", True)]


async def test_with_nothing_to_tell_each_is_one_calm_sentence(scene: Scene) -> None:
    for typed, key in (
        ("/bilan", "digest-empty"),
        ("/bilan moi", "own-empty"),
        ("/bilan coordination", "watch-empty"),
        ("/bilan depuis hier", "since-nothing"),
    ):
        (page,) = await scene.whispers("Ana", typed)
        assert keys(page) == [key]


@pytest.mark.parametrize("typed", ["/bilan moi peut-être", "/digest me x", "/bilan coordination quand il pleut"])
async def test_what_is_not_understood_is_asked_back_and_changes_nothing(scene: Scene, typed: str) -> None:
    before = scene.state()
    assert keys(*await scene.whispers("Ana", typed)) == ["refusal-digest-me"]
    assert scene.state() == before


# ---- the coordination's


async def a_knotty_week(scene: Scene) -> None:
    """1 waits for 2, which is due later; 3 was moved three times, 4 twice; two proposals wait."""
    for typed in ("Louer moi 12 mars", "Payer moi 15 mars", "Semer moi 13 mars", "Chanter moi 13 mars", "Lire @Sam"):
        await scene.says("Léa", f"/tache {typed}")
    await scene.says("Léa", "/apres 1 2")
    await scene.says("Ana", "/role clés @Marc")
    for day in (14, 15, 16):
        await scene.says("Léa", f"/echeance 3 {day} mars")
    for day in (14, 15, 16):
        await scene.says("Léa", f"/echeance 4 {day} mars")
    await scene.whispers("Léa", "/oups")


@pytest.mark.parametrize(("language", "typed"), [("fr", "/bilan coordination"), ("en", "/digest coordination")])
async def test_the_coordination_sees_how_much_of_each_and_never_who(stage: Stage, language: str, typed: str) -> None:
    scene = await stage(language=language)
    await a_knotty_week(scene)
    (page,) = await scene.whispers("Ana", typed)
    assert parts(page) == {"watch-moved": [3], "watch-too-soon": [1]}
    (waiting,) = [line.phrases[0] for line in page.document.lines if line.phrases[0].key == "watch-unanswered"]
    assert waiting.values["count"] == 2
    assert {"Léa", "Marc", "Sam", "Ana"}.isdisjoint(re.findall(r"\w+", page.speech.plain))
    assert offers(page) == ["digest coordination on"]


async def test_it_is_one_tap_below_the_digest_of_whoever_coordinates(scene: Scene) -> None:
    await a_knotty_week(scene)
    (page,) = await scene.whispers("Ana", "/bilan")
    assert offers(page)[-1] == "digest coordination"
    (page,) = await scene.whispers("Léa", "/bilan")
    assert "digest coordination" not in offers(page)
    assert keys(*await scene.whispers("Léa", "/bilan coordination")) == ["refusal-coordinators"]
    assert keys(*await scene.whispers("Léa", "/bilan coordination oui")) == ["refusal-coordinators"]


async def test_both_editions_come_as_one_letter_and_only_once_wanted(scene: Scene) -> None:
    await a_knotty_week(scene)
    await scene.says("Ana", "/tache Ranger moi 12 mars")
    assert await private(scene, "Ana") == []
    await scene.whispers("Ana", "/bilan coordination oui")
    await scene.whispers("Ana", "/bilan moi oui")
    (letter,) = await private(scene, "Ana", "2026-03-16 09:00")
    assert [key for key in keys(letter) if key.endswith("-title")] == ["watch-title", "own-title"]
    assert offers(letter)[-1] == "digest me off"
    assert "digest coordination off" in offers(letter)


async def test_whoever_coordinates_no_more_gets_it_no_more(scene: Scene) -> None:
    await a_knotty_week(scene)
    await scene.says("Ana", "/coordo @Marc")
    await scene.whispers("Marc", "/bilan coordination oui")
    await scene.says("Ana", "/coordo @Marc non")
    assert await private(scene, "Marc") == []


# ---- since I left


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_since_a_day_is_what_was_done_taken_on_moved_and_is_new(stage: Stage, language: str) -> None:
    scene = await stage(language=language)
    for title in ("Vieux", "Fini", "Sono", "Reporté 20 mars", "Sans nouvelle"):
        await scene.says("Léa", f"/tache {title}")
    await scene.says("Léa", "/fait 1")
    await scene.at("2026-03-11 10:00")
    await scene.says("Léa", "/fait 2")
    await scene.says("Léa", "/merci @Ana")
    await scene.says("Sam", "/prendre 3")
    await scene.says("Léa", "/echeance 4 25 mars")
    await scene.says("Léa", "/tache Neuf")
    await scene.at("2026-03-13 10:00")
    (page,) = await scene.whispers("Marc", WORDS[language]["since"])
    assert parts(page) == {
        "digest-done": [2, "Léa"], "since-taken": [3], "since-moved": [4], "since-new": [6]
    }  # fmt: skip
    (page,) = await scene.whispers("Marc", "/bilan depuis hier")
    assert keys(page) == ["since-nothing"]


async def test_whoever_comes_back_is_offered_what_happened_meanwhile(scene: Scene) -> None:
    await scene.says("Léa", "/tache Fini")
    await scene.whispers("Marc", "/absent jusqu'à mercredi")
    await scene.says("Léa", "/fait 1")
    left = [d for d in await scene.at("wed 8:00") if d.member and d.member.name == "Marc"]
    assert kinds(left) == [("system", "Marc", False)]
    assert offers(left[0]) == ["digest since 2026-03-02T10:00+01:00"]
    (page,) = await scene.presses("Marc", offers(left[0])[0], private=True)
    assert parts(page) == {"digest-done": [1]}


async def test_whoever_says_so_is_offered_it_at_once_and_only_once(scene: Scene) -> None:
    await scene.whispers("Marc", "/absent jusqu'à mercredi")
    await scene.says("Léa", "/tache Fini")
    (page,) = await scene.presses("Marc", "away off", private=True)
    assert keys(page) == ["away-back"]
    assert offers(page) == ["digest since 2026-03-02T10:00+01:00"]
    assert [d for d in await scene.waits("10d") if d.kind is Kind.SYSTEM and d.member and d.member.name == "Marc"] == []


async def test_where_nothing_happened_a_return_is_told_nothing(scene: Scene) -> None:
    await scene.whispers("Marc", "/absent jusqu'à mercredi")
    assert [d for d in await scene.at("wed 12:00") if d.member is not None] == []


async def test_after_a_week_nothing_kept_says_when_somebody_was_away(scene: Scene) -> None:
    await scene.says("Léa", "/tache Fini")
    await scene.whispers("Marc", "/absent jusqu'à mercredi")
    await scene.says("Léa", "/fait 1")
    await scene.at("wed 8:00")
    assert "digest since" in scene.everything()
    await scene.waits("8d")
    assert "digest since" not in scene.everything()
    assert "2026-03-02T" not in "".join(row["cause"] for row in scene.rows("letter"))


async def test_while_away_one_can_ask_what_happened_since_one_left(scene: Scene) -> None:
    await scene.whispers("Marc", "/absent jusqu'à nouvel ordre")
    await scene.says("Léa", "/tache Neuf")
    (page,) = await scene.whispers("Marc", "/bilan depuis mon départ")
    assert parts(page) == {"since-new": [1]}


@pytest.mark.parametrize(
    "typed", ["/bilan depuis", "/bilan depuis demain", "/digest since time began", "/bilan depuis 🎉"]
)
async def test_a_day_that_is_not_understood_is_asked_back(scene: Scene, typed: str) -> None:
    before = scene.state()
    assert keys(*await scene.whispers("Marc", typed)) == ["refusal-since"]
    assert scene.state() == before


async def test_somebody_in_two_teams_is_offered_each_by_its_name(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    await scene.whispers("Marc", "/absent jusqu'à mercredi")
    await scene.says("Léa", "/tache Fini")
    await scene.says("Zoé", "/tache Projeter", team="ciné")
    left = [d for d in await scene.at("wed 8:00") if d.kind is Kind.SYSTEM and d.member and d.member.name == "Marc"]
    assert [[button.label.replace("\u00a0", " ") for button in d.buttons] for d in left] == [
        ["bal : ce qui s'est passé", "ciné : ce qui s'est passé"]
    ]


# ---- what other commands bring


async def test_the_coordination_hears_how_often_something_was_urgent_and_not_of_whom(scene: Scene) -> None:
    for words in ("La clé !", "Encore la clé !"):  # the second one goes to the coordination alone
        await scene.whispers("Léa", f"/urgent {words}")
    (page,) = await scene.whispers("Ana", "/bilan coordination")
    (urgent,) = [each for line in page.document.lines for each in line.phrases if each.key == "watch-urgent"]
    assert urgent.values["count"] == 2
    assert "Léa" not in page.speech.plain


async def test_since_a_day_is_what_was_decided_too(scene: Scene) -> None:
    await scene.says("Léa", "/parquer le prix des billets")
    await scene.at("wed 10:00")
    await scene.says("Léa", "/agenda décider A : on garde 5 €")
    (page,) = await scene.whispers("Marc", "/bilan depuis mardi")
    assert "since-decided" in keys(page)
    assert "on garde 5 €" in page.speech.plain
    await scene.at("fri 10:00")
    (page,) = await scene.whispers("Marc", "/bilan depuis jeudi")
    assert "since-decided" not in keys(page)
