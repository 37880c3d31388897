"""Brings a database to the present schema, one migration after the other."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from storage.database import open_database
from storage.place import unwritable
from storage.snapshot import NotCopied, copy_file, file_of

_log = logging.getLogger(__name__)
_HERE = Path(__file__).parent / "migrations"


class Unusable(ValueError):
    """A database that cannot be used; says why in one sentence, without its address, which may hold a secret."""


def ready(url: str, *, copied: bool = True) -> Engine:
    """The database at a URL, at the present schema (see `upgrade`). Raises Unusable."""
    engine = None
    try:
        engine = open_database(url)
        upgrade(engine, copied=copied)
    except (ValueError, SQLAlchemyError) as fault:
        if engine is not None:
            engine.dispose()
        if not isinstance(fault, SQLAlchemyError):
            raise Unusable(f"the database cannot be used: {fault}") from None
        if (why := unwritable(make_url(url))) is not None:
            raise Unusable(f"the database cannot be used: {why}") from None
        raise Unusable(f"the database cannot be opened ({type(fault).__name__}): is its address right?") from None
    return engine


def newest() -> str:
    """The name of the newest migration: files are named `0001_what.py`."""
    return max(_known())


def _known() -> set[str]:
    return {path.stem for path in (_HERE / "versions").glob("[0-9]*.py")}


def upgrade(engine: Engine, *, copied: bool = True) -> None:
    """Run the migrations that are missing, all or none. Does nothing, quickly, when there is none. Raises ValueError.

    A SQLite file that holds something is copied first, beside itself, under the name of its old schema (not where
    `copied` is False); without that copy nothing is changed. A PostgreSQL database is for its host to copy
    (docs/backup.md). Of several that begin at once, one does it and the others wait for it.
    """
    with engine.connect() as connection:
        there = present(connection)
    if there == newest():
        return
    if there is not None:
        if there not in _known():
            raise ValueError("it was made by a newer release")
        if copied:
            _copy(engine, there)
    try:
        with _migrating(engine) as connection:
            if present(connection) != newest():
                from alembic import command

                command.upgrade(config(connection), "head")
    except SQLAlchemyError as fault:
        raise ValueError(f"its schema could not be brought up to date, and is as it was ({reason(fault)})") from None
    if there is not None:
        _log.info("the schema of the database was brought from %s to %s", there, newest())


def _copy(engine: Engine, there: str) -> None:
    file = file_of(engine)
    if file is None:
        if engine.dialect.name == "postgresql":
            _log.warning("the schema is about to leave %s: only a backup from before (or pg_dump) leads back", there)
        return
    copy = file.with_name(f"{file.name}.{there}")
    try:
        copy_file(engine, copy)
    except NotCopied as fault:
        raise ValueError(f"it is copied before its schema changes, and {fault}") from None
    _log.info("before its schema changes, the database was copied to %s; the bot removes that after a month", copy)


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction in which SQLite's tables can be made anew: whoever names their rows does not go with the old ones.
    (That is settled before a transaction begins, see https://sqlite.org/lang_altertable.html#otheralter.)"""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                lost = _lost(connection)
                yield connection
                if _lost(connection) > lost:
                    raise ValueError("a migration lost rows: this is a fault of the bot, and nothing was changed")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _lost(connection: Connection) -> int:
    """How many rows name others that are not there."""
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


def reason(fault: BaseException) -> str:
    """What a host may read of a fault: PostgreSQL would tell what stands in a row."""
    told = getattr(fault, "orig", None) or fault
    return str(told) if isinstance(told, sqlite3.Error | OSError | NotCopied) else type(told).__name__


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
