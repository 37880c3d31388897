"""Promised and available hours: every minute lands in one week, and what fits is what trying all finds."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from domain.load import Hours, Promise, Supply, days, monday, room, shares, spread, supplied

TODAY = date(2026, 3, 25)  # a Wednesday; the clocks change on Sunday
ahead = st.integers(-20, 120).map(lambda n: TODAY + timedelta(days=n))
minutes = st.integers(0, 6000)
absences = st.sets(st.integers(0, 120).map(lambda n: TODAY + timedelta(days=n)), max_size=60)


@given(minutes, ahead, absences)
def test_every_minute_is_in_exactly_one_week(many: int, until: date, away: set[date]) -> None:
    weeks = spread(Promise(many, until), TODAY, away)
    assert sum(weeks.values()) == many
    assert all(week == monday(week) for week in weeks)
    assert all(monday(TODAY) <= week <= monday(max(until, TODAY)) for week in weeks)


@given(minutes, ahead, absences)
def test_a_week_has_as_much_as_its_days(many: int, until: date, away: set[date]) -> None:
    """By brute force: minute after minute to the day on which its turn comes."""
    there = [day for day in days(TODAY, until) if day not in away] or list(days(TODAY, until))
    expected: dict[date, int] = {}
    for minute in range(many):
        day = there[minute * len(there) // many]
        expected[monday(day)] = expected.get(monday(day), 0) + 1
    found = spread(Promise(many, until), TODAY, away)
    assert all(abs(found.get(week, 0) - expected.get(week, 0)) <= 1 for week in {*found, *expected})


@given(minutes, st.integers(1, 12))
def test_helpers_share_a_task_and_count_none_of_it_twice(many: int, people: int) -> None:
    parts = shares(many, people)
    assert (sum(parts), len(parts)) == (many, people)
    assert max(parts) - min(parts) < people
    assert parts[0] == max(parts)


def test_what_is_late_is_for_this_week() -> None:
    assert spread(Promise(90, TODAY - timedelta(days=30)), TODAY) == {monday(TODAY): 90}


def test_who_is_away_until_the_deadline_has_it_all_the_same() -> None:
    until = TODAY + timedelta(days=3)
    assert sum(spread(Promise(90, until), TODAY, days(TODAY, until)).values()) == 90


@given(st.integers(0, 2400), st.integers(0, 600), absences, st.integers(0, 90))
def test_what_is_there_is_a_seventh_a_day_and_nothing_while_away(
    least: int, more: int, away: set[date], count: int
) -> None:
    supply = Supply(Hours(least, least + more), away=away)
    last = TODAY + timedelta(days=count)
    present = [day for day in days(TODAY, last) if day not in away]
    assert supplied(supply, TODAY, last) == least * len(present) // 7
    assert supplied(supply, TODAY, last, at_most=True) == (least + more) * len(present) // 7
    assert supplied(supply, last, TODAY - timedelta(days=1)) == 0


def test_a_single_week_may_be_otherwise() -> None:
    week = monday(TODAY) + timedelta(days=7)
    supply = Supply(Hours(180, 180), {week: Hours(0, 0)})
    assert supplied(supply, week, week + timedelta(days=6)) == 0
    assert supplied(supply, week + timedelta(days=7), week + timedelta(days=13)) == 180


promises = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 6)), max_size=4)


@given(promises, st.integers(0, 6), st.integers(0, 3))
def test_there_is_room_for_exactly_what_some_order_of_work_would_finish_in_time(
    owed: list[tuple[int, int]], until: int, a_day: int
) -> None:
    """Checked by trying every order, a day at a time."""
    supply = Supply(Hours(7 * a_day, 7 * a_day))
    there = [Promise(many, TODAY + timedelta(days=n)) for many, n in owed]
    last, horizon = TODAY + timedelta(days=until), TODAY + timedelta(days=6)
    if not _fits(there, a_day):
        return
    free = room(supply, there, TODAY, last, horizon)
    assert free >= 0
    assert _fits([*there, Promise(free, last)], a_day)
    assert not _fits([*there, Promise(free + 1, last)], a_day)


def _fits(work: list[Promise], a_day: int) -> bool:
    """Is there an order in which all is done in time, `a_day` minutes a day?"""
    for order in permutations(work):
        done = 0
        for one in order:
            done += one.minutes
            if done > a_day * ((one.until - TODAY).days + 1):
                break
        else:
            return True
    return False


@given(promises)
def test_whoever_promised_too_much_has_less_than_no_room(owed: list[tuple[int, int]]) -> None:
    there = [Promise(many, TODAY + timedelta(days=n)) for many, n in owed]
    free = room(Supply(Hours(0, 0)), there, TODAY, TODAY + timedelta(days=6), TODAY + timedelta(days=6))
    assert free == -sum(one.minutes for one in there)
