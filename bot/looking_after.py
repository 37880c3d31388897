"""What looks after a bot while it serves: its warnings and its sign of life, and who can ask it how it is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from bot.app import App
from bot.clock import wall_clock
from bot.config import Config
from bot.fault import told
from bot.line import Line
from bot.messengers import Refused
from bot.meter import Meter, Unmeasured
from bot.opening import Opening
from bot.room import rooms
from bot.troubles import Troubles
from bot.watch import Watch

if TYPE_CHECKING:
    from bot.health.metering import Metering

_log = logging.getLogger(__name__)
Opened = Callable[[], Mapping[str, bool]]


class Care:
    """Over one process. `meter` counts for whoever asks, if anybody can; `lines`: to the messengers, by name."""

    def __init__(self, settings: Config) -> None:
        self._settings = settings
        self._metering = _metering(settings)
        self.meter: Meter = self._metering or Unmeasured()
        self.lines: dict[str, Line] = {}
        self.troubles = Troubles()

    def line(self, messenger: str) -> Line:
        """The line to a messenger, which is looked after from now on."""
        meter = self.meter
        made = self.lines[messenger] = Line(wall_clock, lambda status: meter.answered(messenger, status))
        return made

    @asynccontextmanager
    async def over(self, app: App, messengers: Mapping[str, Opening]) -> AsyncIterator[None]:
        """Meanwhile. Raises Refused."""

        def opened() -> Mapping[str, bool]:
            return {name: each.is_open for name, each in messengers.items()}

        def ready() -> Mapping[str, bool]:
            return {name: each.is_ready for name, each in messengers.items()}

        async with AsyncExitStack() as stack:
            if self._metering is not None:
                await stack.enter_async_context(self._asked(self._metering, app, opened, ready))
            watch = Watch(
                app.write,
                wall_clock,
                self.troubles,
                self.lines,
                opened=opened,
                ready=ready,
                ticked=lambda: app.ticked,
                rooms=lambda: rooms(self._settings),
            )
            watching = asyncio.ensure_future(watch.watch())
            watching.add_done_callback(_ended)
            try:
                yield
            finally:
                watching.cancel()
                await watch.stop()

    @asynccontextmanager
    async def _asked(self, metering: Metering, app: App, opened: Opened, ready: Opened) -> AsyncIterator[None]:
        from bot.health import Health, looked_after
        from bot.http import CannotListen

        health = Health(metering, app.read, wall_clock, opened, self.troubles, ready=ready)
        try:
            async with looked_after(self._settings.health.listen, health) as here:
                _log.info("how the bot is can be asked at %s", here)
                yield
        except CannotListen as fault:
            raise Refused(str(fault)) from None


def _metering(settings: Config) -> Metering | None:
    if not settings.health.listen:
        return None
    from bot.health.metering import Metering

    return Metering(wall_clock)


def _ended(watching: asyncio.Task[None]) -> None:
    """Only by a fault of ours; the bot serves on without it."""
    if not watching.cancelled() and (fault := watching.exception()) is not None:
        _log.error("nobody looks after the bot any more: %s", told(fault))
