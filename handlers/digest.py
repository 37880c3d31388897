"""The weekly digest: as it would be now, and when it comes."""

from __future__ import annotations

from datetime import time

from domain.document import Document, Moment, Typed, says
from domain.rights import Deed
from domain.text import OFF, fold
from domain.wall_clock import local_day
from domain.week import WeeklySlot, next_occurrence
from domain.week_words import day_and_time
from handlers.kit import undo, weekly
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import digests, teams

_HERE = frozenset({"here", "ici", "on", "oui"})
_ALL = frozenset({"all", "tout", "toutes"})
_USUAL = WeeklySlot(0, time(9))


def digest(call: Call) -> Outcome:
    words = fold(call.argument)
    if words in _ALL and call.pressed and (rest := weekly.told_last(call.rows, call.team, call.now)):
        return Outcome(answer=rest)
    if not words or words in _ALL:
        return Outcome(answer=weekly.as_of_now(call.rows, call.team, call.now, whole=bool(words)))
    call.must(Deed.SET_DIGEST)
    undo.forget(call)
    if words in OFF:
        teams.set_digest(call.rows, call.chat.id, None, None)
        return Outcome(answer=says("digest-off", example=Typed("digest", _example(call))))
    slot = call.chat.digest or _USUAL
    if words not in _HERE:
        asked = day_and_time(words)
        if asked is None:
            raise Refusal("refusal-digest", example=Typed("digest", _example(call)))
        slot = WeeklySlot(asked[0], asked[1] or slot.at)
    return Outcome(answer=_planned(call, slot))


def _planned(call: Call, slot: WeeklySlot) -> Document:
    last = digests.last(call.rows, call.team.id)
    told = local_day(last.window_end, call.team.zone) if last else None
    at = next_occurrence(slot, call.now, call.team.zone, told)
    here = call.chat.place.thread if call.in_group else None
    teams.set_digest(call.rows, call.chat.id, slot, at, thread=here)
    return says("digest-set", moment=Moment(at))


def _example(call: Call) -> str:
    return "lundi 9:00" if call.language == "fr" else "monday 9:00"


COMMAND = Command(
    en="digest",
    fr="bilan",
    run=digest,
    nearly=("recap", "resume", "summary", "bilans"),
    deeds=(Deed.READ, Deed.SET_DIGEST),
    menu=7,
    examples=(
        Example(en="digest", fr="bilan"),
        Example(en="digest all", fr="bilan tout"),
        Example(en="digest monday 9:00", fr="bilan lundi 9:00", coordinators=True),
        Example(en="digest off", fr="bilan non", coordinators=True),
    ),
)
