"""What follows when a team moves to another time zone: days end, reminders come and digests leave by its clocks."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from domain import consent, wall_clock
from domain.quiet_hours import QuietHours
from domain.task import Task
from domain.week import next_occurrence
from handlers.kit import promises
from handlers.kit.command import Call
from storage import assignments, digests, roles, tasks, teams
from storage import settings as stored


def move(call: Call, zone_name: str) -> tuple[int, ...]:
    """The team lives by this zone (IANA) from now on. Returns the tasks whose cards show a time of day."""
    old, zone = call.team.zone, ZoneInfo(zone_name)
    stored.set_team(call.rows, call.team.id, zone=zone_name)
    hours = tuple(chat.quiet for chat in teams.open_chats(call.rows, call.team.id))  # the zone may settle the country
    open_tasks = tasks.of_team(call.rows, call.team.id)
    for task in open_tasks:
        _move_deadline(call, task, old, zone)
        for asked in task.proposed:
            assignments.set_lapse(call.rows, asked.id, _lapses_at(call, asked.person, asked.since, hours, zone))
    for role in roles.of_team(call.rows, call.team.id):
        if role.asked is not None and role.asked_at is not None:
            roles.set_lapse(call.rows, role.id, _lapses_at(call, role.asked, role.asked_at, hours, zone))
    promises.replan_team(call.rows, call.team.id, hours, zone, call.now)
    _move_digests(call, old, zone)
    return tuple(task.id for task in open_tasks if task.due_at is not None or task.doubt)


def _lapses_at(
    call: Call, person: int, asked_at: datetime, of_team: tuple[QuietHours, ...], zone: ZoneInfo
) -> datetime:
    theirs = promises.hours_of(call.rows, call.team.id, person, of_team, zone, call.now)
    return consent.lapses_at(asked_at, theirs, zone)


def _move_deadline(call: Call, task: Task, old: ZoneInfo, zone: ZoneInfo) -> None:
    """A day ends when it ends there. Somebody's own Friday, in another zone than the team's, stays theirs."""
    if task.due_day is None or task.due_at is not None or task.deadline != wall_clock.end_of_day(task.due_day, old):
        return
    tasks.change(call.rows, task.id, deadline=wall_clock.end_of_day(task.due_day, zone))


def _move_digests(call: Call, old: ZoneInfo, zone: ZoneInfo) -> None:
    """One that is due already stays so. A week that was told, by the clocks of then, is not told again."""
    last = digests.last(call.rows, call.team.id)
    told = wall_clock.local_day(last.window_end, old) if last else None
    for chat in teams.open_chats(call.rows, call.team.id):
        if chat.digest is not None and chat.digest_at is not None and chat.digest_at > call.now:
            teams.set_digest_at(call.rows, chat.id, next_occurrence(chat.digest, call.now, zone, told))
