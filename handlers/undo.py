"""Take back one's own last change, within ten minutes, unless somebody changed the task since."""

from __future__ import annotations

from domain.card import titles_of
from domain.debate import Fate, next_showing, title_of
from domain.document import Several, says
from domain.rights import Deed
from domain.task import UNDO_WITHIN, State, Task
from handlers.kit import coming, from_template, promises, recurring, waiting
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import (
    assignments,
    attendance,
    changes,
    charters,
    debates,
    later,
    notes,
    projects,
    requests,
    searches,
    tasks,
    thanks,
)

_OF_NO_TASK = ("search", "settled", "parked", "thanks", "later", "request", "charter", "rang")


def undo(call: Call) -> Outcome:
    change = changes.last(call.rows, call.team.id, call.member.person)
    if change is None or call.said_at - change.at > UNDO_WITHIN:
        raise Refusal("refusal-nothing-to-undo")
    if not changes.stands(call.rows, change):
        raise Refusal("refusal-undo-changed")
    again = tuple(_park_again(call, image) for image in change.before if "settled" in image or "parked" in image)
    touched: list[int] = []
    dates = [was for image in change.before if (was := _as_it_is(call, image)) is not None]
    for image in change.before:
        touched += _take_back(call, image)
    changes.forget(call.rows, call.team.id, call.member.person)
    _settle_projects(call, change)
    found = [task for id_ in dict.fromkeys(touched) if (task := tasks.by_id(call.rows, id_)) is not None]
    numbers_near = dict.fromkeys(number for task in found for number in (*task.blocks, *task.waits_for))
    around = [tasks.numbered(call.rows, call.team.id, number) for number in numbers_near]
    near = [task.id for task in around if task is not None and task.is_open]  # a closed card shows no order
    debated = (there for id_ in again if (there := debates.by_id(call.rows, id_)) is not None)
    titles = (*titles_of(found).items, *map(title_of, debated))
    answer = says("noted-undone", tasks=Several(titles)) if titles else says("noted")
    made = [image["made"] for image in change.before if "made" in image]
    if len(made) > 1:  # all that a template made: those without a card get none for this
        count = says("noted-undone-many", count=len(made))
        return Outcome(
            answer=call.aside(count), restated=tuple(made), said=from_template.all_chats(call, count, "undone")
        )
    news = tuple(letter for was in dates for letter in coming.news(call, was))
    changed = tuple(dict.fromkeys([*touched, *near]))
    came = tuple(image["came"] for image in change.before if "came" in image)
    return Outcome(answer=call.aside(answer), changed=changed, debates=again, letters=news, restated=came)


def _as_it_is(call: Call, image: changes.Image) -> Task | None:
    """The task of an image, before anything is taken back."""
    task_id = image["made"] if "made" in image else image["task"]["id"] if "task" in image else None
    return tasks.by_id(call.rows, task_id) if task_id is not None else None


def _settle_projects(call: Call, change: changes.Change) -> None:
    """A name that stands on no task any more is no project, and one that does again is."""
    before, after = (
        {image["task"]["project"] for image in images if "task" in image} - {None}
        for images in (change.before, change.after)
    )
    projects.put_back(call.rows, call.team.id, before - after, call.said_at)
    if after - before:
        projects.drop_unused(call.rows, call.team.id, after - before)


def _park_again(call: Call, image: changes.Image) -> int:
    """A debate waits again that was over, or is off the agenda again; its id."""
    there = debates.by_id(call.rows, image.get("settled") or image["parked"])
    assert there is not None
    tomorrow = next_showing(call.now, call.team.zone)
    if "settled" in image:
        debates.park_again(call.rows, there, tomorrow)
    else:
        debates.close(call.rows, there, Fate.DROPPED, call.said_at, decision=None, due_at=call.now)
    return there.id


def _take_back(call: Call, image: changes.Image) -> list[int]:
    """One image of what was before; the ids of the tasks that look different now."""
    if any(name in image for name in _OF_NO_TASK):
        _unsay(call, image)
        return []
    if "came" in image:
        attendance.cannot(call.rows, image["came"], call.member.person)
        return []
    if "note" in image:
        notes.remove(call.rows, image["note"])
        return [image["of"]]
    if "made" in image:
        made = tasks.by_id(call.rows, image["made"])
        assert made is not None
        if made.blocks:  # somebody built on it
            raise Refusal("refusal-undo-changed")
        tasks.change(call.rows, made.id, state=State.CANCELLED.value, closed_at=call.said_at)
        assignments.stop_nudges(call.rows, made.id)
        assignments.unassign(call.rows, [a.id for a in made.proposed])
        tasks.note(call.rows, made.id, "undone", call.member.person, call.said_at)
        return [made.id]
    before = tasks.by_id(call.rows, image["task"]["id"])
    assert before is not None
    if waiting.circle(call, before, image["task"]["waits_for"]) is not None:
        raise Refusal("refusal-undo-changed")  # somebody put them in the other order since
    task = changes.restore(call.rows, image)
    searches.end(call.rows, task.id)
    promises.plan_nudges(call.rows, task, task.accepted, call.hours, call.team.zone, call.now)
    tasks.note(call.rows, task.id, "undone", call.member.person, call.said_at)
    gone = recurring.take_next_away(call, task) if task.is_open and not before.is_open else ()
    return [task.id, *(following.id for following in gone)]


def _unsay(call: Call, image: changes.Image) -> None:
    """Words that are about no task. Raises Refusal where others read them already."""
    if "thanks" in image and not thanks.remove(call.rows, image["thanks"]):  # a digest told it already
        raise Refusal("refusal-undo-changed")
    if "charter" in image and not charters.take_back(call.rows, call.team.id, image["charter"]):
        raise Refusal("refusal-undo-charter")
    if "later" in image:
        if not any(row.id == image["later"] for row in later.waiting(call.rows, call.team.id, call.member.person)):
            raise Refusal("refusal-later-gone")
        later.take_back(call.rows, image["later"])
    if "request" in image:
        requests.take_back(call.rows, image["request"])
    if "search" in image:
        searches.end(call.rows, image["search"])
    if "rang" in image:
        raise Refusal("refusal-undo-rang")


COMMAND = Command(
    en="undo",
    fr="oups",
    run=undo,
    nearly=("oops", "ups", "oupss", "retour", "back", "revert", "defaire"),
    deeds=(Deed.TAKE_BACK,),
    examples=(Example(en="undo", fr="oups"),),
)
