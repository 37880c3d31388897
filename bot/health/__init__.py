"""Whether the bot is well, for who looks after it: over HTTP, on a port that is off by default.

`/healthz`: the process works, or waits for its database. `/readyz`: so do its database and messengers. `/metrics`:
figures for Prometheus.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from bot.clock import Clock
from bot.fault import told
from bot.health.metering import CONTENT_TYPE, Metering
from bot.http import listening
from bot.reading import Reader
from bot.troubles import DATABASE, Troubles
from storage.backlog import backlog
from storage.signs import ALIVE

PATIENCE = 5.0
"""Seconds for the database to answer."""


class Health:
    """What is asked about one bot. `messengers`: which there are, and whether each is open here; `ready`: whether each
    is, or is for another copy to open."""

    def __init__(
        self,
        metering: Metering,
        read: Reader,
        clock: Clock,
        messengers: Callable[[], Mapping[str, bool]],
        troubles: Troubles,
        *,
        ready: Callable[[], Mapping[str, bool]],
    ) -> None:
        self._metering, self._read, self._clock, self._messengers = metering, read, clock, messengers
        self._troubles, self._ready = troubles, ready

    async def healthz(self, _request: web.Request) -> web.Response:
        beat = self._metering.last_beat
        waits = DATABASE in self._troubles.now  # so does time, and a restart would bring no database back
        if self._clock() - beat > ALIVE and not waits:
            return _answer(503, f"time has not passed since {beat.isoformat(timespec='seconds')}")
        return _answer(200, "ok")

    async def readyz(self, _request: web.Request) -> web.Response:
        missing = [f"{name} is not open" for name, is_ready in self._ready().items() if not is_ready]
        if (fault := await self._database()) is not None:
            missing.append(f"the database does not answer ({fault})")
        troubles = self._troubles.now
        if DATABASE in troubles and fault is None:
            missing.append(troubles[DATABASE])
        warnings = [sentence for kind, sentence in troubles.items() if kind != DATABASE]
        return _answer(503 if missing else 200, "\n".join([*(missing or ["ok"]), *warnings]))

    async def metrics(self, _request: web.Request) -> web.Response:
        now = self._clock()
        try:
            async with asyncio.timeout(PATIENCE):
                waiting = await self._read(lambda rows: backlog(rows, now))
        except Exception:  # noqa: BLE001  # the other figures are there all the same
            waiting = None
        page = self._metering.page(waiting, self._messengers(), self._troubles.now)
        return web.Response(body=page, headers={"Content-Type": CONTENT_TYPE})

    async def _database(self) -> str | None:
        now = self._clock()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._read(lambda rows: backlog(rows, now))
        except Exception as fault:  # noqa: BLE001
            return told(fault)
        return None


def _answer(status: int, words: str) -> web.Response:
    return web.Response(status=status, text=words + "\n", headers={"Cache-Control": "no-store"})


@asynccontextmanager
async def looked_after(listen: str, health: Health) -> AsyncIterator[str]:
    """Answer at `listen` meanwhile; yields where that is. Raises CannotListen."""
    app = web.Application(client_max_size=1024)
    for name in ("healthz", "readyz", "metrics"):
        app.router.add_get(f"/{name}", getattr(health, name))
    async with listening(listen, app, 1.0) as here:
        yield here
