"""An account at a messenger while it is being opened."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from bot.copies import Copy
from bot.departure import Departure
from bot.messengers import Account, Ears, Forgets, InUse, Shared, TryLater
from bot.together import until_one_ends
from domain.closure import Fields, Permissions
from domain.message import Place

_log = logging.getLogger(__name__)
_SOON = timedelta(seconds=10)
_NOTICES = 2.0  # seconds
_OBJECTS = 10_000  # made and still there: then cycles are looked for; usually 700, which one busy moment makes often


def spare_the_collector() -> None:
    """What is there when the bot begins to serve stays: no search for cycles looks through all of it again. A busy bot
    spent a tenth of its time on that."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)


class Opening:
    """An account that is opened while the others serve already. What is to leave by it waits for that.

    Of several copies of the bot one listens. An account that can be `Shared` is open in all of them; any other one in
    the copy that listens.
    """

    def __init__(self, account: Account, copy: Copy) -> None:
        self.name, self.prefix, self.mentions_people = account.name, account.prefix, account.mentions_people
        self._account, self._copy, self.is_open = account, copy, False
        self._duty = f"listen to {self.name}"
        self._is_known = asyncio.Event()  # whether it opens

    @property
    def is_ready(self) -> bool:
        """Is it open, or is that for another copy to do?"""
        return self.is_open or not (isinstance(self._account, Shared) or self._copy.has(self._duty))

    async def listen(self, ears: Ears) -> None:
        if isinstance(self._account, Shared):
            await self._share(self._account, ears)
        else:
            await self._copy.on_duty(self._duty, lambda: self._have(ears))

    async def _share(self, account: Shared, ears: Ears) -> None:
        async def lead() -> None:
            _log.info("listening to %s", self._account.called)
            await self._insist(lambda: account.lead(ears))

        async with self._opened():
            account.shared_among(lambda: self._copy.many)
            _log.info("%s is open", self._account.called)
            await until_one_ends(account.attend(ears), self._copy.on_duty(self._duty, lead))

    async def _have(self, ears: Ears) -> None:
        await self._insist(lambda: self._open_and_listen(ears))

    async def _open_and_listen(self, ears: Ears) -> None:
        try:
            async with self._opened():
                _log.info("listening to %s", self._account.called)
                await self._account.listen(ears)
        finally:
            if not self._copy.is_alone:
                await self._account.close()

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[None]:
        try:
            await self._account.open()
            spare_the_collector()
            self.is_open = True
            self._is_known.set()
            yield
        finally:
            self.is_open = False
            self._is_known.set()

    async def _insist(self, work: Callable[[], Awaitable[None]]) -> None:
        """The copy that had the duty before may not have noticed yet that it has it no more."""
        while True:
            try:
                return await work()
            except InUse as why:
                if self._copy.is_alone:
                    raise
                _log.warning("%s (trying again)", why)
                await asyncio.sleep(_NOTICES)

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
