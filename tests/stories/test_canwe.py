"""Can the group take something on? Yes, not before a day, or no, with figures that add up; as totals of five people."""

from __future__ import annotations

import re

import pytest

from bot.departure import Departure
from domain.document import Day, Phrase
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
FIVE = ("Léa", "Marc", "Sam", "Noé", "Ida")
ASKED = {"fr": "/peuton 20h d'ici le 29 mars", "en": "/canwe 20h by 29 march"}  # four weeks, the first of them whole
BY_HAND = {
    "fr": "20 heures avant le 29 mars",
    "en": "20 hours before 29 march",
}


async def group(stage: Stage, language: str, *each: int) -> Scene:
    """So many hours a week of each person; the first task is Léa's, the second nobody's."""
    scene = await stage(language=language, members=FIVE)
    when = {"fr": "15 mars", "en": "15 march"}[language]
    await scene.says("Léa", f"/task Book the hall ~4h me {when}")
    await scene.says("Léa", f"/task Print the posters {when} ~6h")
    await gives(scene, *each)
    return scene


async def gives(scene: Scene, *each: int) -> None:
    for name, many in zip(FIVE, each, strict=False):
        await scene.whispers(name, f"/hours {many}h")


def said(letter: Departure, key: str) -> Phrase:
    return next(phrase for line in letter.document.lines for phrase in line.phrases if phrase.key == key)


def of(letter: Departure, key: str) -> int:
    """The hours that a phrase tells."""
    value = said(letter, key).values["hours"]
    assert isinstance(value, Phrase)
    return int(str(value.values.get("hours", 0)))


@LANGUAGES
async def test_yes_with_the_figures_behind_it(stage: Stage, language: str) -> None:
    scene = await group(stage, language, 3, 2, 2, 2, 1)
    (letter,) = await scene.whispers("Sam", ASKED[language])
    assert keys(letter)[0] == "canwe-yes"
    figures = [of(letter, f"canwe-{one}") for one in ("there", "promised", "nobody", "free")]
    assert figures == [40, 4, 6, 30]
    assert not {"canwe-more", "canwe-more-weekly"} & {*keys(letter)}
    for typed in (
        f"/peuton {BY_HAND[language]}",
        "/canwe 20h 2026-03-29",
        "/canwe 2026-03-29 20h",
        "/peut-on ~20h 29/03",
    ):
        (again,) = await scene.whispers("Ana", typed)
        assert again.document == letter.document


@LANGUAGES
async def test_not_before_a_day_with_what_would_have_to_give(stage: Stage, language: str) -> None:
    scene = await group(stage, language, 3, 2, 2, 2, 1)
    (letter,) = await scene.whispers("Sam", ASKED[language].replace("20", "34", 1))
    verdict = said(letter, "canwe-later")
    assert isinstance(verdict.values["day"], Day)
    # Ten hours a week, of which four and six are needed: 44 hours are there by the 30th or the 31st day.
    assert str(verdict.values["day"].day) == "2026-04-01"
    assert (of(letter, "canwe-free"), of(letter, "canwe-more-weekly")) == (30, 4)
    assert "#2" in letter.speech.plain  # what nobody has taken might give way
    assert "#1" not in letter.speech.plain
    (now,) = await scene.whispers("Sam", "/canwe 34h 2026-04-01")
    (before,) = await scene.whispers("Sam", "/canwe 34h 2026-03-31")
    assert (keys(now)[0], keys(before)[0]) == ("canwe-yes", "canwe-later")


@LANGUAGES
async def test_no_where_half_a_year_has_no_room_for_it(stage: Stage, language: str) -> None:
    scene = await group(stage, language, 1, 1, 1, 1, 1)
    await scene.says("Léa", f"/task Sew costumes {'15 mars' if language == 'fr' else '15 march'} ~20h")
    (letter,) = await scene.whispers("Sam", ASKED[language].replace("20", "900", 1))
    assert keys(letter)[0] == "canwe-no"
    assert of(letter, "canwe-over") == 10


@LANGUAGES
async def test_fewer_than_five_who_gave_hours_get_one_sentence_and_no_figure(stage: Stage, language: str) -> None:
    scene = await group(stage, language, 3, 2, 2, 2)
    for fifth in (None, 0):  # whoever gives none hides nobody else's
        await gives(scene, 3, 2, 2, 2, *(() if fifth is None else (fifth,)))
        for typed in (ASKED[language], "/canwe", "/canwe 20h", "/canwe 900h 2026-03-03"):
            (letter,) = await scene.whispers("Sam", typed)
            assert keys(letter) == ["load-not-yet"]
            assert not offers(letter)
    (letter,) = await scene.whispers("Sam", ASKED[language])
    four = letter.speech.plain
    await gives(scene, 9)
    (letter,) = await scene.whispers("Sam", ASKED[language])
    assert letter.speech.plain == four  # it does not say how many did
    await gives(scene, 3, 2, 2, 2, 1)
    assert keys(*await scene.whispers("Sam", ASKED[language]))[0] == "canwe-yes"
    await scene.leaves("Ida")
    assert keys(*await scene.whispers("Sam", ASKED[language])) == ["load-not-yet"]


@LANGUAGES
async def test_what_is_missing_is_asked_back_and_the_next_line_answers(stage: Stage, language: str) -> None:
    scene = await group(stage, language, 3, 2, 2, 2, 1)
    (asking,) = await scene.whispers("Sam", "/canwe")
    assert keys(asking) == ["ask-canwe-hours"]
    (asking,) = await scene.whispers("Sam", "20h")
    assert keys(asking)[0] == "ask-canwe-day"
    (answer,) = await scene.whispers("Sam", {"fr": "d'ici le 29 mars", "en": "by 29 march"}[language])
    assert keys(answer)[0] == "canwe-yes"
    (asking,) = await scene.whispers("Sam", {"fr": "/peuton d'ici le 29 mars", "en": "/canwe by 29 march"}[language])
    assert (keys(asking), offers(asking)[0]) == (["ask-canwe-hours"], "canwe 2026-03-29 5h")
    (answer,) = await scene.whispers("Sam", "20 h")
    assert keys(answer)[0] == "canwe-yes"
    (asking,) = await scene.whispers("Sam", "/canwe 20h")
    assert offers(asking) == ["canwe 20h 2026-03-16", "canwe 20h 2026-03-30", "canwe 20h 2026-04-27"]
    (answer,) = await scene.presses("Sam", "canwe 20h 2026-03-30", private=True)
    assert keys(answer)[0] == "canwe-yes"


@pytest.mark.parametrize(("language", "typed"), [("fr", "/peuton 20h avant mai"), ("en", "/canwe 20h before may")])
async def test_a_doubtful_date_is_asked_with_buttons(stage: Stage, language: str, typed: str) -> None:
    scene = await group(stage, language, 3, 2, 2, 2, 1)
    (asking,) = await scene.whispers("Sam", typed)
    assert keys(asking)[0] == "ask-which-date"
    assert offers(asking) == ["canwe 20h 2026-04-30", "canwe 20h 2026-05-31"]
    (answer,) = await scene.presses("Sam", "canwe 20h 2026-05-31", private=True)
    assert keys(answer)[0] == "canwe-yes"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("0h by 29 march", "ask-canwe-hours"),
        ("-5h by 29 march", "ask-canwe-hours"),
        ("99999h by 29 march", "ask-canwe-hours"),
        ("20h 2026-02-01", "ask-canwe-day"),  # over: a day ahead is asked for
        ("20h every monday", "ask-canwe-day"),
        ("20h by 1 january 2028", "refusal-canwe-far"),
        ("20h 9999-12-31", "ask-canwe-day"),
        ("🙂", "ask-canwe-hours"),
        ("<b>x</b> {y}", "ask-canwe-hours"),
        ("x" * 4000, "ask-canwe-hours"),
    ],
)
async def test_what_cannot_be_is_answered_with_one_sentence(stage: Stage, typed: str, key: str) -> None:
    scene = await group(stage, "en", 3, 2, 2, 2, 1)
    before = scene.state()
    (letter,) = await scene.whispers("Sam", f"/canwe {typed}")
    assert keys(letter)[0] == key
    assert len(letter.document.lines) == 1
    assert scene.state() == before


async def test_typed_in_the_group_the_answer_goes_to_whoever_asked(stage: Stage) -> None:
    scene = await group(stage, "en", 3, 2, 2, 2, 1)
    left = await scene.says("Sam", "/canwe 20h by 29 march")
    assert kinds(left) == [("ack", "bal", False), ("answer", "Sam", True)]
    assert [receiver(d) for d in await scene.says("Sam", "/canwe")] == ["Sam"]
    (letter,) = await scene.whispers("Zoé", "/canwe 20h by 29 march", team="ciné")
    assert keys(letter) == ["load-not-yet"]


async def test_who_gave_no_hours_is_not_reckoned_with(stage: Stage) -> None:
    """What they promised is promised, and no room is claimed for them."""
    scene = await group(stage, "en", 3, 2, 2, 2, 1)
    (before,) = await scene.whispers("Sam", "/canwe 20h by 29 march")
    await scene.says("Ana", "/task Write the speech ~5h me 20 march")
    (after,) = await scene.whispers("Sam", "/canwe 20h by 29 march")
    assert of(after, "canwe-promised") == of(before, "canwe-promised") + 5
    for one in ("there", "nobody", "free"):
        assert of(after, f"canwe-{one}") == of(before, f"canwe-{one}")


@LANGUAGES
async def test_nothing_that_anybody_reads_tells_whose_hours_are_which(stage: Stage, language: str) -> None:
    """Four who carry more than they can, and one who carries nothing: what is free would be that one's hours."""
    scene = await group(stage, language, 1, 1, 1, 1, 9)
    when = {"fr": "29 mars", "en": "29 march"}[language]
    for name in FIVE[:4]:
        await scene.says(name, f"/task Paint {name} {when} ~6h me #ball")
    await scene.says("Ana", f"/task Hang it up after #3 #ball {when}")
    await scene.says("Ana", f"/milestone #ball Opening {when}")
    before = await all_that_is_told(scene, when)
    assert "9" not in re.findall(r"\d+", before[0].replace(when, ""))
    await gives(scene, 9, 1, 1, 1, 1)
    assert await all_that_is_told(scene, when) == before


async def all_that_is_told(scene: Scene, when: str) -> list[str]:
    """What Sam, who coordinates nothing, and Ana, who does, read."""
    asked = ("/load group", f"/canwe 5h {when}", "/canwe 2h 2026-03-09", "/critical all", "/tasks critical", "/digest")
    told = [await scene.whispers(who, typed) for who in ("Ana", "Marc") for typed in asked]
    return [letter.speech.plain for letters in told for letter in letters]


# ---- in the digest


@LANGUAGES
async def test_the_digest_marks_what_needs_more_than_the_free_hours(stage: Stage, language: str) -> None:
    scene = await group(stage, language, 3, 2, 2, 2, 1)
    when = {"fr": "20 mars", "en": "20 march"}[language]
    (letter,) = await scene.whispers("Ana", "/digest")
    assert "fact-beyond" not in keys(letter)
    await scene.says("Léa", f"/task Sew costumes ~70h x40 {when}")  # less than two hours each
    (letter,) = await scene.whispers("Ana", "/digest")
    beyond = [line.phrases[0].values["title"] for line in letter.document.lines if "fact-beyond" in _of(line)]
    assert beyond == ["Sew costumes"]
    await scene.leaves("Ida")
    (letter,) = await scene.whispers("Ana", "/digest")
    assert "fact-beyond" not in keys(letter)  # of four people nothing is told


@LANGUAGES
async def test_the_digest_tells_what_is_promised_and_there_from_five_people_on(stage: Stage, language: str) -> None:
    scene = await group(stage, language, 3, 2, 2, 2)
    (letter,) = await scene.whispers("Ana", "/digest")
    assert "digest-load" not in keys(letter)
    await gives(scene, 3, 2, 2, 2, 1)
    (letter,) = await scene.whispers("Ana", "/digest")
    shown = keys(letter)
    assert shown.index("digest-load") > shown.index("digest-free")
    assert [key for key in shown[shown.index("digest-load") + 1 :] if key != "digest-calm"] == [
        "load-sum-of",
        "load-untaken",
    ]
    text = letter.speech.plain.replace("\u00a0", " ")
    assert {"fr": "4 h promises, sur 80 h", "en": "4 h promised, of 80 h"}[language] in text
    assert not any(name in text.split("80 h")[1] for name in FIVE)


async def test_a_week_in_which_nothing_is_to_be_told_stays_one_calm_sentence(stage: Stage) -> None:
    scene = await group(stage, "en", 3, 2, 2, 2, 1)
    await scene.says("Ana", "/cancel 1 2")
    (letter,) = await scene.whispers("Ana", "/digest")
    assert keys(letter) == ["digest-empty"]


def _of(line: object) -> list[str]:
    return [phrase.key for phrase in getattr(line, "phrases", ())]
