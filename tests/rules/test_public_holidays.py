"""Public holidays are as Sundays, where they count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain import public_holidays
from domain.countries import of_zone
from domain.quiet_hours import NeverOpen, QuietHours, Window, is_quiet, opens, start_of_open_hours
from domain.team import Member
from tests.rules.test_wall_clock import PARIS, paris

ALL_DAY = Window(0, 1440)
FREE_SUNDAY = replace(QuietHours.DEFAULT.changed([ALL_DAY], [6]), country="FR")


@pytest.mark.parametrize(
    ("country", "day", "is_one"),
    [
        ("FR", date(2026, 5, 1), True),
        ("FR", date(2026, 4, 6), True),  # Easter Monday
        ("FR", date(2026, 7, 21), False),
        ("BE", date(2026, 7, 21), True),
        ("GB", date(2026, 12, 28), True),  # Boxing Day is a Saturday: observed on Monday
        ("CA", date(2026, 7, 1), True),
        ("", date(2026, 5, 1), False),
        ("XX", date(2026, 5, 1), False),
        ("FR", date(9999, 12, 25), False),
        ("FR", date(1, 1, 1), False),
    ],
)
def test_a_public_holiday_is_one_of_the_whole_country(country: str, day: date, is_one: bool) -> None:
    assert public_holidays.is_holiday(country, day) == is_one


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "Europe/Brussels", "Europe/Zurich", "America/Toronto", "Europe/London"]
)
def test_every_usual_country_has_some(zone: str) -> None:
    assert public_holidays.is_holiday(of_zone(zone), date(2026, 12, 25))


def test_on_a_public_holiday_the_windows_of_sunday_hold() -> None:
    assert is_quiet([FREE_SUNDAY], paris("2026-05-01T12:00"), PARIS)  # a Friday
    assert not is_quiet([FREE_SUNDAY], paris("2026-04-30T12:00"), PARIS)
    assert opens([FREE_SUNDAY], paris("2026-05-01T12:00"), PARIS) == paris("2026-05-02T00:00")
    assert opens([FREE_SUNDAY], paris("2026-04-30T22:00"), PARIS) == paris("2026-05-02T00:00")
    assert start_of_open_hours([FREE_SUNDAY], date(2026, 5, 1), PARIS) == paris("2026-05-02T08:00")


def test_where_they_do_not_count_a_holiday_is_a_day_like_any_other() -> None:
    assert not is_quiet([replace(FREE_SUNDAY, country="")], paris("2026-05-01T12:00"), PARIS)


def test_somebody_whose_only_open_day_is_a_holiday_again_and_again_is_still_reached() -> None:
    # Christmas and New Year's Day are Fridays.
    fridays = QuietHours((((ALL_DAY,),) * 4 + ((),) + ((ALL_DAY,),) * 2), country="FR")
    assert opens([fridays], paris("2026-12-19T12:00"), PARIS) == paris("2027-01-08T00:00")


def test_who_lives_in_another_country_has_its_holidays_too() -> None:
    def member(zone: str | None, quiet: QuietHours | None = None) -> Member:
        return Member(1, 1, "Léa", False, None, False, True, 1, None, zone, None, quiet=quiet)

    belgian = member("Europe/Brussels").calm([FREE_SUNDAY])
    assert is_quiet(belgian, paris("2026-07-21T12:00"), PARIS)
    assert is_quiet(belgian, paris("2026-07-14T12:00"), PARIS)  # the group's still hold
    assert not is_quiet(member(None).calm([FREE_SUNDAY]), paris("2026-07-21T12:00"), PARIS)
    without = [replace(FREE_SUNDAY, country="")]  # in a group that switched them off, none count
    own = member("Europe/Brussels", QuietHours.OFF.changed([ALL_DAY], [6]))
    assert not is_quiet(own.calm(without), paris("2026-07-21T12:00"), PARIS)
    assert is_quiet(own.calm([replace(QuietHours.OFF, country="FR")]), paris("2026-07-21T12:00"), PARIS)


def test_own_hours_follow_ones_own_clocks() -> None:
    own = QuietHours.nightly("20:00", "9:00")
    montreal = Member(1, 1, "Léa", False, None, False, True, 1, None, "America/Montreal", None, quiet=own)
    hours = montreal.calm([QuietHours.DEFAULT])
    assert is_quiet(hours, paris("2026-03-02T14:00"), PARIS)  # 8:00 in Montreal
    assert not is_quiet(hours, paris("2026-03-02T16:00"), PARIS)
    assert is_quiet(hours, paris("2026-03-02T21:00"), PARIS)


def test_hours_that_leave_nothing_open_together_plan_by_the_teams_alone() -> None:
    day = Member(1, 1, "Léa", False, None, False, True, 1, None, None, None, quiet=QuietHours.nightly("8:00", "21:00"))
    at = paris("2026-03-02T12:00")
    with pytest.raises(NeverOpen):
        opens(day.hours([QuietHours.DEFAULT]), at, PARIS)
    assert day.hours_to_plan([QuietHours.DEFAULT], at, PARIS) == (QuietHours.DEFAULT,)
