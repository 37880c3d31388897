"""Who administers a group, as Telegram says; asked once in a while, and again when it tells of a change."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot
from telegram.error import TelegramError

_log = logging.getLogger(__name__)
_FRESH = 600.0  # seconds


class Roles:
    """The administrators of each group, remembered for some minutes."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._known: dict[str, tuple[float, frozenset[str]]] = {}

    async def administers(self, chat: str, account: str) -> bool | None:
        """None where Telegram would not say."""
        now = asyncio.get_running_loop().time()
        asked, there = self._known.get(chat, (0.0, None))
        if there is None or now - asked > _FRESH:
            try:
                found = await self._bot.get_chat_administrators(chat)
            except TelegramError as fault:
                _log.info("the administrators of a group could not be asked for (%s)", type(fault).__name__)
                return None
            there = frozenset(str(each.user.id) for each in found)
            self._known[chat] = (now, there)
        return account in there

    def forget(self, chat: str) -> None:
        """Something changed there."""
        self._known.pop(chat, None)
