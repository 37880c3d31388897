"""People, their accounts at the messengers, the teams they are in, and how these are joined."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_REUSED, Id, Instant, index_where, instant, json, key, maybe_to, row_id, to


class PersonRow(SQLModel, table=True):
    """Somebody, on one or more messengers."""

    __tablename__ = "person"
    __table_args__ = (
        index_where("ix_person_away_until", "away_until", where="away_until IS NOT NULL"),
        NEVER_REUSED,
    )
    id: int = key()
    language: str | None = None  # None: the team's
    zone: str | None = None
    quiet: list[Any] | None = json(optional=True)  # their own, as a chat's
    away_since: datetime | None = instant(optional=True)  # None: they are not
    away_until: datetime | None = instant(optional=True)  # None: until further notice


class AccountRow(SQLModel, table=True):
    """Somebody on one messenger. Handle and name change and identify nobody."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("messenger", "server", "external_id"),
        index_where("ix_account_told_on", "told_on", where="told_on IS NOT NULL"),
    )
    id: int = key()
    person_id: int = to("person", index=True)
    messenger: str
    server: str = ""
    external_id: str
    handle: str | None = None
    name: str
    reachable: bool = False  # in private
    told_on: int | None = row_id()  # the task whose card said so
    acted_at: datetime | None = instant(optional=True)  # last; kept of a person's several accounts only


class MembershipRow(SQLModel, table=True):
    """A person in a team. Somebody who left keeps the row, and nothing else, until the name is erased."""

    __tablename__ = "membership"
    __table_args__ = (
        Index("ix_membership_person_id", "person_id"),
        index_where("ix_membership_erase_at", "erase_at", where="erase_at IS NOT NULL"),
    )
    team_id: int = to("team", key=True)
    person_id: int = to("person", key=True)
    administrator: bool = False  # of one of the team's chats, as the messenger said ...
    asked_at: datetime | None = instant(optional=True)  # ... then
    role_in: int | None = row_id()  # ... of this chat; None: the team has no other
    named: bool = False  # a coordinator because a coordinator said so
    own_digest: bool = False  # their own part comes with the digest, in private
    watches: bool = False  # and so does the coordination's edition
    joined_at: datetime = instant()
    left_at: datetime | None = instant(optional=True)
    erase_at: datetime | None = instant(optional=True)  # when the name of somebody who left is erased


class HoursRow(SQLModel, table=True):
    """What a person can usually give to a team, in minutes a week: surely, and at most."""

    __tablename__ = "hours"
    team_id: int = to("team", key=True)
    person_id: int = to("person", key=True, index=True)
    least: int
    most: int


class WeekHoursRow(SQLModel, table=True):
    """The same in a single week; once that is over, it goes."""

    __tablename__ = "week_hours"
    team_id: int = to("team", key=True)
    person_id: int = to("person", key=True, index=True)
    monday: date = Field(default=None, sa_column=Column(Date, primary_key=True, index=True))
    least: int
    most: int


class UnsoughtRow(SQLModel, table=True):
    """A person who does not want the bot to ask them, in a team, to take what others cannot. Nobody is told."""

    __tablename__ = "unsought"
    team_id: int = to("team", key=True)
    person_id: int = to("person", key=True, index=True)


class SeenRow(SQLModel, table=True):
    """An account that is in a chat. Kept where a team has several chats, or a person several accounts: elsewhere every
    member is in the one chat."""

    __tablename__ = "seen"
    chat_id: int = to("chat", key=True)
    account_id: int = to("account", key=True, index=True)


class LinkRow(SQLModel, table=True):
    """A code by which another chat joins a team, or another account a person: for minutes, and once."""

    __tablename__ = "link"
    __table_args__ = NEVER_REUSED
    id: int = key()
    code: str = Field(unique=True, index=True)  # storage.links.kept
    person_id: int = to("person", index=True)  # who asked for it
    account_id: int = to("account")
    chat_id: int | None = maybe_to("chat", belongs=True)  # whose team is joined; None: their person is
    for_id: int | None = row_id()  # the chat or account that gave it first, and alone may use it from then on
    expires_at: datetime = Field(default=None, sa_column=Column(Instant, nullable=False, index=True))


class LinkTryRow(SQLModel, table=True):
    """A code that did not count: so many are too many."""

    __tablename__ = "link_try"
    id: int = key()
    account_id: int | None = Field(
        default=None, sa_column=Column(Id, ForeignKey("account.id", ondelete="CASCADE"), nullable=True, index=True)
    )  # None: of one that nobody knows
    at: datetime = Field(default=None, sa_column=Column(Instant, nullable=False, index=True))


class FeedRow(SQLModel, table=True):
    """A private address at which somebody's calendar reads the dates of a team, or (not `whole`) their own."""

    __tablename__ = "feed"
    __table_args__ = (UniqueConstraint("team_id", "person_id", "whole"), NEVER_REUSED)
    id: int = key()
    team_id: int = to("team")
    person_id: int = to("person", index=True)
    whole: bool
    hashed: str = Field(unique=True, index=True)  # SHA-256 of what nobody can guess; that itself is not kept
    made_at: datetime = instant()
