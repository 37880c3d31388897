"""Statements that run for every message: compiled once for each database, and then handed to the driver as they are.

SQLAlchemy looks at a statement anew each time it runs; that took more time than all the rest of a command.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.types import TypeEngine

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
        cursor = rows.connection.cursor()
        cursor.execute(plan.text, plan.parameters(values))
        return plan, cursor


@dataclass(frozen=True)
class _Plan:
    """A statement in one database's words. `binds`: for each place a name, the value if it never changes, and how
    the driver wants it; `results`: how the columns come back, where they are not what they should be."""

    text: str
    positional: bool
    binds: tuple[tuple[str, Any, _Process | None], ...]
    results: tuple[tuple[int, _Process], ...]
    shape: Callable[[Sequence[Any]], AnyRow]

    def parameters(self, values: dict[str, Any]) -> Any:
        if self.positional:
            return [_bound(bind, values) for bind in self.binds]
        return {bind[0]: _bound(bind, values) for bind in self.binds}

    def row(self, raw: Sequence[Any]) -> AnyRow:
        if not self.results:
            return self.shape(raw)
        values = list(raw)
        for place, process in self.results:
            values[place] = process(values[place])
        return self.shape(values)


def _bound(bind: tuple[str, Any, _Process | None], values: dict[str, Any]) -> Any:
    name, fixed, process = bind
    value = values.get(name, fixed)
    return process(value) if process is not None else value


def _plan(statement: Any, dialect: Dialect, values: dict[str, Any]) -> _Plan:
    compiled = statement.compile(
        dialect=dialect, column_keys=list(values), compile_kwargs={"render_postcompile": True}
    )
    fixed: dict[str, Any] = compiled.construct_params(values, check=True)
    types = {name: bind.type for bind, name in compiled.bind_names.items()}
    names = compiled.positiontup if compiled.positional else list(fixed)
    columns = statement.exported_columns if getattr(compiled, "_result_columns", None) else {}
    processes = [_result(column.type, dialect) for column in columns.values()] if columns else []
    return _Plan(
        text=str(compiled),
        positional=compiled.positional,
        binds=tuple((name, fixed[name], _bind(types[name], dialect)) for name in names),
        results=tuple((place, process) for place, process in enumerate(processes) if process is not None),
        shape=namedtuple("Found", columns.keys())._make if columns else tuple,  # noqa: PYI024
    )


def _bind(type_: TypeEngine[Any], dialect: Dialect) -> _Process | None:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _result(type_: TypeEngine[Any], dialect: Dialect) -> _Process | None:
    return type_.dialect_impl(dialect).result_processor(dialect, None)
