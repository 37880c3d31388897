"""The cards of tasks and debates in the outbox: which one stands, which one is on its way."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlmodel import col

from domain.letter import SHOWING
from storage.database import AnyRow, Rows
from storage.letters import Life
from storage.prepared import Prepared, any_of
from storage.tables import LetterRow

_SHOWING = tuple(sorted(kind.value for kind in SHOWING))
_LETTER = LetterRow.__table__  # type: ignore[attr-defined]


class Of(StrEnum):
    """What a card shows, by the column of a letter that names it."""

    TASK = "task_id"
    DEBATE = "debate_id"


def _about(what: Of) -> tuple[Any, ...]:
    return (
        col(getattr(LetterRow, what)) == bindparam("shown"),
        any_of(col(LetterRow.kind), _SHOWING),
        col(LetterRow.chat_id) == bindparam("chat_id"),
    )


_LIVE_CARD = {
    what: Prepared(
        select(_LETTER)
        .where(
            *_about(what),
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
    for what in Of
}
_NEWER_CARD = {
    what: Prepared(
        select(col(LetterRow.id))
        .where(
            *_about(what),
            col(LetterRow.edits).is_(None),
            col(LetterRow.id) > bindparam("letter_id"),
            any_of(
                col(LetterRow.state),
                (Life.ATTEMPTING.value, Life.SENT.value, Life.UNKNOWN.value, Life.WAITING.value),
            ),
        )
        .limit(1)
    )
    for what in Of
}
_ATTEMPTED_CARD = {
    what: Prepared(
        select(col(LetterRow.id)).where(*_about(what), col(LetterRow.state) == Life.ATTEMPTING.value).limit(1)
    )
    for what in Of
}


def shown_by(card: AnyRow) -> tuple[Of, int]:
    """What a card is about: a task or a debate, and its id."""
    return (Of.TASK, card.task_id) if card.debate_id is None else (Of.DEBATE, card.debate_id)


def live(rows: Rows, chat_id: int, what: Of, shown: int) -> Sequence[AnyRow]:
    """The cards of a task or debate in a chat, posted ones and edits that still wait, the newest first."""
    return _LIVE_CARD[what].all(rows, chat_id=chat_id, shown=shown)


def is_leaving(rows: Rows, card: AnyRow) -> bool:
    """Is another card of the same in this chat being attempted? Then this one waits for it."""
    what, shown = shown_by(card)
    return _ATTEMPTED_CARD[what].first(rows, chat_id=card.chat_id, shown=shown) is not None


def has_newer(rows: Rows, card: AnyRow) -> bool:
    """Was the same shown again below this card? Then this one has no buttons any more."""
    what, shown = shown_by(card)
    return _NEWER_CARD[what].first(rows, shown=shown, chat_id=card.chat_id, letter_id=card.id) is not None
