"""The weekly digests that were made, each with the window it covers, and to whom their editions go in private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, or_, select
from sqlmodel import col

from storage import members
from storage.database import AnyRow, Rows
from storage.tables import DigestRow, MembershipRow
from storage.told import Told


@dataclass(frozen=True)
class Editions:
    """Which editions come to somebody in private, with their team's digest."""

    own: bool = False
    coordination: bool = False


def last(rows: Rows, team_id: int) -> AnyRow | None:
    """The newest digest of a team (id, window_start, window_end)."""
    found = select(DigestRow.__table__).where(col(DigestRow.team_id) == team_id)  # type: ignore[attr-defined]
    return rows.execute(found.order_by(col(DigestRow.id).desc()).limit(1)).one_or_none()


def by_id(rows: Rows, digest_id: int) -> AnyRow:
    found = select(DigestRow.__table__).where(col(DigestRow.id) == digest_id)  # type: ignore[attr-defined]
    return rows.execute(found).one()


def window(rows: Rows, told: Told) -> tuple[datetime, datetime]:
    """From when until when a digest tells what happened."""
    row = by_id(rows, told.until)
    if told.after is None:
        return row.window_start, row.window_end
    since = (col(DigestRow.team_id) == row.team_id, col(DigestRow.id) > told.after, col(DigestRow.id) <= told.until)
    start: datetime = rows.execute(select(func.min(col(DigestRow.window_start))).where(*since)).scalar_one()
    return start, row.window_end


def add(rows: Rows, team_id: int, start: datetime, end: datetime) -> int:
    """A digest for a window. The same window twice is an error of the caller: the database refuses it."""
    values = {"team_id": team_id, "window_start": start, "window_end": end}
    return int(rows.execute(insert(DigestRow).values(**values).returning(col(DigestRow.id))).scalar_one())


def editions_of(rows: Rows, team_id: int, person: int) -> Editions:
    theirs = (col(MembershipRow.team_id) == team_id, col(MembershipRow.person_id) == person)
    row = rows.execute(select(col(MembershipRow.own_digest), col(MembershipRow.watches)).where(*theirs)).one_or_none()
    return Editions(row.own_digest, row.watches) if row else Editions()


def set_editions(rows: Rows, team_id: int, person: int, wanted: Editions) -> None:
    members.change(rows, team_id, person, own_digest=wanted.own, watches=wanted.coordination)


def readers_in_private(rows: Rows, team_id: int) -> list[int]:
    """The people of a team to whom an edition goes."""
    any_edition = or_(col(MembershipRow.own_digest), col(MembershipRow.watches))
    found = select(col(MembershipRow.person_id)).where(col(MembershipRow.team_id) == team_id, any_edition)
    return list(rows.execute(found.order_by(col(MembershipRow.person_id))).scalars())
