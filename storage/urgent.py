"""What was urgent: who said it when, and in one line why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import col

from domain.digest import Rang
from domain.letter import Kind
from domain.urgent import WEEK, Use
from storage.database import AnyRow, Rows
from storage.letters import Life
from storage.prepared import Prepared
from storage.tables import LetterRow, UrgentRow
from storage.told import Told, is_told

KEPT = timedelta(days=30)
_URGENT = UrgentRow.__table__  # type: ignore[attr-defined]
_FORGET_OLD = Prepared(delete(UrgentRow).where(col(UrgentRow.forget_at) <= bindparam("now")))


def add(rows: Rows, team_id: int, person: int, reason: str, now: datetime, *, in_group: bool) -> int:
    values = {"team_id": team_id, "person_id": person, "reason": reason, "at": now, "in_group": in_group}
    made = insert(UrgentRow).values(**values, forget_at=now + KEPT).returning(col(UrgentRow.id))
    return int(rows.execute(made).scalar_one())


def cause(urgent_id: int) -> str:
    """The cause of the letters that say it in the group."""
    return f"urgent:{urgent_id}"


def uses(rows: Rows, team_id: int, person: int, now: datetime) -> list[Use]:
    """What counts against somebody's week: what did not leave for the group does not."""
    theirs = (col(UrgentRow.team_id) == team_id, col(UrgentRow.person_id) == person, col(UrgentRow.at) > now - WEEK)
    found = rows.execute(select(_URGENT).where(*theirs).order_by(col(UrgentRow.id))).all()
    return [Use(row.at, row.in_group) for row in _that_left(rows, found)]


def _that_left(rows: Rows, found: Iterable[AnyRow]) -> list[AnyRow]:
    """Or that may still: what the messenger refused, or what came too late, nobody heard."""
    said = list(found)
    tried = select(col(LetterRow.cause)).where(
        col(LetterRow.cause).in_([cause(row.id) for row in said]),
        col(LetterRow.kind) == Kind.URGENT.value,
        col(LetterRow.state).not_in([Life.FAILED.value, Life.DROPPED.value]),
    )
    left = set(rows.execute(tried).scalars()) if said else set()
    return [row for row in said if not row.in_group or cause(row.id) in left]


def of_digest(rows: Rows, team_id: int, told: Told | None) -> list[Rang]:
    """What made the group ring that a digest tells, or (None) that none told yet, the oldest first."""
    column = col(UrgentRow.told_in)
    mine = (col(UrgentRow.team_id) == team_id, is_told(column, told))
    found = select(_URGENT).where(*mine, col(UrgentRow.in_group).is_(True)).order_by(col(UrgentRow.id))
    return [Rang(row.at, row.reason) for row in _that_left(rows, rows.execute(found))]


def uses_told(rows: Rows, team_id: int, told: Told | None) -> int:
    """How often somebody found something urgent, in the group or beyond it, in what a digest tells, or (None) since."""
    column = col(UrgentRow.told_in)
    mine = (col(UrgentRow.team_id) == team_id, is_told(column, told))
    return len(_that_left(rows, rows.execute(select(_URGENT).where(*mine))))


def mark_told(rows: Rows, team_id: int, digest_id: int) -> None:
    """Give what no digest told yet to this one."""
    mine = (col(UrgentRow.team_id) == team_id, col(UrgentRow.told_in).is_(None))
    rows.execute(update(UrgentRow).where(*mine).values(told_in=digest_id))


def forget_old(rows: Rows, now: datetime) -> None:
    _FORGET_OLD.change(rows, now=now)


def forget(rows: Rows, team_id: int, person: int) -> None:
    """Nothing of a team says any more what this person found urgent."""
    rows.execute(delete(UrgentRow).where(col(UrgentRow.team_id) == team_id, col(UrgentRow.person_id) == person))
