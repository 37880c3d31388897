"""Who comes to the events of a team. Whoever cannot is nowhere to be found, like whoever said nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, insert, select, update
from sqlmodel import col

from storage.database import Rows, changed
from storage.names import name_of
from storage.tables import AttendanceRow, MembershipRow, TaskRow

_COMING = select(AttendanceRow.__table__, name_of(col(AttendanceRow.person_id)))  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Coming:
    """Somebody who comes. `reminded`: of which revision of the date."""

    task_id: int
    person: int
    name: str
    since: datetime
    reminded: int | None


def come(rows: Rows, task_id: int, person: int, now: datetime) -> bool:
    """They come. False: they did already."""
    theirs = (col(AttendanceRow.task_id) == task_id, col(AttendanceRow.person_id) == person)
    if rows.execute(select(col(AttendanceRow.id)).where(*theirs)).first() is not None:
        return False
    rows.execute(insert(AttendanceRow).values(task_id=task_id, person_id=person, since=now))
    return True


def cannot(rows: Rows, task_id: int, person: int) -> bool:
    """They do not. False: they had not said that they would."""
    theirs = (col(AttendanceRow.task_id) == task_id, col(AttendanceRow.person_id) == person)
    return changed(rows, delete(AttendanceRow).where(*theirs)) > 0


def to(rows: Rows, task_id: int) -> list[Coming]:
    """Who comes, in the order in which they said so."""
    return _found(rows, col(AttendanceRow.task_id) == task_id)


def of_team(rows: Rows, team_id: int) -> dict[int, list[Coming]]:
    """Who comes to each open event of a team (its row id)."""
    found: dict[int, list[Coming]] = defaultdict(list)
    its = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id, col(TaskRow.state) == "open")
    for each in _found(rows, col(AttendanceRow.task_id).in_(its)):
        found[each.task_id].append(each)
    return found


def tasks_of(rows: Rows, team_id: int, person: int) -> frozenset[int]:
    """The events of a team (row ids) to which somebody comes."""
    its = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id)
    theirs = (col(AttendanceRow.task_id).in_(its), col(AttendanceRow.person_id) == person)
    return frozenset(rows.execute(select(col(AttendanceRow.task_id)).where(*theirs)).scalars())


def remind(rows: Rows, task_id: int, person: int, revision: int) -> None:
    """They were reminded of this revision of the date."""
    theirs = (col(AttendanceRow.task_id) == task_id, col(AttendanceRow.person_id) == person)
    rows.execute(update(AttendanceRow).where(*theirs).values(reminded=revision))


def forget(rows: Rows, task_id: int) -> None:
    rows.execute(delete(AttendanceRow).where(col(AttendanceRow.task_id) == task_id))


def forget_of(rows: Rows, team_id: int, person: int) -> list[int]:
    """Somebody is not there any more. Returns the tasks to which they would have come (row ids)."""
    its = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id)
    theirs = (col(AttendanceRow.task_id).in_(its), col(AttendanceRow.person_id) == person)
    gone = delete(AttendanceRow).where(*theirs).returning(col(AttendanceRow.task_id))
    return sorted(rows.execute(gone).scalars())


def of_members_alone(rows: Rows, team_id: int) -> None:
    """Nobody who is not in a team comes to its events."""
    its = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id)
    is_there = exists().where(
        col(MembershipRow.team_id) == team_id,
        col(MembershipRow.person_id) == col(AttendanceRow.person_id),
        col(MembershipRow.left_at).is_(None),
    )
    rows.execute(delete(AttendanceRow).where(col(AttendanceRow.task_id).in_(its), ~is_there))


def due(rows: Rows, now: datetime, limit: int) -> list[int]:
    """The events (row ids) about which something may be to be done."""
    found = select(col(TaskRow.id)).where(col(TaskRow.look_at) <= now).order_by(col(TaskRow.look_at), col(TaskRow.id))
    return list(rows.execute(found.limit(limit)).scalars())


def look_at(rows: Rows, task_id: int, at: datetime | None) -> None:
    rows.execute(update(TaskRow).where(col(TaskRow.id) == task_id).values(look_at=at))


def _found(rows: Rows, *which: Any) -> list[Coming]:
    found: Iterable[Any] = rows.execute(_COMING.where(*which).order_by(col(AttendanceRow.id)))
    return [Coming(row.task_id, row.person_id, row.name or "", row.since, row.reminded) for row in found]
