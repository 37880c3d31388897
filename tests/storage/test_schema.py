"""The tables are what the migrations make of an empty database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import BigInteger, Engine, inspect, text
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  # the tables register themselves
from storage import backup, schema
from storage.columns import Instant
from storage.database import open_database
from tests.postgres import fresh_database


@pytest.fixture(params=["file", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table."""
    url = f"sqlite:///{tmp_path}/team.db"
    if request.param == "postgresql":
        url = fresh_database(request.getfixturevalue("postgres"))
    engine = open_database(url)
    yield engine
    engine.dispose()


def test_the_migrations_run_from_nothing_and_make_every_table(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {*SQLModel.metadata.tables, "alembic_version"}


def test_models_and_migrations_agree(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_running_them_again_does_nothing(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("INSERT INTO person (language) VALUES ('fr')"))
    schema.upgrade(empty)
    with empty.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar_one() == 1
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == schema.newest()


def test_every_id_is_64_bits_wide_and_every_instant_knows_its_zone() -> None:
    for table in SQLModel.metadata.tables.values():
        for column in table.columns:
            if column.name in ("id", "told_on", "needs", "follows_id") or column.foreign_keys:
                assert isinstance(column.type, BigInteger), (table.name, column.name)
            if column.type.python_type.__name__ == "datetime":
                assert isinstance(column.type, Instant), (table.name, column.name)


def test_what_was_answered_survives_a_power_cut(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/team.db")
    schema.upgrade(engine)
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")
        }
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2}


@pytest.mark.parametrize("table", ["assignment", "choice"])
def test_an_id_is_never_given_twice(empty: Engine, table: str) -> None:
    """A button or a proposal that is gone must never mean another one."""
    schema.upgrade(empty)
    columns = {
        "assignment": "(task_id, person_id, role, consent, since) VALUES (1, 1, 'lead', 'proposed', '2026-03-02')",
        "choice": "(letter_id, command) VALUES (1, 'take 1')",
    }[table]
    ids = []
    with empty.connect() as connection:
        if empty.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
        else:
            connection.rollback()
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.execute("PRAGMA foreign_keys=OFF")
        for _ in range(2):
            ids.append(connection.exec_driver_sql(f"INSERT INTO {table} {columns} RETURNING id").scalar_one())
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.rollback()
    assert ids[0] < ids[1]


@pytest.mark.parametrize("url", ["mysql://localhost/x", "nonsense://"])
def test_any_other_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite or postgresql"):
        open_database(url)


def test_nobody_else_on_the_machine_can_read_a_new_database_or_a_copy_of_it(tmp_path: Path) -> None:
    former = os.umask(0o022)
    try:
        engine = open_database(f"sqlite:///{tmp_path}/team.db")
        with engine.begin() as connection:
            command.upgrade(schema.config(connection), "0001_first_light")
        schema.upgrade(engine)
        backup.backup(engine, tmp_path / "backup.db")
        files = {file.name: oct(stat.S_IMODE(file.stat().st_mode)) for file in tmp_path.iterdir()}
        engine.dispose()
    finally:
        os.umask(former)
    names = ("team.db", "team.db-wal", "team.db-shm", "team.db.0001_first_light", "backup.db")
    assert files == dict.fromkeys(names, oct(0o600))
