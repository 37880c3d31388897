"""Lines that people added to tasks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import col

from domain.task import Note
from storage.database import Rows
from storage.names import name_of
from storage.prepared import Prepared
from storage.tables import NoteRow

_NOTES_OF = Prepared(
    select(NoteRow.__table__, name_of(col(NoteRow.person_id)))  # type: ignore[attr-defined]
    .where(col(NoteRow.task_id) == bindparam("task_id"))
    .order_by(col(NoteRow.id))
)


def of_task(rows: Rows, task_id: int) -> tuple[Note, ...]:
    """A task's notes, the oldest first."""
    return tuple(Note(row.id, row.at, row.name, row.words) for row in _NOTES_OF.all(rows, task_id=task_id))


def add(rows: Rows, task_id: int, person: int, words: str, now: datetime) -> int:
    values = {"task_id": task_id, "person_id": person, "words": words, "at": now}
    return int(rows.execute(insert(NoteRow).values(**values).returning(col(NoteRow.id))).scalar_one())


def remove(rows: Rows, note_id: int) -> None:
    rows.execute(delete(NoteRow).where(col(NoteRow.id) == note_id))
