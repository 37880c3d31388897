"""The tasks of a project, as a template counted from its day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from domain import deadline, wall_clock
from domain.document import Choice, Day, Document, Typed, line, phrase
from domain.task import State, Task
from domain.template import Item, day_of, taken_from
from domain.text import first_line, fold
from handlers.kit.command import Call, Question, Refusal
from storage import tasks

_PROJECT = re.compile(r"([^\W\d_][\w-]{0,60})\s*[:,]?\s*(.*)", re.DOTALL)


def of_project(call: Call, name: str, text: str) -> tuple[list[Item], date]:
    """The tasks of the project that a text begins with, and the day from which they are counted: the one that is typed
    after it, or its event's, or its last milestone's. Raises Refusal or Question where it is not clear."""
    match = _PROJECT.match(text)
    project = fold(match.group(1)) if match else ""
    there = [task for task in _of_project(call, project) if task.follows_id is None]
    if not there:
        raise Refusal("refusal-project-empty", project=first_line(text, 40), example=call.example(2))
    typed = match.group(2).strip() if match else ""
    day = _typed(call, typed, there) if typed else day_of(there, call.zone)
    if day is None:
        raise Question(_which_day(call, name, project, there))
    return taken_from(there, day, call.zone), day


def _of_project(call: Call, project: str) -> list[Task]:
    """What was to be done for it, and perhaps is; of a task that recurs, the first."""
    return tasks.of_team(call.rows, call.team.id, states=(State.OPEN, State.DONE), project=project)


def _typed(call: Call, text: str, there: Sequence[Task]) -> date:
    """A day as it was meant when the project began: it may be over."""
    began = min(call.said_at, *(task.created_at for task in there)).astimezone(call.zone)
    reading = deadline.read(text, language=call.language, reference=began, country=call.team.country)
    if reading.due is None or reading.title:
        raise Refusal("refusal-date", example=call.example(2))
    return wall_clock.local_day(reading.due, call.zone) if isinstance(reading.due, datetime) else reading.due


def _which_day(call: Call, name: str, project: str, there: Sequence[Task]) -> Document:
    """The last day on which something was due is likely the one."""
    days = [wall_clock.local_day(task.due_at, call.zone) if task.due_at else task.due_day for task in there]
    last = max((day for day in days if day is not None), default=None)
    example = Typed(
        "template", f"{fold(name)} {call.either('from', 'depuis')} #{project} {call.either('march 12', '12 mars')}"
    )
    asking = line(phrase("ask-template-day", project=project, example=example))
    if last is None:
        return Document((asking,))
    chosen = Choice(
        f"template {fold(name)} from #{project} {last}", phrase("choice-day", day=Day(last)), call.member.person
    )
    return Document((asking,), (chosen,))
