"""Quiet hours as people type them: several windows, several days, in both languages; nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.quiet_hours import QuietHours, Window
from domain.quiet_words import changed

OFF, DEFAULT = QuietHours.OFF, QuietHours.DEFAULT
NIGHT, LATE, NOON, ALL_DAY = Window(1260, 480), Window(1200, 600), Window(720, 840), Window(0, 1440)
WEEK, WEEKEND, ALL = range(5), (5, 6), range(7)


def week(*parts: tuple[list[Window], object], of: QuietHours = OFF) -> QuietHours:
    for windows, days in parts:
        of = of.changed(windows, days)  # type: ignore[arg-type]
    return of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("21:00-08:00", week(([NIGHT], ALL))),
        ("21h à 8h tous les jours", week(([NIGHT], ALL))),
        ("de 21 h à 8 h", week(([NIGHT], ALL))),
        ("every night 9pm to 8am", week(([NIGHT], ALL))),
        ("20:00 - 10:00 week-end", week(([LATE], WEEKEND))),
        ("week-end 20-10", week(([LATE], WEEKEND))),
        ("lundi, mardi et mercredi 21–8", week(([NIGHT], (0, 1, 2)))),
        ("12:00-14:00 21:00-08:00", week(([NIGHT, NOON], ALL))),
        ("12-14 et 21-8 en semaine", week(([NOON, NIGHT], WEEK))),
        ("21-8 weekdays 20-10 weekend", week(([NIGHT], WEEK), ([LATE], WEEKEND))),
        ("weekdays 21-8, weekend 0:00-24:00", week(([NIGHT], WEEK), ([ALL_DAY], WEEKEND))),
        ("12h-14h 21h-8h semaine, 20h-10h week-end", week(([NOON, NIGHT], WEEK), ([LATE], WEEKEND))),
        ("0:00-24:00 dimanche", week(([ALL_DAY], (6,)))),
        ("21-8 21-8", week(([NIGHT], ALL))),
    ],
)
def test_windows_and_days_are_understood_in_any_order(text: str, expected: QuietHours) -> None:
    assert changed(OFF, text) == expected


def test_off_takes_away_what_it_names_and_leaves_the_rest() -> None:
    assert changed(DEFAULT, "off") == changed(DEFAULT, "non") == OFF
    assert changed(DEFAULT, "off friday") == changed(DEFAULT, "vendredi non") == week(([], (4,)), of=DEFAULT)
    assert changed(DEFAULT, "non samedi 20-10 dimanche") == week(([], (5,)), ([LATE], (6,)), of=DEFAULT)


@pytest.mark.parametrize(
    "text",
    [
        *("", "weekend", "blursday", "21-8 blursday", "21-8 off", "off 21-8", "21-8 weekend 20-10", "21-21", "et"),
        *("1-2 3-4 5-6 7-8 9-10", "21-8 " * 50, "lundi lundi lundi", "off off weekend lundi non 21-8"),
    ],
)
def test_a_doubtful_line_changes_nothing(text: str) -> None:
    assert changed(DEFAULT, text) is None


@given(st.text(alphabet="0123456789-:h àetofnluidswk,;", max_size=40))
def test_whatever_is_typed_gives_a_week_or_nothing(text: str) -> None:
    found = changed(DEFAULT, text)
    assert found is None or len(found.days) == 7


def test_several_windows_of_a_day_are_kept() -> None:
    hours = week(([NOON, NIGHT], WEEK), ([LATE], WEEKEND))
    assert hours.to_json() == [[[720, 840], [1260, 480]]] * 5 + [[1200, 600]] * 2
    assert QuietHours.from_json(hours.to_json()) == hours
