"""Léa and Marc are reminded three times at most, when it still helps, and never in quiet hours."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.nudges import Nudge, Step, schedule
from domain.quiet_hours import QuietHours, is_quiet, opens, start_of_open_hours
from domain.wall_clock import end_of_day, instant, local, local_day
from tests.rules.test_quiet_hours import ALL_DAY, DEFAULT, FREE_WEEKEND, NEVER_OPEN, OFF, open_tables
from tests.rules.test_wall_clock import DAY, HOUR, PARIS, USUAL, instants, paris, zones

FRIDAY = date(2026, 3, 6)
LONG_AGO = paris("2026-02-20T10:00")
AHEAD, ON_DAY, AFTER = Step.AHEAD, Step.DAY, Step.AFTER


def nudges(
    due: date | str,
    *,
    set_at: str | datetime = LONG_AGO,
    since: str | datetime = LONG_AGO,
    helper: bool = False,
    hours: tuple[QuietHours, ...] = (DEFAULT,),
) -> list[tuple[Step, str]]:
    """The nudges of somebody in Paris, as the clock there shows them."""
    planned = schedule(
        paris(due) if isinstance(due, str) else due,
        set_at=paris(set_at) if isinstance(set_at, str) else set_at,
        since=paris(since) if isinstance(since, str) else since,
        helper=helper,
        hours=hours,
        zone=PARIS,
    )
    return [(nudge.step, f"{local(nudge.at, PARIS):%a %d %H:%M}") for nudge in planned]


def test_lea_is_reminded_two_days_before_on_the_day_and_the_morning_after() -> None:
    assert nudges(FRIDAY) == [(AHEAD, "Wed 04 08:00"), (ON_DAY, "Fri 06 08:00"), (AFTER, "Sat 07 08:00")]
    assert nudges("2026-03-06T18:00") == nudges("2026-03-06T12:00") == nudges(FRIDAY)


def test_what_is_due_before_noon_is_recalled_the_evening_before() -> None:
    expected = [(AHEAD, "Wed 04 08:00"), (ON_DAY, "Thu 05 18:00"), (AFTER, "Sat 07 08:00")]
    assert nudges("2026-03-06T11:59") == nudges("2026-03-06T00:00") == expected


def test_an_evening_that_is_quiet_already_waits_for_the_morning_of_the_deadline() -> None:
    early = QuietHours.nightly("17:00", "09:00")
    assert (ON_DAY, "Fri 06 09:00") in nudges("2026-03-06T11:00", hours=(early,))
    assert [step for step, _ in nudges("2026-03-06T09:00", hours=(early,))] == [AHEAD, AFTER]


def test_a_nudge_comes_at_the_start_of_the_persons_own_open_hours() -> None:
    late_riser = QuietHours.nightly("23:00", "10:30")
    expected = [(AHEAD, "Wed 04 10:30"), (ON_DAY, "Fri 06 10:30"), (AFTER, "Sat 07 10:30")]
    assert nudges(FRIDAY, hours=(DEFAULT, late_riser)) == expected


def test_who_keeps_no_quiet_hours_is_reminded_at_eight() -> None:
    assert nudges(FRIDAY, hours=(OFF,)) == nudges(FRIDAY, hours=()) == nudges(FRIDAY)


def test_a_helper_gets_only_the_first() -> None:
    assert nudges(FRIDAY, helper=True) == [(AHEAD, "Wed 04 08:00")]


def test_a_deadline_set_less_than_two_days_ahead_skips_the_first() -> None:
    due = "2026-03-06T06:00"  # the first would come on Wednesday at eight
    assert nudges(due, set_at="2026-03-04T06:00")[0] == (AHEAD, "Wed 04 08:00")
    assert nudges(due, set_at="2026-03-04T06:01")[0] == (ON_DAY, "Thu 05 18:00")


def test_nobody_is_reminded_of_what_was_not_theirs_yet() -> None:
    whole = nudges(FRIDAY)
    assert nudges(FRIDAY, since="2026-03-04T07:59") == whole
    assert nudges(FRIDAY, since="2026-03-04T08:00") == whole[1:]
    assert nudges(FRIDAY, since="2026-03-06T08:00") == whole[2:]
    assert nudges(FRIDAY, since="2026-03-07T08:00") == []


def test_a_moved_deadline_does_not_repeat_what_lies_behind() -> None:
    assert nudges(FRIDAY, set_at="2026-03-06T09:00") == [(AFTER, "Sat 07 08:00")]


def test_a_free_weekend_moves_the_morning_after_to_monday() -> None:
    assert nudges(FRIDAY, hours=(FREE_WEEKEND,))[-1] == (AFTER, "Mon 09 08:00")


def test_a_reminder_that_would_come_too_late_is_left_out() -> None:
    monday = date(2026, 3, 9)  # two days before is a quiet Saturday
    assert nudges(monday, hours=(FREE_WEEKEND,)) == [(ON_DAY, "Mon 09 08:00"), (AFTER, "Tue 10 08:00")]
    sunday = date(2026, 3, 8)  # both days before the deadline that are left are quiet
    assert nudges(sunday, hours=(FREE_WEEKEND,)) == [(AHEAD, "Fri 06 08:00"), (AFTER, "Mon 09 08:00")]
    assert nudges(monday, hours=(FREE_WEEKEND,), helper=True) == [(AHEAD, "Mon 09 08:00")]


def test_nights_that_change_the_clocks_change_nothing_for_people() -> None:
    spring = [(AHEAD, "Fri 27 08:00"), (ON_DAY, "Sun 29 08:00"), (AFTER, "Mon 30 08:00")]
    autumn = [(AHEAD, "Fri 23 08:00"), (ON_DAY, "Sun 25 08:00"), (AFTER, "Mon 26 08:00")]
    assert nudges(date(2026, 3, 29)) == spring
    assert nudges(date(2026, 10, 25)) == autumn


def test_each_nudge_says_until_when_it_makes_sense() -> None:
    def endings(hours: QuietHours, *, helper: bool = False) -> list[datetime]:
        planned = schedule(FRIDAY, set_at=LONG_AGO, since=LONG_AGO, helper=helper, hours=[hours], zone=PARIS)
        return [nudge.until for nudge in planned]

    midnight = paris("2026-03-07T00:00")
    assert endings(DEFAULT) == [paris("2026-03-06T08:00"), midnight, paris("2026-03-08T08:00")]
    assert endings(DEFAULT, helper=True) == [midnight]
    quiet_friday = DEFAULT.changed([ALL_DAY], [4])  # nothing on the day itself: the first is good until the deadline
    assert endings(quiet_friday) == [midnight, paris("2026-03-08T08:00")]


def test_doubtful_input_is_refused() -> None:
    naive = datetime(2026, 3, 6, 18)
    with pytest.raises(ValueError, match="zone"):
        schedule(naive, set_at=LONG_AGO, since=LONG_AGO, helper=False, hours=[DEFAULT], zone=PARIS)
    with pytest.raises(ValueError, match="never open"):
        nudges(FRIDAY, hours=(NEVER_OPEN,))


@settings(USUAL, max_examples=300)
@given(st.data(), zones, open_tables, st.booleans(), st.booleans())
def test_nudges_come_in_order_in_open_hours_and_while_they_help(
    data: st.DataObject, zone: ZoneInfo, hours: list[QuietHours], helper: bool, whole_day: bool
) -> None:
    deadline = data.draw(instants(zone))
    due: date | datetime = local_day(deadline, zone) if whole_day else deadline
    set_at = deadline - data.draw(st.integers(0, 12 * 24)) * HOUR
    since = set_at + data.draw(st.integers(-48, 10 * 24)) * HOUR
    if whole_day:
        deadline = end_of_day(local_day(deadline, zone), zone)

    planned = schedule(due, set_at=set_at, since=since, helper=helper, hours=hours, zone=zone)

    steps = [nudge.step for nudge in planned]
    assert steps == sorted(set(steps))
    assert not helper or set(steps) <= {Step.AHEAD}
    assert all(earlier.at < later.at for earlier, later in pairwise(planned))
    for nudge in planned:
        assert nudge.at < nudge.until
        assert nudge.at > max(set_at, since)
        assert not is_quiet(hours, nudge.at, zone)
        if nudge.step is Step.AFTER:
            assert nudge.at >= deadline
            assert nudge.until - nudge.at == DAY
        else:
            assert nudge.until <= deadline
        if nudge.step is Step.AHEAD:
            assert deadline - set_at >= timedelta(hours=48)


@USUAL
@given(st.data(), zones, open_tables, st.booleans())
def test_no_nudge_is_left_out_without_a_reason(
    data: st.DataObject, zone: ZoneInfo, hours: list[QuietHours], helper: bool
) -> None:
    due = data.draw(instants(zone))
    day = local_day(due, zone)
    long_before = due - 40 * DAY
    eve = local(due, zone).hour < 12
    evening = instant(day - DAY, datetime(2000, 1, 1, 18).time(), zone)
    ahead = start_of_open_hours(hours, day - 2 * DAY, zone)
    on_day = opens(hours, evening, zone) if eve else start_of_open_hours(hours, day, zone)
    after = start_of_open_hours(hours, day + DAY, zone)

    planned = schedule(due, set_at=long_before, since=long_before, helper=helper, hours=hours, zone=zone)

    expected = []
    if ahead < (due if helper or on_day >= due else on_day):
        expected.append(Nudge(Step.AHEAD, ahead, due if helper or on_day >= due else on_day))
    if not helper:
        expected += [Nudge(Step.DAY, on_day, due)] if on_day < due else []
        expected.append(Nudge(Step.AFTER, after, after + DAY))
    assert list(planned) == expected
