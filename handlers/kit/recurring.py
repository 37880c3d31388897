"""The next occurrence of a recurring task: made when one ends, taken away when that end is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import recurrence, wall_clock
from domain.quiet_hours import QuietHours
from domain.task import Consent, State, Task
from domain.team import Team
from handlers.kit import promises
from handlers.kit.command import Call
from storage import assignments, notes, tasks
from storage.database import Rows


def make_next(call: Call, task: Task) -> Task | None:
    """The next occurrence of a task that was finished; those who had said yes carry on. None: there is no next."""
    return next_of(call.rows, call.team, call.hours, task, said_at=call.said_at, now=call.now)


def next_of(
    rows: Rows, team: Team, hours: Sequence[QuietHours], task: Task, *, said_at: datetime, now: datetime
) -> Task | None:
    """The same, of a task of this team; `hours`: of its chats."""
    if task.repeat is None:
        return None
    there = tasks.following(rows, task.id)
    if there is not None and there.state is not State.CANCELLED:
        return None  # it ended before, and what that made goes on
    zone = ZoneInfo(task.repeat_zone) if task.repeat_zone else team.zone
    was = task.due or wall_clock.local_day(now, zone)  # its date may have been taken away
    due = recurrence.next_due(task.repeat, was, now, zone)
    if due is None:
        return None
    columns = promises.columns_of(due, zone)
    made = tasks.add(
        rows,
        team.id,
        now=said_at,
        kind=task.kind.value,
        title=task.title,
        author_id=task.author,
        due_day=columns["day"],
        due_part=task.due_part,
        due_at=columns["at"],
        deadline=columns["deadline"],
        due_set_at=said_at,
        repeat=task.repeat,
        repeat_zone=task.repeat_zone,
        project=task.project,
        effort_minutes=task.effort_minutes,
        important=task.important,
        wanted=task.wanted,
        follows_id=task.id,
    )
    tasks.note(rows, made.id, "recurs", None, said_at)
    for part in task.accepted:
        assignments.assign(
            rows,
            made.id,
            part.person,
            role=part.role,
            consent=Consent.ACCEPTED,
            by=part.by,
            now=said_at,
        )
    carried = tasks.by_id(rows, made.id)
    assert carried is not None
    promises.plan_nudges(rows, carried, carried.accepted, hours, team.zone, now)
    return carried


def take_next_away(call: Call, task: Task) -> tuple[Task, ...]:
    """The end of a task was taken back: so is the occurrence that it made, unless somebody touched it. Returns what
    was taken away, as it was."""
    following = tasks.following(call.rows, task.id)
    if following is None or not _is_untouched(call, following, task):
        return ()
    tasks.change(call.rows, following.id, state=State.CANCELLED.value, closed_at=call.said_at)
    assignments.stop_nudges(call.rows, following.id)
    tasks.note(call.rows, following.id, "not-yet", None, call.said_at)
    return (following,)


def _is_untouched(call: Call, following: Task, task: Task) -> bool:
    same_people = {(a.person, a.role, a.since) for a in following.assignments} == {
        (a.person, a.role, following.created_at) for a in task.accepted
    }
    happened = [*tasks.history_of(call.rows, following.id), *notes.of_task(call.rows, following.id)]
    is_alone = not following.waits_for and not following.blocks
    seeks_nobody = not following.help_wanted and following.for_name is None
    return following.is_open and same_people and is_alone and seeks_nobody and len(happened) == 1
