"""Promises to translators: what a table of words may contain, and that it is understood as written."""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.deadline import grammar, meanings, read
from domain.deadline.grammar import tables
from domain.deadline.language import Language, Unit
from domain.deadline.meanings import Role, role_of
from domain.deadline.phrases import Piece, Step, expand


@pytest.mark.parametrize("language", tables().values(), ids=lambda one: one.code)
def test_every_meaning_in_a_table_is_known(language: Language) -> None:
    for meaning in language.phrases:
        assert isinstance(role_of(Piece(meaning.split()[0], {}, 0, 1)), Role), meaning


@pytest.mark.parametrize("language", tables().values(), ids=lambda one: one.code)
def test_every_phrase_can_be_expanded(language: Language) -> None:
    for ways in language.phrases.values():
        for way in ways:
            assert expand(way)


@pytest.mark.parametrize("language", tables().values(), ids=lambda one: one.code)
def test_no_phrase_is_hidden_by_an_earlier_one(language: Language) -> None:
    seen: dict[tuple[Step, ...], str] = {}
    for meaning, ways in language.phrases.items():
        if meaning in ("not", "to"):  # what is no date may be said of the same words; "to" are words, not phrases
            continue
        for way in ways:
            for steps in expand(way):
                assert steps not in seen, f"{way!r} of {meaning!r} is already {seen[steps]!r}"
                seen[steps] = meaning


@pytest.mark.parametrize("language", tables().values(), ids=lambda one: one.code)
def test_every_fixed_value_is_explained_to_translators(language: Language) -> None:
    explained = set(re.findall(r"[a-z_0-9]+", meanings.__doc__ or ""))
    said = {pair.split("=")[0] for meaning in language.phrases for pair in meaning.split()[1:]}
    assert said <= explained


def test_brackets_of_a_phrase_must_match() -> None:
    with pytest.raises(ValueError, match="brackets"):
        expand("le {day})")


def test_the_signs_of_a_phrase() -> None:
    def ways(phrase: str) -> set[str]:
        return {" ".join(step.word or f"{{{step.name}}}" for step in way) for way in expand(phrase)}

    assert ways("[le] {weekday}") == {"{weekday}", "le {weekday}"}
    assert ways("(dans|sous) {n} {unit}") == {"dans {n} {unit}", "sous {n} {unit}"}
    assert ways("d'ici [à] {day2=day}") == {"d ici {day2}", "d ici a {day2}"}
    assert [step.glued for step in expand("{hour}h {minute}")[0]] == [False, True, False]


ITALIAN = Language(
    code="it",
    words={
        "weekday": {1: "martedì, mar.", 4: "venerdì, ven."},
        "month": {4: "aprile, apr."},
        "unit": {Unit.DAY: "giorno, giorni", Unit.WEEK: "settimana, settimane"},
        "part": {3: "sera"},
    },
    numbers={"un": 1, "due": 2},
    ordinals={"primo": 1},
    ordinal_endings="o a",
    and_words="e",
    phrases={
        "shift days=1": ("domani",),
        "weekday": ("{weekday}",),
        "date": ("[{weekday=day-name}] [(il|l')] {day} {month} [{year}]",),
        "date lone=1": ("il {day}",),
        "ahead": ("(tra|fra) {n} {unit}",),
        "clock weak=1": ("{hour}",),
        "part bare=1": ("{part}",),
        "every unit=5": ("ogni {weekdays}",),
        "cue": ("entro",),
        "glue at=1": ("alle",),
        "glue of=1 range=1": ("dalle",),
        "to": ("alle",),
    },
    one_words="",
    list_words="",
    after_duration="",
    after_day="",
    after_hour="",
    bare_hours=False,
)


@pytest.fixture
def italian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    every = {**tables(), "it": ITALIAN}
    grammar.grammar_of.cache_clear()
    monkeypatch.setattr(grammar, "tables", lambda: every)
    yield
    grammar.grammar_of.cache_clear()


@pytest.mark.usefixtures("italian")
@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("entro venerdì", "2026-03-06T00:00"),
        ("domani alle 18", "2026-03-05T18:00"),
        ("venerdì dalle 14 alle 16", "2026-03-06T16:00"),
        ("venerdì sera alle 8", "2026-03-06T20:00"),
        ("entro il 15", "2026-03-15T00:00"),
        ("il 1º aprile", "2026-04-01T00:00"),
        ("tra due settimane", "2026-03-18T00:00"),
        ("friday alle 18", "2026-03-06T18:00"),
        ("ogni martedì alle 19", "2026-03-10T19:00"),
    ],
)
def test_a_third_language_is_a_table_and_may_be_begun_with_few_words(text: str, due: str) -> None:
    now = datetime(2026, 3, 4, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))
    reading = read(text, language="it", reference=now)
    assert reading.due is not None
    assert f"{reading.due:%Y-%m-%dT%H:%M}" == due
    assert reading.title == ""
