"""Open the private chat with the bot: what comes there, what is waiting, and where to begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.document import Choice, Document, Style, Typed, line, phrase
from domain.letter import Kind
from domain.rights import Deed
from domain.task import Assignment, Consent
from domain.welcome import way_in
from handlers.kit import promises
from handlers.kit.command import Call, Command, Example, Outcome, PrivateLetter
from storage import assignments, members, tasks

_NUMBER = re.compile(r"\s*#?(\d{1,9})\b")


def start(call: Call) -> Outcome:
    """Pressed or written in private, it opens the way; typed in the group, it leads to the button that does."""
    me = call.member
    theirs = assignments.of_person(call.rows, call.team.id, me.person)
    if call.in_group and not call.pressed and not me.reachable:
        return Outcome(answer=way_in(me.person))
    again = _proposal(call)
    letters = (again,) if again is not None else ()
    if me.reachable:
        return Outcome(answer=_hello(call, _carried(theirs)), letters=letters)
    members.set_reachable(call.rows, me.person, True)
    hello = PrivateLetter(me.person, Kind.ANSWER, _hello(call, _carried(theirs)))
    return Outcome(letters=(hello, *letters), changed=tuple(a.task_id for a in theirs))


def _carried(theirs: Sequence[Assignment]) -> int:
    return sum(a.consent is Consent.ACCEPTED for a in theirs)


def _proposal(call: Call) -> PrivateLetter | None:
    """The proposal that waits for this person, once more, if they name its task."""
    number = _NUMBER.match(call.argument)
    task = tasks.numbered(call.rows, call.team.id, int(number.group(1))) if number else call.replied
    if task is None or not task.is_open:
        return None
    mine = next((a for a in task.proposed if a.person == call.member.person), None)
    by = members.by_person(call.rows, call.team.id, mine.by) if mine is not None and mine.by is not None else None
    if mine is None or by is None:
        return None
    return PrivateLetter(mine.person, Kind.PROPOSAL, promises.asking(by, task, mine.person), task.id, mine.id)


def _hello(call: Call, carried: int) -> Document:
    me = call.member.person
    examples = (
        (Typed("tasks", call.either("me", "moi")), "help-tasks"),
        (Typed("take", "12"), "help-take"),
        (Typed("done", "12"), "help-done"),
    )
    return Document(
        (
            line(phrase("start-hello", name=call.member.name), style=Style.TITLE),
            line(phrase("start-private")),
            line(phrase("start-carried", count=carried)),
            *(line(phrase("help-line", command=c, says=phrase(says)), style=Style.ITEM) for c, says in examples),
        ),
        (
            Choice("tasks me", phrase("choice-my-tasks"), me),
            Choice("tasks free", phrase("choice-free-tasks"), me),
            Choice("privacy", phrase("choice-privacy"), me),
            Choice("help", phrase("choice-help-me"), me),
        ),
    )


COMMAND = Command(
    en="start",
    fr="demarrer",
    run=start,
    nearly=("commencer", "demarre", "debut", "begin"),
    deeds=(Deed.READ,),
    examples=(Example(en="start", fr="demarrer"), Example(en="start 12", fr="demarrer 12")),
)
