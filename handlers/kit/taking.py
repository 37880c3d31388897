"""Somebody says yes to a task, and carries it from then on: what else changes by it, and who hears of it."""

from __future__ import annotations

from collections.abc import Iterator

from domain.document import Mention, says
from domain.letter import Kind
from domain.task import Role, Task
from handlers.kit import promises
from handlers.kit.command import Call, PrivateLetter
from storage import assignments, searches, tasks
from storage.searches import Search


def take(call: Call, task: Task, role: Role) -> bool:
    """Give the task to whoever calls. False: they have this part in it already."""
    mine = task.part_of(call.member.person)
    if mine is not None and mine in task.accepted and mine.role is role:
        searches.end(call.rows, task.id, role)  # they keep it
        if mine.offered:
            assignments.set_offered(call.rows, mine.id, False)
        return mine.offered
    if role is Role.LEAD:  # whoever was asked and had not answered is not asked any more
        waiting = [a.id for a in task.proposed if a.role is Role.LEAD and a.person != call.member.person]
        if task.wanted > 1:  # there is room for them beside
            for asked in waiting:
                assignments.set_role(call.rows, asked, Role.HELPER)
        else:
            assignments.unassign(call.rows, waiting)
        if task.lead is not None:  # who handed it over
            assignments.unassign(call.rows, [task.lead.id])
    promises.accept(call, task, call.member.person, role)
    tasks.note(call.rows, task.id, "taken" if role is Role.LEAD else "helped", call.member.person, call.said_at)
    if task.help_wanted and role is Role.HELPER:
        tasks.change(call.rows, task.id, help_wanted=False)
    return True


def told(call: Call, was: Task, role: Role, search: Search | None) -> Iterator[PrivateLetter]:
    """Whoever handed a task over learns who has it now, and so does whoever looked for somebody (`search`: the one that
    went on until now)."""
    me = Mention(call.member.person, call.member.name)
    lead = was.lead
    handed_over = lead if role is Role.LEAD and lead is not None and lead.person != me.person else None
    if handed_over is not None:
        said = says("away-taken", name=me, number=f"#{was.number}", title=was.title)
        yield PrivateLetter(handed_over.person, Kind.SYSTEM, said, was.id)
    if search is None or search.role is not role or search.seeker in (me.person, handed_over and handed_over.person):
        return
    said = says("search-found", name=me, number=f"#{was.number}", title=was.title)
    yield PrivateLetter(search.seeker, Kind.SYSTEM, said, was.id)
