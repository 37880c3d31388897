"""What decides a date: the chain of tasks that leads to it, how much time is left, and no fault of anybody."""

from __future__ import annotations

import pytest

from bot.departure import Departure
from domain.document import Phrase, Style, TaskNumber
from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
WORDS = {
    "fr": {"10": "mardi 10 mars", "14": "samedi 14 mars", "20": "vendredi 20 mars", "after": "après"},
    "en": {"10": "tuesday 10 march", "14": "saturday 14 march", "20": "friday 20 march", "after": "after"},
}


async def posters(scene: Scene, language: str) -> None:
    """Three tasks, each after the other: drawn (Marc, 10 March), printed (nobody, 14 March), put up (Léa); and one that
    nothing waits for. A ball on 20 March, 5, waits for all of it."""
    when = WORDS[language]
    await scene.says("Marc", f"/task Draw the poster #ball ~3h me {when['10']}")
    await scene.says("Léa", f"/task Print it #ball ~1h {when['after']} #1 {when['14']}")
    await scene.says("Léa", f"/task Put it up #ball ~10h {when['after']} #2 x2 me")
    await scene.says("Léa", "/task Play the trumpet #ball")
    await scene.says("Ana", f"/milestone #ball Spring ball {when['20']}")


def told(letter: Departure) -> dict[int, list[int]]:
    """The numbers below each date."""
    found: dict[int, list[int]] = {}
    below: list[int] = []
    for line in letter.document.lines:
        number = line.phrases[0].values.get("number")
        if isinstance(number, TaskNumber):
            if line.style is Style.HEADING:
                below = found.setdefault(number.number, [])
            else:
                below.append(number.number)
    return found


def said(letter: Departure, key: str) -> list[Phrase]:
    return [phrase for line in letter.document.lines for phrase in line.phrases if phrase.key == key]


@LANGUAGES
@pytest.mark.parametrize("typed", ["/critical", "/bloquants", "/critique", "/critical #ball", "/bloquants tout"])
async def test_a_milestone_shows_the_chain_that_decides_it_in_order(stage: Stage, language: str, typed: str) -> None:
    scene = await stage(language=language)
    await posters(scene, language)
    (letter,) = await scene.whispers("Sam", typed)
    assert told(letter) == {5: [1, 2, 3]}
    # Nineteen days; drawing takes one, printing one, putting it up one: each of the two has five hours of it.
    assert [phrase.values["count"] for phrase in said(letter, "critical-spare")] == [19 - 3]
    assert [phrase.values["task"] for phrase in said(letter, "critical-first")] == [TaskNumber(1)]
    assert offers(letter) == ["take 2", "take 3 help"]
    can_wait = said(letter, "critical-others")[0].values["tasks"]
    assert "#4" in letter.speech.plain
    assert can_wait is not None


@LANGUAGES
async def test_what_is_late_stands_first_and_without_a_name(stage: Stage, language: str) -> None:
    scene = await stage(language=language)
    await posters(scene, language)
    await scene.says("Léa", "/take 2")
    await scene.at("2026-03-19 10:00")
    await scene.says("Marc", f"/due 1 {WORDS[language]['20']}")
    (letter,) = await scene.whispers("Sam", "/critical")
    assert told(letter) == {5: [2, 1, 3]}
    assert [phrase.values["count"] for phrase in said(letter, "critical-missing")] == [1]
    late, first = (
        next(line.plain for line in letter.speech.lines if title in line.plain) for title in ("Print", "Draw")
    )
    assert "Léa" not in late
    assert "Marc" in first
    assert [phrase.values["task"] for phrase in said(letter, "critical-first")] == [TaskNumber(1)]
    assert "take 2 help" in offers(letter)
    await scene.presses("Sam", "take 2 help", private=True)
    assert {a.name for a in scene.task(2).accepted} == {"Léa", "Sam"}


async def test_no_name_stands_beside_a_date_that_cannot_be_met(stage: Stage) -> None:
    scene = await stage(language="en")
    await scene.says("Léa", "/task Sew forty costumes #ball ~60h me 18 march")
    await scene.says("Ana", "/milestone #ball Spring ball 20 march")
    (letter,) = await scene.whispers("Sam", "/critical")
    assert told(letter) == {2: [1]}
    assert "Léa" not in letter.speech.plain


async def test_without_milestones_each_date_that_waits_for_others_is_told(stage: Stage) -> None:
    scene = await stage(language="en")
    for typed in (
        "Book the hall 10 march",
        "Decorate it after #1 12 march",
        "Dance in it after #2 20 march",
        "Cook 5 march",
        "Eat after #4 5 march",
        "Nothing to do with it 4 march",
        "No date either after #6",
    ):
        await scene.says("Léa", f"/task {typed}")
    (letter,) = await scene.whispers("Sam", "/critical")
    assert told(letter) == {5: [4, 5], 2: [1, 2], 3: [1, 2, 3]}
    await scene.says("Léa", "/after 3 1 5")
    (letter,) = await scene.whispers("Sam", "/critical")
    assert told(letter) == {5: [4, 5], 2: [1, 2], 3: [1, 2, 3]}
    await scene.says("Léa", "/done 4 5 1")
    (letter,) = await scene.whispers("Sam", "/critical")
    assert told(letter) == {3: [2, 3]}  # the second decides the third, which is no less pressing


@LANGUAGES
async def test_where_no_date_depends_on_anything_one_sentence_says_so(stage: Stage, language: str) -> None:
    scene = await stage(language=language)
    for typed in ("/critical", "/critical all"):
        assert keys(*await scene.whispers("Sam", typed)) == ["critical-none"]
    await scene.says("Léa", "/task Dance #ball tomorrow")
    assert keys(*await scene.whispers("Sam", "/critical #ball")) == ["critical-none"]
    before = scene.state()
    for typed in ("/critical #nothing", "/critical when?", f"/critical {'x' * 4000}", "/critical 🙂 <b>"):
        assert keys(*await scene.whispers("Sam", typed)) == ["refusal-critical"]
    assert scene.state() == before


async def test_of_many_dates_the_most_pressing_are_told_and_all_when_asked(stage: Stage) -> None:
    scene = await stage(language="en")
    for number in range(6):
        await scene.says("Léa", "/task Begin")
        await scene.says("Léa", f"/task End after #{2 * number + 1} {20 - number} march")
    (letter,) = await scene.whispers("Sam", "/critical")
    assert list(told(letter)) == [12, 10, 8]
    assert [phrase.values["count"] for phrase in said(letter, "critical-more")] == [3]
    (letter,) = await scene.whispers("Sam", "/critical all")
    assert list(told(letter)) == [12, 10, 8, 6, 4, 2]
    assert len(offers(letter)) == 6


async def test_a_long_chain_is_cut_and_says_so(stage: Stage) -> None:
    scene = await stage(language="en")
    await scene.says("Léa", "/task Step 1")
    for number in range(2, 13):
        when = "30 march" if number == 12 else ""
        await scene.says("Léa", f"/task Step {number} after #{number - 1} {when}")
    (letter,) = await scene.whispers("Sam", "/critical")
    assert told(letter) == {12: [1, 2, 3, 4, 5]}
    assert [phrase.values["count"] for phrase in said(letter, "critical-between")] == [7]


async def test_typed_in_the_group_it_is_answered_to_whoever_asks(stage: Stage) -> None:
    scene = await stage(language="en")
    await posters(scene, "en")
    left = await scene.says("Sam", "/critical")
    assert kinds(left) == [("ack", "bal", False), ("answer", "Sam", True)]


async def test_nobody_of_another_group_learns_of_it(stage: Stage) -> None:
    scene = await stage(language="en")
    await posters(scene, "en")
    (letter,) = await scene.whispers("Zoé", "/critical", team="ciné")
    assert keys(letter) == ["critical-none"]


@LANGUAGES
async def test_the_list_of_critical_tasks_follows_the_same_rule(stage: Stage, language: str) -> None:
    scene = await stage(language=language)
    await scene.says("Léa", "/task Rehearse")
    await scene.says("Léa", f"/task Perform {WORDS[language]['after']} #1")
    (letter,) = await scene.whispers("Sam", "/tasks critical")
    assert numbers(letter) == [1]  # no date yet: what others wait for
    await scene.says("Léa", f"/task Tune {WORDS[language]['after']} #2 {WORDS[language]['10']}")
    (letter,) = await scene.whispers("Sam", "/taches critiques")
    assert numbers(letter) == [1, 2]


def numbers(letter: Departure) -> list[int]:
    found = [line.phrases[0].values.get("number") for line in letter.document.lines]
    return [number.number for number in found if isinstance(number, TaskNumber)]


# ---- in the digest


@LANGUAGES
async def test_the_digest_marks_what_decides_a_date_and_puts_it_first(stage: Stage, language: str) -> None:
    scene = await stage(language=language)
    await scene.says("Léa", f"/task Nothing waits for it {WORDS[language]['10']} me")
    await scene.says("Marc", f"/task Draw the poster #ball me {WORDS[language]['14']}")
    await scene.says("Ana", f"/milestone #ball Spring ball {WORDS[language]['20']}")
    (letter,) = [d for d in await scene.at("2026-03-09 09:00") if d.kind is Kind.DIGEST]
    assert numbers(letter)[:2] == [2, 1]
    assert [phrase.values["task"] for phrase in said(letter, "fact-key")] == [TaskNumber(3)]
    (mine,) = await scene.whispers("Marc", "/digest me")
    assert keys(mine).count("fact-key") == 1


@LANGUAGES
async def test_the_digest_marks_a_date_that_cannot_be_met_and_names_nobody(stage: Stage, language: str) -> None:
    scene = await stage(language=language)
    await scene.says("Léa", f"/task Sew forty costumes ~40h me {WORDS[language]['20']}")  # six weeks of seven hours
    await scene.says("Léa", f"/task Sweep ~1h me {WORDS[language]['20']}")
    (letter,) = [d for d in await scene.at("2026-03-09 09:00") if d.kind is Kind.DIGEST]
    assert numbers(letter) == [1]
    assert keys(letter).count("fact-short") == 1
    assert str(1 + 5 * 7 - 12) not in letter.speech.plain  # told where it is explained, by /critical
    assert "Léa" not in letter.speech.plain
    (mine,) = await scene.whispers("Léa", "/digest me")
    assert keys(mine).count("fact-short") == 1
    await scene.says("Léa", "/edit 1 x6")
    (letter,) = await scene.whispers("Ana", "/digest")
    assert "fact-short" not in keys(letter)
