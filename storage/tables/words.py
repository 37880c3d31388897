"""What people said that is more than a task: thanks, what was urgent or waits for the morning, debates."""

from datetime import datetime

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_REUSED, Instant, index_where, instant, key, maybe_to, row_id, to


class ThanksRow(SQLModel, table=True):
    """A word of thanks, told in the next digest."""

    __tablename__ = "thanks"
    id: int = key()
    team_id: int = to("team", index=True)
    by_id: int = to("person")
    to_id: int = to("person")
    words: str = ""
    at: datetime = instant()
    told_in: int | None = maybe_to("digest")


class UrgentRow(SQLModel, table=True):
    """Something urgent that somebody said, in the group or to its coordinators: told in the next digest, counted for a
    week, and forgotten after a month."""

    __tablename__ = "urgent"
    __table_args__ = NEVER_REUSED
    id: int = key()
    team_id: int = to("team", index=True)
    person_id: int = to("person")
    at: datetime = instant()
    in_group: bool
    reason: str  # one line of it
    told_in: int | None = maybe_to("digest")
    forget_at: datetime = Field(default=None, sa_column=Column(Instant, nullable=False, index=True))


class LaterRow(SQLModel, table=True):
    """What somebody wrote at night for the group: erased once it is posted, or taken back."""

    __tablename__ = "later"
    __table_args__ = NEVER_REUSED
    id: int = key()
    team_id: int = to("team", index=True)
    person_id: int = to("person")
    chat_id: int = to("chat")
    at: datetime = instant()
    words: str
    source: str | None = None  # the message that it was written in, with its place: "person:3:m1"
    carrier: str = Field(index=True)  # the cause of the letter that will post it


class DebateRow(SQLModel, table=True):
    """A debate set aside. Its number counts within its team, and is said as a letter."""

    __tablename__ = "debate"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_debate_source", "team_id", "source_message"),
        index_where("ix_debate_due_at", "due_at", where="due_at IS NOT NULL"),
    )
    id: int = key()
    team_id: int = to("team")
    number: int
    title: str
    search_text: str  # of title and decision
    fate: str  # parked, decided, dropped
    author_id: int | None = maybe_to("person")  # who set it aside
    quote: str | None = None
    link: str | None = None
    source_message: str | None = None  # the message that was answered, with its place: "chat:7:m1"
    parked_at: datetime = instant()
    due_at: datetime | None = instant(optional=True)  # its card shows unnamed views then; once over: nobody wrote them
    decision: str | None = None
    closed_at: datetime | None = instant(optional=True)
    told_in: int | None = maybe_to("digest")  # the digest that told what was decided
    home_id: int | None = row_id()  # as of a task


class ViewRow(SQLModel, table=True):
    """What one person thinks of a debate. Of one without a name, whose it is goes once the debate is over."""

    __tablename__ = "debate_view"
    __table_args__ = (UniqueConstraint("debate_id", "person_id"),)
    id: int = key()
    debate_id: int = to("debate", index=True)
    person_id: int | None = maybe_to("person")
    words: str
    named: bool
    shown_from: datetime = instant()
    gone_from: datetime | None = instant(optional=True)  # taken back: it leaves its card then
