"""Add one line to a task: what has to be known, and would be lost in the talk."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.document import says
from domain.rights import Deed
from domain.task import LONGEST_NOTE, Task
from domain.text import tidy
from handlers.kit import undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Refusal
from storage import notes

_BETWEEN = " :,;.–—-"  # what stands between a task and a note


def note(call: Call) -> Outcome:
    task, words = _about(call)
    words = tidy(words.lstrip(_BETWEEN))
    if not words:
        raise Refusal("refusal-note", example=call.example())
    if len(words) > LONGEST_NOTE:
        raise Refusal("refusal-long-line", most=LONGEST_NOTE)
    made = notes.add(call.rows, task.id, call.member.person, words, call.said_at)
    undo.remember(call, others=({"note": made, "of": task.id},))
    return Outcome(answer=call.aside(says("noted")), changed=(task.id,))


def _about(call: Call) -> tuple[Task, str]:
    """The task that is meant, and the note. In answer to a card "3 chairs are broken" is no word about task 3."""
    task = call.replied
    if task is None or re.match(r"\s*(?:#|n°)", call.argument):
        return which.one(call if len(call.argument) < 2 * LONGEST_NOTE else replace(call, argument=_begin(call)))
    again, rest = re.match(r"\s*(\d{1,9})?(.*)", call.argument, re.DOTALL).groups()  # type: ignore[union-attr]
    return task, rest if again and int(again) == task.number else call.argument
