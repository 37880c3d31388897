"""What the house needs of a messenger. Only the files of this folder know a messenger's library."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Protocol, runtime_checkable

from bot.departure import Departure
from domain.closure import Fields, Permissions
from domain.message import Incoming, Place, Sender

SINCE = "since"
"""Under this name a messenger remembers how far it has heard. A database that was put back forgets it."""


class Ears(Protocol):
    """What a messenger that listens needs of the house."""

    async def receive(self, incoming: Incoming) -> Sequence[str]:
        """Take what arrived. When it returns, the effect is committed. The messages of that place which it names have
        none there any more, and are deleted where the bot may."""

    async def places_to_look_for(self, sender: Sender) -> Sequence[Place]:
        """The chats in which a stranger may be who writes to the bot in private."""

    async def knows(self, sender: Sender) -> bool:
        """Is anything kept of this account?"""

    async def places_of(self, sender: Sender) -> Sequence[Place]:
        """The chats that somebody shares with the bot, to ask how things stand there when they write in private."""

    async def remembered(self, own_account: str) -> Mapping[str, str]:
        """What a messenger wrote down under names of its own, for one account of the bot."""

    async def remember(self, own_account: str, changes: Mapping[str, str | None]) -> None:
        """Write down, together, what has to be known after a restart; None forgets what stands under a name. When it
        returns, all that was received before is committed, and so is this."""


def loudness(pause: float, longest: float) -> int:
    """At which level the log is told that a server is asked again after a pause. Once pauses are as long as they get,
    `bot.watch` has said that the server is silent, and will say when it is not."""
    return logging.WARNING if pause < longest else logging.DEBUG


class Hears(Protocol):
    """Is told what comes back from the server of a messenger (`bot.line.Line`)."""

    def answered(self, status: int, date: str | None = None) -> None:
        """An answer, with its HTTP status and Date."""

    def failed(self) -> None:
        """None came."""


class Unheard:
    """Nobody listens."""

    def answered(self, status: int, date: str | None = None) -> None: ...

    def failed(self) -> None: ...


UNHEARD = Unheard()


class Refused(Exception):
    """A messenger will not let this bot work; says why in one sentence."""


class InUse(Refused):
    """Another process uses the account, and only one may."""


class NotSent(Exception):
    """The messenger refused a letter for good, and a later attempt would not help."""


class Unreachable(NotSent):
    """The person never opened a private chat with the bot, or closed it."""


class TooLarge(NotSent):
    """The messenger takes no file of this size."""


class HasToWait(Exception):
    """The letter is tried again after a while, and those behind it do not overtake it."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(after)
        self.after = after


class TryLater(HasToWait):
    """It surely did not leave."""


class TryAgain(HasToWait):
    """Nobody knows whether it left; but the messenger knows one that comes again."""


class Messenger(Protocol):
    """`send` one letter, `leave` a chat for good, and `listen` for the house until the end.

    `send` returns the id of the message at the messenger (for an edit: of the edited message). It raises NotSent,
    Unreachable, TryLater or TryAgain; any other exception means that nobody knows whether the letter left. To `leave` a
    chat where the bot is not any more is no error. `permissions` tells what members may do in a chat, and `permit`
    changes some fields of that, which it found so (for `there`); they raise the same, NotSent where the bot has no
    right to. `prefix` begins a command there; `mentions_people`: it needs the accounts of those whom a letter names
    (`Departure.people`).
    """

    name: str
    prefix: str
    mentions_people: bool

    async def send(self, departure: Departure) -> str: ...

    async def leave(self, place: Place) -> None: ...

    async def permissions(self, place: Place) -> Permissions: ...

    async def permit(self, place: Place, there: Permissions, changes: Fields) -> None: ...

    async def listen(self, ears: Ears) -> None: ...


@runtime_checkable
class Forgets(Protocol):
    """A messenger that keeps something of people itself. `forget` an account that nobody knows any more: what is kept
    of it alone goes; done twice, it is done once. It raises what `send` does."""

    async def forget(self, account: str) -> None: ...


class Account(Messenger, Protocol):
    """The bot's account at a messenger that other people run. `open` waits until the messenger can be reached; `close`
    it at the end. `open` and `listen` raise Refused. `called`, once it is open: for the log, such as `Telegram as
    @accalmie_bot`.
    """

    @property
    def called(self) -> str: ...

    async def open(self) -> None: ...

    async def close(self) -> None: ...


@runtime_checkable
class Shared(Protocol):
    """An account that several processes may use at once. Each of them `attend`s as long as it runs, which is all that
    it takes to send; one of them at a time `lead`s, which lets what happens come in. `listen` is both. `shared_among`:
    how many they are, itself included."""

    def shared_among(self, many: Callable[[], int]) -> None: ...

    async def attend(self, ears: Ears) -> None: ...

    async def lead(self, ears: Ears) -> None: ...
