"""The bot's device on Matrix without the rest of the bot: logged in, it listens, and remembers what it could read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse
from nio import Event, JoinResponse, MegolmEvent, RoomSendResponse, SyncResponse

from bot.clock import Clock, wall_clock
from bot.messengers.matrix import identity, session
from bot.messengers.matrix.client import client_of, close_client, made_of
from bot.messengers.matrix.identity import Identity
from bot.messengers.matrix.keys import keep_house
from bot.messengers.matrix.login import Wishes, log_in
from bot.messengers.matrix.verification import Verifications
from tests.matrix_server.device import Account
from tests.matrix_server.someone import PATIENCE, Named, Room

_ROUND = 500  # milliseconds that a look waits for something new


def wishes(account: Account, url: str, **how: Any) -> Wishes:
    """What a host would say who types nothing wrong."""

    def no_question() -> str:
        raise AssertionError("nothing is to be asked")

    return Wishes(lambda _: account.id, url, no_question, lambda: account.password, **how)


@dataclass
class BotDevice:
    """`heard`: what it could read, by the id of the event; `sealed`: what it could not."""

    folder: Path
    now: Clock
    heard: dict[str, dict[str, Any]] = field(default_factory=dict)
    sealed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.kept = session.load(self.folder)
        self.client = client_of(self.kept, self.folder)
        self.verifications = Verifications(self.client, Identity.load(self.folder), self.now)
        self._changed = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    @property
    def id(self) -> str:
        return self.kept.user

    @property
    def device(self) -> str:
        return self.kept.device

    async def looks(self, wait: int = 0) -> None:
        """One round: what is new, and what has to be done for encryption."""
        since = self.client.next_batch or None
        news = made_of(await self.client.sync(wait, since=since, full_state=since is None), SyncResponse)
        assert isinstance(news.transport_response, ClientResponse)
        raw = await news.transport_response.json()
        for room in news.rooms.invite:
            made_of(await self.client.join(room), JoinResponse)
        await keep_house(self.client, news)
        await self.verifications.to_device(raw.get("to_device", {}).get("events", []))
        for room, told in news.rooms.join.items():
            for event in told.timeline.events:
                await self._takes(room, event)
        self._changed.set()

    def listens(self) -> None:
        """From now on, until it is stopped."""

        async def rounds() -> None:
            try:
                while True:
                    await self.looks(_ROUND)
            finally:
                self._changed.set()

        self._listening = asyncio.ensure_future(rounds())

    async def stops(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def says(self, text: str, room: Room) -> str:
        content = {"msgtype": "m.text", "body": text}
        sent = self.client.room_send(room.id, "m.room.message", content, ignore_unverified_devices=True)
        return made_of(await sent, RoomSendResponse).event_id

    async def until(self, condition: Callable[[], Awaitable[Any] | Any], within: float = PATIENCE) -> None:
        """Waits, while it listens, until the condition is true."""
        async with asyncio.timeout(within):
            while True:
                self._changed.clear()
                found = condition()
                if await found if isinstance(found, Awaitable) else found:
                    return
                await self._changed.wait()
                if self._listening is not None and self._listening.done():
                    self._listening.result()

    async def is_in(self, room: Room, *others: Named) -> None:
        """Waits until it is in a room, and knows that these are there too."""

        def there() -> bool:
            seen = self.client.rooms.get(room.id)
            return seen is not None and all(each.id in seen.users for each in others)

        await self.until(there)

    async def _takes(self, room: str, event: object) -> None:
        if not isinstance(event, Event):
            return
        if isinstance(event, MegolmEvent):
            self.sealed.add(event.event_id)
            return
        self.heard[event.event_id] = event.source
        await self.verifications.in_room(room, event.source)


@asynccontextmanager
async def bot_device(folder: Path, now: Clock = wall_clock, *, signed: bool = True) -> AsyncIterator[BotDevice]:
    """The login in a folder; it listens for as long as the block lasts. What it fails of, fails the test."""
    with session.alone(folder):
        bot = BotDevice(folder, now)
        try:
            if signed:
                await identity.ensure(bot.client, folder)
            await bot.looks()
            bot.listens()
            try:
                yield bot
            finally:
                await bot.stops()
        finally:
            await close_client(bot.client)


async def logged_in(folder: Path, account: Account, url: str, **how: Any) -> list[str]:
    """What the command says."""
    return await log_in(folder, wishes(account, url, **how))
