"""How many letters could leave and did not yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlmodel import col

from storage.database import Rows
from storage.tables import UNDER_WAY, LetterRow


@dataclass(frozen=True)
class Backlog:
    """How many there are, and for how long the first of them could leave."""

    letters: int
    oldest: timedelta


NONE = Backlog(0, timedelta(0))


def backlog(rows: Rows, now: datetime) -> Backlog:
    """The letters that could leave now, those included that are being sent."""
    counted = select(func.count().label("many"), func.min(col(LetterRow.not_before)).label("first"))
    found = rows.execute(counted.where(text(UNDER_WAY), col(LetterRow.not_before) <= now)).one()
    return Backlog(found.many, now - found.first) if found.many else NONE
