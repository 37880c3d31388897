"""Look for people to help with a task: it shows on the card, in the lists and in the digest."""

from __future__ import annotations

import re

from domain.document import says
from domain.rights import Deed
from domain.text import OFF, fold
from handlers.kit import inviting, undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Refusal
from storage import tasks

_HOW_MANY = re.compile(r"x?\s*([1-9]\d?)")


def helpwanted(call: Call) -> Outcome:
    task, words = which.open_one(call)
    which.must_be_work(task)
    said = fold(which.without_courtesy(words))
    wanted = _HOW_MANY.fullmatch(said)
    if said and said not in OFF and wanted is None:
        raise Refusal("refusal-which", example=call.example())
    many = {"wanted": int(wanted.group(1))} if wanted else {}
    seeks = said not in OFF
    tasks.change(call.rows, task.id, help_wanted=seeks, **many)
    undo.remember(call, task)
    told = tuple(inviting.letters(call, task)) if seeks else ()
    return Outcome(answer=call.aside(says("noted-help")), changed=(task.id,), letters=told)


COMMAND = Command(
    en="helpwanted",
    fr="renfort",
    run=helpwanted,
    nearly=("renforts", "wanted", "sos"),
    deeds=(Deed.SEEK,),
    about=Pool.MINE,
    examples=(
        Example(en="helpwanted 12", fr="renfort 12"),
        Example(en="helpwanted 12 x3", fr="renfort 12 x3"),
        Example(en="helpwanted 12 off", fr="renfort 12 non"),
    ),
)
