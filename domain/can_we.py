"""Can the group take this on? Yes, not before a day, or no; with the figures behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from domain.load import Promise, Supply, room, rooms, supplied

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


@dataclass(frozen=True)
class Outlook:
    """What a group has free, as of today. `left`: minutes by each day from today on: everybody's room, less what is
    needed by then and nobody has taken. Made by `outlook`."""

    today: date
    left: Sequence[int]
    ends: frozenset[date]

    @cached_property
    def free(self) -> Sequence[int]:
        """The minutes that may be promised more by each day: what is done by then must leave enough for what nobody has
        taken, that day's and later ones."""
        found, least = list(self.left), None
        for place in range(len(found) - 1, -1, -1):
            here = self.left[place]
            found[place] = here if least is None else min(here, least)
            if self.today + timedelta(days=place) in self.ends:
                least = found[place]
        return found

    def fits(self, day: date) -> bool:
        """Does all that nobody has taken and that is due by a day fit into the free hours until then?"""
        place = (day - self.today).days
        return not 0 <= place < len(self.left) or self.left[place] >= 0

    def first(self, minutes: int, since: date) -> date | None:
        """The first day from `since` on by which so many minutes more can be done."""
        begin = (since - self.today).days
        places = (place for place in range(begin, len(self.free)) if self.free[place] >= minutes)
        return next((self.today + timedelta(days=place) for place in places), None)


def outlook(people: Iterable[Person], nobody: Sequence[Promise], today: date, until: date | None = None) -> Outlook:
    """As far as anybody knows their hours, and up to `until` at least."""
    horizon = today + HORIZON if until is None else max(until, today + HORIZON)
    left = [0] * ((horizon - today).days + 1)
    for one in people:
        for place, there in enumerate(rooms(one.supply, one.promises, today, horizon) if one.supply else ()):
            left[place] += max(there, 0)
    due: dict[date, int] = defaultdict(int)
    for promise in nobody:
        due[max(promise.until, today)] += promise.minutes
    needed = 0
    for place in range(len(left)):
        needed += due.get(today + timedelta(days=place), 0)
        left[place] -= needed
    return Outlook(today, left, frozenset(due))


def can_we(minutes: int, until: date, people: Sequence[Person], nobody: Sequence[Promise], today: date) -> Answer:
    """May the group promise so many minutes more for a day? `nobody`: the tasks that nobody has taken; they need their
    time, too."""
    last = max(until, today)
    ahead = outlook(people, nobody, today, last)
    return Answer(
        by=ahead.first(minutes, last),
        there=sum(one.supplied(today, last) for one in people),
        promised=sum(promise.minutes for one in people for promise in one.promises if promise.until <= last),
        nobody=sum(one.minutes for one in nobody if one.until <= last),
        free=max(ahead.free[(last - today).days], 0),
    )
