"""The kinds of column that both databases share: 64-bit ids, instants, small documents, and rows of other tables."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, DateTime, Dialect, ForeignKey, Index, Integer, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

Id = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts up only columns of type INTEGER
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant. SQLite keeps no zone, so there it is stored as UTC without one.

    Raises ValueError for a datetime without zone: a wall time never gets into a row by accident.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return _to_sqlite if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        return _from_sqlite if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("an instant without zone was about to be stored")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


_WITHOUT_ZONE = len("2026-03-06 17:00:00.000000")


# An instant of SQLite is written and read in one step: most of the values of most rows are instants.
def _to_sqlite(value: datetime | None) -> str | None:
    return None if value is None else _utc(value).isoformat(" ", "microseconds")[:_WITHOUT_ZONE]


def _from_sqlite(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored + "Z")


# Without this, SQLite gives the id of the newest row that was deleted to the next one: an old button, an old proposal
# or the place of an erased person would come to life again. PostgreSQL never does.
NEVER_REUSED = {"sqlite_autoincrement": True}


def index_where(name: str, *columns: str, where: str) -> Index:
    """An index of some of the rows only: the others need not be written into it."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def key() -> Any:
    return Field(default=None, sa_column=Column(Id, primary_key=True))


def to(table: str, *, key: bool = False, index: bool = False) -> Any:
    """Belongs to a row of another table, and goes with it."""
    target = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Field(default=None, sa_column=Column(Id, target, primary_key=key, nullable=False, index=index))


def maybe_to(table: str, *, belongs: bool = False) -> Any:
    """Names a row of another table, or none. Unless it `belongs` to that row, it outlives it."""
    target = ForeignKey(f"{table}.id", ondelete="CASCADE" if belongs else "SET NULL")
    return Field(default=None, sa_column=Column(Id, target, nullable=True))


def row_id() -> Any:
    """The id of a row that may be gone: whoever reads it looks whether it is there."""
    return Field(default=None, sa_column=Column(Id, nullable=True))


def instant(*, optional: bool = False) -> Any:
    return Field(default=None, sa_column=Column(Instant, nullable=optional))


def json(*, optional: bool = False) -> Any:
    return Field(default=None, sa_column=Column(Json, nullable=optional))
