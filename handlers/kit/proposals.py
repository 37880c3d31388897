"""The proposal that somebody answers."""

from __future__ import annotations

from domain.document import Typed
from domain.rights import Deed
from domain.task import Assignment, Task
from handlers.kit import which
from handlers.kit.command import Call, Refusal


def mine(call: Call) -> tuple[Task, Assignment]:
    """The open proposal to whoever calls. Raises Refusal where there is none, or where the button is an older one's."""
    task, _ = which.one(call, words=False)
    call.must(Deed.ANSWER, task)
    asked = next(a for a in task.proposed if a.person == call.member.person)
    if not task.is_open or (call.proposal is not None and call.proposal != asked.id):
        raise Refusal("refusal-not-asked", number=f"#{task.number}", example=Typed("tasks"))
    return task, asked
