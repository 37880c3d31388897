"""A letter on its way: what `bot.claim` lets out, and messengers send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.speech import Speech
from domain.document import Document
from domain.letter import Kind
from domain.team import Chat, Member, Team


@dataclass(frozen=True)
class Button:
    """A choice as the messenger shows it. `id` is what comes back when it is pressed."""

    id: int
    label: str
    command: str
    person: int | None


@dataclass(frozen=True)
class Departure:
    """A letter on its way, in words, with all that a messenger needs.

    It goes to `chat`, or in private to `member`, whose account at `messenger` is `account`; in the chat
    `whispered_in`, if there is one, that person alone may see it instead. `edits` is the letter whose message
    (`edits_message`) it replaces, `reply_to` the message it answers or reacts to. `carries` names the letters that
    were joined into it: kind and task number. With a goodbye the bot `leaves` the chat for good; once that is
    `said`, there is only the leaving left to do.
    """

    letter: int
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
    whispered_in: Chat | None = None
