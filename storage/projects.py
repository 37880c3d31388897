"""The projects of a team. A task's `#name` makes one, and takes one up again that was over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.project import Project
from domain.task import State, TaskKind
from storage.database import AnyRow, Rows
from storage.prepared import Prepared
from storage.tables import ProjectRow, TaskRow

_PROJECT = ProjectRow.__table__  # type: ignore[attr-defined]
_DIALECTS: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgresql}


@cache
def _use(dialect: str) -> Prepared:
    made = _DIALECTS[dialect].insert(ProjectRow)
    ended = col(ProjectRow.ended_at).is_not(None)
    return Prepared(
        made.on_conflict_do_update(index_elements=("team_id", "name"), set_={"ended_at": None}, where=ended)
    )


def use(rows: Rows, team_id: int, name: str, now: datetime) -> None:
    """A project of this name is there, and goes on."""
    _use(rows.dialect.name).change(
        rows, team_id=team_id, name=name, title=name, objective=None, made_at=now, ended_at=None
    )


def put_back(rows: Rows, team_id: int, names: Iterable[str], now: datetime) -> None:
    """Tasks have these names again: their projects are there, over or not."""
    for name in names:
        if named(rows, team_id, name) is None:
            use(rows, team_id, name, now)


def change(rows: Rows, team_id: int, name: str, **values: Any) -> None:
    rows.execute(
        update(ProjectRow).where(col(ProjectRow.team_id) == team_id, col(ProjectRow.name) == name).values(values)
    )


def drop_unused(rows: Rows, team_id: int, names: Collection[str]) -> None:
    """Of these, those are gone that nobody said anything of and no task has any more: a name that was taken back."""
    used = exists().where(
        col(TaskRow.team_id) == team_id,
        col(TaskRow.project) == col(ProjectRow.name),
        col(TaskRow.state) != State.CANCELLED.value,
    )
    bare = (col(ProjectRow.objective).is_(None), col(ProjectRow.title) == col(ProjectRow.name))
    these = (col(ProjectRow.team_id) == team_id, col(ProjectRow.name).in_(names))
    rows.execute(delete(ProjectRow).where(*these, *bare, ~used))


def of_team(rows: Rows, team_id: int) -> list[Project]:
    """All projects of a team by name, those that ended too."""
    found = rows.execute(
        select(_PROJECT).where(col(ProjectRow.team_id) == team_id).order_by(col(ProjectRow.name))
    ).all()
    counts = _counts(rows, team_id)
    return [_project(row, counts) for row in found]


def named(rows: Rows, team_id: int, name: str) -> Project | None:
    found = select(_PROJECT).where(col(ProjectRow.team_id) == team_id, col(ProjectRow.name) == name)
    row = rows.execute(found).one_or_none()
    return _project(row, _counts(rows, team_id, name)) if row else None


def milestones_beside(rows: Rows, tasks: Iterable[int]) -> list[int]:
    """The open milestones (row ids) of the projects of these tasks: what is told of them may have changed."""
    those = list(dict.fromkeys(tasks))
    beside = (row.id for each in those for row in _BESIDE.all(rows, task_id=each))
    return [id_ for id_ in dict.fromkeys(beside) if id_ not in those]


_TASK, _MILESTONE = aliased(TaskRow), aliased(TaskRow)
_BESIDE = Prepared(
    select(col(_MILESTONE.id))
    .join(_TASK, (col(_TASK.team_id) == col(_MILESTONE.team_id)) & (col(_TASK.project) == col(_MILESTONE.project)))
    .where(
        col(_TASK.id) == bindparam("task_id"),
        col(_MILESTONE.kind) == literal_column(f"'{TaskKind.MILESTONE.value}'"),  # so that its index is taken
        col(_MILESTONE.state) == State.OPEN.value,
    )
)


def _counts(rows: Rows, team_id: int, name: str | None = None) -> dict[tuple[str, str], int]:
    """How much work there is, by project and state."""
    of_work = select(col(TaskRow.project), col(TaskRow.state), func.count().label("there")).where(
        col(TaskRow.team_id) == team_id,
        col(TaskRow.kind) == TaskKind.TASK.value,
        col(TaskRow.project).is_not(None) if name is None else col(TaskRow.project) == name,
    )
    found = rows.execute(of_work.group_by(col(TaskRow.project), col(TaskRow.state)))
    return {(row.project, row.state): row.there for row in found}


def _project(row: AnyRow, counts: dict[tuple[str, str], int]) -> Project:
    return Project(
        name=row.name,
        title=row.title,
        objective=row.objective,
        ended_at=row.ended_at,
        open=counts.get((row.name, State.OPEN.value), 0),
        done=counts.get((row.name, State.DONE.value), 0),
    )


# ---- two teams, or one more


def join(rows: Rows, team_id: int, other: int) -> None:
    """Projects of one name are one: it keeps what either says of it, and goes on if either does."""
    ours = {row.name: row for row in rows.execute(select(_PROJECT).where(col(ProjectRow.team_id) == team_id)).all()}
    for row in rows.execute(select(_PROJECT).where(col(ProjectRow.team_id) == other)).all():
        this = col(ProjectRow.id) == row.id
        if (mine := ours.get(row.name)) is None:
            rows.execute(update(ProjectRow).where(this).values(team_id=team_id))
            continue
        both = {
            "title": row.title if mine.title == mine.name else mine.title,
            "objective": mine.objective or row.objective,
            "made_at": min(mine.made_at, row.made_at),
            "ended_at": max(mine.ended_at, row.ended_at) if mine.ended_at and row.ended_at else None,
        }
        rows.execute(delete(ProjectRow).where(this))
        rows.execute(update(ProjectRow).where(col(ProjectRow.id) == mine.id).values(both))


def part(rows: Rows, team_id: int, new: int) -> None:
    """The new team has a project for each name on its tasks; where none of them stayed, it is no more in the other."""

    def used(team: int) -> Any:
        return exists().where(col(TaskRow.team_id) == team, col(TaskRow.project) == col(ProjectRow.name))

    went = select(_PROJECT).where(col(ProjectRow.team_id) == team_id, used(new))
    for row in rows.execute(went.add_columns(used(team_id).label("stays"))).all():
        if row.stays:
            values = {name: getattr(row, name) for name in ("name", "title", "objective", "made_at", "ended_at")}
            rows.execute(insert(ProjectRow).values(team_id=new, **values))
        else:
            rows.execute(update(ProjectRow).where(col(ProjectRow.id) == row.id).values(team_id=new))
