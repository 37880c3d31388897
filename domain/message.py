"""What arrives, whatever the messenger: a text, a press, a reaction, somebody coming or going."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.text import tidy

LONGEST_NAME = 100  # characters; some messengers take a whole page for a name


class Action(StrEnum):
    TEXT = "text"
    EDIT = "edit"  # of an earlier text
    PRESS = "press"
    REACT = "react"
    JOIN = "join"
    LEAVE = "leave"
    GONE = "gone"  # what was said, shown or reacted with is gone: `origin`; the sender took it away
    UNREADABLE = "unreadable"  # the sender wrote something that could not be decrypted
    PROMOTE = "promote"  # the sender's role in the chat changed
    ADDED = "added"  # the sender added the bot to a chat
    REMOVED = "removed"  # the sender removed the bot from a chat; in private: shut the door
    MOVED = "moved"  # the chat has another address from now on


@dataclass(frozen=True)
class Place:
    """A chat at its messenger: group, topic of a group, room."""

    messenger: str
    server: str
    external_id: str
    thread: str = ""


class Ability(StrEnum):
    """What a messenger does not let every bot do in a chat, or what is not so in every chat."""

    HEAR = "hear"  # all that is written, and not only commands and answers to itself
    SEE_REACTIONS = "see-reactions"
    DELETE = "delete"  # what others wrote
    WHISPER = "whisper"  # a message in the chat that only one person sees
    WRITE_FIRST = "write-first"  # to whoever never wrote to it in private
    ENCRYPTS = "encrypts"  # the chat is end-to-end encrypted, and the bot reads and writes it so
    IN_CLEAR = "in-clear"  # the chat could be encrypted, and is not
    SIGNED = "signed"  # the bot's device is vouched for, and apps show no warning
    CLOSE = "close"  # the chat to writing, and open it again
    OTHER_BOTS = "other-bots"  # other bots are there, which may know the same commands


@dataclass(frozen=True)
class Standing:
    """How things stand in a chat, as the messenger says: whether the sender coordinates there, and what the bot can do
    there. None where nobody could say. `is_there`: the sender is in that chat; asked only of strangers."""

    place: Place
    coordinates: bool | None
    abilities: frozenset[Ability] | None
    is_there: bool = False


@dataclass(frozen=True)
class Sender:
    """An account at its messenger. `name`: one line that can be shown among other words; `coordinator`: its role in the
    chat as just asked, `reachable`: whether private letters reach it; `language` (such as `fr` or `fr-CA`) and `zone`
    (IANA): what their messenger knows of them. None where nobody could say. `is_there`: of somebody who is mentioned,
    that they surely are in the chat."""

    messenger: str
    server: str
    external_id: str
    name: str
    handle: str | None = None
    coordinator: bool | None = None
    reachable: bool | None = None
    language: str | None = None
    zone: str | None = None
    is_there: bool = False

    def __post_init__(self) -> None:
        if self.name and (shown := shown_name(self.name) or self.handle or self.external_id) != self.name:
            object.__setattr__(self, "name", shown)

    @property
    def address(self) -> str:
        """The account as a host writes it down: `telegram:123456789`, `matrix:@ana:example.org`."""
        return ":".join(part for part in (self.messenger, self.server, self.external_id) if part)


def shown_name(name: str) -> str:
    """A name that somebody gave to themself or to a group, without what would break or turn the lines around it; empty
    if nothing of it can be seen."""
    return tidy(name[: 4 * LONGEST_NAME])[:LONGEST_NAME].rstrip()


@dataclass(frozen=True)
class Original:
    """The message that this one answers: its id at the messenger, and its words if they were to be had. `mine`: the
    sender of this one wrote it, and it is nothing but words; False also where nobody could say. `author`: whoever wrote
    it, where that is known and no bot."""

    message_id: str
    text: str = ""
    link: str | None = None
    mine: bool = False
    author: Sender | None = None


@dataclass(frozen=True)
class Forward:
    """Somebody else's message, handed on: its words (none of a picture), and its `author` where the messenger says who
    that is; else only the `name` that stands above it."""

    text: str
    author: Sender | None = None
    name: str = ""
    link: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", shown_name(self.name))


@dataclass(frozen=True)
class Incoming:
    """One event of a messenger. `said_at`: when it was said (aware UTC), never after now.

    `first_said_at`: when the message was written that an edit changes, None where nobody could say.
    `prefix` begins a command there, `bot_name` may follow one to say which bot is meant.
    `own_account` and `event` name it for ever: the same pair again is the same event delivered twice. `place` is the
    team's chat; in private it may be None (then the sender's only team is meant). `choice` is the id of a pressed
    button, `origin` the message it was pressed under, that was reacted to, or that is gone. A reaction has a
    `message_id` where it can be taken back by it. `title` is the chat's, where the bot is
    added; `to` the new address of a chat that moved. `standings`: of the chat where it was said; in private, of all
    chats in which bot and sender are, as far as they were asked for. `mentions`: the accounts that were picked from a
    list while the text was written, each under the name that stands there, or that the messenger knows by a name in it.
    `forwarded`: the text is none of the sender's. `tells_forwards`: the messenger says so, and whose it is.
    `relayed_from`: the messenger where it was said, if a bridge brought it from there in their own name.
    """

    own_account: str
    event: str
    said_at: datetime
    sender: Sender
    action: Action
    place: Place | None
    private: bool = False
    text: str = ""
    message_id: str | None = None
    link: str | None = None
    first_said_at: datetime | None = None
    answers: Original | None = None
    choice: int | None = None
    origin: str | None = None
    title: str = ""
    to: Place | None = None
    standings: tuple[Standing, ...] = ()
    mentions: tuple[Sender, ...] = ()
    forwarded: Forward | None = None
    tells_forwards: bool = False
    relayed_from: str = ""
    prefix: str = "/"
    bot_name: str = "accalmie"
