"""`accalmie restore`: a backup takes the place of the database, and says nothing twice."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from bot import tick
from storage import copying, letters, schedule, schema
from storage.database import open_database
from storage.reach import OutOfReach


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
    without a word. `was_stopped`: it did nothing since, so that what waits still leaves. Raises NotRestored, and
    `storage.schema.Unusable`.
    """
    address = make_url(url)
    target = Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None
    here = target or backup
    unfinished = here.with_name(f"{here.name}.restoring")
    try:
        _readable(backup)
        if target is not None:
            _nobody_uses(target)
        shutil.copyfile(backup, unfinished)
        unfinished.chmod(0o600)
        silenced = _settle(unfinished, now, was_stopped=was_stopped)
        former = None
        if target is not None:
            former = _take_place(unfinished, target)
        else:
            _copy_into(unfinished, url)
    except (OSError, sqlite3.Error, OutOfReach) as fault:
        raise NotRestored(f"{backup} was not restored: {fault}") from None
    finally:
        for rest in ("", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + rest).unlink(missing_ok=True)
    return Restored(silenced, former)


def _readable(backup: Path) -> None:
    with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as there:
        (found,) = there.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok" or not there.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            raise NotRestored(f"{backup} is no backup of this bot.")


def _nobody_uses(target: Path) -> None:
    """A database that is in use keeps its log; one that nobody uses can do without."""
    if not target.exists():
        return
    with closing(sqlite3.connect(target, timeout=1)) as there:
        try:
            (mode,) = there.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError:
            mode = "wal"
    if mode != "delete":
        raise NotRestored("The bot is running: stop it first.")


def _settle(file: Path, now: datetime, *, was_stopped: bool) -> int:
    """Bring the copy to the present schema, and let time pass in it without a word."""
    engine = schema.ready(f"sqlite:///{file}", copied=False)
    try:
        silenced = 0
        if not was_stopped:
            with engine.begin() as rows:
                silenced = letters.silence(rows, now)
                while (due := schedule.next_passing(rows)) is not None and due <= now:
                    tick.tick(rows, now)
                    letters.silence(rows, now)
        with engine.connect() as rows:
            rows.rollback()
            driver = rows.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA journal_mode=DELETE")  # one file, without its log beside it
        return silenced
    finally:
        engine.dispose()


def _take_place(unfinished: Path, target: Path) -> Path | None:
    former = target.with_name(f"{target.name}.before-restore") if target.exists() else None
    if former is not None:
        target.replace(former)
    unfinished.replace(target)
    return former


def _copy_into(unfinished: Path, url: str) -> None:
    source, target = open_database(f"sqlite:///{unfinished}"), schema.ready(url)
    try:
        copying.copy(source, target)
    finally:
        source.dispose()
        target.dispose()
