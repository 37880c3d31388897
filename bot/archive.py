"""What a team has, as one file that other programs read, and `accalmie import` too (docs/archive.md).

Names are all that it says of people. Everything that is read is checked before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from domain import project, recurrence
from domain.debate import LONGEST_DECISION, LONGEST_TOPIC, Fate
from domain.relative import MOST_DAYS
from domain.role import LONGEST_NAME, MOST_ROLES
from domain.task import LONGEST_NOTE, LONGEST_TITLE, Consent, Role, State, TaskKind
from domain.template import MOST_LINES
from domain.text import fold, tidy

MOST_TASKS, MOST_NOTES = 50_000, 200
_YEARS = range(2000, 2200)
D = TypeVar("D", bound=date)


class Unreadable(ValueError):
    """A file that is no such archive; says in one sentence where, without repeating what it says there."""


def _line(text: str) -> str:
    if not (line := tidy(text)):
        raise ValueError("must be a line of text")
    return line


def _near(day: D) -> D:
    if day.year not in _YEARS:
        raise ValueError("must be a date of our time")
    return day


def _rule(rule: str) -> str:
    if not recurrence.is_rule(rule):
        raise ValueError("must be a rule of RFC 5545 that comes back")
    return rule


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("must be an IANA zone such as Europe/Paris") from None
    return name


Instant = Annotated[AwareDatetime, AfterValidator(_near)]
Number = Annotated[int, Field(ge=1, le=999_999_999)]
Name = Annotated[str, Field(max_length=200), AfterValidator(_line)]
ProjectName = Annotated[str, Field(max_length=project.LONGEST_NAME, pattern=r"^[^\W\d_][\w-]*$"), AfterValidator(fold)]
Quote = Annotated[str, Field(max_length=4096), AfterValidator(_line)]
Link = Annotated[str, Field(max_length=2000, pattern=r"^https?://[^\s\"<>]+$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Owner(_Part):
    """Somebody's part in a task: they lead or help, and were asked or said yes."""

    name: Name
    role: Role
    consent: Consent


class Note(_Part):
    at: Instant
    by: Name | None = None
    words: Annotated[str, Field(max_length=LONGEST_NOTE), AfterValidator(_line)]


class TaskItem(_Part):
    """`due`: a day, or an instant; `part`: morning, evening … of that day. `follows`: the occurrence before."""

    number: Number
    kind: TaskKind = TaskKind.TASK
    title: Annotated[str, Field(max_length=LONGEST_TITLE), AfterValidator(_line)]
    state: State
    due_day: Annotated[date, AfterValidator(_near)] | None = None
    due_at: Instant | None = None
    part: Literal["morning", "noon", "afternoon", "evening", "night"] | None = None
    repeat: Annotated[str, Field(max_length=200), AfterValidator(_rule)] | None = None
    repeat_zone: Annotated[str, AfterValidator(_zone)] | None = None
    project: ProjectName | None = None
    effort_minutes: Annotated[int, Field(ge=1, le=600_000)] | None = None
    important: bool = False
    wanted: Annotated[int, Field(ge=1, le=999)] = 1
    help_wanted: bool = False
    owners: tuple[Owner, ...] = ()
    for_name: Name | None = None
    waits_for: tuple[Number, ...] = ()
    follows: Number | None = None
    quote: Quote | None = None
    link: Link | None = None
    notes: Annotated[tuple[Note, ...], Field(max_length=MOST_NOTES)] = ()
    created_at: Instant
    closed_at: Instant | None = None
    closed_why: Annotated[str, Field(max_length=4096), AfterValidator(_line)] | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> TaskItem:
        if (self.state is State.OPEN) is not (self.closed_at is None):
            raise ValueError("has closed_at where it is over, and only there")
        if self.due_day is not None and self.due_at is not None:
            raise ValueError("is due on a day or at an instant")
        if self.kind is not TaskKind.TASK and (self.owners or self.for_name or self.help_wanted):
            raise ValueError("is a date, which nobody carries")
        return self


class ProjectItem(_Part):
    """What the tasks with its name are for. Without `ended_at` it goes on."""

    name: ProjectName
    title: Annotated[str, Field(max_length=project.LONGEST_TITLE), AfterValidator(_line)]
    objective: Annotated[str, Field(max_length=project.LONGEST_OBJECTIVE), AfterValidator(_line)] | None = None
    ended_at: Instant | None = None


class RoleItem(_Part):
    name: Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_line)]
    holder: Name | None = None


class DebateItem(_Part):
    """What people think of it is not told: some of it has no name."""

    number: Number
    title: Annotated[str, Field(max_length=LONGEST_TOPIC), AfterValidator(_line)]
    fate: Fate
    quote: Quote | None = None
    link: Link | None = None
    parked_at: Instant
    decision: Annotated[str, Field(max_length=LONGEST_DECISION), AfterValidator(_line)] | None = None
    closed_at: Instant | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> DebateItem:
        if (self.fate is Fate.PARKED) is not (self.closed_at is None):
            raise ValueError("has closed_at where it is over, and only there")
        if (self.fate is Fate.DECIDED) is not (self.decision is not None):
            raise ValueError("has a decision where it is decided, and only there")
        return self


class TemplateTask(_Part):
    """Counted from a day: `months`, and then `days`, negative before it; without `days` it has no date. `at`: wall
    time. `after`: the numbers of those that it waits for."""

    number: Annotated[int, Field(ge=1, le=9999)]
    kind: TaskKind = TaskKind.TASK
    title: Annotated[str, Field(max_length=LONGEST_TITLE), AfterValidator(_line)]
    months: Annotated[int, Field(ge=-MOST_DAYS, le=MOST_DAYS)] = 0
    days: Annotated[int, Field(ge=-MOST_DAYS, le=MOST_DAYS)] | None = None
    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = None
    part: Literal["morning", "noon", "afternoon", "evening", "night"] | None = None
    effort_minutes: Annotated[int, Field(ge=1, le=600_000)] | None = None
    important: bool = False
    wanted: Annotated[int, Field(ge=1, le=999)] = 1
    after: tuple[int, ...] = ()


class TemplateItem(_Part):
    name: Annotated[str, Field(max_length=61, pattern=r"^[^\W\d_][\w-]*$"), AfterValidator(fold)]
    tasks: Annotated[tuple[TemplateTask, ...], Field(max_length=MOST_LINES)] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> TemplateItem:
        numbers = _once([task.number for task in self.tasks], "task of a template")
        for task in self.tasks:
            if not set(task.after) <= numbers:
                raise ValueError(f"task {task.number} waits for one that is not there")
        _no_circle({task.number: task.after for task in self.tasks})
        return self


class TeamItem(_Part):
    name: Name
    language: str
    timezone: Annotated[str, AfterValidator(_zone)]


class Archive(_Part):
    """All of it. `made_at`: it was so then."""

    format: Literal["accalmie-team"] = "accalmie-team"
    version: Literal[1] = 1
    made_at: Instant
    team: TeamItem
    tasks: Annotated[tuple[TaskItem, ...], Field(max_length=MOST_TASKS)]
    projects: Annotated[tuple[ProjectItem, ...], Field(max_length=MOST_TASKS)] = ()
    roles: Annotated[tuple[RoleItem, ...], Field(max_length=MOST_ROLES)] = ()
    debates: Annotated[tuple[DebateItem, ...], Field(max_length=MOST_TASKS)] = ()
    templates: Annotated[tuple[TemplateItem, ...], Field(max_length=MOST_TASKS)] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Archive:
        numbers = _once([task.number for task in self.tasks], "task")
        _once([debate.number for debate in self.debates], "debate")
        _once([fold(role.name) for role in self.roles], "role")
        _once([each.name for each in self.projects], "project")
        _once([fold(template.name) for template in self.templates], "template")
        for task in self.tasks:
            named = {*task.waits_for, *([task.follows] if task.follows else [])}
            if not named <= numbers or task.number in named or len(set(task.waits_for)) < len(task.waits_for):
                raise ValueError(f"task {task.number} names tasks that are not there, itself, or one twice")
        _no_circle({task.number: task.waits_for for task in self.tasks})
        _no_circle({task.number: (task.follows,) if task.follows else () for task in self.tasks})
        return self


def _once(names: Sequence[object], what: str) -> set[object]:
    if len(set(names)) < len(names):
        raise ValueError(f"a {what} is there twice")
    return set(names)


def _no_circle(earlier: dict[int, tuple[int, ...]]) -> None:
    """Take away, again and again, what waits for nothing that is left."""
    left = {number: set(names) for number, names in earlier.items()}
    later: dict[int, list[int]] = {}
    for number, names in earlier.items():
        for name in names:
            later.setdefault(name, []).append(number)
    ready = [number for number, names in left.items() if not names]
    while ready:
        gone = ready.pop()
        del left[gone]
        for number in later.get(gone, ()):
            left[number].discard(gone)
            if not left[number]:
                ready.append(number)
    if left:
        raise ValueError(f"task {min(left)} waits for itself in the end")


def read(text: bytes) -> Archive:
    """Check and read a whole archive. Raises Unreadable."""
    try:
        return Archive.model_validate_json(text.removeprefix(b"\xef\xbb\xbf"), strict=True)
    except ValidationError as fault:
        raise Unreadable("; ".join(_told(fault))) from None


def _told(fault: ValidationError) -> Iterator[str]:
    for each in fault.errors(include_input=False, include_url=False)[:3]:
        where = ".".join(str(part + 1 if isinstance(part, int) else part) for part in each["loc"])
        yield f"{where or 'the file'}: {each['msg'].removeprefix('Value error, ')}"
