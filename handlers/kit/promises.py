"""Who carries a task: proposing, accepting, freeing, and what follows for nudges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain import consent, nudges, wall_clock
from domain.card import facts
from domain.document import Choice, Document, Mention, Phrase, Style, line, phrase
from domain.letter import Kind
from domain.quiet_hours import QuietHours
from domain.task import Assignment, Consent, Role, Task
from domain.team import Member
from handlers.kit import weighing
from handlers.kit.command import Call, PrivateLetter
from handlers.kit.weighing import Weighed
from storage import assignments, closures, members, outstanding, searches, tasks, teams
from storage.database import Rows

_HOURS_MOVED = timedelta(days=1)


def deadline_of(due: date | datetime | None, zone: ZoneInfo) -> datetime | None:
    """The instant (UTC) from which on a task is late: the end of its day, that day included, or its moment."""
    if due is None or isinstance(due, datetime):
        return due
    return wall_clock.end_of_day(due, zone)


def columns_of(due: date | datetime | None, zone: ZoneInfo) -> dict[str, date | datetime | None]:
    """A deadline as its columns: `day`, `at`, `deadline`."""
    moment = due if isinstance(due, datetime) else None
    day = wall_clock.local_day(moment, zone) if moment else due
    return {"day": day, "at": moment, "deadline": deadline_of(due, zone)}


def accept(call: Call, task: Task, person: int, role: Role) -> None:
    """Somebody said yes: they carry the task from now on, and their nudges are planned."""
    assignment = assignments.assign(
        call.rows, task.id, person, role=role, consent=Consent.ACCEPTED, by=person, now=call.said_at
    )
    searches.end(call.rows, task.id, role)
    if task.for_name:
        tasks.change(call.rows, task.id, for_name=None)
    made = assignments.by_id(call.rows, assignment)
    assert made is not None
    plan_nudges(call.rows, task, [made], call.hours, call.team.zone, call.now)


def noted(task: Task, role: Role) -> Phrase:
    """What is said to whoever just said yes."""
    key = "noted-taken" if role is Role.LEAD else "noted-helping"
    return phrase(key, number=f"#{task.number}", title=task.title)


def propose(call: Call, task: Task, person: int, role: Role) -> PrivateLetter:
    """Ask somebody. They owe no answer: after three open days it lapses."""
    lapses_at = lapse_of(call, person, call.now)
    there = task.part_of(person)
    searches.end(call.rows, task.id, role)  # somebody was chosen
    assignment = assignments.assign(
        call.rows,
        task.id,
        person,
        role=role,
        consent=Consent.PROPOSED,
        by=call.member.person,
        now=call.said_at,
        lapses_at=lapses_at,
        helps=there is not None and there.consent is Consent.ACCEPTED and there.role is Role.HELPER,
    )
    return PrivateLetter(person, Kind.PROPOSAL, asking(call.member, task, person), task.id, assignment)


def plan_nudges(
    rows: Rows,
    task: Task,
    carriers: Sequence[Assignment],
    hours: Sequence[QuietHours],
    zone: ZoneInfo,
    now: datetime,
) -> None:
    """Set when each of these people is reminded next: the first step of the schedule after `now`. `hours`: the
    team's."""
    for carrier in carriers:
        theirs = hours_of(rows, task.team_id, carrier.person, hours, zone, now)
        ahead = (step.at for step in schedule(task, carrier, theirs, zone) if step.at > now)
        assignments.set_nudge(rows, carrier.id, next(ahead, None))


def hours_of(
    rows: Rows, team_id: int, person: int, of_team: Sequence[QuietHours], zone: ZoneInfo, now: datetime
) -> tuple[QuietHours, ...]:
    """The quiet hours by which something is planned for a person: the team's and their own. An absence moves nothing
    that is planned: what comes meanwhile waits, or is dropped."""
    member = members.by_person(rows, team_id, person)
    return member.hours_to_plan(of_team, now, zone) if member else tuple(of_team)


def lapse_of(call: Call, person: int, asked_at: datetime) -> datetime:
    """When a proposal to a person lapses: after three days that are open for them."""
    theirs = hours_of(call.rows, call.team.id, person, call.hours, call.team.zone, call.now)
    return consent.lapses_at(asked_at, theirs, call.team.zone)


def schedule(task: Task, carrier: Assignment, hours: Sequence[QuietHours], zone: ZoneInfo) -> tuple[nudges.Nudge, ...]:
    """All nudges for one person and the task's present deadline; none for somebody who has not said yes."""
    if not task.is_open or task.due is None or carrier.consent is not Consent.ACCEPTED:
        return ()
    return nudges.schedule(
        task.due,
        set_at=task.due_set_at or task.created_at,
        since=carrier.since,
        helper=carrier.role is Role.HELPER,
        hours=hours,
        zone=zone,
    )


def replan_team(rows: Rows, team_id: int, hours: Sequence[QuietHours], zone: ZoneInfo, now: datetime) -> None:
    """The quiet hours changed: what waits and what is planned follow the new ones at once.

    A step that the new hours put some hours back is due now, not skipped; if it left already, it does not leave twice.
    """
    outstanding.reconsider_held(rows, team_id, now)
    closures.look_again(rows, team_id, now)
    for task in tasks.of_team(rows, team_id):
        if task.due and task.accepted:
            plan_nudges(rows, task, task.accepted, hours, zone, now - _HOURS_MOVED)


def replan_person(rows: Rows, person: int, now: datetime) -> None:
    """Somebody's own hours changed, or they are back: what waits for them and what is planned follow at once, in all
    their teams."""
    outstanding.reconsider_held_to(rows, person, now)
    for team_id in members.teams_of_person(rows, person):
        chats = teams.open_chats(rows, team_id)
        hours = tuple(chat.quiet for chat in chats)
        for part in assignments.of_person(rows, team_id, person) if chats else ():
            task = tasks.by_id(rows, part.task_id)
            if task is not None and task.due and part.consent is Consent.ACCEPTED:
                plan_nudges(rows, task, [part], hours, chats[0].team.zone, now - _HOURS_MOVED)


def asking(by: Member, task: Task, person: int, too_much: Weighed | None = None) -> Document:
    """A proposal as the person reads it. `too_much`: what their hours say to it."""
    asker = Mention(by.person, by.name)
    what = facts(task)
    lines = [
        line(phrase("proposal-asks", by=asker)),
        line(phrase("item-plain", number=f"#{task.number}", title=task.title), style=Style.TITLE),
    ]
    if what:
        lines.append(line(*what))
    if too_much is not None:
        lines += too_much.lines()
        lines.append(line(phrase("proposal-free"), style=Style.NOTE))
        return Document(tuple(lines), weighing.ways(person, task.number))
    lines.append(line(phrase("proposal-free"), style=Style.NOTE))
    return Document(
        tuple(lines),
        (
            Choice(f"accept {task.number}", phrase("choice-accept-of", number=task.number), person),
            Choice(f"decline {task.number}", phrase("choice-decline-of", number=task.number), person),
        ),
    )
