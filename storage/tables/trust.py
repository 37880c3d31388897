"""What is between few people: reports, and requests."""

from datetime import datetime

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_REUSED, Instant, index_where, instant, key, maybe_to, to


class ReportRow(SQLModel, table=True):
    """Something that somebody tells the coordination in confidence. It goes with its reporter, and by itself."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_report_reporter", "team_id", "reporter_id"),
        index_where("ix_report_look_at", "look_at", where="look_at IS NOT NULL"),
        NEVER_REUSED,
    )
    id: int = key()
    team_id: int = to("team")
    number: int | None = None  # by which its readers call it, once it is sent; it tells nobody how many there are
    state: str  # domain.report.Stage
    reporter_id: int = to("person")
    named: bool = False  # the reporter wants to be
    words: str = ""
    quote: str = ""  # the message that it is about
    quoted_from: str | None = None  # whose that is, of somebody who is not of the team
    link: str | None = None
    about: str  # domain.report.About
    about_id: int | None = maybe_to("person")  # the one it concerns
    made_at: datetime = instant()
    sent_at: datetime | None = instant(optional=True)
    seen_at: datetime | None = instant(optional=True)
    ended_at: datetime | None = instant(optional=True)
    alone_at: datetime | None = instant(optional=True)  # nobody is left who may read it; the reporter was told
    look_at: datetime | None = instant(optional=True)  # whether it is still in the right hands
    erase_at: datetime = Field(default=None, sa_column=Column(Instant, nullable=False, index=True))


class KeeperRow(SQLModel, table=True):
    """A coordinator to whom a report was entrusted. Whoever has it no more does not get it again."""

    __tablename__ = "report_keeper"
    report_id: int = to("report", key=True)
    person_id: int = to("person", key=True, index=True)
    since: datetime = instant()
    has_it: bool = True


class ReportLineRow(SQLModel, table=True):
    """A line of a report's paper trail."""

    __tablename__ = "report_line"
    id: int = key()
    report_id: int = to("report", index=True)
    person_id: int | None = maybe_to("person")
    at: datetime = instant()
    what: str  # domain.report.Step
    words: str = ""


class RequestRow(SQLModel, table=True):
    """What somebody asks of others in private. Until it is sent it is a draft; taken back, it has no words."""

    __tablename__ = "request"
    __table_args__ = NEVER_REUSED
    id: int = key()
    team_id: int = to("team", index=True)
    asker_id: int = to("person", index=True)
    see: str = ""  # their own words, one column for each step (domain.request.Step)
    feel: str = ""
    need: str = ""
    want: str = ""
    about: str = ""
    step: str = "see"  # what is asked next; "show": it is whole
    revision: int = 0  # of the draft: a button counts for what it stood below
    begun_at: datetime = instant()
    sent_at: datetime | None = instant(optional=True)
    erase_at: datetime = Field(default=None, sa_column=Column(Instant, nullable=False, index=True))


class AskedRow(SQLModel, table=True):
    """Somebody whom a request is for. What they declined is written nowhere."""

    __tablename__ = "asked"
    __table_args__ = NEVER_REUSED
    id: int = key()
    request_id: int = to("request", index=True)
    person_id: int = to("person", index=True)
    opened: bool = False  # they said yes to reading it
    answered: bool = False  # and the asker has their answer


class UnaskedRow(SQLModel, table=True):
    """Somebody who wants no requests, in any team. Nobody else learns of it."""

    __tablename__ = "unasked"
    person_id: int = to("person", key=True)
