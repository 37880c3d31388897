"""Take back one's own last change, within ten minutes, unless somebody changed the task since."""

from __future__ import annotations

from datetime import timedelta

from domain.document import Several, TaskNumber, says
from domain.rights import Deed
from domain.task import State
from handlers.kit import promises, recurring
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import assignments, changes, notes, tasks, thanks

WITHIN = timedelta(minutes=10)


def undo(call: Call) -> Outcome:
    change = changes.last(call.rows, call.team.id, call.member.person)
    if change is None or call.said_at - change.at > WITHIN:
        raise Refusal("refusal-nothing-to-undo")
    if not changes.stands(call.rows, change):
        raise Refusal("refusal-undo-changed")
    touched: list[int] = []
    for image in change.before:
        touched += _take_back(call, image)
    changes.forget(call.rows, call.team.id, call.member.person)
    found = [task for id_ in dict.fromkeys(touched) if (task := tasks.by_id(call.rows, id_)) is not None]
    near = [id_ for task in found for id_ in tasks.ids_of(call.rows, call.team.id, (*task.blocks, *task.waits_for))]
    numbers = Several(tuple(TaskNumber(task.number) for task in found))
    answer = says("noted-undone", tasks=numbers) if found else says("noted")
    return Outcome(answer=call.aside(answer), changed=tuple(dict.fromkeys([*touched, *near])))


def _take_back(call: Call, image: changes.Image) -> list[int]:
    """One image of what was before; the ids of the tasks that look different now."""
    if "thanks" in image:
        thanks.remove(call.rows, image["thanks"])
        return []
    if "note" in image:
        notes.remove(call.rows, image["note"])
        return [image["of"]]
    if "made" in image:
        tasks.change(call.rows, image["made"], state=State.CANCELLED.value, closed_at=call.said_at)
        assignments.stop_nudges(call.rows, image["made"])
        made = tasks.by_id(call.rows, image["made"])
        assert made is not None
        assignments.unassign(call.rows, [a.id for a in made.proposed])
        tasks.note(call.rows, made.id, "undone", call.member.person, call.said_at)
        return [made.id]
    before = tasks.by_id(call.rows, image["task"]["id"])
    task = changes.restore(call.rows, image)
    assert before is not None
    promises.plan_nudges(call.rows, task, task.accepted, call.hours, call.team.zone, call.now)
    tasks.note(call.rows, task.id, "undone", call.member.person, call.said_at)
    gone = recurring.take_next_away(call, task) if task.is_open and not before.is_open else ()
    return [task.id, *gone]


COMMAND = Command(
    en="undo",
    fr="oups",
    run=undo,
    nearly=("oops", "ups", "oupss", "retour", "back", "revert", "defaire"),
    deeds=(Deed.TAKE_BACK,),
    examples=(Example(en="undo", fr="oups"),),
)
