"""In whose hands letters are, and what becomes of those that nobody has in hand any more. Where several processes send,
none takes what another one has, or overtakes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, text, update
from sqlmodel import col

from domain.letter import Kind
from storage.database import AnyRow, Rows, changed
from storage.letters import Life, Recipient
from storage.prepared import Prepared
from storage.tables import UNDER_WAY, LetterRow

_UNDER_WAY = text(UNDER_WAY)  # the words of the index
_IN_THE_WAY = {
    is_ack: Prepared(
        select(
            func.count().filter(col(LetterRow.state) == Life.ATTEMPTING.value).label("elsewhere"),
            func.max(col(LetterRow.not_before)).filter(col(LetterRow.state) == Life.WAITING.value).label("until"),
        ).where(
            _UNDER_WAY,
            col(LetterRow.recipient) == bindparam("to_whom"),
            (col(LetterRow.kind) == Kind.ACK.value) if is_ack else (col(LetterRow.kind) != Kind.ACK.value),
            or_(
                (col(LetterRow.state) == Life.ATTEMPTING.value)
                & col(LetterRow.owner).is_distinct_from(bindparam("me")),
                (col(LetterRow.state) == Life.WAITING.value)
                & (col(LetterRow.attempts) > 0)
                & col(LetterRow.held).is_(False)
                & (col(LetterRow.not_before) > bindparam("now"))
                & (col(LetterRow.id) < bindparam("letter_id")),
            ),
        )
    )
    for is_ack in (True, False)
}
_OWNER = Prepared(select(col(LetterRow.owner)).where(col(LetterRow.id) == bindparam("letter_id")))


def goes_only_by(rows: Rows, letter_id: int, messenger: str) -> None:
    """Who does not send by this messenger need not look at the letter again."""
    rows.execute(update(LetterRow).where(col(LetterRow.id) == letter_id).values(goes_by=messenger))


def in_the_way(rows: Rows, letter: AnyRow, me: int, now: datetime) -> tuple[bool, datetime | None]:
    """Is another process sending to the same recipient? And until when do earlier letters wait, which this one does not
    overtake?"""
    is_ack = letter.kind == Kind.ACK.value
    found = _IN_THE_WAY[is_ack].one(rows, to_whom=letter.recipient, me=me, now=now, letter_id=letter.id)
    return bool(found.elsewhere), found.until


def put_off(rows: Rows, letter_id: int, until: datetime) -> None:
    """A letter that was not tried waits so long."""
    rows.execute(update(LetterRow).where(col(LetterRow.id) == letter_id).values(not_before=until))


def owners(rows: Rows) -> frozenset[int]:
    """In whose hands letters are."""
    found = select(col(LetterRow.owner)).where(_UNDER_WAY, col(LetterRow.state) == Life.ATTEMPTING.value).distinct()
    return frozenset(owner for (owner,) in rows.execute(found) if owner is not None)


def is_anothers(rows: Rows, letter_id: int, me: int) -> bool:
    """Did somebody else take a letter up?"""
    row = _OWNER.first(rows, letter_id=letter_id)
    return row is not None and row.owner != me


def release_those_of(rows: Rows, now: datetime, dead: Collection[int]) -> int:
    """Letters in the hands of processes that died may be tried again, from `now` on."""
    return _release(rows, now, (col(LetterRow.state) == Life.ATTEMPTING.value) & col(LetterRow.owner).in_(dead))


def release_leases(rows: Rows, now: datetime, on_their_way: Collection[int], owner: int | None = None) -> int:
    """Letters whose attempt nobody will answer any more may be tried again, from `now` on. `owner`: of those in its
    hands; those of others are none of its concern."""
    lost = (col(LetterRow.state) == Life.ATTEMPTING.value) & (col(LetterRow.not_before) <= now)
    if owner is not None:
        lost &= (col(LetterRow.owner) == owner) | col(LetterRow.owner).is_(None)
    return _release(rows, now, lost & col(LetterRow.id).not_in(on_their_way))


def _release(rows: Rows, now: datetime, lost: Any) -> int:
    """Letters for which this is true are in nobody's hands any more."""
    free = {"state": Life.UNKNOWN.value, "not_before": now, "owner": None}
    return changed(rows, update(LetterRow).where(lost).values(**free))


def recover(rows: Rows) -> Mapping[Recipient, datetime]:
    """After a start, with nobody else at work: what was attempted and never answered is tried again at once and in
    order, however long its next attempt was to wait. Returns to whom a letter waits that surely did not leave, and
    until when."""
    unanswered = col(LetterRow.state).in_([Life.ATTEMPTING.value, Life.UNKNOWN.value])
    lost = update(LetterRow).where(_UNDER_WAY, unanswered)
    rows.execute(lost.values(state=Life.UNKNOWN.value, not_before=col(LetterRow.created_at)))
    waits = (_UNDER_WAY, col(LetterRow.state) == Life.WAITING.value, col(LetterRow.attempts) > 0)
    to = (col(LetterRow.chat_id), col(LetterRow.person_id))
    by_itself = (col(LetterRow.held).is_(False), col(LetterRow.kind) != Kind.ACK.value)
    found = select(*to, func.max(col(LetterRow.not_before)).label("until")).where(*waits, *by_itself).group_by(*to)
    return {Recipient(chat=row.chat_id, person=row.person_id): row.until for row in rows.execute(found)}
