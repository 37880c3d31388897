"""Plays the year with `accalmie replay` itself, killed at random instants and played again on the same database."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from tests.year.diary import UNTIL
from tests.year.life import Year
from tests.year.oracle import Left, Oracle
from tests.year.playing import AFTERWARDS

_ROOT = Path(__file__).resolve().parents[2]
_LETTERS = 3500  # or more, in all


class Replay:
    """One transcript on one database, in as many lives as it takes. `told`: what was said on standard error."""

    def __init__(self, year: Year, folder: Path) -> None:
        self.database = f"sqlite:///{folder / 'year.db'}"
        self._script, self._lines = folder / "year.jsonl", year.lines[1:]
        self._script.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in year.lines))
        self.oracle, self.arrived, self.told = Oracle(), list[Left](), ""

    def live(self, kills: int, chance: Random) -> None:
        """Play it to the end; before that, so many kills."""
        shares = sorted(chance.random() for _ in range(kills))
        letters = [int(_LETTERS * (share - before)) for before, share in zip([0, *shares], shares, strict=False)]
        for after in (*letters, None):
            for letter in self._life(after):
                self._arrives(letter)

    def _arrives(self, letter: Left) -> None:
        while self._lines and datetime.fromisoformat(self._lines[0]["at"]) <= letter.at:
            self.oracle.hears(self._lines[0])
            self._lines = self._lines[1:]
        self.arrived.append(letter)
        self.oracle.sees(letter)

    def _life(self, letters: int | None) -> Iterator[Left]:
        """The letters of one life, which ends by a kill after so many of them."""
        until = (UNTIL + AFTERWARDS).isoformat()
        command = [sys.executable, "-m", "bot", "replay", str(self._script), "--json", "--until", until]
        command += ["--database", self.database]
        with subprocess.Popen(
            command, cwd=_ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        ) as life:
            assert life.stdout is not None
            assert life.stderr is not None
            for number, line in enumerate(life.stdout):
                if line.endswith("\n"):
                    yield _letter(json.loads(line))
                if number == letters:
                    life.kill()
            self.told += life.stderr.read()
        assert life.returncode == (0 if letters is None else -signal.SIGKILL)


def _letter(line: dict[str, Any]) -> Left:
    at = datetime.fromisoformat(line["at"])
    return Left(line["id"], at, line["to"].get("person"), line["kind"], line["sound"])
