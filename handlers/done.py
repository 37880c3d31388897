"""Finish tasks. Anyone in the team may say that something is done."""

from __future__ import annotations

from domain.document import Several, TaskNumber, Typed, says
from domain.task import State
from handlers.kit import which
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import assignments, tasks


def done(call: Call) -> Outcome:
    finished = which.several(call, "done")
    for task in finished:
        if not task.is_open:
            raise Refusal("refusal-closed", number=f"#{task.number}", example=Typed("reopen", str(task.number)))
    changed: list[int] = []
    for task in finished:
        tasks.change(call.rows, task.id, state=State.DONE.value, closed_at=call.said_at, told_in=None)
        assignments.unassign(call.rows, [a.id for a in task.proposed])
        assignments.stop_nudges(call.rows, task.id)
        tasks.note(call.rows, task.id, "done", call.member.person, call.said_at)
        changed.append(task.id)
        changed += tasks.ids_of(call.rows, call.team.id, task.blocks)
    numbers = Several(tuple(TaskNumber(t.number) for t in finished))
    answer = None if call.in_group else says("noted-done", tasks=numbers)
    return Outcome(answer=answer, changed=tuple(dict.fromkeys(changed)))


COMMAND = Command(
    en="done",
    fr="fait",
    run=done,
    menu=4,
    examples=(Example(en="done 12", fr="fait 12"), Example(en="done 12 13", fr="fait 12 13")),
)
