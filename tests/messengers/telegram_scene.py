"""The bot, whole, in a Telegram group on the server of the tests: Ana administers it, Léa and Marc are in it.

It is Monday, 2 March 2026, ten in the morning, and time passes when a test says so, for the server and for the bot.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from socket import socket
from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel

from bot.app import App
from bot.house import House
from bot.messengers.telegram import Telegram as Messenger
from bot.messengers.telegram import Webhook
from tests.telegram_server.people import BotAccount, Group, Someone, Telegram
from tests.telegram_server.seen import Seen

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TAKE, DONE = "Je m'en occupe", "C'est fait"
HELLO = "ici Accalmie"


class Clock:
    """The time, in the test's hand."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Scene:
    """What is there, and the words in which a test speaks of it."""

    telegram: Telegram
    bot: BotAccount
    group: Group
    ana: Someone
    lea: Someone
    marc: Someone
    engine: Engine
    webhook: Webhook | None = None
    whispers: bool = True
    clock: Clock = field(default_factory=Clock)
    app: App = field(init=False)
    messenger: Messenger = field(init=False)
    listening: asyncio.Task[None] = field(init=False)

    async def starts(self) -> None:
        """The bot, as its process does."""
        server, webhook = self.telegram.url, self.webhook
        self.messenger = Messenger(
            self.bot.token, self.clock, server=server, paced=False, webhook=webhook, whispers=self.whispers
        )
        messengers = {self.messenger.name: self.messenger}
        self.app = App(self.engine, self.clock, messengers, house=House(is_open=True), strict=True)
        await self.messenger.open()
        await self.app.recover()
        self.listening = asyncio.ensure_future(self.app.listen())

    async def stops(self) -> None:
        self.listening.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait([self.listening], timeout=10)
        await asyncio.wait_for(self.app.close(), 20)
        await self.messenger.close()

    async def asks_for(self, title: str, by: Someone | None = None) -> Seen:
        """Somebody types a task in the group; its card."""
        await (by or self.lea).types(f"/tache {title}", self.group)
        return await self.shows(title)

    async def shows(self, words: str) -> Seen:
        """The newest message of the bot in the group with these words, as soon as there is one."""

        async def found() -> Seen | None:
            return next(iter((await self.posted(words))[::-1]), None)

        shown: Seen = await self.telegram.until(found)
        return shown

    async def changes(self, card: Seen, *, to: str) -> Seen:
        """A message of the group, as soon as it has these words or this button."""

        async def found() -> Seen | None:
            there = [each for each in await self.group.messages() if each.id == card.id]
            return next((each for each in there if to in each.text or to in each.labels), None)

        changed: Seen = await self.telegram.until(found)
        return changed

    async def is_acknowledged(self, said: Seen) -> None:
        async def reacted() -> bool:
            return any(each.id == said.id and each.reactions for each in await self.group.messages())

        await self.telegram.until(reacted)

    async def said(self) -> list[str]:
        """What the bot said in the group."""
        return [each.text for each in await self.group.messages() if each.sender == self.bot.id and not each.service]

    async def posted(self, words: str) -> list[Seen]:
        """The messages of the bot in the group with these words."""
        messages = await self.group.messages()
        return [each for each in messages if each.sender == self.bot.id and words in each.text]

    async def has_heard(self) -> None:
        """Returns when the bot has dealt with all that happened so far."""

        async def nothing_waits() -> bool:
            return not (await self.bot.about())["waiting"]

        await self.telegram.until(nothing_waits)
        await self.app.settle()

    async def goes_away(self) -> None:
        """The bot hears nothing, until it `comes_back`."""
        self.listening.cancel()
        await asyncio.wait([self.listening])

    def comes_back(self) -> None:
        self.listening = asyncio.ensure_future(self.app.listen())

    async def passes(self, seconds: float) -> None:
        """Time passes, and the bot looks what is due."""
        self.clock.now += timedelta(seconds=seconds)
        await self.telegram.do("time_passes", seconds=seconds)
        await self.app.tick()
        await self.app.settle()

    async def sent(self, method: str = "sendMessage", **given: Any) -> list[dict[str, Any]]:
        """The calls of the bot with these parameters, oldest first."""
        calls = await self.telegram.calls(method)
        wanted = {name: str(value) for name, value in given.items()}
        return [c for c in calls if all(str(c["given"].get(name)) == value for name, value in wanted.items())]

    def rows(self, table: str, **wanted: Any) -> list[dict[str, Any]]:
        of = SQLModel.metadata.tables[table]
        with self.engine.begin() as rows:
            found = [dict(row._mapping) for row in rows.execute(of.select().order_by(*of.primary_key.columns))]
        return [row for row in found if all(row[name] == value for name, value in wanted.items())]

    def titles(self) -> list[str]:
        return [row["title"] for row in self.rows("task")]


def an_address() -> Webhook:
    """Of the bot at this machine, with a port that is free."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return Webhook("https://bot.example.org/telegram", f"127.0.0.1:{free.getsockname()[1]}")


async def stands_before(bot: BotAccount, webhook: Webhook) -> None:
    """What a reverse proxy does: Telegram calls the one address, and it arrives at the other."""
    await bot.does("webhook_is_at", public="https://bot.example.org", really=f"http://{webhook.here}")


@asynccontextmanager
async def in_a_group(
    telegram: Telegram, engine: Engine, webhook: Webhook | None = None, whispers: bool = True, **how: Any
) -> AsyncIterator[Scene]:
    """The scene; `how` says what kind of group it is. The bot was just added by Ana and has said hello."""
    await telegram.do("time_stands", unix=MONDAY.timestamp())
    bot = await telegram.bot("accalmie_bot", name="Accalmie")
    ana = await telegram.person("Ana", username="ana_b")
    lea, marc = await telegram.person("Léa"), await telegram.person("Marc", username="marc")
    group = await telegram.group("Bal", ana, lea, marc, **how)
    if webhook is not None:
        await stands_before(bot, webhook)
    scene = Scene(telegram, bot, group, ana, lea, marc, engine, webhook, whispers)
    await scene.starts()
    try:
        await ana.adds(bot, group)
        await scene.shows(HELLO)
        await scene.has_heard()
        yield scene
    finally:
        await scene.stops()
