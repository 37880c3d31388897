"""The bot's processes, as their host would start them, and start them again when they are gone."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[3]
PATIENCE = 120.0  # seconds; a process starts slowly on a loaded machine


@dataclass
class Copy:
    """One of them, which may be killed and started again. `log`: the file of all that it said."""

    log: Path
    environment: dict[str, str]
    inside: tuple[str, ...] = ()
    starts: int = 0
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self.inside, sys.executable, "-m", "tests.chaos.crowd.unpaced", "run"],
                cwd=self.log.parent,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.starts += 1

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8") if self.log.exists() else ""

    async def listens(self) -> None:
        """Until it can hear what happens, at its last start."""
        await self.says("Telegram as @accalmie_bot is open", self.starts)

    async def says(self, words: str, times: int = 1) -> None:
        """In all its lives together."""
        try:
            async with asyncio.timeout(PATIENCE):
                while self.said.count(words) < times:
                    self._must_live()
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"{words!r} was not said {times} times in:\n{self.said}") from None

    def kill(self) -> None:
        """At once."""
        assert self._process is not None
        self._must_live()
        self._process.kill()
        self._process.wait()

    async def stop(self) -> None:
        """As its host does: it ends by itself, and with no error."""
        assert self._process is not None
        self._must_live()
        self._process.terminate()
        assert await asyncio.to_thread(self._process.wait, PATIENCE) == 0, self.said[-3000:]

    def end(self) -> None:
        """However the test went."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _must_live(self) -> None:
        assert self._process is not None
        assert self._process.poll() is None, f"it ended by itself: {self.said[-3000:]}"


@dataclass
class Settings:
    """Of all copies. `databases`: the address of each one's. `webhook`: the address that Telegram is told, if it is to
    bring updates. `inside`: what their command begins with."""

    folder: Path
    databases: tuple[str, ...]
    telegram: str
    token: str
    webhook: str = ""
    inside: tuple[str, ...] = ()

    def of(self, database: str, here: int) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ACCALMIE_")}
        ours = {
            "database_url": database,
            "host_admission": "open",
            "telegram_token": self.token,
            "telegram_server": self.telegram,
            "limits_chat": "1000000",
        }
        if self.webhook:
            ours |= {"telegram_webhook": self.webhook, "telegram_webhook_listen": f"127.0.0.1:{here}"}
        return kept | {"PYTHONPATH": str(_ROOT)} | {f"ACCALMIE_{name.upper()}": value for name, value in ours.items()}


@asynccontextmanager
async def copies(settings: Settings, at: list[int]) -> AsyncIterator[list[Copy]]:
    """One for each database, started one after the other; `at` tells where they wait for updates. Killed at the end."""
    those: list[Copy] = []
    try:
        for name, database in enumerate(settings.databases, 1):
            folder = settings.folder / f"copy-{name}"
            folder.mkdir()
            at.append(_free_port())
            those.append(Copy(folder / "log", settings.of(database, at[-1]), settings.inside))
            those[-1].start()
            await those[-1].listens()
        yield those
    finally:
        for copy in those:
            copy.end()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
