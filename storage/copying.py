"""All that one database holds, copied into an empty one: from SQLite to PostgreSQL or back, while the bot runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, Table, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  (every table is known once this is imported)
from storage.database import Rows, open_database, reading
from storage.schema import Unusable, newest, present, ready
from storage.snapshot import file_of

_AT_ONCE = 500  # rows in memory
_LEFT_OUT = 1_000_000  # more than a bot gives between two backups
_OLD = "the database was last used by another release: start the bot of this one with it first"
_FULL = "there is something in it already: a copy needs an empty database"


def copy(source: Engine, target: Engine) -> Mapping[str, int]:
    """Copy everything as it is at one moment, in one transaction. Returns how many rows each table has.

    `target` is at the present schema and has no rows. Raises Unusable where it is not so, or where `source` is at
    another schema; then nothing is changed.
    """
    file = file_of(source)
    if file is not None and not file.exists():
        raise Unusable(f"there is no database at {file}")
    try:
        with reading(source) as there, target.begin() as here:
            if present(there) != newest():
                raise Unusable(_OLD)
            if any(here.execute(select(table).limit(1)).first() for table in _tables()):
                raise Unusable(_FULL)
            counted = {table.name: _copy_table(there, here, table) for table in _tables()}
            _set_counters(here, _counters(there))
            return counted
    except SQLAlchemyError as fault:
        raise Unusable(f"the database cannot be read or written ({type(fault).__name__})") from None


def into(url: str) -> Engine:
    """The empty database at a URL, with all tables in it. Raises Unusable where it is not empty; then nothing is
    changed."""
    try:
        engine = open_database(url)
    except ValueError as fault:
        raise Unusable(str(fault)) from None
    try:
        with engine.connect() as rows:
            if present(rows) not in (None, newest()):
                raise Unusable(_FULL)
    except SQLAlchemyError as fault:
        raise Unusable(f"the database cannot be opened ({type(fault).__name__})") from None
    finally:
        engine.dispose()
    return ready(url)


def leave_out_numbers(rows: Rows) -> None:
    """So many that none which was given after this copy of a SQLite file was made is given again."""
    for table in filter(_counts_up, _numbered()):
        values: dict[str, Any] = {"table": table.name, "given": _given(rows, table) + _LEFT_OUT}
        rows.execute(_FORGET_COUNTER, values)
        rows.execute(_SET_COUNTER, values)


def _tables() -> list[Table]:
    """Each after those that it points to."""
    return SQLModel.metadata.sorted_tables


def _copy_table(there: Rows, here: Rows, table: Table) -> int:
    """Rows that name others of the same table do so once all are there."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    copied, naming = 0, []
    rows = there.execution_options(yield_per=_AT_ONCE).execute(select(table))
    for some in rows.mappings().partitions():
        values = [dict(row) for row in some]
        naming += [{"row": v["id"], **{name: v[name] for name in own}} for v in values if any(v[n] for n in own)]
        here.execute(insert(table), [{**v, **dict.fromkeys(own)} for v in values])
        copied += len(values)
    for names in naming:
        row = names.pop("row")
        here.execute(update(table).where(table.c.id == row).values(names))
    return copied


def _counters(rows: Rows) -> Mapping[str, int]:
    """The highest id that each table ever gave, by its name: no row that comes later gets that of one which is gone."""
    given: dict[str, int] = {}
    for table in _numbered():
        highest = rows.execute(select(func.max(table.c.id))).scalar() or 0
        given[table.name] = max(highest, _given(rows, table))
    return given


def _given(rows: Rows, table: Table) -> int:
    if rows.dialect.name == "postgresql":
        return int(rows.execute(_SEQUENCE_STANDS, {"table": table.name}).scalar() or 0)
    return int(rows.execute(_COUNTER_STANDS, {"table": table.name}).scalar() or 0) if _counts_up(table) else 0


def _set_counters(rows: Rows, given: Mapping[str, int]) -> None:
    for table in _numbered():
        if (number := given[table.name]) and rows.dialect.name == "postgresql":
            rows.execute(_SET_SEQUENCE, {"table": table.name, "given": number})
        elif number and _counts_up(table):
            values: dict[str, Any] = {"table": table.name, "given": number}
            rows.execute(_FORGET_COUNTER, values)
            rows.execute(_SET_COUNTER, values)


def _numbered() -> list[Table]:
    return [table for table in _tables() if "id" in table.c]


def _counts_up(table: Table) -> bool:
    """Does SQLite remember which ids it gave? (Where it does not, one may come back.)"""
    return bool(table.dialect_options["sqlite"]["autoincrement"])


_SEQUENCE_STANDS = text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:table, 'id'))")
_SET_SEQUENCE = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :given)")
_COUNTER_STANDS = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
_FORGET_COUNTER = text("DELETE FROM sqlite_sequence WHERE name = :table")
_SET_COUNTER = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :given)")
