"""What a person changed last: tasks as they were and as they became, so that it can be taken back for a while.

A change is kept as images. `before` and `after` hold one for each thing: `{"task": …}` a task's own columns, people
and dependencies, `{"made": id}` a task that was not there, `{"note": id, "of": task}`, `{"thanks": id}`,
`{"came": task}` that somebody comes to it, `{"later": id}` a message that waits, `{"request": id}` one that was sent,
`{"charter": id}` a version that was not there, `{"rang": id}` what cannot be taken back, `{"search": id}` a task for
which somebody is looked for, `{"parked": id}` a debate that was not there, `{"settled": id}` one that was not over;
afterwards `{"debate": …}`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from domain.task import Assignment, Task
from storage import assignments, debates, members, tasks
from storage.database import Rows
from storage.prepared import Prepared
from storage.tables import ChangeRow, HistoryRow, NoteRow

Image = dict[str, Any]
_OWN = (
    "title", "state", "due_day", "due_part", "due_at", "deadline", "due_set_at", "doubt", "repeat", "repeat_zone",
    "project", "effort_minutes", "important", "wanted", "help_wanted", "for_name", "quote", "closed_at", "closed_why",
)  # fmt: skip
_INSTANTS = ("due_at", "deadline", "due_set_at", "closed_at", "since", "lapses_at")
_DEADLINE = ("due_day", "due_part", "due_at", "deadline")
_KEYS = ("team_id", "person_id")
_CHANGE = ChangeRow.__table__  # type: ignore[attr-defined]


def _upsert(dialect: Any) -> Prepared:
    insert = dialect.insert(ChangeRow)
    anew = {name: insert.excluded[name] for name in ("at", "forget_at", "source", "before", "after")}
    return Prepared(insert.on_conflict_do_update(index_elements=_KEYS, set_=anew))


_REMEMBER = {"sqlite": _upsert(sqlite), "postgresql": _upsert(postgresql)}
_THEIRS = (col(ChangeRow.team_id) == bindparam("its_team"), col(ChangeRow.person_id) == bindparam("whose"))
_LAST = Prepared(select(_CHANGE).where(*_THEIRS))
_FORGET_OLD = Prepared(delete(ChangeRow).where(col(ChangeRow.forget_at) <= bindparam("now")))
_FORGET = Prepared(delete(ChangeRow).where(*_THEIRS))


def _newest(table: type[HistoryRow | NoteRow]) -> Any:
    return select(func.max(col(table.id))).where(col(table.task_id) == bindparam("task_id")).scalar_subquery()


_NEWEST = Prepared(select(_newest(HistoryRow).label("happening"), _newest(NoteRow).label("note")))


@dataclass(frozen=True)
class Change:
    """`at`: when it was said (aware UTC). `source`: the message that did it, with its place."""

    at: datetime
    source: str | None
    before: tuple[Image, ...]
    after: tuple[Image, ...]


def remember(
    rows: Rows,
    team_id: int,
    person: int,
    *,
    at: datetime,
    forget_at: datetime,
    source: str | None,
    before: Sequence[Task],
    others: Sequence[Image] = (),
    present: Task | None = None,
) -> None:
    """Keep a change that was just made, in place of the person's former one. `before`: the tasks as they were;
    `present`: one of those that were changed or made, if the caller knows it as it is now."""
    was = [{"task": _image(task)} for task in before] + list(others)
    touched = [task.id for task in before] + [image["made"] for image in others if "made" in image]
    known = {present.id: present} if present is not None else {}
    became = [now for task in touched if (now := _now(rows, task, known.get(task))) is not None]
    over = [image.get("parked") or image.get("settled") for image in others]
    became += [{"debate": debates.image(rows, debate)} for debate in over if debate]
    _REMEMBER[rows.dialect.name].change(
        rows,
        team_id=team_id,
        person_id=person,
        at=at,
        forget_at=forget_at,
        source=source,
        before=was,
        after=became,
    )


def forget(rows: Rows, team_id: int, person: int) -> None:
    """There is nothing to take back."""
    _FORGET.change(rows, its_team=team_id, whose=person)


def forget_old(rows: Rows, now: datetime) -> None:
    """Nobody can take these back any more: nothing of them is kept."""
    _FORGET_OLD.change(rows, now=now)


def forget_quotes(rows: Rows, team_id: int, gone: Collection[int]) -> None:
    """The words that these tasks quoted are gone: nobody brings them back by taking something back."""
    if not gone:
        return
    for row in rows.execute(select(_CHANGE).where(col(ChangeRow.team_id) == team_id)).all():
        bare = {name: [_unquoted(each, gone) for each in getattr(row, name)] for name in ("before", "after")}
        if bare != {"before": row.before, "after": row.after}:
            theirs = (col(ChangeRow.team_id) == team_id, col(ChangeRow.person_id) == row.person_id)
            rows.execute(update(ChangeRow).where(*theirs).values(**bare))


def _unquoted(image: Image, gone: Collection[int]) -> Image:
    if "task" not in image or image["task"]["id"] not in gone:
        return image
    return {**image, "task": {**image["task"], "quote": None}}


def last(rows: Rows, team_id: int, person: int) -> Change | None:
    row = _LAST.first(rows, its_team=team_id, whose=person)
    return Change(row.at, row.source, tuple(row.before), tuple(row.after)) if row else None


def stands(rows: Rows, change: Change) -> bool:
    """Is everything still as the change left it?"""
    return all(_as_now(rows, image) == image for image in change.after)


def _as_now(rows: Rows, image: Image) -> Image | None:
    if "debate" in image:
        return {"debate": debates.image(rows, image["debate"]["id"])}
    return _now(rows, image["task"]["id"])


def restore(rows: Rows, image: Image) -> Task:
    """Make a task what it was: columns, people with the proposals they had, and what it waits for."""
    was = image["task"]
    now = tasks.by_id(rows, was["id"])
    assert now is not None, "a task is never deleted while its team is there"
    columns = {name: _in(name, was[name]) for name in _OWN}
    if any(columns[name] != getattr(now, name) for name in _DEADLINE):
        columns["due_revision"] = now.due_revision + 1
    tasks.change(rows, now.id, **columns)
    assignments.unassign(rows, [part.id for part in now.assignments])
    for part in was["people"]:
        member = members.by_person(rows, now.team_id, part["person_id"])
        if member is None or not member.is_current:
            continue  # they left since: what they had stays free
        assignments.put_back(rows, now.id, {name: _in(name, value) for name, value in part.items()})
    tasks.wait_for_only(rows, now.id, tasks.ids_of(rows, now.team_id, was["waits_for"]))
    again = tasks.by_id(rows, now.id)
    assert again is not None
    return again


def _now(rows: Rows, task_id: int, known: Task | None = None) -> Image | None:
    task = known or tasks.by_id(rows, task_id)
    if task is None:
        return None
    newest = _NEWEST.one(rows, task_id=task_id)
    return {"task": _image(task), "happening": newest.happening, "note": newest.note}


def _image(task: Task) -> Image:
    own = {name: _out(getattr(task, name)) for name in _OWN}
    people = sorted((_part(a) for a in task.assignments), key=lambda part: int(part["id"]))
    return {"id": task.id, **own, "people": people, "waits_for": list(task.waits_for)}


def _part(a: Assignment) -> Image:
    return {
        "id": a.id,
        "person_id": a.person,
        "role": a.role.value,
        "consent": a.consent.value,
        "by_id": a.by,
        "since": _out(a.since),
        "lapses_at": _out(a.lapses_at),
        "helps": a.helps,
        **({"offered": True} if a.offered else {}),  # images of before there were such
    }


def _out(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return [_out(each) for each in value] if isinstance(value, tuple) else value


def _in(name: str, stored: Any) -> Any:
    if stored is None or name == "doubt":
        return stored or None
    if name in _INSTANTS:
        return datetime.fromisoformat(stored)
    return date.fromisoformat(stored) if name == "due_day" else stored
