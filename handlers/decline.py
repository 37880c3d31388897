"""Say no to a proposal: one tap, without a reason and without a trace."""

from __future__ import annotations

from domain.document import says
from handlers.kit import proposals
from handlers.kit.command import Call, Command, Example, Outcome
from storage import assignments


def decline(call: Call) -> Outcome:
    task, mine = proposals.mine(call, "decline")
    assignments.unassign(call.rows, [mine.id])  # no history: declining is written nowhere
    return Outcome(answer=says("noted"), changed=(task.id,))


COMMAND = Command(
    en="decline",
    fr="refuser",
    run=decline,
    private_matter=True,
    examples=(Example(en="decline 12", fr="refuser 12"),),
)
