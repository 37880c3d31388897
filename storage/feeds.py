"""The private addresses at which calendars of people read the dates of a team. Of an address only its hash is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, insert, select
from sqlmodel import col

from storage.database import Rows, changed
from storage.tables import FeedRow


@dataclass(frozen=True)
class Feed:
    """Somebody's address. `whole`: it tells the team's dates, else those of their own tasks."""

    id: int
    team: int
    person: int
    whole: bool


def _hashed(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def replace(rows: Rows, team_id: int, person: int, *, whole: bool, token: str, now: datetime) -> None:
    """A new address. The one that somebody had for the same dates leads nowhere any more."""
    rows.execute(delete(FeedRow).where(*_theirs(team_id, person), col(FeedRow.whole).is_(whole)))
    values = {"team_id": team_id, "person_id": person, "whole": whole, "hashed": _hashed(token), "made_at": now}
    rows.execute(insert(FeedRow).values(**values))


def of_person(rows: Rows, team_id: int, person: int) -> frozenset[bool]:
    """Which addresses somebody has in a team: `whole` or not."""
    return frozenset(rows.execute(select(col(FeedRow.whole)).where(*_theirs(team_id, person))).scalars())


def behind(rows: Rows, token: str) -> Feed | None:
    found = select(FeedRow.__table__).where(col(FeedRow.hashed) == _hashed(token))  # type: ignore[attr-defined]
    row = rows.execute(found).one_or_none()
    return Feed(row.id, row.team_id, row.person_id, row.whole) if row else None


def forget_of(rows: Rows, team_id: int, person: int) -> bool:
    """All addresses of somebody in a team end. False: they had none."""
    return changed(rows, delete(FeedRow).where(*_theirs(team_id, person))) > 0


def _theirs(team_id: int, person: int) -> tuple[ColumnElement[bool], ...]:
    return (col(FeedRow.team_id) == team_id, col(FeedRow.person_id) == person)
