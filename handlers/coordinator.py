"""Who coordinates: see it, name somebody, or take it back. Administrators of the chat coordinate in any case."""

from __future__ import annotations

from domain.document import Choice, Document, Line, Mention, Style, Typed, line, phrase, says
from domain.letter import Kind
from domain.rights import Deed
from domain.team import Member
from domain.text import OFF, fold
from handlers.kit import undo
from handlers.kit.command import Call, Command, Example, Outcome, PrivateLetter, Question, Refusal
from handlers.kit.which import without_courtesy
from handlers.kit.which_person import ask_which, named_in
from storage import members, reports

_OFF = OFF | {"remove", "retirer", "fin"}
_ON = frozenset({"on", "oui", "yes"})
_ME = frozenset({"", "me", "moi"})


def coordinator(call: Call) -> Outcome:
    words = without_courtesy(call.argument)
    head, _, last = words.rpartition(" ")
    if not words:
        return Outcome(answer=_list(call))
    if fold(last) in _OFF:
        undo.forget(call)
        reports.look_soon(call.rows, call.now, team=call.team.id)
        return _take_back(call, _whom(call, head, "off"))
    undo.forget(call)
    reports.look_soon(call.rows, call.now, team=call.team.id)
    return _name(call, _whom(call, head if fold(last) in _ON and head else words, ""))


def _list(call: Call) -> Document:
    there = members.coordinators(call.rows, call.team.id)
    if not there:
        return says("coordinators-none")
    lines = [line(phrase("coordinators-title"), style=Style.TITLE), *map(_line, there)]
    if call.coordinates:
        lines.append(line(phrase("coordinators-more", example=call.example(1)), style=Style.NOTE))
    return Document(tuple(lines))


def _line(member: Member) -> Line:
    who = Mention(member.person, member.name)
    said = phrase("coordinator-by-chat", name=who) if member.administrator else phrase("coordinator-named", name=who)
    return line(said, style=Style.ITEM)


def _whom(call: Call, words: str, off: str) -> Member:
    """The person who is named; for `off` without any name, whoever writes. Only coordinators learn who is known."""
    if off and fold(words) in _ME:
        return call.member
    call.must(Deed.NAME_COORDINATOR)
    if fold(words) in _ME:
        return call.member
    named, rest = named_in(call, words, "coordinator", call.example(1).rest)
    if without_courtesy(rest):
        raise Refusal("refusal-coordinator", example=call.example(1))
    if not named.people:
        raise Refusal("refusal-unknown-person", name=named.typed)
    if len(named.people) > 1:
        raise Question(_which(ask_which(named, "coordinator", call.member.person), off))
    found = members.by_person(call.rows, call.team.id, named.people[0].person)
    assert found is not None, "only members are known"
    return found


def _which(asked: Document, off: str) -> Document:
    """The question which of them is meant, each button saying again what was asked."""
    if not off:
        return asked
    return Document(asked.lines, tuple(Choice(f"{c.command} {off}", c.label, c.person) for c in asked.choices))


def _name(call: Call, whom: Member) -> Outcome:
    if whom.named or whom.person == call.member.person:
        return Outcome(answer=call.aside(says("noted-coordinator", name=whom.name)))
    members.change(call.rows, call.team.id, whom.person, named=True)
    lines = (
        line(phrase("coordinator-you", by=Mention(call.member.person, call.member.name))),
        line(phrase("coordinator-can", settings=Typed("settings"), help=Typed("help")), style=Style.NOTE),
    )
    no_thanks = Choice("coordinator off", phrase("choice-coordinator-off"), whom.person)
    letter = PrivateLetter(whom.person, Kind.SYSTEM, Document(lines, (no_thanks,)))
    return Outcome(answer=call.aside(says("noted-coordinator", name=whom.name)), letters=(letter,))


def _take_back(call: Call, whom: Member) -> Outcome:
    """Nobody is left alone with a group that nobody coordinates."""
    if whom.administrator:
        members.change(call.rows, call.team.id, whom.person, named=False)  # should they be none some day
        return Outcome(answer=says("administrator-stays", name=whom.name))
    if not whom.named:
        raise Refusal("refusal-no-coordinator", name=whom.name, example=Typed("coordinator"))
    if len(members.coordinators(call.rows, call.team.id)) < 2:
        raise Refusal("refusal-last-coordinator", example=call.example(1))
    members.change(call.rows, call.team.id, whom.person, named=False)
    answer = call.aside(says("noted-coordinator-off", name=whom.name))
    if whom.person == call.member.person:
        return Outcome(answer=answer)
    told = says("coordinator-you-no-more", by=Mention(call.member.person, call.member.name))
    return Outcome(answer=answer, letters=(PrivateLetter(whom.person, Kind.SYSTEM, told),))


COMMAND = Command(
    en="coordinator",
    fr="coordo",
    run=coordinator,
    also=("coordinators", "coordos"),
    nearly=("coordinateur", "coordinatrice", "coordination", "coordinateurs", "admin", "admins", "administrateur"),
    deeds=(Deed.READ, Deed.NAME_COORDINATOR),
    examples=(
        Example(en="coordinator", fr="coordo"),
        Example(en="coordinator @amina", fr="coordo @amina", coordinators=True),
        Example(en="coordinator @amina off", fr="coordo @amina non", coordinators=True),
    ),
)
