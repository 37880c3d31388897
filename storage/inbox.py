"""What was heard already: one row an event of a messenger, written with its effect or not at all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from storage.database import Rows
from storage.prepared import Prepared
from storage.tables import InboxRow

_INSERTS = {
    "sqlite": Prepared(sqlite.insert(InboxRow).on_conflict_do_nothing().returning(col(InboxRow.event))),
    "postgresql": Prepared(postgresql.insert(InboxRow).on_conflict_do_nothing().returning(col(InboxRow.event))),
}


def is_new(rows: Rows, own_account: str, event: str, now: datetime) -> bool:
    """Note an event. False: it was handled before and must change nothing."""
    note = _INSERTS[rows.dialect.name]
    return note.first(rows, own_account=own_account, event=event, handled_at=now) is not None
