"""Where people's names stand in what others typed: titles, quoted lines, notes, debates, roles, thanks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from domain.text import fold, search_text
from storage.database import Rows
from storage.tables import (
    AccountRow,
    DebateRow,
    NoteRow,
    ProjectRow,
    RoleRow,
    TaskRow,
    ThanksRow,
    UrgentRow,
    ViewRow,
)

_LEAST = 2  # letters of a name that is looked for


@dataclass(frozen=True)
class Words:
    """A text that somebody typed: in which team, and on which task or debate (`number`), if on any."""

    team_id: int
    what: str  # title, quote, reason, note, topic, decision, view, role, project, objective, thanks, urgent
    number: int | None
    text: str


def names_of(rows: Rows, person: int) -> tuple[str, ...]:
    """What somebody is called: names and handles of their accounts, and their first names."""
    theirs = select(col(AccountRow.name), col(AccountRow.handle)).where(col(AccountRow.person_id) == person)
    found = [name for row in rows.execute(theirs) for name in (row.name, row.name.partition(" ")[0], row.handle)]
    return tuple(dict.fromkeys(name for name in found if name and len(fold(name)) >= _LEAST))


def has_a_name(text: str, names: Iterable[str]) -> bool:
    """Does one of these names stand in a text, as whole words?"""
    said = f"{search_text(text)} "
    return any(f"{searched} " in said for name in names if (searched := search_text(name)))


def typed_with(rows: Rows, team_id: int, names: Sequence[str], now: datetime) -> list[Words]:
    """What people of a team typed for all to read with one of these names in it, whatever it stands on."""
    return [words for words in _typed(rows, team_id, now) if has_a_name(words.text, names)] if names else []


def _typed(rows: Rows, team_id: int, now: datetime) -> Iterator[Words]:
    of_task, of_debate = col(TaskRow.team_id) == team_id, col(DebateRow.team_id) == team_id
    task, debate = col(TaskRow.number), col(DebateRow.number)
    noted: Any = select(task.label("number"), col(NoteRow.words)).join(TaskRow, col(TaskRow.id) == col(NoteRow.task_id))
    viewed: Any = select(debate.label("number"), col(ViewRow.words)).join(
        DebateRow, col(DebateRow.id) == col(ViewRow.debate_id)
    )
    found: tuple[tuple[str, Any], ...] = (
        ("title", select(task, col(TaskRow.title)).where(of_task)),
        ("quote", select(task, col(TaskRow.quote)).where(of_task)),
        ("reason", select(task, col(TaskRow.closed_why)).where(of_task)),
        ("project", select(task, col(TaskRow.project)).where(of_task)),
        ("note", noted.where(of_task)),
        ("topic", select(debate, col(DebateRow.title)).where(of_debate)),
        ("topic", select(debate, col(DebateRow.quote)).where(of_debate)),
        ("decision", select(debate, col(DebateRow.decision)).where(of_debate)),
        ("view", viewed.where(of_debate, col(ViewRow.shown_from) <= now)),
    )
    for what, texts in found:
        yield from (Words(team_id, what, row[0], row[1]) for row in rows.execute(texts) if row[1])
    is_titled = col(ProjectRow.title) != col(ProjectRow.name)  # else it stands on its tasks
    others: tuple[tuple[str, Any], ...] = (
        ("role", select(col(RoleRow.name)).where(col(RoleRow.team_id) == team_id)),
        ("objective", select(col(ProjectRow.title)).where(col(ProjectRow.team_id) == team_id, is_titled)),
        ("objective", select(col(ProjectRow.objective)).where(col(ProjectRow.team_id) == team_id)),
        ("thanks", select(col(ThanksRow.words)).where(col(ThanksRow.team_id) == team_id)),
        ("urgent", select(col(UrgentRow.reason)).where(col(UrgentRow.team_id) == team_id, col(UrgentRow.in_group))),
    )
    for what, texts in others:
        yield from (Words(team_id, what, None, row[0]) for row in rows.execute(texts) if row[0])
