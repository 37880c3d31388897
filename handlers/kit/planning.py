"""A team's plan from its rows: which tasks decide a date, and which dates cannot be met as things stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import can_we, plan, wall_clock
from domain.load import Promise
from domain.plan import Plan
from domain.task import Task
from domain.team import Team
from domain.workload import TeamLoad, dealt, enough_gave, last_day
from storage import hours, loads
from storage.database import Rows


def planned(rows: Rows, team: Team, open_tasks: Sequence[Task], now: datetime) -> Plan:
    """The open tasks of a team as they stand, reckoned with the hours that people there usually have."""
    given = hours.of_team(rows, team.id).values()
    if not enough_gave(each.usual for each in given):  # without looking at what everybody promised
        return plan.plan(open_tasks, wall_clock.local_day(now, team.zone), team.zone)
    return with_load(team, open_tasks, loads.of_team(rows, team, now))


def with_load(team: Team, open_tasks: Iterable[Task], load: TeamLoad) -> Plan:
    """The same, where it is known what everybody promised and can give."""
    week = plan.usual_week([one.supply.usual for one in load.people.values() if one.supply])
    made = plan.plan(open_tasks, load.today, team.zone, week)
    return replace(made, beyond=frozenset(_beyond(load, made, team.zone))) if load.may_be_told else made


def _beyond(load: TeamLoad, made: Plan, zone: ZoneInfo) -> Iterator[int]:
    """What nobody has taken and does not fit into the free hours until its date, and the milestones that such work
    leads to, where their own day leaves no room for it either."""
    full = _too_much(load)
    numbers = {number for number, task in made.tasks.items() if task.id in full}
    yield from numbers
    ahead = can_we.outlook(load.people.values(), load.nobody, load.today)
    for end in made.ends:
        milestone, day = made.tasks[end], plan.day_of(made.tasks[end], zone)
        if not milestone.is_work and made.before(end) & numbers and day is not None and not ahead.fits(day):
            yield end


def _too_much(load: TeamLoad) -> set[int]:
    """The tasks that get none of the free hours, late ones left aside: what is late is told as such."""
    wanted = {}
    for work in load.works:
        shares = dealt(work, load.default, load.today)
        if minutes := sum(promise.minutes for person, promise in shares if person is None):
            wanted[work.task] = Promise(minutes, last_day(work, load.today))
    ahead = {work.task for work in load.works if work.due and work.due >= load.today}
    return can_we.outlook(load.people.values(), (), load.today).too_much(wanted) & ahead
