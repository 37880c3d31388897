"""Several copies on one PostgreSQL: kill any of them at any instant, and nothing is lost or said twice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.copies import HEARS, WITHIN, House, a_house, hearing, sleeps, wakes
from tests.postgres import Cluster, running
from tests.telegram_server.people import Telegram
from tests.telegram_server.process import telegram

__all__ = ["telegram"]
pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[Cluster]:
    """Which the tests of this file stop and start."""
    with running() as cluster:
        yield cluster


@pytest.fixture
async def house(telegram: Telegram, own_postgres: Cluster, tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(telegram, own_postgres, tmp_path) as there:
        yield there


@pytest.mark.parametrize("how", ["killed", "asleep"])
async def test_another_one_listens_and_ticks_when_the_first_is_gone(house: House, how: str) -> None:
    first, second = await house.starts(), await house.starts()
    group = await house.group("Bal")
    await house.ana.types("/task One", group)
    await group.shows("#1 One", WITHIN)
    await house.settles()
    listens = await hearing([first, second])
    other = second if listens is first else first
    if how == "killed":
        await listens.is_killed()
    else:
        sleeps(listens)
    await house.ana.types("/task Two", group)
    await group.shows("#2 Two", WITHIN)
    await other.says(HEARS)
    if how == "asleep":
        wakes(listens)
    await house.ana.types("/task Three", group)
    await group.shows("#3 Three", WITHIN)
    await house.settles()
    texts = [message.text.split("\n")[0] for message in await group.messages() if message.text.startswith("#")]
    assert texts == ["#1 One", "#2 Two", "#3 Three"]
