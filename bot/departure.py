"""A letter on its way: what `bot.claim` lets out, and messengers send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.speech import Speech
from domain import reactions
from domain.document import Document
from domain.enclosure import Enclosure
from domain.letter import Kind
from domain.team import Chat, Member, Team


@dataclass(frozen=True)
class Manner:
    """What a messenger wants of the letters it gets: what begins a command there, and whether it needs the accounts of
    the people whom a letter names."""

    prefix: str
    mentions_people: bool = False


@dataclass(frozen=True)
class Button:
    """A choice as the messenger shows it. `id` is what comes back when it is pressed, `typed` what its reader may type
    instead."""

    id: int
    label: str
    command: str
    person: int | None
    typed: str = ""


@dataclass(frozen=True)
class File:
    """A file that a letter carries. `name` is plain: letters, digits, `-` and one ending. Of a picture, what it shows,
    in words (`alt`), and how many pixels it is wide and high."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    alt: str = ""
    size: tuple[int, int] | None = None

    @property
    def is_picture(self) -> bool:
        return self.size is not None


@dataclass(frozen=True)
class Departure:
    """A letter on its way, in words, with all that a messenger needs.

    `key` is a name that no other letter has, of this database or another; of the same letter it is the same each time,
    and of the same answer to the same event also where an older copy of the database took its place.
    It goes to `chat`, or in private to `member`, whose account at `messenger` is `account` (of somebody's several
    ones its row is `account_id`); in the chat
    `whispered_in`, if there is one, that person alone may see it instead. `edits` is the letter whose message
    (`edits_message`) it replaces, `reply_to` the message it answers or reacts to. `again`: nobody
    knows whether it left before. `carries` names the letters that
    were joined into it: kind and task number. With a goodbye the bot `leaves` the chat for good; once that is
    `said`, there is only the leaving left to do. A `farewell` goes to an account that nobody has any more: once it is
    said, the messenger forgets that account, too. `in_place`: where the message stands that it replaces, or nowhere.
    `turns`: nothing is said, the chat is closed or opened. `people`: the accounts at `messenger` (their
    external ids) of those whom the letter names, where the messenger wants to know.
    `language` and `zone`: its reader's. `enclosure`: which file it carries, `file`: that file, once the letter is sent.
    """

    letter: int
    key: str
    at: datetime
    kind: Kind
    sound: bool
    document: Document
    speech: Speech
    buttons: tuple[Button, ...]
    team: Team
    messenger: str
    chat: Chat | None
    member: Member | None
    account: str
    about: int | None
    edits: int | None
    edits_message: str | None
    reply_to: str | None
    attempts: int
    fleeting: bool
    carries: tuple[tuple[Kind, int | None], ...] = ()
    leaves: bool = False
    said: bool = False
    turns: bool = False
    whispered_in: Chat | None = None
    people: Mapping[int, str] = field(default_factory=dict)
    again: bool = False
    account_id: int | None = None
    language: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    enclosure: Enclosure | None = None
    file: File | None = None
    farewell: bool = False
    in_place: bool = False

    @property
    def to_whom(self) -> str:
        """Whom it goes to in private; somebody who was forgotten has no name but that of the account."""
        assert self.member is not None
        return self.member.name or self.account

    @property
    def faces(self) -> Mapping[int, str]:
        """For each button (by its id) the emoji that stands for it; some have none."""
        there = sorted(self.buttons, key=lambda button: button.id)
        shown = reactions.faces([button.command for button in there], private=self.member is not None)
        return {button.id: face for button, face in zip(there, shown, strict=True) if face is not None}
