"""Dates that count: what leads to a milestone, and how it stands in lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from domain.card import listed
from domain.document import Line, phrase
from domain.task import Task, TaskKind

AHEAD = timedelta(weeks=4)
"""So far the digest looks."""


def leading(milestone: Task, open_tasks: Iterable[Task]) -> list[Task]:
    """The open tasks that lead to a milestone: those that it waits for, and what these wait for. Where nobody said what
    that is, the work of its project that is due by that day or has no date, but for what comes after it."""
    there = list(open_tasks)
    if milestone.waits_for:
        before = _before(milestone, there)
        return [task for task in there if task.number in before]
    if milestone.project is None:
        return []
    after = _after(milestone, there)
    return [task for task in there if task.number not in after and leads_to(task, milestone)]


def _before(milestone: Task, open_tasks: Collection[Task]) -> set[int]:
    """All that has to be done before it, as far back as it goes."""
    waits = {task.number: task.held_by for task in open_tasks}
    found: set[int] = set()
    ahead = list(milestone.held_by)
    while ahead:
        number = ahead.pop()
        if number in waits and number not in found:
            found.add(number)
            ahead += waits[number]
    return found


def leads_to(task: Task, milestone: Task) -> bool:
    """Does a task lead to a milestone of which nobody said what does?"""
    if not task.is_work or task.project != milestone.project:
        return False
    return task.due_day is None or milestone.due_day is None or task.due_day <= milestone.due_day


def _after(milestone: Task, open_tasks: Collection[Task]) -> set[int]:
    """The numbers of what waits for a milestone, by way of others perhaps."""
    blocks = {task.number: task.blocks for task in open_tasks}
    found: set[int] = set()
    ahead = list(milestone.blocks)
    while ahead:
        number = ahead.pop()
        if number not in found:
            found.add(number)
            ahead += blocks.get(number, ())
    return found


def is_ahead(task: Task, now: datetime) -> bool:
    """A date of the coming weeks; a milestone also once its date is past, as long as nobody says that it is reached."""
    if task.is_work or not task.is_open or task.deadline is None:
        return False
    is_over = task.kind is TaskKind.EVENT and task.is_past(now)
    return not is_over and task.deadline <= now + AHEAD


def line_of(milestone: Task, open_tasks: Iterable[Task], now: datetime) -> Line:
    """A milestone in a list, with how much is left of what leads to it."""
    said = listed(milestone)
    more = [phrase("fact-past")] if milestone.is_past(now) else []
    if milestone.is_open and (left := len(leading(milestone, open_tasks))):
        more.append(phrase("fact-leads", count=left))
    return replace(said, phrases=(*said.phrases, *more))
