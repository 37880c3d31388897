"""What the bot erases because it is old, kept by the test's database: in the end each letter's fate is looked at."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Engine, MetaData, Table, text

from storage.tables import LetterRow

_LETTER = LetterRow.__table__  # type: ignore[attr-defined]
_GONE = Table("gone", MetaData(), *[Column(column.name, column.type) for column in _LETTER.columns])


def dig(engine: Engine) -> None:
    """From now on a letter that is over (SQLite) is kept when it is erased."""
    _GONE.create(engine)
    names = [column.name for column in _LETTER.columns]
    old = ", ".join(f"OLD.{name}" for name in names)
    with engine.begin() as rows:
        rows.execute(
            text(
                "CREATE TRIGGER letter_goes AFTER DELETE ON letter WHEN OLD.state IN ('sent', 'joined', 'dropped') "
                f"BEGIN INSERT INTO gone ({', '.join(names)}) VALUES ({old}); END"
            )
        )


def erased(engine: Engine) -> list[dict[str, Any]]:
    """The letters that were."""
    with engine.connect() as rows:
        return [dict(row._mapping) for row in rows.execute(_GONE.select().order_by(_GONE.c.id))]
