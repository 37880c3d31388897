"""Two people turn out to be one: everything that is the other one's is this one's, and nothing is lost on the way.

Every column that names a person is in `MOVED` or in `SETTLED`; a test walks them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import delete, func, literal, select, update
from sqlmodel import SQLModel, col

from domain.task import Consent, Role
from storage import letters, seen
from storage.database import AnyRow, Rows
from storage.joining import NOBODY_ASKED, in_both, move
from storage.letters import Recipient
from storage.tables import (
    AssignmentRow,
    ChangeRow,
    ChoiceRow,
    DebateRow,
    LaterRow,
    LetterRow,
    LinkRow,
    MembershipRow,
    PersonRow,
    RoleRow,
    TaskRow,
    ViewRow,
)

MOVED = frozenset(
    {
        "account.person_id",
        "asked.person_id",
        "assignment.by_id",
        "attendance.person_id",
        "choice.person_id",
        "debate.author_id",
        "feed.person_id",
        "history.person_id",
        "hours.person_id",
        "later.person_id",
        "note.person_id",
        "report.about_id",
        "report.reporter_id",
        "report_keeper.person_id",
        "report_line.person_id",
        "request.asker_id",
        "role.asked_by_id",
        "role.asked_id",
        "role.holder_id",
        "search.asked_id",
        "search.leads_id",
        "search.person_id",
        "task.author_id",
        "thanks.by_id",
        "thanks.to_id",
        "unasked.person_id",
        "unsought.person_id",
        "urgent.person_id",
        "week_hours.person_id",
    }
)
"""The columns in which one person simply takes the other one's place."""
SETTLED = frozenset(
    {
        "assignment.person_id",
        "change.person_id",
        "debate_view.person_id",
        "letter.person_id",
        "link.person_id",
        "membership.person_id",
    }
)
"""Those in which there may be something of both, and of one person there is one."""
SOURCES = (
    (TaskRow, "source_message"),
    (TaskRow, "asked_in"),
    (DebateRow, "source_message"),
    (ChangeRow, "source"),
    (LaterRow, "source"),
)


def unite(rows: Rows, person: int, other: int) -> None:
    """All that the `other` person has is this one's, and there is no other any more."""
    for each in (person, other):
        seen.write_down_of(rows, each)
    _memberships(rows, person, other)
    _best_of_two(rows, AssignmentRow, "task_id", person, other, _part)
    _best_of_two(rows, ViewRow, "debate_id", person, other, lambda view: view.id)
    rows.execute(delete(ChangeRow).where(col(ChangeRow.person_id) == other))
    rows.execute(delete(LinkRow).where(col(LinkRow.person_id) == other))
    _letters(rows, person, other)
    _words(rows, person, other)
    _settings(rows, person, other)
    for column in columns():
        move(rows, column, other, person)
    both = (col(RoleRow.holder_id) == person, col(RoleRow.asked_id) == person)
    rows.execute(update(RoleRow).where(*both).values(**NOBODY_ASKED))
    for column in columns():
        if rows.execute(select(func.count()).where(column == other)).scalar_one():
            raise RuntimeError(f"{column} still names somebody who became another one")
    rows.execute(delete(PersonRow).where(col(PersonRow.id) == other))


def columns() -> Iterable[Any]:
    """All columns that name a person."""
    for table in SQLModel.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == "person":
                yield key.parent


def _memberships(rows: Rows, person: int, other: int) -> None:
    table = MembershipRow.__table__  # type: ignore[attr-defined]
    mine = {row.team_id: row for row in rows.execute(select(table).where(table.c.person_id == person))}
    for row in rows.execute(select(table).where(table.c.person_id == other)).all():
        theirs = (table.c.team_id == row.team_id, table.c.person_id == other)
        if row.team_id not in mine:
            rows.execute(update(table).where(*theirs).values(person_id=person))
            continue
        rows.execute(delete(table).where(*theirs))
        kept = (table.c.team_id == row.team_id, table.c.person_id == person)
        rows.execute(update(table).where(*kept).values(**in_both(mine[row.team_id], row)))


def _part(row: AnyRow) -> tuple[bool, bool, int]:
    """A yes is more than a question, and leading more than helping."""
    return (row.consent == Consent.ACCEPTED.value, row.role == Role.LEAD.value, -row.id)


def _best_of_two(rows: Rows, of: Any, about: str, person: int, other: int, worth: Callable[[AnyRow], Any]) -> None:
    """Where both have one about the same thing, the one that is worth more stays."""
    table = of.__table__
    mine = {getattr(row, about): row for row in rows.execute(select(table).where(table.c.person_id == person))}
    for row in rows.execute(select(table).where(table.c.person_id == other)).all():
        if (there := mine.get(getattr(row, about))) is not None:
            worse = min((there, row), key=worth)
            rows.execute(delete(table).where(table.c.id == worse.id))
    rows.execute(update(table).where(table.c.person_id == other).values(person_id=person))


def _letters(rows: Rows, person: int, other: int) -> None:
    """What was written to both leaves once."""
    table = LetterRow.__table__  # type: ignore[attr-defined]
    twin = table.alias()
    same = [twin.c[name] == table.c[name] for name in ("cause", "kind", "ordinal")]
    twice = select(table.c.id, table.c.cause, table.c.state).join(twin, (twin.c.person_id == person) & same[0])
    found = rows.execute(twice.where(table.c.person_id == other, *same[1:])).all()
    for row in found:
        if row.state in letters.PENDING:
            letters.drop(rows, row.id, "told already")
        rows.execute(update(table).where(table.c.id == row.id).values(cause=f"{row.cause}:of:{other}"))
    to = Recipient(person=person).key
    rows.execute(update(table).where(table.c.person_id == other).values(person_id=person, recipient=to))


def _words(rows: Rows, person: int, other: int) -> None:
    """Where a person stands in words that are kept: the places of private messages, letters that wait, buttons."""
    was, now = (f"{Recipient(person=each).key}:" for each in (other, person))
    for table, name in SOURCES:
        column = col(getattr(table, name))
        named = literal(now) + func.substr(column, len(was) + 1)
        rows.execute(update(table).where(column.startswith(was)).values({name: named}))
    kept = select(col(LetterRow.id), col(LetterRow.document), col(LetterRow.detail))
    for row in rows.execute(kept.where(col(LetterRow.document).is_not(None))).all():
        document, detail = (_named(each, person, other) for each in (row.document, row.detail))
        if (document, detail) != (row.document, row.detail):
            letters.reword(rows, row.id, document=document, detail=detail)
    changed = select(col(ChangeRow.team_id), col(ChangeRow.person_id), col(ChangeRow.before), col(ChangeRow.after))
    for row in rows.execute(changed).all():
        before, after = (_named(each, person, other) for each in (row.before, row.after))
        if (before, after) != (row.before, row.after):
            of = (col(ChangeRow.team_id) == row.team_id, col(ChangeRow.person_id) == row.person_id)
            rows.execute(update(ChangeRow).where(*of).values(before=before, after=after))
    chosen = f"person:{other}"
    for row in rows.execute(
        select(col(ChoiceRow.id), col(ChoiceRow.command)).where(col(ChoiceRow.command).contains(chosen))
    ).all():
        words = [f"person:{person}" if word == chosen else word for word in row.command.split(" ")]
        rows.execute(update(ChoiceRow).where(col(ChoiceRow.id) == row.id).values(command=" ".join(words)))


def _named(value: Any, person: int, other: int) -> Any:
    """Stored words (`domain.document`, `storage.changes`) in which one person takes the other one's place."""
    if isinstance(value, list):
        return [_named(each, person, other) for each in value]
    if not isinstance(value, dict):
        return value
    names = ("mention", "person", "person_id", "by_id", "late")
    return {
        name: person if name in names and each == other else _named(each, person, other) for name, each in value.items()
    }


def _settings(rows: Rows, person: int, other: int) -> None:
    """What one of them did not set is as the other one set it. Who is away by either is away."""
    table = PersonRow.__table__  # type: ignore[attr-defined]
    mine, theirs = (rows.execute(select(table).where(table.c.id == each)).one() for each in (person, other))
    values: dict[str, Any] = {
        name: getattr(theirs, name) for name in ("language", "zone", "quiet") if getattr(mine, name) is None
    }
    if mine.away_since is None:
        values |= {"away_since": theirs.away_since, "away_until": theirs.away_until}
    values = {name: value for name, value in values.items() if value is not None}
    if values:
        rows.execute(update(table).where(table.c.id == person).values(**values))
