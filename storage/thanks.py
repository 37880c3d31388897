"""Words of thanks, each told in one digest."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import col

from domain.digest import Thanks
from storage.database import Rows, changed
from storage.names import name_of
from storage.tables import ThanksRow
from storage.told import Told, is_told

_BY, _TO = col(ThanksRow.by_id), col(ThanksRow.to_id)
_THANKS = select(
    _BY, col(ThanksRow.at), col(ThanksRow.words), name_of(_BY, "by_name"), name_of(_TO, "to_name")
).order_by(col(ThanksRow.id))


def add(rows: Rows, team_id: int, by: int, to: int, words: str, now: datetime) -> int:
    values = {"team_id": team_id, "by_id": by, "to_id": to, "words": words, "at": now}
    return int(rows.execute(insert(ThanksRow).values(**values).returning(col(ThanksRow.id))).scalar_one())


def remove(rows: Rows, thanks_id: int) -> bool:
    """Take back thanks, unless a digest told them."""
    mine = (col(ThanksRow.id) == thanks_id, col(ThanksRow.told_in).is_(None))
    return changed(rows, delete(ThanksRow).where(*mine)) > 0


def remove_newest(rows: Rows, team_id: int, by: int) -> bool:
    """The last thanks of somebody go, also those that a digest told; said to several at once, all of them."""
    mine = (col(ThanksRow.team_id) == team_id, col(ThanksRow.by_id) == by)
    last = rows.execute(select(col(ThanksRow.at)).where(*mine).order_by(col(ThanksRow.id).desc()).limit(1)).scalar()
    return last is not None and changed(rows, delete(ThanksRow).where(*mine, col(ThanksRow.at) == last)) > 0


def of_digest(rows: Rows, team_id: int, told: Told | None) -> list[Thanks]:
    """The thanks that a digest tells, or (None) those that none told yet, the oldest first; what was said to several
    people at once is one. Nobody is told of who has no name here any more."""
    column = col(ThanksRow.told_in)
    return _told(rows, col(ThanksRow.team_id) == team_id, is_told(column, told))


def to_person(rows: Rows, team_id: int, person: int, told: Told | None) -> list[Thanks]:
    """Those of them that are for one person."""
    column = col(ThanksRow.told_in)
    mine = (col(ThanksRow.team_id) == team_id, col(ThanksRow.to_id) == person)
    return _told(rows, *mine, is_told(column, told))


def since(rows: Rows, team_id: int, then: datetime) -> list[Thanks]:
    """All thanks of a team since an instant."""
    return _told(rows, col(ThanksRow.team_id) == team_id, col(ThanksRow.at) >= then)


def _told(rows: Rows, *which: Any) -> list[Thanks]:
    named = (row for row in rows.execute(_THANKS.where(*which)) if row.by_name and row.to_name)
    said_at_once = groupby(named, key=lambda row: (row.by_name, row.by_id, row.at, row.words))
    return [
        Thanks(by=who, to=tuple(dict.fromkeys(row.to_name for row in each)), words=words)
        for (who, _, _, words), each in said_at_once
    ]


def mark_told(rows: Rows, team_id: int, digest_id: int) -> None:
    """Give the thanks that no digest told yet to this one."""
    mine = (col(ThanksRow.team_id) == team_id, col(ThanksRow.told_in).is_(None))
    rows.execute(update(ThanksRow).where(*mine).values(told_in=digest_id))
