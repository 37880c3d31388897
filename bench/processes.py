"""What is measured from outside a process: how long it takes to start, how much memory and processor time it takes, how
often it syncs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

# A fork begins with the size of its parent, and getrusage never forgets it; this mark begins with the program.
_MEMORY = """
import re, runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_module(sys.argv[0], run_name="__main__")
finally:
    print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read()).group(1), file=sys.stderr)
"""
_TICK = os.sysconf("SC_CLK_TCK")
EMPTY = '{"team": "bal", "start": "2026-03-02T09:00:00+01:00"}\n'


@contextmanager
def running(*arguments: str, **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A module as a process, for as long as the block lasts. `how`: as subprocess.Popen has it."""
    process = subprocess.Popen([sys.executable, "-m", *arguments], **how)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def cpu(pid: int) -> float:
    """Seconds of the processor that a process has used, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def memory(pid: int, mark: str) -> float:
    """Megabytes. `mark`: VmRSS for what it takes now, VmHWM for the most that it took."""
    found = re.search(rf"{mark}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return round(int(found.group(1)) / 1024, 1)


def start_up(arguments: list[str], times: int) -> dict[str, Any]:
    """Milliseconds from the start of a process to its end, and its largest size."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", *arguments], check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - began)
    return {"ms": round(median(took) * 1000), "peak_mb": peak(arguments)}


def peak(arguments: list[str]) -> float:
    """The most memory that a module takes while it runs, in megabytes."""
    command = [sys.executable, "-c", _MEMORY, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return round(int(done.stderr.split()[-1]) / 1024, 1)


def syncs(chats: int, commands: int) -> dict[str, Any]:
    """How often a command makes the disk write through, counted by strace; None where it cannot be run."""
    less, more = (_syncs_of(chats, number) for number in (chats * 3, chats * 3 + commands))
    if less is None or more is None:
        return {"each": None, "counted_by": "nothing: strace is not here, or may not trace"}
    return {"each": round((more - less) / commands, 3), "counted_by": "strace"}


def _syncs_of(chats: int, commands: int) -> int | None:
    if shutil.which("strace") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(folder) / "counts"
        load = [sys.executable, "-m", "bench.load", folder, str(chats), str(commands)]
        traced = ["strace", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", str(counts), *load]
        if subprocess.run(traced, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
            return None
        lines = counts.read_text().splitlines()
    found = [re.fullmatch(r"\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)(?:\s+\d+)?\s+f(?:data)?sync", line) for line in lines]
    return sum(int(match.group(1)) for match in found if match)


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
