"""The disk is full while a crowd types: the bot says so once, confirms nothing that it could not keep, and goes on by
itself when there is room again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.database import open_database
from tests.chaos.crowd import oracle
from tests.chaos.crowd.copies import PATIENCE, Copy, Settings, copies
from tests.chaos.crowd.disk import Disk, a_disk
from tests.chaos.crowd.messenger import ADDRESS, TOKEN, Crowded, a_messenger
from tests.chaos.crowd.people import a_crowd
from tests.chaos.crowd.troubles import Troubles

COMMANDS = 2_000  # most of them after the second time: the log that is there has room for some hundred
FULL = "The database takes nothing: its disk is full."
AGAIN = "The database works again."
pytestmark = [pytest.mark.chaos, pytest.mark.timeout(600)]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with a_disk(tmp_path / "disk", 24) as small:
        yield small


@pytest.mark.parametrize(("by_webhook", "dies"), [(False, True), (True, False)], ids=["asking", "brought"])
async def test_a_disk_that_is_full_loses_nothing_and_ends_nothing(
    disk: Disk, tmp_path: Path, by_webhook: bool, dies: bool
) -> None:
    """It is full twice; the second time the bot is killed, or told to stop, and has to start on it."""
    chance = random.Random(by_webhook)
    async with AsyncExitStack() as end:
        messenger = await end.enter_async_context(a_messenger(chance))
        database, here = f"sqlite:///{disk.folder}/accalmie.db", f"http://127.0.0.1:{messenger.port}"
        settings = Settings(tmp_path, (database,), here, TOKEN, ADDRESS * by_webhook, disk.inside)
        (bot,) = await end.enter_async_context(copies(settings, messenger.at))
        copy = tmp_path / "copy.db"
        rows = open_database(f"sqlite:///{copy}")
        end.callback(rows.dispose)
        crowd = a_crowd(messenger, chance, by_webhook=by_webhook)
        await crowd.begins()
        troubles = Troubles(chance, lambda: crowd.confirmed / COMMANDS)
        async with asyncio.TaskGroup() as together:
            together.create_task(crowd.works(COMMANDS))
            await troubles.until(0.1)
            await is_full(disk, bot, messenger, copy, rows)
            await is_there_room(disk, bot)
            await troubles.until(0.25)
            await is_full(disk, bot, messenger, copy, rows)
            await (troubles.kill(bot) if dies else troubles.stop(bot))
            await bot.says(FULL, 3)
            await is_there_room(disk, bot)
        async with asyncio.timeout(PATIENCE):
            await now(disk, copy, rows)
            while await asyncio.to_thread(oracle.under_way, rows):
                await asyncio.sleep(1)
                await now(disk, copy, rows)
        await bot.stop()
        assert crowd.confirmed == COMMANDS
        oracle.check_commands(rows, crowd)
        copied = oracle.check_letters(rows, crowd, messenger.letters, troubles)
        print(f"{COMMANDS} commands, {copied} copies of letters")


async def is_full(disk: Disk, bot: Copy, messenger: Crowded, copy: Path, rows: Engine) -> None:
    """The bot says so, and no more; it waits, and confirms what it has kept and nothing else."""
    times, lines = bot.said.count(FULL), len(bot.said.splitlines())
    await asyncio.to_thread(disk.fill)
    await bot.says(FULL, times + 1)
    await now(disk, copy, rows)
    kept = await asyncio.to_thread(oracle.heard, rows)
    await asyncio.sleep(5)
    assert messenger.confirmed <= kept
    assert len(bot.said.splitlines()) <= lines + 3, bot.said


async def now(disk: Disk, copy: Path, rows: Engine) -> None:
    rows.dispose()
    await asyncio.to_thread(disk.copy, "accalmie.db", copy)


async def is_there_room(disk: Disk, bot: Copy) -> None:
    times = bot.said.count(AGAIN)
    await asyncio.to_thread(disk.make_room)
    await bot.says(AGAIN, times + 1)
