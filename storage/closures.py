"""Queries about chats that are closed to writing in their quiet hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, null, select, update
from sqlmodel import col

from domain.closure import Closure, Record
from storage.database import Rows
from storage.tables import ChatRow, ClosureRow


def of(rows: Rows, chat_id: int) -> Closure | None:
    """None: the chat is never closed."""
    found = select(ClosureRow.__table__).where(col(ClosureRow.chat_id) == chat_id)  # type: ignore[attr-defined]
    row = rows.execute(found).one_or_none()
    if row is None:
        return None
    record = Record(row.before, row.closed) if row.before is not None else None
    return Closure(row.wanted, record, row.done, row.until, row.told)


def want(rows: Rows, chat_id: int, *, wanted: bool, now: datetime) -> None:
    """From now on a chat is closed in its quiet hours, or (not `wanted`) it is not any more."""
    if of(rows, chat_id) is not None:
        change(rows, chat_id, wanted=wanted, look_at=now)
    elif wanted:
        fresh = {"wanted": True, "look_at": now, "done": False, "told": False}
        rows.execute(insert(ClosureRow).values(chat_id=chat_id, **fresh))


def due(rows: Rows, now: datetime, most: int) -> Sequence[int]:
    """The chats that are to be looked at by now."""
    found = select(col(ClosureRow.chat_id)).where(col(ClosureRow.look_at) <= now)
    return rows.execute(found.order_by(col(ClosureRow.look_at), col(ClosureRow.chat_id)).limit(most)).scalars().all()


def look_again(rows: Rows, team_id: int, now: datetime) -> None:
    """Something changed: the chats of a team are looked at as soon as may be."""
    theirs = select(col(ChatRow.id)).where(col(ChatRow.team_id) == team_id)
    rows.execute(update(ClosureRow).where(col(ClosureRow.chat_id).in_(theirs)).values(look_at=now))


def look_at(rows: Rows, chat_id: int, at: datetime | None) -> None:
    change(rows, chat_id, look_at=at)


def write_down(rows: Rows, chat_id: int, record: Record | None) -> None:
    """What is to be put back; None: nothing."""
    if record is None:
        change(rows, chat_id, before=null(), closed=null())
    else:
        change(rows, chat_id, before=dict(record.before), closed=dict(record.closed))


def change(rows: Rows, chat_id: int, **values: Any) -> None:
    rows.execute(update(ClosureRow).where(col(ClosureRow.chat_id) == chat_id).values(**values))


def forget(rows: Rows, chat_id: int) -> None:
    rows.execute(delete(ClosureRow).where(col(ClosureRow.chat_id) == chat_id))
