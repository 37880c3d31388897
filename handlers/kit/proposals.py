"""The proposal that somebody answers."""

from __future__ import annotations

from domain.document import Mention, Typed
from domain.rights import Deed
from domain.task import Assignment, Consent, Task
from handlers.kit import which
from handlers.kit.command import Call, Refusal


def mine(call: Call) -> tuple[Task, Assignment]:
    """The open proposal to whoever calls; one that they said yes to already, if they pressed its button once more.
    Raises Refusal where there is none, or where the button is an older one's."""
    task, _ = which.one(call, words=False)
    return task, of(call, task)


def of(call: Call, task: Task) -> Assignment:
    """The same for one task."""
    which.must_be_work(task)
    part = task.part_of(call.member.person)
    if call.pressed and part is not None and part.consent is Consent.ACCEPTED and part.id == call.proposal:
        return part
    if call.pressed and part is None and task.proposed:
        other = task.proposed[0]
        raise Refusal("button-of-another", person=Mention(other.person, other.name))
    call.must(Deed.ANSWER, task)
    asked = next(a for a in task.proposed if a.person == call.member.person)
    if not task.is_open or (call.proposal is not None and call.proposal != asked.id):
        raise Refusal("refusal-not-asked", number=f"#{task.number}", example=Typed("tasks"))
    return asked
