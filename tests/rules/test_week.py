"""The digest comes exactly once a week, on its day and hour, whatever the clocks or the coordinators do."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.wall_clock import local_day
from domain.week import WeeklySlot, is_astray, next_occurrence
from tests.rules.test_wall_clock import DAY, HOUR, MINUTE, PARIS, USUAL, instants, paris, utc, zones

MONDAY_NINE = WeeklySlot(0, time(9))
slots = st.builds(
    WeeklySlot,
    st.integers(0, 6),
    st.one_of(st.sampled_from([time(0), time(0, 30), time(2, 30), time(23, 30)]), st.times()),
)


def week_of(at: datetime, zone: ZoneInfo) -> tuple[int, int]:
    year, week, _ = local_day(at, zone).isocalendar()
    return year, week


def weeks_between(first: datetime, second: datetime, zone: ZoneInfo) -> int:
    monday, other = (day - timedelta(days=day.weekday()) for day in (local_day(first, zone), local_day(second, zone)))
    return (other - monday) // timedelta(days=7)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-03-02T08:59:59", "2026-03-02T09:00"),
        ("2026-03-02T09:00", "2026-03-09T09:00"),  # strictly after
        ("2026-03-05T12:00", "2026-03-09T09:00"),
        ("2026-03-24T12:00", "2026-03-30T09:00"),  # nine in summer time, too
        ("2026-10-20T12:00", "2026-10-26T09:00"),
        ("2026-12-29T12:00", "2027-01-04T09:00"),
    ],
)
def test_the_digest_comes_on_monday_at_nine(after: str, expected: str) -> None:
    assert next_occurrence(MONDAY_NINE, paris(after), PARIS) == paris(expected)


@pytest.mark.parametrize(
    ("slot", "after", "told", "expected"),
    [
        # Told on Monday, moved to Friday on Tuesday: this week had its digest.
        (WeeklySlot(4, time(9)), "2026-03-03T10:00", date(2026, 3, 2), "2026-03-13T09:00"),
        # Told on Friday, moved to Monday: the next week begins with it.
        (MONDAY_NINE, "2026-03-06T10:00", date(2026, 3, 6), "2026-03-09T09:00"),
        # Told on Monday at nine, moved to the same evening.
        (WeeklySlot(0, time(18)), "2026-03-02T10:00", date(2026, 3, 2), "2026-03-09T18:00"),
        # Not told yet this week: the new day of this very week counts.
        (WeeklySlot(4, time(9)), "2026-03-03T10:00", date(2026, 2, 23), "2026-03-06T09:00"),
        # Friday 1 January belongs to the week of Monday 28 December.
        (WeeklySlot(4, time(9)), "2026-12-28T10:00", date(2026, 12, 28), "2027-01-08T09:00"),
    ],
)
def test_a_week_that_had_its_digest_gets_no_second_one_when_ana_moves_the_day(
    slot: WeeklySlot, after: str, told: date, expected: str
) -> None:
    assert next_occurrence(slot, paris(after), PARIS, told) == paris(expected)


def test_a_digest_in_the_hour_autumn_repeats_comes_the_first_time_only() -> None:
    slot = WeeklySlot(6, time(2, 30))
    assert next_occurrence(slot, paris("2026-10-24T12:00"), PARIS) == utc("2026-10-25T00:30")
    assert next_occurrence(slot, utc("2026-10-25T00:30"), PARIS) == paris("2026-11-01T02:30")


def test_a_digest_in_the_hour_spring_leaves_out_comes_an_hour_later() -> None:
    assert next_occurrence(WeeklySlot(6, time(2, 30)), paris("2026-03-28T12:00"), PARIS) == utc("2026-03-29T01:30")


def test_a_digest_on_a_day_that_a_zone_leaves_out_still_comes() -> None:
    friday = WeeklySlot(4, time(9))
    apia = ZoneInfo("Pacific/Apia")
    for after in ("2011-12-28T12:00", "2011-12-30T12:00"):  # Wednesday; Saturday morning
        assert next_occurrence(friday, utc(after), apia) == utc("2011-12-30T19:00")


def test_a_digest_planned_by_a_wrong_clock_is_planned_anew() -> None:
    now = paris("2026-03-02T09:00")
    assert not is_astray(now - 400 * DAY, now)  # late is not astray: it is due
    assert not is_astray(now + 14 * DAY, now)
    assert not is_astray(now + 15 * DAY, now)
    assert is_astray(now + 15 * DAY + MINUTE, now)


@pytest.mark.parametrize("weekday", [-1, 7])
def test_a_weekday_that_does_not_exist_is_refused(weekday: int) -> None:
    with pytest.raises(ValueError, match="weekdays"):
        WeeklySlot(weekday, time(9))


def test_a_weekly_time_with_a_zone_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        WeeklySlot(0, time(9, tzinfo=PARIS))


@USUAL
@given(st.data(), zones, slots)
def test_a_digest_a_week_at_the_same_time_of_the_clock(data: st.DataObject, zone: ZoneInfo, slot: WeeklySlot) -> None:
    before = data.draw(instants(zone))
    first = next_occurrence(slot, before, zone)
    assert before < first <= before + 7 * DAY + HOUR
    for _ in range(4):
        shown = first.astimezone(zone)
        meant = datetime.combine(shown.date(), slot.at)
        if (shown.weekday(), shown.time()) != (slot.weekday, slot.at):  # left out that day: just after
            moved = shown.replace(tzinfo=None, fold=0) - meant
            assert zone.utcoffset(first.astimezone(zone)) != zone.utcoffset((first - 25 * HOUR).astimezone(zone))
            assert moved.total_seconds() % 86400 <= 3600
        following = next_occurrence(slot, first, zone, local_day(first, zone))
        assert following == next_occurrence(slot, first, zone)
        assert weeks_between(first, following, zone) == 1
        first = following


@USUAL
@given(st.data(), zones, st.lists(st.tuples(slots, st.integers(0, 20 * 24 * 60)), min_size=1, max_size=8))
def test_however_often_the_day_is_changed_no_week_gets_two_digests(
    data: st.DataObject, zone: ZoneInfo, changes: list[tuple[WeeklySlot, int]]
) -> None:
    now = data.draw(instants(zone))
    told: datetime | None = None
    for slot, minutes in changes:
        until = now + minutes * MINUTE
        while True:
            planned = next_occurrence(slot, now, zone, local_day(told, zone) if told else None)
            assert planned > now
            assert not is_astray(planned, now)
            if planned > until:
                break
            if told is not None:
                assert week_of(planned, zone) > week_of(told, zone)
            told = now = planned
        now = until


@USUAL
@given(st.data(), zones, slots)
def test_a_week_not_told_yet_is_never_passed_over(data: st.DataObject, zone: ZoneInfo, slot: WeeklySlot) -> None:
    now = data.draw(instants(zone))
    told = local_day(now, zone) - data.draw(st.integers(0, 20)) * DAY
    planned = next_occurrence(slot, now, zone, told)
    plain = next_occurrence(slot, now, zone)
    if local_day(plain, zone).isocalendar()[:2] == told.isocalendar()[:2]:
        assert planned == next_occurrence(slot, plain, zone)
    else:
        assert planned == plain
