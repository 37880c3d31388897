"""Queries about tasks, who carries them, and what they wait for. All of them stay within one team."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.task import Assignment, Happening, State, Task, TaskKind
from domain.text import search_text
from storage import assignments, notes, projects
from storage.database import AnyRow, AnySelect, Rows
from storage.names import name_of
from storage.prepared import Prepared
from storage.tables import AssignmentRow, DependencyRow, HistoryRow, TaskRow, TeamRow
from storage.told import Told, is_told

_TASKS = select(TaskRow.__table__)  # type: ignore[attr-defined]
_HAS_PEOPLE = exists().where(col(AssignmentRow.task_id) == col(TaskRow.id))
_HAS_LINKS = or_(
    exists().where(col(DependencyRow.task_id) == col(TaskRow.id)),
    exists().where(col(DependencyRow.waits_for_id) == col(TaskRow.id)),
)
_WITH_SIGNS = _TASKS.add_columns(_HAS_PEOPLE.label("has_people"), _HAS_LINKS.label("has_links"))
_TASK_NUMBERED = Prepared(
    _WITH_SIGNS.where(col(TaskRow.team_id) == bindparam("team_id"), col(TaskRow.number) == bindparam("number"))
)
_TASK_BY_ID = Prepared(_WITH_SIGNS.where(col(TaskRow.id) == bindparam("task_id")))
_LATER, _EARLIER = aliased(TaskRow), aliased(TaskRow)
_LINKS: AnySelect = (
    select(
        col(DependencyRow.task_id),
        col(DependencyRow.waits_for_id),
        col(_LATER.number).label("later"),
        col(_LATER.state).label("later_state"),
        col(_EARLIER.number).label("earlier"),
        col(_EARLIER.state).label("earlier_state"),
    )
    .join(_LATER, col(_LATER.id) == col(DependencyRow.task_id))
    .join(_EARLIER, col(_EARLIER.id) == col(DependencyRow.waits_for_id))
)
_LINKS_OF = Prepared(
    _LINKS.where(
        (col(DependencyRow.task_id) == bindparam("task_id")) | (col(DependencyRow.waits_for_id) == bindparam("task_id"))
    )
)
_NEXT_NUMBER = Prepared(
    update(TeamRow)
    .where(col(TeamRow.id) == bindparam("its_team"))
    .values(last_number=col(TeamRow.last_number) + 1)
    .returning(col(TeamRow.last_number))
)
_ADD_TASK = Prepared(insert(TaskRow).returning(TaskRow.__table__))  # type: ignore[attr-defined]
_CHANGE_TASK = Prepared(update(TaskRow).where(col(TaskRow.id) == bindparam("task_id")))
_LOOK_AGAIN = Prepared(  # its creation is long ago: at once
    update(TaskRow)
    .where(col(TaskRow.id) == bindparam("task_id"), col(TaskRow.kind) == TaskKind.EVENT.value)
    .values(look_at=col(TaskRow.created_at))
)
_ADD_HISTORY = Prepared(insert(HistoryRow))
_NEWEST = 100  # tasks among which one that is alike is looked for
_PLAIN = (
    "id", "team_id", "number", "title", "due_day", "due_part", "due_at", "deadline", "due_set_at", "due_revision",
    "repeat", "repeat_zone", "project", "effort_minutes", "important", "wanted", "help_wanted", "for_name", "quote",
    "link", "created_at", "closed_at", "closed_why", "follows_id",
)  # fmt: skip
_plain = attrgetter(*_PLAIN)


def numbered(rows: Rows, team_id: int, number: int) -> Task | None:
    row = _TASK_NUMBERED.first(rows, team_id=team_id, number=number)
    return _one(rows, row) if row else None


def by_id(rows: Rows, task_id: int) -> Task | None:
    row = _TASK_BY_ID.first(rows, task_id=task_id)
    return _one(rows, row) if row else None


def by_source(rows: Rows, team_id: int, source: str) -> Task | None:
    """The task that was made by a message, or of it; the message is named with its place (`chat:7:m1`)."""
    named = (col(TaskRow.source_message) == source) | (col(TaskRow.asked_in) == source)
    found = _WITH_SIGNS.where(col(TaskRow.team_id) == team_id, named)
    row = rows.execute(found.order_by(col(TaskRow.id).desc()).limit(1)).one_or_none()
    return _one(rows, row) if row else None


def forget_source(rows: Rows, team_id: int, source: str) -> list[int]:
    """A message is gone: the tasks that were made of it (their ids) keep neither its words nor its link."""
    made_of_it = (col(TaskRow.team_id) == team_id, col(TaskRow.source_message) == source)
    has_any = col(TaskRow.quote).is_not(None) | col(TaskRow.link).is_not(None)
    bare = update(TaskRow).where(*made_of_it, has_any).values(quote=None, link=None).returning(col(TaskRow.id))
    return sorted(rows.execute(bare).scalars())


def following(rows: Rows, task_id: int) -> Task | None:
    """The occurrence that the end of a recurring task made, the newest if it ended several times."""
    found = _WITH_SIGNS.where(col(TaskRow.follows_id) == task_id).order_by(col(TaskRow.id).desc()).limit(1)
    row = rows.execute(found).one_or_none()
    return _one(rows, row) if row else None


def of_team(
    rows: Rows,
    team_id: int,
    *,
    states: Sequence[State] = (State.OPEN,),
    newest: int | None = None,
    project: str | None = None,
) -> list[Task]:
    """The tasks of a team in these states, with everything their cards show, in three queries; only the `newest`, or
    those of one `project`."""
    chosen = (col(TaskRow.team_id) == team_id, col(TaskRow.state).in_([s.value for s in states]))
    if project is not None:
        chosen = (*chosen, col(TaskRow.project) == project)  # type: ignore[assignment]
    if newest is not None:
        last = select(col(TaskRow.id)).where(*chosen).order_by(col(TaskRow.number).desc()).limit(newest)
        chosen = (col(TaskRow.id).in_(list(rows.execute(last).scalars())),)  # type: ignore[assignment]
    return _many(rows, _TASKS.where(*chosen), select(col(TaskRow.id)).where(*chosen))


def done_untold(rows: Rows, team_id: int, told: Told | None) -> list[Task]:
    """The finished tasks that a digest tells: those marked with it, or (None) those that none told yet."""
    column = col(TaskRow.told_in)
    chosen = (
        col(TaskRow.team_id) == team_id,
        col(TaskRow.state) == State.DONE.value,
        col(TaskRow.kind) != TaskKind.EVENT.value,  # nobody did it
        is_told(column, told),
    )
    return _many(rows, _TASKS.where(*chosen), select(col(TaskRow.id)).where(*chosen))


def done_since(rows: Rows, team_id: int, then: datetime) -> list[Task]:
    """The tasks that were finished since an instant, and are so still."""
    chosen = (
        col(TaskRow.team_id) == team_id,
        col(TaskRow.state) == State.DONE.value,
        col(TaskRow.closed_at) >= then,
    )
    return _many(rows, _TASKS.where(*chosen), select(col(TaskRow.id)).where(*chosen))


def mark_told(rows: Rows, team_id: int, digest_id: int) -> None:
    """Give the finished tasks that no digest told yet to this one."""
    rows.execute(
        update(TaskRow)
        .where(
            col(TaskRow.team_id) == team_id,
            col(TaskRow.state) == State.DONE.value,
            col(TaskRow.told_in).is_(None),
        )
        .values(told_in=digest_id)
    )


def search(rows: Rows, team_id: int, words: Sequence[str], most: int) -> tuple[list[Task], int]:
    """The tasks in whose title and notes each of these folded words begins a word, whatever became of them: the open
    ones first, then the newest, `most` of them; and how many there are."""
    # Every word has a space before it. Looking through the 200,000 tasks of one team took 0.1 to 0.2 s on both
    # databases (10,000: 10 ms), so there is no index of words to keep.
    begin = (col(TaskRow.search_text).contains(f" {word}", autoescape=True) for word in words)
    chosen = select(col(TaskRow.id), func.count().over().label("there")).where(col(TaskRow.team_id) == team_id, *begin)
    is_closed = col(TaskRow.state) != State.OPEN.value
    found = rows.execute(chosen.order_by(is_closed, col(TaskRow.number).desc()).limit(most)).all()
    if not found:
        return [], 0
    ids = [row.id for row in found]
    these = col(TaskRow.id).in_(ids)
    tasks = _many(rows, _TASKS.where(these), select(col(TaskRow.id)).where(these))
    return sorted(tasks, key=lambda task: ids.index(task.id)), int(found[0].there)


def newest_open(rows: Rows, team_id: int, begin: Sequence[str]) -> list[tuple[int, str]]:
    """Number and title of the open tasks among the newest, the newest first, in which one of these (folded, of letters
    and figures alone) begins a word."""
    wanted = {f"word_{place}": f" {each}" for place, each in enumerate(begin)}
    newest = _newest_with(len(begin), rows.dialect.name)
    return [(row.number, row.title) for row in newest.all(rows, team_id=team_id, **wanted)]


@cache
def _newest_with(words: int, dialect: str) -> Prepared:
    last = select(col(TeamRow.last_number)).where(col(TeamRow.id) == bindparam("team_id")).scalar_subquery()
    place_of = func.instr if dialect == "sqlite" else func.strpos  # a third of the time that LIKE takes
    either = or_(*(place_of(col(TaskRow.search_text), bindparam(f"word_{place}")) > 0 for place in range(words)))
    return Prepared(
        select(col(TaskRow.number), col(TaskRow.title))
        .where(
            col(TaskRow.team_id) == bindparam("team_id"),
            col(TaskRow.number) > last - _NEWEST,
            col(TaskRow.state) == State.OPEN.value,
            either,
        )
        .order_by(col(TaskRow.number).desc())
    )


def waits_of_team(rows: Rows, team_id: int) -> dict[int, list[int]]:
    """What every task of a team waits for, done or not, by numbers."""
    waits: dict[int, list[int]] = defaultdict(list)
    for link in rows.execute(_LINKS.where(col(_LATER.team_id) == team_id)):
        waits[link.later].append(link.earlier)
    return waits


def first_of_series(rows: Rows, team_id: int) -> dict[int, int]:
    """For each occurrence of a recurring task (its row id) but the first, that first one."""
    follows = (col(TaskRow.team_id) == team_id, col(TaskRow.follows_id).is_not(None))
    found = select(col(TaskRow.id), col(TaskRow.follows_id)).where(*follows).order_by(col(TaskRow.id))
    first: dict[int, int] = {}
    for row in rows.execute(found):  # what follows was made later
        first[row.id] = first.get(row.follows_id, row.follows_id)
    return first


def any_in(rows: Rows, team_id: int) -> bool:
    found = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id).limit(1)
    return rows.execute(found).first() is not None


def history_of(rows: Rows, task_id: int) -> list[Happening]:
    found = select(HistoryRow.__table__, name_of(col(HistoryRow.person_id)))  # type: ignore[attr-defined]
    told = found.where(col(HistoryRow.task_id) == task_id).order_by(col(HistoryRow.id))
    return [Happening(row.at, row.what, row.name, row.detail) for row in rows.execute(told)]


def moves(rows: Rows, team_id: int, then: datetime | None = None) -> Counter[int]:
    """How often the deadline of each open task (its row id) was moved, since an instant or ever. To give it its first
    date is no move, and neither is what was taken back at once."""
    told = (
        select(col(HistoryRow.task_id), col(HistoryRow.what), col(HistoryRow.detail))
        .join(TaskRow, col(TaskRow.id) == col(HistoryRow.task_id))
        .where(col(TaskRow.team_id) == team_id, col(TaskRow.state) == State.OPEN.value)
        .order_by(col(HistoryRow.id))
    )
    found: Counter[int] = Counter()
    moved_last: set[int] = set()
    for row in rows.execute(told.where(col(HistoryRow.at) >= then) if then else told):
        if row.what == "moved" and row.detail.get("was"):
            found[row.task_id] += 1
            moved_last.add(row.task_id)
        elif row.what == "undone" and row.task_id in moved_last:
            found[row.task_id] -= 1
        if row.what not in ("moved", "corrected"):  # a correction that moves is told as both
            moved_last.discard(row.task_id)
    return +found


def changed_by_others(rows: Rows, task_id: int, person: int) -> bool:
    """Did anybody but this person move or correct a task?"""
    found = select(col(HistoryRow.id)).where(
        col(HistoryRow.task_id) == task_id,
        col(HistoryRow.what).in_(("moved", "corrected")),
        col(HistoryRow.person_id) != person,
    )
    return rows.execute(found.limit(1)).first() is not None


def add(rows: Rows, team_id: int, *, now: datetime, **values: Any) -> Task:
    """A new open task with the next number of its team."""
    number = _NEXT_NUMBER.value(rows, its_team=team_id)
    if values.get("project"):
        projects.use(rows, team_id, values["project"], now)
    row = {
        "team_id": team_id,
        "number": number,
        "search_text": search_text(values["title"]),
        "kind": TaskKind.TASK.value,
        "state": State.OPEN.value,
        "important": False,
        "wanted": 1,
        "help_wanted": False,
        "due_revision": 0,
        "created_at": now,
        **values,
    }
    return _task(_ADD_TASK.one(rows, **row), (), ())


def change(rows: Rows, task_id: int, **values: Any) -> None:
    if "title" in values:
        values["search_text"] = notes.searched(rows, task_id, values["title"])
    _CHANGE_TASK.change(rows, task_id=task_id, **values)
    if "deadline" in values or "state" in values:
        look_again(rows, task_id)


def look_again(rows: Rows, task_id: int) -> None:
    """Of an event: who is to be reminded of it, and is it over?"""
    _LOOK_AGAIN.change(rows, task_id=task_id)


def set_due(
    rows: Rows,
    task: Task,
    *,
    day: date | None,
    at: datetime | None,
    deadline: datetime | None,
    now: datetime,
    part: str | None = None,
) -> None:
    """Move a deadline. A new revision: nudges of the old one are not true any more."""
    change(
        rows,
        task.id,
        due_day=day,
        due_part=part,
        due_at=at,
        deadline=deadline,
        due_set_at=now,
        due_revision=task.due_revision + 1,
        doubt=None,
    )


def note(rows: Rows, task_id: int, what: str, person: int | None, now: datetime, **detail: Any) -> None:
    """Write one line of history."""
    _ADD_HISTORY.change(rows, task_id=task_id, person_id=person, at=now, what=what, detail=detail)


def wait_for(rows: Rows, task_id: int, earlier: Iterable[int]) -> None:
    for waits_for in earlier:
        rows.execute(insert(DependencyRow).values(task_id=task_id, waits_for_id=waits_for))


def wait_for_only(rows: Rows, task_id: int, earlier: Iterable[int]) -> None:
    """A task waits for these and no others."""
    rows.execute(delete(DependencyRow).where(col(DependencyRow.task_id) == task_id))
    wait_for(rows, task_id, earlier)


def ids_of(rows: Rows, team_id: int, numbers: Sequence[int]) -> tuple[int, ...]:
    if not numbers:
        return ()
    found = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id, col(TaskRow.number).in_(numbers))
    return tuple(rows.execute(found).scalars())


def _one(rows: Rows, row: AnyRow) -> Task:
    """A row with its signs; people and links are looked for where there are some."""
    people = assignments.of_task(rows, row.id) if row.has_people else ()
    links = _LINKS_OF.all(rows, task_id=row.id) if row.has_links else ()
    return _task(row, people, links)


def _many(rows: Rows, tasks: AnySelect, ids: AnySelect) -> list[Task]:
    people: dict[int, list[Assignment]] = defaultdict(list)
    for one in assignments.of_tasks(rows, ids):
        people[one.task_id].append(one)
    links: dict[int, list[AnyRow]] = defaultdict(list)
    near = col(DependencyRow.task_id).in_(ids) | col(DependencyRow.waits_for_id).in_(ids)
    for link in rows.execute(_LINKS.where(near)):
        links[link.task_id].append(link)
        links[link.waits_for_id].append(link)
    return [_task(row, tuple(people[row.id]), links[row.id]) for row in rows.execute(tasks)]


def _task(row: AnyRow, people: tuple[Assignment, ...], links: Sequence[AnyRow]) -> Task:
    still_open = State.OPEN.value
    return Task(
        kind=TaskKind(row.kind),
        state=State(row.state),
        author=row.author_id,
        doubt=tuple(_reading(text) for text in row.doubt or ()),
        assignments=people,
        waits_for=tuple(sorted(k.earlier for k in links if k.task_id == row.id)),
        held_by=tuple(sorted(k.earlier for k in links if k.task_id == row.id and k.earlier_state == still_open)),
        blocks=tuple(sorted(k.later for k in links if k.waits_for_id == row.id and k.later_state == still_open)),
        **dict(zip(_PLAIN, _plain(row), strict=True)),
    )


def _reading(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
