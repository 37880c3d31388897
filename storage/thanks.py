"""Words of thanks, each told in one digest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlmodel import col

from domain.digest import Thanks
from storage.database import Rows
from storage.names import name_of
from storage.tables import ThanksRow


def add(rows: Rows, team_id: int, by: int, to: int, words: str, now: datetime) -> int:
    values = {"team_id": team_id, "by_id": by, "to_id": to, "words": words, "at": now}
    return int(rows.execute(insert(ThanksRow).values(**values).returning(col(ThanksRow.id))).scalar_one())


def remove(rows: Rows, thanks_id: int) -> None:
    """Take back thanks that no digest told yet."""
    mine = (col(ThanksRow.id) == thanks_id, col(ThanksRow.told_in).is_(None))
    rows.execute(delete(ThanksRow).where(*mine))


def of_digest(rows: Rows, team_id: int, digest_id: int | None) -> list[Thanks]:
    """The thanks that a digest tells, or (None) those that none told yet, the oldest first."""
    told = col(ThanksRow.told_in)
    found = select(
        col(ThanksRow.words), name_of(col(ThanksRow.by_id), "by"), name_of(col(ThanksRow.to_id), "to")
    ).where(col(ThanksRow.team_id) == team_id, told.is_(None) if digest_id is None else told == digest_id)
    return [Thanks(row.by, row.to, row.words) for row in rows.execute(found.order_by(col(ThanksRow.id)))]


def mark_told(rows: Rows, team_id: int, digest_id: int) -> None:
    """Give the thanks that no digest told yet to this one."""
    mine = (col(ThanksRow.team_id) == team_id, col(ThanksRow.told_in).is_(None))
    rows.execute(update(ThanksRow).where(*mine).values(told_in=digest_id))
