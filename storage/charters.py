"""The versions of a team's charter, and whom to turn to outside of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlmodel import col

from domain.charter import Charter
from storage.database import AnyRow, Rows, changed
from storage.tables import CharterRow, TeamRow
from storage.told import Told, is_told

_CHARTER = CharterRow.__table__  # type: ignore[attr-defined]
_NEWEST_FIRST = col(CharterRow.version).desc()


def newest(rows: Rows, team_id: int) -> Charter | None:
    """The version that holds, perhaps one without words; None: there never was one."""
    return _charter(_newest(rows, team_id))


def version(rows: Rows, team_id: int, number: int) -> Charter | None:
    its = (col(CharterRow.team_id) == team_id, col(CharterRow.version) == number)
    return _charter(rows.execute(select(_CHARTER).where(*its)).one_or_none())


def add(rows: Rows, team_id: int, words: str, now: datetime) -> int:
    """A new version, which holds from now on; its id."""
    last = newest(rows, team_id)
    values = {"team_id": team_id, "version": last.version + 1 if last else 1, "words": words, "since": now}
    return int(rows.execute(insert(CharterRow).values(**values).returning(col(CharterRow.id))).scalar_one())


def join(rows: Rows, team_id: int, other: int) -> None:
    """The versions of another team are this one's from now on. What held here holds on: it follows them once more."""
    ours, last = _newest(rows, team_id), _newest(rows, other)
    before = ours.version if ours is not None else 0
    theirs = update(CharterRow).where(col(CharterRow.team_id) == other)
    rows.execute(theirs.values(team_id=team_id, version=col(CharterRow.version) + before))
    if ours is not None and last is not None and ours.words != last.words:
        again = {"team_id": team_id, "version": before + last.version + 1, "words": ours.words}
        rows.execute(insert(CharterRow).values(**again, since=ours.since, told_in=ours.told_in))
    if not outside(rows, team_id):
        set_outside(rows, team_id, outside(rows, other))


def part(rows: Rows, team_id: int, new: int) -> None:
    """What holds in a team holds in the one that leaves it, too."""
    if (ours := _newest(rows, team_id)) is not None and ours.words:
        first = {"team_id": new, "version": 1, "words": ours.words, "since": ours.since}
        rows.execute(insert(CharterRow).values(**first))


def take_back(rows: Rows, team_id: int, charter_id: int) -> bool:
    """A version never was. False: it was told to all, or another one followed."""
    last = newest(rows, team_id)
    if last is None or last.id != charter_id:
        return False
    untold = (col(CharterRow.id) == charter_id, col(CharterRow.told_in).is_(None))
    return changed(rows, delete(CharterRow).where(*untold)) > 0


def of_digest(rows: Rows, team_id: int, told: Told | None) -> Charter | None:
    """The newest of the versions that a digest tells of, or (None) of which none told yet."""
    its = (col(CharterRow.team_id) == team_id, is_told(col(CharterRow.told_in), told))
    return _charter(rows.execute(select(_CHARTER).where(*its).order_by(_NEWEST_FIRST).limit(1)).one_or_none())


def mark_told(rows: Rows, team_id: int, digest_id: int) -> None:
    """Give what no digest told of yet to this one."""
    untold = (col(CharterRow.team_id) == team_id, col(CharterRow.told_in).is_(None))
    rows.execute(update(CharterRow).where(*untold).values(told_in=digest_id))


def outside(rows: Rows, team_id: int) -> str:
    """Whom to turn to outside of the group; empty: nobody is named."""
    return rows.execute(select(col(TeamRow.outside)).where(col(TeamRow.id) == team_id)).scalar() or ""


def set_outside(rows: Rows, team_id: int, contact: str) -> None:
    rows.execute(update(TeamRow).where(col(TeamRow.id) == team_id).values(outside=contact or None))


def _charter(row: AnyRow | None) -> Charter | None:
    return Charter(row.id, row.version, row.words, row.since) if row is not None else None


def _newest(rows: Rows, team_id: int) -> AnyRow | None:
    found = select(_CHARTER).where(col(CharterRow.team_id) == team_id).order_by(_NEWEST_FIRST).limit(1)
    return rows.execute(found).one_or_none()
