"""`make bench`: everything side by side in one run, as JSON on standard output."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sqlite3
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench import (
    commands,
    commits,
    copies,
    deadline,
    deciding,
    many_groups,
    matrix,
    noise,
    processes,
    telegram,
    understood,
    weekly,
)
from bench.fill import fill
from bench.rounds import Round, together


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only see that everything can be measured")
    parser.add_argument("--folder", type=Path, help="where the databases are made (default: a temporary folder)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        print(processes.as_json(measured(Path(folder), quick=chosen.quick)))


def measured(folder: Path, *, quick: bool) -> dict[str, Any]:
    """All the figures. Seconds and milliseconds are this machine's; the ratios are what to look at."""
    many = 2_000 if quick else 200_000
    told: dict[str, Any] = {
        "machine": {
            "processors": os.cpu_count(),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "durability": "WAL, synchronous=FULL",
        }
    }
    for width in (20, 1):
        told[f"concurrency_{width}"] = _side_by_side(folder / str(width), width, many, quick=quick)
    told["telegram"] = telegram.measured(quick=quick, rounds=3)
    told["matrix"] = matrix.measured(quick=quick)
    told["many_groups"] = many_groups.measured(many_groups.QUICK if quick else many_groups.ALL)
    told["copies"] = copies.measured(quick=quick)
    told["syncs_a_command"] = {
        str(width): processes.syncs(width, 60 if quick else 300 if width == 1 else 1200) for width in (20, 1)
    }
    _say("digest")
    large = commands.prepare(f"sqlite:///{folder}/weekly.db")
    fill(large, 20_000 if quick else 200_000)
    told["digest"] = weekly.digest(large, 1 if quick else 5)
    large.dispose()
    _say("what decides a date")
    told["deciding"] = deciding.measured(quick=quick)
    _say("start and memory")
    empty = folder / "empty.jsonl"
    empty.write_text(processes.EMPTY)
    times = 1 if quick else 5
    told["start"] = {
        "due": processes.start_up(["bot", "due", "avant vendredi 18h"], times),
        "replay_of_nothing": processes.start_up(["bot", "replay", str(empty)], times),
    }
    told["understood"] = understood.measured()
    _say("noise")
    told["noise"] = noise.measured(quick=quick)
    told["deadline"] = deadline.measured(quick=quick)
    told["peak_mb_under_load"] = processes.peak(["bench.load", str(folder), "20", "60" if quick else "1200"])
    return told


def _side_by_side(folder: Path, width: int, many: int, *, quick: bool) -> dict[str, Any]:
    """The same round of each kind in turn, so that whatever else the machine does slows all of them."""
    folder.mkdir()
    _say(f"{width} at once: preparing")
    small = commands.prepare(f"sqlite:///{folder}/small.db")
    large = commands.prepare(f"sqlite:///{folder}/large.db")
    fill(large, many)
    length = 60 if quick else 600 if width == 1 else 1500
    rounds: dict[str, list[Round]] = defaultdict(list)
    for number in range(2 if quick else 6):
        _say(f"{width} at once: round {number}")
        rounds["commands"].append(asyncio.run(commands.measure(small, width, length)))
        for name, queue in (("async_session", False), ("async_session_queued", True)):
            bare = commits.through_async_session(folder / f"{name}.db", width, length // 2, queue=queue)
            rounds[name].append(asyncio.run(bare))
        rounds["sqlite3"].append(commits.through_sqlite3(folder / "plain.db", width, length))
        rounds["commands_in_large"].append(asyncio.run(commands.measure(large, width, length)))
    small.dispose()
    large.dispose()
    told: dict[str, Any] = {name: together(those[1:]) for name, those in rounds.items()}  # the first warms up
    speed = {name: those["a_second"] for name, those in told.items()}
    best = max(speed["async_session"], speed["async_session_queued"])
    told["ratios"] = {
        "commands_to_async_session": round(speed["commands"] / best, 2),
        "commands_to_sqlite3": round(speed["commands"] / speed["sqlite3"], 2),
        "small_to_large": round(speed["commands"] / speed["commands_in_large"], 2),
    }
    return told


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


main()
