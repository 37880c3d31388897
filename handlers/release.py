"""Give a task back, no questions asked."""

from __future__ import annotations

from domain.document import Typed, says
from handlers.kit import which
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import assignments


def release(call: Call) -> Outcome:
    task, words = which.one(call, "release")
    if words:
        raise Refusal("refusal-which", example=Typed("release", "12"))
    mine = next((a for a in task.accepted if a.person == call.member.person), None)
    if mine is None or not task.is_open:
        raise Refusal(
            "refusal-not-yours",
            number=f"#{task.number}",
            example=Typed("tasks", "moi" if call.language == "fr" else "me"),
        )
    assignments.unassign(call.rows, [mine.id])
    return Outcome(answer=None if call.in_group else says("noted"), changed=(task.id,))


COMMAND = Command(en="release", fr="lacher", run=release, examples=(Example(en="release 12", fr="lacher 12"),))
