"""The bot, whole, in a Matrix room on a real Synapse: Ana made the room, Léa and Marc are in it.

For the bot it is Monday, 2 March 2026, ten in the morning in Paris, and time passes when a test says so; the server has
the time of the machine.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from bot.app import App
from bot.house import House
from bot.messengers.matrix import Matrix as Messenger
from bot.messengers.matrix.login import Wishes, log_in
from tests.matrix_server.device import Account
from tests.matrix_server.people import Matrix
from tests.matrix_server.seen import Seen
from tests.matrix_server.someone import Room, Someone

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HELLO = "ici Accalmie"
_BEAT = 0.2  # seconds


class Clock:
    """The time, in the test's hand."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


async def logs_in(url: str, account: Account, folder: Path) -> None:
    """What a host does once: `accalmie matrix login`."""

    def never() -> str:
        raise AssertionError("nothing is asked")

    await log_in(folder, Wishes(lambda _: account.id, url, never, lambda: account.password))


@dataclass
class Scene:
    """What is there, and the words in which a test speaks of it."""

    matrix: Matrix
    bot: Account
    folder: Path
    ana: Someone
    lea: Someone
    marc: Someone
    engine: Engine
    encrypted: bool
    house: House = field(default_factory=lambda: House(is_open=True))
    clock: Clock = field(default_factory=Clock)
    welcome: tuple[str, ...] = ()
    said_at: Callable[[datetime], datetime] | None = None  # when all that arrives was said; None: now
    room: Room = field(init=False)
    app: App = field(init=False)
    messenger: Messenger = field(init=False)
    listening: asyncio.Task[None] = field(init=False)
    is_off: bool = True

    async def starts(self) -> None:
        """The bot, as its process does."""
        messenger = Messenger(self.folder, self.clock, welcome=self.welcome)
        await messenger.open()
        self.messenger = messenger
        said_at = self.said_at or (lambda _: self.clock.now)
        self.app = App(
            self.engine, self.clock, {messenger.name: messenger}, house=self.house, said_at=said_at, strict=True
        )
        await self.app.recover()
        self.listening = asyncio.ensure_future(self.app.listen())
        self.is_off = False

    async def stops(self) -> None:
        """Twice is harmless."""
        if self.is_off:
            return
        self.is_off = True
        self.listening.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait([self.listening], timeout=10)
        await asyncio.wait_for(self.app.close(), 20)
        await self.messenger.close()

    async def asks_for(self, title: str, by: Someone | None = None) -> Seen:
        """Somebody types a task in the room; its card."""
        await (by or self.lea).types(f"!tache {title}", self.room)
        return await self.shows(title)

    async def shows(self, words: str, to: Someone | None = None) -> Seen:
        """The newest message of the bot in the room with these words, as soon as there is one."""
        return await (to or self.ana).is_shown(words, self.room, by=self.bot)

    async def changes(self, card: Seen, *, to: str) -> Seen:
        """A message of the room, as soon as it has these words."""

        async def found() -> Seen | None:
            there = await self.ana.sees_again(card)
            return there if to in there.text else None

        changed: Seen = await self.ana.until(found)
        return changed

    async def is_acknowledged(self, said: Seen) -> None:
        async def reacted() -> bool:
            return self.bot.id in [who for by in (await self.ana.sees_again(said)).reactions.values() for who in by]

        await self.ana.until(reacted)

    async def private(self, person: Someone) -> Room:
        """The room that the bot has with somebody alone, as soon as there is one; who was invited accepts."""

        async def found() -> Room | None:
            invited = [each for each in await person.invitations() if each.by == self.bot.id and each.direct]
            for each in invited:
                await person.joins(Room(each.room, person))
            rooms = (await person.directs()).get(self.bot.id, [])
            return Room(rooms[-1], person) if rooms else None

        room: Room = await person.until(found)
        return room

    async def is_told(self, words: str, person: Someone) -> Seen:
        """What the bot writes to somebody alone."""
        return await person.is_shown(words, await self.private(person), by=self.bot)

    @asynccontextmanager
    async def time_passes(self, speed: float = 1) -> AsyncIterator[None]:
        """In the block the bot's clock runs, so many times as fast as the machine's, and the bot does what is due."""

        async def passes() -> None:
            then = loop.time()
            while True:
                await asyncio.sleep(_BEAT)
                self.clock.now += timedelta(seconds=(loop.time() - then) * speed)
                then = loop.time()
                if not self.is_off:
                    await self.app.tick()

        loop = asyncio.get_running_loop()
        passing = asyncio.ensure_future(passes())
        try:
            yield
        finally:
            passing.cancel()
            with suppress(asyncio.CancelledError):
                await passing

    async def said(self) -> list[str]:
        """What the bot said in the room."""
        return [each.text for each in await self.room.messages() if each.sender == self.bot.id and not each.service]


@asynccontextmanager
async def in_a_room(
    matrix: Matrix,
    engine: Engine,
    folder: Path,
    *,
    encrypted: bool,
    by_way_of: str = "",
    room_version: str = "12",
    **more: Any,
) -> AsyncIterator[Scene]:
    """The usual scene, after the bot said hello. `by_way_of`: where the bot reaches the server."""
    ana, lea, marc = [await matrix.person(name) for name in ("Ana", "Léa", "Marc")]
    bot = await matrix.account("Accalmie")
    await logs_in(by_way_of or matrix.url, bot, folder)
    scene = Scene(matrix, bot, folder, ana, lea, marc, engine, encrypted, **more)
    await scene.starts()
    try:
        scene.room = await ana.makes_room("Bal", lea, marc, bot, encrypted=encrypted, room_version=room_version)
        await scene.shows(HELLO)
        yield scene
    finally:
        await scene.stops()
