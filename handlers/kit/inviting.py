"""Hands are wanted: those with room who carry nothing hear of it first, in private, once a week at most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.card import facts, status
from domain.document import Choice, Document, Style, line, phrase
from domain.letter import Kind
from domain.searching import in_turn
from domain.task import Role, Task
from domain.team import Team
from domain.workload import TeamLoad
from handlers.kit import searching
from handlers.kit.command import Call, PrivateLetter
from storage import loads, searches
from storage.database import Rows

PAUSE = timedelta(days=7)
"""Between two such letters to one person; what comes up meanwhile travels in the next one."""


def letters(call: Call, task: Task) -> Iterator[PrivateLetter]:
    """To each of those with room who carry nothing and were not asked about this task before."""
    known = searches.asked_before(call.rows, task.id)
    out = {call.member.person, *known, *(each.person for each in task.assignments)}
    load = loads.of_team(call.rows, call.team, call.now)
    for person in _idle(call.rows, call.team, task, load, call.now, but=out):
        cause = f"{searches.INVITES}{task.id}"
        at = _not_before(call.rows, person, call.now)
        told = letter(task, person)
        yield PrivateLetter(person, Kind.REQUEST, told, task.id, invites=True, cause=cause, not_before=at)


def composed(rows: Rows, team: Team, task: Task | None, person: int, now: datetime) -> Document | None:
    """What such a letter says when it leaves; None: no hands are wanted any more, or they have theirs full."""
    if task is None or not (task.is_open and task.help_wanted) or task.part_of(person) is not None:
        return None
    load = loads.of_team(rows, team, now)
    others = set(load.people) - {person}
    return letter(task, person) if _idle(rows, team, task, load, now, but=others) else None


def letter(task: Task, person: int) -> Document:
    number = task.number
    way = (
        Choice(f"take {number}", phrase("choice-take-of", number=number), person)
        if task.is_free or task.is_offered
        else Choice(f"take {number} help", phrase("choice-help-of", number=number), person)
    )
    return Document(
        (
            line(phrase("invites")),
            line(phrase("item-plain", number=f"#{number}", title=task.title), style=Style.TITLE),
            line(status(task), *facts(task)),
            line(phrase("invites-free"), style=Style.NOTE),
        ),
        (way, searching.no_more(person)),
    )


def _idle(rows: Rows, team: Team, task: Task, load: TeamLoad, now: datetime, *, but: set[int]) -> list[int]:
    """Those with room for it who carry nothing."""
    role = Role.LEAD if task.is_free or task.is_offered else Role.HELPER
    found = searching.with_room(rows, team, task, role, load, now, but=but)
    return [one.person for one in in_turn(found) if not one.carries]


def _not_before(rows: Rows, person: int, now: datetime) -> datetime:
    """With the one that waits for them, or once a week after the last one left."""
    last = searches.invited(rows, person)
    if last is None or last.held:
        return now  # what is held is held together
    free: datetime = last.not_before if last.left_at is None else last.left_at + PAUSE
    return max(free, now)
