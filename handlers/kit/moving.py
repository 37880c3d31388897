"""What follows when a task is changed by somebody: reminders are planned anew, and its owner may be asked again."""

from __future__ import annotations

import re
from datetime import date, datetime

from domain import wall_clock
from domain.document import Typed
from domain.sentence import Sentence
from domain.task import Role, Task, TaskKind
from domain.text import fold
from handlers.kit import coming, promises
from handlers.kit.command import Call, PrivateLetter, Refusal
from storage import assignments, tasks

_NUMBER = re.compile(r"(?:#|n°\s*)?(\d{1,9})[.!?]*")


def move(call: Call, task: Task, to: date | datetime | None, part: str | None = None) -> None:
    """Give a task another deadline; the history keeps the old one."""
    moment = to if isinstance(to, datetime) else None
    tasks.set_due(
        call.rows,
        task,
        day=wall_clock.local_day(moment, call.zone) if moment else to,
        at=moment,
        deadline=promises.deadline_of(to, call.zone),
        now=call.said_at,
        part=part,
    )
    was = task.due.isoformat() if task.due else None
    tasks.note(call.rows, task.id, "moved", call.member.person, call.said_at, was=was)


def must_be_new(call: Call, said: Sentence, kind: TaskKind, title: str) -> None:
    """Raises Refusal where a date (event or milestone) is there already: it is named by its number alone, or by its
    title in the same project. It may be meant to be moved."""
    number = _NUMBER.fullmatch(title)
    there = (task for task in tasks.of_team(call.rows, call.team.id) if task.kind is kind and task.is_open)
    for task in there:
        same = fold(task.title) == fold(title) and task.project == said.project and task.due is not None
        if same or (number and task.number == int(number.group(1))):
            example = Typed("due", f"{task.number} {call.either('21 march 6pm', '21 mars 18h')}")
            raise Refusal("refusal-date-there", number=f"#{task.number}", title=task.title, example=example)
    if number:
        raise Refusal(f"refusal-{kind.value}-title", example=call.example(1))


def settle(call: Call, before: Task) -> tuple[PrivateLetter, ...]:
    """Once a task is changed: whoever leads it, or is being asked to, is asked (again) if somebody else made it earlier
    or longer; what they were asked before is void. Reminders follow."""
    after = tasks.by_id(call.rows, before.id)
    assert after is not None
    letters: tuple[PrivateLetter, ...] = ()
    lead = after.lead or next((a for a in after.proposed if a.role is Role.LEAD), None)
    known = {a.id for a in before.assignments}
    if lead is not None and lead.id in known and lead.person != call.member.person and _asks_more(before, after):
        assignments.unassign(call.rows, [lead.id])
        letters = (promises.propose(call, after, lead.person, lead.role),)
        after = tasks.by_id(call.rows, before.id)
        assert after is not None
    promises.plan_nudges(call.rows, after, after.accepted, call.hours, call.team.zone, call.now)
    return letters + coming.news(call, before)


def _asks_more(before: Task, after: Task) -> bool:
    earlier = after.deadline is not None and (before.deadline is None or after.deadline < before.deadline)
    return earlier or (after.effort_minutes or 0) > (before.effort_minutes or 0)
