"""A debate is named by a letter, and only where a letter is surely meant; its lines without a name tell nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speech import Voice, say
from domain import digest
from domain.debate import (
    LONGEST_DECISION,
    LONGEST_TOPIC,
    Debate,
    Fate,
    View,
    listed,
    name_of,
    named_first,
    next_showing,
    number_of,
    told,
)
from domain.document import Choice, Day, phrase

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DEBATE = Debate(1, 1, 1, "x", Fate.PARKED, None, None, None, NOW, None, None)


@given(st.integers(1, 18_278))
def test_every_number_has_a_name_of_its_own(number: int) -> None:
    assert number_of(name_of(number)) == number


def test_names_are_one_letter_as_long_as_there_are_some() -> None:
    assert [name_of(number) for number in (1, 2, 26, 27, 52, 53)] == ["A", "B", "Z", "AA", "AZ", "BA"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A: oui", (1, "oui", True)),
        ("A\u00a0: oui", (1, "oui", True)),
        ("b, oui", (2, "oui", True)),
        ("c", (3, "", True)),
        ("AA. oui", (27, "oui", True)),
        ("A oui", (1, "oui", False)),
        ("I think so", (9, "think so", False)),
        ("A:oui", (1, "oui", True)),
        ("a new price", None),
        ("à partir de mai", None),
        ("D'accord", None),
        ("12: oui", None),
        ("", None),
        ("🙂", None),
    ],
)
def test_a_letter_is_a_name_where_it_surely_is_one(text: str, named: tuple[int, str, bool] | None) -> None:
    found = named_first(text)
    assert (None if found is None else (found.number, found.rest, found.sure)) == named


def test_the_order_of_lines_without_a_name_does_not_depend_on_who_came_first() -> None:
    words = ("Zéro", "abricot", "Été", "ete")
    orders = {
        tuple(
            view.words
            for view in replace(
                DEBATE, views=tuple(View(place, place, "Léa", said, False, NOW) for place, said in enumerate(order))
            ).seen(NOW)
        )
        for order in permutations(words)
    }
    assert orders == {("abricot", "ete", "Été", "Zéro")}


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))  # both clock changes of a year
def test_what_is_written_in_one_day_is_shown_together_the_morning_after(when: datetime) -> None:
    now = when.replace(tzinfo=UTC)
    shown, here = next_showing(now, PARIS).astimezone(PARIS), now.astimezone(PARIS)
    assert (shown.hour, shown.minute) == (8, 0)
    assert shown.date() - here.date() == timedelta(days=1)


def test_however_many_wait_or_were_decided_the_digest_is_one_message() -> None:
    waits = replace(DEBATE, title="x" * LONGEST_TOPIC)
    over = replace(waits, fate=Fate.DECIDED, decision="y" * LONGEST_DECISION, closed_at=NOW)
    button = (Choice("start A", phrase("choice-my-view-of", name="A")),)
    parts = digest.parts(
        [],
        [],
        NOW,
        debates=[digest.Entry(listed(waits, NOW), button)] * 40,
        decisions=[digest.Entry(told(over, PARIS, 140))] * 40,
    )
    week = Day(NOW.date())
    made = digest.digest(parts, start=week, end=week, calm=digest.Calm(0, 0))
    assert len(made.lines) <= digest.MOST_LINES
    assert len(say(made, Voice("fr", PARIS, "/", strict=True)).plain) < 4096
    assert [part.key for part in parts] == ["digest-done", "digest-parked"]
