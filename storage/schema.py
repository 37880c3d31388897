"""Brings a database to the present schema, one migration after the other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from storage.database import open_database
from storage.place import unwritable

_HERE = Path(__file__).parent / "migrations"


class Unusable(ValueError):
    """A database that cannot be used; says why in one sentence, without its address, which may hold a secret."""


def ready(url: str) -> Engine:
    """The database at a URL, at the present schema. Raises Unusable."""
    try:
        engine = open_database(url)
        upgrade(engine)
    except ValueError as fault:
        raise Unusable(f"the database cannot be used: {fault}") from None
    except SQLAlchemyError as fault:
        if (why := unwritable(make_url(url))) is not None:
            raise Unusable(f"the database cannot be used: {why}") from None
        raise Unusable(f"the database cannot be opened ({type(fault).__name__}): is its address right?") from None
    return engine


def newest() -> str:
    """The name of the newest migration: files are named `0001_what.py`."""
    return max(path.stem for path in (_HERE / "versions").glob("[0-9]*.py"))


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing. Does nothing, quickly, when there is none.

    A SQLite file that holds something is copied first, beside itself, under the name of its old schema. A PostgreSQL
    database is for its host to copy (docs/hosting.md).
    """
    with engine.connect() as connection:
        there = present(connection)
    if there not in (None, newest()):
        _copy(engine, str(there))
    with engine.begin() as connection:
        if present(connection) != newest():
            from alembic import command
            from alembic.util import CommandError

            try:
                command.upgrade(config(connection), "head")
            except CommandError:
                raise ValueError("it was made by a newer release") from None


def _copy(engine: Engine, there: str) -> None:
    file = engine.url.database
    if engine.dialect.name != "sqlite" or file in (None, "", ":memory:"):
        return
    unfinished = Path(f"{file}.{there}.unfinished")
    unfinished.unlink(missing_ok=True)
    with engine.connect() as connection, closing(sqlite3.connect(unfinished)) as copy:
        source: Any = connection.connection.driver_connection
        source.backup(copy)
    unfinished.replace(f"{file}.{there}")


def config(connection: Connection) -> Any:
    """Alembic's configuration for a connection of ours."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(_HERE))
    settings.attributes["connection"] = connection
    return settings


def present(connection: Connection) -> str | None:
    """The name of the migration at which a database is; None: it has none of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
