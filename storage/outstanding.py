"""Letters whose life is not over, several at once: what becomes of them when something around them changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import null, select, text, update
from sqlmodel import col

from domain.letter import Kind
from storage.database import AnyRow, Rows
from storage.letters import PARTING, PENDING, Life, Recipient, drop
from storage.tables import UNDER_WAY, LetterRow

_LETTER = LetterRow.__table__  # type: ignore[attr-defined]
_UNDER_WAY = text(UNDER_WAY)  # the words of the index
_DEEDS = {"leaves", "turns", PARTING}  # of a letter that does more than to say something


def silence(rows: Rows, now: datetime) -> int:
    """What was to leave by `now`, or may have left, does not: it did, before the database was put back. What changes a
    message where it stands still does so, and so do the deeds of letters. Returns how many will not be read."""
    silenced = 0
    due = (col(LetterRow.not_before) <= now) | (col(LetterRow.state) != Life.WAITING.value)
    while found := [
        letter
        for letter in rows.execute(select(_LETTER).where(_UNDER_WAY, due, col(LetterRow.edits).is_(None)))
        if not _DEEDS & set(letter.detail or ())
    ]:
        for letter in found:  # and then those that it carried
            drop(rows, letter.id, "restored")
        silenced += sum(letter.kind != Kind.ACK.value for letter in found)
    return silenced


def drop_those_to(rows: Rows, team_id: int, to: Recipient | None, reason: str) -> None:
    """What waits for a recipient, or (None) for anybody of a team, is dropped, with all that is joined into it."""
    theirs: tuple[Any, ...] = (col(LetterRow.team_id) == team_id,)
    if to is not None:
        theirs += (col(LetterRow.recipient) == to.key,)
    pending = (*theirs, col(LetterRow.state).in_([life.value for life in PENDING]))
    over = {"state": Life.DROPPED.value, "reason": reason, "sound": False, "document": null()}
    carriers = select(col(LetterRow.id)).where(*pending)
    rows.execute(update(LetterRow).where(*theirs, col(LetterRow.joined_into).in_(carriers)).values(**over))
    rows.execute(update(LetterRow).where(*pending).values(**over))


def reconsider_held(rows: Rows, team_id: int, now: datetime) -> None:
    """Quiet hours changed: what waits is asked about again at once."""
    rows.execute(
        update(LetterRow)
        .where(
            col(LetterRow.team_id) == team_id,
            col(LetterRow.state) == Life.WAITING.value,
            col(LetterRow.held).is_(True),
        )
        .values(not_before=now)
    )


def reconsider_held_to(rows: Rows, person: int, now: datetime) -> None:
    """What waits for a person, in whichever team, is asked about again at once."""
    theirs = (
        col(LetterRow.recipient) == Recipient(person=person).key,
        col(LetterRow.state) == Life.WAITING.value,
        col(LetterRow.held).is_(True),
    )
    rows.execute(update(LetterRow).where(*theirs).values(not_before=now))


def drop_other_nudges(rows: Rows, newest: int, task_id: int, person: int) -> None:
    """Older nudges of a task to a person that still wait have been overtaken by the newest."""
    rows.execute(
        update(LetterRow)
        .where(
            col(LetterRow.task_id) == task_id,
            col(LetterRow.person_id) == person,
            col(LetterRow.kind) == Kind.NUDGE.value,
            col(LetterRow.state).in_([s.value for s in PENDING]),
            col(LetterRow.id) != newest,
        )
        .values(state=Life.DROPPED.value, reason="overtaken")
    )


def is_overtaken(rows: Rows, letter: AnyRow) -> bool:
    """Is there a newer letter of its kind to the same person about the same task that waits, too?"""
    found = select(col(LetterRow.id)).where(
        col(LetterRow.task_id) == letter.task_id,
        col(LetterRow.person_id) == letter.person_id,
        col(LetterRow.kind) == letter.kind,
        col(LetterRow.state).in_([s.value for s in PENDING]),
        col(LetterRow.id) > letter.id,
    )
    return rows.execute(found.limit(1)).first() is not None


def let_late_ones_wait(rows: Rows, team_id: int, until: datetime) -> None:
    """Late answers of a team that nobody tried to send yet leave no earlier."""
    rows.execute(
        update(LetterRow)
        .where(
            _UNDER_WAY,
            col(LetterRow.team_id) == team_id,
            col(LetterRow.state) == Life.WAITING.value,
            col(LetterRow.kind) == Kind.ANSWER.value,
            col(LetterRow.attempts) == 0,
            col(LetterRow.detail).is_not(None),
        )
        .values(not_before=until)
    )
