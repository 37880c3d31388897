"""Letters as messages: what stands where at the messenger, for whoever answers or reacts to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, literal, null, select, text, update
from sqlmodel import col

from domain.letter import SHOWING, Kind
from storage.database import AnyRow, Rows, changed
from storage.letters import EXPECTS, Life, Recipient, by_id
from storage.tables import HANDLED, ChangeRow, DebateRow, LetterRow, TaskRow

_LETTER = LetterRow.__table__  # type: ignore[attr-defined]
_BEFORE = "~"  # no messenger's message is called so
_A_DAY = timedelta(days=1)  # after it nobody remembers what they were asked


def by_message(rows: Rows, team_id: int, recipient: str, message_id: str) -> AnyRow | None:
    """The letter behind a message that somebody answers or reacts to."""
    return _standing(rows, recipient, message_id, col(LetterRow.team_id) == team_id)


def _standing(rows: Rows, recipient: str, message_id: str, *more: Any) -> AnyRow | None:
    found = select(_LETTER).where(col(LetterRow.recipient) == recipient, col(LetterRow.message_id) == message_id, *more)
    return rows.execute(found.order_by(col(LetterRow.edits).is_not(None), col(LetterRow.id)).limit(1)).one_or_none()


def of_before(message_id: str) -> str:
    """How a message is called here since its chat moved: the messenger counts anew there."""
    return f"{_BEFORE}{message_id}"


def is_of_before(message_id: str | None) -> bool:
    """Did a message stay behind when its chat moved?"""
    return message_id is not None and message_id.startswith(_BEFORE)


def leave_behind(rows: Rows, chat_id: int) -> None:
    """A chat moved: the numbers of its messages so far mean nothing where it is now, and nothing answers them there."""
    mine = col(LetterRow.chat_id) == chat_id
    pending = (mine, col(LetterRow.state).in_([Life.WAITING.value, Life.ATTEMPTING.value, Life.UNKNOWN.value]))
    gone = {"state": Life.DROPPED.value, "reason": "the chat moved", "document": None}
    rows.execute(update(LetterRow).where(*pending, col(LetterRow.kind) == Kind.ACK.value).values(gone))
    rows.execute(update(LetterRow).where(*pending).values(reply_to=None))
    for name in ("message_id", "reply_to"):
        column = col(getattr(LetterRow, name))
        rows.execute(update(LetterRow).where(mine, column.is_not(None)).values({name: literal(_BEFORE) + column}))
    here = f"{Recipient(chat=chat_id).key}:"
    names: tuple[tuple[Any, str], ...] = (
        (TaskRow, "source_message"),
        (TaskRow, "asked_in"),
        (DebateRow, "source_message"),
        (ChangeRow, "source"),
    )
    for table, name in names:
        column = col(getattr(table, name))
        of_before = literal(here + _BEFORE) + func.substr(column, len(here) + 1)
        rows.execute(update(table).where(column.startswith(here)).values({name: of_before}))


def team_of_message(rows: Rows, person: int, message_id: str) -> int | None:
    """The team whose letter stands as this message in a person's private chat, or for which this message of theirs did
    something there."""
    private = Recipient(person=person).key
    row = _standing(rows, private, message_id) or handled(rows, private, message_id)
    return None if row is None else int(row.team_id)


def letter_to(rows: Rows, person: int, message_id: str) -> AnyRow | None:
    """The letter, of whichever team, that stands as this message in a person's private chat."""
    return _standing(rows, Recipient(person=person).key, message_id)


def question_to(rows: Rows, person: int, at: datetime) -> AnyRow | None:
    """The question that somebody was asked in private within the day before then, if nothing was answered to them
    after it: what they write in plain words completes a command."""
    newest = select(_LETTER).where(
        col(LetterRow.recipient) == Recipient(person=person).key,
        col(LetterRow.message_id).is_not(None),
        col(LetterRow.kind) == Kind.ANSWER.value,
        col(LetterRow.left_at) >= at - _A_DAY,
    )
    row = rows.execute(newest.order_by(col(LetterRow.id).desc()).limit(1)).one_or_none()
    return row if row is not None and expects(row) else None


def ask_no_more(rows: Rows, person: int, command: str, at: datetime) -> None:
    """What a command asked somebody in private is settled without words: none complete it any more."""
    question = question_to(rows, person, at)
    if question is not None and expects(question).partition(" ")[0] == command:
        take_back(rows, question.id)


def expects(letter: AnyRow) -> str:
    """The command line that an answer in plain words completes; empty if the letter asks for none."""
    is_private = letter.whispered_in is None and letter.person_id is not None
    return str((letter.detail or {}).get(EXPECTS, "")) if is_private else ""


def take_away(rows: Rows, team_id: int, recipient: str, message_id: str) -> bool:
    """A message of the bot is gone: its letter stands nowhere, until it is posted anew. False: it was none."""
    mine = (col(LetterRow.team_id) == team_id, col(LetterRow.recipient) == recipient)
    gone = update(LetterRow).where(*mine, col(LetterRow.message_id) == message_id)
    return changed(rows, gone.values(message_id=of_before(message_id))) > 0


def handled(rows: Rows, recipient: str, message_id: str) -> AnyRow | None:
    """What was written down of a message that did something and needed no acknowledgement."""
    found = select(_LETTER).where(
        text(HANDLED), col(LetterRow.recipient) == recipient, col(LetterRow.reply_to) == message_id
    )
    return rows.execute(found.limit(1)).one_or_none()


def take_back(rows: Rows, letter_id: int) -> None:
    """What a message did was taken back: it did nothing any more."""
    rows.execute(update(LetterRow).where(col(LetterRow.id) == letter_id).values(detail=null()))


def acknowledged(rows: Rows, recipient: str, message_id: str) -> bool:
    """Did a message get its acknowledgement?"""
    found = select(col(LetterRow.id)).where(
        col(LetterRow.recipient) == recipient,
        col(LetterRow.kind) == Kind.ACK.value,
        col(LetterRow.reply_to) == message_id,
    )
    return rows.execute(found.limit(1)).first() is not None


def newest(rows: Rows, team_id: int, kind: Kind, *, number: int | None, person: int | None) -> AnyRow | None:
    """The newest letter of a kind that left, about a task and to a person if they are named; the one that carried
    it, if it was joined."""
    found = select(_LETTER).where(
        col(LetterRow.team_id) == team_id,
        col(LetterRow.kind).in_([each.value for each in (SHOWING if kind is Kind.CARD else (kind,))]),
        col(LetterRow.edits).is_(None),
        col(LetterRow.state).in_([Life.SENT.value, Life.JOINED.value]),
    )
    if number is not None:
        found = found.join(TaskRow, col(TaskRow.id) == col(LetterRow.task_id)).where(col(TaskRow.number) == number)
    if person is not None:
        found = found.where(col(LetterRow.person_id) == person)
    row = rows.execute(found.order_by(col(LetterRow.id).desc()).limit(1)).one_or_none()
    if row is not None and row.state == Life.JOINED.value:
        return by_id(rows, row.joined_into)
    return row


def newest_of_debate(rows: Rows, team_id: int, number: int) -> AnyRow | None:
    """The newest card of a debate that left."""
    found = select(_LETTER).join(DebateRow, col(DebateRow.id) == col(LetterRow.debate_id))
    its = (col(DebateRow.team_id) == team_id, col(DebateRow.number) == number)
    left = (col(LetterRow.edits).is_(None), col(LetterRow.state) == Life.SENT.value)
    return rows.execute(found.where(*its, *left).order_by(col(LetterRow.id).desc()).limit(1)).one_or_none()
