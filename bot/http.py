"""Being reached over HTTP: what the web page, calendars and whoever looks after the bot have in common."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from aiohttp import web


class CannotListen(Exception):
    """Nothing can arrive there; says why in one sentence."""


@asynccontextmanager
async def listening(listen: str, app: web.Application, patience: float) -> AsyncIterator[str]:
    """Let an application answer at `listen` (host and port; port 0 is any) meanwhile; yields where that is. What is
    being answered at the end has so many seconds. Nothing of a request is logged. Raises CannotListen."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=patience)
    await runner.setup()
    try:
        here = urlsplit(f"//{listen}")
        try:
            await web.TCPSite(runner, here.hostname, here.port).start()
        except OSError as fault:
            raise CannotListen(f"Nothing can arrive at {listen}: {fault.strerror or fault}.") from None
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
