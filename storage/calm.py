"""How calm it is: sounds that were made, letters that wait for open hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, true
from sqlmodel import col

from domain.letter import PACED, Kind
from storage.database import AnyRow, Rows
from storage.letters import POSTED_BELOW, REFUSED, Life, Recipient
from storage.prepared import Prepared, any_of
from storage.tables import LetterRow, TaskRow

_LETTER = LetterRow.__table__  # type: ignore[attr-defined]

# A card in place of one that stands there: no message more. One that was posted again below is no such saving.
_SAVES = (
    (col(LetterRow.kind) == Kind.CARD.value)
    & (col(LetterRow.state) == Life.SENT.value)
    & col(LetterRow.edits).is_not(None)
    & ~col(LetterRow.cause).endswith(POSTED_BELOW)
)
_PACED = tuple(sorted(kind.value for kind in PACED))
_SOUNDS = Prepared(
    select(func.count().label("sounds")).where(
        col(LetterRow.id) != bindparam("but"),
        col(LetterRow.recipient) == bindparam("recipient"),
        col(LetterRow.left_at) >= bindparam("since"),
        col(LetterRow.sound).is_(True),
        any_of(col(LetterRow.kind), _PACED),
    )
)


def sounds_since(rows: Rows, recipient: str, since: datetime, *, but: int) -> int:
    """How many paced letters, but this one, left with sound to a recipient since an instant."""
    return int(_SOUNDS.value(rows, recipient=recipient, since=since, but=but))


# What one person asks of another is nobody's business: a count that it moves would tell who wants no requests.
_NO_REQUEST = (col(LetterRow.kind) != Kind.REQUEST.value) | col(LetterRow.chat_id).is_not(None)


def held_now(rows: Rows, team_id: int) -> Sequence[AnyRow]:
    """The letters of a team that wait for open hours, with the number of the task they are about, the oldest first;
    but for requests."""
    return rows.execute(
        select(_LETTER, col(TaskRow.number))
        .outerjoin(TaskRow, col(TaskRow.id) == col(LetterRow.task_id))
        .where(
            col(LetterRow.team_id) == team_id,
            col(LetterRow.state) == Life.WAITING.value,
            col(LetterRow.held).is_(True),
            _NO_REQUEST,
        )
        .order_by(col(LetterRow.id))
    ).all()


def refused_since(rows: Rows, chat_id: int, since: datetime) -> int:
    """How many letters the messenger refused for a chat, tried since an instant."""
    mine = (col(LetterRow.chat_id) == chat_id, col(LetterRow.state) == Life.FAILED.value)
    refused = select(func.count()).where(*mine, col(LetterRow.reason) == REFUSED, col(LetterRow.left_at) >= since)
    return int(rows.execute(refused).scalar_one())


def unreadable(where: str, event: str) -> str:
    """The cause of the letter that counts a message which nobody could decrypt in a chat (its id) or in `private`."""
    return f"unreadable:{where}:{event}"


def unreadable_since(rows: Rows, team_id: int, where: str, since: datetime, *, told_to: Recipient | None = None) -> int:
    """How many messages could not be decrypted there since an instant; `told_to`: and were told to somebody."""
    found = select(func.count()).where(
        col(LetterRow.team_id) == team_id,
        col(LetterRow.cause).startswith(unreadable(where, "")),
        col(LetterRow.created_at) >= since,
    )
    if told_to is not None:
        found = found.where(col(LetterRow.recipient) == told_to.key, col(LetterRow.state) != Life.DROPPED.value)
    return int(rows.execute(found).scalar_one())


def of_window(rows: Rows, team_id: int, start: datetime, end: datetime, *, but: int | None) -> tuple[int, int]:
    """How many letters left for a team's chats with sound from `start` on and before `end`, and how many messages were
    none, because a card was edited in place; the digest that tells it (`but`) does not count itself, however often it
    has to be tried."""
    row = rows.execute(
        select(func.count().filter(col(LetterRow.sound).is_(True)), func.count().filter(_SAVES)).where(
            *_others(team_id, end, but),
            col(LetterRow.left_at) >= start,
            col(LetterRow.left_at) < end,
            col(LetterRow.chat_id).is_not(None),
        )
    ).one()
    return int(row[0]), int(row[1])


def held_in_window(rows: Rows, team_id: int, start: datetime, end: datetime, *, but: int | None) -> list[datetime]:
    """When each letter of a team was written that was held, from `start` on and before `end`. Editions of a digest do
    not count, nor do requests: how many want one is nobody's business."""
    no_edition = (col(LetterRow.kind) != Kind.DIGEST.value) | col(LetterRow.chat_id).is_not(None)
    held = (col(LetterRow.held).is_(True), col(LetterRow.created_at) >= start, no_edition, _NO_REQUEST)
    return list(rows.execute(select(col(LetterRow.created_at)).where(*_others(team_id, end, but), *held)).scalars())


def _others(team_id: int, end: datetime, but: int | None) -> tuple[Any, ...]:
    """The letters of a team that were written before an instant, but those of one digest."""
    another = col(LetterRow.digest_id).is_(None) | (col(LetterRow.digest_id) != but)
    return (col(LetterRow.team_id) == team_id, col(LetterRow.created_at) < end, another if but else true())
