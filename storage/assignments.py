"""Who has a part in a task: proposed or accepted, and when they are reminded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import col

from domain.task import Assignment, Consent, Role, State
from storage.database import AnyRow, AnySelect, Rows
from storage.names import name_of
from storage.prepared import Prepared
from storage.tables import AssignmentRow, TaskRow

_ASSIGNMENTS = select(AssignmentRow.__table__, name_of(col(AssignmentRow.person_id)))  # type: ignore[attr-defined]
_ASSIGNMENTS_OF = Prepared(_ASSIGNMENTS.where(col(AssignmentRow.task_id) == bindparam("task_id")))
_ASSIGNMENT_BY_ID = Prepared(_ASSIGNMENTS.where(col(AssignmentRow.id) == bindparam("assignment_id")))
_ASSIGN = Prepared(insert(AssignmentRow).returning(col(AssignmentRow.id)))
_ASSIGN_AGAIN = Prepared(
    update(AssignmentRow)
    .where(col(AssignmentRow.task_id) == bindparam("its_task"), col(AssignmentRow.person_id) == bindparam("whose"))
    .returning(col(AssignmentRow.id))
)
_CHANGE_ASSIGNMENT = Prepared(update(AssignmentRow).where(col(AssignmentRow.id) == bindparam("assignment_id")))
_CHANGE_ASSIGNMENTS = Prepared(update(AssignmentRow).where(col(AssignmentRow.task_id) == bindparam("its_task")))


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
    helps: bool = False,
) -> int:
    """Give a person a part in a task, or change the one they have. Returns the assignment's id."""
    values = {
        "role": role.value,
        "consent": consent.value,
        "by_id": by,
        "since": now,
        "lapses_at": lapses_at,
        "helps": helps,
        "offered": False,
        "nudge_at": None,
    }
    there = _ASSIGN_AGAIN.value(rows, its_task=task_id, whose=person, **values)
    if there is not None:
        return int(there)
    return int(_ASSIGN.value(rows, task_id=task_id, person_id=person, **values))


def ask_no_more(rows: Rows, asked: Assignment, now: datetime) -> None:
    """A proposal got a no, or no answer: who was asked is what they were before, a helper or nobody."""
    if asked.helps:
        back = {"role": Role.HELPER, "consent": Consent.ACCEPTED, "by": asked.person}
        assign(rows, asked.task_id, asked.person, now=now, **back)  # type: ignore[arg-type]
    else:
        unassign(rows, [asked.id])


def put_back(rows: Rows, task_id: int, part: Mapping[str, Any]) -> None:
    """An assignment as it was, with the id that buttons know it by."""
    rows.execute(insert(AssignmentRow).values(task_id=task_id, **part))


def unassign(rows: Rows, assignment_ids: Iterable[int]) -> None:
    if ids := list(assignment_ids):
        rows.execute(delete(AssignmentRow).where(col(AssignmentRow.id).in_(ids)))


def of_task(rows: Rows, task_id: int) -> tuple[Assignment, ...]:
    return tuple(_assignment(row) for row in _ASSIGNMENTS_OF.all(rows, task_id=task_id))


def of_tasks(rows: Rows, task_ids: AnySelect) -> Iterator[Assignment]:
    """The parts people have in all tasks whose ids a query gives."""
    return map(_assignment, rows.execute(_ASSIGNMENTS.where(col(AssignmentRow.task_id).in_(task_ids))))


def by_id(rows: Rows, assignment_id: int) -> Assignment | None:
    row = _ASSIGNMENT_BY_ID.first(rows, assignment_id=assignment_id)
    return _assignment(row) if row else None


def of_person(rows: Rows, team_id: int, person: int) -> list[Assignment]:
    found = _ASSIGNMENTS.join(TaskRow, col(TaskRow.id) == col(AssignmentRow.task_id)).where(
        col(TaskRow.team_id) == team_id,
        col(TaskRow.state) == State.OPEN.value,
        col(AssignmentRow.person_id) == person,
    )
    return [_assignment(row) for row in rows.execute(found)]


def set_role(rows: Rows, assignment_id: int, role: Role) -> None:
    """Somebody leads instead of helping, or helps instead of leading; what they said, or were asked, stays."""
    _CHANGE_ASSIGNMENT.change(rows, assignment_id=assignment_id, role=role.value)


def stop_nudges(rows: Rows, task_id: int) -> None:
    _CHANGE_ASSIGNMENTS.change(rows, its_task=task_id, nudge_at=None)


def set_offered(rows: Rows, assignment_id: int, offered: bool) -> None:
    """Whoever leads a task hands it over to the first who takes it, or keeps it."""
    _CHANGE_ASSIGNMENT.change(rows, assignment_id=assignment_id, offered=offered)


def offered_by(rows: Rows, person: int) -> list[Assignment]:
    """The parts that a person hands over to whoever takes them, in all their teams."""
    theirs = (col(AssignmentRow.person_id) == person, col(AssignmentRow.offered).is_(True))
    return [_assignment(row) for row in rows.execute(_ASSIGNMENTS.where(*theirs))]


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
        lapses_at=row.lapses_at,
        helps=row.helps,
        offered=row.offered,
    )
