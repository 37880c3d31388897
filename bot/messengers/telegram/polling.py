"""Fetches what happened at Telegram, and confirms it only once its effect is durable.

An update is confirmed by the next request, which is made when all of the batch are applied; after a crash some come
again, and the house knows them by their ids.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.messengers import Ears, loudness
from bot.messengers.telegram.listening import WANTED, Listening, Taken, number_of
from bot.messengers.telegram.sending import seconds
from bot.messengers.telegram.wire import Wire, call

_log = logging.getLogger(__name__)
AT_ONCE = 100  # updates a request; Telegram gives no more
_LONG_POLL = 50  # seconds that Telegram waits for something to happen
_PATIENCE = 10  # seconds more before a long poll is given up
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_TAKEN = "Another process receives this bot's messages. Only one may; stop the other one."
_CONFLICTS = 5  # in a row: another process polls, and will not go away


class Polling:
    """Long polling with one bot, over a wire of its own."""

    def __init__(self, bot: Bot, wire: Wire, listening: Listening) -> None:
        self._bot, self._wire, self._listening = bot, wire, listening
        self._offset = 0
        self._comes_here = False

    async def attend(self, _ears: Ears) -> None:
        """Nothing comes by itself."""
        await asyncio.Event().wait()

    async def lead(self, ears: Ears) -> None:
        """Until it is cancelled. Raises Unusable, or InvalidToken if there is no such bot."""
        try:
            await self._poll(ears)
        finally:
            await self._listening.close()

    async def _poll(self, ears: Ears) -> None:
        pause, conflicts = _FIRST_PAUSE, 0
        while True:
            try:
                if not self._comes_here:
                    await self._end_webhook()
                updates = await self._fetch()
            except Conflict:
                conflicts += 1
                if conflicts == _CONFLICTS:
                    raise Taken(_TAKEN) from None
                await asyncio.sleep(_FIRST_PAUSE)
            except InvalidToken:
                raise
            except RetryAfter as wait:
                await asyncio.sleep(seconds(wait).total_seconds())
            except TimedOut:
                pass  # nothing happened meanwhile, or the line is bad: ask again
            except TelegramError as fault:
                _log.log(
                    loudness(pause, _LONGEST_PAUSE),
                    "Telegram does not answer (%s); trying again in %d s",
                    type(fault).__name__,
                    pause,
                )
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE, pause * 1.5)
            else:
                pause, conflicts = _FIRST_PAUSE, 0
                await self._listening.take_in(updates, ears)
                self._offset = max([self._offset - 1, *map(number_of, updates)]) + 1

    async def _end_webhook(self) -> None:
        """While Telegram brings updates somewhere, it answers nobody who asks for them. None of them is dropped."""
        if (await self._bot.get_webhook_info()).url:
            await self._bot.delete_webhook()
            _log.info("Telegram brought what happens to an address (webhook); now the bot asks for it")
        self._comes_here = True

    async def _fetch(self) -> Sequence[dict[str, Any]]:
        """The next updates as Telegram wrote them: one that the library cannot build must not spoil the others."""
        found = await call(
            self._bot,
            "getUpdates",
            over=self._wire,
            seconds=_LONG_POLL + _PATIENCE,
            offset=self._offset,
            limit=AT_ONCE,
            timeout=_LONG_POLL,
            allowed_updates=WANTED,
        )
        return found if isinstance(found, list) else []
