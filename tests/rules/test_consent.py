"""Silence is not consent: a proposal waits three open days for an answer, and lapses in open hours."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.consent import lapses_at
from domain.quiet_hours import QuietHours, is_quiet, opens, wholly_quiet
from domain.wall_clock import instant, local, local_day
from tests.rules.test_quiet_hours import ALL_DAY, DEFAULT, FREE_WEEKEND, NEVER_OPEN, OFF, open_tables
from tests.rules.test_wall_clock import DAY, PARIS, USUAL, instants, paris, utc, zones


@pytest.mark.parametrize(
    ("proposed", "hours", "expected"),
    [
        ("2026-03-02T10:15", [DEFAULT], "2026-03-05T10:15"),
        ("2026-03-02T10:15", [OFF], "2026-03-05T10:15"),
        ("2026-03-02T10:15", [], "2026-03-05T10:15"),
        ("2026-03-02T22:00", [DEFAULT], "2026-03-06T08:00"),  # proposed at night: when the third night ends
        ("2026-03-03T03:00", [DEFAULT], "2026-03-06T08:00"),
        ("2026-03-06T10:15", [FREE_WEEKEND], "2026-03-11T10:15"),  # Saturday and Sunday do not count
        ("2026-03-04T10:15", [FREE_WEEKEND], "2026-03-09T10:15"),
        ("2026-03-27T10:15", [DEFAULT], "2026-03-30T10:15"),  # the clocks change in between
        ("2026-10-23T10:15", [DEFAULT], "2026-10-26T10:15"),
        (
            "2026-03-02T10:15",
            [DEFAULT.changed([ALL_DAY], range(6))],
            "2026-03-22T10:15",
        ),  # open on Sundays alone
    ],
)
def test_what_was_proposed_to_marc_lapses_after_three_open_days(
    proposed: str, hours: list[QuietHours], expected: str
) -> None:
    assert lapses_at(paris(proposed), hours, PARIS) == paris(expected)


def test_a_day_that_a_zone_leaves_out_is_no_open_day() -> None:
    apia = ZoneInfo("Pacific/Apia")
    wednesday = utc("2011-12-28T22:00")  # noon; then Thursday, Saturday, Sunday
    assert local(lapses_at(wednesday, [DEFAULT], apia), apia).isoformat() == "2012-01-01T12:00:00+14:00"


def test_a_proposal_to_somebody_who_is_never_open_is_an_error() -> None:
    with pytest.raises(ValueError, match="never open"):
        lapses_at(paris("2026-03-02T10:15"), [NEVER_OPEN], PARIS)


@USUAL
@given(st.data(), zones, open_tables)
def test_three_days_to_answer_are_three_days_with_an_open_minute(
    data: st.DataObject, zone: ZoneInfo, hours: list[QuietHours]
) -> None:
    proposed = data.draw(instants(zone))
    lapses = lapses_at(proposed, hours, zone)
    first, last = local_day(proposed, zone), local_day(lapses, zone)
    between = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    open_days = [day for day in between if not wholly_quiet(hours, day, zone)]
    assert not is_quiet(hours, lapses, zone)
    assert len(open_days) >= 3
    assert lapses == opens(hours, instant(open_days[2], local(proposed, zone).time(), zone), zone)
    assert lapses - proposed >= 3 * DAY - timedelta(hours=25)
