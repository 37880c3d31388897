"""What waits for the morning in somebody's name, and the letter that will post it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, insert, select, text, update
from sqlmodel import col

from domain.letter import Kind
from domain.team import Chat
from storage.database import AnyRow, Rows, changed
from storage.letters import Life, Recipient
from storage.names import name_of
from storage.prepared import Prepared
from storage.tables import UNDER_WAY, LaterRow, LetterRow

_LATER = LaterRow.__table__  # type: ignore[attr-defined]
_IS_CARRIED = exists().where(
    text(UNDER_WAY), col(LetterRow.cause) == col(LaterRow.carrier), col(LetterRow.kind) == Kind.LATER.value
)
_FORGET_LOST = Prepared(delete(LaterRow).where(~_IS_CARRIED))


def carrier(rows: Rows, chat: Chat) -> str | None:
    """The cause of the letter that waits to post in a chat (or topic), if there is one: all of a night leave in it."""
    waiting = (
        col(LetterRow.recipient) == Recipient(chat=chat.id).key,
        col(LetterRow.kind) == Kind.LATER.value,
        col(LetterRow.thread) == chat.place.thread,
        col(LetterRow.state) == Life.WAITING.value,
    )
    found = select(col(LetterRow.cause)).where(*waiting).order_by(col(LetterRow.id).desc()).limit(1)
    return rows.execute(found).scalar()


def keep(rows: Rows, chat: Chat, person: int, words: str, now: datetime, *, source: str | None, carrier: str) -> int:
    values = {"team_id": chat.team.id, "chat_id": chat.id, "person_id": person, "words": words, "at": now}
    made = insert(LaterRow).values(**values, source=source, carrier=carrier).returning(col(LaterRow.id))
    return int(rows.execute(made).scalar_one())


def waiting(rows: Rows, team_id: int, person: int) -> Sequence[AnyRow]:
    """What somebody wrote and can still take back, the oldest first: its letter is not on its way yet."""
    found = (
        select(_LATER)
        .join(LetterRow, (col(LetterRow.cause) == col(LaterRow.carrier)) & (col(LetterRow.kind) == Kind.LATER.value))
        .where(
            col(LaterRow.team_id) == team_id,
            col(LaterRow.person_id) == person,
            col(LetterRow.state) == Life.WAITING.value,
        )
    )
    return rows.execute(found.order_by(col(LaterRow.id))).all()


def written_in(rows: Rows, source: str, person: int) -> int | None:
    """What somebody wrote in this message and still waits, or is on its way."""
    mine = (col(LaterRow.source) == source, col(LaterRow.person_id) == person)
    return rows.execute(select(col(LaterRow.id)).where(*mine).limit(1)).scalar()


def carried(rows: Rows, carrier: str) -> Sequence[AnyRow]:
    """What a letter posts, in the order in which it was written, each with the name of whoever wrote it."""
    found = select(_LATER, name_of(col(LaterRow.person_id), "name")).where(col(LaterRow.carrier) == carrier)
    return rows.execute(found.order_by(col(LaterRow.id))).all()


def change(rows: Rows, later_id: int, words: str) -> None:
    rows.execute(update(LaterRow).where(col(LaterRow.id) == later_id).values(words=words))


def take_back(rows: Rows, later_id: int) -> None:
    rows.execute(delete(LaterRow).where(col(LaterRow.id) == later_id))


def forget(rows: Rows, carrier: str) -> None:
    """A letter is posted: nothing of it is kept."""
    rows.execute(delete(LaterRow).where(col(LaterRow.carrier) == carrier))


def forget_lost(rows: Rows) -> None:
    """No letter will ever post these."""
    _FORGET_LOST.change(rows)


def forget_in(rows: Rows, chat_id: int) -> None:
    """The bot was removed from a chat: nothing is posted there any more."""
    rows.execute(delete(LaterRow).where(col(LaterRow.chat_id) == chat_id))


def forget_of(rows: Rows, team_id: int, person: int) -> bool:
    """Nothing is posted in this person's name any more in a team. Did anything wait?"""
    theirs = (col(LaterRow.team_id) == team_id, col(LaterRow.person_id) == person)
    return changed(rows, delete(LaterRow).where(*theirs)) > 0
