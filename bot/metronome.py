"""The metronome: every few seconds it says that time passes. It remembers nothing; what is due stands in the rows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.fault import told

_log = logging.getLogger(__name__)
SECONDS = 5


@asynccontextmanager
async def metronome(beat: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Call `beat` every few seconds, never twice at a time, until the block ends. One that takes long, because the
    database is away, is waited for in silence."""
    beating = asyncio.Lock()
    scheduler = AsyncIOScheduler(
        jobstores={"default": MemoryJobStore()},
        timezone=UTC,
        job_defaults={"coalesce": True, "max_instances": 2, "misfire_grace_time": None},
    )

    async def safely() -> None:
        if beating.locked():
            return
        try:
            async with beating:
                await beat()
        except Exception as fault:  # noqa: BLE001  # the next beat comes; the log is told no words
            _log.error("a beat failed: %s", told(fault))

    scheduler.add_job(safely, "interval", seconds=SECONDS)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
