"""Add one line to a task: what has to be known, and would be lost in the talk; or take one's last one away."""

from __future__ import annotations

import re

from domain.document import says
from domain.rights import Deed
from domain.task import LONGEST_NOTE, LONGEST_TITLE, Task
from domain.text import OFF, fold, tidy
from handlers.kit import undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Refusal
from storage import notes

_SIGNED = re.compile(r"\s*(?:#|n°)\s*\d", re.IGNORECASE)
_BETWEEN = " :,;.–—-\u00a0"  # what people put between a task and a note


def note(call: Call) -> Outcome:
    if len(tidy(call.argument)) > LONGEST_NOTE + LONGEST_TITLE:
        raise Refusal("refusal-long-line", most=LONGEST_NOTE)
    task, words = _about(call)
    words = tidy(words.lstrip(_BETWEEN))
    if not words:
        raise Refusal("refusal-note", example=call.example())
    if fold(words) in OFF:
        return _take_away(call, task)
    if len(words) > LONGEST_NOTE:
        raise Refusal("refusal-long-line", most=LONGEST_NOTE)
    made = notes.add(call.rows, task.id, call.member.person, words, call.said_at)
    undo.remember(call, others=({"note": made, "of": task.id},))
    return Outcome(answer=call.aside(says("noted")), changed=(task.id,))


def _take_away(call: Call, task: Task) -> Outcome:
    """One's own newest line goes; where the coordination has none there, anybody's newest."""
    theirs = notes.newest(call.rows, task.id, call.member.person)
    if theirs is None and call.coordinates:
        theirs = notes.newest(call.rows, task.id)
    if theirs is None:
        return Outcome(answer=says("note-none", number=f"#{task.number}", example=call.example()), refused=True)
    undo.forget(call)
    notes.remove(call.rows, theirs)
    return Outcome(answer=call.aside(says("noted-note-off", number=f"#{task.number}")), changed=(task.id,))


def _about(call: Call) -> tuple[Task, str]:
    """The task that is meant, and the note. In answer to a card, "3 chairs are broken" says nothing about task 3."""
    task = call.replied
    if task is None or _SIGNED.match(call.argument):
        return which.one(call)
    number, _, rest = call.argument.partition(" ")
    return task, rest if number == str(task.number) else call.argument


COMMAND = Command(
    en="note",
    fr="noter",
    run=note,
    nearly=("notes", "comment", "commenter", "commentaire", "remarque", "remark"),
    deeds=(Deed.NOTE,),
    about=Pool.MINE,
    adds=True,
    examples=(
        Example(en="note 12 Sam has the key", fr="noter 12 Sam a la clé"),
        Example(en="note 12 off", fr="noter 12 non"),
    ),
)
