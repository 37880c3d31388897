"""What a messenger has to know again after a restart: few small values under names of its own, for each account of the
bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from storage.database import Rows
from storage.prepared import Prepared
from storage.tables import MemoryRow


def _upsert(dialect: Any) -> Prepared:
    insert = dialect.insert(MemoryRow)
    anew = {"value": insert.excluded["value"]}
    return Prepared(insert.on_conflict_do_update(index_elements=("own_account", "name"), set_=anew))


_WRITE = {"sqlite": _upsert(sqlite), "postgresql": _upsert(postgresql)}


def of(rows: Rows, own_account: str) -> dict[str, str]:
    """All that was written down for an account of the bot."""
    mine = select(col(MemoryRow.name), col(MemoryRow.value)).where(col(MemoryRow.own_account) == own_account)
    return {row.name: row.value for row in rows.execute(mine)}


def change(rows: Rows, own_account: str, changes: Mapping[str, str | None]) -> None:
    """Write values under their names; None forgets what stands under a name. The other names stay."""
    for name, value in changes.items():
        if value is None:
            mine = (col(MemoryRow.own_account) == own_account, col(MemoryRow.name) == name)
            rows.execute(delete(MemoryRow).where(*mine))
        else:
            _WRITE[rows.dialect.name].change(rows, own_account=own_account, name=name, value=value)


def forget_value(rows: Rows, values: Sequence[str]) -> None:
    """Whatever stands under a name, if it is one of these."""
    rows.execute(delete(MemoryRow).where(col(MemoryRow.value).in_(values)))


def forget(rows: Rows, name: str) -> None:
    """Whatever stands under a name, for any account of the bot."""
    rows.execute(delete(MemoryRow).where(col(MemoryRow.name) == name))
