"""What follows when a task is over: nobody is reminded or asked any more, and whoever waited for it hears of it."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Document, Style, line, phrase
from domain.letter import Kind
from domain.task import State, Task
from handlers.kit.command import Call, PrivateLetter
from storage import assignments, searches, tasks


def close(call: Call, task: Task, state: State, why: str | None = None) -> None:
    """The task is done or dropped."""
    tasks.change(call.rows, task.id, state=state.value, closed_at=call.said_at, closed_why=why, told_in=None)
    assignments.unassign(call.rows, [a.id for a in task.proposed])
    assignments.stop_nudges(call.rows, task.id)
    searches.end(call.rows, task.id)


def waiting_for(call: Call, closed: Iterable[Task]) -> tuple[Task, ...]:
    """The open tasks that waited for these, as they are now."""
    numbers = sorted({number for task in closed for number in task.blocks})
    found = (tasks.numbered(call.rows, call.team.id, number) for number in numbers)
    return tuple(task for task in found if task is not None and task.is_open)


def free_to_start(call: Call, waiting: Iterable[Task]) -> tuple[PrivateLetter, ...]:
    """Whoever leads a task that waits for nothing any more is told, unless they freed it themself."""
    return tuple(
        PrivateLetter(task.lead.person, Kind.SYSTEM, ready(task), task.id)
        for task in waiting
        if not task.held_by and task.lead is not None and task.lead.person != call.member.person
    )


def ready(task: Task) -> Document:
    """What this task waited for is over."""
    what = phrase("item-plain", number=f"#{task.number}", title=task.title)
    return Document((line(phrase("free-to-start")), line(what, style=Style.ITEM)))
