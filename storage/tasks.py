"""Queries about tasks, who carries them, and what they wait for. All of them stay within one team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.task import Assignment, Consent, Role, State, Task
from domain.text import fold
from storage.database import AnyRow, AnySelect, Rows
from storage.prepared import Prepared
from storage.tables import AccountRow, AssignmentRow, DependencyRow, HistoryRow, TaskRow, TeamRow

_TASKS = select(TaskRow.__table__)  # type: ignore[attr-defined]
_TASK_NUMBERED = Prepared(
    _TASKS.where(col(TaskRow.team_id) == bindparam("team_id"), col(TaskRow.number) == bindparam("number"))
)
_TASK_BY_ID = Prepared(_TASKS.where(col(TaskRow.id) == bindparam("task_id")))

_NAME = (
    select(col(AccountRow.name))
    .where(col(AccountRow.person_id) == col(AssignmentRow.person_id))
    .order_by(col(AccountRow.id))
    .limit(1)
    .scalar_subquery()
)
_ASSIGNMENTS = select(AssignmentRow.__table__, _NAME.label("name"))  # type: ignore[attr-defined]
_ASSIGNMENTS_OF = Prepared(_ASSIGNMENTS.where(col(AssignmentRow.task_id) == bindparam("task_id")))
_ASSIGNMENT_BY_ID = Prepared(_ASSIGNMENTS.where(col(AssignmentRow.id) == bindparam("assignment_id")))

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
_ASSIGN = Prepared(insert(AssignmentRow).returning(col(AssignmentRow.id)))
_ASSIGN_AGAIN = Prepared(
    update(AssignmentRow)
    .where(col(AssignmentRow.task_id) == bindparam("its_task"), col(AssignmentRow.person_id) == bindparam("whose"))
    .returning(col(AssignmentRow.id))
)
_CHANGE_ASSIGNMENT = Prepared(update(AssignmentRow).where(col(AssignmentRow.id) == bindparam("assignment_id")))
_CHANGE_ASSIGNMENTS = Prepared(update(AssignmentRow).where(col(AssignmentRow.task_id) == bindparam("its_task")))

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


def by_source(rows: Rows, team_id: int, message_id: str) -> Task | None:
    """The task that was made by a message, or of it."""
    found = _TASKS.where(col(TaskRow.team_id) == team_id, col(TaskRow.source_message) == message_id)
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


def assign(
    rows: Rows,
    task_id: int,
    person: int,
    *,
    role: Role,
    consent: Consent,
    by: int | None,
    now: datetime,
    lapses_at: datetime | None = None,
) -> int:
    """Give a person a part in a task, or change the one they have. Returns the assignment's id."""
    values = {
        "role": role.value,
        "consent": consent.value,
        "by_id": by,
        "since": now,
        "lapses_at": lapses_at,
        "nudge_at": None,
    }
    there = _ASSIGN_AGAIN.value(rows, its_task=task_id, whose=person, **values)
    if there is not None:
        return int(there)
    return int(_ASSIGN.value(rows, task_id=task_id, person_id=person, **values))


def unassign(rows: Rows, assignment_ids: Iterable[int]) -> None:
    if ids := list(assignment_ids):
        rows.execute(delete(AssignmentRow).where(col(AssignmentRow.id).in_(ids)))


def assignment(rows: Rows, assignment_id: int) -> Assignment | None:
    row = _ASSIGNMENT_BY_ID.first(rows, assignment_id=assignment_id)
    return _assignment(row) if row else None


def assignments_of_person(rows: Rows, team_id: int, person: int) -> list[Assignment]:
    found = _ASSIGNMENTS.join(TaskRow, col(TaskRow.id) == col(AssignmentRow.task_id)).where(
        col(TaskRow.team_id) == team_id,
        col(TaskRow.state) == State.OPEN.value,
        col(AssignmentRow.person_id) == person,
    )
    return [_assignment(row) for row in rows.execute(found)]


def ids_of(rows: Rows, team_id: int, numbers: Sequence[int]) -> tuple[int, ...]:
    if not numbers:
        return ()
    found = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id, col(TaskRow.number).in_(numbers))
    return tuple(rows.execute(found).scalars())


def stop_nudges(rows: Rows, task_id: int) -> None:
    _CHANGE_ASSIGNMENTS.change(rows, its_task=task_id, nudge_at=None)


def set_nudge(rows: Rows, assignment_id: int, at: datetime | None) -> None:
    _CHANGE_ASSIGNMENT.change(rows, assignment_id=assignment_id, nudge_at=at)


def set_lapse(rows: Rows, assignment_id: int, at: datetime) -> None:
    _CHANGE_ASSIGNMENT.change(rows, assignment_id=assignment_id, lapses_at=at)


def due_nudges(rows: Rows, now: datetime, limit: int) -> list[Assignment]:
    found = _ASSIGNMENTS.where(col(AssignmentRow.nudge_at) <= now).order_by(
        col(AssignmentRow.nudge_at), col(AssignmentRow.id)
    )
    return [_assignment(row) for row in rows.execute(found.limit(limit))]


def due_lapses(rows: Rows, now: datetime, limit: int) -> list[Assignment]:
    found = _ASSIGNMENTS.where(col(AssignmentRow.lapses_at) <= now).order_by(
        col(AssignmentRow.lapses_at), col(AssignmentRow.id)
    )
    return [_assignment(row) for row in rows.execute(found.limit(limit))]


def _one(rows: Rows, row: AnyRow) -> Task:
    people = tuple(_assignment(a) for a in _ASSIGNMENTS_OF.all(rows, task_id=row.id))
    links = _LINKS_OF.all(rows, task_id=row.id)
    return _task(row, people, links)


def _many(rows: Rows, tasks: AnySelect, ids: AnySelect) -> list[Task]:
    people: dict[int, list[Assignment]] = defaultdict(list)
    for one in rows.execute(_ASSIGNMENTS.where(col(AssignmentRow.task_id).in_(ids))):
        people[one.task_id].append(_assignment(one))
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


def _assignment(row: AnyRow) -> Assignment:
    return Assignment(
        id=row.id,
        task_id=row.task_id,
        person=row.person_id,
        name=row.name,
        role=Role(row.role),
        consent=Consent(row.consent),
        by=row.by_id,
        since=row.since,
    )


def _reading(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
