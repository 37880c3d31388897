"""The weekly digests that were made, each with the window it covers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select
from sqlmodel import col

from storage.database import AnyRow, Rows
from storage.tables import DigestRow


def last(rows: Rows, team_id: int) -> AnyRow | None:
    """The newest digest of a team (id, window_start, window_end)."""
    found = select(DigestRow.__table__).where(col(DigestRow.team_id) == team_id)  # type: ignore[attr-defined]
    return rows.execute(found.order_by(col(DigestRow.id).desc()).limit(1)).one_or_none()


def by_id(rows: Rows, digest_id: int) -> AnyRow:
    found = select(DigestRow.__table__).where(col(DigestRow.id) == digest_id)  # type: ignore[attr-defined]
    return rows.execute(found).one()


def add(rows: Rows, team_id: int, start: datetime, end: datetime) -> int:
    """A digest for a window. The same window twice is an error of the caller: the database refuses it."""
    values = {"team_id": team_id, "window_start": start, "window_end": end}
    return int(rows.execute(insert(DigestRow).values(**values).returning(col(DigestRow.id))).scalar_one())
