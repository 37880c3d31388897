"""Say yes to a proposal, or to what a search asks."""

from __future__ import annotations

from domain.document import Document, Typed, line
from domain.rights import Deed
from domain.task import Consent, Role, Task
from handlers.kit import promises, proposals, taking, undo, weighing, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Refusal
from storage import assignments, searches, tasks


def accept(call: Call) -> Outcome:
    call, anyway = weighing.said_anyway(call)
    task, _ = which.one(call, words=False)
    part = task.part_of(call.member.person)
    if (part is None or part.consent is Consent.ACCEPTED) and task.is_open and _was_sought(call, task):
        return _found(call, task, anyway=anyway)
    mine = proposals.of(call, task)
    if mine.consent is Consent.ACCEPTED:  # pressed twice
        return _noted(task, mine.role)
    role = mine.role
    lead = task.lead
    hands_over = None
    if role is Role.LEAD and lead is not None and lead.person != call.member.person:
        if mine.by == lead.person:  # handed over by whoever carried it
            hands_over = lead
        else:
            role = Role.HELPER
    if not anyway and not mine.helps:
        weighing.must_fit(call, [(task, role)], f"accept {task.number}")
    if hands_over is not None:
        assignments.unassign(call.rows, [hands_over.id])
    promises.accept(call, task, call.member.person, role)
    tasks.note(call.rows, task.id, "taken" if role is Role.LEAD else "helped", call.member.person, call.said_at)
    undo.remember(call, task)
    return _noted(task, role, changed=True)


def _noted(task: Task, role: Role, *, changed: bool = False) -> Outcome:
    return Outcome(answer=Document((line(promises.noted(task, role)),)), changed=(task.id,) if changed else ())


def _was_sought(call: Call, task: Task) -> bool:
    return searches.asked_before(call.rows, task.id).get(call.member.person, False)


def _found(call: Call, task: Task, *, anyway: bool) -> Outcome:
    """Whom a search asked may say yes as long as it goes on, and while the task looks for somebody."""
    part, search = task.part_of(call.member.person), searches.of_task(call.rows, task.id)
    if search is None and part is not None:  # pressed twice
        return _noted(task, part.role)
    if search is None and not (task.is_free or task.is_offered):
        return _too_late(call, task)
    role = search.role if search is not None else Role.LEAD
    if not anyway and part is None:
        weighing.must_fit(call, [(task, role)], f"accept {task.number}")
    taking.take(call, task, role)
    undo.remember(call, task)
    noted = Document((line(promises.noted(task, role)),))
    return Outcome(answer=noted, changed=(task.id,), letters=tuple(taking.told(call, task, role, search)))


def _too_late(call: Call, task: Task) -> Outcome:
    if task.lead is None:
        raise Refusal("refusal-not-asked", number=f"#{task.number}", example=Typed("tasks"))
    example = Typed("take", f"{task.number} {call.either('help', 'aide')}")
    raise Refusal("refusal-taken", name=task.lead.name, example=example)


COMMAND = Command(
    en="accept",
    fr="accepter",
    run=accept,
    nearly=("accepte", "oui", "yes", "accord", "daccord"),
    deeds=(Deed.ANSWER,),
    about=Pool.ASKED,
    private_matter=True,
    examples=(
        Example(en="accept 12", fr="accepter 12"),
        Example(en="accept 12 anyway", fr="accepter 12 quand même"),
    ),
)
