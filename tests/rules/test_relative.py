"""Dates that are counted from a day: how they are read and said, and that no month or leap year leads them astray."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import deadline
from domain.document import Phrase
from domain.relative import MOST_DAYS, Found, Offset, When, find, when_phrase

PARIS = ZoneInfo("Europe/Paris")
SAID_AT = datetime(2026, 3, 2, 10, tzinfo=PARIS)
SOME_DAY = date(2027, 1, 15)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
OFFSETS = st.builds(Offset, st.integers(-36, 36), st.integers(-MOST_DAYS, MOST_DAYS))


def said(text: str, language: str = "fr") -> Found:
    return find(text, partial(deadline.read, language=language, reference=SAID_AT, country="FR"), SOME_DAY)


@pytest.mark.parametrize(
    ("text", "rest", "months", "days"),
    [
        ("Réserver la salle 3 semaines avant", "Réserver la salle", 0, -21),
        ("Book the hall three weeks before", "Book the hall", 0, -21),
        ("trois semaines avant : réserver la salle", "réserver la salle", 0, -21),
        ("Ranger 2 jours après", "Ranger", 0, 2),
        ("Tidy up 2 days after the event", "Tidy up", 0, 2),
        ("Ranger la veille", "Ranger", 0, -1),
        ("Tidy up the day before", "Tidy up", 0, -1),
        ("Bilan le lendemain", "Bilan", 0, 1),
        ("Affiches l'avant-veille", "Affiches", 0, -2),
        ("Affiches J-21", "Affiches", 0, -21),
        ("Affiches à J - 21", "Affiches", 0, -21),
        ("Merci J+2", "Merci", 0, 2),
        ("Posters D-7", "Posters", 0, -7),
        ("Caisse le jour même", "Caisse", 0, 0),
        ("Caisse le jour J", "Caisse", 0, 0),
        ("Cash box the day itself", "Cash box", 0, 0),
        ("Subvention un an avant", "Subvention", -12, 0),
        ("Grant a year before", "Grant", -12, 0),
        ("Mairie 2 mois avant", "Mairie", -2, 0),
        ("Affiches la semaine d'avant", "Affiches", 0, -7),
        ("Posters the week before", "Posters", 0, -7),
        ("Merci quinze jours apres", "Merci", 0, 15),
        ("Ranger 2 jours avant ou plutôt 2 jours après", "Ranger 2 jours avant ou plutôt", 0, 2),
    ],
)
def test_it_is_found_wherever_it_stands(text: str, rest: str, months: int, days: int) -> None:
    assert said(text) == Found(When(Offset(months, days)), rest)


@pytest.mark.parametrize(
    ("text", "rest", "when"),
    [
        ("Installer la veille à 18h", "Installer", When(Offset(days=-1), time(18))),
        ("Installer la veille, 18h30", "Installer", When(Offset(days=-1), time(18, 30))),
        ("18h la veille installer", "installer", When(Offset(days=-1), time(18))),
        ("Set up the day before at 6pm", "Set up", When(Offset(days=-1), time(18))),
        ("Ranger le lendemain matin", "Ranger", When(Offset(days=1), part="morning")),
        ("Ranger le jour même au soir", "Ranger", When(Offset(), part="evening")),
        ("Ranger la veille 10 chaises", "Ranger 10 chaises", When(Offset(days=-1))),
    ],
)
def test_the_time_beside_it_belongs_to_it(text: str, rest: str, when: When) -> None:
    assert said(text) == Found(when, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Réserver la salle",
        "Acheter 3 semaines de provisions",
        "Avant la fête, 3 chaises",
        "Ranger la vieille caisse",
        "Ranger 99999 jours avant",
        "Relire le rapport 40 ans avant",
        "Le lendemain-matin",
        "",
    ],
)
def test_what_is_none_stays_in_the_title(text: str) -> None:
    assert said(text) == Found(None, text)


@given(st.text(max_size=200))
def test_whatever_is_typed_it_is_read_or_left_alone(text: str) -> None:
    found = said(text)
    assert found.when is None or abs(found.when.offset.days) <= MOST_DAYS


@given(DAYS, st.integers(-MOST_DAYS, MOST_DAYS))
def test_days_are_days_over_months_ends_and_leap_years(day: date, days: int) -> None:
    assert Offset(days=days).from_day(day) == day + timedelta(days=days)


@given(DAYS, st.integers(-36, 36))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    there = Offset(months=months).from_day(day)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day == min(day.day, calendar.monthrange(there.year, there.month)[1])


@given(DAYS, DAYS)
def test_a_day_counted_from_another_is_that_day_again(day: date, other: date) -> None:
    assert Offset(days=(other - day).days).from_day(day) == other


@pytest.mark.parametrize(
    ("day", "offset", "expected"),
    [
        (date(2028, 2, 29), Offset(months=-12), date(2027, 2, 28)),
        (date(2028, 3, 31), Offset(months=-1), date(2028, 2, 29)),
        (date(2027, 3, 31), Offset(months=-1), date(2027, 2, 28)),
        (date(2028, 3, 1), Offset(days=-1), date(2028, 2, 29)),
        (date(2027, 1, 1), Offset(days=-21), date(2026, 12, 11)),
    ],
)
def test_leap_years_and_ends_of_months(day: date, offset: Offset, expected: date) -> None:
    assert offset.from_day(day) == expected


@pytest.mark.parametrize("day", [date.min, date.max])
def test_where_no_calendar_goes_it_says_so(day: date) -> None:
    with pytest.raises(OverflowError):
        Offset(days=-1 if day is date.min else 1).from_day(day)
    with pytest.raises(OverflowError):
        Offset(months=-1 if day is date.min else 1).from_day(day)


@given(DAYS, OFFSETS, st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_time_is_the_one_on_the_clocks_of_that_day(day: date, offset: Offset, at: time) -> None:
    due = When(offset, at).due(day, PARIS)
    assert isinstance(due, datetime)
    there = due.astimezone(PARIS)
    in_the_gap = there.time() != at  # a time that spring leaves out
    assert there.date() == offset.from_day(day)
    assert not in_the_gap or there.utcoffset() != (there - timedelta(hours=3)).utcoffset()


@given(st.integers(-MOST_DAYS, MOST_DAYS))
def test_what_is_said_of_days_can_be_typed_again(days: int) -> None:
    told = when_phrase(When(Offset(days=days)))
    assert said(_typed(told)).when == When(Offset(days=days))


@given(st.integers(-36, 36).filter(bool))
def test_what_is_said_of_months_can_be_typed_again(months: int) -> None:
    assert said(_typed(when_phrase(When(Offset(months=months))))).when == When(Offset(months=months))


def _typed(told: Phrase) -> str:
    if told.key == "relative-itself":
        return "the day itself"
    _, unit, side = told.key.split("-")
    return f"{told.values['count']} {unit} {side}"
