"""What is only read is read beside the writer: neither waits for the other, and what is read is of one moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage import schema
from storage.database import Rows, is_in_memory, open_database, reading
from tests.conftest import memory
from tests.postgres import Cluster, fresh_database


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database that several connections can open."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/accalmie.db"
    else:
        cluster: Cluster = request.getfixturevalue("postgres")
        url = fresh_database(cluster)
    engine = open_database(url)
    schema.upgrade(engine)
    yield engine
    engine.dispose()


def teams_in(rows: Rows) -> int:
    return int(rows.execute(text("SELECT count(*) FROM team")).scalar_one())


def add_team(rows: Rows) -> None:
    made = "INSERT INTO team (name, language, zone, holidays, last_number, created_at)"
    at = "CURRENT_TIMESTAMP" if rows.dialect.name == "postgresql" else "0"
    rows.execute(text(f"{made} VALUES ('bal', 'fr', 'Europe/Paris', true, 0, {at})"))


def test_a_reader_sees_one_moment_while_others_write(shared: Engine) -> None:
    with reading(shared) as rows:
        assert teams_in(rows) == 0
        with shared.begin() as writer:  # would wait thirty seconds, and fail
            add_team(writer)
        assert teams_in(rows) == 0
    with reading(shared) as rows:
        assert teams_in(rows) == 1


def test_a_reader_does_not_wait_for_what_is_being_written(shared: Engine) -> None:
    with shared.begin() as writer:
        add_team(writer)
        with reading(shared) as rows:
            assert teams_in(rows) == 0


def test_a_connection_that_only_read_writes_as_before_afterwards(shared: Engine) -> None:
    with reading(shared) as rows:
        teams_in(rows)
    with shared.begin() as writer:
        assert writer.get_isolation_level() != "REPEATABLE READ"
        add_team(writer)
    with shared.connect() as rows:
        assert teams_in(rows) == 1


def test_a_database_in_memory_is_known_as_such(shared: Engine) -> None:
    assert not is_in_memory(shared)
    with memory() as engine:
        assert is_in_memory(engine)
