"""A backup takes the place of the database: everything is there, nothing is said twice, and the former one is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot.restoring import NotRestored, restore
from domain.letter import Kind
from storage import schema
from storage.backup import backup
from storage.database import open_database
from tests.postgres import Cluster, fresh_database
from tests.scene import MONDAY, Scene, playing


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
    return sorted(each.name for each in folder.iterdir())


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
