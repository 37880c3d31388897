"""The roles of a team: who answers for what, and who is being asked to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import col

from domain.role import TeamRole
from domain.text import fold
from storage.database import AnyRow, Rows
from storage.names import name_of
from storage.tables import RoleRow

_NOBODY_ASKED: dict[str, Any] = {"asked_id": None, "asked_by_id": None, "asked_at": None, "lapses_at": None}
_ROLES = select(
    RoleRow.__table__,  # type: ignore[attr-defined]
    name_of(col(RoleRow.holder_id), "holder_name"),
    name_of(col(RoleRow.asked_id), "asked_name"),
)


def of_team(rows: Rows, team_id: int) -> list[TeamRole]:
    """All roles of a team, by name."""
    found = _ROLES.where(col(RoleRow.team_id) == team_id).order_by(col(RoleRow.folded))
    return [_role(row) for row in rows.execute(found)]


def vacant(rows: Rows, team_id: int) -> list[str]:
    """The names of the roles that nobody holds and nobody is being asked to take."""
    return [role.name for role in of_team(rows, team_id) if role.is_vacant]


def by_id(rows: Rows, role_id: int) -> TeamRole | None:
    row = rows.execute(_ROLES.where(col(RoleRow.id) == role_id)).one_or_none()
    return _role(row) if row else None


def named(rows: Rows, team_id: int, name: str) -> TeamRole | None:
    """The role with a name; accents and capitals do not count."""
    found = _ROLES.where(col(RoleRow.team_id) == team_id, col(RoleRow.folded) == fold(name))
    row = rows.execute(found).one_or_none()
    return _role(row) if row else None


def count(rows: Rows, team_id: int) -> int:
    return int(rows.execute(select(func.count()).where(col(RoleRow.team_id) == team_id)).scalar_one())


def add(rows: Rows, team_id: int, name: str) -> int:
    """A new role that nobody holds. Returns its id."""
    values = {"team_id": team_id, "name": name, "folded": fold(name)}
    return int(rows.execute(insert(RoleRow).values(**values).returning(col(RoleRow.id))).scalar_one())


def remove(rows: Rows, role_id: int) -> None:
    rows.execute(delete(RoleRow).where(col(RoleRow.id) == role_id))


def free(rows: Rows, role_id: int) -> None:
    """Nobody holds it any more; somebody may still be asked."""
    _change(rows, role_id, holder_id=None)


def hold(rows: Rows, role_id: int, person: int) -> None:
    """From now on somebody holds it, and nobody is asked any more."""
    _change(rows, role_id, holder_id=person, **_NOBODY_ASKED)


def ask(rows: Rows, role_id: int, person: int, *, by: int, now: datetime, lapses_at: datetime) -> None:
    """Somebody is asked to take it, and nobody else any more; whoever holds it does until there is a yes."""
    _change(rows, role_id, asked_id=person, asked_by_id=by, asked_at=now, lapses_at=lapses_at)


def stop_asking(rows: Rows, role_id: int) -> None:
    _change(rows, role_id, **_NOBODY_ASKED)


def due_lapses(rows: Rows, now: datetime, limit: int) -> list[TeamRole]:
    """The roles whose proposal waited long enough."""
    due = _ROLES.where(col(RoleRow.lapses_at) <= now).order_by(col(RoleRow.lapses_at), col(RoleRow.id))
    return [_role(row) for row in rows.execute(due.limit(limit))]


def set_lapse(rows: Rows, role_id: int, at: datetime) -> None:
    _change(rows, role_id, lapses_at=at)


def leave(rows: Rows, team_id: int, person: int) -> None:
    """Somebody is not in the team any more: what they held is to decide, and they are asked nothing."""
    theirs = update(RoleRow).where(col(RoleRow.team_id) == team_id)
    rows.execute(theirs.where(col(RoleRow.holder_id) == person).values(holder_id=None))
    rows.execute(theirs.where(col(RoleRow.asked_id) == person).values(**_NOBODY_ASKED))


def _change(rows: Rows, role_id: int, **values: Any) -> None:
    rows.execute(update(RoleRow).where(col(RoleRow.id) == role_id).values(**values))


def _role(row: AnyRow) -> TeamRole:
    return TeamRole(
        id=row.id,
        team_id=row.team_id,
        name=row.name,
        holder=row.holder_id,
        holder_name=row.holder_name,
        asked=row.asked_id,
        asked_name=row.asked_name,
        asked_by=row.asked_by_id,
        asked_at=row.asked_at,
    )
