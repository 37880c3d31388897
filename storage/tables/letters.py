"""What came in and what is to leave: the inbox, what messengers remember, letters with their buttons."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_REUSED, index_where, instant, json, key, maybe_to, row_id, to

UNDER_WAY = "state IN ('waiting', 'unknown', 'attempting')"  # letters whose life is not over
HANDLED = "kind = 'ack' AND state = 'dropped'"  # what was done and needs no acknowledgement is written down so


class InboxRow(SQLModel, table=True):
    """What was heard and handled, by its id at the source, so that nothing counts twice. No words are kept."""

    __tablename__ = "inbox"
    own_account: str = Field(primary_key=True)
    event: str = Field(primary_key=True)
    handled_at: datetime = instant()


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
        index_where("ix_letter_pending", "not_before", where=UNDER_WAY),
        index_where("ix_letter_way", "recipient", where=UNDER_WAY),
        index_where("ix_letter_about", "task_id", "kind", "chat_id", where="task_id IS NOT NULL"),
        index_where("ix_letter_debate", "debate_id", "chat_id", where="debate_id IS NOT NULL"),
        Index(
            "ix_letter_sounds", "recipient", "left_at", sqlite_where=text("sound IS 1"), postgresql_where=text("sound")
        ),
        index_where("ix_letter_joined_into", "joined_into", where="joined_into IS NOT NULL"),
        index_where("ix_letter_edits", "edits", where="edits IS NOT NULL"),  # looked at whenever a letter is erased
        index_where("ix_letter_message", "recipient", "message_id", where="message_id IS NOT NULL"),
        index_where("ix_letter_handled", "recipient", "reply_to", where=HANDLED),
        NEVER_REUSED,
    )
    id: int = key()
    team_id: int = to("team", index=True)
    chat_id: int | None = maybe_to("chat", belongs=True)  # to a chat ...
    person_id: int | None = maybe_to("person", belongs=True)  # ... or to a person in private
    account_id: int | None = row_id()  # by this account of theirs; None: by whichever is best
    recipient: str  # "chat:7" or "person:3", for the unique key
    thread: str = ""  # the topic of the chat; empty: where the chat itself is
    whispered_in: int | None = row_id()  # to a person, who alone sees it in this chat
    kind: str
    cause: str  # what made it: "event:terminal:m1", "nudge:12:3", "digest:4"
    ordinal: int = 0
    task_id: int | None = maybe_to("task", belongs=True)
    debate_id: int | None = row_id()  # both go with their team
    digest_id: int | None = maybe_to("digest")
    document: dict[str, Any] | None = json(optional=True)  # None: written from the rows of the moment it leaves
    detail: dict[str, Any] | None = json(optional=True)
    reply_to: str | None = None  # the message it answers or reacts to
    edits: int | None = maybe_to("letter")  # the letter whose message it replaces
    state: str = "waiting"
    reason: str | None = None
    joined_into: int | None = maybe_to("letter")
    held: bool = False
    sound: bool = False
    fleeting: bool = False  # gone once it left
    attempts: int = 0
    not_before: datetime = instant()  # earliest leaving; while attempting: the end of the lease
    expires_at: datetime | None = instant(optional=True)
    created_at: datetime = instant()
    left_at: datetime | None = instant(optional=True)
    message_id: str | None = None  # at the messenger
    owner: int | None = row_id()  # in whose hands it was last: a process of the bot
    goes_by: str | None = None  # the messenger that it leaves by, where a process could not send by it


class ChoiceRow(SQLModel, table=True):
    """A button under a letter: the command line it stands for, and for whom."""

    __tablename__ = "choice"
    __table_args__ = (index_where("ix_choice_forget_at", "forget_at", where="forget_at IS NOT NULL"), NEVER_REUSED)
    id: int = key()
    letter_id: int = to("letter", index=True)
    person_id: int | None = maybe_to("person", belongs=True)
    team_id: int | None = row_id()  # where it counts; None: in the letter's team
    command: str
    needs: int | None = row_id()  # the assignment that it answers
    forget_at: datetime | None = instant(optional=True)  # below an answer: it may hold what somebody typed
