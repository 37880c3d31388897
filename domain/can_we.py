"""Can the group take this on? Yes, not before a day, or no; with the figures behind it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.load import Promise, Supply, room, supplied

HORIZON = timedelta(weeks=26)
"""Nobody knows their hours further ahead."""


@dataclass(frozen=True)
class Person:
    """What one person can give, and has promised. `supply` None: they did not say, which is not nothing. `away`: the
    days on which they are, whether they said it or not."""

    supply: Supply | None
    promises: tuple[Promise, ...] = ()
    away: Container[date] = ()

    def supplied(self, first: date, last: date, *, at_most: bool = False) -> int:
        """The minutes that they can give from the first day to the last; none of whoever did not say."""
        return supplied(self.supply, first, last, at_most=at_most) if self.supply else 0

    def room(self, today: date, until: date, horizon: date, more: Promise | None = None) -> int | None:
        """What they could still promise (with one promise `more`); nobody knows it of whoever did not say."""
        promises = self.promises if more is None else (*self.promises, more)
        return room(self.supply, promises, today, until, horizon) if self.supply else None


@dataclass(frozen=True)
class Answer:
    """`by` is the first day by whose evening it can be done: the one that was asked for, a later one, None if none is
    near. In minutes, up to the day that was asked for: what is `there`, what of it is `promised`, what tasks need that
    `nobody` has taken, and what is `free` of it; each person's free time counts by itself, for nobody works another
    one's hours."""

    by: date | None
    there: int
    promised: int
    nobody: int
    free: int


def can_we(minutes: int, until: date, people: Sequence[Person], nobody: Sequence[Promise], today: date) -> Answer:
    """May the group promise so many minutes more for a day? `nobody`: the tasks that nobody has taken; they need their
    time, too."""
    last, horizon = max(until, today), max(until, today + HORIZON)
    ends = [one.until for one in nobody if last < one.until <= horizon]

    def free(day: date) -> int:
        """What is done by that day must leave enough for what nobody has taken, that day's and later ones."""
        return min(_left(end, people, nobody, today, horizon) for end in (day, *(end for end in ends if end > day)))

    span = range((horizon - last).days + 1)
    first = bisect_left(span, True, key=lambda days: free(last + timedelta(days=days)) >= minutes)
    return Answer(
        by=last + timedelta(days=first) if first < len(span) else None,
        there=sum(one.supplied(today, last) for one in people),
        promised=sum(promise.minutes for one in people for promise in one.promises if promise.until <= last),
        nobody=sum(one.minutes for one in nobody if one.until <= last),
        free=max(free(last), 0),
    )


def _left(day: date, people: Sequence[Person], nobody: Sequence[Promise], today: date, horizon: date) -> int:
    """Everybody's room by a day, without what is needed by then and nobody has taken."""
    there = sum(max(one.room(today, day, horizon) or 0, 0) for one in people)
    return there - sum(one.minutes for one in nobody if one.until <= day)
