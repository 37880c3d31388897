"""How much was promised for when, and how much is there: whole minutes, by day and by week.

Days are local days of the team; a week is named by its Monday.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

WEEK = 7


@dataclass(frozen=True)
class Hours:
    """What somebody can give in a week, in minutes: surely, and at most."""

    least: int
    most: int


@dataclass(frozen=True)
class Supply:
    """What one person can give: usually, in single weeks (by their Monday), and on no day that they are away."""

    usual: Hours
    weeks: Mapping[date, Hours] = field(default_factory=dict)
    away: Container[date] = ()

    def on(self, day: date, *, at_most: bool = False) -> float:
        """Minutes on one day: a seventh of the week's."""
        if day in self.away:
            return 0.0
        hours = self.weeks.get(monday(day), self.usual)
        return (hours.most if at_most else hours.least) / WEEK


@dataclass(frozen=True)
class Promise:
    """One person's share of a task: whole minutes, and the last day that counts."""

    minutes: int
    until: date


def monday(day: date) -> date:
    """The week that a day is in."""
    return day - timedelta(days=day.weekday())


def days(first: date, last: date) -> tuple[date, ...]:
    """From the first to the last, both included; the first alone where the last is before it."""
    return tuple(first + timedelta(days=n) for n in range(max((last - first).days, 0) + 1))


def shares(minutes: int, people: int) -> tuple[int, ...]:
    """A task's effort, divided among those who carry it: none of it is counted twice, and what does not come out even
    is the first one's."""
    each = minutes // people
    return (minutes - each * (people - 1), *[each] * (people - 1))


def spread(promise: Promise, today: date, away: Container[date] = ()) -> Mapping[date, int]:
    """The minutes of a promise by week, evenly over the days from today to its last one on which they are there. What
    is late is to be done today; if they are never there meanwhile, every day counts."""
    there = days(today, promise.until)
    working: Sequence[date] = [day for day in there if day not in away] or there
    weeks: dict[date, int] = defaultdict(int)
    given = 0
    for count, day in enumerate(working, start=1):
        so_far = promise.minutes * count // len(working)
        weeks[monday(day)] += so_far - given
        given = so_far
    return {week: minutes for week, minutes in weeks.items() if minutes}


def supplied(supply: Supply, first: date, last: date, *, at_most: bool = False) -> int:
    """The whole minutes that somebody can give from the first day to the last, both included."""
    return int(sum(supply.on(day, at_most=at_most) for day in days(first, last)) + 1e-6) if first <= last else 0


def room(supply: Supply, promises: Iterable[Promise], today: date, until: date, horizon: date) -> int:
    """The minutes that somebody could still promise for `until`, with nothing promised before being missed: earliest
    deadline first is the order in which everything fits that fits at all. Less than nothing: how much is too much.

    Looked at up to `horizon`, not before `until`; what is due later is not."""
    due: dict[date, int] = defaultdict(int)
    for promise in promises:
        due[max(promise.until, today)] += promise.minutes
    ends = sorted({until, *(day for day in due if until <= day <= horizon)})
    return min(supplied(supply, today, end) - sum(m for day, m in due.items() if day <= end) for end in ends)
