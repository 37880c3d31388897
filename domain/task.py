"""A task, and the part each person has in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

LONGEST_TITLE = 300  # characters; a title is one line, not a letter
LONGEST_NOTE = 300
EDIT_WITHIN = timedelta(minutes=15)  # correcting one's message corrects its task
UNDO_WITHIN = timedelta(minutes=10)


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class TaskKind(StrEnum):
    """What a number stands for: work that somebody carries, or a date that nobody carries. A milestone is reached when
    what leads to it is done, an event is an appointment."""

    TASK = "task"
    MILESTONE = "milestone"
    EVENT = "event"


class Role(StrEnum):
    LEAD = "lead"
    HELPER = "helper"


class Consent(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class Assignment:
    """A person's part in a task. `since`: when it was proposed, or accepted; `lapses_at`: when
    an unanswered proposal lapses (aware UTC). `helps`: asked to lead, and a helper still if they decline. `offered`:
    they lead it until somebody else takes it."""

    id: int
    task_id: int
    person: int
    name: str
    role: Role
    consent: Consent
    by: int | None
    since: datetime
    lapses_at: datetime | None = None
    helps: bool = False
    offered: bool = False


@dataclass(frozen=True)
class Note:
    """One line that somebody added to a task. `who`: a name, None if it was erased."""

    id: int
    at: datetime
    who: str | None
    words: str


@dataclass(frozen=True)
class Happening:
    """One line of a task's history. `who` is a name, None where nobody in particular did it."""

    at: datetime
    what: str
    who: str | None
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class Task:
    """A task with the people in it and what it waits for (numbers of the same team)."""

    id: int
    team_id: int
    number: int
    title: str
    state: State
    author: int | None
    due_day: date | None
    due_at: datetime | None
    deadline: datetime | None
    due_set_at: datetime | None
    due_revision: int
    repeat: str | None
    project: str | None
    effort_minutes: int | None
    important: bool
    wanted: int
    help_wanted: bool
    for_name: str | None
    quote: str | None
    link: str | None
    created_at: datetime
    closed_at: datetime | None
    closed_why: str | None = None
    kind: TaskKind = TaskKind.TASK
    due_part: str | None = None  # the part of that day that was said: morning, evening ...
    repeat_zone: str | None = None  # the clocks that its repetition follows (IANA); None: the team's
    follows_id: int | None = None  # the occurrence of a recurring task whose end made this one
    doubt: tuple[date | datetime, ...] = ()  # what a doubtful deadline may mean, until its writer chooses
    assignments: tuple[Assignment, ...] = ()
    waits_for: tuple[int, ...] = ()  # numbers of the tasks it comes after
    held_by: tuple[int, ...] = ()  # those of them that are still open
    blocks: tuple[int, ...] = ()  # numbers of open tasks that wait for it

    @property
    def due(self) -> date | datetime | None:
        """The deadline as it was given: a day, or an instant."""
        return self.due_at or self.due_day

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def is_work(self) -> bool:
        """Something to be done, that somebody can carry."""
        return self.kind is TaskKind.TASK

    @property
    def accepted(self) -> tuple[Assignment, ...]:
        """Those who said yes, the lead first."""
        yes = [a for a in self.assignments if a.consent is Consent.ACCEPTED]
        return tuple(sorted(yes, key=lambda a: (a.role is not Role.LEAD, a.since, a.id)))

    @property
    def proposed(self) -> tuple[Assignment, ...]:
        """Those who were asked and have not answered, the lead first."""
        asked = [a for a in self.assignments if a.consent is Consent.PROPOSED]
        return tuple(sorted(asked, key=lambda a: (a.role is not Role.LEAD, a.since, a.id)))

    @property
    def lead(self) -> Assignment | None:
        return next((a for a in self.accepted if a.role is Role.LEAD), None)

    @property
    def is_free(self) -> bool:
        """Work that is open, nobody leads it, and nobody is being asked."""
        return self.is_open and self.is_work and self.lead is None and not self.proposed

    @property
    def is_offered(self) -> bool:
        """Open, and whoever leads it hands it over to the first who takes it."""
        return self.is_open and self.lead is not None and self.lead.offered

    @property
    def lacks_people(self) -> bool:
        """Work that is open, and looks for more hands than it has."""
        return self.is_open and self.is_work and (self.help_wanted or len(self.accepted) < self.wanted)

    def part_of(self, person: int) -> Assignment | None:
        return next((a for a in self.assignments if a.person == person), None)

    def is_past(self, now: datetime) -> bool:
        """Open, and its date is over."""
        return self.is_open and self.deadline is not None and self.deadline <= now

    def is_late(self, now: datetime) -> bool:
        """Work that is past its deadline: nobody is late with a date."""
        return self.is_work and self.is_past(now)


_FAR = datetime.max.replace(tzinfo=UTC)


def most_urgent_first(tasks: Iterable[Task]) -> list[Task]:
    """First what others wait for, then by deadline, then what is marked important, then the oldest."""
    return sorted(tasks, key=lambda t: (not t.blocks, t.deadline or _FAR, not t.important, t.number))
