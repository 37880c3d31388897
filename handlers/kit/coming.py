"""What those who come to an event are told: that it is at another time, that it does not take place, that it does."""

from __future__ import annotations

from domain import appointment
from domain.document import Document
from domain.letter import Kind
from domain.task import State, Task, TaskKind
from handlers.kit.command import Call, PrivateLetter
from storage import attendance, tasks
from storage.database import Rows


def news(call: Call, before: Task) -> tuple[PrivateLetter, ...]:
    """Once something was changed: those who come to it hear of it in private, but for whoever changed it."""
    if before.kind is not TaskKind.EVENT:
        return ()
    after = tasks.by_id(call.rows, before.id)
    assert after is not None
    if (after.state, after.deadline) == (before.state, before.deadline) or after.state is State.DONE:
        return ()
    return tuple(
        PrivateLetter(each.person, Kind.EVENT, _told(after, each.person), after.id)
        for each in attendance.to(call.rows, after.id)
        if each.person != call.member.person
    )


def told_now(rows: Rows, task: Task, person: int) -> Document | None:
    """The same, as it is when it leaves; None: they do not come any more, or it is over."""
    comes = any(each.person == person for each in attendance.to(rows, task.id))
    return _told(task, person) if comes and task.state is not State.DONE else None


def _told(task: Task, person: int) -> Document:
    return appointment.moved(task, person) if task.is_open else appointment.off(task, task.closed_why)
