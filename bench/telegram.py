"""Our bot on Telegram beside two that others would write, against one fast server on loopback, as JSON.

`python -m bench.telegram`: updates a second, processor time an update, and memory. In `near` the server answers at
once; in `far` it is 50 ms away. `applied_a_second`: until the last update is confirmed to Telegram; `a_second`: until
its last letter has arrived as well. One that is not ours confirms what it has not handled, so only its letters count.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench import processes
from bench.serving import BEGINNING
from bench.telegram_bots import BOTS

FAR = 0.05  # seconds to the server and back
SAID = "/task Réserver la salle avant vendredi 18h #bal"
CHATTER = "On se voit vendredi, et pour la salle ?"
_LETTERS = {"accalmie": 2}  # a task is acknowledged, and gets a card; the others answer once
_BOTS = "bench.telegram_bots"
_PATIENCE = 600


@dataclass(frozen=True)
class Load:
    """What is asked of a bot: so many updates in so many groups, after some that warm it up."""

    updates: int
    groups: int = 20
    latency: float = 0.0
    text: str = SAID

    @property
    def in_all(self) -> int:
        """As many in each group."""
        return self.updates // self.groups * self.groups

    @property
    def warm(self) -> int:
        return max(self.groups, min(200, self.updates))


@dataclass(frozen=True)
class Result:
    """What came of it: seconds, and megabytes."""

    load: Load
    applied: float
    sent: float
    letters: int
    cpu: float
    idle_mb: float
    peak_mb: float


class Server:
    """The server as its bench speaks to it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def does(self, order: str, **how: Any) -> dict[str, Any]:
        request = urllib.request.Request(f"{self.url}/control/{order}", json.dumps(how).encode())
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            told: dict[str, Any] = json.load(answer)
        return told


@contextmanager
def serving() -> Iterator[Server]:
    with processes.running("bench.telegram_server", stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield Server(process.stdout.readline().decode().strip())


def played(server: Server, bot: str, load: Load, profile: Path | None = None) -> Result:
    """One bot, from its start to its end, under one load."""
    server.does("restart", latency=load.latency, now=BEGINNING.timestamp())
    letters = 0 if load.text == CHATTER and bot == "accalmie" else _LETTERS.get(bot, 1)
    more = [str(profile)] if profile else []
    with tempfile.TemporaryDirectory() as folder:
        if bot == "accalmie":
            subprocess.run([sys.executable, "-m", _BOTS, "schema", server.url, folder], check=True)
        with processes.running(_BOTS, bot, server.url, folder, *more, stderr=subprocess.DEVNULL) as process:
            return _measured(server, bot, load, letters, process.pid)


def _measured(server: Server, bot: str, load: Load, letters: int, pid: int) -> Result:
    server.does("polls")
    if bot == "accalmie":
        server.does("adds", groups=load.groups, letters=load.groups)
        server.does("enough")
    _write(server, load, load.warm, letters)
    server.does("polls")
    idle, before = processes.memory(pid, "VmRSS"), processes.cpu(pid)
    took = _write(server, load, load.updates, letters)
    server.does("polls")
    time.sleep(0.2)  # what came of the last letters is noted
    cpu = processes.cpu(pid) - before
    sent = letters * load.in_all
    return Result(load, took["applied"], took["sent"], sent, cpu, idle, processes.memory(pid, "VmHWM"))


def _write(server: Server, load: Load, updates: int, letters: int) -> dict[str, Any]:
    """So many updates are written in the groups, and each is answered by so many letters."""
    each = updates // load.groups * load.groups
    server.does("writes", groups=load.groups, updates=each, letters=each * letters, text=load.text)
    return server.does("enough")


def together(results: Sequence[Result], *, ours: bool) -> dict[str, Any]:
    """Medians of the rounds."""
    updates = results[0].load.in_all
    told: dict[str, Any] = {"a_second": round(updates / median(max(r.applied, r.sent) for r in results), 1)}
    if ours:
        told["applied_a_second"] = round(updates / median(r.applied for r in results), 1)
        if results[0].letters:
            told["letters_a_second"] = round(results[0].letters / median(r.sent for r in results), 1)
    return told | {
        "cpu_ms_each": round(median(r.cpu for r in results) / updates * 1000, 3),
        "idle_mb": median(r.idle_mb for r in results),
        "peak_mb": max(r.peak_mb for r in results),
        "rounds": [round(updates / max(r.applied, r.sent), 1) for r in results],
    }


def measured(*, quick: bool, rounds: int) -> dict[str, Any]:
    """All the figures. Seconds are this machine's; the ratios are what to look at."""
    updates, rounds = (200, 1) if quick else (5000, rounds)
    near: dict[str, list[Result]] = {name: [] for name in (*BOTS, "chatter")}
    with serving() as server:
        for number in range(rounds):  # each in turn, so that whatever else the machine does slows all of them
            _say(f"telegram: round {number}")
            for bot in BOTS:
                near[bot].append(played(server, bot, Load(updates)))
            near["chatter"].append(played(server, "accalmie", Load(updates, text=CHATTER)))
        far = {}
        for groups in (20,) if quick else (20, 100):
            _say(f"telegram: 50 ms away, {groups} groups")
            load = Load(updates, groups, FAR)
            far[f"groups_{groups}"] = together([played(server, "accalmie", load)], ours=True)
            lanes = groups / FAR
            far[f"groups_{groups}"]["letters_to_ordered_lanes"] = round(
                far[f"groups_{groups}"]["letters_a_second"] / lanes, 2
            )
    told = {name: together(those, ours=name in {"accalmie", "chatter"}) for name, those in near.items()}
    ours = told["accalmie"]
    return {
        "near": told,
        "far": far,
        "ratios": {
            "to_echo_with_row": round(ours["a_second"] / told["echo_with_row"]["a_second"], 2),
            "to_echo": round(ours["a_second"] / told["echo"]["a_second"], 2),
            "cpu_to_echo_with_row": round(ours["cpu_ms_each"] / told["echo_with_row"]["cpu_ms_each"], 2),
        },
    }


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.telegram", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only see that everything can be measured")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", type=Path, help="where the time of our bot goes, into files named like this")
    chosen = parser.parse_args()
    if chosen.profile:
        with serving() as server:
            print(played(server, "accalmie", Load(2000), chosen.profile))
    else:
        print(processes.as_json(measured(quick=chosen.quick, rounds=chosen.rounds)))


if __name__ == "__main__":
    main()
