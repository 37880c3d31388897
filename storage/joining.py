"""Two teams become one: everything that is the other one's becomes this one's, and nothing is lost on the way.

Every table that names a team is in `MOVED` or in `SETTLED`; a test walks them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import UniqueConstraint, delete, exists, func, select, update
from sqlmodel import SQLModel, col

from storage import charters, projects, reports, seen, templates
from storage.database import AnyRow, Rows
from storage.tables import (
    ChangeRow,
    ChatRow,
    DebateRow,
    DigestRow,
    LetterRow,
    MembershipRow,
    RoleRow,
    TaskRow,
    TeamRow,
)

MOVED = frozenset(
    {"chat", "choice", "feed", "hours", "later", "letter", "request", "thanks", "unsought", "urgent", "week_hours"}
)
"""The tables whose rows are simply the other team's from then on."""
SETTLED = frozenset(
    {"change", "charter", "debate", "digest", "membership", "project", "report", "role", "task", "template"}
)
"""Those whose rows have to find their place there."""
NOBODY_ASKED: dict[str, Any] = {"asked_id": None, "asked_by_id": None, "asked_at": None, "lapses_at": None}


@dataclass(frozen=True)
class Shift:
    """What is added to the numbers of the tasks, and of the debates, that come along."""

    tasks: int
    debates: int


@dataclass(frozen=True)
class Belongings:
    """How much a team would bring along. `first` and `last`: the numbers of its tasks, 0 if it has none."""

    tasks: int
    debates: int
    roles: int
    first: int
    last: int

    @property
    def are_any(self) -> bool:
        return bool(self.tasks or self.debates or self.roles)


def belongings(rows: Rows, team_id: int) -> Belongings:
    def count(table: Any) -> int:
        return int(rows.execute(select(func.count()).where(col(table.team_id) == team_id)).scalar_one())

    first, last = rows.execute(
        select(func.min(col(TaskRow.number)), func.max(col(TaskRow.number))).where(col(TaskRow.team_id) == team_id)
    ).one()
    return Belongings(count(TaskRow), count(DebateRow), count(RoleRow), first or 0, last or 0)


def shift(rows: Rows, team_id: int) -> Shift:
    """What the numbers of those who join this team will be moved by."""
    last = rows.execute(select(col(TeamRow.last_number)).where(col(TeamRow.id) == team_id)).scalar_one()
    debates = rows.execute(select(func.max(col(DebateRow.number))).where(col(DebateRow.team_id) == team_id)).scalar()
    return Shift(int(last), int(debates or 0))


def join(rows: Rows, team_id: int, other: int) -> None:
    """All that the `other` team has is this team's, and the other one is no more. Numbers are moved by `shift`."""
    moved = shift(rows, team_id)
    for each in (team_id, other):
        _write_down_what_goes_without_saying(rows, each)
    _memberships(rows, team_id, other)
    _roles(rows, team_id, other)
    _digests(rows, team_id, other)
    charters.join(rows, team_id, other)
    projects.join(rows, team_id, other)
    reports.join(rows, team_id, other)
    templates.join(rows, team_id, other)
    rows.execute(delete(ChangeRow).where(col(ChangeRow.team_id) == other))  # its images know the tasks by old numbers
    _renumber(rows, TaskRow, team_id, other, moved.tasks)
    _renumber(rows, DebateRow, team_id, other, moved.debates)
    last = rows.execute(select(col(TeamRow.last_number)).where(col(TeamRow.id) == other)).scalar_one()
    rows.execute(
        update(TeamRow).where(col(TeamRow.id) == team_id).values(last_number=moved.tasks + int(last), erase_at=None)
    )
    for table in SQLModel.metadata.tables.values():
        if "team_id" in table.columns and table.name not in SETTLED:
            move(rows, table.c.team_id, other, team_id)
    _end(rows, other)


def move(rows: Rows, column: Any, was: int, now: int) -> None:
    """In a column one id takes another one's place. Where there may be one row of both, the one that was there stays;
    what counts within a team (`number`) counts on."""
    table = column.table
    for unique in unique_keys(table):
        names = [each.name for each in unique if each.name != column.name]
        if column.name not in (each.name for each in unique):
            continue
        if names == ["number"]:
            last = rows.execute(select(func.max(table.c.number)).where(column == now)).scalar() or 0
            rows.execute(update(table).where(column == was).values(number=table.c.number + last))
            continue
        there = table.alias()
        same = [there.c[name] == table.c[name] for name in names]
        twice = exists().where(there.c[column.name] == now, *same)
        rows.execute(delete(table).where(column == was, twice))
    rows.execute(update(table).where(column == was).values({column.name: now}))


def unique_keys(table: Any) -> list[list[Any]]:
    """The columns of each key of a table of which there is one row for each value."""
    keys = [list(each.columns) for each in table.constraints if isinstance(each, UniqueConstraint)]
    return [list(table.primary_key.columns), *keys]


def _write_down_what_goes_without_saying(rows: Rows, team_id: int) -> None:
    """In a team with one chat everybody, every role and every task is of that chat."""
    seen.write_down(rows, team_id)
    chats = rows.execute(select(col(ChatRow.id), col(ChatRow.title)).where(col(ChatRow.team_id) == team_id)).all()
    if len(chats) != 1:
        return
    (chat,) = chats
    if chat.title is None:
        name = select(col(TeamRow.name)).where(col(TeamRow.id) == team_id).scalar_subquery()
        rows.execute(update(ChatRow).where(col(ChatRow.id) == chat.id).values(title=name))
    for table in (TaskRow, DebateRow):
        rows.execute(update(table).where(col(table.team_id) == team_id).values(home_id=chat.id))
    mine = (col(MembershipRow.team_id) == team_id, col(MembershipRow.administrator).is_(True))
    rows.execute(update(MembershipRow).where(*mine).values(role_in=chat.id))


def _renumber(rows: Rows, table: Any, team_id: int, other: int, by: int) -> None:
    theirs = update(table).where(col(table.team_id) == other)
    rows.execute(theirs.values(team_id=team_id, number=col(table.number) + by))


def _memberships(rows: Rows, team_id: int, other: int) -> None:
    table = MembershipRow.__table__  # type: ignore[attr-defined]
    ours = {row.person_id: row for row in rows.execute(select(table).where(table.c.team_id == team_id))}
    for row in rows.execute(select(table).where(table.c.team_id == other)).all():
        theirs = (table.c.team_id == other, table.c.person_id == row.person_id)
        if row.person_id in ours:
            both = in_both(ours[row.person_id], row)
            mine = (table.c.team_id == team_id, table.c.person_id == row.person_id)
            rows.execute(update(table).where(*mine).values(**both))
            rows.execute(delete(table).where(*theirs))
        else:
            rows.execute(update(table).where(*theirs).values(team_id=team_id))


def in_both(one: AnyRow, other: AnyRow) -> dict[str, Any]:
    """What two memberships are together: all that either gives. One that is over gives nothing."""
    if (one.left_at is None) != (other.left_at is None):
        one = other = one if one.left_at is None else other
    role = max((one, other), key=lambda each: (each.administrator, each.asked_at is not None, each.asked_at or 0))
    return {
        "administrator": role.administrator,
        "asked_at": role.asked_at,
        "role_in": role.role_in,
        "named": one.named or other.named,
        "own_digest": one.own_digest or other.own_digest,
        "watches": one.watches or other.watches,
        "joined_at": min(one.joined_at, other.joined_at),
        "left_at": max(one.left_at, other.left_at) if one.left_at else None,
        "erase_at": max(one.erase_at, other.erase_at) if one.left_at else None,
    }


def _roles(rows: Rows, team_id: int, other: int) -> None:
    """Two of one name are one. Where each was somebody else's, it is to decide whose it is."""
    table = RoleRow.__table__  # type: ignore[attr-defined]
    ours = {row.folded: row for row in rows.execute(select(table).where(table.c.team_id == team_id))}
    for row in rows.execute(select(table).where(table.c.team_id == other)).all():
        mine = ours.get(row.folded)
        if mine is not None:
            drop, keep = (mine, row) if _is_free(mine) else (row, mine)
            if not _is_free(drop) and (drop.holder_id != keep.holder_id or drop.asked_id or keep.asked_id):
                rows.execute(update(table).where(table.c.id == keep.id).values(holder_id=None, **NOBODY_ASKED))
            rows.execute(delete(table).where(table.c.id == drop.id))
    rows.execute(update(table).where(table.c.team_id == other).values(team_id=team_id))


def _is_free(role: AnyRow) -> bool:
    return role.holder_id is None and role.asked_id is None


def _digests(rows: Rows, team_id: int, other: int) -> None:
    """What either told stays told. Two of one week are one; from now on each chat is told what no digest told."""
    table = DigestRow.__table__  # type: ignore[attr-defined]
    ours = {row.window_start: row.id for row in rows.execute(select(table).where(table.c.team_id == team_id))}
    for row in rows.execute(select(table).where(table.c.team_id == other)).all():
        same = ours.get(row.window_start)
        if same is None:
            rows.execute(update(table).where(table.c.id == row.id).values(team_id=team_id))
            continue
        for told in SQLModel.metadata.tables.values():
            if "told_in" in told.columns:
                rows.execute(update(told).where(told.c.told_in == row.id).values(told_in=same))
        rows.execute(update(LetterRow).where(col(LetterRow.digest_id) == row.id).values(digest_id=same))
        rows.execute(delete(table).where(table.c.id == row.id))
    newest = rows.execute(select(func.max(table.c.id)).where(table.c.team_id == team_id)).scalar()
    rows.execute(update(ChatRow).where(col(ChatRow.team_id).in_((team_id, other))).values(digest_told=newest or 0))


def _end(rows: Rows, team_id: int) -> None:
    """A team that has nothing any more goes. Raises if anything is left: it would go with it."""
    for table in SQLModel.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == "team":
                left = select(func.count()).where(key.parent == team_id)
                if rows.execute(left).scalar_one():
                    raise RuntimeError(f"{table.name} still has rows of a team that joined another one")
    rows.execute(delete(TeamRow).where(col(TeamRow.id) == team_id))
