"""What all tests share: a database of their own, on SQLite or PostgreSQL, and a scene to play on it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, text
from sqlmodel import SQLModel

from storage import schema
from storage.database import open_database
from tests.matrix_server.process import homeserver
from tests.postgres import Cluster, fresh_database, postgres
from tests.scene import Scene, playing

__all__ = ["homeserver", "postgres"]

settings.register_profile(
    "accalmie",
    deadline=None,  # a loaded machine is no fault of the bot
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("accalmie")

Stage = Callable[..., Awaitable[Scene]]


@cache
def _migrated() -> sqlite3.Connection:
    """One migrated SQLite in memory, from which the others are copied."""
    engine = open_database("sqlite://")
    schema.upgrade(engine)
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        connection.rollback()
        assert isinstance(driver, sqlite3.Connection)
        driver.backup(copy)
    engine.dispose()
    return copy


@contextmanager
def memory() -> Iterator[Engine]:
    """A migrated, empty SQLite in memory."""
    engine = open_database("sqlite://")
    raw = engine.raw_connection()
    driver = raw.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    _migrated().backup(driver)
    raw.close()
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def postgres_engine(postgres: Cluster) -> Iterator[Engine]:
    engine = open_database(fresh_database(postgres))
    schema.upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A migrated, empty database: SQLite, or what a test's parameter says."""
    if getattr(request, "param", "sqlite") == "sqlite":
        with memory() as ours:
            yield ours
        return
    shared: Engine = request.getfixturevalue("postgres_engine")
    tables = ", ".join(SQLModel.metadata.tables)
    with shared.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    yield shared


@pytest.fixture
async def stage(engine: Engine) -> AsyncIterator[Stage]:
    """Opens a scene, with the options of `Scene`, on the test's database."""
    async with AsyncExitStack() as curtains:

        async def opened(**options: Any) -> Scene:
            return await curtains.enter_async_context(playing(engine, **options))

        yield opened


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    """The usual scene: French, in Paris, Monday at ten, everybody within reach."""
    return await stage()
