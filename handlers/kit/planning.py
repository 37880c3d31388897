"""A team's plan from its rows: which tasks decide a date, reckoned with the hours that people usually have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain import plan
from domain.plan import Plan
from domain.task import Task
from domain.team import Team
from storage import loads
from storage.database import Rows


def planned(rows: Rows, team: Team, open_tasks: Iterable[Task], now: datetime) -> Plan:
    """The open tasks of a team as they stand."""
    load = loads.of_team(rows, team, now)
    week = plan.usual_week([one.supply.usual for one in load.people.values() if one.supply])
    return plan.plan(open_tasks, load.today, team.zone, week)
