"""What is promised for the coming weeks, as totals of the group: never a figure of one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.task import Task

WEEKS = 12
ENOUGH_PEOPLE = 5
"""From so many on, how many they are is told."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """Open tasks by the week of their deadline. `monday` None: without one. The first week has what is late, too, the
    last all that comes after it.

    `promised` and `free` are minutes: of tasks that somebody leads, and of those that look for somebody. `unknown`: so
    many tasks say nothing of their effort. `people`: how many carry something; None where that would tell too much.
    """

    monday: date | None
    tasks: int
    promised: int
    free: int
    unknown: int
    people: int | None


def by_week(tasks: Iterable[Task], now: datetime, zone: ZoneInfo) -> list[Week]:
    """This week and the following ones, then what has no deadline."""
    today = wall_clock.local_day(now, zone)
    first = today - timedelta(days=today.weekday())
    mondays = [first + place * _WEEK for place in range(WEEKS)]
    due: dict[date | None, list[Task]] = {monday: [] for monday in [*mondays, None]}
    for task in tasks:
        if task.is_open and task.is_work:
            day = _day(task, zone)
            due[None if day is None else _week_of(day, mondays)].append(task)
    return [_week(monday, these) for monday, these in due.items()]


def _day(task: Task, zone: ZoneInfo) -> date | None:
    return wall_clock.local_day(task.due_at, zone) if task.due_at else task.due_day


def _week_of(day: date, mondays: Sequence[date]) -> date:
    monday = day - timedelta(days=day.weekday())
    return min(max(monday, mondays[0]), mondays[-1])


def _week(monday: date | None, tasks: Sequence[Task]) -> Week:
    people = {each.person for task in tasks for each in task.accepted}
    return Week(
        monday,
        tasks=len(tasks),
        promised=sum(task.effort_minutes or 0 for task in tasks if task.lead),
        free=sum(task.effort_minutes or 0 for task in tasks if not task.lead),
        unknown=sum(not task.effort_minutes for task in tasks),
        people=len(people) if len(people) >= ENOUGH_PEOPLE else None,
    )
