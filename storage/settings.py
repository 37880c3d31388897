"""What a team and a person set for themselves: language, time zone, country."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update
from sqlmodel import col

from storage.database import Rows
from storage.tables import PersonRow, TeamRow


def set_team(rows: Rows, team_id: int, **values: Any) -> None:
    """Change a team's `language`, `zone` (IANA) or `country` (ISO 3166; None: the one of the zone)."""
    rows.execute(update(TeamRow).where(col(TeamRow.id) == team_id).values(**values))


def set_person(rows: Rows, person: int, **values: Any) -> None:
    """Change a person's own `language` or `zone`, in all their teams; None: each team's."""
    rows.execute(update(PersonRow).where(col(PersonRow.id) == person).values(**values))
