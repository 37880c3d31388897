"""Open the private chat with the bot: what comes there, what is waiting, and where to begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.document import Choice, Document, Style, Typed, line, phrase
from domain.letter import Kind
from domain.message import Ability
from domain.rights import Deed
from domain.task import Assignment, Consent
from domain.team import Member
from domain.text import fold
from domain.welcome import way_in
from handlers.kit import debating, promises, role_lines
from handlers.kit.command import Call, Command, Example, Outcome, PrivateLetter
from storage import assignments, members, roles, tasks

DOORS = ("later", "urgent")
"""What a closed chat opens the private chat for."""

_WAYS = (*DOORS, "ask", "report")
_NUMBER = re.compile(r"\s*#?(\d{1,9})\b")


def start(call: Call) -> Outcome:
    """Pressed or written in private, it opens the way; typed in the group, it leads to the button that does, unless the
    bot can open it by itself."""
    me = call.member
    theirs = assignments.of_person(call.rows, call.team.id, me.person)
    may_write_first = Ability.WRITE_FIRST in (call.chat.abilities or ())
    if call.in_group and not (call.pressed or me.reachable or may_write_first):
        return Outcome(answer=way_in(me.person))
    opened = (
        _through_a_door(call)
        or debating.opened(call)
        or Outcome(answer=_hello(call, _carried(theirs)), letters=tuple(_waiting(call, theirs)))
    )
    if me.reachable or opened.answer is None:
        return opened
    members.set_reachable(call.rows, me.account, True)
    hello = PrivateLetter(me.person, Kind.ANSWER, opened.answer, expects=opened.expects)
    return Outcome(letters=(hello, *opened.letters), changed=tuple(a.task_id for a in theirs))


def _through_a_door(call: Call) -> Outcome | None:
    """On to what the button in the group promised."""
    named = fold(call.argument)
    door = next((each for each in call.commands if each.en in _WAYS and each.en == named), None)
    if door is None:
        return None
    in_group = call.in_group and call.member.reachable  # else the way into private is being opened just now
    return door.run(replace(call, command=door, argument="", in_group=in_group))


def _carried(theirs: Sequence[Assignment]) -> int:
    return sum(a.consent is Consent.ACCEPTED for a in theirs)


def _waiting(call: Call, theirs: Sequence[Assignment]) -> Iterator[PrivateLetter]:
    """The proposals that wait for this person, once more: that of the task which they name, or all of them."""
    number, me = _NUMBER.match(call.argument), call.member.person
    named = tasks.numbered(call.rows, call.team.id, int(number.group(1))) if number else call.replied
    is_named = number is not None or named is not None
    for mine in (each for each in theirs if each.consent is Consent.PROPOSED):
        task, by = tasks.by_id(call.rows, mine.task_id), _member(call, mine.by)
        if task is not None and task.is_open and by is not None and (not is_named or task == named):
            yield PrivateLetter(me, Kind.PROPOSAL, promises.asking(by, task, me), task.id, mine.id)
    for role in roles.of_team(call.rows, call.team.id) if not is_named else ():
        if role.asks(me) and (by := _member(call, role.asked_by)) is not None:
            asked = role_lines.asking(by, role, me)
            yield PrivateLetter(me, Kind.PROPOSAL, asked, role=role.id, asked_at=role.asked_at)


def _member(call: Call, person: int | None) -> Member | None:
    return members.by_person(call.rows, call.team.id, person) if person is not None else None


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
            Choice("charter", phrase("choice-charter"), me),
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
