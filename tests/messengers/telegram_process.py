"""The shipped bot, as its host would run it: a process of its own, with its log on standard error."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

_ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds; a process starts slowly on a loaded machine


@dataclass
class Running:
    """`log`: all that it has said so far."""

    process: asyncio.subprocess.Process
    log: str = ""
    heard: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def read(self) -> None:
        assert self.process.stderr is not None
        while line := await self.process.stderr.readline():
            async with self.heard:
                self.log += line.decode()
                self.heard.notify_all()

    async def says(self, words: str, times: int = 1) -> None:
        async with asyncio.timeout(PATIENCE), self.heard:
            await self.heard.wait_for(lambda: self.log.count(words) >= times)

    async def ends(self) -> int:
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()

    async def is_killed(self) -> None:
        self.process.kill()
        await self.ends()


@asynccontextmanager
async def running(folder: Path, url: str, token: str, **settings: str) -> AsyncIterator[Running]:
    """`accalmie run` at Telegram. `settings`: telegram_webhook="…"."""
    (folder / "token").write_text(token + "\n", "utf-8")
    ours = {"telegram_token_file": str(folder / "token"), "telegram_server": url} | settings
    async with running_with(folder, **ours) as bot:
        yield bot


@asynccontextmanager
async def running_with(folder: Path, **settings: str) -> AsyncIterator[Running]:
    """`accalmie run`, which lets everybody in; at the end it is told to stop. Its database is accalmie.db in the
    folder, its login at Matrix, if there is one, below matrix/."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ACCALMIE_")}
    environment |= {"ACCALMIE_HOST_ADMISSION": "open", "PYTHONPATH": str(_ROOT)}
    environment |= {f"ACCALMIE_{name.upper()}": value for name, value in settings.items()}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder, env=environment, stderr=subprocess.PIPE
    )
    bot = Running(process)
    reading = asyncio.ensure_future(bot.read())
    try:
        yield bot
    finally:
        if process.returncode is None:
            os.kill(process.pid, signal.SIGTERM)
            await bot.ends()
        await reading
