"""Open finished tasks again, with the deadline they had and those of their people who are still here."""

from __future__ import annotations

from domain.document import Typed, says
from domain.rights import Deed
from domain.task import State, Task
from handlers.kit import coming, promises, recurring, undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Refusal
from storage import assignments, members, projects, tasks


def reopen(call: Call) -> Outcome:
    wanted, _ = which.several(call)
    for task in wanted:
        if task.is_open:
            raise Refusal("refusal-open", number=f"#{task.number}", example=Typed("done", str(task.number)))
    gone = [following for task in wanted for following in _reopen(call, task)]
    undo.remember(call, *wanted, *gone)
    near = [id_ for task in wanted for id_ in tasks.ids_of(call.rows, call.team.id, task.blocks)]
    changed = (*(task.id for task in (*wanted, *gone)), *near)
    news = [letter for task in wanted for letter in coming.news(call, task)]
    return Outcome(answer=call.aside(says("noted")), changed=tuple(dict.fromkeys(changed)), letters=tuple(news))


def _reopen(call: Call, task: Task) -> tuple[Task, ...]:
    """Open one; the occurrence that its end had made, if it goes."""
    tasks.change(call.rows, task.id, state=State.OPEN.value, closed_at=None, closed_why=None)
    if task.project:
        projects.use(call.rows, call.team.id, task.project, call.said_at)
    tasks.note(call.rows, task.id, "reopened", call.member.person, call.said_at)
    gone = recurring.take_next_away(call, task)
    here = {known.person for known in members.known(call.rows, call.team.id)}
    assignments.unassign(call.rows, [a.id for a in task.assignments if a.person not in here])
    again = tasks.by_id(call.rows, task.id)
    assert again is not None
    promises.plan_nudges(call.rows, again, again.accepted, call.hours, call.team.zone, call.now)
    return gone


COMMAND = Command(
    en="reopen",
    fr="rouvrir",
    run=reopen,
    nearly=("reouvrir", "open", "ouvrir", "restart", "undone"),
    deeds=(Deed.REOPEN,),
    about=Pool.CLOSED,
    examples=(Example(en="reopen 12", fr="rouvrir 12"),),
)
