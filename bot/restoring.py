"""`accalmie restore`: a backup takes the place of the database, and says nothing twice."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import tick
from bot.copies import alone_on
from bot.messengers import SINCE
from storage import copying, memory, outstanding, schedule, schema
from storage.database import open_database
from storage.place import file_at
from storage.reach import OutOfReach, cause
from storage.snapshot import FORMER, NotCopied, arriving


class NotRestored(Exception):
    """Nothing was changed; says why in one sentence."""


@dataclass(frozen=True)
class Restored:
    """What was done: how many letters are not sent although they were waiting, and where the former database is."""

    silenced: int
    former: Path | None


def restore(backup: Path, url: str, now: datetime, *, was_stopped: bool = False) -> Restored:
    """Put a backup in the place of the database at `url`: a SQLite file (the former one is kept beside it), or an empty
    PostgreSQL database. The backup itself stays as it is.

    What the bot did after the backup was made it is not to do again: whatever is due by `now` (aware UTC) is settled
    without a word, numbers that letters and buttons may have had since are left out, and a messenger that could tell
    all of it once more (Matrix) is heard from now on. `was_stopped`: it did nothing since, so that what waits still
    leaves. Raises NotRestored, and `storage.schema.Unusable`.
    """
    address = make_url(url)
    target = file_at(address)
    try:
        _readable(backup)
        if target is None:
            roomy = backup.parent if os.access(backup.parent, os.W_OK) else None  # /tmp is small in a container
            with tempfile.TemporaryDirectory(dir=roomy) as folder:
                unfinished = Path(folder, "restoring.db")
                shutil.copyfile(backup, unfinished)
                silenced = _settle(unfinished, now, was_stopped=was_stopped)
                _copy_into(unfinished, url)
            return Restored(silenced, None)
        _nobody_uses(target)
        former = _former(target)
        with alone_on(url), arriving(target, lambda: _keep(target, former, now)) as unfinished:
            shutil.copyfile(backup, unfinished)
            silenced = _settle(unfinished, now, was_stopped=was_stopped)
        return Restored(silenced, former)
    except (OSError, sqlite3.Error, SQLAlchemyError, NotCopied, OutOfReach) as fault:
        why = schema.reason(cause(fault))
        raise NotRestored(f"{backup} was not restored: {why}") from None


def _readable(backup: Path) -> None:
    """Raises NotRestored."""
    try:
        with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as there:
            (found,) = there.execute("PRAGMA quick_check(1)").fetchone()
            is_ours = there.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.DatabaseError as fault:
        raise NotRestored(f"{backup} is no backup of this bot, or it is damaged ({fault}).") from None
    if found != "ok" or not is_ours:
        raise NotRestored(f"{backup} is no backup of this bot, or it is damaged.")


def _nobody_uses(target: Path) -> None:
    """A database that is in use keeps its log; one that nobody uses can do without; one that is damaged is not used."""
    if not target.exists():
        return
    with closing(sqlite3.connect(target, timeout=1)) as there:
        try:
            (mode,) = there.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError:
            mode = "wal"
        except sqlite3.DatabaseError:
            mode = "delete"
    if mode != "delete":
        raise NotRestored("The bot is running: stop it first.")


def _former(target: Path) -> Path | None:
    """Under which name the former database is kept; None: there is none."""
    names = map(target.with_name, _names(target.name))
    return next(name for name in names if not name.exists()) if target.exists() else None


def _keep(target: Path, former: Path | None, now: datetime) -> None:
    """The former database under another name, with the log beside it if it is damaged: that of one database must never
    be read into another. It stays at its place, too, until the restored one takes that."""
    if former is None:
        return
    for rest in ("-wal", "-shm"):
        if (beside := target.with_name(target.name + rest)).exists():
            beside.replace(former.with_name(former.name + rest))
    try:
        former.hardlink_to(target)
    except OSError:  # a file system without second names
        target.replace(former)
    os.utime(former, (now.timestamp(), now.timestamp()))


def _names(name: str) -> Iterator[str]:
    yield f"{name}.{FORMER}"
    yield from (f"{name}.{FORMER}-{count}" for count in itertools.count(2))


def _settle(file: Path, now: datetime, *, was_stopped: bool) -> int:
    """Bring the copy to the present schema, and let time pass in it without a word."""
    engine = schema.ready(f"sqlite:///{file}", copied=False)
    try:
        silenced = 0
        if not was_stopped:
            with engine.begin() as rows:
                silenced = outstanding.silence(rows, now)
                while (due := schedule.next_passing(rows)) is not None and due <= now:
                    tick.tick(rows, now)
                    outstanding.silence(rows, now)
                copying.leave_out_numbers(rows)
                memory.forget(rows, SINCE)
        with engine.connect() as rows:
            rows.rollback()
            driver = rows.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA journal_mode=DELETE")  # one file, without its log beside it
        return silenced
    finally:
        engine.dispose()


def _copy_into(unfinished: Path, url: str) -> None:
    source, target = open_database(f"sqlite:///{unfinished}"), copying.into(url)
    try:
        copying.copy(source, target)
    finally:
        source.dispose()
        target.dispose()
