"""What is only read, beside all that the bot does: in a thread, one at a time, letting nobody wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

from sqlalchemy import Engine

from storage.database import Rows, is_in_memory, reading

T = TypeVar("T")


class Write(Protocol):
    """Runs work on the rows, where everything is written."""

    def __call__(self, work: Callable[[Rows], Any], /) -> Awaitable[Any]: ...


class Reader:
    """Reads one database. One in memory has one connection only, that of whoever writes: it is read there."""

    def __init__(self, engine: Engine, write: Write) -> None:
        self._engine, self._write = engine, write
        self._turn = asyncio.Lock()

    async def __call__(self, work: Callable[[Rows], T]) -> T:
        """What a function makes of the rows as they are now."""
        if is_in_memory(self._engine):
            made: T = await self._write(work)
            return made
        async with self._turn:
            return await asyncio.to_thread(self._read, work)

    def _read(self, work: Callable[[Rows], T]) -> T:
        with reading(self._engine) as rows:
            return work(rows)
