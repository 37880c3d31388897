"""The compose files, to the letter of docs/docker.md; `podman-compose` stands for `docker compose`."""

from __future__ import annotations

import asyncio
import os
import pty
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.image.check_running import TOKEN
from tests.image.lab import IMAGE, PATIENCE, ROOT, Lab
from tests.messengers.test_setup import Terminal
from tests.telegram_server.people import Telegram
from tests.test_health import free_port

TOOLS = ROOT / ".venv" / "image" / "bin"
FILES = ("compose.yaml", "compose.postgresql.yaml")
# The servers of the tests are on this machine, and it may have something else on the port of the health.
_HERE = """services:
  accalmie:
    network_mode: host
    environment:
      ACCALMIE_TELEGRAM_SERVER: {server}
      ACCALMIE_HEALTH_LISTEN: 127.0.0.1:{port}
"""
_KNOWN = """
import sys
from compose_spec import PyCompose
for name in sys.argv[1:]:
    PyCompose.from_yaml(open(name).read()).validate()
"""


class Project:
    """A folder with the compose files in it, and what its host types there."""

    def __init__(self, here: Lab, folder: Path) -> None:
        self.here, self.folder = here, folder

    def command(self, *words: str) -> list[str]:
        files = ("-f", str(self.folder / "compose.yaml"), "-f", str(self.folder / "here.yaml"))
        return [str(TOOLS / "podman-compose"), "--in-pod", "false", *files, *words]

    def __call__(self, *words: str) -> str:
        return self.here.run(*self.command(*words)).stdout

    def bytes(self, *words: str, given: bytes = b"") -> bytes:
        """What it writes, given this."""
        command = self.command(*words)
        ended = subprocess.run(command, env=self.here.environment, input=given, capture_output=True, timeout=600)
        assert ended.returncode == 0, ended
        return ended.stdout

    @asynccontextmanager
    async def terminal(self, *words: str) -> AsyncIterator[Terminal]:
        ours, theirs = pty.openpty()
        process = await asyncio.create_subprocess_exec(
            *self.command(*words),
            env=self.here.environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        try:
            yield Terminal(ours, process)
        finally:
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL)  # podman too, which it started
                await process.wait()
            os.close(ours)


@pytest.fixture
def project(here: Lab, tmp_path: Path, telegram: Telegram) -> Project:
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "here.yaml").write_text(_HERE.format(server=telegram.url, port=free_port()), "utf-8")
    return Project(here, tmp_path)


def test_the_files_say_nothing_that_compose_does_not_know(here: Lab) -> None:
    here.run(str(TOOLS / "python"), "-c", _KNOWN, *(str(ROOT / name) for name in FILES))


async def test_from_nothing_to_a_bot_that_runs_and_is_backed_up(project: Project, telegram: Telegram) -> None:
    bot = await telegram.bot("accalmie_bot", token=TOKEN)
    ana = await telegram.person("Ana", language="en")
    group = await telegram.group("Ball", ana)
    bots = ("run", "--rm", "accalmie")
    apart = ("run", "--rm", "-T", "--entrypoint")
    try:
        async with project.terminal(*bots, "setup") as host:
            await host.answers("fr or en [fr]: ", "en")
            await host.answers("zone [Europe/Paris]: ", "")
            await host.answers("association or person: ", "MJC")
            await host.answers("e-mail address: ", "mjc@example.org")
            await host.answers("not shown): ", TOKEN)
            await host.reads("Telegram as @accalmie_bot: it works")
            await host.answers("@accalmie:example.org: ", "")
            await host.reads("Written: config.toml")
            assert await host.ends() == 0
        assert "Telegram as @accalmie_bot lets it in" in project(*bots, "check")
        project("up", "--detach")
        await ana.adds(bot, group)
        code = (await group.shows("accalmie admit ", PATIENCE)).text.partition("accalmie admit ")[2].split()[0]
        assert "Ball is admitted" in project(*bots, "admit", code)
        await group.shows("Accalmie", PATIENCE)
        await ana.types("/task Book the hall", group)
        await group.shows("#1 Book the hall", PATIENCE)
        assert "whole and checked copy" in project(*bots, "backup", "backup.db")
        await ana.types("/task Buy the tea", group)
        await group.shows("#2 Buy the tea", PATIENCE)
        copy = project.bytes(*apart, "cat", "accalmie", "backup.db")
        assert copy.startswith(b"SQLite format 3\0")
        project("stop")
        project.bytes(*apart, "sh", "accalmie", "-c", "cat > other.db", given=copy)
        assert "other.db was restored" in project(*bots, "restore", "other.db")
        project("up", "--detach")
        await ana.types("/task Sweep the yard", group)
        await group.shows("#2 Sweep the yard", PATIENCE)
    finally:
        project("down", "--volumes", "--timeout", "1")
    assert IMAGE in project.here.podman("images").stdout
