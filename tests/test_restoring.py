"""A backup takes the place of the database: everything is there, nothing is said twice, and the former one is kept."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.messengers import SINCE
from bot.restoring import NotRestored, restore
from domain.letter import Kind
from storage import schema
from storage.backup import backup
from storage.database import open_database
from storage.schema import Unusable
from tests.postgres import Cluster, fresh_database
from tests.scene import MONDAY, Scene, playing
from tests.storage import released


@asynccontextmanager
async def at(url: str, start: datetime = MONDAY) -> AsyncIterator[Scene]:
    engine = schema.ready(url)
    try:
        async with playing(engine, start=start) as scene:
            yield scene
    finally:
        engine.dispose()


async def a_week(url: str, copy: Path) -> datetime:
    """A task that is due on Thursday, a copy made on Monday, and eight days; returns when it is then."""
    async with at(url) as scene:
        await scene.says("Ana", "/tache Réserver la salle avant jeudi @Marc")
        await scene.presses("Marc", "accept 1", private=True)
        await scene.at("mon 22:00")
        await scene.whispers("Ana", "/proposer 1 @Léa")  # held until the morning
        backup(scene.engine, copy)
        told = await scene.waits("8d")
        assert {Kind.NUDGE, Kind.DIGEST} <= {letter.kind for letter in told}
        return scene.now


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.suffix != ".lock")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a backup is to be restored: nothing is there."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'restored.db'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return fresh_database(cluster)


async def test_what_was_told_since_is_not_told_again(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    now = await a_week(f"sqlite:///{tmp_path / 'live.db'}", copy)
    was = copy.read_bytes()
    done = restore(copy, url, now)
    assert done.silenced >= 1
    async with at(url, now) as scene:
        assert await scene.waits("12h") == []
        (digest,) = [letter for letter in await scene.waits("7d") if letter.kind is Kind.DIGEST]
        assert "Réserver la salle" in digest.speech.plain
    assert copy.read_bytes() == was


async def test_what_waited_still_leaves_if_the_bot_had_stopped(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    now = await a_week(f"sqlite:///{tmp_path / 'live.db'}", copy)
    assert restore(copy, url, now, was_stopped=True).silenced == 0
    async with at(url, now) as scene:
        assert Kind.DIGEST in {letter.kind for letter in await scene.waits("12h")}, "in the morning"


async def test_the_former_database_is_kept(tmp_path: Path) -> None:
    live, copy = tmp_path / "live.db", tmp_path / "copy.db"
    now = await a_week(f"sqlite:///{live}", copy)
    former = restore(copy, f"sqlite:///{live}", now).former
    assert former is not None
    kept = open_database(f"sqlite:///{former}")
    with kept.connect() as rows:
        assert rows.exec_driver_sql("SELECT count(*) FROM digest").scalar_one() == 1
    kept.dispose()
    assert names(tmp_path) == ["copy.db", "live.db", "live.db.before-restore"]


async def test_a_bot_that_runs_keeps_its_database(tmp_path: Path) -> None:
    live, copy = tmp_path / "live.db", tmp_path / "copy.db"
    async with at(f"sqlite:///{live}") as scene:
        await scene.says("Ana", "/tache Une")
        backup(scene.engine, copy)
        await scene.says("Ana", "/tache Deux")
        with pytest.raises(NotRestored, match="running"):
            restore(copy, f"sqlite:///{live}", scene.now)
        assert len(scene.tasks()) == 2
        await scene.says("Ana", "/tache Trois")
    assert names(tmp_path) == ["copy.db", "live.db"]


@pytest.mark.parametrize("what", ["nothing", "words", "another database"])
def test_what_is_no_backup_changes_nothing(what: str, tmp_path: Path) -> None:
    live, other = tmp_path / "live.db", tmp_path / "other.db"
    schema.ready(f"sqlite:///{live}").dispose()
    before = live.read_bytes()
    if what == "words":
        other.write_text("Bonjour")
    elif what == "another database":
        with sqlite3.connect(other) as made:
            made.execute("CREATE TABLE task (title TEXT)")
        made.close()
    with pytest.raises(NotRestored):
        restore(other, f"sqlite:///{live}", MONDAY)
    assert live.read_bytes() == before


async def test_a_damaged_database_is_replaced_and_its_log_is_not_read_into_the_other(tmp_path: Path) -> None:
    live, copy = tmp_path / "live.db", tmp_path / "copy.db"
    now = await a_week(f"sqlite:///{live}", copy)
    damaged = b"damaged" * 5000
    live.write_bytes(damaged)
    live.with_name("live.db-wal").write_bytes(b"log of the damaged one")
    former = restore(copy, f"sqlite:///{live}", now).former
    assert former is not None
    assert former.read_bytes() == damaged
    assert not live.with_name("live.db-wal").exists()
    async with at(f"sqlite:///{live}", now) as scene:
        assert len(scene.tasks()) == 1


async def test_each_former_database_is_kept(tmp_path: Path) -> None:
    live, copy = tmp_path / "live.db", tmp_path / "copy.db"
    now = await a_week(f"sqlite:///{live}", copy)
    first, second = (restore(copy, f"sqlite:///{live}", now).former for _ in range(2))
    assert first is not None
    assert second is not None
    assert first != second
    for former, was_restored in ((first, False), (second, True)):
        with closing(sqlite3.connect(former)) as kept:
            assert bool(kept.execute("SELECT 1 FROM letter WHERE reason = 'restored'").fetchall()) is was_restored
    assert stat.S_IMODE(live.stat().st_mode) == 0o600


def test_a_backup_of_an_older_release_is_brought_up_to_date_and_leaves_nothing_beside(tmp_path: Path) -> None:
    live, copy = tmp_path / "live.db", tmp_path / "copy.db"
    released.load("0001_first_light", "sqlite", f"sqlite:///{copy}")
    was = copy.read_bytes()
    restore(copy, f"sqlite:///{live}", MONDAY + timedelta(weeks=3))
    assert names(tmp_path) == ["copy.db", "live.db"]
    assert copy.read_bytes() == was
    engine = open_database(f"sqlite:///{live}")
    with engine.connect() as rows:
        assert schema.present(rows) == schema.newest()
    engine.dispose()


@pytest.mark.parametrize("was_stopped", [False, True])
async def test_what_was_numbered_or_heard_since_is_not_taken_for_something_else(
    url: str, tmp_path: Path, *, was_stopped: bool
) -> None:
    """Matrix takes a letter with the number of one that it knows for the same; it tells again what it told."""
    copy = tmp_path / "copy.db"
    async with at(f"sqlite:///{tmp_path / 'live.db'}") as scene:
        await scene.player.app.remember("matrix:@bot:example.org", {SINCE: "s1", "other": "x"})
        await scene.says("Ana", "/tache Une")
        backup(scene.engine, copy)
        for _ in range(3):
            await scene.says("Ana", "/tache Encore")
        given = {letter.letter for letter in scene.notebook.sent}
        now = scene.now
    restore(copy, url, now, was_stopped=was_stopped)
    async with at(url, now) as scene:
        await scene.says("Ana", "/tache Une autre", id="anew")
        anew = {letter.letter for letter in scene.notebook.sent}
        remembered = await scene.player.app.remembered("matrix:@bot:example.org")
    assert anew
    assert bool(anew & given) is was_stopped
    assert remembered == ({SINCE: "s1", "other": "x"} if was_stopped else {"other": "x"})


def test_a_database_of_an_older_release_is_not_restored_into(postgres: Cluster, tmp_path: Path) -> None:
    url, copy = fresh_database(postgres), tmp_path / "copy.db"
    released.load("0015_ask", "postgresql", url)
    schema.ready(f"sqlite:///{copy}").dispose()
    with pytest.raises(Unusable, match="empty database"):
        restore(copy, url, MONDAY)
    engine = open_database(url)
    with engine.connect() as rows:
        assert schema.present(rows) == "0015_ask"
    engine.dispose()
