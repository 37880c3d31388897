"""This process among the others on the same database: whether it lives for them, and which duties it has.

On SQLite a process is alone, and has every duty. On PostgreSQL there may be any number of copies. A thread holds the
locks that say so (`storage.copies`), shows every second that this copy lives, and tries to take what it has not. A
connection that is lost takes all duties with it.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.fault import told
from storage import copies, hands
from storage.database import Rows, make_for_owner
from storage.place import LOCK, file_at
from storage.schema import Unusable

_log = logging.getLogger(__name__)
TICK = "tick"
_OFTEN = 1.0  # seconds between two signs of life
_FRESH = 5.0  # seconds after the last one that this copy still counts on being alive for the others
GRACE = 10.0
"""Seconds after which the letters of a copy are taken up that does not live any more: one that was cut off from the
database, or whose database was started again, comes back before that and says what became of them."""


class Copy(Protocol):
    """`number`: whose hands letters are in. `is_sure`: the others know that this copy lives; `life` counts how often it
    was away from the database before; `many` live. `woken` is called when another copy left something."""

    number: int
    is_alone: bool
    woken: Callable[[], None]

    @property
    def is_sure(self) -> bool: ...

    @property
    def life(self) -> int: ...

    @property
    def many(self) -> int: ...

    def has(self, duty: str) -> bool:
        """Has this copy a duty now?"""

    async def on_duty(self, duty: str, work: Callable[[], Awaitable[None]]) -> None:
        """Work whenever this copy has a duty, until the work ends by itself. When the duty is lost it is cancelled."""

    def wake_others(self, rows: Rows) -> None:
        """There is something for them, once this transaction is committed."""

    def others(self, rows: Rows) -> Collection[int]:
        """The other copies that live."""

    def dead(self, rows: Rows) -> Collection[int]:
        """Copies that have letters in their hands and died."""


def copy_of(engine: Engine) -> Alone | Among:
    """What this process is on a database: there may be others where that is PostgreSQL. `begin` it, and `close` it."""
    return Among(engine) if engine.dialect.name == "postgresql" else Alone()


class Alone:
    """The one process of a database."""

    number, is_alone, is_sure, life, many = 0, True, True, 0, 1

    def __init__(self) -> None:
        self.woken: Callable[[], None] = _nothing

    async def begin(self) -> None:
        pass

    async def close(self) -> None:
        pass

    def has(self, duty: str) -> bool:
        return True

    async def on_duty(self, duty: str, work: Callable[[], Awaitable[None]]) -> None:
        await work()

    def wake_others(self, rows: Rows) -> None:
        pass

    def others(self, rows: Rows) -> Collection[int]:
        return ()

    def dead(self, rows: Rows) -> Collection[int]:
        return ()


class Among:
    """One of several. Make it inside an event loop."""

    is_alone = False

    def __init__(self, engine: Engine) -> None:
        self.number, self._engine = copies.new_copy(), engine
        self.woken: Callable[[], None] = _nothing
        self._loop = asyncio.get_running_loop()
        self._wanted = {self.number, copies.duty(TICK)}
        self._held: frozenset[int] = frozenset()
        self._life, self._seen, self._many = 0, float("-inf"), 1
        self._news, self._ends = asyncio.Event(), threading.Event()
        self._missing: dict[int, float] = {}  # copies that do not live any more, and since when
        self._missed_in = 0  # which life of this copy saw that
        self._thread = threading.Thread(target=self._run, name="copy", daemon=True)

    @property
    def is_sure(self) -> bool:
        return time.monotonic() - self._seen < _FRESH

    @property
    def life(self) -> int:
        return self._life

    @property
    def many(self) -> int:
        return self._many

    async def begin(self) -> None:
        """Returns when this copy lives for the others."""
        self._thread.start()
        await self._until(lambda: self.number in self._held)

    async def close(self) -> None:
        """Every duty is free for another copy."""
        self._ends.set()
        if self._thread.is_alive():
            await asyncio.to_thread(self._thread.join)

    def has(self, duty: str) -> bool:
        return copies.duty(duty) in self._held and self.is_sure

    async def on_duty(self, duty: str, work: Callable[[], Awaitable[None]]) -> None:
        lock = copies.duty(duty)
        self._wanted.add(lock)
        try:
            while True:
                await self._until(lambda: lock in self._held)
                _log.info("this copy has the duty to %s", duty)
                if await self._as_long_as(lambda: lock in self._held, work):
                    return
                _log.warning("this copy has the duty to %s no more", duty)
        finally:
            self._wanted.discard(lock)

    async def _as_long_as(self, is_so: Callable[[], bool], work: Callable[[], Awaitable[None]]) -> bool:
        """Work, and stop when it is not so any more. True: the work was done before."""
        working = asyncio.ensure_future(work())
        losing = asyncio.ensure_future(self._until(lambda: not is_so()))
        try:
            await asyncio.wait((working, losing), return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                working.result()
                return True
            return False
        finally:
            working.cancel()
            losing.cancel()
            await asyncio.gather(working, losing, return_exceptions=True)

    async def _until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            await self._news.wait()

    def wake_others(self, rows: Rows) -> None:
        copies.wake_others(rows, self.number)

    def others(self, rows: Rows) -> Collection[int]:
        return copies.living(rows) - {self.number}

    def dead(self, rows: Rows) -> Collection[int]:
        """For `GRACE` seconds, as far as this copy saw in one life of its own."""
        if self._missed_in != self._life:
            self._missed_in, self._missing = self._life, {}
        owners = hands.owners(rows) - {self.number}
        gone = owners - copies.living(rows) if owners else ()
        now = time.monotonic()
        self._missing = {each: self._missing.get(each, now) for each in gone}
        return [each for each, since in self._missing.items() if now - since >= GRACE]

    # ---- in the thread

    def _run(self) -> None:
        while not self._ends.is_set():
            try:
                session = copies.Session(self._engine)
            except Exception as fault:  # noqa: BLE001  # whatever it is, it is tried again; that it is away is told once
                _log.debug("the other copies cannot be seen: %s", told(fault))
                self._ends.wait(_OFTEN)
                continue
            try:
                self._live(session)
            except Exception as fault:  # noqa: BLE001
                _log.warning("the other copies are out of sight: %s", told(fault))
            finally:
                session.close()
                self._tell(frozenset())

    def _live(self, session: copies.Session) -> None:
        held: set[int] = set()
        self._life += 1
        while not self._ends.is_set():
            began = time.monotonic()
            living = session.look()
            for lock in held - self._wanted:
                session.give_back(lock)
            held &= self._wanted
            held |= {lock for lock in self._wanted - held if session.take(lock)}
            self._seen, self._many = began, max(1, living)
            self._tell(frozenset(held))
            if any(copy != self.number for copy in session.wait(_OFTEN)):
                self._loop.call_soon_threadsafe(self.woken)

    def _tell(self, held: frozenset[int]) -> None:
        if held != self._held:
            self._loop.call_soon_threadsafe(self._changed, held)

    def _changed(self, held: frozenset[int]) -> None:
        self._held, news, self._news = held, self._news, asyncio.Event()
        news.set()


def _nothing() -> None:
    pass


@contextmanager
def alone_on(url: str, *, there: bool = False) -> Iterator[None]:
    """While one process runs the bot on a SQLite file no other one may; what only looks at it or adds to it may.

    `there`: nothing is made beside a file that is not there. Raises `storage.schema.Unusable`."""
    try:
        file = file_at(make_url(url))
    except (ArgumentError, ValueError):
        file = None  # which is said where it is opened
    if file is None or (there and not file.exists()):
        yield
        return
    beside = file.with_name(file.name + LOCK)
    make_for_owner(beside)
    try:
        opened = beside.open("a")
    except OSError:
        yield  # then the database cannot be opened either, which is said there
        return
    with opened as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unusable(
                f"Another process runs the bot on {file}: stop it first. Several can run on PostgreSQL only."
            ) from None
        yield
