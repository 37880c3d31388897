"""All that bears one person's id, over all their teams, found by walking the tables.

Which columns name people, and what that means, stands in `WHOSE`: a new one has to be put there (a test looks).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, Table, func, or_, select
from sqlmodel import SQLModel, col

from domain.debate import name_of as debate_name
from storage.database import AnyRow, Rows
from storage.forgetting import mentions
from storage.letters import Recipient
from storage.names import name_of
from storage.tables import (
    AskedRow,
    AssignmentRow,
    ChoiceRow,
    DebateRow,
    LetterRow,
    NoteRow,
    RequestRow,
    TaskRow,
    TeamRow,
    ViewRow,
)

Found = dict[str, list[dict[str, Any]]]
"""By table, what its rows say: instants as ISO 8601, people as names."""


class Bearing(Enum):
    """What a column that names a person means for that person."""

    MINE = "mine"  # the row is theirs to read
    BETWEEN = "between"  # so it is, and whoever else is named in it may be named to them
    HIDDEN = "hidden"  # it is somebody else's matter, though it names them


WHOSE = {
    "account.person_id": Bearing.MINE,
    "asked.person_id": Bearing.MINE,
    "assignment.by_id": Bearing.BETWEEN,
    "assignment.person_id": Bearing.BETWEEN,
    "attendance.person_id": Bearing.MINE,
    "change.person_id": Bearing.MINE,
    "choice.person_id": Bearing.MINE,
    "debate.author_id": Bearing.MINE,
    "debate_view.person_id": Bearing.MINE,
    "feed.person_id": Bearing.MINE,
    "history.person_id": Bearing.MINE,
    "hours.person_id": Bearing.MINE,
    "later.person_id": Bearing.MINE,
    "letter.person_id": Bearing.MINE,
    "link.account_id": Bearing.MINE,
    "link.person_id": Bearing.MINE,
    "link_try.account_id": Bearing.MINE,
    "membership.person_id": Bearing.MINE,
    "note.person_id": Bearing.MINE,
    "report.about_id": Bearing.HIDDEN,
    "report.reporter_id": Bearing.MINE,
    "report_keeper.person_id": Bearing.MINE,
    "report_line.person_id": Bearing.MINE,
    "request.asker_id": Bearing.BETWEEN,
    "role.asked_by_id": Bearing.BETWEEN,
    "role.asked_id": Bearing.BETWEEN,
    "role.holder_id": Bearing.BETWEEN,
    "search.asked_id": Bearing.MINE,
    "search.leads_id": Bearing.MINE,
    "search.person_id": Bearing.MINE,
    "seen.account_id": Bearing.MINE,
    "task.author_id": Bearing.MINE,
    "thanks.by_id": Bearing.BETWEEN,
    "thanks.to_id": Bearing.BETWEEN,
    "unasked.person_id": Bearing.MINE,
    "unsought.person_id": Bearing.MINE,
    "urgent.person_id": Bearing.MINE,
    "week_hours.person_id": Bearing.MINE,
}
_PEOPLE = ("person", "account")
_NUMBERED: dict[str, Callable[[int], str]] = {"task": "#{}".format, "debate": debate_name}
_INNER = ("search_text", "folded", "moves_on_at")  # said again, for the search; when it is somebody else's turn


def person_columns() -> dict[str, tuple[Table, Column[Any]]]:
    """Every column that points to a person or an account of one, by `table.column`."""
    return {
        f"{table.name}.{column.name}": (table, column)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name in _PEOPLE for key in column.foreign_keys)
    }


def collect(rows: Rows, person: int) -> Found:
    """Everything, by table. Of others, the names where they had to do with this person, and nothing else."""
    found: Found = {"person": _of(rows, SQLModel.metadata.tables["person"], "id", person)}
    by_table: dict[str, list[Column[Any]]] = {}
    for name, (table, column) in person_columns().items():
        if WHOSE.get(name, Bearing.HIDDEN) is not Bearing.HIDDEN:
            by_table.setdefault(table.name, []).append(column)
    for name, columns in by_table.items():
        table = SQLModel.metadata.tables[name]
        which = or_(*(column.in_(_meaning(column, person)) for column in columns))
        found[name] = [_said(rows, table, row, person) for row in rows.execute(table.select().where(which)).all()]
    found["letter"] += _letters_in_chats(rows, person)
    found["choice"] += _below_their_letters(rows, person)
    found["task"] += _tasks_of_others(rows, person)
    found["debate"] += _debates_of_others(rows, person)
    found["request"] += _requests_to_them(rows, person)
    theirs = {each["team_id"] for each in found["membership"]}
    found["team"] = [
        {
            "id": row.id,
            "name": row.name,
            "language": row.language,
            "zone": row.zone,
            "created_at": _plain(row.created_at),
        }
        for row in rows.execute(TeamRow.__table__.select().where(col(TeamRow.id).in_(theirs)))  # type: ignore[attr-defined]
    ]
    return found


def _meaning(column: Column[Any], person: int) -> Any:
    """The values of a column that mean this person: their id, or those of their accounts."""
    account = SQLModel.metadata.tables["account"]
    if any(key.column.table is account for key in column.foreign_keys):
        return select(account.c.id).where(account.c.person_id == person)
    return [person]


def _of(rows: Rows, table: Table, column: str, value: Any) -> list[dict[str, Any]]:
    return [_said(rows, table, row, None) for row in rows.execute(table.select().where(table.c[column] == value)).all()]


def _said(rows: Rows, table: Table, row: AnyRow, person: int | None) -> dict[str, Any]:
    """A row, with names instead of people's ids: one's own is `you`."""
    said: dict[str, Any] = {}
    here = row._mapping
    if "team_id" in here:
        said["team"] = _team_name(rows, here["team_id"])
    if table.name in _NUMBERED:
        said["called"] = _NUMBERED[table.name](here["number"])
    elif here.get("task_id"):
        said["task"] = _task_name(rows, here["task_id"])
    for column in table.columns:
        value, name = here[column.name], f"{table.name}.{column.name}"
        if column.name in _INNER:
            continue
        if any(key.column.table.name == "person" for key in column.foreign_keys):
            said[column.name] = _whom(rows, value, person, WHOSE.get(name, Bearing.HIDDEN))
        else:
            said[column.name] = _plain(value)
    return said


def _whom(rows: Rows, value: int | None, person: int | None, bearing: Bearing) -> str | None:
    if value is None or value == person:
        return None if value is None else "you"
    if bearing is not Bearing.BETWEEN:
        return None
    return str(rows.execute(select(name_of(value))).scalar() or "")


def _team_name(rows: Rows, team_id: int | None) -> str | None:
    return rows.execute(select(col(TeamRow.name)).where(col(TeamRow.id) == team_id)).scalar()


def _task_name(rows: Rows, task_id: int) -> str | None:
    row = rows.execute(select(col(TaskRow.number), col(TaskRow.title)).where(col(TaskRow.id) == task_id)).one_or_none()
    return f"#{row.number} {row.title}" if row is not None else None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _letters_in_chats(rows: Rows, person: int) -> Iterator[dict[str, Any]]:
    """What is kept of what they did with a reaction, so that they can take it back, and of late answers to them."""
    detailed = LetterRow.__table__.select().where(  # type: ignore[attr-defined]
        col(LetterRow.person_id).is_(None), col(LetterRow.detail).is_not(None)
    )
    about = [row for row in rows.execute(detailed).all() if mentions(row.detail, person)]
    return (_said(rows, SQLModel.metadata.tables["letter"], row, person) for row in about)


def _below_their_letters(rows: Rows, person: int) -> list[dict[str, Any]]:
    theirs = select(col(LetterRow.id)).where(col(LetterRow.person_id) == person)
    others = col(ChoiceRow.person_id).is_(None)
    found = rows.execute(ChoiceRow.__table__.select().where(col(ChoiceRow.letter_id).in_(theirs), others)).all()  # type: ignore[attr-defined]
    return [_said(rows, SQLModel.metadata.tables["choice"], row, person) for row in found]


def _tasks_of_others(rows: Rows, person: int) -> list[dict[str, Any]]:
    """Those that somebody else wrote, and that they have a part in, noted on, or made of a private message."""
    parts = select(col(AssignmentRow.task_id)).where(col(AssignmentRow.person_id) == person)
    noted = select(col(NoteRow.task_id)).where(col(NoteRow.person_id) == person)
    private = f"{Recipient(person=person).key}:"
    here = col(TaskRow.source_message).startswith(private) | col(TaskRow.asked_in).startswith(private)
    theirs = col(TaskRow.id).in_(parts) | col(TaskRow.id).in_(noted) | here
    wrote = func.coalesce(col(TaskRow.author_id), 0) == person
    found = rows.execute(TaskRow.__table__.select().where(theirs, ~wrote)).all()  # type: ignore[attr-defined]
    return [_said(rows, SQLModel.metadata.tables["task"], row, person) for row in found]


def _debates_of_others(rows: Rows, person: int) -> list[dict[str, Any]]:
    """Those on which they said something."""
    viewed = select(col(ViewRow.debate_id)).where(col(ViewRow.person_id) == person)
    began = func.coalesce(col(DebateRow.author_id), 0) == person
    found = rows.execute(DebateRow.__table__.select().where(col(DebateRow.id).in_(viewed), ~began)).all()  # type: ignore[attr-defined]
    return [_said(rows, SQLModel.metadata.tables["debate"], row, person) for row in found]


def _requests_to_them(rows: Rows, person: int) -> list[dict[str, Any]]:
    """Those of others that they agreed to read."""
    read = select(col(AskedRow.request_id)).where(col(AskedRow.person_id) == person, col(AskedRow.opened))
    found = rows.execute(RequestRow.__table__.select().where(col(RequestRow.id).in_(read))).all()  # type: ignore[attr-defined]
    return [_said(rows, SQLModel.metadata.tables["request"], row, person) for row in found]


def left_behind(rows: Rows, person: int) -> dict[str, int]:
    """How much of what they wrote stays without their name: tasks, notes, views of debates."""
    counted = {
        "tasks": (col(TaskRow.id), col(TaskRow.author_id) == person),
        "notes": (col(NoteRow.id), col(NoteRow.person_id) == person),
        "views": (col(ViewRow.id), col(ViewRow.person_id) == person),
    }
    return {
        what: int(rows.execute(select(func.count(column)).where(theirs)).scalar_one())
        for what, (column, theirs) in counted.items()
    }
