"""Several copies of the shipped bot on one PostgreSQL, in a Telegram group on the server of the tests."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import text

from storage.database import open_database
from tests.messengers.telegram_process import Running, running
from tests.postgres import Cluster, fresh_database
from tests.telegram_server.people import BotAccount, Group, Someone, Telegram

WITHIN = 60.0
HEARS = "has the duty to listen to telegram"


@dataclass
class House:
    """The bot, its copies, and people in groups with it. Ana speaks English."""

    telegram: Telegram
    postgres: Cluster
    folder: Path
    database: str
    bot: BotAccount
    ana: Someone
    stack: AsyncExitStack
    copies: list[Running] = field(default_factory=list)

    async def starts(self, **settings: str) -> Running:
        """One copy more; it is at work, or stands by."""
        how = {"database_url": self.database, "log_level": "info", **settings}
        copy = await self.stack.enter_async_context(running(self.folder, self.telegram.url, self.bot.token, **how))
        self.copies.append(copy)
        await copy.says("is open")
        return copy

    async def group(self, title: str) -> Group:
        return await self.telegram.group(title, self.ana, self.bot)

    def found(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database.replace("+psycopg", ""), autocommit=True, connect_timeout=10) as rows:
            return rows.execute(query.encode(), values).fetchall()

    async def nothing_is_under_way(self) -> bool:
        under_way = "SELECT 1 FROM letter WHERE state IN ('waiting', 'unknown', 'attempting') LIMIT 1"
        return not self.found(under_way)

    async def settles(self) -> None:
        """Everything that is to leave has left."""
        await self.telegram.until(self.nothing_is_under_way, WITHIN)

    def attempts(self) -> int:
        """How often a letter was tried more than once."""
        return int(self.found("SELECT coalesce(sum(greatest(attempts - 1, 0)), 0) FROM letter")[0][0])


def sleeps(copy: Running) -> None:
    """It does nothing any more, and does not know it."""
    os.kill(copy.process.pid, signal.SIGSTOP)


def wakes(copy: Running) -> None:
    os.kill(copy.process.pid, signal.SIGCONT)


async def hearing(copies: list[Running]) -> Running:
    """The copy that listens, as soon as one does."""
    asked = [asyncio.ensure_future(copy.says(HEARS)) for copy in copies]
    try:
        done, _ = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        return next(copy for copy, each in zip(copies, asked, strict=True) if each in done)
    finally:
        for each in asked:
            each.cancel()
        await asyncio.gather(*asked, return_exceptions=True)


@asynccontextmanager
async def a_house(telegram: Telegram, postgres: Cluster, folder: Path) -> AsyncIterator[House]:
    database = fresh_database(postgres)
    engine = open_database(database)
    with engine.begin() as rows:
        name = engine.url.database
        rows.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = on'))  # a server that is shot forgets none
    engine.dispose()
    bot = await telegram.bot("accalmie_bot")
    ana = await telegram.person("Ana", language="en")
    async with AsyncExitStack() as stack:
        house = House(telegram, postgres, folder, database, bot, ana, stack)
        try:
            yield house
        finally:
            for copy in house.copies:
                if copy.process.returncode is None:
                    wakes(copy)
