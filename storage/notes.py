"""Lines that people added to tasks. What is searched of a task follows them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlmodel import col

from domain.task import Note
from domain.text import search_text
from storage.database import Rows
from storage.names import name_of
from storage.prepared import Prepared
from storage.tables import NoteRow, TaskRow

_NOTES_OF = Prepared(
    select(NoteRow.__table__, name_of(col(NoteRow.person_id)))  # type: ignore[attr-defined]
    .where(col(NoteRow.task_id) == bindparam("task_id"))
    .order_by(col(NoteRow.id))
)


def of_task(rows: Rows, task_id: int) -> tuple[Note, ...]:
    """A task's notes, the oldest first."""
    return tuple(Note(row.id, row.at, row.name, row.words) for row in _NOTES_OF.all(rows, task_id=task_id))


def of_team(rows: Rows, team_id: int) -> dict[int, tuple[Note, ...]]:
    """The notes of each task of a team (its row id) that has some, the oldest first."""
    found = select(NoteRow.__table__, name_of(col(NoteRow.person_id)))  # type: ignore[attr-defined]
    told = found.join(TaskRow, col(TaskRow.id) == col(NoteRow.task_id)).where(col(TaskRow.team_id) == team_id)
    those: dict[int, tuple[Note, ...]] = {}
    for row in rows.execute(told.order_by(col(NoteRow.id))):
        those[row.task_id] = (*those.get(row.task_id, ()), Note(row.id, row.at, row.name, row.words))
    return those


def counted(rows: Rows, team_id: int) -> dict[int, int]:
    """How many notes each task of a team (its row id) has; those without any are not there."""
    found = select(col(NoteRow.task_id), func.count().label("there")).join(
        TaskRow, col(TaskRow.id) == col(NoteRow.task_id)
    )
    told = found.where(col(TaskRow.team_id) == team_id).group_by(col(NoteRow.task_id))
    return {row.task_id: row.there for row in rows.execute(told)}


def add(rows: Rows, task_id: int, person: int, words: str, now: datetime) -> int:
    values = {"task_id": task_id, "person_id": person, "words": words, "at": now}
    made = int(rows.execute(insert(NoteRow).values(**values).returning(col(NoteRow.id))).scalar_one())
    _search_anew(rows, task_id)
    return made


def newest(rows: Rows, task_id: int, person: int | None = None) -> int | None:
    """The newest line of a task, by this person (None: by anybody)."""
    theirs = (col(NoteRow.task_id) == task_id, *((col(NoteRow.person_id) == person,) if person is not None else ()))
    return rows.execute(select(col(NoteRow.id)).where(*theirs).order_by(col(NoteRow.id).desc()).limit(1)).scalar()


def remove(rows: Rows, note_id: int) -> None:
    of = rows.execute(delete(NoteRow).where(col(NoteRow.id) == note_id).returning(col(NoteRow.task_id))).scalar()
    if of is not None:
        _search_anew(rows, of)


def searched(rows: Rows, task_id: int, title: str) -> str:
    """What is searched of a task with this title: its words and those of its notes."""
    return search_text(title, *(note.words for note in of_task(rows, task_id)))


def _search_anew(rows: Rows, task_id: int) -> None:
    its = col(TaskRow.id) == task_id
    title = rows.execute(select(col(TaskRow.title)).where(its)).scalar_one()
    rows.execute(update(TaskRow).where(its).values(search_text=searched(rows, task_id, title)))
