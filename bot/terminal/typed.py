"""What a line means that somebody typed: who speaks, where, which button, how far the clock moves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from domain.text import fold

_BUTTON = re.compile(r"\d{1,18}", re.ASCII)
_AHEAD = re.compile(r"\+\s*((?:\d{1,4}\s*[dhjmw]\s*)+)", re.IGNORECASE | re.ASCII)
_STEP = re.compile(r"(\d{1,4})\s*([dhjmw])", re.IGNORECASE | re.ASCII)
_NAME = re.compile(r"[\w.’'-]{1,40}")
_GOES_ON = re.compile(r"[\w’'-]")
_PRIVATE = re.compile(r"\s*[>:]\s*(.*)", re.DOTALL)
_LEAVING = frozenset({"q", "quit", "exit", "quitter"})
_ASKING = frozenset({"?", "help", "aide"})
FURTHEST_DAYS = 366


class Wish(Enum):
    HELP = "help"
    LEAVE = "leave"
    NOTHING = "nothing"


class Unclear(Enum):
    """What is missing in a line that cannot be understood."""

    WHO = "who"
    WHAT = "what"
    TIME = "time"


@dataclass(frozen=True)
class Ahead:
    """Time moves on: first by whole days, as the clocks on the wall show them, then by minutes."""

    days: int
    minutes: int


@dataclass(frozen=True)
class Line:
    """Somebody says something, in the group or to the bot alone, or presses the button with a number.

    `who` None: the same person as before. `known`: `who` is the name of somebody in the group.
    """

    who: str | None
    known: bool
    text: str
    private: bool = False
    button: int | None = None


def understand(typed: str, people: Sequence[str]) -> Line | Ahead | Wish | Unclear:
    """One typed line, given the names of the people there are."""
    text = unicodedata.normalize("NFC", typed).strip()
    if not text:
        return Wish.NOTHING
    if text.startswith("+"):
        return _ahead(text)
    if text.casefold() in _LEAVING:
        return Wish.LEAVE
    if text.casefold() in _ASKING:
        return Wish.HELP
    who, known, rest = None, True, text
    if text.startswith("@"):
        who, known, rest = _name(text[1:], people)
        if not who:
            return Unclear.WHO
    private = _PRIVATE.fullmatch(rest)
    said = private.group(1) if private else rest.strip()
    if not said:
        return Unclear.WHAT
    button = int(said) if _BUTTON.fullmatch(said) else None
    return Line(who, known, said, private is not None, button)


def _name(text: str, people: Sequence[str]) -> tuple[str, bool, str]:
    """The name at the beginning of a line, longest first, without case and accents; then a name nobody has yet."""
    for name in sorted(people, key=len, reverse=True):
        for end in range(max(1, len(name) - 3), len(name) + 4):  # with accents, a name may be longer than it looks
            if fold(text[:end]) == fold(name) and not _GOES_ON.match(text, end):
                return name, True, text[end:]
    found = _NAME.match(text)
    name = found.group().rstrip(".’'-") if found else ""
    return name[:1].upper() + name[1:], False, text[len(name) :]


def _ahead(text: str) -> Ahead | Unclear:
    found = _AHEAD.fullmatch(text)
    if found is None:
        return Unclear.TIME
    days = minutes = 0
    for amount, unit in _STEP.findall(found.group(1)):
        match unit.lower():
            case "w":
                days += 7 * int(amount)
            case "d" | "j":
                days += int(amount)
            case "h":
                minutes += 60 * int(amount)
            case _:
                minutes += int(amount)
    return Ahead(days, minutes) if days + minutes // 1440 <= FURTHEST_DAYS else Unclear.TIME
