"""Nothing buzzes in quiet hours: what a window covers, and when it ends."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.quiet_hours import (
    QuietHours,
    Window,
    is_quiet,
    never_open,
    opens,
    parse_window,
    start_of_open_hours,
    wholly_quiet,
)
from domain.wall_clock import end_of_day, instant, local_day
from tests.rules.test_wall_clock import DAY, MINUTE, PARIS, USUAL, instants, paris, utc, zones

OFF, DEFAULT = QuietHours.OFF, QuietHours.DEFAULT
WEEK = range(7)
SATURDAY, SUNDAY = 5, 6
ALL_DAY = Window(0, 1440)
NEVER_OPEN = QuietHours(((ALL_DAY,),) * 7)
FREE_WEEKEND = DEFAULT.changed([ALL_DAY], [SATURDAY, SUNDAY])

# ---- any quiet hours, and a reading of them that knows no arithmetic with clocks

_edges = st.one_of(st.sampled_from([0, 60, 90, 120, 150, 180, 420, 480, 1260, 1380, 1410, 1440]), st.integers(0, 1440))
_windows = st.builds(Window, _edges, _edges)
_weeks = st.one_of(
    st.just(DEFAULT),
    st.just(OFF),
    _windows.map(lambda window: QuietHours(((window,),) * 7)),
    st.lists(st.lists(_windows, max_size=3).map(tuple), min_size=7, max_size=7).map(
        lambda days: QuietHours(tuple(days))
    ),
    st.sets(st.sampled_from(WEEK)).map(lambda days: DEFAULT.changed([ALL_DAY], days)),
)
tables = st.lists(_weeks, max_size=3)
"""Any quiet hours that apply together: nobody's, the team's, a person's."""
open_tables = tables.filter(lambda hours: not never_open(hours))


def quiet_minutes(hours: Sequence[QuietHours]) -> frozenset[int]:
    """The quiet minutes of a week, counted from Monday midnight, written out one by one."""
    return frozenset(
        (day * 1440 + window.start + passed) % (7 * 1440)
        for one in hours
        for day, windows in enumerate(one.days)
        for window in windows
        for passed in range(window.end - window.start + (1440 if window.end <= window.start else 0))
    )


def _shown(at: datetime, zone: ZoneInfo) -> int:
    clock = at.astimezone(zone)
    return clock.weekday() * 1440 + clock.hour * 60 + clock.minute


def opens_minute_by_minute(hours: Sequence[QuietHours], at: datetime, zone: ZoneInfo) -> datetime | None:
    quiet = quiet_minutes(hours)
    if _shown(at, zone) not in quiet:
        return at
    at = at.replace(second=0, microsecond=0)
    for passed in range(1, 15 * 1440):  # a week repeats
        if _shown(at + passed * MINUTE, zone) not in quiet:
            return at + passed * MINUTE
    return None


def _open_minutes(hours: Sequence[QuietHours], day: date, zone: ZoneInfo) -> list[datetime]:
    quiet = quiet_minutes(hours)
    dawn, dusk = end_of_day(day - DAY, zone), end_of_day(day, zone)
    minutes = [dawn + n * MINUTE for n in range((dusk - dawn) // MINUTE)]
    return [at for at in minutes if _shown(at, zone) not in quiet]


# ---- what people write


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("21:00-08:00", 1260, 480),
        ("21-8", 1260, 480),
        ("21h-8h", 1260, 480),
        ("21h30 – 8h", 1290, 480),
        ("21H30—8H15", 1290, 495),
        ("9pm-8am", 1260, 480),
        ("9:30 PM - 8 AM", 1290, 480),
        ("12am-12pm", 0, 720),
        ("0:00-24:00", 0, 1440),
        ("22:00-0:00", 1320, 0),
        ("22:00-24:00", 1320, 1440),
        ("24:00-7:00", 0, 420),
        ("21h à 8h", 1260, 480),
        ("9pm to 8am", 1260, 480),
        ("\u00a021\u202fh\u00a0-\u00a08\u202fh ", 1260, 480),
    ],
)
def test_a_window_is_understood_as_people_write_it(text: str, start: int, end: int) -> None:
    assert parse_window(text) == Window(start, end)


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "21", "21-", "-21-8", "21-8-9", "off", "21:00-08:00 weekend"),
        *("25-8", "21:60-8", "24:01-8", "13pm-8", "0am-8", "2100-0800", "٢١-٨", "²¹-8"),
        *("8-8", "0-0", "24-0", "24-24"),
        *("21-8" + " " * 100, "9" * 9999),
    ],
)
def test_a_doubtful_window_is_never_guessed(text: str) -> None:
    assert parse_window(text) is None


@given(st.text())
def test_whatever_is_typed_gives_a_window_or_nothing(text: str) -> None:
    assert parse_window(text) is None or isinstance(parse_window(text), Window)


@given(st.integers(0, 1439), st.integers(0, 1440))
def test_a_window_written_as_clock_times_is_read_back(start: int, end: int) -> None:
    written = f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
    assert parse_window(written) == (None if start == end else Window(start, end))


# ---- a week of windows


def test_groups_are_quiet_from_nine_in_the_evening_to_eight_from_the_start() -> None:
    assert DEFAULT == QuietHours.nightly() == QuietHours.nightly("21:00", "08:00")
    assert not is_quiet([DEFAULT], paris("2026-03-05T20:59:59"), PARIS)
    assert is_quiet([DEFAULT], paris("2026-03-05T21:00"), PARIS)
    assert is_quiet([DEFAULT], paris("2026-03-06T07:59:59"), PARIS)
    assert not is_quiet([DEFAULT], paris("2026-03-06T08:00"), PARIS)


def test_a_window_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    hours = [OFF.changed([Window(22 * 60, 6 * 60)], [SATURDAY])]
    assert not is_quiet(hours, paris("2026-03-07T05:00"), PARIS)  # Saturday morning
    assert is_quiet(hours, paris("2026-03-07T23:00"), PARIS)
    assert is_quiet(hours, paris("2026-03-08T05:00"), PARIS)  # Sunday morning
    assert not is_quiet(hours, paris("2026-03-08T23:00"), PARIS)


def test_sunday_night_lasts_into_monday() -> None:
    assert is_quiet([OFF.changed([Window(1320, 360)], [SUNDAY])], paris("2026-03-09T05:59"), PARIS)


def test_the_stricter_of_two_quiet_hours_wins() -> None:
    marc = QuietHours.nightly("19:00", "09:00")
    assert is_quiet([DEFAULT, marc], paris("2026-03-05T19:30"), PARIS)
    assert is_quiet([marc, DEFAULT], paris("2026-03-05T19:30"), PARIS)
    assert opens([DEFAULT, marc], paris("2026-03-05T19:30"), PARIS) == paris("2026-03-06T09:00")


def test_changing_the_weekend_leaves_the_other_days_alone() -> None:
    assert FREE_WEEKEND.days == ((Window(1260, 480),),) * 5 + ((ALL_DAY,),) * 2
    assert FREE_WEEKEND.changed([], WEEK) == OFF


@pytest.mark.parametrize("weekdays", [[7], [-1], [0, 12]])
def test_a_weekday_that_does_not_exist_is_refused(weekdays: list[int]) -> None:
    with pytest.raises(ValueError, match="weekdays"):
        DEFAULT.changed([], weekdays)


@pytest.mark.parametrize(("start", "end"), [(-1, 480), (0, 1441), (1441, 0)])
def test_minutes_beyond_the_day_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="1440"):
        Window(start, end)


@given(_weeks)
def test_stored_quiet_hours_come_back_as_they_were(hours: QuietHours) -> None:
    assert QuietHours.from_json(json.loads(json.dumps(hours.to_json()))) == hours


@pytest.mark.parametrize("stored", [None, {}, "21-8", [], [None] * 6, [[1260]] * 7, [["a", "b"]] * 7, [[0, 9999]] * 7])
def test_broken_stored_quiet_hours_are_refused(stored: object) -> None:
    with pytest.raises(ValueError, match="quiet"):
        QuietHours.from_json(stored)


def test_a_nightly_window_that_is_not_understood_is_refused() -> None:
    with pytest.raises(ValueError, match="21:00-08:00"):
        QuietHours.nightly("late", "early")


@given(tables)
def test_hours_that_never_open_are_recognised(hours: list[QuietHours]) -> None:
    assert never_open(hours) == (len(quiet_minutes(hours)) == 7 * 1440)


def test_two_quiet_hours_may_leave_no_open_minute_together() -> None:
    days_off = QuietHours.nightly("08:00", "21:00")
    assert not never_open([DEFAULT])
    assert not never_open([days_off])
    assert never_open([DEFAULT, days_off])


# ---- the end of quiet


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-05T20:00", "2026-03-05T20:00"),  # open: at once
        ("2026-03-05T21:00", "2026-03-06T08:00"),
        ("2026-03-06T07:59:59", "2026-03-06T08:00"),
        ("2026-03-28T22:00", "2026-03-29T08:00"),  # the short night
        ("2026-10-24T22:00", "2026-10-25T08:00"),  # the long night
    ],
)
def test_what_is_held_at_night_waits_until_eight(at: str, expected: str) -> None:
    assert opens([DEFAULT], paris(at), PARIS) == paris(expected)
    assert opens([DEFAULT], paris(at), PARIS).tzinfo is UTC


def test_quiet_that_ends_in_the_hour_autumn_repeats_ends_at_its_first_passing() -> None:
    hours = [QuietHours.nightly("21:00", "02:30")]
    assert opens(hours, utc("2026-10-24T23:59"), PARIS) == utc("2026-10-25T00:30")
    assert opens(hours, utc("2026-10-25T00:45"), PARIS) == utc("2026-10-25T00:45")
    assert is_quiet(hours, utc("2026-10-25T01:00"), PARIS)  # the clock shows 2:00 again
    assert opens(hours, utc("2026-10-25T01:15"), PARIS) == utc("2026-10-25T01:30")


def test_quiet_that_ends_in_the_hour_spring_leaves_out_ends_when_the_clocks_jump() -> None:
    assert opens([QuietHours.nightly("21:00", "02:30")], utc("2026-03-28T22:00"), PARIS) == utc("2026-03-29T01:00")


def test_a_quiet_day_that_a_zone_leaves_out_is_not_waited_for() -> None:
    fridays_off = [OFF.changed([ALL_DAY], [3, 4])]
    apia = ZoneInfo("Pacific/Apia")
    assert opens(fridays_off, utc("2011-12-30T05:00"), apia) == utc("2011-12-30T10:00")


@pytest.mark.parametrize("hours", [[NEVER_OPEN], [DEFAULT, QuietHours.nightly("08:00", "21:00")]])
def test_hours_that_never_open_end_in_an_error_not_in_a_wait_for_ever(hours: list[QuietHours]) -> None:
    with pytest.raises(ValueError, match="never open"):
        opens(hours, paris("2026-03-05T12:00"), PARIS)
    with pytest.raises(ValueError, match="never open"):
        start_of_open_hours(hours, date(2026, 3, 5), PARIS)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        is_quiet([DEFAULT], datetime(2026, 3, 5, 12), PARIS)
    with pytest.raises(ValueError, match="zone"):
        opens([DEFAULT], datetime(2026, 3, 5, 12), PARIS)


@USUAL
@given(st.data(), zones, tables)
def test_quiet_is_what_the_clock_on_the_wall_says(data: st.DataObject, zone: ZoneInfo, hours: list[QuietHours]) -> None:
    at = data.draw(instants(zone))
    assert is_quiet(hours, at, zone) == (_shown(at, zone) in quiet_minutes(hours))


@settings(USUAL, max_examples=400)
@given(st.data(), zones, tables)
def test_quiet_ends_at_the_first_minute_that_is_not_quiet(
    data: st.DataObject, zone: ZoneInfo, hours: list[QuietHours]
) -> None:
    at = data.draw(instants(zone))
    expected = opens_minute_by_minute(hours, at, zone)
    if expected is None:
        with pytest.raises(ValueError, match="never open"):
            opens(hours, at, zone)
    else:
        assert opens(hours, at, zone) == expected


# ---- the start of a day's open hours


@pytest.mark.parametrize(
    ("hours", "day", "expected"),
    [
        ([DEFAULT], date(2026, 3, 6), "2026-03-06T08:00"),
        ([DEFAULT], date(2026, 3, 29), "2026-03-29T08:00"),
        ([DEFAULT], date(2026, 10, 25), "2026-10-25T08:00"),
        ([DEFAULT, QuietHours.nightly("19:00", "10:00")], date(2026, 3, 6), "2026-03-06T10:00"),
        ([QuietHours.nightly("23:00", "06:30")], date(2026, 3, 6), "2026-03-06T06:30"),
        ([QuietHours.nightly("01:00", "07:00")], date(2026, 3, 6), "2026-03-06T07:00"),  # open at midnight
        ([QuietHours.nightly("06:00", "13:00")], date(2026, 3, 6), "2026-03-06T13:00"),
        ([QuietHours.nightly("09:00", "17:00")], date(2026, 3, 6), "2026-03-06T08:00"),  # quiet at work alone
        ([QuietHours.nightly("20:00", "24:00")], date(2026, 3, 6), "2026-03-06T08:00"),
        ([QuietHours.nightly("02:00", "24:00")], date(2026, 3, 6), "2026-03-06T00:00"),  # open at night alone
        ([OFF], date(2026, 3, 6), "2026-03-06T08:00"),
        ([], date(2026, 3, 6), "2026-03-06T08:00"),
        ([FREE_WEEKEND], date(2026, 3, 7), "2026-03-09T08:00"),  # not at midnight on Monday
    ],
)
def test_open_hours_start_when_the_quiet_morning_ends(hours: list[QuietHours], day: date, expected: str) -> None:
    assert start_of_open_hours(hours, day, PARIS) == paris(expected)


@settings(USUAL, max_examples=200)
@given(st.data(), zones, open_tables)
def test_open_hours_start_at_the_end_of_the_last_quiet_before_eight(
    data: st.DataObject, zone: ZoneInfo, hours: list[QuietHours]
) -> None:
    day = local_day(data.draw(instants(zone)), zone)
    while not (minutes := _open_minutes(hours, day, zone)):
        assert wholly_quiet(hours, day, zone)
        assert start_of_open_hours(hours, day, zone) == start_of_open_hours(hours, day + DAY, zone)
        day += DAY
    assert not wholly_quiet(hours, day, zone)
    eight = instant(day, datetime(2000, 1, 1, 8).time(), zone)
    expected = eight
    if eight in minutes:
        morning = end_of_day(day - DAY, zone)
        while expected - MINUTE in minutes:
            expected -= MINUTE
        expected = eight if expected == morning else expected
    else:
        expected = next((at for at in minutes if at > eight), minutes[0])
    assert start_of_open_hours(hours, day, zone) == expected
