"""Starts the server as a process of its own; `--port 0` chooses a free one. It prints its address and serves on."""

from __future__ import annotations

import argparse
import asyncio
import signal

from aiohttp import web

from tests.telegram_server.limits import Pace
from tests.telegram_server.server import TelegramServer


async def serve(port: int, *, limits: bool) -> None:
    server = TelegramServer()
    server.limits.pace = Pace() if limits else None
    runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=0.5, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    host, chosen = runner.addresses[0][:2]
    print(f"http://{host}:{chosen}", flush=True)
    ended = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, ended.set)
    await ended.wait()
    await runner.cleanup()


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.telegram_server", description=__doc__)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--no-limits", action="store_true", help="let bots write as fast as they like")
    given = options.parse_args()
    asyncio.run(serve(given.port, limits=not given.no_limits))


if __name__ == "__main__":
    main()
