"""Say yes to a proposal."""

from __future__ import annotations

from domain.document import Document, line
from domain.rights import Deed
from domain.task import Consent, Role
from handlers.kit import promises, proposals, undo
from handlers.kit.command import Call, Command, Example, Outcome, Pool
from storage import assignments, tasks


def accept(call: Call) -> Outcome:
    task, mine = proposals.mine(call)
    if mine.consent is Consent.ACCEPTED:  # pressed twice
        return Outcome(answer=Document((line(promises.noted(task, mine.role)),)))
    role = mine.role
    lead = task.lead
    if role is Role.LEAD and lead is not None and lead.person != call.member.person:
        if mine.by == lead.person:  # handed over by whoever carried it
            assignments.unassign(call.rows, [lead.id])
        else:
            role = Role.HELPER
    promises.accept(call, task, call.member.person, role)
    tasks.note(call.rows, task.id, "taken" if role is Role.LEAD else "helped", call.member.person, call.said_at)
    undo.remember(call, task)
    return Outcome(answer=Document((line(promises.noted(task, role)),)), changed=(task.id,))


COMMAND = Command(
    en="accept",
    fr="accepter",
    run=accept,
    nearly=("accepte", "oui", "yes", "accord", "daccord"),
    deeds=(Deed.ANSWER,),
    about=Pool.ASKED,
    private_matter=True,
    examples=(Example(en="accept 12", fr="accepter 12"),),
)
