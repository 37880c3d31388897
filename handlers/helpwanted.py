"""Look for people to help with a task: it shows on the card, in the lists and in the digest."""

from __future__ import annotations

from domain.document import says
from domain.rights import Deed
from handlers.kit import undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool
from storage import tasks


def helpwanted(call: Call) -> Outcome:
    task, _ = which.open_one(call, words=False)
    tasks.change(call.rows, task.id, help_wanted=True)
    undo.remember(call, task)
    return Outcome(answer=call.aside(says("noted-help")), changed=(task.id,))


COMMAND = Command(
    en="helpwanted",
    fr="renfort",
    run=helpwanted,
    nearly=("renforts", "wanted", "sos"),
    deeds=(Deed.SEEK,),
    about=Pool.MINE,
    examples=(Example(en="helpwanted 12", fr="renfort 12"),),
)
