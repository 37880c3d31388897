"""What is promised, and what is there: one's own in private, and the group's totals where they were asked for."""

from __future__ import annotations

from domain import load_told, wall_clock
from domain.document import Choice, Document, Line, Style, Typed, line, phrase
from domain.edition import few_carry
from domain.enclosure import Enclosure
from domain.late import is_late
from domain.letter import Kind
from domain.rights import Deed
from domain.team import Talk
from domain.text import fold
from domain.workload import ENOUGH_PEOPLE, TeamLoad
from handlers.kit.command import Call, ChatLetter, Command, Example, Outcome, Refusal
from storage import letters, loads

_ME = frozenset({"me", "mine", "my", "moi"})
_GROUP = frozenset({"group", "groupe", "all", "tous", "team", "equipe"})


def load(call: Call) -> Outcome:
    words = fold(call.argument).strip(" .!")
    if words and words not in _ME | _GROUP:
        raise Refusal("refusal-load", example=call.example())
    there = loads.of_team(call.rows, call.team, call.now)
    if words in _ME or not (words or call.in_group):
        return _own(call, there)
    if not there.may_be_told:
        return Outcome(answer=Document((_not_yet(call),), (_hours(call),)))
    totals = Document(load_told.of_group(there))
    if call.in_group and not call.pressed and (cause := _for_all(call)):
        return Outcome(said=(ChatLetter(Kind.ANSWER, cause, totals, enclosure=Enclosure.LOAD),))
    return Outcome(answer=totals, enclosure=Enclosure.LOAD)


def _for_all(call: Call) -> str | None:
    """A chat gets the totals once a day, as one message: its cause. None: whoever asks reads them alone."""
    if call.chat.talk is Talk.SILENT or is_late(call.said_at, call.now):
        return None
    cause = f"load:{wall_clock.local_day(call.now, call.team.zone)}"
    return None if letters.was_made(call.rows, call.chat.id, cause) else cause


def _own(call: Call, there: TeamLoad) -> Outcome:
    me = call.member.person
    mine = there.people.get(me)
    lines: list[Line] = [line(phrase("load-title"), style=Style.TITLE), *load_told.of_person(there, me)]
    if mine is None or mine.supply is None:
        lines.append(line(phrase("load-no-hours", example=Typed("hours", "3h"))))
    choices = [_hours(call)]
    lines.append(line(phrase("load-group"), style=Style.HEADING))
    few = loads.few(call.rows, call.team, call.now) if call.coordinates else None
    lines += [few_carry(few)] if few else []
    if there.may_be_told:
        lines += load_told.group_summed(there)
        choices.append(Choice("load group", phrase("choice-load-group"), me))
    else:
        lines.append(_not_yet(call))
    return Outcome(answer=Document(tuple(lines), tuple(choices)), enclosure=Enclosure.OWN_LOAD if mine else None)


def _not_yet(call: Call) -> Line:
    """Not how many did: that alone would tell something of somebody."""
    return line(phrase("load-not-yet", people=ENOUGH_PEOPLE, example=Typed("hours", "3h")))


def _hours(call: Call) -> Choice:
    return Choice("hours", phrase("choice-my-hours"), call.member.person)


COMMAND = Command(
    en="load",
    fr="forces",
    run=load,
    also=("force",),
    nearly=("charge", "workload", "capacity", "capacite"),
    deeds=(Deed.READ,),
    personal=True,
    private_words=tuple(sorted(_ME)),
    examples=(
        Example(en="load", fr="forces"),
        Example(en="load me", fr="forces moi"),
        Example(en="load group", fr="forces groupe"),
    ),
)
