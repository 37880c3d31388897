"""Teams, the chats they talk in, what was told in their digests, and what they agreed on."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_REUSED, Instant, index_where, instant, json, key, maybe_to, row_id, to


class TeamRow(SQLModel, table=True):
    """The people who share one task list."""

    __tablename__ = "team"
    __table_args__ = NEVER_REUSED
    id: int = key()
    name: str
    language: str
    zone: str  # IANA
    country: str | None = None  # ISO 3166; None: the one of the zone
    holidays: bool = True  # public ones are as Sundays
    default_effort: int | None = 60  # minutes that a task counts which says nothing of them; None: it counts none
    last_number: int = 0  # of the team's tasks
    outside: str | None = None  # whom to turn to outside of the group, as its coordinators typed it
    created_at: datetime = instant()
    erase_at: datetime | None = instant(optional=True)  # the bot was removed from its last chat


class ChatRow(SQLModel, table=True):
    """A place where a team talks, with its quiet hours and its digest."""

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("messenger", "server", "external_id", "thread"),)
    id: int = key()
    team_id: int = to("team", index=True)
    messenger: str
    server: str = ""
    external_id: str
    thread: str = ""
    quiet: list[Any] = json()  # QuietHours.to_json()
    digest_weekday: int | None = None  # Monday is 0; None: no digest
    digest_time: str = "09:00"  # wall time in the team's zone
    digest_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True, index=True))
    digest_thread: str = ""  # the topic it goes to
    code: str | None = Field(
        default=None, unique=True, index=True
    )  # the host has not admitted it yet, and admits it by this
    leave_at: datetime | None = instant(optional=True)  # until then the host may admit it
    joined_at: datetime | None = instant(optional=True)  # since when the bot is there; None: for long
    gone_at: datetime | None = instant(optional=True)  # the bot was removed
    moved_from: str | None = None  # the external id that it had before
    abilities: str | None = None  # words of `domain.message.Ability`; None: the messenger does not say
    talk: str = "normal"  # domain.team.Talk
    title: str | None = None  # what its team was called before another chat joined it; None: it is called as its team
    digest_told: int | None = row_id()  # the digest that was told here last


class ClosureRow(SQLModel, table=True):
    """A chat that is closed to writing in its quiet hours, and what is to be put back when it opens."""

    __tablename__ = "closure"
    __table_args__ = (index_where("ix_closure_look_at", "look_at", where="look_at IS NOT NULL"),)
    chat_id: int = to("chat", key=True)
    wanted: bool = True  # False: it only has to be opened
    look_at: datetime | None = instant(optional=True)  # when it may have to be closed or opened
    before: dict[str, Any] | None = json(optional=True)  # what members might do ...
    closed: dict[str, Any] | None = json(optional=True)  # ... and may do meanwhile, of what closing changes
    done: bool = False  # it is closed
    until: datetime | None = instant(optional=True)  # as the chat was told
    told: bool = False  # the coordinators know that it does not work


class DigestRow(SQLModel, table=True):
    """One weekly digest of a team, with the window it covers."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("team_id", "window_start"),)
    id: int = key()
    team_id: int = to("team")
    window_start: datetime = instant()
    window_end: datetime = instant()


class CharterRow(SQLModel, table=True):
    """One version of a team's charter. The newest holds; without words it says that there is none any more."""

    __tablename__ = "charter"
    __table_args__ = (UniqueConstraint("team_id", "version"),)
    id: int = key()
    team_id: int = to("team")
    version: int
    words: str
    since: datetime = instant()
    told_in: int | None = maybe_to("digest")  # the digest that told of it


class RoleRow(SQLModel, table=True):
    """Who answers for what. Somebody may be asked to take it while another one holds it."""

    __tablename__ = "role"
    __table_args__ = (
        UniqueConstraint("team_id", "folded"),
        index_where("ix_role_lapses_at", "lapses_at", where="lapses_at IS NOT NULL"),
        NEVER_REUSED,
    )
    id: int = key()
    team_id: int = to("team")
    name: str
    folded: str  # as names are compared
    holder_id: int | None = maybe_to("person")
    asked_id: int | None = maybe_to("person")
    asked_by_id: int | None = maybe_to("person")
    asked_at: datetime | None = instant(optional=True)  # tells one proposal from an older one to the same person
    lapses_at: datetime | None = instant(optional=True)
