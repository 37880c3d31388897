"""Open a finished task again, with the people and the deadline it had."""

from __future__ import annotations

from domain.document import Typed, says
from domain.task import State
from handlers.kit import promises, which
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import tasks


def reopen(call: Call) -> Outcome:
    task, words = which.one(call, "reopen")
    if words:
        raise Refusal("refusal-which", example=Typed("reopen", "12"))
    if task.is_open:
        raise Refusal("refusal-open", number=f"#{task.number}", example=Typed("done", str(task.number)))
    tasks.change(call.rows, task.id, state=State.OPEN.value, closed_at=None, told_in=None)
    tasks.note(call.rows, task.id, "reopened", call.member.person, call.said_at)
    again = tasks.by_id(call.rows, task.id)
    assert again is not None
    promises.plan_nudges(call.rows, again, again.accepted, call.hours, call.team.zone, call.now)
    changed = (task.id, *tasks.ids_of(call.rows, call.team.id, again.blocks))
    return Outcome(answer=None if call.in_group else says("noted"), changed=changed)


COMMAND = Command(en="reopen", fr="rouvrir", run=reopen, examples=(Example(en="reopen 12", fr="rouvrir 12"),))
