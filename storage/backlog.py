"""How many letters are under way, and how many came to what end lately."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlmodel import col

from storage.database import Rows
from storage.letters import Life
from storage.tables import UNDER_WAY, LetterRow


@dataclass(frozen=True)
class Backlog:
    """Letters under way. `due`: those that could leave now, those included that are being sent; `oldest`: for how long
    the first of them could; `later`: those that wait for their time, `held` among them by quiet hours or an absence;
    `by_kind`: all of them."""

    due: int
    oldest: timedelta
    later: int
    held: int
    by_kind: Mapping[str, int]


def backlog(rows: Rows, now: datetime) -> Backlog:
    """As it is at `now`."""
    kind, is_held, state = col(LetterRow.kind), col(LetterRow.held), col(LetterRow.state)
    is_later = (col(LetterRow.not_before) > now) & (state != Life.ATTEMPTING.value)
    counted = select(
        kind,
        is_held,
        is_later.label("later"),
        func.count().label("many"),
        func.min(col(LetterRow.not_before)).label("first"),
    )
    found = rows.execute(counted.where(text(UNDER_WAY)).group_by(kind, is_held, is_later)).all()
    due = [row for row in found if not row.later]
    by_kind: dict[str, int] = {}
    for row in found:
        by_kind[row.kind] = by_kind.get(row.kind, 0) + row.many
    return Backlog(
        sum(row.many for row in due),
        max([timedelta(0), *(now - row.first for row in due)]),  # of one that is being sent it is the end of its lease
        sum(row.many for row in found if row.later),
        sum(row.many for row in found if row.later and row.held),
        by_kind,
    )


def ended(rows: Rows, since: datetime) -> Mapping[str, int]:
    """How many letters that set out since then came to which end: `sent` and `failed` among them."""
    of_late = select(col(LetterRow.state), func.count().label("many")).where(col(LetterRow.left_at) >= since)
    over = of_late.where(col(LetterRow.state).in_([Life.SENT.value, Life.FAILED.value]))
    return {row.state: row.many for row in rows.execute(over.group_by(col(LetterRow.state))).all()}
