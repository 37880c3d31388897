"""Whether the bot's account says that its device is its own, so that people's apps talk with it."""

from __future__ import annotations

import logging
from pathlib import Path

from nio import AsyncClient

from bot.messengers.matrix.identity import Unsigned, ensure

_log = logging.getLogger(__name__)


class Signature:
    """As it was found, once, when the bot began to listen; until then, as if it were there."""

    def __init__(self, client: AsyncClient, folder: Path) -> None:
        self._client, self._folder = client, folder
        self._is_known = False
        self.is_there = True

    async def look(self) -> None:
        """Sign the device, if it is not. Raises Refusal, LoggedOut, and if nobody answers what aiohttp raises."""
        if self._is_known:
            return
        try:
            await ensure(self._client, self._folder)
            self.is_there = True
        except Unsigned as fault:
            _log.warning("some apps will not talk with the bot. %s", fault)
            self.is_there = False
        self._is_known = True
