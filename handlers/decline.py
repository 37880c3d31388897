"""Say no to a proposal, to what a search asks, or to a yes that would be too much: one tap, without a reason and
without a trace."""

from __future__ import annotations

from domain.document import says
from domain.rights import Deed
from domain.task import Task
from handlers.kit import proposals, searching, undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, PrivateLetter
from storage import assignments, choices, searches


def decline(call: Call) -> Outcome:
    meant, _ = which.several(call)
    changed: list[int] = []
    letters: list[PrivateLetter] = []
    for task in meant:
        if task.part_of(call.member.person) is not None or not _is_theirs_to_leave(call, task):
            asked = proposals.of(call, task)
            assignments.ask_no_more(call.rows, asked, call.said_at)  # no history: declining is written nowhere
            changed.append(task.id)
        elif following := _next(call, task):
            letters.append(following)
    undo.forget(call)
    return Outcome(answer=says("noted"), changed=tuple(changed), letters=tuple(letters))


def _is_theirs_to_leave(call: Call, task: Task) -> bool:
    """Were they asked by a search, or asked back whether it is not too much?"""
    me = call.member.person
    if searches.asked_before(call.rows, task.id).get(me, False):
        return True
    return call.pressed and call.proposal is None and choices.is_offered(call.rows, me, f"decline {call.argument}")


def _next(call: Call, task: Task) -> PrivateLetter | None:
    """Whoever is asked after them, if it was their turn."""
    search = searches.of_task(call.rows, task.id)
    if search is None or search.asked != call.member.person:
        return None
    return searching.turned_down(call.rows, call.team, search, call.now)


COMMAND = Command(
    en="decline",
    fr="refuser",
    run=decline,
    nearly=("refuse", "refuser", "non", "no", "nope"),
    deeds=(Deed.ANSWER,),
    about=Pool.ASKED,
    private_matter=True,
    examples=(Example(en="decline 12", fr="refuser 12"),),
)
