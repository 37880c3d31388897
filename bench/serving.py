"""Our bot as a process that serves one messenger, for benches which put it beside the bots that others would write.

What it needs is loaded only when it serves: the others are not to carry it.
"""

from __future__ import annotations

import asyncio
import cProfile
import pstats
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.messengers import Account

FILE = "bot.db"
# A Tuesday morning: nobody's quiet hours.
BEGINNING = datetime(2026, 3, 3, 10, tzinfo=UTC)
_AHEAD = BEGINNING - datetime.now(UTC)


def clock() -> datetime:
    return datetime.now(UTC) + _AHEAD


def make_database(folder: Path) -> None:
    from storage import schema

    schema.ready(f"sqlite:///{folder / FILE}").dispose()


async def serve(folder: Path, account: Account) -> None:
    """On a database of its own in this folder."""
    await serve_on(f"sqlite:///{folder / FILE}", account, clock)


async def serve_on(url: str, account: Account, now: Callable[[], datetime]) -> None:
    """As `bot.service` does, until SIGTERM; everybody may let the bot into a chat."""
    from bot.app import App
    from bot.copies import copy_of
    from bot.house import House
    from bot.metronome import metronome
    from bot.opening import spare_the_collector
    from domain import flood
    from storage import schema

    engine = schema.ready(url)
    copy = copy_of(engine)
    app = App(engine, now, {account.name: account}, house=House(is_open=True, limits=flood.NONE), copy=copy)
    try:
        await copy.begin()
        await account.open()
        await app.recover()
        spare_the_collector()
        async with metronome(app.tick):
            listening = asyncio.ensure_future(app.listen())
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, listening.cancel)
            with suppress(asyncio.CancelledError):
                await listening
    finally:
        await app.close()
        await copy.close()
        await account.close()
        engine.dispose()


def profiled(run: Callable[[], None], file: Path) -> None:
    """What the event loop and the writer's thread spend their processor time with, each by itself."""
    from bot import writer

    write, inside = writer.Writer._run, cProfile.Profile(time.thread_time)

    def watched(self: writer.Writer) -> None:
        inside.runcall(write, self)

    writer.Writer._run = watched  # type: ignore[method-assign]
    outside = cProfile.Profile(time.thread_time)
    try:
        outside.runcall(run)
    finally:
        for name, profile in (("loop", outside), ("writer", inside)):
            with file.with_suffix(f".{name}.txt").open("w") as to:
                for order in ("tottime", "cumulative"):
                    pstats.Stats(profile, stream=to).sort_stats(order).print_stats(60)
