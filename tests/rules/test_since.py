"""A day that is over, as people name it: the last one that fits, never one that lies ahead."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import deadline
from domain.since import day_before

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 6, 1, 10, tzinfo=PARIS)  # a Monday
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def day(text: str, language: str = "fr", now: datetime = NOW) -> date | None:
    return day_before(text, now, lambda words, at: deadline.read(words, language=language, reference=at, country="FR"))


@pytest.mark.parametrize(
    ("fr", "en", "expected"),
    [
        ("lundi", "monday", date(2026, 5, 25)),
        ("dimanche", "sunday", date(2026, 5, 31)),
        ("lundi dernier", "last monday", date(2026, 5, 25)),
        ("hier", "yesterday", date(2026, 5, 31)),
        ("aujourd'hui", "today", date(2026, 6, 1)),
        ("le 1er mai", "1 may", date(2026, 5, 1)),
        ("1 mai 2026", "May 1st 2026", date(2026, 5, 1)),
        ("01/05", "01/05", date(2026, 5, 1)),
        ("01/05/2026", "2026-05-01", date(2026, 5, 1)),
        ("le 12", "the 12th", date(2026, 5, 12)),
        ("le 2 juin", "2 june", date(2025, 6, 2)),
        ("Noël", "Christmas", date(2025, 12, 25)),
        ("il y a 3 jours", "3 days ago", date(2026, 5, 29)),
        ("3 jours", "3 days", date(2026, 5, 29)),
        ("deux semaines", "two weeks", date(2026, 5, 18)),
        ("la semaine dernière", "last week", date(2026, 5, 25)),
        ("un mois", "a month", date(2026, 5, 2)),
    ],
)
def test_the_last_day_that_fits_is_meant(fr: str, en: str, expected: date) -> None:
    assert (day(fr), day(en, "en")) == (expected, expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "demain",
        "dans 3 jours",
        "tomorrow",
        "n'importe quoi",
        "1 mai 2031",
        "12",
        "🎉",
        "a" * 4096,
    ],
)
def test_what_is_no_day_that_is_over_is_none(text: str) -> None:
    assert day(text) is None
    assert day(text, "en") is None


@given(st.integers(0, 800), st.sampled_from(range(7)))
def test_a_weekday_is_the_last_one_before_today(ahead: int, weekday: int) -> None:
    now = NOW + timedelta(days=ahead)
    found = day(WEEKDAYS[weekday], now=now)
    assert found is not None
    assert found.weekday() == weekday
    assert timedelta(0) < now.date() - found <= timedelta(days=7)


@given(st.integers(0, 800), st.integers(1, 364))
def test_a_date_of_the_last_year_is_itself(ahead: int, ago: int) -> None:
    now = NOW + timedelta(days=ahead)
    was = now.date() - timedelta(days=ago)
    assert day(f"le {was.day} {MONTHS[was.month - 1]}", now=now) == was
    assert day(f"{was.day:02}/{was.month:02}/{was.year}", now=now) == was
