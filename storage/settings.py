"""What a team and a person set for themselves: language, time zone, country, own quiet hours, absence."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import null, update
from sqlmodel import col

from domain.quiet_hours import QuietHours
from storage.database import Rows
from storage.tables import PersonRow, TeamRow


def set_team(rows: Rows, team_id: int, **values: Any) -> None:
    """Change a team's `language`, `zone` (IANA), `country` (ISO 3166; None: the one of the zone), `holidays` or
    `default_effort` (minutes; None: none)."""
    rows.execute(update(TeamRow).where(col(TeamRow.id) == team_id).values(**values))


def set_person(rows: Rows, person: int, **values: Any) -> None:
    """Change a person's own `language` or `zone`, in all their teams; None: each team's."""
    rows.execute(update(PersonRow).where(col(PersonRow.id) == person).values(**values))


def set_own_quiet(rows: Rows, person: int, quiet: QuietHours | None) -> None:
    """A person's own quiet hours, in all their teams; None: they have none."""
    set_person(rows, person, quiet=null() if quiet is None else quiet.to_json())


def set_away(rows: Rows, person: int, since: datetime | None, until: datetime | None) -> None:
    """A person is away, from `since` on and before `until` (None: until further notice); `since` None: they are not."""
    set_person(rows, person, away_since=since, away_until=until)
