"""What leads to a date, and how a task or a date is shown again."""

from __future__ import annotations

from domain import appointment, milestone
from domain.card import card
from domain.document import Document
from domain.task import Task, TaskKind
from handlers.kit.command import Call, Outcome
from storage import attendance, notes, tasks
from storage.database import Rows


def leading(rows: Rows, task: Task) -> tuple[Task, ...]:
    """The open tasks that lead to a milestone; nothing leads to anything else."""
    if task.kind is not TaskKind.MILESTONE or not task.is_open:
        return ()
    if task.waits_for:
        found = (tasks.numbered(rows, task.team_id, number) for number in task.held_by)
        return tuple(each for each in found if each is not None)
    if task.project is None:
        return ()
    return tuple(milestone.leading(task, tasks.of_team(rows, task.team_id, project=task.project)))


def show(call: Call, found: Task) -> Outcome:
    """In the group its card, below what was said last; in private all of it."""
    if call.in_group and not call.pressed:
        return Outcome(shown=(found.id,), in_full=True)
    written = notes.of_task(call.rows, found.id)
    history = tasks.history_of(call.rows, found.id)
    led_by = leading(call.rows, found)
    shown = card(found, zone=call.zone, notes=written, history=history, leading=led_by)
    return Outcome(answer=with_coming(call.rows, shown, found, live=True))


def with_coming(rows: Rows, shown: Document, found: Task, *, live: bool) -> Document:
    """The card of an event says who comes, too."""
    if not appointment.is_open_event(found):
        return shown
    return appointment.with_answers(shown, found, [each.name for each in attendance.to(rows, found.id)], live=live)
