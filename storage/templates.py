"""The templates of a team: kits of tasks that come back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import time
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import col

from domain.relative import Offset, When
from domain.task import TaskKind
from domain.template import Item, Template
from domain.text import fold
from storage.database import AnyRow, Rows
from storage.tables import TemplateLineRow, TemplateRow

_TEMPLATE = TemplateRow.__table__  # type: ignore[attr-defined]
_LINE = TemplateLineRow.__table__  # type: ignore[attr-defined]


def of_team(rows: Rows, team_id: int) -> list[Template]:
    """All of them, by name."""
    return _found(rows, col(TemplateRow.team_id) == team_id)


def named(rows: Rows, team_id: int, name: str) -> Template | None:
    return next(iter(_found(rows, col(TemplateRow.team_id) == team_id, col(TemplateRow.name) == fold(name))), None)


def count(rows: Rows, team_id: int) -> int:
    found = select(func.count()).where(col(TemplateRow.team_id) == team_id)
    return int(rows.execute(found).scalar_one())


def add(rows: Rows, team_id: int, name: str, items: Iterable[Item] = ()) -> Template:
    """A new template, with these tasks."""
    values = {"team_id": team_id, "name": fold(name)}
    made = rows.execute(insert(TemplateRow).values(**values).returning(col(TemplateRow.id))).scalar_one()
    put(rows, int(made), items)
    template = named(rows, team_id, name)
    assert template is not None
    return template


def put(rows: Rows, template_id: int, items: Iterable[Item]) -> None:
    """These tasks are in it, too."""
    for item in items:
        when = item.when
        values = {
            "template_id": template_id,
            "place": item.place,
            "kind": item.kind.value,
            "title": item.title,
            "months": when.offset.months if when else 0,
            "days": when.offset.days if when else None,
            "at": f"{when.at:%H:%M}" if when and when.at else None,
            "part": when.part if when else None,
            "effort_minutes": item.effort_minutes,
            "important": item.important,
            "wanted": item.wanted,
            "after": list(item.after),
        }
        rows.execute(insert(TemplateLineRow).values(**values))


def take_out(rows: Rows, template: Template, place: int) -> None:
    """Nothing waits for it any more."""
    its = col(TemplateLineRow.template_id) == template.id
    rows.execute(delete(TemplateLineRow).where(its, col(TemplateLineRow.place) == place))
    for item in template.items:
        if place in item.after:
            others = [each for each in item.after if each != place]
            rows.execute(
                update(TemplateLineRow).where(its, col(TemplateLineRow.place) == item.place).values(after=others)
            )


def remove(rows: Rows, template_id: int) -> None:
    rows.execute(delete(TemplateRow).where(col(TemplateRow.id) == template_id))


def join(rows: Rows, team_id: int, other: int) -> None:
    """The templates of another team are this one's. Of two of one name, theirs gets a number behind it."""
    taken = {each.name for each in of_team(rows, team_id)}
    for each in of_team(rows, other):
        name, number = each.name, 2
        while name in taken:
            name, number = f"{each.name}-{number}", number + 1
        taken.add(name)
        rows.execute(update(TemplateRow).where(col(TemplateRow.id) == each.id).values(team_id=team_id, name=name))


def part(rows: Rows, team_id: int, new: int) -> None:
    """The team that leaves another one has its templates, too."""
    for each in of_team(rows, team_id):
        add(rows, new, each.name, each.items)


def _found(rows: Rows, *which: Any) -> list[Template]:
    items: dict[int, list[Item]] = defaultdict(list)
    its = select(col(TemplateRow.id)).where(*which)
    lines = select(_LINE).where(col(TemplateLineRow.template_id).in_(its)).order_by(col(TemplateLineRow.place))
    for row in rows.execute(lines):
        items[row.template_id].append(_item(row))
    found = rows.execute(select(_TEMPLATE).where(*which).order_by(col(TemplateRow.name)))
    return [Template(row.id, row.name, tuple(items[row.id])) for row in found]


def _item(row: AnyRow) -> Item:
    when = None
    if row.days is not None:
        when = When(Offset(row.months, row.days), time.fromisoformat(row.at) if row.at else None, row.part)
    return Item(
        row.place, row.title, when, row.effort_minutes, row.important, row.wanted, tuple(row.after), TaskKind(row.kind)
    )
