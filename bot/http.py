"""Being reached over HTTP: what the web page, calendars and whoever looks after the bot have in common."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from aiohttp import web


class CannotListen(Exception):
    """Nothing can arrive there; says why in one sentence."""


MOST = 200
"""Connections at once: more would take what the bot needs for its messengers and its database."""
IDLE = 75.0
"""Seconds that a connection may be open without a whole request."""


@asynccontextmanager
async def listening(
    listen: str, app: web.Application, patience: float, *, most: int = MOST, idle: float = IDLE
) -> AsyncIterator[str]:
    """Let an application answer at `listen` (host and port; port 0 is any) meanwhile; yields where that is. What is
    being answered at the end has so many seconds. Nothing of a request is logged. Raises CannotListen."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=patience, keepalive_timeout=idle)
    await runner.setup()
    server = runner.server
    assert server is not None
    here = urlsplit(f"//{listen}")
    try:
        loop = asyncio.get_running_loop()
        door = await loop.create_server(
            lambda: server() if len(server.connections) < most else _Shut(), here.hostname, here.port or 0
        )
    except OSError as fault:
        await runner.cleanup()
        raise CannotListen(f"Nothing can arrive at {listen}: {fault.strerror or fault}.") from None
    try:
        host, port = door.sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}"
    finally:
        door.close()
        await runner.cleanup()


class _Shut(asyncio.Protocol):
    """For whoever is one too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()
