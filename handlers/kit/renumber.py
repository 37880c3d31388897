"""The tasks and debates of a team have other numbers: so do the buttons, questions and letters that name them.

Cards, nudges and digests are written when they leave, and need nothing of this.
"""

from __future__ import annotations

import re
from typing import Any

from domain.debate import name_of, number_of
from handlers.kit import registry
from storage import choices, letters
from storage.database import Rows
from storage.joining import Shift

_NUMBERS = re.compile(r"\s*#?\d{1,9}(?!\S)")
_TASK = re.compile(r"#(\d{1,9})")
_DEBATE = re.compile(r"((?:[a-z-]+ |decide-)?)([A-Z]{1,6})(?![\w-])")
_OF_DEBATES = ("agenda", "start")


def renumber(rows: Rows, team_id: int, by: Shift) -> None:
    """All that a team's people can still press or answer means the same tasks and debates as before."""
    if not (by.tasks or by.debates):
        return
    for choice in choices.of_team(rows, team_id):
        if (moved := line(choice.command, by)) != choice.command:
            choices.reword(rows, choice.id, moved)
    for letter in letters.with_words(rows, team_id):
        detail, document = dict(letter.detail or {}), letter.document
        if letters.EXPECTS in detail:
            detail[letters.EXPECTS] = line(detail[letters.EXPECTS], by)
        letters.reword(rows, letter.id, document=_within(document, by) if document else None, detail=detail or None)


def line(command: str, by: Shift) -> str:
    """A canonical command line, with the numbers that the tasks and debates in it have now."""
    name, _, argument = command.partition(" ")
    known = registry.find(name)
    if known is None or not argument:
        return command
    if known.en in _OF_DEBATES and (named := _DEBATE.match(argument)):
        there = name_of(number_of(named.group(2)) + by.debates)
        return f"{name} {named.group(1)}{there}{argument[named.end() :]}"
    if known.about is None and known.en not in ("start", "task", "after"):
        return command
    return f"{name} {_leading(argument, by, every=known.en == 'after' or not _NUMBERS.sub('', argument))}"


def _leading(argument: str, by: Shift, *, every: bool) -> str:
    """The first number of an argument, or all that it begins with."""
    moved, rest = "", argument
    while (number := _NUMBERS.match(rest)) is not None:
        written = number.group().strip().lstrip("#")
        moved += number.group().replace(written, str(int(written) + by.tasks))
        rest = rest[number.end() :]
        if not every:
            break
    return moved + rest


def _within(value: Any, by: Shift) -> Any:
    """A stored document (`domain.document.to_json`) with other numbers."""
    if isinstance(value, list):
        return [_within(each, by) for each in value]
    if isinstance(value, str):
        number = _TASK.fullmatch(value)
        return f"#{int(number.group(1)) + by.tasks}" if number else value
    if not isinstance(value, dict):
        return value
    if "task" in value and "link" in value:
        return {**value, "task": value["task"] + by.tasks}
    if "typed" in value:
        moved = line(f"{value['typed']} {value['rest']}".strip(), by)
        return {**value, "rest": moved.partition(" ")[2]}
    if "phrase" in value:
        values = {name: _of_name(name, each, by) for name, each in value["values"].items()}
        return {**value, "values": values}
    inner = {name: _within(each, by) for name, each in value.items()}
    if "command" in value:
        inner["command"] = line(value["command"], by)
    return inner


def _of_name(name: str, value: Any, by: Shift) -> Any:
    return value + by.tasks if name == "number" and isinstance(value, int) else _within(value, by)
