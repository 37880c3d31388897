"""Whom to ask first, and how long they have to answer."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.quiet_hours import QuietHours
from domain.searching import Candidate, answer_by, in_turn, lot

PARIS = ZoneInfo("Europe/Paris")
NIGHTS = (QuietHours.DEFAULT,)


def at(when: str) -> datetime:
    return datetime.fromisoformat(when).replace(tzinfo=PARIS)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=20), st.integers(1, 9), st.randoms())
def test_who_carries_nothing_is_first_then_who_has_most_room_in_whatever_order_they_are_known(
    people: list[tuple[bool, int]], task: int, chance: random.Random
) -> None:
    there = [Candidate(n, carries, room, lot(task, f"a{n}")) for n, (carries, room) in enumerate(people)]
    found = in_turn(there)
    assert [(one.carries, -one.room) for one in found] == sorted((one.carries, -one.room) for one in there)
    chance.shuffle(there)
    assert in_turn(there) == found


def test_between_equals_another_task_draws_another_lot() -> None:
    firsts = {min(range(4), key=lambda n: lot(task, f"a{n}")) for task in range(1, 40)}
    assert firsts == {0, 1, 2, 3}


def test_there_is_time_until_the_end_of_the_next_day() -> None:
    assert answer_by(at("2026-03-02 10:00"), NIGHTS, PARIS) == at("2026-03-04 00:00")


def test_who_is_asked_at_night_reads_it_in_the_morning() -> None:
    assert answer_by(at("2026-03-02 22:00"), NIGHTS, PARIS) == at("2026-03-05 00:00")


def test_for_what_is_due_sooner_there_are_a_few_open_hours() -> None:
    due = at("2026-03-03 00:00")
    assert answer_by(at("2026-03-02 10:00"), NIGHTS, PARIS, due) == at("2026-03-02 13:00")
    assert answer_by(at("2026-03-02 20:00"), NIGHTS, PARIS, due) == at("2026-03-03 08:00")


@given(st.integers(0, 60 * 24 * 365), st.one_of(st.none(), st.integers(-5000, 20000)))
def test_the_time_to_answer_is_always_ahead_and_never_a_week(minute: int, due: int | None) -> None:
    asked = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    deadline = None if due is None else asked + timedelta(minutes=due)
    until = answer_by(asked, NIGHTS, PARIS, deadline)
    assert timedelta(hours=3) <= until - asked <= timedelta(days=3)
