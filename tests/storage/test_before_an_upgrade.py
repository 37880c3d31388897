"""Before the schema changes, a SQLite file is copied; without a copy nothing changes. One at a time changes it."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import schema
from storage.database import open_database
from storage.snapshot import remove_old
from tests.postgres import Cluster, fresh_database
from tests.storage import released

FIRST = "0001_first_light"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite file of the first release."""
    file = tmp_path / "bal.db"
    released.load(FIRST, "sqlite", f"sqlite:///{file}")
    return file


def schema_of(file: Path) -> str:
    with closing(sqlite3.connect(file)) as there:
        (name,) = there.execute("SELECT version_num FROM alembic_version").fetchone()
        assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return str(name)


def brought_up_to_date(file: Path) -> None:
    schema.ready(f"sqlite:///{file}").dispose()


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_copy_is_whole_and_its_owner_s_alone(file: Path) -> None:
    brought_up_to_date(file)
    copy = file.with_name(f"bal.db.{FIRST}")
    assert (schema_of(copy), schema_of(file)) == (FIRST, schema.newest())
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert names(file.parent) == ["bal.db", copy.name]


def test_what_is_in_the_log_of_a_killed_bot_is_in_the_copy(file: Path) -> None:
    killed = sqlite3.connect(file)  # it never closes the file in an orderly way
    killed.execute("PRAGMA journal_mode=WAL")
    killed.execute("UPDATE team SET name = 'Bal de nuit' WHERE id = 1")
    killed.commit()
    brought_up_to_date(file)
    with closing(sqlite3.connect(file.with_name(f"bal.db.{FIRST}"))) as copy:
        assert copy.execute("SELECT name FROM team WHERE id = 1").fetchone() == ("Bal de nuit",)
    killed.close()


def test_what_a_killed_copy_left_and_an_older_copy_make_room(file: Path) -> None:
    copy = file.with_name(f"bal.db.{FIRST}")
    copy.with_name(f"{copy.name}.unfinished").write_bytes(file.read_bytes()[:5000])
    copy.write_text("of an attempt before")
    brought_up_to_date(file)
    assert schema_of(copy) == FIRST
    assert names(file.parent) == ["bal.db", copy.name]


def test_without_a_copy_nothing_changes(file: Path) -> None:
    in_the_way = file.with_name(f"bal.db.{FIRST}.unfinished")
    in_the_way.mkdir()
    with pytest.raises(schema.Unusable, match=r"copied before its schema changes, and .* was not written"):
        brought_up_to_date(file)
    assert schema_of(file) == FIRST
    in_the_way.rmdir()
    brought_up_to_date(file)


def test_a_migration_that_fails_leaves_everything_as_it_was(file: Path) -> None:
    with closing(sqlite3.connect(file)) as there:
        there.execute("CREATE TABLE unsought (x)")  # what the last but one makes
    with pytest.raises(schema.Unusable, match=r"is as it was .*unsought"):
        brought_up_to_date(file)
    assert schema_of(file) == FIRST
    with closing(sqlite3.connect(file)) as there:
        assert there.execute("SELECT count(*) FROM sqlite_master WHERE name = 'note'").fetchone() == (0,)


def test_a_newer_one_is_refused_and_not_even_copied(file: Path) -> None:
    with closing(sqlite3.connect(file)) as there:
        there.execute("UPDATE alembic_version SET version_num = '9999_later'")
        there.commit()
    with pytest.raises(schema.Unusable, match="newer release"):
        brought_up_to_date(file)
    assert names(file.parent) == ["bal.db"]


def test_of_several_that_begin_at_once_one_does_it(postgres: Cluster) -> None:
    url = fresh_database(postgres)
    released.load(FIRST, "postgresql", url)
    gate, faults = threading.Barrier(3), []

    def begins() -> None:
        gate.wait()
        try:
            schema.ready(url).dispose()
        except schema.Unusable as fault:
            faults.append(fault)

    copies = [threading.Thread(target=begins) for _ in range(3)]
    for each in copies:
        each.start()
    for each in copies:
        each.join()
    assert faults == []
    engine = open_database(url)
    with engine.connect() as rows:
        assert schema.present(rows) == schema.newest()
    engine.dispose()


def test_on_postgresql_it_is_said_that_no_copy_was_made(postgres: Cluster, caplog: pytest.LogCaptureFixture) -> None:
    url = fresh_database(postgres)
    released.load(FIRST, "postgresql", url)
    schema.ready(url).dispose()
    assert "pg_dump" in caplog.text


def test_after_a_month_the_copies_beside_it_are_gone(file: Path) -> None:
    brought_up_to_date(file)
    others = ["bal.db.tar", "bal.db.2026", "bal.db", "other.db.0001_first_light", "bal.db-wal"]
    ours = [
        f"bal.db.{FIRST}",
        "bal.db.before-restore",
        "bal.db.before-restore-2",
        "bal.db.unfinished",
        "bal.db.unfinished-wal",
    ]
    long_ago = (NOW - timedelta(days=31)).timestamp()
    for name in (*others, *ours):
        beside = file.with_name(name)
        beside.touch()
        os.utime(beside, (long_ago, long_ago))
    engine = open_database(f"sqlite:///{file}")
    remove_old(engine, NOW - timedelta(days=2))
    assert set(ours) <= set(names(file.parent)), "not before"
    remove_old(engine, NOW)
    engine.dispose()
    assert set(ours) & set(names(file.parent)) == set()
    assert set(others) <= set(names(file.parent))
