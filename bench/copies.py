"""One, two and three copies of the bot on one PostgreSQL, beside one on SQLite: commands a second, as JSON.

`python -m bench.copies`: each copy is a process, whole, to which updates are brought over HTTP as Telegram brings them;
both databases are durable (SQLite synchronous=FULL, PostgreSQL as it is by itself). Twenty groups write tasks, each the
next one once the last was taken, to one copy after the other. `commands_a_second`: until the last command was applied;
`letters_a_second`: until its last letter had arrived. All of it is on this machine: the copies, PostgreSQL, the server
that counts the letters and whoever writes share its processors, so look at the ratios, and at `processors`.
"""

from __future__ import annotations

import argparse
import asyncio
import hmac
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from statistics import quantiles
from typing import Any

import aiohttp

from bench import processes
from bench.serving import BEGINNING
from bench.telegram import Server, serving
from bench.telegram_bots import WEBHOOK
from bench.telegram_server import BOT, TOKEN, chat, person
from storage import schema
from tests import postgres

GROUPS = 20
_LETTERS_EACH = 2
_WARM = 10  # commands of each group
_SECRET = hmac.new(TOKEN.encode(), f"webhook {WEBHOOK}".encode(), "sha256").hexdigest()
_HEADERS = {"X-Telegram-Bot-Api-Secret-Token": _SECRET}
_SAID = "/task Réserver la salle avant vendredi 18h #bal"
_PATIENCE = 60.0
_numbers = count(1)


def _added(group: int) -> dict[str, Any]:
    change = {"old_chat_member": {"status": "left", "user": BOT}, "new_chat_member": {"status": "member", "user": BOT}}
    return {"my_chat_member": {"chat": chat(group), "from": person(group, 0), "date": _date(), **change}}


def _written(group: int, number: int) -> dict[str, Any]:
    entities = [{"type": "bot_command", "offset": 0, "length": len("/task")}]
    said = {"text": f"{_SAID} {number}", "entities": entities, "chat": chat(group), "from": person(group, number % 5)}
    return {"message": {"message_id": number, "date": _date(), **said}}


def _date() -> int:
    return int(BEGINNING.timestamp())


class Brings:
    """Brings updates to the copies, as Telegram does."""

    def __init__(self, session: aiohttp.ClientSession, ports: Sequence[int]) -> None:
        self._session, self._ports = session, ports
        self.waits: list[float] = []

    async def bring(self, update: dict[str, Any], turn: int) -> None:
        """Until it is applied."""
        port = self._ports[turn % len(self._ports)]
        body = {"update_id": next(_numbers), **update}
        began = time.perf_counter()
        async with self._session.post(f"http://127.0.0.1:{port}/telegram", json=body, headers=_HEADERS) as answer:
            assert answer.status == 200, answer.status
        self.waits.append(time.perf_counter() - began)

    async def all_write(self, commands: int) -> float:
        """So many in each group. Returns seconds."""
        self.waits.clear()
        began = time.perf_counter()
        await asyncio.gather(*(self._write(group, commands) for group in range(GROUPS)))
        return time.perf_counter() - began

    async def _write(self, group: int, commands: int) -> None:
        for turn in range(commands):
            await self.bring(_written(group, next(_numbers)), group + turn)


async def _measured(server: Server, ports: Sequence[int], commands: int) -> dict[str, Any]:
    async with aiohttp.ClientSession() as session:
        brings = Brings(session, ports)
        for group in range(GROUPS):
            await brings.bring(_added(group), 0)
        await brings.all_write(_WARM)
        before = await _letters(server, GROUPS * (1 + _WARM * _LETTERS_EACH))
        began = time.perf_counter()
        applied = await brings.all_write(commands // GROUPS)
        done = len(brings.waits)
        await _letters(server, before + done * _LETTERS_EACH)
        sent = time.perf_counter() - began
    return {
        "commands_a_second": round(done / applied, 1),
        "letters_a_second": round(done * _LETTERS_EACH / sent, 1),
        "p95_ms": round(quantiles(brings.waits, n=20)[-1] * 1000, 1),
    }


async def _letters(server: Server, wanted: int) -> int:
    """Until so many have come."""
    until = time.perf_counter() + _PATIENCE
    while (there := (await asyncio.to_thread(server.does, "letters"))["letters"]) < wanted:
        assert time.perf_counter() < until, f"{there} letters of {wanted}"
        await asyncio.sleep(0.01)
    return int(there)


def played(server: Server, url: str, copies: int, commands: int) -> dict[str, Any]:
    """So many copies on a new database."""
    server.does("restart", latency=0.0, now=BEGINNING.timestamp())
    schema.ready(url).dispose()
    ports = [_free_port() for _ in range(copies)]
    with ExitStack() as running:
        bots = [
            running.enter_context(
                processes.running(
                    "bench.telegram_bots", "copy", server.url, url, f"127.0.0.1:{port}", stderr=subprocess.DEVNULL
                )
            )
            for port in ports
        ]
        for port in ports:
            _wait_for(port)
        told = asyncio.run(_measured(server, ports, commands))
        cpu = sum(processes.cpu(bot.pid) for bot in bots)
        return {**told, "bots_cpu_seconds": round(cpu, 1), "mb": [processes.memory(bot.pid, "VmHWM") for bot in bots]}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.perf_counter() + _PATIENCE
    while time.perf_counter() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens at {port}")


def measured(*, quick: bool) -> dict[str, Any]:
    """All of them under the same load, one after the other."""
    commands = 100 if quick else 4000
    told: dict[str, Any] = {"processors": os.cpu_count(), "groups": GROUPS, "commands": commands}
    cluster = postgres.start(writes=postgres.DURABLE)
    try:
        with tempfile.TemporaryDirectory() as folder, serving() as server:
            _say("copies: SQLite")
            told["sqlite_1"] = played(server, f"sqlite:///{Path(folder) / 'one.db'}", 1, commands)
            for copies in (1, 2, 3):
                _say(f"copies: {copies} on PostgreSQL")
                told[f"postgresql_{copies}"] = played(server, postgres.fresh_database(cluster), copies, commands)
    finally:
        cluster.stop()
    speed = {name: those["commands_a_second"] for name, those in told.items() if isinstance(those, dict)}
    told["ratios"] = {
        "postgresql_to_sqlite": round(speed["postgresql_1"] / speed["sqlite_1"], 2),
        "two_to_one": round(speed["postgresql_2"] / speed["postgresql_1"], 2),
        "three_to_one": round(speed["postgresql_3"] / speed["postgresql_1"], 2),
    }
    return told


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.copies", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only see that everything can be measured")
    chosen = parser.parse_args()
    print(json.dumps(measured(quick=chosen.quick), indent=2))


if __name__ == "__main__":
    main()
