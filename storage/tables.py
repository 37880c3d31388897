"""The rows the bot keeps: who, where, what was promised, what came in, and what is to leave.

Words are those of the product: a team's people share one task list; a letter is one message on its way out. Every
id is 64 bits wide; every instant is aware UTC (`storage.columns`).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import Id, Instant, Json

# Without this, SQLite gives the id of the newest row that was deleted to the next one: an old button, an old proposal
# or the place of an erased person would come to life again. PostgreSQL never does.
_NEVER_REUSED = {"sqlite_autoincrement": True}


UNDER_WAY = "state IN ('waiting', 'unknown', 'attempting')"  # letters whose life is not over
HANDLED = "kind = 'ack' AND state = 'dropped'"  # what was done and needs no acknowledgement is written down so


def _index_where(name: str, *columns: str, where: str) -> Index:
    """An index of some of the rows only: the others need not be written into it."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def _key() -> Any:
    return Field(default=None, sa_column=Column(Id, primary_key=True))


def _to(table: str, *, key: bool = False, index: bool = False) -> Any:
    """Belongs to a row of another table, and goes with it."""
    target = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Field(default=None, sa_column=Column(Id, target, primary_key=key, nullable=False, index=index))


def _maybe_to(table: str, *, belongs: bool = False) -> Any:
    """Names a row of another table, or none. Unless it `belongs` to that row, it outlives it."""
    target = ForeignKey(f"{table}.id", ondelete="CASCADE" if belongs else "SET NULL")
    return Field(default=None, sa_column=Column(Id, target, nullable=True))


def _id() -> Any:
    """The id of a row that may be gone: whoever reads it looks whether it is there."""
    return Field(default=None, sa_column=Column(Id, nullable=True))


def _instant(*, optional: bool = False) -> Any:
    return Field(default=None, sa_column=Column(Instant, nullable=optional))


def _json(*, optional: bool = False) -> Any:
    return Field(default=None, sa_column=Column(Json, nullable=optional))


class TeamRow(SQLModel, table=True):
    """The people who share one task list."""

    __tablename__ = "team"
    __table_args__ = _NEVER_REUSED
    id: int = _key()
    name: str
    language: str
    zone: str  # IANA
    country: str | None = None  # ISO 3166; None: the one of the zone
    holidays: bool = True  # public ones are as Sundays
    last_number: int = 0  # of the team's tasks
    outside: str | None = None  # whom to turn to outside of the group, as its coordinators typed it
    created_at: datetime = _instant()
    erase_at: datetime | None = _instant(optional=True)  # the bot was removed from its last chat


class ChatRow(SQLModel, table=True):
    """A place where a team talks, with its quiet hours and its digest."""

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("messenger", "server", "external_id", "thread"),)
    id: int = _key()
    team_id: int = _to("team", index=True)
    messenger: str
    server: str = ""
    external_id: str
    thread: str = ""
    quiet: list[Any] = _json()  # QuietHours.to_json()
    digest_weekday: int | None = None  # Monday is 0; None: no digest
    digest_time: str = "09:00"  # wall time in the team's zone
    digest_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True, index=True))
    digest_thread: str = ""  # the topic it goes to
    code: str | None = Field(
        default=None, unique=True, index=True
    )  # the host has not admitted it yet, and admits it by this
    leave_at: datetime | None = _instant(optional=True)  # until then the host may admit it
    joined_at: datetime | None = _instant(optional=True)  # since when the bot is there; None: for long
    gone_at: datetime | None = _instant(optional=True)  # the bot was removed
    moved_from: str | None = None  # the external id that it had before
    abilities: str | None = None  # words of `domain.message.Ability`; None: the messenger does not say
    talk: str = "normal"  # domain.team.Talk
    title: str | None = None  # what its team was called before another chat joined it; None: it is called as its team
    digest_told: int | None = _id()  # the digest that was told here last


class ClosureRow(SQLModel, table=True):
    """A chat that is closed to writing in its quiet hours, and what is to be put back when it opens."""

    __tablename__ = "closure"
    __table_args__ = (_index_where("ix_closure_look_at", "look_at", where="look_at IS NOT NULL"),)
    chat_id: int = _to("chat", key=True)
    wanted: bool = True  # False: it only has to be opened
    look_at: datetime | None = _instant(optional=True)  # when it may have to be closed or opened
    before: dict[str, Any] | None = _json(optional=True)  # what members might do ...
    closed: dict[str, Any] | None = _json(optional=True)  # ... and may do meanwhile, of what closing changes
    done: bool = False  # it is closed
    until: datetime | None = _instant(optional=True)  # as the chat was told
    told: bool = False  # the coordinators know that it does not work


class PersonRow(SQLModel, table=True):
    """Somebody, on one or more messengers."""

    __tablename__ = "person"
    __table_args__ = (
        _index_where("ix_person_away_until", "away_until", where="away_until IS NOT NULL"),
        _NEVER_REUSED,
    )
    id: int = _key()
    language: str | None = None  # None: the team's
    zone: str | None = None
    quiet: list[Any] | None = _json(optional=True)  # their own, as a chat's
    away_since: datetime | None = _instant(optional=True)  # None: they are not
    away_until: datetime | None = _instant(optional=True)  # None: until further notice


class AccountRow(SQLModel, table=True):
    """Somebody on one messenger. Handle and name change and identify nobody."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("messenger", "server", "external_id"),
        _index_where("ix_account_told_on", "told_on", where="told_on IS NOT NULL"),
    )
    id: int = _key()
    person_id: int = _to("person", index=True)
    messenger: str
    server: str = ""
    external_id: str
    handle: str | None = None
    name: str
    reachable: bool = False  # in private
    told_on: int | None = _id()  # the task whose card said so
    acted_at: datetime | None = _instant(optional=True)  # last; kept of a person's several accounts only


class MembershipRow(SQLModel, table=True):
    """A person in a team. Somebody who left keeps the row, and nothing else, until the name is erased."""

    __tablename__ = "membership"
    __table_args__ = (
        Index("ix_membership_person_id", "person_id"),
        _index_where("ix_membership_erase_at", "erase_at", where="erase_at IS NOT NULL"),
    )
    team_id: int = _to("team", key=True)
    person_id: int = _to("person", key=True)
    administrator: bool = False  # of one of the team's chats, as the messenger said ...
    asked_at: datetime | None = _instant(optional=True)  # ... then
    role_in: int | None = _id()  # ... of this chat; None: the team has no other
    named: bool = False  # a coordinator because a coordinator said so
    own_digest: bool = False  # their own part comes with the digest, in private
    watches: bool = False  # and so does the coordination's edition
    joined_at: datetime = _instant()
    left_at: datetime | None = _instant(optional=True)
    erase_at: datetime | None = _instant(optional=True)  # when the name of somebody who left is erased


class TaskRow(SQLModel, table=True):
    """A task. Its number counts within its team."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_task_open", "team_id", "state", "deadline"),
        Index("ix_task_told", "team_id", "state", "told_in"),
        Index("ix_task_source", "team_id", "source_message"),
        _index_where("ix_task_asked_in", "team_id", "asked_in", where="asked_in IS NOT NULL"),
        _index_where("ix_task_follows_id", "follows_id", where="follows_id IS NOT NULL"),
    )
    id: int = _key()
    team_id: int = _to("team")
    number: int
    title: str
    search_text: str
    state: str  # open, done, cancelled
    author_id: int | None = _maybe_to("person")
    due_day: date | None = None
    due_part: str | None = None  # of that day: morning, noon, afternoon, evening, night
    due_at: datetime | None = _instant(optional=True)  # only where a time of day was given
    deadline: datetime | None = _instant(optional=True)  # the instant from which on it is late
    due_set_at: datetime | None = _instant(optional=True)
    due_revision: int = 0
    doubt: list[str] | None = _json(optional=True)  # readings of a doubtful deadline, ISO, until one is chosen
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
    created_at: datetime = _instant()
    closed_at: datetime | None = _instant(optional=True)
    closed_why: str | None = None  # the reason given with `/cancel`
    follows_id: int | None = _id()  # the occurrence whose end made this one
    told_in: int | None = _maybe_to("digest")  # the digest that told it was done
    home_id: int | None = _id()  # the chat with which it came into a team of several chats


class AssignmentRow(SQLModel, table=True):
    """A person's part in a task: proposed or accepted, leading or helping."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("task_id", "person_id"),
        _index_where("ix_assignment_lapses_at", "lapses_at", where="lapses_at IS NOT NULL"),
        _index_where("ix_assignment_nudge_at", "nudge_at", where="nudge_at IS NOT NULL"),
        _NEVER_REUSED,
    )
    id: int = _key()
    task_id: int = _to("task")
    person_id: int = _to("person", index=True)
    role: str  # lead, helper
    consent: str  # proposed, accepted
    by_id: int | None = _maybe_to("person")
    since: datetime = _instant()  # when it was proposed, or accepted
    lapses_at: datetime | None = _instant(optional=True)
    helps: bool = False  # asked to lead, and a helper all the same should they decline
    offered: bool = False  # they lead it until somebody else takes it
    nudge_at: datetime | None = _instant(optional=True)


class NoteRow(SQLModel, table=True):
    """One line that somebody added to a task."""

    __tablename__ = "note"
    id: int = _key()
    task_id: int = _to("task", index=True)
    person_id: int | None = _maybe_to("person")
    at: datetime = _instant()
    words: str


class ThanksRow(SQLModel, table=True):
    """A word of thanks, told in the next digest."""

    __tablename__ = "thanks"
    id: int = _key()
    team_id: int = _to("team", index=True)
    by_id: int = _to("person")
    to_id: int = _to("person")
    words: str = ""
    at: datetime = _instant()
    told_in: int | None = _maybe_to("digest")


class UrgentRow(SQLModel, table=True):
    """Something urgent that somebody said, in the group or to its coordinators: told in the next digest, counted for a
    week, and forgotten after a month."""

    __tablename__ = "urgent"
    __table_args__ = _NEVER_REUSED
    id: int = _key()
    team_id: int = _to("team", index=True)
    person_id: int = _to("person")
    at: datetime = _instant()
    in_group: bool
    reason: str  # one line of it
    told_in: int | None = _maybe_to("digest")
    forget_at: datetime = Field(default=None, sa_column=Column(Instant, nullable=False, index=True))


class LaterRow(SQLModel, table=True):
    """What somebody wrote at night for the group: erased once it is posted, or taken back."""

    __tablename__ = "later"
    __table_args__ = _NEVER_REUSED
    id: int = _key()
    team_id: int = _to("team", index=True)
    person_id: int = _to("person")
    chat_id: int = _to("chat")
    at: datetime = _instant()
    words: str
    source: str | None = None  # the message that it was written in, with its place: "person:3:m1"
    carrier: str = Field(index=True)  # the cause of the letter that will post it


class DebateRow(SQLModel, table=True):
    """A debate set aside. Its number counts within its team, and is said as a letter."""

    __tablename__ = "debate"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_debate_source", "team_id", "source_message"),
        _index_where("ix_debate_due_at", "due_at", where="due_at IS NOT NULL"),
    )
    id: int = _key()
    team_id: int = _to("team")
    number: int
    title: str
    search_text: str  # of title and decision
    fate: str  # parked, decided, dropped
    author_id: int | None = _maybe_to("person")  # who set it aside
    quote: str | None = None
    link: str | None = None
    source_message: str | None = None  # the message that was answered, with its place: "chat:7:m1"
    parked_at: datetime = _instant()
    due_at: datetime | None = _instant(optional=True)  # its card shows unnamed views then; once over: nobody wrote them
    decision: str | None = None
    closed_at: datetime | None = _instant(optional=True)
    told_in: int | None = _maybe_to("digest")  # the digest that told what was decided
    home_id: int | None = _id()  # as of a task


class ViewRow(SQLModel, table=True):
    """What one person thinks of a debate. Of one without a name, whose it is goes once the debate is over."""

    __tablename__ = "debate_view"
    __table_args__ = (UniqueConstraint("debate_id", "person_id"),)
    id: int = _key()
    debate_id: int = _to("debate", index=True)
    person_id: int | None = _maybe_to("person")
    words: str
    named: bool
    shown_from: datetime = _instant()
    gone_from: datetime | None = _instant(optional=True)  # taken back: it leaves its card then


class RoleRow(SQLModel, table=True):
    """Who answers for what. Somebody may be asked to take it while another one holds it."""

    __tablename__ = "role"
    __table_args__ = (
        UniqueConstraint("team_id", "folded"),
        _index_where("ix_role_lapses_at", "lapses_at", where="lapses_at IS NOT NULL"),
        _NEVER_REUSED,
    )
    id: int = _key()
    team_id: int = _to("team")
    name: str
    folded: str  # as names are compared
    holder_id: int | None = _maybe_to("person")
    asked_id: int | None = _maybe_to("person")
    asked_by_id: int | None = _maybe_to("person")
    asked_at: datetime | None = _instant(optional=True)  # tells one proposal from an older one to the same person
    lapses_at: datetime | None = _instant(optional=True)


class ChangeRow(SQLModel, table=True):
    """What a person changed last, as it was and as it became, so that they can take it back for a while."""

    __tablename__ = "change"
    team_id: int = _to("team", key=True)
    person_id: int = _to("person", key=True)
    at: datetime = _instant()
    forget_at: datetime | None = _instant(optional=True)
    source: str | None = None  # the message that did it, with its place: "chat:7:m1"
    before: list[Any] = _json()  # storage.changes
    after: list[Any] = _json()


class DependencyRow(SQLModel, table=True):
    """One task waits for another."""

    __tablename__ = "dependency"
    task_id: int = _to("task", key=True)
    waits_for_id: int = _to("task", key=True, index=True)


class HistoryRow(SQLModel, table=True):
    """What happened to a task, for its card. Declining is never written here."""

    __tablename__ = "history"
    id: int = _key()
    task_id: int = _to("task", index=True)
    person_id: int | None = _maybe_to("person")
    at: datetime = _instant()
    what: str
    detail: dict[str, Any] = _json()


class InboxRow(SQLModel, table=True):
    """What was heard and handled, by its id at the source, so that nothing counts twice. No words are kept."""

    __tablename__ = "inbox"
    own_account: str = Field(primary_key=True)
    event: str = Field(primary_key=True)
    handled_at: datetime = _instant()


class MemoryRow(SQLModel, table=True):
    """What a messenger has to know again after a restart, such as how far it has heard. Never what anybody said."""

    __tablename__ = "memory"
    own_account: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class LetterRow(SQLModel, table=True):
    """The outbox: every message that is to leave, with its life (`storage.letters.Life`)."""

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("cause", "kind", "recipient", "ordinal"),
        _index_where("ix_letter_pending", "not_before", where=UNDER_WAY),
        _index_where("ix_letter_about", "task_id", "kind", "chat_id", where="task_id IS NOT NULL"),
        _index_where("ix_letter_debate", "debate_id", "chat_id", where="debate_id IS NOT NULL"),
        Index(
            "ix_letter_sounds", "recipient", "left_at", sqlite_where=text("sound IS 1"), postgresql_where=text("sound")
        ),
        _index_where("ix_letter_joined_into", "joined_into", where="joined_into IS NOT NULL"),
        _index_where("ix_letter_edits", "edits", where="edits IS NOT NULL"),  # looked at whenever a letter is erased
        _index_where("ix_letter_message", "recipient", "message_id", where="message_id IS NOT NULL"),
        _index_where("ix_letter_handled", "recipient", "reply_to", where=HANDLED),
        _NEVER_REUSED,
    )
    id: int = _key()
    team_id: int = _to("team", index=True)
    chat_id: int | None = _maybe_to("chat", belongs=True)  # to a chat ...
    person_id: int | None = _maybe_to("person", belongs=True)  # ... or to a person in private
    account_id: int | None = _id()  # by this account of theirs; None: by whichever is best
    recipient: str  # "chat:7" or "person:3", for the unique key
    thread: str = ""  # the topic of the chat; empty: where the chat itself is
    whispered_in: int | None = _id()  # to a person, who alone sees it in this chat
    kind: str
    cause: str  # what made it: "event:terminal:m1", "nudge:12:3", "digest:4"
    ordinal: int = 0
    task_id: int | None = _maybe_to("task", belongs=True)
    debate_id: int | None = _id()  # both go with their team
    digest_id: int | None = _maybe_to("digest")
    document: dict[str, Any] | None = _json(optional=True)  # None: written from the rows of the moment it leaves
    detail: dict[str, Any] | None = _json(optional=True)
    reply_to: str | None = None  # the message it answers or reacts to
    edits: int | None = _maybe_to("letter")  # the letter whose message it replaces
    state: str = "waiting"
    reason: str | None = None
    joined_into: int | None = _maybe_to("letter")
    held: bool = False
    sound: bool = False
    fleeting: bool = False  # gone once it left
    attempts: int = 0
    not_before: datetime = _instant()  # earliest leaving; while attempting: the end of the lease
    expires_at: datetime | None = _instant(optional=True)
    created_at: datetime = _instant()
    left_at: datetime | None = _instant(optional=True)
    message_id: str | None = None  # at the messenger


class ChoiceRow(SQLModel, table=True):
    """A button under a letter: the command line it stands for, and for whom."""

    __tablename__ = "choice"
    __table_args__ = (_index_where("ix_choice_forget_at", "forget_at", where="forget_at IS NOT NULL"), _NEVER_REUSED)
    id: int = _key()
    letter_id: int = _to("letter", index=True)
    person_id: int | None = _maybe_to("person", belongs=True)
    team_id: int | None = _id()  # where it counts; None: in the letter's team
    command: str
    needs: int | None = _id()  # the assignment that it answers
    forget_at: datetime | None = _instant(optional=True)  # below an answer: it may hold what somebody typed


class DigestRow(SQLModel, table=True):
    """One weekly digest of a team, with the window it covers."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("team_id", "window_start"),)
    id: int = _key()
    team_id: int = _to("team")
    window_start: datetime = _instant()
    window_end: datetime = _instant()


class CharterRow(SQLModel, table=True):
    """One version of a team's charter. The newest holds; without words it says that there is none any more."""

    __tablename__ = "charter"
    __table_args__ = (UniqueConstraint("team_id", "version"),)
    id: int = _key()
    team_id: int = _to("team")
    version: int
    words: str
    since: datetime = _instant()
    told_in: int | None = _maybe_to("digest")  # the digest that told of it


class ReportRow(SQLModel, table=True):
    """Something that somebody tells the coordination in confidence. It goes with its reporter, and by itself."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_report_reporter", "team_id", "reporter_id"),
        _index_where("ix_report_look_at", "look_at", where="look_at IS NOT NULL"),
        _NEVER_REUSED,
    )
    id: int = _key()
    team_id: int = _to("team")
    number: int | None = None  # by which its readers call it, once it is sent; it tells nobody how many there are
    state: str  # domain.report.Stage
    reporter_id: int = _to("person")
    named: bool = False  # the reporter wants to be
    words: str = ""
    quote: str = ""  # the message that it is about
    quoted_from: str | None = None  # whose that is, of somebody who is not of the team
    link: str | None = None
    about: str  # domain.report.About
    about_id: int | None = _maybe_to("person")  # the one it concerns
    made_at: datetime = _instant()
    sent_at: datetime | None = _instant(optional=True)
    seen_at: datetime | None = _instant(optional=True)
    ended_at: datetime | None = _instant(optional=True)
    alone_at: datetime | None = _instant(optional=True)  # nobody is left who may read it; the reporter was told
    look_at: datetime | None = _instant(optional=True)  # whether it is still in the right hands
    erase_at: datetime = Field(default=None, sa_column=Column(Instant, nullable=False, index=True))


class KeeperRow(SQLModel, table=True):
    """A coordinator to whom a report was entrusted. Whoever has it no more does not get it again."""

    __tablename__ = "report_keeper"
    report_id: int = _to("report", key=True)
    person_id: int = _to("person", key=True, index=True)
    since: datetime = _instant()
    has_it: bool = True


class ReportLineRow(SQLModel, table=True):
    """A line of a report's paper trail."""

    __tablename__ = "report_line"
    id: int = _key()
    report_id: int = _to("report", index=True)
    person_id: int | None = _maybe_to("person")
    at: datetime = _instant()
    what: str  # domain.report.Step
    words: str = ""


class RequestRow(SQLModel, table=True):
    """What somebody asks of others in private. Until it is sent it is a draft; taken back, it has no words."""

    __tablename__ = "request"
    __table_args__ = _NEVER_REUSED
    id: int = _key()
    team_id: int = _to("team", index=True)
    asker_id: int = _to("person", index=True)
    see: str = ""  # their own words, one column for each step (domain.request.Step)
    feel: str = ""
    need: str = ""
    want: str = ""
    about: str = ""
    step: str = "see"  # what is asked next; "show": it is whole
    revision: int = 0  # of the draft: a button counts for what it stood below
    begun_at: datetime = _instant()
    sent_at: datetime | None = _instant(optional=True)
    erase_at: datetime = Field(default=None, sa_column=Column(Instant, nullable=False, index=True))


class AskedRow(SQLModel, table=True):
    """Somebody whom a request is for. What they declined is written nowhere."""

    __tablename__ = "asked"
    __table_args__ = _NEVER_REUSED
    id: int = _key()
    request_id: int = _to("request", index=True)
    person_id: int = _to("person", index=True)
    opened: bool = False  # they said yes to reading it
    answered: bool = False  # and the asker has their answer


class UnaskedRow(SQLModel, table=True):
    """Somebody who wants no requests, in any team. Nobody else learns of it."""

    __tablename__ = "unasked"
    person_id: int = _to("person", key=True)


class FeedRow(SQLModel, table=True):
    """A private address at which somebody's calendar reads the dates of a team, or (not `whole`) their own."""

    __tablename__ = "feed"
    __table_args__ = (UniqueConstraint("team_id", "person_id", "whole"), _NEVER_REUSED)
    id: int = _key()
    team_id: int = _to("team")
    person_id: int = _to("person", index=True)
    whole: bool
    hashed: str = Field(unique=True, index=True)  # SHA-256 of what nobody can guess; that itself is not kept
    made_at: datetime = _instant()


class LinkRow(SQLModel, table=True):
    """A code by which another chat joins a team, or another account a person: for minutes, and once."""

    __tablename__ = "link"
    __table_args__ = _NEVER_REUSED
    id: int = _key()
    code: str = Field(unique=True, index=True)  # storage.links.kept
    person_id: int = _to("person", index=True)  # who asked for it
    account_id: int = _to("account")
    chat_id: int | None = _maybe_to("chat", belongs=True)  # whose team is joined; None: their person is
    for_id: int | None = _id()  # the chat or account that gave it first, and alone may use it from then on
    expires_at: datetime = Field(default=None, sa_column=Column(Instant, nullable=False, index=True))


class LinkTryRow(SQLModel, table=True):
    """A code that did not count: so many are too many."""

    __tablename__ = "link_try"
    id: int = _key()
    account_id: int | None = Field(
        default=None, sa_column=Column(Id, ForeignKey("account.id", ondelete="CASCADE"), nullable=True, index=True)
    )  # None: of one that nobody knows
    at: datetime = Field(default=None, sa_column=Column(Instant, nullable=False, index=True))


class SeenRow(SQLModel, table=True):
    """An account that is in a chat. Kept where a team has several chats, or a person several accounts: elsewhere every
    member is in the one chat."""

    __tablename__ = "seen"
    chat_id: int = _to("chat", key=True)
    account_id: int = _to("account", key=True, index=True)
