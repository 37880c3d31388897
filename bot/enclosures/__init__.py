"""The files that letters carry. Each is made just before its letter leaves, from the rows of that moment, and kept
nowhere: a letter that is tried again gets a new one."""

from __future__ import annotations

from datetime import datetime

from bot.clock import Clock
from bot.departure import Departure, File
from bot.reading import Reader
from domain.enclosure import Enclosure
from storage.database import Rows


class Enclosing:
    """Makes files, one at a time, beside all that the bot does."""

    def __init__(self, read: Reader, clock: Clock) -> None:
        self._read, self._clock = read, clock

    async def __call__(self, departure: Departure) -> File:
        """The file of a letter that is about to be sent."""
        now = self._clock()
        return await self._read(lambda rows: make(rows, departure, now))


def make(rows: Rows, departure: Departure, now: datetime) -> File:
    """The file that a letter carries, for its reader. (What makes one is imported where it is used.)"""
    assert departure.enclosure is not None, "it carries one"
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
        case Enclosure.LOAD | Enclosure.OWN_LOAD:
            from bot.enclosures import load_picture

            return load_picture.file(rows, departure, now)
        case Enclosure.MY_DATA:
            from bot.enclosures.my_data import my_data

            return my_data(rows, departure, now)
        case Enclosure.ARCHIVE:
            from bot.enclosures import archive

            return archive.file(rows, departure, now)
