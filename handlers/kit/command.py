"""How a command declares itself, what it is given, and what it gives back.

A command is a plain function: rows and values in, an `Outcome` out, or a `Refusal` raised and nothing changed. It
awaits nothing and has nothing to send with.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import deadline
from domain.deadline import Reading
from domain.document import Document, Value, says
from domain.letter import Kind
from domain.message import Original
from domain.quiet_hours import QuietHours
from domain.task import Task
from domain.team import Chat, Member, Team
from storage.database import Rows


class Refusal(Exception):
    """Bad input, answered with one sentence that shows a correct example. Nothing is changed."""

    def __init__(self, key: str, /, **values: Value) -> None:
        super().__init__(key)
        self.document = says(key, **values)


@dataclass(frozen=True)
class Example:
    """A line that a person could type, without prefix, in both languages: help, documentation and test at once."""

    en: str
    fr: str
    coordinators: bool = False

    def in_language(self, language: str) -> str:
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True)
class PrivateLetter:
    """A letter to one person, beside the answer. `assignment`: the proposal that its buttons answer."""

    person: int
    kind: Kind
    document: Document
    task: int | None = None
    assignment: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What a command came to.

    `answer` goes to the person who wrote; `changed` are the tasks (row ids) whose cards have something new to show,
    `shown` the one whose card is posted again below.
    """

    answer: Document | None = None
    changed: tuple[int, ...] = ()
    shown: int | None = None
    letters: tuple[PrivateLetter, ...] = ()
    refused: bool = False  # nothing was changed, and `answer` says why


@dataclass(frozen=True)
class Command:
    """Something a person can do.

    `private_matter`: never answered or acknowledged in a group. `menu`: its place in the messenger's menu, from 1 on;
    None if it is not there.
    """

    en: str
    fr: str
    run: Callable[[Call], Outcome]
    examples: tuple[Example, ...]
    private_matter: bool = False
    menu: int | None = None

    @property
    def names(self) -> Mapping[str, str]:
        return {"en": self.en, "fr": self.fr}


@dataclass(frozen=True)
class Call:
    """One command as somebody gave it: typed, pressed or by reaction.

    `said_at` (aware UTC) is when it was said: dates are read with it. `now` is when it is handled. `replied` is the
    task whose card or message it answers, `answers` the message itself. `proposal` is the assignment that a pressed
    button was made for. `here` names the place where it was said, within which message ids are unique.
    """

    rows: Rows
    chat: Chat
    hours: tuple[QuietHours, ...]
    member: Member
    said_at: datetime
    now: datetime
    argument: str
    in_group: bool
    commands: tuple[Command, ...] = field(repr=False)
    cause: str = ""
    replied: Task | None = None
    answers: Original | None = None
    message_id: str | None = None
    link: str | None = None
    here: str = ""
    pressed: bool = False
    proposal: int | None = None

    @property
    def team(self) -> Team:
        return self.chat.team

    @property
    def language(self) -> str:
        return self.member.language or self.team.language

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.member.zone) if self.member.zone else self.team.zone

    def read(self, text: str) -> Reading:
        """The deadline in a text, in the zone of whoever wrote it. Of both languages, the one that understands more
        of its words is meant; theirs, where both understand as much."""
        here = self.said_at.astimezone(self.zone)
        other = "en" if self.language == "fr" else "fr"
        readings = [deadline.read(text, language=each, reference=here) for each in (self.language, other)]
        return max(readings, key=_understood)  # the first, if they are equal

    def coordinators_only(self) -> None:
        if not self.member.coordinator:
            raise Refusal("refusal-coordinators")


def _understood(reading: Reading) -> int:
    """How many characters of a text said its deadline; several dates that disagree are more than any of them."""
    if reading.span is not None:
        return reading.span[1] - reading.span[0]
    return sys.maxsize if reading.alternatives else 0
