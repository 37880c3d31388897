"""Which task a person means: a number, several, or the card they answer."""

from __future__ import annotations

import re

from domain.document import Typed
from domain.task import Task
from handlers.kit.command import Call, Refusal
from storage import tasks

MOST_AT_ONCE = 20
_NUMBERS = re.compile(r"^\s*#?(\d{1,9})(?!\w)[\s,;]*(?:(?:et|and|&)\s+)?", re.IGNORECASE)


def one(call: Call, command: str, example: str = "12") -> tuple[Task, str]:
    """The one task that is meant, and the words after it. Raises Refusal with an example where none is named."""
    number, rest = _leading_number(call.argument)
    if number is None:
        if call.replied is not None:
            return call.replied, call.argument.strip()
        raise Refusal("refusal-which", example=Typed(command, example))
    return _numbered(call, number, command, example), rest


def several(call: Call, command: str) -> list[Task]:
    """The tasks that are meant, in the order named, each once."""
    numbers: list[int] = []
    rest = call.argument
    while (found := _leading_number(rest))[0] is not None:
        numbers.append(found[0])
        rest = found[1]
    if rest.strip() or len(numbers) > MOST_AT_ONCE:
        raise Refusal("refusal-which", example=Typed(command, "12"))
    if not numbers:
        return [one(call, command)[0]]
    return [_numbered(call, number, command, "12") for number in dict.fromkeys(numbers)]


def _leading_number(text: str) -> tuple[int | None, str]:
    match = _NUMBERS.match(text)
    return (int(match.group(1)), text[match.end() :].strip()) if match else (None, text)


def _numbered(call: Call, number: int, command: str, example: str) -> Task:
    task = tasks.numbered(call.rows, call.team.id, number)
    if task is None:
        raise Refusal("refusal-no-such-task", number=f"#{number}", example=Typed("tasks"))
    return task
