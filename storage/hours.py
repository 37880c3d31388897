"""What people can give to a team in a week: usually, and in single weeks. Nobody else is told of either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import col

from domain.load import Hours, monday
from storage.database import Rows
from storage.prepared import Prepared
from storage.tables import HoursRow, WeekHoursRow

_HOURS = HoursRow.__table__  # type: ignore[attr-defined]
_WEEKS = WeekHoursRow.__table__  # type: ignore[attr-defined]
_GAVE = Prepared(
    select(_HOURS.c.least).where(_HOURS.c.team_id == bindparam("its_team"), _HOURS.c.person_id == bindparam("whose"))
)
_FORGET_OLD = Prepared(delete(WeekHoursRow).where(col(WeekHoursRow.monday) < bindparam("first")))


@dataclass(frozen=True)
class Given:
    """What somebody gave: usually, and otherwise in single weeks (by their Monday)."""

    usual: Hours
    weeks: Mapping[date, Hours]


def of_team(rows: Rows, team_id: int) -> dict[int, Given]:
    """By person, of those who gave any."""
    usual = rows.execute(select(_HOURS).where(_HOURS.c.team_id == team_id)).all()
    weeks: dict[int, dict[date, Hours]] = {row.person_id: {} for row in usual}
    for row in rows.execute(select(_WEEKS).where(_WEEKS.c.team_id == team_id)):
        weeks.get(row.person_id, {})[row.monday] = Hours(row.least, row.most)
    return {row.person_id: Given(Hours(row.least, row.most), weeks[row.person_id]) for row in usual}


def of(rows: Rows, team_id: int, person: int) -> Given | None:
    """What one person gave; None if they gave none."""
    return of_team(rows, team_id).get(person)


def gave(rows: Rows, team_id: int, person: int) -> bool:
    """Did somebody give any?"""
    return _GAVE.first(rows, its_team=team_id, whose=person) is not None


def give(rows: Rows, team_id: int, person: int, hours: Hours) -> None:
    """What somebody can usually give, from now on."""
    rows.execute(delete(HoursRow).where(col(HoursRow.team_id) == team_id, col(HoursRow.person_id) == person))
    rows.execute(insert(HoursRow).values(team_id=team_id, person_id=person, least=hours.least, most=hours.most))


def give_week(rows: Rows, team_id: int, person: int, week: date, hours: Hours) -> None:
    """The same in one week, by its Monday."""
    forget_week(rows, team_id, person, week)
    values = {"monday": week, "least": hours.least, "most": hours.most}
    rows.execute(insert(WeekHoursRow).values(team_id=team_id, person_id=person, **values))


def forget_week(rows: Rows, team_id: int, person: int, week: date) -> None:
    """That week is as usual."""
    theirs = (col(WeekHoursRow.team_id) == team_id, col(WeekHoursRow.person_id) == person)
    rows.execute(delete(WeekHoursRow).where(*theirs, col(WeekHoursRow.monday) == week))


def forget(rows: Rows, team_id: int, person: int) -> None:
    """Nothing is known of their hours any more."""
    for table in (_HOURS, _WEEKS):
        rows.execute(delete(table).where(table.c.team_id == team_id, table.c.person_id == person))


def forget_old(rows: Rows, now: datetime) -> None:
    """Weeks that are over wherever people live go."""
    _FORGET_OLD.change(rows, first=monday((now - timedelta(days=1)).date()))
