"""An account at a messenger while it is being opened."""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import suppress
from datetime import timedelta

from bot.departure import Departure
from bot.messengers import Account, Ears, Forgets, TryLater
from domain.closure import Fields, Permissions
from domain.message import Place

_log = logging.getLogger(__name__)
_SOON = timedelta(seconds=10)
_OBJECTS = 10_000  # made and still there: then cycles are looked for; usually 700, which one busy moment makes often


def spare_the_collector() -> None:
    """What is there when the bot begins to serve stays: no search for cycles looks through all of it again. A busy bot
    spent a tenth of its time on that."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)


class Opening:
    """An account that is opened while the others serve already. What is to leave by it waits for that."""

    def __init__(self, account: Account) -> None:
        self.name, self.prefix, self.mentions_people = account.name, account.prefix, account.mentions_people
        self._account, self.is_open = account, False
        self._is_known = asyncio.Event()  # whether it opens

    async def listen(self, ears: Ears) -> None:
        try:
            await self._account.open()
            spare_the_collector()
            self.is_open = True
            self._is_known.set()
            _log.info("listening to %s", self._account.called)
            await self._account.listen(ears)
        finally:
            self._is_known.set()

    async def send(self, departure: Departure) -> str:
        await self._must_be_open()
        return await self._account.send(departure)

    async def permissions(self, place: Place) -> Permissions:
        await self._must_be_open()
        return await self._account.permissions(place)

    async def permit(self, place: Place, there: Permissions, changes: Fields) -> None:
        await self._must_be_open()
        await self._account.permit(place, there, changes)

    async def forget(self, account: str) -> None:
        await self._must_be_open()
        if isinstance(self._account, Forgets):
            await self._account.forget(account)

    async def leave(self, place: Place) -> None:
        await self._must_be_open()
        await self._account.leave(place)

    async def _must_be_open(self) -> None:
        if self.is_open:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_SOON.total_seconds()):
                await self._is_known.wait()
        if not self.is_open:
            raise TryLater(_SOON)
