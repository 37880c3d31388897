"""Beyond one's hours: exactly where no room is left, and the figures are those of the day on which it is tightest."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.beyond import beyond
from domain.load import Hours, Promise, Supply, room, supplied

TODAY = date(2026, 3, 4)
HORIZON = TODAY + timedelta(weeks=26)
days = st.integers(-10, 250).map(lambda n: TODAY + timedelta(days=n))
promise = st.builds(Promise, st.integers(0, 900), days)
supply = st.builds(
    Supply,
    st.integers(0, 600).map(lambda m: Hours(m, m + 60)),
    st.just({}),
    st.sets(days, max_size=20),
)


@given(supply, st.lists(promise, max_size=6), promise)
def test_it_is_asked_exactly_where_no_room_is_left(there: Supply, owed: list[Promise], new: Promise) -> None:
    found = beyond(there, owed, [new], TODAY, HORIZON)
    left = room(there, [*owed, new], TODAY, max(new.until, TODAY), HORIZON)
    if new.minutes == 0:
        assert found is None
    elif found is None:
        assert left >= 0
    else:
        assert found.there - found.promised == left < 0


@given(supply, st.lists(promise, max_size=6), st.lists(promise, min_size=1, max_size=3))
def test_its_figures_are_those_of_one_day(there: Supply, owed: list[Promise], new: list[Promise]) -> None:
    found = beyond(there, owed, new, TODAY, HORIZON)
    if found is not None:
        assert found.promised == sum(p.minutes for p in (*owed, *new) if max(p.until, TODAY) <= found.by)
        assert found.there == supplied(there, TODAY, found.by)
        assert found.by >= min(max(p.until, TODAY) for p in new if p.minutes)
        assert sum(p.minutes for p in found.shares) == sum(p.minutes for p in new)


@given(supply, st.lists(promise, max_size=6), st.lists(promise, min_size=1, max_size=3))
def test_what_fits_together_fits_one_by_one(there: Supply, owed: list[Promise], new: list[Promise]) -> None:
    if beyond(there, owed, new, TODAY, HORIZON) is None:
        first = min((p for p in new), key=lambda p: max(p.until, TODAY))
        assert beyond(there, owed, [first], TODAY, HORIZON) is None


def test_a_promise_that_is_due_later_may_be_the_one_that_breaks() -> None:
    there = Supply(Hours(210, 210))  # half an hour a day
    friday, sunday = TODAY + timedelta(days=2), TODAY + timedelta(days=4)
    found = beyond(there, [Promise(120, sunday)], [Promise(60, friday)], TODAY, HORIZON)
    assert found is not None
    assert (found.by, found.promised, found.there) == (sunday, 180, 150)
