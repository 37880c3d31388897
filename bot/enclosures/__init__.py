"""The files that letters carry. Each is made just before its letter leaves, from the rows of that moment, and kept
nowhere: a letter that is tried again gets a new one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from sqlalchemy import Engine

from bot.clock import Clock
from bot.departure import Departure, File
from domain.enclosure import Enclosure
from storage.database import Rows, is_in_memory, reading


class Write(Protocol):
    """Runs work on the rows, where everything is written."""

    def __call__(self, work: Callable[[Rows], File], /) -> Awaitable[File]: ...


class Enclosing:
    """Makes files, one at a time, beside all that the bot does: in a thread, on a connection that only reads."""

    def __init__(self, engine: Engine, clock: Clock, write: Write) -> None:
        self._engine, self._clock, self._write = engine, clock, write
        self._turn = asyncio.Lock()

    async def __call__(self, departure: Departure) -> File:
        """The file of a letter that is about to be sent."""
        now = self._clock()
        if is_in_memory(self._engine):
            return await self._write(lambda rows: make(rows, departure, now))
        async with self._turn:
            return await asyncio.to_thread(self._read, departure, now)

    def _read(self, departure: Departure, now: datetime) -> File:
        with reading(self._engine) as rows:
            return make(rows, departure, now)


def make(rows: Rows, departure: Departure, now: datetime) -> File:
    """The file that a letter carries, for its reader. (What makes one is imported where it is used.)"""
    match departure.enclosure:
        case Enclosure.TABLE:
            from bot.enclosures.table import table

            return table(rows, departure, now)
        case Enclosure.WORKBOOK:
            from bot.enclosures.workbook import workbook

            return workbook(rows, departure, now)
        case Enclosure.CALENDAR | Enclosure.OWN_CALENDAR:
            from bot.enclosures import calendar

            return calendar.file(rows, departure, now)
        case Enclosure.MY_DATA:
            from bot.enclosures.my_data import my_data

            return my_data(rows, departure, now)
        case other:
            raise NotImplementedError(f"nothing makes {other}")
