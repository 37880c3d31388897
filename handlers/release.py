"""Give tasks back, no questions asked."""

from __future__ import annotations

from domain.document import says
from domain.rights import Deed
from handlers.kit import undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool
from storage import assignments


def release(call: Call) -> Outcome:
    given_back, _ = which.several_open(call)
    for task in given_back:
        which.must_be_work(task)
        call.must(Deed.RELEASE, task)
    for task in given_back:
        assignments.unassign(call.rows, [a.id for a in task.accepted if a.person == call.member.person])
    undo.remember(call, *given_back)
    return Outcome(answer=call.aside(says("noted")), changed=tuple(task.id for task in given_back))


COMMAND = Command(
    en="release",
    fr="lacher",
    run=release,
    nearly=("lache", "rendre", "liberer", "giveback", "leave", "laisser"),
    deeds=(Deed.RELEASE,),
    about=Pool.MINE,
    examples=(Example(en="release 12", fr="lacher 12"),),
)
