"""How a command declares itself, what it is given, and what it gives back.

A command is a plain function: rows and values in, an `Outcome` out, or a `Refusal` raised and nothing changed. It
awaits nothing and has nothing to send with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from domain import deadline, rights
from domain.code import new_code
from domain.deadline import Reading
from domain.document import Document, Typed, Value, says
from domain.enclosure import Enclosure
from domain.host import UNNAMED, Host
from domain.letter import Kind
from domain.message import Forward, Original, Sender
from domain.quiet_hours import QuietHours
from domain.rights import Deed, Who
from domain.task import Task
from domain.team import Chat, Member, Talk, Team
from domain.text import fold
from storage.database import Rows
from storage.forgetting import Forgotten


class NothingDone(Exception):
    """A command that changes nothing, and the document that says why."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document


class Refusal(NothingDone):
    """Bad input, answered with one sentence that shows a correct example."""

    def __init__(self, key: str, /, **values: Value) -> None:
        super().__init__(says(key, **values))


class Question(NothingDone):
    """Which one is meant? Asked back, with a button for each."""


@dataclass(frozen=True)
class Example:
    """A line that a person could type, without prefix, in both languages: help, documentation and test at once."""

    en: str
    fr: str
    coordinators: bool = False

    def in_language(self, language: str) -> str:
        return self.fr if language == "fr" else self.en


class Pool(Enum):
    """The tasks that are offered to somebody who names none."""

    MINE = "mine"  # those one carries
    FREE = "free"  # those that look for somebody
    ASKED = "asked"  # those one is asked to take
    CLOSED = "closed"  # those that ended last


@dataclass(frozen=True)
class PrivateLetter:
    """A letter to one person, beside the answer. `assignment`: the proposal that its buttons answer; `role` and
    `asked_at` (aware UTC): that of a role instead; `asked`: what it asks leave for (`storage.requests`). `expects`: as
    of an outcome. `report`: the one that it tells of, from the rows of the moment it leaves. `search`: the one in which
    they are asked to take a task; `invites`: it tells them of one for which hands are wanted. `cause`: what made it,
    where that is not this event. `account`: to this one of theirs, if it can be reached. `not_before` (aware UTC): it
    leaves no earlier."""

    person: int
    kind: Kind
    document: Document
    task: int | None = None
    assignment: int | None = None
    role: int | None = None
    asked_at: datetime | None = None
    asked: int | None = None
    expects: str = ""
    report: int | None = None
    search: int | None = None
    invites: bool = False
    cause: str = ""
    account: int | None = None
    not_before: datetime | None = None


@dataclass(frozen=True)
class ChatLetter:
    """A letter to the group in somebody's name; `cause` tells it from all others. `document` None: written from the
    rows of the moment it leaves. `everywhere`: to every chat of the team, and not only to the one that is meant.
    `chat`: to this one (its row id), of whichever team it is. `enclosure`: the picture that comes with it, of nothing
    but what all may see."""

    kind: Kind
    cause: str
    document: Document | None = None
    everywhere: bool = False
    chat: int | None = None
    enclosure: Enclosure | None = None


@dataclass(frozen=True)
class Outcome:
    """What a command came to.

    `answer` goes to the person who wrote; `changed` are the tasks (row ids) whose cards have something new to show,
    `elsewhere` such tasks of other teams, `shown` those whose cards are posted again below, with notes and history if
    `in_full`; `announced`: new events. `said`: what the group gets to read. `expects`: the command line that is
    complete with what they write in private next, where `answer` asks for that. `takes`: the message that was answered
    has no place there any more.
    `debates` and `parked`: as `changed` and `shown`, of debates. `restated` and `restated_debates`: their cards say
    something else now where they stand, and none is posted. `regroups`: the chat has another team from now on, or the
    account another person. `enclosure`: the file that comes with `answer`, to the person in private. `forgotten`:
    whoever wrote is nobody any more.
    """

    answer: Document | None = None
    changed: tuple[int, ...] = ()
    elsewhere: tuple[int, ...] = ()
    shown: tuple[int, ...] = ()
    in_full: bool = False
    announced: tuple[int, ...] = ()
    debates: tuple[int, ...] = ()
    parked: tuple[int, ...] = ()
    restated: tuple[int, ...] = ()
    restated_debates: tuple[int, ...] = ()
    regroups: bool = False
    letters: tuple[PrivateLetter, ...] = ()
    said: tuple[ChatLetter, ...] = ()
    expects: str = ""
    takes: bool = False
    enclosure: Enclosure | None = None
    forgotten: Forgotten | None = None
    refused: bool = False  # nothing was changed, and `answer` says why


@dataclass(frozen=True)
class Command:
    """Something a person can do.

    `also` are further names, `nearly` words that people type instead: they are asked whether this was meant. `deeds`
    say whose right it is. `about`: which tasks are offered where none is named; None for a command about no task.
    `personal`: its answer is long, or for one person alone, and has no place in a group.
    `private_matter`: never answered or acknowledged in a group; with `private_words`, only lines that begin with one of
    these (folded) are. `menu`: its place in the messenger's menu, from 1 on; None if it is not there.
    `adds`: done twice, there would be two of it; the button of a question does it once, but for lines that begin with
    one of `adds_not`. `keeps_lines`: what follows it may have several. `unhurried`: first words of lines that may wait
    a day for the words that complete them. `takes_forwards`: a message that somebody forwards answers what it asked.
    `longest`: characters of what follows it; more is not read at all.
    """

    en: str
    fr: str
    run: Callable[[Call], Outcome]
    examples: tuple[Example, ...]
    also: tuple[str, ...] = ()
    nearly: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = (Deed.READ,)
    about: Pool | None = None
    personal: bool = False
    private_matter: bool = False
    private_words: tuple[str, ...] = ()
    menu: int | None = None
    adds: bool = False
    adds_not: tuple[str, ...] = ()
    keeps_lines: bool = False
    unhurried: tuple[str, ...] = ()
    takes_forwards: bool = False
    longest: int = 4500

    @property
    def names(self) -> Mapping[str, str]:
        return {"en": self.en, "fr": self.fr}

    def is_private(self, argument: str) -> bool:
        """Is this line a private matter?"""
        return self.private_matter or _first(argument) in self.private_words

    def is_unhurried(self, argument: str) -> bool:
        """May this line wait a day for the words that complete it?"""
        return _first(argument) in self.unhurried

    def would_repeat(self, argument: str) -> bool:
        """Is there two of it, if this line is done twice?"""
        return self.adds and bool(argument.strip()) and _first(argument) not in self.adds_not


def _first(argument: str) -> str:
    return fold(argument.partition(" ")[0])


@dataclass(frozen=True)
class Call:
    """One command as somebody gave it: typed, pressed or by reaction.

    `said_at` (aware UTC) is when it was said: dates are read with it. `now` is when it is handled. `replied` is the
    task whose card or message it answers, `answers` the message itself. `edited` is the task that this message made
    before it was corrected. `proposal` is what a pressed button of a proposal was made for. `here` names the place
    where it was said, within which message ids are unique. `mentions`: the accounts that were picked from a list, under
    the names that stand in the text. `forwarded`, `tells_forwards`: as of what came in. `host`: who runs the bot,
    which is called `bot_name` there. `can_answer`: what they alone may read reaches them. `new_code` makes codes that
    nobody can guess.
    """

    command: Command
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
    edited: Task | None = None
    answers: Original | None = None
    message_id: str | None = None
    link: str | None = None
    here: str = ""
    pressed: bool = False
    by_reaction: bool = False
    proposal: int | None = None
    mentions: tuple[Sender, ...] = ()
    forwarded: Forward | None = None
    tells_forwards: bool = False
    host: Host = UNNAMED
    bot_name: str = ""
    can_answer: bool = True
    new_code: Callable[[], str] = new_code

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
        """The deadline in a text, in the language and zone of whoever wrote it."""
        here = self.said_at.astimezone(self.zone)
        return deadline.read(text, language=self.language, reference=here, country=self.team.country)

    @property
    def source(self) -> str | None:
        """The message, named with its place; None for a press."""
        return f"{self.here}:{self.message_id}" if self.message_id is not None else None

    @property
    def coordinates(self) -> bool:
        return rights.coordinates(self.member, self.now)

    def must_at_all(self, deed: Deed) -> None:
        """Raises Refusal where the table gives this deed to coordinators, and to nobody else for any task."""
        if rights.RIGHTS[deed] in (Who.MEMBER, Who.COORDINATOR):
            self.must(deed)

    def must(self, deed: Deed, task: Task | None = None) -> None:
        """Raises Refusal where this person has no right to do this (to this task)."""
        if rights.may(deed, self.member, self.now, task):
            return
        if task is None:
            unsure = self.member.administrator  # so the messenger said, but too long ago
            raise Refusal("refusal-role-unknown" if unsure else "refusal-coordinators")
        number = f"#{task.number}"
        match rights.RIGHTS[deed]:
            case Who.CARRIER:
                raise Refusal("refusal-not-yours", number=number, example=Typed("tasks", self.either("me", "moi")))
            case Who.ASKED:
                raise Refusal("refusal-not-asked", number=number, example=Typed("tasks"))
            case _:
                raise Refusal("refusal-involved", number=number)

    def either(self, en: str, fr: str) -> str:
        """A word to type, in the language of whoever reads the answer."""
        return fr if self.language == "fr" else en

    def example(self, place: int = 0) -> Typed:
        """How this command is typed, by one of its examples."""
        rest = self.command.examples[place].in_language(self.language).partition(" ")[2]
        return Typed(self.command.en, rest)

    @property
    def shows_card(self) -> bool:
        """Does whoever typed this see a card below it?"""
        return self.in_group and self.chat.talk is not Talk.SILENT

    def aside(self, document: Document) -> Document | None:
        """An answer in private only: whoever types in the group sees the acknowledgement and the card."""
        waits = self.pressed and not self.by_reaction
        return document if waits or not self.in_group else None
