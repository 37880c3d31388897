"""Answers getUpdates as Telegram does: it waits, hands out in order, and lets only one poller wait at a time."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.telegram_server.accounts import Bot
from tests.telegram_server.clock import ServerClock
from tests.telegram_server.refusal import Json, Refusal

LONGEST_WAIT = 50
_MOST = 100
# Telegram's own server: the same offset again within three seconds waits up to three; within half a second it gets
# one update only. Undocumented, but whoever confirms nothing and polls on will meet it.
_SOON, _AT_ONCE = 3.0, 0.5
_BETWEEN_CONFLICTS = 3.0
_OTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Poller:
    """One bot's long poll."""

    def __init__(self, bot: Bot, clock: ServerClock) -> None:
        self._bot, self._clock = bot, clock
        self._arrived = asyncio.Event()
        self._ended: asyncio.Future[Refusal] | None = None  # of the one who waits
        self._last_offset: int | None = None
        self._last_start = -1e9
        self._next_conflict = 0.0
        bot.queue.on_arrival = self._arrived.set

    async def poll(self, offset: int, limit: int, patience: int) -> list[Json]:
        """Waits up to so many seconds. Raises a Refusal (409) when somebody else polls meanwhile."""
        now = self._clock.steady()
        # "Values between 1-100 are accepted. Defaults to 100" (getUpdates, `limit`).
        limit = min(max(limit, 1), _MOST)
        seconds = float(min(max(patience, 0), LONGEST_WAIT))
        if offset == self._last_offset and now < self._last_start + _SOON:
            seconds = max(seconds, _SOON)
            if now < self._last_start + _AT_ONCE:
                limit = 1
        self._last_offset, self._last_start = offset, now
        updates = self._bot.queue.take(offset, limit)
        if updates or seconds == 0:
            return updates
        return await self._wait(offset, limit, seconds)

    async def _wait(self, offset: int, limit: int, seconds: float) -> list[Json]:
        self.end(Refusal(409, _OTHER))
        mine: asyncio.Future[Refusal] = asyncio.get_running_loop().create_future()
        self._ended = mine
        until = asyncio.get_running_loop().time() + seconds
        try:
            while not (updates := self._bot.queue.take(max(offset, 0), limit)):
                self._arrived.clear()
                left = until - asyncio.get_running_loop().time()
                if left <= 0:
                    return []
                arrived = asyncio.ensure_future(self._arrived.wait())
                awaited: set[asyncio.Future[Any]] = {arrived, mine}
                await asyncio.wait(awaited, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                arrived.cancel()
                if mine.done():
                    if mine.result().code == 409:
                        await self._hold_back_conflict()
                    raise mine.result()
            return updates
        finally:
            if self._ended is mine:
                self._ended = None

    def end(self, why: Refusal) -> None:
        """Whoever waits is told why it is in vain."""
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(why)

    async def _hold_back_conflict(self) -> None:
        """After one conflict, the next ones are answered late."""
        now = self._clock.steady()
        if now < self._next_conflict:
            await asyncio.sleep(_BETWEEN_CONFLICTS)
        else:
            self._next_conflict = now + _BETWEEN_CONFLICTS
