"""What the bot shows over HTTP: calendars, at private addresses. A web server of the host stands before it.

Nobody who asks is told anything but what they have the address of: whatever else they ask for is not there, and all
such answers are the same. Nothing of a request is logged.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.clock import Clock
from bot.http import listening
from bot.reading import Reader
from bot.web.calendars import Calendars

_LARGEST = 1024  # bytes of a request's body: nobody has anything to bring here
_PATIENCE = 5.0  # seconds for what is being answered, once the bot is told to stop


@asynccontextmanager
async def serving(listen: str, read: Reader, clock: Clock, *, path: str = "") -> AsyncIterator[str]:
    """Answer at `listen` (host and port; port 0 is any) meanwhile, below a `path` without a slash at its end. Yields
    where that is. Raises CannotListen."""
    app = web.Application(client_max_size=_LARGEST, middlewares=[_discreet])
    calendars = Calendars(read, clock)
    app.router.add_get(path + "/calendar/{token}.ics", calendars.answer)
    async with listening(listen, app, _PATIENCE) as here:
        yield here


@web.middleware
async def _discreet(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Whatever is not there, for whatever reason, is the same."""
    try:
        return await handler(request)
    except web.HTTPException:
        return web.Response(status=404, text="Not found\n", headers={"Cache-Control": "no-store"})
