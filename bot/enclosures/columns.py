"""The follow-up sheet of an association: which columns it has, and what stands there of a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.enclosures.words import Words
from domain import wall_clock
from domain.document import phrase
from domain.repetition import repeat_phrase
from domain.task import Role, State, Task, TaskKind
from storage import notes, tasks
from storage.database import Rows

Cell = str | int | float | date | datetime | None
"""What stands in a cell. An instant is told by the team's clocks, without a zone; a day is a date, and no instant."""


@dataclass(frozen=True)
class Column:
    """`key` names it, and ends the key of its heading; `wide`: in characters."""

    key: str
    wide: int


COLUMNS = (
    Column("number", 6),
    Column("title", 42),
    Column("kind", 12),
    Column("project", 14),
    Column("lead", 15),
    Column("helpers", 16),
    Column("state", 15),
    Column("due", 16),
    Column("late", 8),
    Column("effort", 8),
    Column("important", 10),
    Column("after", 9),
    Column("repeats", 16),
    Column("notes", 7),
    Column("created", 11),
    Column("closed", 11),
    Column("why", 18),
    Column("link", 8),
)


@dataclass(frozen=True)
class Sheet:
    """All tasks of a team, the open ones first, each as one row of `COLUMNS`."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    tasks: Sequence[Task]


def sheet(rows: Rows, words: Words) -> Sheet:
    team_id, zone = words.team.id, words.team.zone
    every = sorted(
        tasks.of_team(rows, team_id, states=tuple(State)),
        key=lambda task: (not task.is_open, task.number if task.is_open else -task.number),
    )
    noted = notes.counted(rows, team_id)
    headings = [words(phrase(f"column-{column.key}")) for column in COLUMNS]
    return Sheet(headings, [_row(task, noted, zone, words) for task in every], every)


def _row(task: Task, noted: Mapping[int, int], zone: ZoneInfo, words: Words) -> list[Cell]:
    helpers = [each.name for each in task.accepted if each.role is Role.HELPER]
    cells: dict[str, Cell] = {
        "number": task.number,
        "title": task.title,
        "kind": None if task.is_work else words(phrase(f"kind-{task.kind}")),
        "project": task.project,
        "lead": task.lead.name if task.lead else _wished(task, words),
        "helpers": ", ".join(helpers),
        "state": words(phrase(_state(task))),
        "due": _local(task.due_at, zone) if task.due_at else task.due_day,
        "late": words(phrase("cell-yes")) if task.is_late(words.now) else None,
        "effort": task.effort_minutes / 60 if task.effort_minutes else None,
        "important": words(phrase("cell-yes")) if task.important else None,
        "after": ", ".join(f"#{number}" for number in task.waits_for),
        "repeats": words(repeat_phrase(task.repeat)) if task.repeat else None,
        "notes": noted.get(task.id),
        "created": _day(task.created_at, zone),
        "closed": _day(task.closed_at, zone) if task.closed_at else None,
        "why": task.closed_why,
        "link": task.link,
    }
    return [cells[column.key] or None for column in COLUMNS]


def _wished(task: Task, words: Words) -> str | None:
    """Somebody nobody knows, for whom it is."""
    return words(phrase("cell-for-name", name=task.for_name)) if task.for_name and task.is_open else None


def _state(task: Task) -> str:
    """Declined, given back and unanswered read the same. Nobody is missing where nobody carries anything."""
    if not task.is_open:
        return "state-over" if task.kind is TaskKind.EVENT and task.state is State.DONE else f"state-{task.state.value}"
    if not task.is_work:
        return "state-ahead"
    if task.lead is not None:
        return "state-owned"
    return "state-proposed" if task.proposed else "state-free"


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return wall_clock.local(at, zone).replace(tzinfo=None, second=0, microsecond=0)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return wall_clock.local_day(at, zone)
