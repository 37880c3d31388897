"""Plays one transcript on one database over several lives, each but the last ended by a kill."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
KILLED = -9


@dataclass(frozen=True)
class Kill:
    """At the `count`-th time of a step, or from outside after so many seconds."""

    step: str | None = None
    count: int = 0
    after: float | None = None


@dataclass
class Story:
    """What came of a transcript: the letters as they were printed, life by life, and the tasks in the end."""

    database: str
    lives: list[list[dict[str, Any]]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)
    ended: bool = False

    @property
    def kills(self) -> int:
        return len(self.lives) - self.ended

    @property
    def letters(self) -> list[dict[str, Any]]:
        """Every copy of every letter."""
        return [letter for life in self.lives for letter in life]


@dataclass
class Launcher:
    """The process that forks one life after the other."""

    pipe: subprocess.Popen[str]
    script: Path
    until: str
    folder: Path

    def live(self, story: Story, kill: Kill | None = None) -> None:
        """One more life of a story."""
        kill = kill or Kill()
        output = self.folder / "output.jsonl"
        life = {"script": str(self.script), "until": self.until, "database": story.database, "output": str(output)}
        output.unlink(missing_ok=True)
        self._write({**life, "step": kill.step, "count": kill.count, "after": kill.after})
        ending = self._read()["exit"]
        assert ending in (0, KILLED), "a life ended with an error: see above"
        lines = list(_whole_lines(output))
        letters = [line for line in lines if "kind" in line]
        story.lives.append(letters)
        if ending == 0:
            story.ended = True
            story.steps = Counter(lines[-1]["steps"])
            story.tasks = [line for line in lines if "state" in line]

    def _write(self, life: dict[str, Any]) -> None:
        pipe: IO[str] | None = self.pipe.stdin
        assert pipe is not None
        pipe.write(json.dumps(life) + "\n")
        pipe.flush()

    def _read(self) -> dict[str, Any]:
        pipe: IO[str] | None = self.pipe.stdout
        assert pipe is not None
        answer: dict[str, Any] = json.loads(pipe.readline() or '{"exit": "the launcher is gone"}')
        return answer


@contextmanager
def launcher(script: Path, until: str, folder: Path) -> Iterator[Launcher]:
    """A launcher for one transcript, played to an instant; gone afterwards."""
    command = [sys.executable, "-m", "tests.chaos.launcher"]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as pipe:
        yield Launcher(pipe, script, until, folder)  # leaving closes its input, which ends it


def _whole_lines(output: Path) -> Iterator[dict[str, Any]]:
    """A line that a kill has torn is no letter."""
    if output.exists():
        for line in output.read_text(encoding="utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                yield json.loads(line)
