"""Several processes on one PostgreSQL ("copies" of the bot): which of them live, and which duty each has.

Advisory locks of a session say so, and NOTIFY wakes the others. A lock goes with its session: at once when the process
dies, and when nothing was heard of it for `SILENT` seconds (before PostgreSQL 14 only once its machine is gone).
"""

from __future__ import annotations

import secrets
from binascii import crc32
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine, text

from storage.database import OURS, SILENT, Rows

_CHANNEL = "accalmie"
_COPIES = 1 << 30  # the locks from here on are copies; below there are duties
_END_IF_SILENT = (
    f"SELECT set_config('idle_session_timeout', '{SILENT}s', false)"
    " WHERE current_setting('server_version_num')::int >= 140000"
)
_LIVING = (
    f"SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = {OURS}"  # noqa: S608
    f" AND objsubid = 2 AND objid::bigint >= {_COPIES}"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def new_copy() -> int:
    """A number for a process; it lives as long as it holds the lock of this number."""
    return _COPIES + secrets.randbelow(_COPIES)


def duty(name: str) -> int:
    """The lock of whoever has a duty."""
    return 1 + crc32(name.encode()) % (_COPIES - 1)


def living(rows: Rows) -> frozenset[int]:
    return frozenset(row.objid for row in rows.execute(text(_LIVING)))


def wake_others(rows: Rows, copy: int) -> None:
    """Once this transaction is committed the other copies look what they can do."""
    rows.execute(text("SELECT pg_notify(:channel, :copy)"), {"channel": _CHANNEL, "copy": str(copy)})


class Session:
    """One connection that holds locks and listens. Whatever its methods raise, it is lost. `close` it."""

    def __init__(self, engine: Engine) -> None:
        connection = engine.raw_connection()
        driver: Any = connection.driver_connection
        self._driver = driver
        connection.detach()
        self._driver.autocommit = True
        self._driver.execute(_END_IF_SILENT)
        self._driver.execute(f"LISTEN {_CHANNEL}")

    def take(self, lock: int) -> bool:
        """Take a lock, unless somebody else has it."""
        (taken,) = self._driver.execute(f"SELECT pg_try_advisory_lock({OURS}, %s)", (lock,)).fetchone()
        return bool(taken)

    def give_back(self, lock: int) -> None:
        self._driver.execute(f"SELECT pg_advisory_unlock({OURS}, %s)", (lock,))

    def look(self) -> int:
        """How many copies live. So this one is heard of, too."""
        return len(self._driver.execute(_LIVING).fetchall())

    def wait(self, seconds: float) -> Sequence[int]:
        """Until another copy wakes the others, or so long: which copies did."""
        return [int(news.payload) for news in self._driver.notifies(timeout=seconds, stop_after=1)]

    def close(self) -> None:
        with suppress(Exception):
            self._driver.close()
