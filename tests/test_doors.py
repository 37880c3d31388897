"""Whoever comes over HTTP and stays without a word takes nothing from the others."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from bot.http import listening
from bot.messengers.telegram.wire import Wire

HALF = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "


def application() -> web.Application:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="here")

    app = web.Application()
    app.router.add_get("/", answer)
    return app


async def asked(here: str) -> str:
    async with aiohttp.ClientSession() as client, client.get(here) as answer:
        return await answer.text()


async def comes_slowly(here: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Somebody begins to ask, and never ends."""
    address = urlsplit(here)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(HALF)
    await writer.drain()
    return reader, writer


async def is_shown_out(reader: asyncio.StreamReader) -> bool:
    async with asyncio.timeout(30):
        return await reader.read() == b""


async def test_whoever_never_ends_a_request_is_shown_out() -> None:
    async with listening("127.0.0.1:0", application(), 1.0, idle=0.2) as here:
        slow = [await comes_slowly(here) for _ in range(5)]
        assert await asked(here) == "here"
        assert [await is_shown_out(reader) for reader, _ in slow] == [True] * 5
        for _, writer in slow:
            writer.close()


async def test_beyond_so_many_at_once_the_door_is_shut_until_one_goes() -> None:
    async with listening("127.0.0.1:0", application(), 1.0, most=3) as here:
        slow = [await comes_slowly(here) for _ in range(3)]
        late, writer = await comes_slowly(here)
        assert await is_shown_out(late)
        writer.close()
        slow[0][1].close()
        await slow[0][1].wait_closed()
        async with asyncio.timeout(30):
            while True:
                try:
                    assert await asked(here) == "here"
                    break
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.01)  # it is not known to be gone yet
        for _, each in slow[1:]:
            each.close()


async def test_what_is_for_telegram_is_brought_nowhere_else() -> None:
    heard: list[str] = []

    async def hears(request: web.Request) -> web.Response:
        heard.append(await request.text())
        return web.Response()

    async def sends_on(_request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": elsewhere})

    there, telegram = web.Application(), web.Application()
    there.router.add_post("/", hears)
    telegram.router.add_post("/", sends_on)
    wire = Wire(1)
    async with listening("127.0.0.1:0", there, 1.0) as elsewhere, listening("127.0.0.1:0", telegram, 1.0) as here:
        await wire.initialize()
        status, _ = await wire.do_request(here, "POST")
        await wire.shutdown()
    assert (status, heard) == (307, [])
