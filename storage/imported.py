"""What is written when an archive is read back: rows with their own numbers and dates, of a team that has none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlmodel import col

from domain.text import search_text
from storage.database import Rows
from storage.tables import DebateRow, NoteRow, TaskRow, TeamRow


def has_debates(rows: Rows, team_id: int) -> bool:
    return rows.execute(select(col(DebateRow.id)).where(col(DebateRow.team_id) == team_id).limit(1)).first() is not None


def task(rows: Rows, team_id: int, *, words: Sequence[str], **values: Any) -> int:
    """A task without people, that is found by its title and these `words` of its notes. Returns its id."""
    row = {"team_id": team_id, "search_text": search_text(values["title"], *words), "due_revision": 0, **values}
    return int(rows.execute(insert(TaskRow).values(**row).returning(col(TaskRow.id))).scalar_one())


def notes(rows: Rows, task_id: int, those: Sequence[tuple[datetime, str]]) -> None:
    """Lines that nobody in particular wrote."""
    for at, words in those:
        rows.execute(insert(NoteRow).values(task_id=task_id, person_id=None, at=at, words=words))


def debate(rows: Rows, team_id: int, **values: Any) -> None:
    words = search_text(values["title"], values["decision"] or "")
    rows.execute(insert(DebateRow).values(team_id=team_id, author_id=None, search_text=words, **values))


def count_up_to(rows: Rows, team_id: int, number: int) -> None:
    """The next task of a team gets the number after this one."""
    rows.execute(update(TeamRow).where(col(TeamRow.id) == team_id).values(last_number=number))
