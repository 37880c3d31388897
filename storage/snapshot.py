"""Copies of a SQLite file: whole, checked and on the disk before they have their name. Our own go after a month."""

from __future__ import annotations

import glob
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from storage.place import file_at

KEPT = timedelta(days=30)
"""How long a copy stays that the bot made by itself: names are in it that were erased since."""
FORMER = "before-restore"
_OWN = re.compile(rf"(\.(\d{{4}}_\w+|{FORMER}(-\d+)?))?(\.unfinished)?(-wal|-shm|-journal)?")
_LIVE = frozenset(("", "-wal", "-shm", "-journal"))  # the database itself


class NotCopied(Exception):
    """No copy was made; says why in one sentence."""


@contextmanager
def arriving(file: Path, before: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """An empty file to write a SQLite database into, which then takes the place of `file`, once it is whole, checked
    and on the disk; `before` is called when it is about to. If anything fails until then, what was at `file` stays.
    Only its owner may read it. Raises NotCopied."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield unfinished
        _check(unfinished)
        _to_the_disk(unfinished)
        before()
        unfinished.replace(file)
        _to_the_disk(file.parent)
    except OSError as fault:
        raise NotCopied(f"{file} was not written: {fault.strerror or fault}") from None
    except sqlite3.Error as fault:
        raise NotCopied(f"{file} was not written: {fault}") from None
    finally:
        for rest in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                unfinished.with_name(unfinished.name + rest).unlink(missing_ok=True)


def file_of(engine: Engine) -> Path | None:
    """The file of a SQLite database; None: it is in memory, or no SQLite."""
    return file_at(engine.url)


def copy_file(engine: Engine, file: Path) -> None:
    """Copy a SQLite file as it is at one moment. A writer waits a tenth of a second for it; see
    https://sqlite.org/lang_vacuum.html#vacuum_with_an_into_clause. Raises NotCopied."""
    with arriving(file) as unfinished:
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM INTO ?", (str(unfinished),))
        finally:
            connection.close()


def remove_old(engine: Engine, now: datetime) -> None:
    """Remove what upgrades and restores left beside a SQLite file longer than `KEPT` ago."""
    file = file_of(engine)
    if file is None:
        return
    for beside in file.parent.glob(f"{glob.escape(file.name)}*"):
        name = beside.name.removeprefix(file.name)
        if name not in _LIVE and _OWN.fullmatch(name):
            with suppress(OSError):  # another process was faster, or it is somebody else's: then it stays
                if datetime.fromtimestamp(beside.stat().st_mtime, UTC) < now - KEPT:
                    beside.unlink()


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
