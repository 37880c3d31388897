"""Whether a database is out of reach: its connection is lost, its disk is full, somebody else keeps it locked. What
failed because of that is no fault of ours, and works as soon as the database can be reached again."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection

_SQLITE = frozenset(
    (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)
)
_PRIMARY = 0xFF  # of SQLite's codes the lowest byte says the kind
_POSTGRESQL = ("08", "25006", "25P03", "40", "53", "55P03", "57")
"""Connection lost, only to be read (a standby), silent for too long, to be tried again, no room, locked, stopped by
its operator. See the appendix "PostgreSQL Error Codes"."""

_WAS_COMMITTED = """
SELECT CASE WHEN %(name)s::text::xid8 < pg_snapshot_xmax(pg_current_snapshot())
            THEN pg_xact_status(%(name)s::text::xid8) = 'committed' END
"""


class OutOfReach(BaseException):
    """The database is out of reach. No `Exception`: nothing on the way to whoever tries again takes it for a fault in
    what was being done, which it would then note in the same database."""


def is_out_of_reach(fault: BaseException | None, rows: Connection | None = None) -> bool:
    """Did something fail because the database is out of reach? `rows`: where it failed."""
    while fault is not None:
        if isinstance(fault, OutOfReach) or _says_so(getattr(fault, "orig", None) or fault):
            return True
        fault = fault.__context__
    return rows is not None and is_lost(rows)


def cause(fault: BaseException) -> BaseException:
    """What in the history of a fault says that the database is out of reach; the fault itself, if nothing does."""
    there: BaseException | None = fault
    while there is not None:
        if _says_so(getattr(there, "orig", None) or there):
            return there
        there = there.__context__
    return fault


def is_lost(rows: Connection) -> bool:
    """Is this connection good for nothing any more?"""
    if rows.closed or rows.invalidated:
        return True
    driver: Any = rows.connection.dbapi_connection
    return rows.dialect.name == "postgresql" and bool(driver.closed)


def _says_so(fault: BaseException) -> bool:
    if isinstance(fault, sqlite3.OperationalError):
        return getattr(fault, "sqlite_errorcode", 0) & _PRIMARY in _SQLITE
    return str(getattr(fault, "sqlstate", None) or "").startswith(_POSTGRESQL)


def name_of_commit(rows: Connection) -> str | None:
    """What PostgreSQL calls the transaction, to ask what became of it. None: it changed nothing, or this is SQLite,
    which never answers late."""
    if rows.dialect.name != "postgresql":
        return None
    driver: Any = rows.connection.dbapi_connection
    (name,) = driver.execute("SELECT pg_current_xact_id_if_assigned()::text").fetchone()
    return None if name is None else str(name)


def was_committed(rows: Connection, name: str) -> bool:
    """Did a commit happen whose answer got lost? Asked by whoever has the turn, so that it is not still happening. A
    server that never came so far (a standby that took over) knows nothing of it."""
    return bool(rows.exec_driver_sql(_WAS_COMMITTED, {"name": name}).scalar())
