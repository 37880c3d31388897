"""Events as time passes: those who come are reminded the day before, and what is over ends by itself."""

from __future__ import annotations

from datetime import datetime

from bot import outbox
from domain import appointment
from domain.letter import Kind
from domain.quiet_hours import NeverOpen
from domain.task import State, Task
from domain.team import Chat, Team
from handlers.kit import closing, promises, recurring
from handlers.kit.command import PrivateLetter
from storage import attendance, letters, members, tasks, teams
from storage.attendance import Coming
from storage.database import Rows
from storage.letters import Recipient


def look(rows: Rows, task_id: int, now: datetime) -> None:
    """Do what is due about one event, and say when to look at it again."""
    task = tasks.by_id(rows, task_id)
    assert task is not None
    team, chats = teams.by_id(rows, task.team_id), teams.open_chats(rows, task.team_id)
    ends = appointment.ends(task)
    if not task.is_open:
        _forget(rows, task, now)
    elif ends is not None and ends <= now:
        _end(rows, team, chats, task, now)
    else:
        there = (_remind(rows, team, chats, task, each, now) for each in attendance.to(rows, task.id))
        following = [at for at in (ends, *there) if at is not None]
        attendance.look_at(rows, task.id, min(following, default=None))


def _forget(rows: Rows, task: Task, now: datetime) -> None:
    """It is over: a day later it is kept no more who came."""
    until = (task.closed_at or now) + appointment.STAYS
    if until <= now:
        attendance.forget(rows, task.id)
    attendance.look_at(rows, task.id, until if until > now else None)


def _remind(
    rows: Rows, team: Team, chats: tuple[Chat, ...], task: Task, coming: Coming, now: datetime
) -> datetime | None:
    """Remind one person if it is time; else say when it is."""
    if coming.reminded == task.due_revision or not chats:
        return None
    hours = tuple(chat.quiet for chat in chats)
    theirs = promises.hours_of(rows, team.id, coming.person, hours, team.zone, now)
    try:
        at = appointment.reminder_at(task, coming.since, theirs, team.zone)
    except NeverOpen:
        return None
    if at is None or at > now:
        return at
    attendance.remind(rows, task.id, coming.person, task.due_revision)
    member = members.by_person(rows, team.id, coming.person)
    if member is not None and member.is_current and member.reachable:
        letters.add(
            rows,
            team.id,
            Recipient(person=coming.person),
            Kind.NUDGE,
            cause=f"reminder:{task.id}:{task.due_revision}",
            now=now,
            task_id=task.id,
            detail={"revision": task.due_revision},
            expires_at=task.due_at or task.deadline,
        )
    return None


def _end(rows: Rows, team: Team, chats: tuple[Chat, ...], task: Task, now: datetime) -> None:
    """It took place. What waited for it can begin, and one that recurs has its next date: its card comes silently."""
    tasks.change(rows, task.id, state=State.DONE.value, closed_at=now, told_in=None)
    tasks.note(rows, task.id, "over", None, now)
    attendance.look_at(rows, task.id, now + appointment.STAYS)
    cause = f"over:{task.id}:{task.due_revision}"
    waiting = [tasks.numbered(rows, task.team_id, number) for number in task.blocks]
    freed = [each for each in waiting if each is not None and each.is_open]
    outbox.restate_cards(rows, chats, [task.id, *(each.id for each in freed)], cause, now)
    for each in freed:
        if not each.held_by and each.lead is not None and chats:
            letter = PrivateLetter(each.lead.person, Kind.SYSTEM, closing.ready(each), each.id)
            outbox.private(rows, team, letter, cause, now)
    following = recurring.next_of(rows, team, tuple(chat.quiet for chat in chats), task, said_at=now, now=now)
    if following is not None:
        tasks.look_again(rows, following.id)
        outbox.post_card(rows, chats, following.id, cause, now)
