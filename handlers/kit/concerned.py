"""Whom a report concerns: asked with the likeliest people as buttons, and read from a name that is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.document import Choice, Document, Style, line, phrase
from domain.report import About, Report
from domain.sentence import Known, Named, who_is
from domain.text import first_line, fold
from handlers.kit.apart import carried_on
from handlers.kit.command import Call, Outcome, Question, Refusal
from handlers.kit.people import known_people
from handlers.kit.which_person import ask_which

_NOBODY, _OTHER = ("nobody", "personne", "nobody named"), ("other", "autre", "somebody else")
_CHOSEN = re.compile(r"person:(\d{1,18})")
_MOST_NAMES = 7  # buttons for people; any other name can be typed


def whom(call: Call, said: str) -> tuple[About, int | None]:
    if fold(said) in _NOBODY:
        return About.NOBODY, None
    if fold(said) in _OTHER:
        return About.OTHER, None
    person = person_called(call, said, "report about:")
    return (About.NOBODY, None) if person == call.member.person else (About.PERSON, person)


def person_called(call: Call, said: str, command: str) -> int:
    """Raises Refusal for a name that nobody has here, and Question for one of several."""
    people = known_people(call)
    if call.pressed and (chosen := _CHOSEN.fullmatch(said)):
        return int(chosen.group(1))
    bare = said.lstrip("@").strip('"').strip()
    found = who_is(bare, people)
    if not found:
        raise Refusal("refusal-report-who", name=first_line(bare, 40))
    if len(found) > 1:
        raise Question(ask_which(Named(bare, found), command, call.member.person))
    return found[0].person


def ask(call: Call, mine: Report) -> Outcome:
    me = call.member.person
    choices = [
        Choice(f"report about: person:{each.person}", phrase("choice-person", name=each.name), me)
        for each in _likely(call, mine)
    ]
    choices.append(Choice("report about: nobody", phrase("choice-report-nobody"), me))
    choices.append(Choice("report about: other", phrase("choice-report-other"), me))
    asked = phrase("ask-report-who-of", name=mine.quoted_from) if mine.quoted_from else phrase("ask-report-who")
    lines = (line(asked), line(phrase("ask-report-who-then"), style=Style.NOTE))
    return carried_on(call, Document(lines, tuple(choices)), expects="report about:", door="report")


def _likely(call: Call, mine: Report) -> Sequence[Known]:
    """First those whose name stands above the message, or in the words; then the others by name, as long as all fit."""
    people = [each for each in known_people(call) if each.person != call.member.person]
    said = f" {fold(mine.quoted_from or '')} {fold(mine.words)} "
    named = [each for each in people if any(name and fold(name) in said for name in each.names)]
    others = sorted((each for each in people if each not in named), key=lambda each: fold(each.name))
    return [*named, *others][:_MOST_NAMES]
