"""Say no to a proposal: one tap, without a reason and without a trace."""

from __future__ import annotations

from domain.document import says
from domain.rights import Deed
from handlers.kit import proposals, undo
from handlers.kit.command import Call, Command, Example, Outcome, Pool
from storage import assignments


def decline(call: Call) -> Outcome:
    task, mine = proposals.mine(call)
    assignments.ask_no_more(call.rows, mine, call.said_at)  # no history: declining is written nowhere
    undo.forget(call)
    return Outcome(answer=says("noted"), changed=(task.id,))


COMMAND = Command(
    en="decline",
    fr="refuser",
    run=decline,
    nearly=("refuse", "refuser", "non", "no", "nope"),
    deeds=(Deed.ANSWER,),
    about=Pool.ASKED,
    private_matter=True,
    examples=(Example(en="decline 12", fr="refuser 12"),),
)
