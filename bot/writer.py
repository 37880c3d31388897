"""The one writer: a thread with one connection, which commits together what has queued up meanwhile.

Everything that changes rows is a plain function of a connection, which may run twice: if one of those that share a
commit fails, all are undone, and each runs again in a savepoint of its own, so that it takes nothing with it. The
commit they share is one wait for the disk.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.fault import told
from bot.meter import Meter, Unmeasured
from bot.troubles import DATABASE, Troubles
from storage.database import Rows, savepoint
from storage.reach import OutOfReach, cause, is_lost, is_out_of_reach, name_of_commit, was_committed
from storage.trouble import why

_log = logging.getLogger(__name__)
T = TypeVar("T")
_UNMEASURED = Unmeasured()
Work = Callable[[Rows], T]
MOST_A_COMMIT = 64
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0  # seconds until a database out of reach is tried again


@dataclass
class _Job:
    work: Work[Any]
    done: asyncio.Future[Any] | None
    result: Any = None
    error: BaseException | None = None
    then: Callable[[bool], None] | None = None


@dataclass
class _Attempt:
    """The last attempt of a batch that came as far as its commit: what the database calls it, and what it made."""

    name: str | None = None
    result: Any = None


class Writer:
    """Runs work on the rows, in the order in which it was given.

    `before_commit` runs at the end of every transaction, within it; what it returns is handed to `after_commit` on
    the event loop, once the transaction is durable. `witness` is told `before commit` and `after commit`; `meter`
    counts; `troubles` hears of a database that is out of reach.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        before_commit: Work[Any] = lambda _rows: None,
        after_commit: Callable[[Any], None] = lambda _result: None,
        witness: Callable[[str], None] = lambda _step: None,
        meter: Meter = _UNMEASURED,
        troubles: Troubles | None = None,
    ) -> None:
        self._engine, self._before, self._after, self._witness = engine, before_commit, after_commit, witness
        self._meter, self._troubles = meter, troubles or Troubles()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._rows: Connection | None = None
        self._until: float | None = None  # so long (monotonic) the database is waited for; None: for ever
        self._hurries = threading.Event()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def run(self, work: Work[T]) -> T:
        """Run work in the next commit and wait for it. What it raises is raised here, and its changes are gone."""
        done: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put(_Job(work, done))
        return await done

    def later(self, work: Work[None], then: Callable[[bool], None] | None = None) -> None:
        """Run work in the next commit without waiting for it; `then` is told whether it is durable."""
        self._jobs.put(_Job(work, None, then=then))

    async def close(self) -> None:
        """Finish what was given, then stop."""
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    def hurry(self, seconds: float) -> None:
        """From now on work waits so long at most for a database that is out of reach."""
        self._until = time.monotonic() + seconds
        self._hurries.set()

    def _run(self) -> None:
        last = False
        while not last:
            batch, last = self._batch()
            if batch:
                self._commit(batch)
        self._part()

    def _batch(self) -> tuple[list[_Job], bool]:
        """At least one job, and those that are there already."""
        batch: list[_Job] = []
        job = self._jobs.get()
        while job is not None:
            batch.append(job)
            if len(batch) == MOST_A_COMMIT:
                return batch, False
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return batch, False
        return batch, True

    def _commit(self, batch: list[_Job]) -> None:
        result: Any = None
        try:
            result = self._until_durable(batch)
        except BaseException as fault:  # noqa: BLE001  # nothing of the batch happened: everyone who waits must hear of it
            _log.error("a commit failed: %s", told(fault))
            for job in batch:
                job.error = fault
        else:
            self._witness("after commit")
        self._loop.call_soon_threadsafe(self._tell, batch, result)

    def _until_durable(self, batch: list[_Job]) -> Any:
        """Run a batch in a commit, as often as it takes. Raises OperationalError once the bot cannot wait any more."""
        pause, attempt = _FIRST_PAUSE, _Attempt()
        while True:
            try:
                if self._rows is None:
                    self._rows = _connected(self._engine)
                result = self._once(self._rows, batch, attempt)
            except BaseException as fault:
                if not is_out_of_reach(fault, self._rows):
                    raise
                if self._rows is not None and is_lost(self._rows):
                    self._part()
                if self._until is not None and time.monotonic() >= self._until:
                    raise OperationalError("the database is out of reach", {}, Exception(told(fault))) from None
                self._troubles.begins(DATABASE, f"The database takes nothing: {why(cause(fault))}.")
                self._hurries.wait(pause) if self._until is None else time.sleep(_FIRST_PAUSE)
                pause = min(_LONGEST_PAUSE, pause * 1.5)
            else:
                if pause > _FIRST_PAUSE:
                    self._troubles.ends(DATABASE, "The database works again.")
                return result

    def _once(self, rows: Connection, batch: list[_Job], attempt: _Attempt) -> Any:
        with self._meter.commits(), rows.begin():
            if attempt.name is not None and was_committed(rows, attempt.name):
                return attempt.result
            attempt.name = None
            for job in batch:
                job.result = job.error = None
            if not _all_together(rows, batch):
                for job in batch:
                    _by_itself(rows, job)
            attempt.result = self._before(rows)
            self._witness("before commit")
            attempt.name = name_of_commit(rows)
        return attempt.result

    def _part(self) -> None:
        """Give the connection up."""
        if self._rows is not None:
            with suppress(SQLAlchemyError):
                if is_lost(self._rows):
                    self._rows.invalidate()
                self._rows.close()
            self._rows = None

    def _tell(self, batch: list[_Job], result: Any) -> None:
        for job in batch:
            if job.done is None:
                if job.error is not None:
                    _log.error("work in the background failed: %s", told(job.error))
                if job.then is not None:
                    job.then(job.error is None)
            elif not job.done.done():
                if job.error is not None:
                    job.done.set_exception(job.error)
                else:
                    job.done.set_result(job.result)
        if result is not None:  # last: what is marked by now may set out again
            self._after(result)


def _connected(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except SQLAlchemyError as fault:
        raise OutOfReach from fault


def _all_together(rows: Connection, batch: list[_Job]) -> bool:
    """Run the work of a batch in one savepoint. False: some of it failed, and none of it was done."""
    try:
        with savepoint(rows, "work"):
            for job in batch:
                job.result = job.work(rows)
    except Exception:  # noqa: BLE001  # what failed will fail again by itself, and is told then
        return False
    return True


def _by_itself(rows: Connection, job: _Job) -> None:
    try:
        with savepoint(rows, "work"):
            job.result = job.work(rows)
    except Exception as fault:  # noqa: BLE001  # whoever waits for the work is told
        job.error = fault
