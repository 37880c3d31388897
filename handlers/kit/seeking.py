"""`/give 12 someone`: the bot looks for somebody itself, and who asked for it sees no more than that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain import rights
from domain.document import Typed, says
from domain.rights import Deed
from domain.task import Role, Task
from handlers.kit import searching, undo, which
from handlers.kit.command import Call, Outcome, PrivateLetter, Refusal
from storage import assignments, searches
from storage.searches import Search

_SOMEONE = re.compile(
    r"\s*(?<![\w@])(?:(?:à|a|to)\s+)?(?:some(?:one|body)(?:\s+else)?|quelqu['’ʼ]?\s?une?(?:\s+d['’ʼ]autre)?)[\s.!?]*$",
    re.IGNORECASE,
)


def asked_for(call: Call) -> Call | None:
    """The line without the word that asks for somebody, whoever it is; None: it has no such word."""
    bare = _SOMEONE.sub("", call.argument)
    return None if bare == call.argument else replace(call, argument=bare)


def begin(call: Call) -> Outcome:
    meant, _ = which.several_open(call)
    for task in meant:
        which.must_be_work(task)
    there = {task.id: searches.of_task(call.rows, task.id) for task in meant}
    mine = [search for search in there.values() if search is not None and search.asked == call.member.person]
    others = [task for task in meant if there[task.id] not in mine]
    begun = [part for part in [(task, _role(call, task)) for task in others] if there[part[0].id] is None]
    if not begun:
        return Outcome(answer=call.aside(says("search-goes-on")), letters=_passed_on(call, mine))
    changed = [task for task, role in begun if _withdraw(call, task, role)]
    letters = [*_passed_on(call, mine), *(letter for task, role in begun for letter in _begin(call, task, role))]
    if any(_is_asked(call, task) for task in changed):
        undo.forget(call)  # no history: declining is written nowhere
    else:
        undo.remember(call, *changed, others=tuple({"search": task.id} for task, _ in begun))
    shown = tuple(task.id for task in changed)
    return Outcome(answer=call.aside(says("search-begun")), changed=shown, letters=tuple(letters))


def _passed_on(call: Call, theirs: Sequence[Search]) -> tuple[PrivateLetter, ...]:
    """Whoever is asked themself, and finds that it is for somebody else, says no."""
    following = [searching.turned_down(call.rows, call.team, search, call.now) for search in theirs]
    return tuple(filter(None, following))


def _role(call: Call, task: Task) -> Role:
    """What whoever is found will be: what they are themselves, or are asked to be. Raises Refusal where somebody else
    has it and needs no help, or is being asked by others."""
    mine = task.part_of(call.member.person)
    if mine is not None:
        return mine.role
    if task.lead is None or task.is_offered:
        if task.proposed and not rights.may(Deed.CANCEL, call.member, call.now, task):
            raise Refusal("refusal-being-asked", number=f"#{task.number}")
        return Role.LEAD
    if task.lacks_people:
        return Role.HELPER
    raise Refusal("refusal-taken-seek", name=task.lead.name, example=Typed("helpwanted", str(task.number)))


def _withdraw(call: Call, task: Task, role: Role) -> bool:
    """One's own answer is no; else, whoever was asked to lead is asked no more. Did anything change?"""
    if _is_asked(call, task):
        mine = task.part_of(call.member.person)
        assert mine is not None
        assignments.ask_no_more(call.rows, mine, call.said_at)
        return True
    waiting = [each.id for each in task.proposed if role is Role.LEAD is each.role]
    assignments.unassign(call.rows, waiting)
    return bool(waiting)


def _is_asked(call: Call, task: Task) -> bool:
    return any(each.person == call.member.person for each in task.proposed)


def _begin(call: Call, task: Task, role: Role) -> list[PrivateLetter]:
    """The first one is asked. Where there is nobody, that is told no sooner than if somebody had kept silent."""
    me = call.member.person
    leads = task.lead.person if task.lead is not None else None
    search = searches.begin(call.rows, task.id, me, role, leads, call.now)
    first = searching.go_on(call.rows, call.team, search, call.now)
    if first is not None:
        return [first]
    until = searching.answer_by(call.rows, call.team, task, me, call.now)
    searches.ask(call.rows, search.id, None, until)
    return []


def wants(call: Call, *, none: bool) -> Outcome:
    """Whether somebody may be asked without being named. Nobody is told; what they are asked now is the next one's."""
    undo.forget(call)
    searches.set_wants_none(call.rows, call.team.id, call.member.person, none)
    if not none:
        return Outcome(answer=says("ask-me-again"))
    following = _passed_on(call, searches.asking(call.rows, call.team.id, call.member.person))
    example = Typed("hours", call.either("ask", "demander"))
    return Outcome(answer=says("ask-me-no-more", example=example), letters=following)
