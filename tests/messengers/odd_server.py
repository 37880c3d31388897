"""A server in front of a homeserver, or in place of one, that answers some paths in its own way."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web


@dataclass
class Odd:
    """`answers`: by the end of a path, or a part of it (`/send/`), the number and the JSON (or text) of its answer,
    which comes before what the homeserver `behind` says; without one, nothing else is there. `stuck`: the end of a path
    that gets no answer. `mute`: what is asked arrives behind, and the line breaks before it is answered; `loses`: the
    same where this is part of the path, with a gateway that says so. `alters` changes an answer, given the path and its
    JSON. `refusals`: what was said behind to whoever asked
    too much."""

    behind: str = ""
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    stuck: str = "-"
    mute: bool = False
    loses: str = ""
    alters: Callable[[str, Any], None] = lambda path, told: None
    refusals: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""
    http: aiohttp.ClientSession | None = None

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        if request.path.endswith(self.stuck):
            self.reached.set()
            await asyncio.Event().wait()
        for end, (status, told) in self.answers.items():
            if request.path.endswith(end) or (end.endswith("/") and end in request.path):
                text = told if isinstance(told, str) else json.dumps(told)
                head = {"Location": text} if 300 <= status < 400 else {}
                return web.Response(status=status, text=text, headers=head)
        if not self.behind:
            return web.Response(status=404, text="<h1>Not here</h1>")
        head = {name: request.headers[name] for name in ("Authorization", "Content-Type") if name in request.headers}
        assert self.http is not None
        async with self.http.request(
            request.method, self.behind + request.path_qs, data=await request.read(), headers=head
        ) as answer:
            said = await answer.read()
        if answer.status == 429:
            self.refusals.append(json.loads(said))
        if self.mute and request.transport is not None:
            request.transport.abort()
        if self.loses and self.loses in request.path:
            return web.Response(status=502, text="<h1>Bad gateway</h1>")
        if answer.status == 200:
            told = json.loads(said)
            self.alters(request.path, told)
            said = json.dumps(told).encode()
        return web.Response(status=answer.status, body=said, content_type="application/json")


@asynccontextmanager
async def odd_server(behind: str = "", tls: ssl.SSLContext | None = None, **how: Any) -> AsyncIterator[Odd]:
    odd = Odd(behind, **how)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", odd.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    host, port = runner.addresses[0][:2]
    odd.url = f"{'https' if tls else 'http'}://{host}:{port}"
    odd.http = aiohttp.ClientSession()
    try:
        yield odd
    finally:
        await odd.http.close()  # also of those who still wait there
        await runner.cleanup()
