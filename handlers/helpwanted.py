"""Look for people to help with a task: it shows on the card and in the lists."""

from __future__ import annotations

from domain.document import Typed, says
from handlers.kit import which
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import tasks


def helpwanted(call: Call) -> Outcome:
    task, words = which.one(call, "helpwanted")
    if words:
        raise Refusal("refusal-which", example=Typed("helpwanted", "12"))
    if not task.is_open:
        raise Refusal("refusal-closed", number=f"#{task.number}", example=Typed("reopen", str(task.number)))
    tasks.change(call.rows, task.id, help_wanted=True)
    return Outcome(answer=None if call.in_group else says("noted-help"), changed=(task.id,))


COMMAND = Command(
    en="helpwanted",
    fr="renfort",
    run=helpwanted,
    examples=(Example(en="helpwanted 12", fr="renfort 12"),),
)
