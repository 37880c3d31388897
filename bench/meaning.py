"""What people meant, in the small language of `bench/conversation.jsonl`, and whether that is what came of it.

A meaning is a JSON object. All that it says must hold, tasks that it does not name must not have changed, and the bot
must not have logged an error:

    {"task": {"title": …}}        a task was made, with these fields and nothing else (fields: `USUAL`)
    {"number": 7, "lead": "Ana"}  task 7, or each of a list, has these fields now, and the others as before
    {"changes": {"7": {…}}}       the same, for tasks that changed each in its own way
    {"number": 7, "note": "…"}    the task, shown again, has these words
    {"chat": {"quiet": …}}        the chat's row has these values
    {"told": "/role", "shows": …} a coordinator who asks this is shown these words now, and was not before
    {"shows": "…"}                the writer got an answer, or a card, with these words (all of a list)
    {"reads": "help-*"}           the writer got an answer with such a phrase (one of a list), by its key
    {"offers": "done 12"}         the writer got this button (all of a list), by its command line
    {"asks": "Yann"}              Yann was asked something in private
    {"quietly": true}             neither reaction nor answer in the group
    {"nothing": true}             no row changed, no letter left
    {"unchanged": true}           no task changed, whatever was answered

"*" as a field's value is any value. Titles and names are compared by their words: capitals, accents and punctuation
do not count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import Any
from zoneinfo import ZoneInfo

from bot.departure import Departure
from domain.document import Phrase, Several, Value
from domain.letter import Kind
from domain.task import Role, Task
from domain.text import fold

USUAL: dict[str, Any] = {
    "title": "", "state": "open", "due": None, "lead": None, "helpers": [], "asked": [], "project": None,
    "effort": None, "important": False, "wanted": 1, "help": False, "after": [], "for": None, "repeat": None,
    "doubt": [],
}  # fmt: skip
_CONDITIONS = {
    "number", "task", "changes", "note", "chat", "told", "shows", "reads", "offers", "asks", "quietly", "nothing",
    "unchanged",
} | USUAL.keys()  # fmt: skip
Meaning = Mapping[str, Any]
Fields = dict[str, Any]


@dataclass(frozen=True)
class World:
    """What is there: the tasks by number, the chat's row, all lasting rows as a text; and what an event led to."""

    tasks: dict[int, Fields]
    chat: Fields
    rows: str
    letters: tuple[Departure, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)  # to what a coordinator asked, by the command
    faults: tuple[str, ...] = ()  # what the bot logged as an error


def several(value: Any) -> list[Any]:
    """One or many, as many; nothing as none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def fields_of(task: Task, zone: ZoneInfo) -> Fields:
    """A task as meanings speak of it."""
    lead = task.lead
    return {
        "title": task.title,
        "state": task.state.value,
        "due": _moment(task.due, zone),
        "lead": lead.name if lead else None,
        "helpers": sorted(a.name for a in task.accepted if a.role is Role.HELPER),
        "asked": sorted(a.name for a in task.proposed),
        "project": task.project,
        "effort": task.effort_minutes,
        "important": task.important,
        "wanted": task.wanted,
        "help": task.help_wanted,
        "after": sorted(task.waits_for),
        "for": task.for_name,
        "repeat": task.repeat,
        "doubt": [_moment(one, zone) for one in task.doubt],
    }


def _moment(due: date | datetime | None, zone: ZoneInfo) -> str | None:
    if isinstance(due, datetime):
        return due.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    return due.isoformat() if due else None


def questions(meaning: Meaning) -> Iterator[str]:
    """What a coordinator is to ask before and after an event, to see what came of it."""
    if "told" in meaning:
        yield meaning["told"]
    if "note" in meaning:
        yield f"/task {meaning['number']}"


def expected(meaning: Meaning, before: World) -> dict[int, Fields]:
    """The tasks as they are if this is what was understood."""
    told = {number: dict(fields) for number, fields in before.tasks.items()}
    named = {name: value for name, value in meaning.items() if name in USUAL}
    changes = {int(number): fields for number, fields in meaning.get("changes", {}).items()}
    changes |= dict.fromkeys(several(meaning.get("number")), named)
    for number, fields in changes.items():
        told[number] = told.get(number, USUAL) | fields
    if "task" in meaning:
        told[max(before.tasks, default=0) + 1] = USUAL | meaning["task"]
    return told


def has_tasks(meaning: Meaning, before: World, after: World) -> bool:
    """Are the tasks what was meant?"""
    told = expected(meaning, before)
    return told.keys() == after.tasks.keys() and all(
        _is_alike(fields[name], after.tasks[number][name]) for number, fields in told.items() for name in USUAL
    )


def holds(meaning: Meaning, before: World, after: World, who: str) -> bool:
    """Is this what came of what somebody said?"""
    unknown = meaning.keys() - _CONDITIONS
    assert not unknown, f"no meaning says {unknown}"
    question = meaning.get("told")
    mine = [letter for letter in after.letters if reaches(letter, who)]
    shown = after.answers[question] if question else words(mine)
    buttons = {_plain(button.command) for letter in mine for button in letter.buttons}
    keys = [key for letter in mine for key in _keys(letter)]
    return (
        not after.faults
        and has_tasks(meaning, before, after)
        and ("nothing" not in meaning or (not after.letters and before.rows == after.rows))
        and ("quietly" not in meaning or not any(_is_public_answer(letter) for letter in after.letters))
        and all(after.chat[name] == value for name, value in meaning.get("chat", {}).items())
        and all(_plain(text) in _plain(shown) for text in several(meaning.get("shows")))
        and (question is None or after.answers[question] != before.answers[question])
        and ("note" not in meaning or _plain(meaning["note"]) in _plain(after.answers[f"/task {meaning['number']}"]))
        and ("reads" not in meaning or any(fnmatchcase(k, p) for k in keys for p in several(meaning["reads"])))
        and all(_plain(command) in buttons for command in several(meaning.get("offers")))
        and ("asks" not in meaning or any(_asks(letter, meaning["asks"]) for letter in after.letters))
    )


def _is_alike(meant: Any, found: Any) -> bool:
    if meant != "*" and isinstance(meant, str) and isinstance(found, str):
        return re.findall(r"\w+", _plain(meant)) == re.findall(r"\w+", _plain(found))
    return meant == "*" or bool(meant == found)


def _plain(text: str) -> str:
    return fold(text.replace('"', ""))


def reaches(letter: Departure, who: str) -> bool:
    """Is it for somebody who wrote: private to them, or an answer or a new card in the group?"""
    if letter.member is not None:
        return letter.member.name == who
    return letter.kind is Kind.ANSWER or (letter.kind is Kind.CARD and letter.edits is None)


def words(letters: Sequence[Departure]) -> str:
    return "\n".join(letter.speech.plain for letter in letters)


def _is_public_answer(letter: Departure) -> bool:
    return letter.chat is not None and letter.kind in (Kind.ANSWER, Kind.ACK)


def _asks(letter: Departure, who: str) -> bool:
    return letter.kind in (Kind.PROPOSAL, Kind.REQUEST) and letter.member is not None and letter.member.name == who


def _keys(letter: Departure) -> Iterator[str]:
    for line in letter.document.lines:
        for each in line.phrases:
            yield from _within(each)


def _within(value: Value) -> Iterator[str]:
    if isinstance(value, Phrase):
        yield value.key
        for inner in value.values.values():
            yield from _within(inner)
    elif isinstance(value, Several):
        for inner in value.items:
            yield from _within(inner)


def became(before: World, after: World) -> list[str]:
    """What came of an event, for whoever looks at a miss."""
    told = [f"fault: {fault}" for fault in after.faults]
    for number, fields in after.tasks.items():
        were = before.tasks.get(number, USUAL)
        new = {name: value for name, value in fields.items() if value != were[name]}
        if new:
            verb = "changed" if number in before.tasks else "made"
            told.append(f"{verb} #{number} {json.dumps(new, ensure_ascii=False)}")
    for letter in after.letters:
        to = letter.member.name if letter.member else "the group"
        if letter.kind is not Kind.CARD:
            buttons = "".join(f" [{button.command}]" for button in letter.buttons)
            told.append(f"{letter.kind.value} to {to}: {letter.speech.plain}{buttons}")
    return told
