"""Dumps of databases that a release wrote itself: `python -m tests.storage.released.make COMMIT ...`, once for each
release that brings a migration. The code of that commit plays `life.jsonl`, on SQLite and on PostgreSQL; with `--year`,
the year of tests/year, as far as it understands that."""

from __future__ import annotations

import json
import lzma
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.postgres import Cluster, Programs, fresh_database, start
from tests.storage.released import HERE, KINDS, YEAR, dump
from tests.year.life import lived

REPOSITORY = HERE.parents[2]
LIFE = HERE / "life.jsonl"
WEB = {"ACCALMIE_WEB_ADDRESS": "https://bal.example.org", "ACCALMIE_WEB_LISTEN": "127.0.0.1:8081"}
# What only the bot can say, and a later line of the transcript repeats.
SAID = {"«report»": r'"report off (\d+)"', "«link»": r"/relier ([A-Z0-9]{6})"}
REMEMBERED = """
import sys
from storage import memory
from storage.database import open_database
with open_database(sys.argv[1]).begin() as rows:
    memory.change(rows, "matrix:@accalmie:example.org", {"since": "s72594_4483_1934", "filter": "0"})
"""


def main(arguments: list[str]) -> None:
    a_year = "--year" in arguments
    commits = [each for each in arguments if not each.startswith("--")]
    cluster = start()
    try:
        for commit in commits:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                archive = subprocess.run(["git", "archive", commit], cwd=REPOSITORY, capture_output=True, check=True)
                subprocess.run(["tar", "-x", "-C", name], input=archive.stdout, check=True)
                make(folder, cluster, a_year=a_year)
    finally:
        cluster.stop()


def make(code: Path, cluster: Cluster, *, a_year: bool) -> None:
    """Both dumps of the release whose code is in a folder."""
    newest = max(path.stem for path in (code / "storage/migrations/versions").glob("[0-9]*.py"))
    for kind in KINDS:
        file = code / "made.db"
        url = f"sqlite:///{file}" if kind == "sqlite" else fresh_database(cluster)
        if a_year:
            play(code, url, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lived().lines))
        else:
            live(code, url)
        statements = of_sqlite(file) if kind == "sqlite" else of_postgresql(cluster, url)
        packed = lzma.compress(statements.encode(), preset=9 | lzma.PRESET_EXTREME)
        dump(newest + (YEAR if a_year else ""), kind).write_bytes(packed)
        print(f"{newest}, {kind}: {len(packed)} bytes")


def live(code: Path, url: str) -> None:
    """The transcript up to where it repeats what the bot said; then whole, which does what is new."""
    lines = LIFE.read_text("utf-8")
    heard = play(code, url, lines[: lines.rindex("\n", 0, lines.index("«")) + 1])
    for mark, pattern in SAID.items():
        said = re.search(pattern, heard)
        lines = lines.replace(mark, said[1] if said else "0")
    play(code, url, lines)
    if (code / "storage" / "memory.py").exists():
        run(code, "-c", REMEMBERED, url)


def play(code: Path, url: str, lines: str) -> str:
    (code / "part.jsonl").write_text(lines, "utf-8")
    return run(code, "-m", "bot", "replay", "part.jsonl", "--json", "--database", url)


def run(code: Path, *arguments: str) -> str:
    environment = {**os.environ, **WEB, "PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, *arguments], cwd=code, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def of_sqlite(file: Path) -> str:
    with closing(sqlite3.connect(file)) as database:
        return "\n".join(database.iterdump())


def of_postgresql(cluster: Cluster, url: str) -> str:
    programs = Programs(Path(f"/proc/{cluster.process.pid}/exe").resolve().parent, cluster.folder, None)  # type: ignore[union-attr]
    told = programs.run("pg_dump", "--inserts", "--no-owner", "--no-privileges", url.replace("+psycopg", ""))
    if told.returncode:
        raise SystemExit(told.stdout)
    # Neither orders to psql nor settings, some of which only the newest servers know.
    kept = [
        line
        for line in told.stdout.splitlines()
        if line and not line.startswith(("\\", "--", "SET ", "SELECT pg_catalog.set_config"))
    ]
    return "\n".join(kept)


if __name__ == "__main__":
    main(sys.argv[1:])
