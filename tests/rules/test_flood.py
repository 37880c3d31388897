"""How much may be asked: everything that people do by hand, and never more than so much."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.flood import WITHIN, after

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
pauses = st.lists(st.integers(0, 120), max_size=200)
limits = st.integers(1, 30)


def served(pauses: list[int], limit: int) -> list[datetime]:
    """Which of the things that were asked, each so many seconds after the last, are served."""
    at, spent, there = START, None, []
    for pause in pauses:
        at += timedelta(seconds=pause)
        now_spent = after(spent, at, limit)
        if now_spent is not None:
            spent = now_spent
            there.append(at)
    return there


@given(pauses, limits)
def test_in_no_span_of_time_is_more_served_than_the_limit_and_its_share(pauses: list[int], limit: int) -> None:
    there = served(pauses, limit)
    for first in range(len(there)):
        for last in range(first, len(there)):
            share = (there[last] - there[first]) / (WITHIN / limit)
            assert last - first + 1 <= limit + share + 0.001


@given(limits)
def test_as_many_as_the_limit_are_served_at_once_and_no_more(limit: int) -> None:
    assert len(served([0] * (limit + 5), limit)) == limit


@given(pauses, limits)
def test_whoever_keeps_to_the_pace_is_always_served(pauses: list[int], limit: int) -> None:
    slow = [pause + int(WITHIN.total_seconds() // limit) + 1 for pause in pauses]
    assert len(served(slow, limit)) == len(slow)


@given(pauses, limits)
def test_after_ten_minutes_of_silence_all_is_as_at_first(pauses: list[int], limit: int) -> None:
    silence = int(WITHIN.total_seconds())
    assert len(served([*pauses, silence, *[0] * (limit - 1)], limit)) - len(served(pauses, limit)) == limit
