"""Plays a transcript in processes that may be killed: one line of JSON in for each life, one out for its end.

A life is `{"script", "database", "output", "until", "step", "count", "after"}`. It kills itself when `step` (or "any"
of them) happens for the `count`-th time, or is killed from outside `after` so many seconds. Everything is imported
once, and each life is a fork of that.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
import traceback
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from alembic import command as _migrations  # noqa: F401  # is otherwise imported by each life anew
from sqlalchemy import Engine

from bot.replay.play import Player
from bot.replay.printer import JsonPrinter, tasks_as_json
from bot.replay.resolve import place_of
from bot.replay.script import Script, instant, read
from handlers.kit import registry
from storage import schema
from storage.database import open_database

STEPS = ("before commit", "after commit", "attempt noted", "sent", "marked")


class Witness:
    """Counts the named steps, and kills its own process at one of them."""

    def __init__(self, step: str | None, count: int) -> None:
        self.seen: Counter[str] = Counter()
        self._step, self._count = step, count

    def __call__(self, step: str) -> None:
        assert step in STEPS, step
        self.seen[step] += 1
        self.seen["any"] += 1
        if self._step in (step, "any") and self.seen[self._step] >= self._count:
            os.kill(os.getpid(), signal.SIGKILL)


def live(life: dict[str, Any]) -> None:
    """Play until the end, then print the tasks and how often each step was seen."""
    witness = Witness(life["step"], life["count"])
    script = read(Path(life["script"]).read_text(encoding="utf-8").split("\n"))
    engine = open_database(life["database"])
    schema.upgrade(engine)
    with Path(life["output"]).open("w", encoding="utf-8") as sink:
        for line in asyncio.run(_play(script, engine, sink, witness, instant(life["until"]))):
            sink.write(json.dumps(line, ensure_ascii=False) + "\n")
        sink.write(json.dumps({"steps": witness.seen}) + "\n")
    engine.dispose()


async def _play(
    script: Script, engine: Engine, sink: TextIO, witness: Witness, until: datetime
) -> list[dict[str, Any]]:
    player = Player(script, engine, JsonPrinter(sink), witness=witness, strict=True)
    try:
        await player.play(until)
        names = [team.name for team in script.teams]
        return await player.app.write(lambda rows: list(tasks_as_json(rows, names, place_of)))
    finally:
        await player.close()


def _end(child: int, after: float | None) -> int:
    """Wait for a life to end, or end it; what the system says of it."""
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)  # a child that is not waited for yet keeps its number
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    registry.commands()
    for line in sys.stdin:
        life = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                live(life)
            except BaseException:  # noqa: BLE001  # a fork must not go on as if it were the launcher
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        print(json.dumps({"exit": _end(child, life.get("after"))}), flush=True)


if __name__ == "__main__":
    main()
