"""Finish tasks. Anyone in the team may say that something is done."""

from __future__ import annotations

from datetime import datetime

from domain import wall_clock
from domain.card import titles_of
from domain.document import Typed, says
from domain.rights import Deed
from domain.task import State, Task, TaskKind
from handlers.kit import closing, recurring, undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Refusal
from storage import tasks


def done(call: Call) -> Outcome:
    finished, _ = which.several_open(call)
    for task in finished:
        _must_have_begun(call, task)
    for task in finished:
        closing.close(call, task, State.DONE)
        tasks.note(call.rows, task.id, "done", call.member.person, call.said_at)
    following = [made for task in finished if (made := recurring.make_next(call, task)) is not None]
    undo.remember(call, *finished)
    waiting = closing.waiting_for(call, finished)
    return Outcome(
        answer=call.aside(says("noted-done", tasks=titles_of(finished))),
        changed=tuple(task.id for task in (*finished, *waiting)),
        shown=tuple(task.id for task in following),
        letters=closing.free_to_start(call, waiting),
    )


def _must_have_begun(call: Call, task: Task) -> None:
    """Raises Refusal for an appointment that is ahead: nobody could say any more that they come."""
    if task.kind is not TaskKind.EVENT or task.due is None:
        return
    today = wall_clock.local_day(call.said_at, call.team.zone)
    if task.due > call.said_at if isinstance(task.due, datetime) else task.due > today:
        raise Refusal("refusal-event-ahead", number=f"#{task.number}", example=Typed("cancel", str(task.number)))


COMMAND = Command(
    en="done",
    fr="fait",
    run=done,
    nearly=("fini", "finie", "finis", "termine", "terminee", "finish", "finished", "ok", "check", "close", "fais"),
    deeds=(Deed.FINISH,),
    about=Pool.MINE,
    menu=4,
    examples=(Example(en="done 12", fr="fait 12"), Example(en="done 12 13", fr="fait 12 13")),
)
