"""A copy of everything in one SQLite file, made while the bot runs."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from storage import copying, schema
from storage.database import open_database
from storage.snapshot import NotCopied, arriving, copy_file, file_of

__all__ = ["NotCopied", "backup"]


def backup(engine: Engine, file: Path) -> None:
    """Copy the database to `file`, which then holds everything as it was at one moment, in SQLite, whatever the
    database is. An older file of that name is replaced once the new one is whole, checked and on the disk; until then,
    or if anything fails, it stays. Only its owner may read it. Raises NotCopied.
    """
    live = file_of(engine)
    if live is None:
        with arriving(file) as unfinished:
            _copy(engine, unfinished, file)
        return
    if not live.exists():
        raise NotCopied(f"there is no database at {live}")
    if file.exists() and file.samefile(live):
        raise NotCopied(f"{file} is the database itself")
    try:
        copy_file(engine, file)
    except SQLAlchemyError as fault:
        raise NotCopied(f"{live} cannot be read: {schema.reason(fault)}") from None


def _copy(engine: Engine, unfinished: Path, file: Path) -> None:
    copied = open_database(f"sqlite:///{unfinished}")
    try:
        schema.upgrade(copied)
        copying.copy(engine, copied)
        with copied.connect() as rows:
            rows.exec_driver_sql("COMMIT")  # one file, without its log beside it
            rows.exec_driver_sql("PRAGMA journal_mode=DELETE")
            rows.exec_driver_sql("BEGIN")
    except schema.Unusable as fault:
        raise NotCopied(f"{file} was not written: {fault}") from None
    except (SQLAlchemyError, ValueError) as fault:
        raise NotCopied(f"{file} was not written: {schema.reason(fault)}") from None
    finally:
        copied.dispose()
