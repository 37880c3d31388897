"""Ten thousand groups on Telegram whose digests are due in the same minute: how long a command waits meanwhile.

`python -m bench.many_groups`: one process of the bot, whole, which keeps to Telegram's pace (30 letters a second), on
SQLite and on PostgreSQL (both durable), before a server on loopback that counts. Commands are given one after the other
before the minute (`idle`) and from then on (`busy`), each in another group; they wait until acknowledgement and card
have come. That is looked at for two minutes of real time; with `--seconds 600` until the last digest has come.
`composed`: what some of the next ones take without a messenger, as fast as the processor can.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import Connection, Engine

from bench import processes
from bench.groups import DUE, fill
from bench.telegram import Server, serving
from bot.claim import claim
from bot.departure import Manner
from bot.tick import go_on, tick
from storage import schema
from tests import postgres

_SAID = "/task Ranger"
_BETWEEN = 0.15  # seconds between an answer and the next command
_WARM = 20  # commands
_A_WEEK_LATER = DUE + timedelta(days=7)
_MANNERS = {"telegram": Manner("/")}


@dataclass(frozen=True)
class Load:
    """So many groups; commands before the minute, and seconds from then on; digests composed without a messenger."""

    groups: int = 10_000
    idle: int = 300
    seconds: float = 120.0
    composed: int = 1000


ALL, QUICK = Load(), Load(60, 10, 12.0, 6)


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """The URL of a new database of each kind, durable both."""
    cluster = postgres.start(writes=postgres.DURABLE)
    try:
        yield {"sqlite": f"sqlite:///{folder}/groups.db", "postgresql": postgres.fresh_database(cluster)}
    finally:
        cluster.stop()


def composed(engine: Engine, digests: int) -> dict[str, Any]:
    """How long so many digests of the next week take to be written in rows, and then to be claimed and put into words,
    in transactions as the bot has them; and the longest of these."""
    made = {"rows": 0.0, "words": 0.0}
    longest = 0.0
    with engine.connect() as rows:
        left, place = digests, 0
        while left > 0:
            took, place = _timed(
                rows, lambda at=place: go_on(rows, _A_WEEK_LATER, at) if at else tick(rows, _A_WEEK_LATER)
            )
            made["rows"] += took
            longest = max(longest, took)
            while True:
                took, claimed = _timed(rows, lambda: claim(rows, _A_WEEK_LATER, _MANNERS))
                if not claimed.departures:
                    break
                left -= len(claimed.departures)
                made["words"] += took
                longest = max(longest, took)
                with rows.begin():
                    for departure in claimed.departures:
                        rows.exec_driver_sql(f"UPDATE letter SET state = 'sent' WHERE id = {departure.letter:d}")
            if place is None:
                break
    done = digests - left
    each = {f"{name}_ms_each": round(value / done * 1000, 1) for name, value in made.items()}
    return {"digests": done, **each, "longest_transaction_ms": round(longest * 1000, 1)}


def _timed(rows: Connection, work: Any) -> tuple[float, Any]:
    began = time.perf_counter()
    with rows.begin():
        result = work()
    return time.perf_counter() - began, result


def played(server: Server, url: str, folder: Path, load: Load) -> dict[str, Any]:
    """One process of the bot, before the minute and from then on."""
    server.does("restart", latency=0.0, now=(DUE - timedelta(minutes=30)).timestamp())
    minute = folder / f"minute-{url.partition(':')[0]}"
    bot = ("bench.telegram_bots", "groups", server.url, url, str(minute))
    with processes.running(*bot, stderr=subprocess.DEVNULL) as process:
        server.does("polls")
        of_whom = cycle(random.Random(1).sample(range(load.groups), load.groups))
        for _ in range(_WARM):
            _ask(server, next(of_whom))
        idle = [_ask(server, next(of_whom)) for _ in range(load.idle)]
        sizes = [processes.memory(process.pid, "VmRSS")]
        began = told = server.does("posted")
        unfinished = minute.with_suffix(".new")
        unfinished.write_text(str(time.time()))
        unfinished.rename(minute)
        busy: list[float] = []
        while len(told["posted"]) < load.groups and told["now"] - began["now"] < load.seconds:
            busy.append(_ask(server, next(of_whom)))
            sizes.append(processes.memory(process.pid, "VmRSS"))
            told = server.does("posted")
    assert told["posted"], "no digest left: give it more seconds"
    took = told["posted"][-1] - told["posted"][0]
    return {
        "groups": load.groups,
        "idle": _waits(idle),
        "busy": _waits(busy),
        "busy_to_idle_p95": round(_p(busy, 95) / _p(idle, 95), 2),
        "handed_over": {
            "digests": len(told["posted"]),
            "seconds": round(took, 1),
            "a_second": round(len(told["posted"]) / took, 1),
            "most_letters_in_a_second": told["most_a_second"],
        },
        "mb": {"before": sizes[0], "after_a_quarter": sizes[len(sizes) // 4], "peak": max(sizes), "after": sizes[-1]},
    }


def _ask(server: Server, group: int) -> float:
    """Seconds until a command was acknowledged and its card had come."""
    time.sleep(_BETWEEN)
    told = server.does("asks", group=group, text=_SAID)
    return float(max(told["acknowledged"], told["shown"]))


def _waits(waits: Sequence[float]) -> dict[str, Any]:
    return {"commands": len(waits), "p50_ms": round(_p(waits, 50) * 1000, 1), "p95_ms": round(_p(waits, 95) * 1000, 1)}


def _p(waits: Sequence[float], percent: int) -> float:
    return quantiles(waits, n=100, method="inclusive")[percent - 1]


def measured(load: Load = ALL) -> dict[str, Any]:
    """On both databases."""
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as made, databases(Path(made)) as urls, serving() as server:
        for name, url in urls.items():
            print(f"many groups: {name}", file=sys.stderr, flush=True)
            engine = schema.ready(url)
            fill(engine, load.groups)
            told[name] = played(server, url, Path(made), load)
            told[name]["composed"] = composed(engine, load.composed)
            engine.dispose()
    return told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.many_groups", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only see that everything can be measured")
    parser.add_argument("--seconds", type=float, default=ALL.seconds, help="how long commands are given meanwhile")
    chosen = parser.parse_args()
    print(processes.as_json(measured(QUICK if chosen.quick else replace(ALL, seconds=chosen.seconds))))


if __name__ == "__main__":
    main()
