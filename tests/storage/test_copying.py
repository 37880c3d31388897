"""A database copied into another: every row, and the next number of each table. A backup is such a copy, too."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, text
from sqlmodel import SQLModel

from storage import copying, schema
from storage.backup import NotCopied, backup
from storage.database import open_database
from storage.schema import Unusable
from storage.tables import PersonRow
from tests.conftest import Stage, memory
from tests.postgres import Cluster, fresh_database
from tests.scene import Scene
from tests.storage import released
from tests.stories.test_nothing_is_left import lives

both = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Another database, with no row in it."""
    if request.param == "sqlite":
        with memory() as ours:
            yield ours
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    engine = open_database(fresh_database(cluster))
    schema.upgrade(engine)
    yield engine
    engine.dispose()


def everything(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables."""
    with engine.begin() as rows:
        return {
            table.name: [
                dict(row._mapping) for row in rows.execute(table.select().order_by(*table.primary_key.columns))
            ]
            for table in SQLModel.metadata.sorted_tables
        }


async def busy(stage: Stage) -> Scene:
    scene = await stage()
    await lives(scene)
    return scene


@both
async def test_a_copy_has_every_row(stage: Stage, engine: Engine, empty: Engine) -> None:
    await busy(stage)
    counted = copying.copy(engine, empty)
    assert everything(empty) == everything(engine)
    assert counted == {table: len(rows) for table, rows in everything(engine).items()}
    assert counted["task"] > 3
    assert counted["letter"] > 10
    with empty.begin() as rows:
        no_quiet_hours = rows.execute(text("SELECT count(*) FROM person WHERE quiet IS NULL")).scalar_one()
    assert no_quiet_hours == counted["person"] - 1, "what is not there is NULL, and no document that says so"


@both
def test_a_copy_of_what_a_release_left_has_every_row(engine: Engine, empty: Engine, tmp_path: Path) -> None:
    """Of tables that no story here fills, too."""
    released.load("0019_searching", "sqlite", f"sqlite:///{tmp_path / 'left.db'}")
    left = schema.ready(f"sqlite:///{tmp_path / 'left.db'}")
    copying.copy(left, engine)
    copying.copy(engine, empty)
    assert everything(empty) == everything(left)
    filled = {table for table, rows in everything(empty).items() if rows}
    assert {"closure", "seen", "link", "report_line", "memory", "search", "feed", "request"} <= filled
    left.dispose()


@both
def test_the_number_of_a_row_that_is_gone_comes_back_in_no_copy(engine: Engine, empty: Engine) -> None:
    with engine.begin() as rows:
        for _ in range(3):
            rows.execute(insert(PersonRow), {"language": "fr"})
        rows.execute(text("DELETE FROM person"))
    copying.copy(engine, empty)
    with empty.begin() as rows:
        rows.execute(insert(PersonRow), {"language": "fr"})
        assert rows.execute(select(SQLModel.metadata.tables["person"].c.id)).scalars().all() == [4]


@both
async def test_a_database_with_something_in_it_is_not_copied_into(stage: Stage, engine: Engine, empty: Engine) -> None:
    await busy(stage)
    with empty.begin() as rows:
        rows.execute(insert(PersonRow), {"language": "fr"})
    before = everything(empty)
    with pytest.raises(Unusable, match="empty database"):
        copying.copy(engine, empty)
    assert everything(empty) == before


def test_a_database_of_another_release_is_not_copied(engine: Engine, empty: Engine) -> None:
    with engine.begin() as rows:
        rows.execute(text("UPDATE alembic_version SET version_num = '0001_first_light'"))
    with pytest.raises(Unusable, match="another release"):
        copying.copy(engine, empty)


@both
async def test_a_backup_is_a_whole_database(stage: Stage, engine: Engine, tmp_path: Path) -> None:
    await busy(stage)
    file = tmp_path / "copy.db"
    backup(engine, file)
    copied = open_database(f"sqlite:///{file}")
    assert everything(copied) == everything(engine)
    copied.dispose()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_backup_is_made_while_somebody_writes(tmp_path: Path) -> None:
    engine = schema.ready(f"sqlite:///{tmp_path / 'live.db'}")
    with engine.begin() as rows:
        rows.execute(insert(PersonRow), {"language": "fr"})
        backup(engine, tmp_path / "copy.db")  # what is not committed is not in it
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copied:
        assert copied.execute("SELECT count(*) FROM person").fetchone() == (0,)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_the_older_backup_stays_where_the_new_one_fails(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    backup(engine, file)
    before = file.read_bytes()
    with engine.begin() as rows:
        rows.execute(text("UPDATE alembic_version SET version_num = '0001_first_light'"))
    with pytest.raises(NotCopied, match="another release"):
        backup(engine, file)
    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["copy.db"]
    with pytest.raises(NotCopied, match="nowhere"):
        backup(engine, tmp_path / "nowhere" / "copy.db")
