"""The usual group on Telegram, with the bot in it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.database import open_database
from tests.conftest import memory
from tests.matrix_server.people import Matrix, matrix
from tests.messengers.matrix_scene import Scene as Room
from tests.messengers.matrix_scene import in_a_room
from tests.messengers.telegram_scene import Scene, in_a_group
from tests.telegram_server.people import Telegram
from tests.telegram_server.process import telegram_here

__all__ = ["matrix", "telegram_here"]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A migrated, empty SQLite in a file: a test looks at the rows while the bot writes them."""
    file = tmp_path / "accalmie.db"
    with memory() as empty:
        raw, copy = empty.raw_connection(), sqlite3.connect(file)
        driver = raw.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.backup(copy)
        copy.close()
        raw.close()
    opened = open_database(f"sqlite:///{file}")
    yield opened
    opened.dispose()


@pytest.fixture
async def older(telegram_here: Telegram) -> Telegram:
    """A server of a version that knows no messages for one person alone."""
    gone = {"trouble": "refused", "code": 404, "said": "Not Found: method not found", "times": 0}
    await telegram_here.do("fails", method="deleteEphemeralMessage", **gone)
    return telegram_here


@pytest.fixture
async def bal(telegram_here: Telegram, engine: Engine) -> AsyncIterator[Scene]:
    async with in_a_group(telegram_here, engine) as scene:
        yield scene


@pytest.fixture
async def forum(telegram_here: Telegram, engine: Engine) -> AsyncIterator[Scene]:
    """The same, in a group that has topics."""
    async with in_a_group(telegram_here, engine, forum=True) as scene:
        yield scene


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
async def room(request: pytest.FixtureRequest, matrix: Matrix, engine: Engine, tmp_path: Path) -> AsyncIterator[Room]:
    async with in_a_room(matrix, engine, tmp_path / "matrix", encrypted=request.param) as scene:
        yield scene


@pytest.fixture
async def sealed_room(matrix: Matrix, engine: Engine, tmp_path: Path) -> AsyncIterator[Room]:
    """The encrypted one."""
    async with in_a_room(matrix, engine, tmp_path / "matrix", encrypted=True) as scene:
        yield scene
