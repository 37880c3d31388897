"""The cards of tasks in the outbox: which one stands, which one is on its way."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, or_, select
from sqlmodel import col

from domain.letter import Kind
from storage.database import AnyRow, Rows
from storage.letters import Life
from storage.prepared import Prepared, any_of
from storage.tables import LetterRow

_LETTER = LetterRow.__table__  # type: ignore[attr-defined]

_LIVE_CARD = Prepared(
    select(_LETTER)
    .where(
        col(LetterRow.task_id) == bindparam("task_id"),
        col(LetterRow.kind) == Kind.CARD.value,
        col(LetterRow.chat_id) == bindparam("chat_id"),
        or_(
            any_of(col(LetterRow.state), (Life.WAITING.value, Life.UNKNOWN.value)),
            and_(
                any_of(col(LetterRow.state), (Life.ATTEMPTING.value, Life.SENT.value)),
                col(LetterRow.edits).is_(None),
            ),
        ),
    )
    .order_by(col(LetterRow.id).desc())
)
_NEWER_CARD = Prepared(
    select(col(LetterRow.id))
    .where(
        col(LetterRow.task_id) == bindparam("task_id"),
        col(LetterRow.kind) == Kind.CARD.value,
        col(LetterRow.chat_id) == bindparam("chat_id"),
        col(LetterRow.edits).is_(None),
        col(LetterRow.id) > bindparam("letter_id"),
        any_of(
            col(LetterRow.state),
            (Life.ATTEMPTING.value, Life.SENT.value, Life.UNKNOWN.value, Life.WAITING.value),
        ),
    )
    .limit(1)
)
_ATTEMPTED_CARD = Prepared(
    select(col(LetterRow.id))
    .where(
        col(LetterRow.task_id) == bindparam("task_id"),
        col(LetterRow.kind) == Kind.CARD.value,
        col(LetterRow.chat_id) == bindparam("chat_id"),
        col(LetterRow.state) == Life.ATTEMPTING.value,
    )
    .limit(1)
)


def live(rows: Rows, chat_id: int, task_id: int) -> Sequence[AnyRow]:
    """The cards of a task in a chat, posted ones and edits that still wait, the newest first."""
    return _LIVE_CARD.all(rows, chat_id=chat_id, task_id=task_id)


def is_leaving(rows: Rows, chat_id: int, task_id: int) -> bool:
    """Is a card of this task in this chat being attempted? Then a newer one waits for it."""
    return _ATTEMPTED_CARD.first(rows, chat_id=chat_id, task_id=task_id) is not None


def has_newer(rows: Rows, card: AnyRow) -> bool:
    """Was the task shown again below this card? Then this one has no buttons any more."""
    return _NEWER_CARD.first(rows, task_id=card.task_id, chat_id=card.chat_id, letter_id=card.id) is not None
