"""Tasks, who does them, what happened to them, and what somebody can take back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_REUSED, Id, Instant, index_where, instant, json, key, maybe_to, row_id, to


class TaskRow(SQLModel, table=True):
    """A task, or a date that has a number like one. Its number counts within its team."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_task_open", "team_id", "state", "deadline"),
        Index("ix_task_told", "team_id", "state", "told_in"),
        Index("ix_task_source", "team_id", "source_message"),
        index_where("ix_task_milestone", "team_id", "project", where="kind = 'milestone'"),
        index_where("ix_task_asked_in", "team_id", "asked_in", where="asked_in IS NOT NULL"),
        index_where("ix_task_look_at", "look_at", where="look_at IS NOT NULL"),
        index_where("ix_task_follows_id", "follows_id", where="follows_id IS NOT NULL"),
    )
    id: int = key()
    team_id: int = to("team")
    number: int
    kind: str = Field(default="task", sa_column_kwargs={"server_default": "task"})  # task, milestone, event
    title: str
    search_text: str
    state: str  # open, done, cancelled
    author_id: int | None = maybe_to("person")
    due_day: date | None = None
    due_part: str | None = None  # of that day: morning, noon, afternoon, evening, night
    due_at: datetime | None = instant(optional=True)  # only where a time of day was given
    deadline: datetime | None = instant(optional=True)  # the instant from which on it is late
    due_set_at: datetime | None = instant(optional=True)
    due_revision: int = 0
    doubt: list[str] | None = json(optional=True)  # readings of a doubtful deadline, ISO, until one is chosen
    repeat: str | None = None  # RFC 5545 rule
    repeat_zone: str | None = None  # whose clocks it follows (IANA); None: the team's
    project: str | None = None
    effort_minutes: int | None = None
    important: bool = False
    wanted: int = 1
    help_wanted: bool = False
    for_name: str | None = None  # proposed to somebody nobody knows yet
    quote: str | None = None
    link: str | None = None
    source_message: str | None = None  # the message that it was made of, with its place: "chat:7:m1"
    asked_in: str | None = None  # the command, where that is another message
    created_at: datetime = instant()
    closed_at: datetime | None = instant(optional=True)
    closed_why: str | None = None  # the reason given with `/cancel`
    follows_id: int | None = row_id()  # the occurrence whose end made this one
    told_in: int | None = maybe_to("digest")  # the digest that told it was done
    look_at: datetime | None = instant(optional=True)  # when something is to be done about an event
    home_id: int | None = row_id()  # the chat with which it came into a team of several chats


class ProjectRow(SQLModel, table=True):
    """What tasks with a `#name` are for."""

    __tablename__ = "project"
    __table_args__ = (UniqueConstraint("team_id", "name"),)
    id: int = key()
    team_id: int = to("team")
    name: str  # as it stands on tasks
    title: str
    objective: str | None = None
    made_at: datetime = instant()
    ended_at: datetime | None = instant(optional=True)


class AssignmentRow(SQLModel, table=True):
    """A person's part in a task: proposed or accepted, leading or helping."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("task_id", "person_id"),
        index_where("ix_assignment_lapses_at", "lapses_at", where="lapses_at IS NOT NULL"),
        index_where("ix_assignment_nudge_at", "nudge_at", where="nudge_at IS NOT NULL"),
        NEVER_REUSED,
    )
    id: int = key()
    task_id: int = to("task")
    person_id: int = to("person", index=True)
    role: str  # lead, helper
    consent: str  # proposed, accepted
    by_id: int | None = maybe_to("person")
    since: datetime = instant()  # when it was proposed, or accepted
    lapses_at: datetime | None = instant(optional=True)
    helps: bool = False  # asked to lead, and a helper all the same should they decline
    offered: bool = False  # they lead it until somebody else takes it
    nudge_at: datetime | None = instant(optional=True)


class NoteRow(SQLModel, table=True):
    """One line that somebody added to a task."""

    __tablename__ = "note"
    id: int = key()
    task_id: int = to("task", index=True)
    person_id: int | None = maybe_to("person")
    at: datetime = instant()
    words: str


class DependencyRow(SQLModel, table=True):
    """One task waits for another."""

    __tablename__ = "dependency"
    task_id: int = to("task", key=True)
    waits_for_id: int = to("task", key=True, index=True)


class HistoryRow(SQLModel, table=True):
    """What happened to a task, for its card. Declining is never written here."""

    __tablename__ = "history"
    id: int = key()
    task_id: int = to("task", index=True)
    person_id: int | None = maybe_to("person")
    at: datetime = instant()
    what: str
    detail: dict[str, Any] = json()


class SearchRow(SQLModel, table=True):
    """Somebody is looked for to take a task: those with room are asked one after the other, and nobody else learns of
    whom. It is there as long as it goes on."""

    __tablename__ = "search"
    __table_args__ = (NEVER_REUSED,)
    id: int = key()
    task_id: int = Field(
        default=None, sa_column=Column(Id, ForeignKey("task.id", ondelete="CASCADE"), nullable=False, unique=True)
    )
    person_id: int = to("person", index=True)  # for whom somebody is looked for
    role: str  # lead, helper
    leads_id: int | None = maybe_to("person")  # who carries the task meanwhile, and hands it over
    asked_id: int | None = maybe_to("person")  # whose turn it is
    moves_on_at: datetime = Field(default=None, sa_column=Column(Instant, nullable=False, index=True))


class ChangeRow(SQLModel, table=True):
    """What a person changed last, as it was and as it became, so that they can take it back for a while."""

    __tablename__ = "change"
    team_id: int = to("team", key=True)
    person_id: int = to("person", key=True)
    at: datetime = instant()
    forget_at: datetime | None = instant(optional=True)
    source: str | None = None  # the message that did it, with its place: "chat:7:m1"
    before: list[Any] = json()  # storage.changes
    after: list[Any] = json()
