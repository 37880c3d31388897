"""Starts a server as a process of its own on a free port, and stops it by its process id; the fixture for tests."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from tests.telegram_server.people import Telegram
from tests.telegram_server.server import TelegramServer

_ROOT = Path(__file__).parents[2]
_PATIENCE = 30.0


@asynccontextmanager
async def running_server(*, limits: bool = False) -> AsyncIterator[Telegram]:
    """A server for as long as the block lasts. `limits`: whether bots are told to slow down."""
    command = [sys.executable, "-m", "tests.telegram_server", "--port", "0", *([] if limits else ["--no-limits"])]
    process = await asyncio.create_subprocess_exec(*command, cwd=_ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        async with asyncio.timeout(_PATIENCE):
            url = (await process.stdout.readline()).decode().strip()
        assert url, "the server said no address"
        async with Telegram(url) as telegram:
            yield telegram
    finally:
        if process.returncode is None:
            os.kill(process.pid, signal.SIGTERM)
            try:
                async with asyncio.timeout(_PATIENCE):
                    await process.wait()
            except TimeoutError:
                os.kill(process.pid, signal.SIGKILL)
                await process.wait()


@asynccontextmanager
async def served_here() -> AsyncIterator[Telegram]:
    """The same server inside the test's own process: it starts at once, and a debugger sees both sides."""
    runner = web.AppRunner(TelegramServer().app(), access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        async with Telegram(f"http://{host}:{port}") as telegram:
            yield telegram
    finally:
        await runner.cleanup()


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """A server of the test's own. At the end, nothing may have been asked that no sound bot would ever ask."""
    async with running_server() as server:
        yield server
        assert await server.violations() == []


@pytest.fixture
async def telegram_here() -> AsyncIterator[Telegram]:
    """The same, without a process of its own."""
    async with served_here() as server:
        yield server
        assert await server.violations() == []
