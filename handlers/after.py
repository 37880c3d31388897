"""One task waits for others: it comes after them."""

from __future__ import annotations

import re

from domain import recall
from domain.card import number_of
from domain.document import Several, says
from domain.rights import Deed
from domain.task import Task
from domain.text import OFF, fold
from handlers.kit import undo, waiting, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Refusal
from storage import tasks

_NUMBERS = re.compile(r"(?:(?:apres|after|et|and)\s+)?#?(\d{1,9})(?!\d)")


def after(call: Call) -> Outcome:
    task, words = _later_one(call)
    words = fold(which.without_courtesy(words))
    if words in OFF:
        tasks.wait_for_only(call.rows, task.id, ())
        undo.remember(call, task)
        before = tasks.ids_of(call.rows, call.team.id, task.waits_for)
        return Outcome(answer=call.aside(says("noted")), changed=(task.id, *before))
    numbers = [int(match.group(1)) for match in _NUMBERS.finditer(words)]
    if not numbers:
        named = recall.recalled(words, tasks.of_team(call.rows, call.team.id))
        numbers = [named[0].number] if len(named) == 1 else []
        words = ""
    if not numbers or _NUMBERS.sub("", words).strip(" ,;&+"):
        raise Refusal("refusal-after", example=call.example())
    earlier = waiting.earlier_ones(call, dict.fromkeys(numbers))
    waiting.wait_for(call, task, earlier)
    undo.remember(call, task)
    said = says("noted-after", task=number_of(task), tasks=Several(tuple(number_of(other) for other in earlier)))
    return Outcome(answer=call.aside(said), changed=(task.id, *(other.id for other in earlier)))


def _later_one(call: Call) -> tuple[Task, str]:
    """The task that is to wait, and what for. In answer to a card, a single number is of what comes before."""
    numbers = re.findall(r"\d+", call.argument)
    if call.replied is None or len(numbers) != 1 or numbers[0] == str(call.replied.number):
        return which.open_one(call)
    which.must_be_open(call.replied)
    return call.replied, call.argument


COMMAND = Command(
    en="after",
    fr="apres",
    run=after,
    nearly=("wait", "waits", "attendre", "attend", "depends", "depend"),
    deeds=(Deed.ORDER,),
    about=Pool.MINE,
    examples=(Example(en="after 12 9", fr="apres 12 9"), Example(en="after 12 off", fr="apres 12 non")),
)
