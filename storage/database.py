"""The database behind everything: SQLite in a file or in memory, or PostgreSQL, chosen by its URL.

SQLite runs in WAL mode with `synchronous=FULL`: what was answered "noted" survives a power cut. Transactions begin
with `BEGIN IMMEDIATE`, so a writer never finds out halfway that it may not write.

On PostgreSQL there is one writer at a time, too, whichever process it is in: each transaction that may write takes the
turn first (`TURN`), in the order in which they ask, and has it until it ends. So what was read before a decision is
still true when the decision is written. Whoever has the turn and says nothing for `SILENT` seconds loses it, and a
connection that leads nowhere is given up as soon, on both sides.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Engine, Executable, Row, Select, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from storage.reach import OutOfReach, is_out_of_reach

Rows = Connection
"""The rows of the current transaction: what handlers hand to the queries of this room."""
AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]
_READS = "reads"  # of a connection: it writes nothing
OURS = 0x0ACCA1
"""The first number of all our advisory locks on PostgreSQL; the second says which one it is."""
TURN = 0
SILENT = 10
_SESSION = {
    "application_name": "accalmie",
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": SILENT * 1000,
}
"""Of a connection to PostgreSQL, unless its URL says otherwise (libpq, "Parameter Key Words")."""
_SERVER_SIDE = (
    "SET statement_timeout = 0; SET lock_timeout = 0;"  # the bot waits for its turn, and an erasure may take long
    " SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3;"
    f" SET tcp_user_timeout = {SILENT * 1000}"
)
_TAKE_TURN = (
    f"SELECT set_config('idle_in_transaction_session_timeout', '{SILENT}s', true),"
    f" pg_advisory_xact_lock({OURS}, {TURN})"
)


def open_database(url: str) -> Engine:
    """The engine for a URL (`sqlite:///file.db`, `sqlite://`, `postgresql://…`). Raises ValueError for any other."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError("an address looks like sqlite:///file.db or postgresql://host/name") from None
    match address.get_backend_name():
        case "sqlite":
            in_memory = address.database in (None, "", ":memory:")
            engine = create_engine(
                address.set(drivername="sqlite"),
                hide_parameters=True,  # what people wrote stays out of errors, and so out of logs
                connect_args={"check_same_thread": False, "timeout": 30},
                **({"poolclass": StaticPool} if in_memory else {}),
            )
            event.listen(engine, "do_connect", _for_its_owner)
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_immediate)
            return engine
        case "postgresql":
            engine = create_engine(
                address.set(drivername="postgresql+psycopg"),
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args={name: value for name, value in _SESSION.items() if name not in address.query},
            )
            event.listen(engine, "connect", _set_up_postgresql)
            event.listen(engine, "begin", _take_turn)
            return engine
        case other:
            raise ValueError(f"a database of the kind {other!r} is not supported: use sqlite or postgresql")


def scrub(engine: Engine) -> None:
    """Of what was erased nothing is left in a SQLite file's log, either. (Its pages are overwritten at once.)"""
    if engine.dialect.name == "sqlite" and not isinstance(engine.pool, StaticPool):
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()


def _for_its_owner(_dialect: Any, _record: Any, arguments: list[Any], _more: dict[str, Any]) -> None:
    """A new file is its owner's alone; SQLite gives the two beside it the same rights."""
    if arguments[0] != ":memory:":
        make_for_owner(arguments[0])


def make_for_owner(file: str | os.PathLike[str]) -> None:
    """An empty file that nobody else on the machine may read, where there is none. One that cannot be made is found out
    by whoever opens it."""
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by us, see below
    # Savepoints are undone from a journal of their own, which SQLite would otherwise keep in a file.
    savepoints = "temp_store=MEMORY"
    erased = "secure_delete=ON"  # what is erased is overwritten, and not left behind in the file
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000", savepoints, erased):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _set_up_postgresql(connection: Any, _record: Any) -> None:
    connection.execute(_SERVER_SIDE)  # the server, too, gives up a connection that leads nowhere
    connection.commit()


def _take_turn(connection: Connection) -> None:
    if not connection.get_execution_options().get(_READS, False):
        connection.exec_driver_sql(_TAKE_TURN)


@contextmanager
def reading(engine: Engine) -> Iterator[Rows]:
    """The rows as they are now, on a connection of its own, which neither waits for a writer nor lets one wait.

    A database in memory has one connection only: there this is for whoever writes.
    """
    how: dict[str, Any] = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**{_READS: True}, **how) as rows, rows.begin():
        yield rows


def is_in_memory(engine: Engine) -> bool:
    """Is there one connection only?"""
    return isinstance(engine.pool, StaticPool)


def changed(rows: Rows, statement: Executable, values: Mapping[str, Any] | None = None) -> int:
    """Run a statement and say how many rows it changed."""
    result = cast("CursorResult[Any]", rows.execute(statement, dict(values or {})))
    return result.rowcount


@contextmanager
def savepoint(rows: Rows, name: str) -> Iterator[None]:
    """What is done within is undone if it raises, and nothing else of the transaction with it.

    Raises OutOfReach if it failed because the database is: then nothing of the transaction can be done.
    """
    cursor = rows.connection.cursor()
    try:
        cursor.execute(f"SAVEPOINT {name}")
        try:
            yield
        except BaseException:
            cursor.execute(f"ROLLBACK TO SAVEPOINT {name}")
            raise
        finally:
            cursor.execute(f"RELEASE SAVEPOINT {name}")
            cursor.close()
    except Exception as fault:
        if is_out_of_reach(fault, rows):
            raise OutOfReach from fault
        raise
