"""What is compared with: one durable row a commit, through SQLModel's async session and through plain sqlite3."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import Field, MetaData, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bench.rounds import Round


class Note(SQLModel, table=True):
    """One row."""

    metadata = MetaData()
    id: int | None = Field(default=None, primary_key=True)
    text: str


def async_engine(file: Path, width: int) -> AsyncEngine:
    """As an application would set it up: WAL and FULL like ours, a connection for each of those who write."""
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{file}", pool_size=width, connect_args={"timeout": 60, "isolation_level": None}
    )
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # or two who read first and then write fail with "locked"


async def through_async_session(file: Path, width: int, commits: int, *, queue: bool) -> Round:
    """With `queue`, those who write wait for each other in Python, not in SQLite's busy handler."""
    engine = async_engine(file, width)
    async with engine.begin() as connection:
        await connection.run_sync(Note.metadata.create_all)
    turn = asyncio.Lock()
    waits: list[float] = []

    async def write() -> None:
        async with AsyncSession(engine) as session:
            session.add(Note(text="Réserver la salle des fêtes"))
            await session.commit()

    async def talk() -> None:
        for _ in range(commits // width):
            begun = time.perf_counter()
            if queue:
                async with turn:
                    await write()
            else:
                await write()
            waits.append(time.perf_counter() - begun)

    await asyncio.gather(*(write() for _ in range(width)))  # connections are made before the clock starts
    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(talk() for _ in range(width)))
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    await engine.dispose()
    return Round(len(waits), took, cpu, waits)


def through_sqlite3(file: Path, width: int, commits: int) -> Round:
    """One connection, and so many threads that take turns."""
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    _set_up(connection, None)
    connection.execute("CREATE TABLE IF NOT EXISTS plain (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    turn = Lock()
    waits: list[float] = []

    def talk() -> None:
        for _ in range(commits // width):
            begun = time.perf_counter()
            with turn:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO plain (text) VALUES (?)", ("Réserver la salle des fêtes",))
                connection.execute("COMMIT")
            waits.append(time.perf_counter() - begun)

    threads = [Thread(target=talk) for _ in range(width)]
    began, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    connection.close()
    return Round(len(waits), took, cpu, waits)
