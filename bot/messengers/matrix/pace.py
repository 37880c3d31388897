"""How fast the bot may write, as its server says when it is too fast: until then nobody asks again.

A server counts all that an account writes. So where it has said so lately, one thing is written after the other, and
what people wait for most goes first: acknowledgements, then what is said in rooms, then in private, and last the bot's
own reactions.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from enum import IntEnum

from bot.messengers import TryLater

_LATELY = 60.0  # seconds
_A_MOMENT = 0.05  # seconds, in which others come that are to go first


class Rank(IntEnum):
    """What goes first."""

    ACKNOWLEDGEMENT = 0
    ROOM = 1
    PRIVATE = 2
    CHOICES = 3


class Pace:
    """One account's."""

    def __init__(self) -> None:
        self._until = self._slow_until = 0.0  # seconds of the event loop
        self._waiting: set[tuple[Rank, int]] = set()
        self._numbers = itertools.count()
        self._is_busy = False
        self._next = asyncio.Condition()

    @asynccontextmanager
    async def turn(self, rank: Rank) -> AsyncIterator[None]:
        """Write something of this rank within the block. Raises TryLater while the server wants to be left alone."""
        if self._now() > self._slow_until:
            yield
            return
        await self._comes(rank)
        try:
            if (left := self._until - self._now()) > 0:
                raise TryLater(timedelta(seconds=left))
            yield
        finally:
            self._is_busy = False
            async with self._next:
                self._next.notify_all()

    def hold(self, after: timedelta) -> None:
        """The server wants to be left alone for so long."""
        self._until = max(self._until, self._now() + after.total_seconds())
        self._slow_until = self._until + _LATELY

    async def _comes(self, rank: Rank) -> None:
        mine = rank, next(self._numbers)
        self._waiting.add(mine)
        try:
            await asyncio.sleep(_A_MOMENT)
            async with self._next:
                await self._next.wait_for(lambda: not self._is_busy and min(self._waiting) == mine)
                self._is_busy = True
        finally:
            self._waiting.discard(mine)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
