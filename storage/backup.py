"""A copy of everything in one SQLite file, made while the bot runs."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from storage import copying, schema
from storage.database import is_in_memory, open_database


class NotCopied(Exception):
    """No copy was made; says why in one sentence."""


def backup(engine: Engine, file: Path) -> None:
    """Copy the database to `file`, which then holds everything as it was at one moment, in SQLite, whatever the
    database is. An older file of that name is replaced once the new one is whole, checked and on the disk; until then,
    or if anything fails, it stays. Only its owner may read it. Raises NotCopied.

    A writer waits a tenth of a second for it; see https://sqlite.org/lang_vacuum.html#vacuum_with_an_into_clause.
    """
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if engine.dialect.name == "sqlite" and not is_in_memory(engine):
            _vacuum(engine, unfinished)
        else:
            _copy(engine, unfinished)
        _check(unfinished)
        _to_the_disk(unfinished)
        unfinished.replace(file)
        _to_the_disk(file.parent)
    except (OSError, sqlite3.Error, schema.Unusable) as fault:
        raise NotCopied(f"{file} was not written: {fault}") from None
    finally:
        unfinished.unlink(missing_ok=True)


def _vacuum(engine: Engine, file: Path) -> None:
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(file),))
    finally:
        connection.close()


def _copy(engine: Engine, file: Path) -> None:
    copied = open_database(f"sqlite:///{file}")
    try:
        schema.upgrade(copied)
        copying.copy(engine, copied)
        with copied.connect() as rows:
            rows.exec_driver_sql("COMMIT")  # one file, without its log beside it
            rows.exec_driver_sql("PRAGMA journal_mode=DELETE")
            rows.exec_driver_sql("BEGIN")
    finally:
        copied.dispose()


def _check(file: Path) -> None:
    with closing(sqlite3.connect(file)) as copied:
        (found,) = copied.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(f"the copy is damaged ({found})")


def _to_the_disk(path: Path) -> None:
    written = os.open(path, os.O_RDONLY)
    try:
        os.fsync(written)
    finally:
        os.close(written)
