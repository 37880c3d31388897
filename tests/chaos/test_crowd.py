"""Two hundred groups type while the bot's processes are killed and their lines are cut: nothing is lost, and nothing
counts twice."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from storage.database import open_database
from tests.chaos.crowd import oracle
from tests.chaos.crowd.copies import PATIENCE, Settings, copies
from tests.chaos.crowd.line import Line, line_to
from tests.chaos.crowd.messenger import ADDRESS, TOKEN, a_messenger
from tests.chaos.crowd.people import GROUPS, a_crowd
from tests.chaos.crowd.troubles import Troubles
from tests.dose import dose
from tests.postgres import Cluster, fresh_database

COMMANDS, KILLS, CUTS = dose((20_000, 30, 10), (2_000, 6, 3))
COPIES = 3
pytestmark = [pytest.mark.chaos, pytest.mark.timeout(dose(3_600, 900))]


@pytest.mark.parametrize("by_webhook", dose([False, True], [False]))
async def test_one_process_on_sqlite_that_is_killed_again_and_again(tmp_path: Path, by_webhook: bool) -> None:
    await played(tmp_path, f"sqlite:///{tmp_path}/accalmie.db", by_webhook=by_webhook)


async def test_three_processes_on_postgresql_that_are_killed_and_cut_off_again_and_again(
    postgres: Cluster, tmp_path: Path
) -> None:
    async with AsyncExitStack() as end:
        lines = [await end.enter_async_context(line_to(postgres.port)) for _ in range(COPIES)]
        await played(tmp_path, fresh_database(postgres), lines, by_webhook=True)


async def played(folder: Path, database: str, to_database: Sequence[Line] = (), *, by_webhook: bool) -> None:
    """A process for each line to the database, or one without, serves the crowd, come what may."""
    chance = random.Random(folder.name)
    async with AsyncExitStack() as end:
        messenger = await end.enter_async_context(a_messenger(chance))
        to_telegram = await end.enter_async_context(line_to(messenger.port))
        addresses = tuple(str(make_url(database).set(port=line.port)) for line in to_database) or (database,)
        here = f"http://127.0.0.1:{to_telegram.port}"
        settings = Settings(folder, addresses, here, TOKEN, ADDRESS * by_webhook)
        those = await end.enter_async_context(copies(settings, messenger.at))
        rows = open_database(database)
        end.callback(rows.dispose)
        crowd = a_crowd(messenger, chance, by_webhook=by_webhook)
        await crowd.begins()
        troubles = Troubles(chance, lambda: crowd.confirmed / COMMANDS)
        began = time.monotonic()
        async with asyncio.TaskGroup() as together:
            together.create_task(crowd.works(COMMANDS))
            together.create_task(weeks_pass(rows, troubles))
            together.create_task(troubles.kills_among(those, KILLS))
            together.create_task(troubles.cuts_of([to_telegram], CUTS))
            if to_database:
                together.create_task(troubles.cuts_of([*to_database], CUTS))
        typed = time.monotonic()
        async with asyncio.timeout(4 * PATIENCE):
            while await asyncio.to_thread(oracle.under_way, rows):  # noqa: ASYNC110  # nobody tells
                await asyncio.sleep(0.5)
        quiet = time.monotonic()
        for copy in those:
            await copy.listens()
            await copy.stop()
        assert crowd.confirmed == COMMANDS
        oracle.check_commands(rows, crowd)
        oracle.check_weeks(rows, crowd)
        copied = oracle.check_letters(rows, crowd, messenger.letters, troubles)
        print(
            f"{COMMANDS} commands of {GROUPS} groups in {typed - began:.0f} s, and {quiet - typed:.0f} s until nothing"
            f" was under way; {troubles.kills} kills, {troubles.cuts} cuts; {messenger.again} updates brought again;"
            f" {len(messenger.letters)} letters, of which {copied} copies"
        )


async def weeks_pass(rows: Engine, troubles: Troubles) -> None:
    """Now and then all digests are due."""
    for week in range(1, oracle.WEEKS + 1):
        await troubles.until(week / (oracle.WEEKS + 1))
        await asyncio.to_thread(oracle.a_week_passes, rows)
        async with asyncio.timeout(2 * PATIENCE):
            while await asyncio.to_thread(oracle.digests, rows) < week * GROUPS:  # noqa: ASYNC110  # nobody tells
                await asyncio.sleep(0.5)
