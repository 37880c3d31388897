"""`accalmie backup` and `copy` on bad days: nothing there, no room, another release, a bot that writes, a kill."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.copies import alone_on
from storage import schema
from storage.backup import backup
from storage.database import open_database
from tests.postgres import Cluster, fresh_database
from tests.scene import MONDAY
from tests.storage import released
from tests.test_cli import environment, is_one_sentence

SECONDS = 100
LINES, ROUNDS = 5000, 6


def run(*arguments: str, folder: Path, room: int | None = None) -> subprocess.CompletedProcess[str]:
    """A command of the host's; no file that it writes may become larger than `room`."""

    def no_larger() -> None:
        if room is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        preexec_fn=no_larger,
    )


def refused(ended: subprocess.CompletedProcess[str]) -> bool:
    return ended.returncode in (1, 2) and ended.stdout == "" and is_one_sentence(ended.stderr)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_database_on_which_the_bot_runs_is_not_copied_away(tmp_path: Path) -> None:
    """What it did meanwhile would be lost."""
    url = f"sqlite:///{tmp_path / 'live.db'}"
    schema.ready(url).dispose()
    copy = ("copy", "--from", url, "--to", f"sqlite:///{tmp_path / 'other.db'}")
    with alone_on(url):
        ended = run(*copy, folder=tmp_path)
    assert (ended.returncode, ended.stdout, "stop it first" in ended.stderr) == (1, "", True), ended.stderr
    assert run(*copy, folder=tmp_path).returncode == 0


def schema_of(file: Path) -> str:
    with closing(sqlite3.connect(file)) as there:
        assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return str(there.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_a_backup_of_nothing_is_refused_and_makes_nothing(tmp_path: Path) -> None:
    ended = run("backup", "copy.db", folder=tmp_path)
    assert refused(ended)
    assert "no database" in ended.stderr
    assert names(tmp_path) == []


def test_a_copy_of_nothing_is_refused_and_makes_nothing(tmp_path: Path) -> None:
    ended = run("copy", "--from", "sqlite:///none.db", "--to", "sqlite://", folder=tmp_path)
    assert refused(ended)
    assert names(tmp_path) == []


@pytest.mark.parametrize("where", ["accalmie.db", "nowhere/copy.db", "folder", "full/copy.db"])
def test_a_place_that_cannot_be_written_is_told_in_one_sentence(where: str, tmp_path: Path) -> None:
    live = tmp_path / "accalmie.db"
    schema.ready(f"sqlite:///{live}").dispose()
    (tmp_path / "folder").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "copy.db").write_text("the older one")
    ended = run("backup", where, folder=tmp_path, room=live.stat().st_size // 2 if where.startswith("full") else None)
    assert refused(ended)
    assert schema_of(live) == schema.newest()
    assert names(tmp_path / "full") == ["copy.db"]
    assert (tmp_path / "full" / "copy.db").read_text() == "the older one"


def test_a_database_of_another_release_is_backed_up_as_it_is(tmp_path: Path) -> None:
    """Its bot may be running."""
    released.load("0011_closing", "sqlite", f"sqlite:///{tmp_path / 'accalmie.db'}")
    assert run("backup", "copy.db", folder=tmp_path).returncode == 0
    assert schema_of(tmp_path / "accalmie.db") == "0011_closing"
    assert schema_of(tmp_path / "copy.db") == "0011_closing"


def test_a_full_disk_leaves_an_older_schema_as_it_was(tmp_path: Path) -> None:
    live = tmp_path / "accalmie.db"
    released.load("0011_closing", "sqlite", f"sqlite:///{live}")
    ended = run("admit", folder=tmp_path, room=live.stat().st_size // 2)
    assert refused(ended)
    assert "copied before its schema changes" in ended.stderr
    assert schema_of(live) == "0011_closing"
    assert run("admit", folder=tmp_path).returncode == 0
    assert schema_of(live) == schema.newest()


def test_a_database_of_an_older_release_is_not_copied_into(postgres: Cluster, tmp_path: Path) -> None:
    schema.ready(f"sqlite:///{tmp_path / 'accalmie.db'}").dispose()
    url = fresh_database(postgres)
    released.load("0011_closing", "postgresql", url)
    assert refused(run("copy", "--from", "sqlite:///accalmie.db", "--to", url, folder=tmp_path))
    engine = open_database(url)
    with engine.connect() as rows:
        assert schema.present(rows) == "0011_closing"
    engine.dispose()


def busy(folder: Path) -> subprocess.Popen[bytes]:
    """A bot that writes for some seconds: a task and its card, again and again."""
    team = {"team": "bal", "members": ["Ana"], "start": MONDAY.isoformat()}
    lines = [
        {"at": (MONDAY + timedelta(minutes=n)).isoformat(), "who": "Ana", "text": f"/tache Une {n}"}
        for n in range(LINES)
    ]
    (folder / "busy.jsonl").write_text("\n".join(json.dumps(each) for each in (team, *lines)))
    play = [sys.executable, "-m", "bot", "replay", "busy.jsonl", "--json", "--database", "sqlite:///live.db"]
    return subprocess.Popen(play, cwd=folder, env=environment(), stdout=subprocess.DEVNULL)


def test_each_backup_beside_a_bot_that_writes_is_whole_and_a_kill_costs_nothing(tmp_path: Path) -> None:
    live, copy = tmp_path / "live.db", tmp_path / "copy.db"
    schema.ready(f"sqlite:///{live}").dispose()
    bot, last = busy(tmp_path), 0
    engine = open_database(f"sqlite:///{live}")
    try:
        for count in range(ROUNDS):
            while whole(live) <= last:  # it has written something since
                assert bot.poll() is None
            backup(engine, copy)
            assert whole(copy) >= last
            last = whole(copy)
            if count % 2:
                killed_in_the_middle(live, copy)
                assert whole(copy) == last
    finally:
        engine.dispose()
        bot.kill()
        bot.wait()
    assert whole(live) >= last > 0


def killed_in_the_middle(live: Path, copy: Path) -> None:
    """A backup by a child of ours, which is killed as soon as it has begun to write."""
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    child = os.fork()
    if child == 0:  # pragma: no cover  # it is killed
        backup(open_database(f"sqlite:///{live}"), copy)
        os._exit(0)
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if unfinished.exists():
            os.kill(child, signal.SIGKILL)


def whole(file: Path) -> int:
    """How many tasks there are; each has its card and its line in the history."""
    with closing(sqlite3.connect(file)) as there:
        assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert there.execute("PRAGMA foreign_key_check").fetchall() == []
        asked = (
            "SELECT (SELECT count(*) FROM task), (SELECT count(DISTINCT task_id) FROM history),"
            " (SELECT max(last_number) FROM team), (SELECT count(*) FROM inbox)"
        )
        tasks, told, numbered, heard = there.execute(asked).fetchone()
    assert tasks == told == (numbered or 0) == heard, "a command is in it whole or not at all"
    return int(tasks)
