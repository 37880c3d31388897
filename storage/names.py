"""The name of the person whom a row names, as one column of a query."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Label, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.tables import AccountRow


def name_of(person: Any, label: str = "name") -> Label[str]:
    """The name of the oldest account of the person in a column; NULL where there is nobody."""
    account = aliased(AccountRow)
    found = select(col(account.name)).where(col(account.person_id) == person).order_by(col(account.id)).limit(1)
    return found.scalar_subquery().label(label)
