"""People's clocks and exact instants agree, also in the nights when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.wall_clock import clock_change, end_of_day, instant, local, local_day

# ---- odd clocks, shared by the tests of every rule of time

ZONES = [
    "UTC",
    "Europe/Paris",
    "Europe/London",
    "America/New_York",
    "America/Santiago",  # changes at midnight
    "America/Sao_Paulo",  # changed at midnight, until it stopped
    "America/St_Johns",  # changed a minute past midnight: went back into the day before
    "America/Nuuk",  # changes an hour before midnight
    "Australia/Lord_Howe",  # changes by half an hour
    "Africa/Casablanca",  # changes for Ramadan
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Pacific/Apia",  # had no Friday 30 December 2011
    "Pacific/Chatham",
]
FIRST, LAST = datetime(2005, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
USUAL = settings(deadline=None, max_examples=150)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@cache
def clock_changes(name: str) -> list[datetime]:
    """All instants at which this zone changes its clocks, found by looking at every day, hour and minute."""

    def later(start: datetime, end: datetime, steps: tuple[timedelta, ...]) -> list[datetime]:
        found, at = [], start
        while at < end:
            if zone.utcoffset(at.astimezone(zone)) != zone.utcoffset((at + steps[0]).astimezone(zone)):
                found += later(at, at + steps[0], steps[1:]) if len(steps) > 1 else [at + steps[0]]
            at += steps[0]
        return found

    zone = ZoneInfo(name)
    return later(FIRST, LAST, (DAY, HOUR, MINUTE))


zones = st.sampled_from(ZONES).map(ZoneInfo)


@st.composite
def instants(draw: st.DrawFn, zone: ZoneInfo) -> datetime:
    """Any instant, most often within a few days or hours of a change of the clocks."""
    changes = clock_changes(zone.key)
    reach = draw(st.sampled_from([0, 150, 36 * 60, 9 * 24 * 60]))
    if not changes or reach == 0:
        return draw(st.datetimes(datetime(2005, 1, 1), datetime(2035, 12, 1))).replace(tzinfo=UTC)
    near = draw(st.sampled_from(changes)) + draw(st.integers(-reach, reach)) * MINUTE
    return near + timedelta(
        seconds=draw(st.sampled_from([0, 0, 1, 30, 59])), microseconds=draw(st.sampled_from([0, 1]))
    )


# ---- examples

PARIS = ZoneInfo("Europe/Paris")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2026, 1, 15), time(9), "Europe/Paris", "2026-01-15T08:00"),
        (date(2026, 7, 15), time(9), "Europe/Paris", "2026-07-15T07:00"),
        (date(2026, 7, 15), time(0, 10), "Asia/Kathmandu", "2026-07-14T18:25"),
        (date(2026, 3, 29), time(2, 30), "Europe/Paris", "2026-03-29T01:30"),  # left out: becomes 3:30
        (date(2026, 10, 25), time(2, 30), "Europe/Paris", "2026-10-25T00:30"),  # twice: the first
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "2026-10-03T15:45"),  # becomes 2:45
        (date(2011, 12, 30), time(9), "Pacific/Apia", "2011-12-30T19:00"),  # a day left out: 9:00 on the next
    ],
)
def test_a_time_people_say_becomes_one_exact_instant(day: date, at: time, zone: str, expected: str) -> None:
    assert instant(day, at, ZoneInfo(zone)) == utc(expected)
    assert instant(day, at, ZoneInfo(zone)).tzinfo is UTC


def test_a_second_reading_of_a_repeated_hour_is_never_kept() -> None:
    assert instant(date(2026, 10, 25), time(2, 30, fold=1), PARIS) == utc("2026-10-25T00:30")


def test_late_in_the_evening_it_is_already_tomorrow_further_east() -> None:
    assert local_day(utc("2026-03-05T22:59"), PARIS) == date(2026, 3, 5)
    assert local_day(utc("2026-03-05T23:00"), PARIS) == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [
        (date(2026, 3, 6), "Europe/Paris", "2026-03-06T23:00"),
        (date(2026, 3, 29), "Europe/Paris", "2026-03-29T22:00"),
        (
            date(2018, 11, 3),
            "America/Sao_Paulo",
            "2018-11-04T03:00",
        ),  # midnight is left out: 1:00 begins the day
        (date(1919, 3, 30), "America/Toronto", "1919-03-31T04:30"),  # 23:30 jumps over midnight to 0:30
        (date(2010, 11, 6), "America/St_Johns", "2010-11-07T02:30"),  # then back to 23:01 a minute later
        (date(2011, 12, 29), "Pacific/Apia", "2011-12-30T10:00"),
        (date(2011, 12, 30), "Pacific/Apia", "2011-12-30T10:00"),  # a day that never was ends as it begins
    ],
)
def test_a_day_ends_when_the_next_one_begins(day: date, zone: str, expected: str) -> None:
    assert end_of_day(day, ZoneInfo(zone)) == utc(expected)


def test_the_change_of_the_clocks_is_found_to_the_second() -> None:
    change = utc("2026-03-29T01:00")
    assert clock_change(utc("2026-03-28T12:00"), utc("2026-03-29T12:00"), PARIS) == change
    assert clock_change(change - timedelta(microseconds=1), change, PARIS) == change
    assert clock_change(change, utc("2026-03-30T01:00"), PARIS) is None


def test_a_time_without_a_zone_is_refused_rather_than_guessed() -> None:
    naive = datetime(2026, 3, 5, 12)
    with pytest.raises(ValueError, match="zone"):
        local(naive, PARIS)
    with pytest.raises(ValueError, match="zone"):
        local_day(naive, PARIS)


# ---- every zone, every night


@USUAL
@given(st.data(), zones)
def test_clocks_show_the_time_that_was_said_or_spring_left_it_out(data: st.DataObject, zone: ZoneInfo) -> None:
    said = local(data.draw(instants(zone)), zone).replace(tzinfo=None) + data.draw(st.integers(-180, 180)) * MINUTE
    at = instant(said.date(), said.time(), zone)
    shown = at.astimezone(zone).replace(tzinfo=None)
    for other in (at + n * timedelta(minutes=30) for n in range(-52, 53)):
        if other.astimezone(zone).replace(tzinfo=None) == said:
            assert at <= other  # of two readings the first
            assert shown == said
    if shown != said:
        gap = shown - said
        change = clock_change(at - 26 * HOUR, at, zone)
        assert gap > timedelta(0)
        assert change is not None
        assert at - gap < change <= at


@USUAL
@given(st.data(), zones)
def test_no_instant_before_the_end_of_a_day_belongs_to_a_later_day(data: st.DataObject, zone: ZoneInfo) -> None:
    day = local_day(data.draw(instants(zone)), zone)
    end = end_of_day(day, zone)
    assert local_day(end, zone) > day
    assert local_day(end - timedelta(microseconds=1), zone) <= day
    assert all(local_day(end - n * MINUTE, zone) <= day for n in range(1, 180))


@USUAL
@given(st.data(), zones)
def test_a_change_of_the_clocks_is_the_first_instant_with_another_offset(data: st.DataObject, zone: ZoneInfo) -> None:
    start = data.draw(instants(zone))
    end = start + data.draw(st.integers(1, 48)) * HOUR
    expected = next((change for change in clock_changes(zone.key) if start < change <= end), None)
    assert clock_change(start, end, zone) == expected
