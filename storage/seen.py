"""Who is in which chat. It is kept where a team has several chats, or a person several accounts; elsewhere every member
of a team is in its one chat, and there is no row."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, insert, select
from sqlmodel import col

from storage.database import Rows
from storage.tables import AccountRow, ChatRow, MembershipRow, SeenRow


def note(rows: Rows, chat_id: int, account: int) -> None:
    """An account is in a chat."""
    there = select(col(SeenRow.chat_id)).where(col(SeenRow.chat_id) == chat_id, col(SeenRow.account_id) == account)
    if rows.execute(there).first() is None:
        rows.execute(insert(SeenRow).values(chat_id=chat_id, account_id=account))


def left(rows: Rows, chat_id: int, account: int) -> None:
    """An account is in a chat no more."""
    rows.execute(delete(SeenRow).where(col(SeenRow.chat_id) == chat_id, col(SeenRow.account_id) == account))


def is_there(rows: Rows, team_id: int, person: int) -> bool:
    """Is somebody, by any account, in any of a team's chats? No row says so of a team with one chat."""
    return person in people_in(rows, _chats_of(team_id))


def people_in(rows: Rows, chats: Any) -> set[int]:
    """The people who are in any of these chats (ids, or a query of them)."""
    found = (
        select(col(AccountRow.person_id))
        .join(SeenRow, col(SeenRow.account_id) == col(AccountRow.id))
        .where(col(SeenRow.chat_id).in_(chats))
    )
    return set(rows.execute(found).scalars())


def chats_of(rows: Rows, account: int) -> set[int]:
    """The chats (ids) that an account is in."""
    return set(rows.execute(select(col(SeenRow.chat_id)).where(col(SeenRow.account_id) == account)).scalars())


def chats_of_person(rows: Rows, person: int) -> set[int]:
    """The chats (ids) that somebody is in, by any account."""
    theirs = select(col(AccountRow.id)).where(col(AccountRow.person_id) == person)
    return set(rows.execute(select(col(SeenRow.chat_id)).where(col(SeenRow.account_id).in_(theirs))).scalars())


def write_down(rows: Rows, team_id: int, people: Collection[int] | None = None) -> None:
    """So far it went without saying: every member (or these) is in the team's one chat, by their accounts at its
    messenger. Of a team with several chats all is written down already."""
    chats = rows.execute(select(col(ChatRow.id), col(ChatRow.messenger)).where(col(ChatRow.team_id) == team_id)).all()
    if len(chats) != 1:
        return
    (chat,) = chats
    members: tuple[ColumnElement[bool], ...] = (
        col(MembershipRow.team_id) == team_id,
        col(MembershipRow.left_at).is_(None),
        col(AccountRow.messenger) == chat.messenger,
    )
    if people is not None:
        members += (col(AccountRow.person_id).in_(people),)
    there = (
        select(col(AccountRow.id))
        .join(MembershipRow, col(MembershipRow.person_id) == col(AccountRow.person_id))
        .where(*members)
    )
    for account in rows.execute(there).scalars().all():
        note(rows, chat.id, account)


def write_down_of(rows: Rows, person: int) -> None:
    """Somebody is about to have another account: by the one that they have, they are where their teams are."""
    accounts = select(func.count()).where(col(AccountRow.person_id) == person)
    if rows.execute(accounts).scalar_one() != 1:
        return
    theirs = (col(MembershipRow.person_id) == person, col(MembershipRow.left_at).is_(None))
    for team in rows.execute(select(col(MembershipRow.team_id)).where(*theirs)).scalars().all():
        write_down(rows, team, [person])


def goes_without_saying(rows: Rows, team_id: int) -> None:
    """The team has one chat again: of people with one account nothing is kept."""
    chats = rows.execute(_chats_of(team_id)).scalars().all()
    if len(chats) != 1:
        return
    other = AccountRow.__table__.alias()  # type: ignore[attr-defined]
    several = exists().where(other.c.person_id == col(AccountRow.person_id), other.c.id != col(AccountRow.id))
    single = select(col(AccountRow.id)).where(~several)
    rows.execute(delete(SeenRow).where(col(SeenRow.chat_id) == chats[0], col(SeenRow.account_id).in_(single)))


def _chats_of(team_id: int) -> Any:
    return select(col(ChatRow.id)).where(col(ChatRow.team_id) == team_id)
