"""A kit of tasks whose dates are counted from a day, for what comes back: the ball, the market, the assembly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.card import effort_phrase
from domain.document import Line, Phrase, Several, Style, line, phrase
from domain.relative import Offset, When, when_phrase
from domain.task import Task, TaskKind

MOST_LINES = 40  # of a template
MOST_TEMPLATES = 20  # of a team
MADE_AT_ONCE = 3  # of more than so many it is asked first

_NAME = re.compile(r"#?([^\W\d_][\w-]{0,39})(?![\w-])\s*[:,]?\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class Item:
    """One task of a template. `place`: its number there, by which others name it; `after`: those that it waits for."""

    place: int
    title: str
    when: When | None = None
    effort_minutes: int | None = None
    important: bool = False
    wanted: int = 1
    after: tuple[int, ...] = ()
    kind: TaskKind = TaskKind.TASK


@dataclass(frozen=True)
class Template:
    """`name`: as a project's, folded."""

    id: int
    name: str
    items: tuple[Item, ...]

    def item(self, place: int) -> Item | None:
        return next((each for each in self.items if each.place == place), None)


@dataclass(frozen=True)
class Planned:
    """A task as it would be made. `was`: the day that is over already, in place of which it is due today."""

    item: Item
    due: date | datetime | None
    was: date | None = None


def split(text: str) -> tuple[str, str]:
    """The name that a line begins with, and what follows it; empty without one."""
    named = _NAME.match(text.strip())
    return (named.group(1), named.group(2).strip()) if named else ("", text.strip())


def by_day(items: Iterable[Item], day: date) -> list[Item]:
    """As they come on the calendar, those without a date last."""
    return sorted(items, key=lambda each: (*_sort(each, day), each.place))


def _sort(item: Item, day: date) -> tuple[bool, date, time]:
    if item.when is None:
        return (True, day, time())
    return (False, item.when.offset.from_day(day), item.when.at or time.max)


def plan(items: Iterable[Item], day: date, now: datetime, zone: ZoneInfo) -> list[Planned]:
    """What a template comes to for a day, as it comes on the calendar. Of what is over already, one can still see to it
    today. Raises OverflowError where no calendar goes."""
    return [_planned(each, day, now, zone) for each in by_day(items, day)]


def _planned(item: Item, day: date, now: datetime, zone: ZoneInfo) -> Planned:
    if item.when is None:
        return Planned(item, None)
    today, on, due = wall_clock.local_day(now, zone), item.when.offset.from_day(day), item.when.due(day, zone)
    if on < today or (isinstance(due, datetime) and due <= now):
        return Planned(item, today, was=on if on < today else None)
    return Planned(item, due)


def day_of(tasks: Sequence[Task], zone: ZoneInfo) -> date | None:
    """The day of a project: its event's, or its last milestone's; None without either."""
    for kind in (TaskKind.EVENT, TaskKind.MILESTONE):
        days = [wall_clock.local_day(t.due_at, zone) if t.due_at else t.due_day for t in tasks if t.kind is kind]
        if known := [day for day in days if day is not None]:
            return max(known)
    return None


def taken_from(tasks: Sequence[Task], day: date, zone: ZoneInfo) -> list[Item]:
    """The tasks of a project as a template's, counted from its day: nobody's name, no words but the titles."""
    first = sorted(tasks, key=lambda task: (task.due is None, task.deadline or task.created_at, task.number))
    places = {task.number: place for place, task in enumerate(first, start=1)}
    return [
        Item(
            place=places[task.number],
            title=task.title,
            when=_counted(task, day, zone),
            effort_minutes=task.effort_minutes,
            important=task.important,
            wanted=task.wanted,
            after=tuple(sorted(places[number] for number in task.waits_for if number in places)),
            kind=task.kind,
        )
        for task in first
    ]


def _counted(task: Task, day: date, zone: ZoneInfo) -> When | None:
    if task.due_at is not None:
        there = wall_clock.local(task.due_at, zone)
        return When(Offset(days=(there.date() - day).days), at=there.time().replace(second=0, microsecond=0))
    if task.due_day is None:
        return None
    return When(Offset(days=(task.due_day - day).days), part=task.due_part)


def in_order(items: Sequence[Item]) -> list[Item]:
    """Each after those that it waits for. What waits for itself in the end is left out."""
    known, done = {item.place: item for item in items}, dict[int, Item]()
    while ready := [
        item
        for item in known.values()
        if item.place not in done and all(place in done or place not in known for place in item.after)
    ]:
        done |= {item.place: item for item in ready}
    return list(done.values())


def item_line(item: Item) -> Line:
    said = [phrase("item-plain", number=f"{item.place}.", title=item.title)]
    said.append(when_phrase(item.when) if item.when is not None else phrase("due-none"))
    return line(*said, *marks(item), style=Style.ITEM)


def marks(item: Item) -> Iterator[Phrase]:
    """What else is said of it, as on a card."""
    if item.kind is not TaskKind.TASK:
        yield phrase(f"status-{item.kind.value}")
    if item.important:
        yield phrase("fact-important")
    if item.effort_minutes:
        yield effort_phrase(item.effort_minutes)
    if item.wanted > 1:
        yield phrase("template-wanted", wanted=item.wanted)
    if item.after:
        yield phrase("template-after", items=Several(tuple(f"{place}." for place in item.after)))
