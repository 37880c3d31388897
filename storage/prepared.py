"""Statements that run for every message: compiled once for each database, and then handed to the driver as they are.

SQLAlchemy looks at a statement anew each time it runs; that took more time than all the rest of a command.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Executable, or_

from storage.database import AnyRow, Rows

_Process = Callable[[Any], Any]


class Prepared:
    """A statement with its `bindparam`s, or an insert or update without values: then their names say the columns."""

    def __init__(self, statement: Executable) -> None:
        self._statement: Any = statement
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def all(self, rows: Rows, **values: Any) -> list[AnyRow]:
        plan, cursor = self._run(rows, values)
        return [plan.row(raw) for raw in cursor.fetchall()]

    def first(self, rows: Rows, **values: Any) -> AnyRow | None:
        plan, cursor = self._run(rows, values)
        raw = cursor.fetchone()
        cursor.close()
        return None if raw is None else plan.row(raw)

    def one(self, rows: Rows, **values: Any) -> AnyRow:
        found = self.first(rows, **values)
        assert found is not None, "there should have been a row"
        return found

    def value(self, rows: Rows, **values: Any) -> Any:
        """The first column of the first row; None if there is no row."""
        row = self.first(rows, **values)
        return None if row is None else row[0]

    def change(self, rows: Rows, **values: Any) -> int:
        """How many rows it changed."""
        _, cursor = self._run(rows, values)
        changed = int(cursor.rowcount)
        cursor.close()
        return changed

    def _run(self, rows: Rows, values: dict[str, Any]) -> tuple[_Plan, Any]:
        key = (rows.dialect.name, *values)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = _plan(self._statement, rows.dialect, values)
        if not rows.in_transaction():
            rows.begin()
        driver: Any = rows.connection.dbapi_connection  # both of them have `execute`
        return plan, driver.execute(plan.text, plan.parameters(values.values()))


@dataclass(frozen=True)
class _Plan:
    """A statement in one database's words.

    Of the values given, followed by those that are `fixed` in the statement, the driver wants those at `places`,
    `named` or in order, some of them `bound` in its own way. Of what it gives back, some columns are `read`.
    """

    text: str
    named: tuple[str, ...] | None
    fixed: tuple[Any, ...]
    places: Callable[[tuple[Any, ...]], Iterable[Any]]
    bound: tuple[tuple[int, _Process], ...]
    read: tuple[tuple[int, _Process], ...]
    shape: Callable[[Sequence[Any]], Any]

    def parameters(self, values: Iterable[Any]) -> Any:
        wanted = list(self.places((*values, *self.fixed)))
        for place, process in self.bound:
            wanted[place] = process(wanted[place])
        return wanted if self.named is None else dict(zip(self.named, wanted, strict=True))

    def row(self, raw: Sequence[Any]) -> Any:
        if not self.read:
            return self.shape(raw)
        values = list(raw)
        for place, process in self.read:
            values[place] = process(values[place])
        return self.shape(values)


def any_of(column: Any, values: Sequence[Any]) -> ColumnElement[bool]:
    """`column IN values`, for values that are known when the statement is written."""
    return or_(*(column == value for value in values))


def _plan(statement: Any, dialect: Dialect, values: dict[str, Any]) -> _Plan:
    compiled = statement.compile(dialect=dialect, column_keys=list(values))
    assert "POSTCOMPILE" not in str(compiled), "a list of changing length cannot be prepared: use `any_of`"
    given: dict[str, Any] = compiled.construct_params(values)
    for column in compiled.insert_prefetch:
        given[column.key] = column.default.arg  # what the tables say, where the caller says nothing
    fixed = {name: value for name, value in given.items() if name not in values}
    order = [*values, *fixed]
    names = compiled.positiontup if compiled.positional else list(given)
    types = {name: bind.type for bind, name in compiled.bind_names.items()}
    columns = statement.exported_columns if getattr(compiled, "_result_columns", None) else {}
    return _Plan(
        text=str(compiled),
        named=None if compiled.positional else tuple(names),
        fixed=tuple(fixed.values()),
        places=_picked([order.index(name) for name in names]),
        bound=_processed(types[name].dialect_impl(dialect).bind_processor(dialect) for name in names),
        read=_processed(c.type.dialect_impl(dialect).result_processor(dialect, None) for c in columns.values()),
        shape=_shape(columns.keys()) if columns else tuple,
    )


def _picked(places: list[int]) -> Callable[[tuple[Any, ...]], Iterable[Any]]:
    if len(places) < 2:  # of one place, itemgetter gives the thing itself
        return lambda values: [values[place] for place in places]
    return itemgetter(*places)


def _processed(processes: Iterable[_Process | None]) -> tuple[tuple[int, _Process], ...]:
    return tuple((place, process) for place, process in enumerate(processes) if process is not None)


def _shape(names: Iterable[str]) -> Callable[[Sequence[Any]], Any]:
    found: Any = namedtuple("Found", list(names))  # type: ignore[misc]  # the names are those of the columns
    make: Callable[[Sequence[Any]], Any] = found._make
    return make
