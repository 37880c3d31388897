"""What the house needs of a messenger. Only the files of this folder know a messenger's library."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from bot.claim import Departure
from domain.message import Incoming, Place

Receive = Callable[[Incoming], Awaitable[None]]
"""Hands over what arrived. When it returns, the effect is committed."""


class NotSent(Exception):
    """The messenger refused a letter for good, and a later attempt would not help."""


class Unreachable(NotSent):
    """The person never opened a private chat with the bot, or closed it."""


class TryLater(Exception):
    """The letter surely did not leave; it may be tried again after a while."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(after)
        self.after = after


class Messenger(Protocol):
    """Three verbs: `send` one letter, `leave` a chat for good, and `listen` until the end.

    `send` returns the id of the message at the messenger (for an edit: of the edited message). It raises NotSent,
    Unreachable or TryLater; any other exception means that nobody knows whether the letter left. To `leave` a
    chat where the bot is not any more is no error.
    """

    name: str
    prefix: str

    async def send(self, departure: Departure) -> str: ...

    async def leave(self, place: Place) -> None: ...

    async def listen(self, receive: Receive) -> None: ...
