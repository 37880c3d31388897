"""Looks every half minute whether something is about to go wrong, and leaves a sign that the bot runs.

A disk that fills, a clock that is wrong or jumped, a database that takes nothing, a messenger that does not answer:
each is told once, and once more when it is over.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from secrets import token_hex

from bot.clock import Clock
from bot.line import Line
from bot.room import Room
from bot.troubles import CLOCK, DATABASE, DISK, Troubles
from bot.version import version
from storage import signs
from storage.database import Rows
from storage.trouble import why

_log = logging.getLogger(__name__)
EVERY = 30.0
"""Seconds between two looks."""
SLOW = 10.0
"""Seconds that a write may take."""
WRONG = timedelta(minutes=1)
"""A clock that differs by more, or jumps by more, is wrong."""
SILENT = timedelta(minutes=5)
"""A messenger that is tried in vain for so long does not answer."""
_OFTEN = 3.0  # seconds between two looks while a messenger is being opened: whoever starts a bot looks whether it is
_LEAVING = 2.0  # seconds for the last write; what is on its way has to be marked after it
Write = Callable[[Callable[[Rows], None]], Awaitable[None]]


class Watch:
    """Over one process. `opened`: which messengers there are, and whether each is open here; `ready`: whether
    each is, or is for another copy to open; `lines`: those to them; `ticked`: when time passed last; `running`: seconds
    that only go forward; `patience`: seconds for a write."""

    def __init__(
        self,
        write: Write,
        clock: Clock,
        troubles: Troubles,
        lines: Mapping[str, Line],
        *,
        opened: Callable[[], Mapping[str, bool]] = dict,
        ready: Callable[[], Mapping[str, bool]] = dict,
        ticked: Callable[[], datetime | None] = lambda: None,
        rooms: Callable[[], Iterable[Room]] = tuple,
        running: Callable[[], float] = time.monotonic,
        patience: float = SLOW,
    ) -> None:
        self._write, self._clock, self.troubles, self._lines = write, clock, troubles, lines
        self._opened, self._ready, self._ticked, self._rooms = opened, ready, ticked, rooms
        self._running = running
        self._patience = patience
        self._process, self._since = token_hex(4), clock()
        self._before = clock(), running()
        self._writing: asyncio.Future[None] | None = None
        self._began = 0.0

    async def watch(self) -> None:
        """Until it is cancelled."""
        while True:
            are_open = all(self._ready().values())
            await self.look()
            await asyncio.sleep(EVERY if are_open else _OFTEN)

    async def look(self) -> None:
        """Once."""
        self._look_at_disks()
        self._look_at_the_clock()
        self._look_at_messengers()
        await self._look_at_the_database()

    async def stop(self) -> None:
        """The bot was told to stop."""
        now = self._clock()
        if self._writing is not None:
            self._writing.cancel()
        with suppress(Exception):  # whoever looks sees that no sign comes any more
            async with asyncio.timeout(_LEAVING):
                await self._write(lambda rows: signs.stop(rows, self._process, now))

    def _look_at_disks(self) -> None:
        try:
            full = next((room for room in self._rooms() if room.is_little), None)
        except OSError:
            return
        if full is not None:
            self.troubles.begins(DISK, str(full))
        else:
            self.troubles.ends(DISK, "There is room on the disk again.")

    def _look_at_the_clock(self) -> None:
        now, running = self._clock(), self._running()
        jumped = (now - self._before[0]) - timedelta(seconds=running - self._before[1])
        self._before = now, running
        if abs(jumped) > WRONG:
            way = "forward" if jumped > timedelta(0) else "back"
            _log.warning("The clock of this machine jumped %s by %s, or the machine slept.", way, span(abs(jumped)))
        off = {name: line.off for name, line in self._lines.items()}
        if (name := next((name for name, by in off.items() if abs(by) > WRONG), None)) is not None:
            self.troubles.begins(CLOCK, wrong_clock(name, off[name]))
        else:
            self.troubles.ends(CLOCK, "The clock of this machine is right again.")

    def _look_at_messengers(self) -> None:
        opened, ready = self._opened(), self._ready()
        for name, line in self._lines.items():
            if ready.get(name, False) and not opened.get(name, False):
                line.rest()
                self.troubles.ends(name, f"{name.capitalize()} is for another copy to listen to now.")
            elif line.silent_since is None:
                self.troubles.ends(name, f"{name.capitalize()} answers again.")
            elif line.silent_for > SILENT:
                self.troubles.begins(name, f"{name.capitalize()} has not answered for {span(line.silent_for)}.")

    async def _look_at_the_database(self) -> None:
        """A write that an earlier look began says nothing once it is over: that may be long ago. A new one does."""
        if self._writing is not None and not await self._is_written(self._writing):
            return
        sign = self._sign()
        self._writing = asyncio.ensure_future(self._write(lambda rows: signs.give(rows, self._process, sign)))
        self._began, writing = self._running(), self._writing
        if not await self._is_written(writing):
            return
        if (fault := writing.exception()) is not None:
            self.troubles.begins(DATABASE, f"The database takes nothing: {why(fault)}.")
        else:
            self.troubles.ends(DATABASE, "The database works again.")

    async def _is_written(self, writing: asyncio.Future[None]) -> bool:
        """Is a write over, one way or the other, before patience is?"""
        await asyncio.wait({writing}, timeout=self._patience)
        if writing.done():
            self._writing = None
            writing.exception()  # looked at, so that nobody is told that it was not
        elif DATABASE not in self.troubles.now:  # it may not be known why yet
            took = self._running() - self._began
            self.troubles.begins(DATABASE, f"The database has taken nothing for {took:.0f} seconds.")
        return writing.done()

    def _sign(self) -> signs.Sign:
        answered = {name: line.answered_at for name, line in self._lines.items()}
        messengers = {name: (is_open, answered.get(name)) for name, is_open in self._opened().items()}
        return signs.Sign(self._clock(), self._since, version(), self._ticked(), messengers, self.troubles.now)


def wrong_clock(name: str, off: timedelta) -> str:
    way = "ahead of" if off > timedelta(0) else "behind"
    return f"The clock of this machine is {span(abs(off))} {way} that of {name.capitalize()}: set it right."


def span(length: timedelta) -> str:
    """`40 seconds`, `5 minutes`, `3 hours`, `2 days`."""
    seconds = length.total_seconds()
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size:.0f} {unit}s"
    return f"{seconds:.0f} seconds"
