"""What open tasks are as load: who has promised how much of each, and until when.

A task's effort is divided among those who carry it, nobody's share counted twice: among all who are wanted, if more
are than have said yes. What nobody has taken is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.can_we import Person
from domain.load import WEEK, Promise, shares

ENOUGH_PEOPLE = 5
"""From so many on who gave their hours, what a group has is told: of fewer, one could guess whose it is."""
WEEKS = 8
"""The coming weeks that are looked at; what has no date is spread over them."""
HOUR = 60


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
        return sum(one.supply is not None for one in self.people.values()) >= ENOUGH_PEOPLE

    def assumed(self, person: int | None = None) -> int:
        """How many tasks say nothing of their effort (of those that this person carries)."""
        return sum(not work.effort for work in self._of(person))

    def undated(self, person: int | None = None) -> int:
        """How many tasks have no date, and count something."""
        return sum(work.due is None and minutes(work, self.default) > 0 for work in self._of(person))

    def _of(self, person: int | None) -> Iterable[Work]:
        return (work for work in self.works if person is None or person in work.carriers)


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
