"""What leads to a date, and how a task or a date is shown again."""

from __future__ import annotations

from domain import milestone
from domain.card import card
from domain.task import Task, TaskKind
from handlers.kit.command import Call, Outcome
from storage import notes, tasks
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
    return Outcome(answer=card(found, zone=call.zone, notes=written, history=history, leading=led_by))
