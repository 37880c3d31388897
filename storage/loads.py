"""The one reader of what a team has promised and what is there. Whoever tells of load asks it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import col

from domain import wall_clock
from domain.absence import Absence, DaysAway
from domain.can_we import Person
from domain.few import Few
from domain.few import few as shares_of_few
from domain.load import Promise, Supply
from domain.task import Consent, Role, State, TaskKind
from domain.team import Team
from domain.workload import TeamLoad, Work, dealt
from storage import hours
from storage.database import Rows
from storage.tables import AssignmentRow, MembershipRow, PersonRow, TaskRow


def of_team(rows: Rows, team: Team, now: datetime) -> TeamLoad:
    """Everybody's promises and hours, by the team's calendar."""
    today = wall_clock.local_day(now, team.zone)
    given, away = hours.of_team(rows, team.id), _away(rows, team)
    works = _works(rows, team, away)
    carried: dict[int | None, list[Promise]] = defaultdict(list)
    for work in works:
        for person, promise in dealt(work, team.default_effort, today):
            carried[person].append(promise)
    nobody = carried.pop(None, [])
    people = {person: _person(given.get(person), carried.get(person, []), away.get(person)) for person in away}
    there = {person: one for person, one in people.items() if one.supply or one.promises}
    return TeamLoad(today, there, tuple(nobody), works, team.default_effort)


def few(rows: Rows, team: Team, now: datetime) -> Few | None:
    """Do few carry much of what is open? None in a small group, and where it is not so."""
    load = of_team(rows, team, now)
    carried = [sum(promise.minutes for promise in one.promises) for one in load.people.values()]
    nobody = sum(promise.minutes for promise in load.nobody)
    return shares_of_few(carried, nobody, len(_away(rows, team)))


def _person(given: hours.Given | None, promises: list[Promise], away: DaysAway | None) -> Person:
    days = away or ()
    supply = Supply(given.usual, given.weeks, days) if given else None
    return Person(supply, tuple(promises), days)


def _away(rows: Rows, team: Team) -> dict[int, DaysAway | None]:
    """The current members, with the days on which they are away."""
    found = (
        select(col(PersonRow.id), col(PersonRow.away_since), col(PersonRow.away_until))
        .join(MembershipRow, col(MembershipRow.person_id) == col(PersonRow.id))
        .where(col(MembershipRow.team_id) == team.id, col(MembershipRow.left_at).is_(None))
        .order_by(col(PersonRow.id))
    )
    return {
        row.id: None if row.away_since is None else Absence(row.away_since, row.away_until).days(team.zone)
        for row in rows.execute(found)
    }


def _works(rows: Rows, team: Team, members: Container[int]) -> tuple[Work, ...]:
    """The open tasks (no dates, which nobody carries), and who said yes to them: the lead first, then who did so
    first."""
    is_open = (col(TaskRow.team_id) == team.id, col(TaskRow.state) == State.OPEN.value)
    is_work = (*is_open, col(TaskRow.kind) == TaskKind.TASK.value)
    tasks = rows.execute(
        select(
            col(TaskRow.id), col(TaskRow.effort_minutes), col(TaskRow.due_day), col(TaskRow.due_at), col(TaskRow.wanted)
        )
        .where(*is_work)
        .order_by(col(TaskRow.id))
    ).all()
    said_yes: dict[int, list[tuple[bool, datetime, int, int]]] = defaultdict(list)
    parts = (
        select(AssignmentRow.__table__)  # type: ignore[attr-defined]
        .join(TaskRow, col(TaskRow.id) == col(AssignmentRow.task_id))
        .where(*is_work, col(AssignmentRow.consent) == Consent.ACCEPTED.value)
    )
    for row in rows.execute(parts):
        if row.person_id in members:
            said_yes[row.task_id].append((row.role != Role.LEAD.value, row.since, row.id, row.person_id))
    works = []
    for task in tasks:
        carriers = sorted(said_yes[task.id])
        due: date | None = wall_clock.local_day(task.due_at, team.zone) if task.due_at else task.due_day
        led = bool(carriers) and not carriers[0][0]
        works.append(Work(task.id, task.effort_minutes, due, task.wanted, tuple(c[3] for c in carriers), led))
    return tuple(works)
