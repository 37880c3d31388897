"""Whom a request is for: the people who are named, the question back, and who cannot be asked now."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain import request as rules
from domain.document import Choice, Document, Moment, Phrase, Several, line, phrase
from domain.sentence import Known, is_everybody, is_me, names_first
from domain.text import first_line, whole
from handlers.kit.command import Call, Outcome, Question, Refusal
from handlers.kit.people import known_people
from handlers.kit.which_person import label
from storage import members, requests

_FEW = 8  # people whom one picks by button; in a larger team they are named, so that it is not always the same
_SHORT = 30
_CHOSEN = re.compile(r"\s*person:(\d{1,18})")


def ask(call: Call, this: str) -> Outcome:
    """Ask for names; `this` is the line that they complete."""
    me = call.member.person
    others = {known.person: known for known in known_people(call) if known.person != me}
    few = others.values() if len(others) <= _FEW else ()
    buttons = tuple(Choice(f"{this} person:{k.person}", phrase("choice-person", name=label(k)), me) for k in few)
    asks = line(phrase("ask-whom", example=call.example(1)))
    return Outcome(answer=Document((asks,), buttons), expects=this, refused=True)


def named(call: Call, text: str, this: str) -> tuple[tuple[int, ...], str]:
    """The people whom a text names first, and what follows. Raises Refusal or Question where it is not clear who."""
    people, found = known_people(call), list[int]()
    while call.pressed and (button := _CHOSEN.match(text)):
        found.append(int(button.group(1)))
        text = text[button.end() :]
    first, rest = names_first(text, people)
    if any(is_everybody(each.typed) for each in first):
        raise Refusal("refusal-ask-many", most=rules.MOST_PEOPLE)
    for place, each in enumerate(first):
        if is_me(each.typed):
            raise Refusal("refusal-ask-self", example=call.example())
        if len({known.person for known in each.people}) > 1:
            later = [f'@"{other.typed}"' for other in first[place + 1 :]]
            raise Question(_which(call, each.typed, each.people, f"{this} {chosen(found)}", [*later, rest]))
        if not each.people:
            raise Refusal("refusal-unknown-person", name=each.typed)
        found.append(each.people[0].person)
    if not found:
        raise Refusal("refusal-ask-whom", example=call.example(1))
    return tuple(dict.fromkeys(found)), whole(rest)


def _which(call: Call, typed: str, people: Sequence[Known], before: str, after: Sequence[str]) -> Document:
    rest = " ".join(after).strip()
    choices = (
        Choice(
            f"{before.strip()} person:{known.person} {rest}".strip(),
            phrase("choice-person", name=label(known)),
            call.member.person,
        )
        for known in people
    )
    return Document((line(phrase("ask-which-person", name=typed)),), tuple(choices))


def check(call: Call, people: Sequence[int], this: str, want: str = "") -> None:
    """Raises Refusal or Question where one of these cannot be asked now. Whether somebody wants no requests makes no
    difference here, nor anywhere else that the asker can see."""
    if call.member.person in people:
        raise Refusal("refusal-ask-self", example=call.example())
    if len(people) > rules.MOST_PEOPLE:
        raise Refusal("refusal-ask-many", most=rules.MOST_PEOPLE)
    if later := rules.more_at(requests.sent_by(call.rows, call.member.person), call.now):
        raise Refusal("refusal-ask-day", most=rules.MOST_A_DAY, moment=Moment(later))
    known = {person: members.by_person(call.rows, call.team.id, person) for person in people}
    if not people or any(member is None or not member.is_current for member in known.values()):
        raise Refusal("refusal-ask-whom", example=call.example(1))
    unreached = [person for person, member in known.items() if member and not member.reachable]
    if unreached:
        why = phrase("ask-unreached", people=names(call, unreached), count=len(unreached))
        raise Question(_without(call, why, [p for p in people if p not in unreached], this, want))
    past = {person: requests.past(call.rows, call.member.person, person) for person in people}
    waits = {person: again for person in people if (again := rules.again_at(past[person], call.now))}
    if waits:
        why = phrase("ask-too-soon", people=names(call, list(waits)), moment=Moment(max(waits.values())))
        raise Question(_without(call, why, [p for p in people if p not in waits], this, want))


def _without(call: Call, why: Phrase, others: Sequence[int], this: str, want: str) -> Document:
    """Why some cannot be asked, and a button to ask the others."""
    if not others:
        return Document((line(why),))
    only = phrase("choice-ask-only", people=names(call, others))
    return Document((line(why),), (Choice(f"{this} {chosen(others)} {want}".strip(), only, call.member.person),))


def chosen(people: Sequence[int]) -> str:
    """People in the line of a button: a number is one person's, whatever others are called."""
    return " ".join(f"person:{person}" for person in people)


def names(call: Call, people: Sequence[int]) -> Several:
    found = (members.by_person(call.rows, call.team.id, person) for person in people)
    return Several(tuple(first_line(member.name, _SHORT) for member in found if member))
