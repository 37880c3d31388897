"""Can the group take this on? Yes, not before a day, or no; with the figures behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate, pairwise

from domain.load import Promise, Supply, days, room, supplied

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
    near. In minutes, up to the day that was asked for: what is `there`, what is `promised`, `elsewhere` so much of it
    by those who did not say what they can give, what tasks need that `nobody` has taken, what is `later` needed and has
    to be kept, and what is `free`: there, less all of these but what is promised elsewhere. Less than nothing: so much
    is promised too much."""

    by: date | None
    there: int
    promised: int
    elsewhere: int
    nobody: int
    later: int
    free: int

    def rounded(self, unit: int) -> Answer:
        """The same in whole units of so many minutes, and it adds up: what is free and what is there are rounded down,
        each of the others is what their sum, rounded so, grows by."""
        mine = self.promised - self.elsewhere
        sums = [each // unit * unit for each in accumulate((self.free, self.later, self.nobody, mine))]
        later, nobody, owed = (now - before for before, now in pairwise(sums))
        elsewhere = (2 * self.elsewhere + unit) // (2 * unit) * unit
        return Answer(self.by, sums[-1], owed + elsewhere, elsewhere, nobody, later, sums[0])


@dataclass(frozen=True)
class Outlook:
    """What a group has free, as of today, as one whole. `left`: minutes by each day from today on: what is there, less
    what is needed by then. `ends`: the days on which something is due. Made by `outlook`."""

    today: date
    left: Sequence[int]
    ends: frozenset[date]

    @cached_property
    def free(self) -> Sequence[int]:
        """The minutes that may be promised more by each day, with nothing that is due later being missed."""
        found, least = list(self.left), None
        for place in range(len(found) - 1, -1, -1):
            here = self.left[place]
            found[place] = here if least is None else min(here, least)
            if self.today + timedelta(days=place) in self.ends:
                least = found[place]
        return found

    def fits(self, day: date) -> bool:
        """Is as much there by a day as is needed by then?"""
        place = (day - self.today).days
        return not 0 <= place < len(self.left) or self.left[place] >= 0

    def too_much(self, wanted: Mapping[int, Promise]) -> set[int]:
        """The hours that are left are given to what is wanted more, by key, the earliest day first, then the smallest:
        what does not fit by its own day, and gets none."""
        given, none = 0, set()
        for key, promise in sorted(wanted.items(), key=lambda each: (each[1].until, each[1].minutes, each[0])):
            place = (promise.until - self.today).days
            if not 0 <= place < len(self.left):
                continue
            if given + promise.minutes > self.left[place]:
                none.add(key)
            else:
                given += promise.minutes
        return none

    def first(self, minutes: int, since: date) -> date | None:
        """The first day from `since` on by which so many minutes more can be done."""
        places = range((since - self.today).days, len(self.free))
        return next((self.today + timedelta(days=each) for each in places if self.free[each] >= minutes), None)


def outlook(people: Iterable[Person], nobody: Iterable[Promise], today: date, until: date | None = None) -> Outlook:
    """As far ahead as anybody knows their hours, and up to `until` at least. What people promised who did not say what
    they can give is theirs, and takes no hours of anybody else."""
    span = days(today, today + HORIZON if until is None else max(until, today + HORIZON))
    there, due = [0] * len(span), Counter[date]()
    said = [(one.supply, one.promises) for one in people if one.supply is not None]
    for supply, _ in said:
        given = 0.0
        for place, day in enumerate(span):
            given += supply.on(day)
            there[place] += int(given + 1e-6)  # as `supplied` counts it
    for promise in (*nobody, *(promise for _, promises in said for promise in promises)):
        due[max(promise.until, today)] += promise.minutes
    needed = accumulate(due[day] for day in span)
    return Outlook(today, [much - owed for much, owed in zip(there, needed, strict=True)], frozenset(due))


def can_we(minutes: int, until: date, people: Sequence[Person], nobody: Sequence[Promise], today: date) -> Answer:
    """May the group promise so many minutes more for a day? `nobody`: the tasks that nobody has taken; they need their
    time, too. Only what is true of the group as a whole counts: a sum over those who have room alone would tell of
    them."""
    last = max(until, today)
    ahead = outlook(people, nobody, today, last)
    place = (last - today).days
    elsewhere = sum(_due(one.promises, last) for one in people if one.supply is None)
    return Answer(
        by=ahead.first(minutes, last),
        there=sum(one.supplied(today, last) for one in people),
        promised=sum(_due(one.promises, last) for one in people),
        elsewhere=elsewhere,
        nobody=_due(nobody, last),
        later=ahead.left[place] - ahead.free[place],
        free=ahead.free[place],
    )


def _due(promises: Iterable[Promise], last: date) -> int:
    return sum(promise.minutes for promise in promises if promise.until <= last)
