"""What open tasks are as load: who has promised how much of each, and until when.

A task's effort is divided among those who carry it, nobody's share counted twice: among all who are wanted, if more
are than have said yes. What nobody has taken is nobody's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain.can_we import Person
from domain.load import WEEK, Hours, Promise, monday, shares, spread

ENOUGH_PEOPLE = 5
"""From so many on who gave hours, what a group has is told: of fewer, one could guess whose it is (`enough_gave`)."""
WEEKS = 8
"""The coming weeks that are looked at; what has no date is spread over them."""


@dataclass(frozen=True)
class Work:
    """An open task, as far as it is load. `effort`: minutes, None if it says nothing. `due`: the local day on which it
    is due, in the team's zone. `carriers`: who said yes, the lead first. `led`: one of them leads."""

    task: int
    effort: int | None
    due: date | None
    wanted: int = 1
    carriers: tuple[int, ...] = ()
    led: bool = True

    @property
    def places(self) -> int:
        """Among how many it is divided: the lead's place counts, taken or not."""
        return max(len(self.carriers) + (not self.led), self.wanted, 1)


@dataclass(frozen=True)
class TeamLoad:
    """What a team has promised and what is there, as of one day. `people`: whoever carries something or gave hours;
    who gave none has no supply, which is not nothing. `nobody`: what nobody has taken. `default`: the minutes that a
    task counts which says nothing; None: it counts none."""

    today: date
    people: Mapping[int, Person]
    nobody: tuple[Promise, ...]
    works: tuple[Work, ...]
    default: int | None

    @property
    def may_be_told(self) -> bool:
        """Did so many give their hours that the group's totals may be told?"""
        return enough_gave(one.supply.usual for one in self.people.values() if one.supply is not None)

    def assumed(self, person: int | None = None) -> int:
        """How many tasks say nothing of their effort (of those that this person carries)."""
        return sum(not work.effort for work in self._of(person))

    def undated(self, person: int | None = None) -> int:
        """How many tasks have no date, and count something."""
        return sum(work.due is None and minutes(work, self.default) > 0 for work in self._of(person))

    def _of(self, person: int | None) -> Iterable[Work]:
        return (work for work in self.works if person is None or person in work.carriers)


def enough_gave(usual: Iterable[Hours]) -> bool:
    """Of everybody's usual hours: did so many give some that what they are together may be told? Whoever surely gives
    none hides nobody else's."""
    return sum(one.least > 0 for one in usual) >= ENOUGH_PEOPLE


def minutes(work: Work, default: int | None) -> int:
    """A task's effort, the team's default where it says nothing."""
    return work.effort or default or 0


def last_day(work: Work, today: date) -> date:
    """The last day on which it may be done. What has no date is spread over the coming weeks; what is late is to be
    done today."""
    if work.due is None:
        return today + timedelta(days=WEEKS * WEEK - 1)
    return max(work.due, today)


def dealt(work: Work, default: int | None, today: date) -> list[tuple[int | None, Promise]]:
    """Whose it is, and how much of it: one share for each place, None for those that nobody has taken. The lead has
    what does not come out even."""
    until = last_day(work, today)
    places: list[int | None] = list(work.carriers)
    places.extend([None] * (work.places - len(places)))
    if not work.led:
        places = [None, *places[:-1]]
    parts = zip(places, shares(minutes(work, default), work.places), strict=True)
    return [(person, Promise(share, until)) for person, share in parts if share]


@dataclass(frozen=True)
class WeekLoad:
    """One week by its Monday, in minutes: what was promised, what is there surely and at most; None: nobody said."""

    monday: date
    promised: int
    least: int | None
    most: int | None


@dataclass(frozen=True)
class Weeks:
    """The coming weeks of one person, or of several together. `after`: what was promised beyond them."""

    weeks: tuple[WeekLoad, ...]
    after: int


def by_week(people: Collection[Person], today: date) -> Weeks:
    """What these people promised and can give: the week of today from today on, and those that follow. Every minute is
    in one week."""
    mondays = [monday(today) + timedelta(weeks=ahead) for ahead in range(WEEKS)]
    due: Counter[tuple[Container[date], date]] = Counter()  # what is spread over the same days is spread at once
    for one in people:
        for promise in one.promises:
            due[one.away, max(promise.until, today)] += promise.minutes
    promised: Counter[date] = Counter()
    for (away, until), many in due.items():
        promised.update(spread(Promise(many, until), today, away))
    least, most = (_given(people, today, mondays, at_most=at_most) for at_most in (False, True))
    weeks = tuple(map(WeekLoad, mondays, (promised[each] for each in mondays), least, most))
    return Weeks(weeks, sum(promised.values()) - sum(week.promised for week in weeks))


def _given(people: Collection[Person], today: date, mondays: Sequence[date], *, at_most: bool) -> list[int | None]:
    """By week: as much as comes to be there from today to its end, and was not by the end of the one before."""
    said = [one for one in people if one.supply is not None]
    if not said:
        return [None] * len(mondays)
    ends = [week + timedelta(days=WEEK - 1) for week in mondays]
    so_far = [sum(one.supplied(today, end, at_most=at_most) for one in said) for end in ends]
    return [now - before for before, now in pairwise([0, *so_far])]


def rounded(minutes: Iterable[int], unit: int) -> list[int]:
    """Figures in units of so many minutes that add up to what their whole is, rounded itself."""
    units, whole, given = [], 0, 0
    for each in minutes:
        whole += each
        so_far = (2 * whole + unit) // (2 * unit)
        units.append(so_far - given)
        given = so_far
    return units
