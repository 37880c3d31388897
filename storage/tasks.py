"""Queries about tasks, who carries them, and what they wait for. All of them stay within one team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.task import Assignment, State, Task
from domain.text import fold
from storage import assignments
from storage.database import AnyRow, AnySelect, Rows
from storage.prepared import Prepared
from storage.tables import AccountRow, DependencyRow, HistoryRow, TaskRow, TeamRow

_TASKS = select(TaskRow.__table__)  # type: ignore[attr-defined]
_TASK_NUMBERED = Prepared(
    _TASKS.where(col(TaskRow.team_id) == bindparam("team_id"), col(TaskRow.number) == bindparam("number"))
)
_TASK_BY_ID = Prepared(_TASKS.where(col(TaskRow.id) == bindparam("task_id")))
_LATER, _EARLIER = aliased(TaskRow), aliased(TaskRow)
_LINKS: AnySelect = (
    select(
        col(DependencyRow.task_id),
        col(DependencyRow.waits_for_id),
        col(_LATER.number).label("later"),
        col(_LATER.state).label("later_state"),
        col(_EARLIER.number).label("earlier"),
        col(_EARLIER.state).label("earlier_state"),
    )
    .join(_LATER, col(_LATER.id) == col(DependencyRow.task_id))
    .join(_EARLIER, col(_EARLIER.id) == col(DependencyRow.waits_for_id))
)
_LINKS_OF = Prepared(
    _LINKS.where(
        (col(DependencyRow.task_id) == bindparam("task_id")) | (col(DependencyRow.waits_for_id) == bindparam("task_id"))
    )
)
_NEXT_NUMBER = Prepared(
    update(TeamRow)
    .where(col(TeamRow.id) == bindparam("its_team"))
    .values(last_number=col(TeamRow.last_number) + 1)
    .returning(col(TeamRow.last_number))
)
_ADD_TASK = Prepared(insert(TaskRow).returning(col(TaskRow.id)))
_CHANGE_TASK = Prepared(update(TaskRow).where(col(TaskRow.id) == bindparam("task_id")))
_ADD_HISTORY = Prepared(insert(HistoryRow))
_PLAIN = (
    "id", "team_id", "number", "title", "due_day", "due_at", "deadline", "due_set_at", "due_revision", "repeat",
    "project", "effort_minutes", "important", "wanted", "help_wanted", "for_name", "quote", "link", "created_at",
    "closed_at",
)  # fmt: skip
_plain = attrgetter(*_PLAIN)


@dataclass(frozen=True)
class Happening:
    """One line of a task's history. `who` is a name, None where nobody in particular did it."""

    at: datetime
    what: str
    who: str | None
    detail: Mapping[str, Any]


def numbered(rows: Rows, team_id: int, number: int) -> Task | None:
    row = _TASK_NUMBERED.first(rows, team_id=team_id, number=number)
    return _one(rows, row) if row else None


def by_id(rows: Rows, task_id: int) -> Task | None:
    row = _TASK_BY_ID.first(rows, task_id=task_id)
    return _one(rows, row) if row else None


def by_source(rows: Rows, team_id: int, source: str) -> Task | None:
    """The task that was made by a message, or of it; the message is named with its place (`chat:7:m1`)."""
    found = _TASKS.where(col(TaskRow.team_id) == team_id, col(TaskRow.source_message) == source)
    row = rows.execute(found.order_by(col(TaskRow.id).desc()).limit(1)).one_or_none()
    return _one(rows, row) if row else None


def of_team(rows: Rows, team_id: int, *, states: Sequence[State] = (State.OPEN,)) -> list[Task]:
    """The tasks of a team in these states, with everything their cards show, in three queries."""
    chosen = (col(TaskRow.team_id) == team_id, col(TaskRow.state).in_([s.value for s in states]))
    return _many(rows, _TASKS.where(*chosen), select(col(TaskRow.id)).where(*chosen))


def done_untold(rows: Rows, team_id: int, digest_id: int | None) -> list[Task]:
    """The finished tasks that a digest tells: those marked with it, or (None) those that none told yet."""
    told = col(TaskRow.told_in)
    chosen = (
        col(TaskRow.team_id) == team_id,
        col(TaskRow.state) == State.DONE.value,
        told.is_(None) if digest_id is None else told == digest_id,
    )
    return _many(rows, _TASKS.where(*chosen), select(col(TaskRow.id)).where(*chosen))


def mark_told(rows: Rows, team_id: int, digest_id: int) -> None:
    """Give the finished tasks that no digest told yet to this one."""
    rows.execute(
        update(TaskRow)
        .where(
            col(TaskRow.team_id) == team_id,
            col(TaskRow.state) == State.DONE.value,
            col(TaskRow.told_in).is_(None),
        )
        .values(told_in=digest_id)
    )


def any_in(rows: Rows, team_id: int) -> bool:
    found = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id).limit(1)
    return rows.execute(found).first() is not None


def history_of(rows: Rows, task_id: int) -> list[Happening]:
    name = (
        select(col(AccountRow.name))
        .where(col(AccountRow.person_id) == col(HistoryRow.person_id))
        .order_by(col(AccountRow.id))
        .limit(1)
        .scalar_subquery()
    )
    found = select(HistoryRow.__table__, name.label("name"))  # type: ignore[attr-defined]
    told = found.where(col(HistoryRow.task_id) == task_id).order_by(col(HistoryRow.id))
    return [Happening(row.at, row.what, row.name, row.detail) for row in rows.execute(told)]


def add(rows: Rows, team_id: int, *, now: datetime, **values: Any) -> Task:
    """A new open task with the next number of its team."""
    number = _NEXT_NUMBER.value(rows, its_team=team_id)
    row = {
        "team_id": team_id,
        "number": number,
        "search_text": fold(values["title"]),
        "state": State.OPEN.value,
        "important": False,
        "wanted": 1,
        "help_wanted": False,
        "due_revision": 0,
        "created_at": now,
        **values,
    }
    task_id = _ADD_TASK.value(rows, **row)
    task = by_id(rows, task_id)
    assert task is not None
    return task


def change(rows: Rows, task_id: int, **values: Any) -> None:
    if "title" in values:
        values["search_text"] = fold(values["title"])
    _CHANGE_TASK.change(rows, task_id=task_id, **values)


def set_due(
    rows: Rows, task: Task, *, day: date | None, at: datetime | None, deadline: datetime | None, now: datetime
) -> None:
    """Move a deadline. A new revision: nudges of the old one are not true any more."""
    change(
        rows,
        task.id,
        due_day=day,
        due_at=at,
        deadline=deadline,
        due_set_at=now,
        due_revision=task.due_revision + 1,
        doubt=None,
    )


def note(rows: Rows, task_id: int, what: str, person: int | None, now: datetime, **detail: Any) -> None:
    """Write one line of history."""
    _ADD_HISTORY.change(rows, task_id=task_id, person_id=person, at=now, what=what, detail=detail)


def wait_for(rows: Rows, task_id: int, earlier: Iterable[int]) -> None:
    for waits_for in earlier:
        rows.execute(insert(DependencyRow).values(task_id=task_id, waits_for_id=waits_for))


def ids_of(rows: Rows, team_id: int, numbers: Sequence[int]) -> tuple[int, ...]:
    if not numbers:
        return ()
    found = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id, col(TaskRow.number).in_(numbers))
    return tuple(rows.execute(found).scalars())


def _one(rows: Rows, row: AnyRow) -> Task:
    people = assignments.of_task(rows, row.id)
    links = _LINKS_OF.all(rows, task_id=row.id)
    return _task(row, people, links)


def _many(rows: Rows, tasks: AnySelect, ids: AnySelect) -> list[Task]:
    people: dict[int, list[Assignment]] = defaultdict(list)
    for one in assignments.of_tasks(rows, ids):
        people[one.task_id].append(one)
    links: dict[int, list[AnyRow]] = defaultdict(list)
    near = col(DependencyRow.task_id).in_(ids) | col(DependencyRow.waits_for_id).in_(ids)
    for link in rows.execute(_LINKS.where(near)):
        links[link.task_id].append(link)
        links[link.waits_for_id].append(link)
    return [_task(row, tuple(people[row.id]), links[row.id]) for row in rows.execute(tasks)]


def _task(row: AnyRow, people: tuple[Assignment, ...], links: Sequence[AnyRow]) -> Task:
    still_open = State.OPEN.value
    return Task(
        state=State(row.state),
        author=row.author_id,
        doubt=tuple(_reading(text) for text in row.doubt or ()),
        assignments=people,
        waits_for=tuple(sorted(k.earlier for k in links if k.task_id == row.id)),
        held_by=tuple(sorted(k.earlier for k in links if k.task_id == row.id and k.earlier_state == still_open)),
        blocks=tuple(sorted(k.later for k in links if k.waits_for_id == row.id and k.later_state == still_open)),
        **dict(zip(_PLAIN, _plain(row), strict=True)),
    )


def _reading(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
