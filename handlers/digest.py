"""The weekly digest: as it would be now, when it comes, and its editions for one person alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from domain import deadline, wall_clock
from domain.document import Choice, Day, Document, Moment, Typed, phrase, says
from domain.rights import Deed
from domain.since import day_before
from domain.text import OFF, fold
from domain.wall_clock import local_day
from domain.week import WeeklySlot, next_occurrence
from domain.week_words import day_and_time
from handlers.kit import editions, undo, weekly
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import digests, teams

_ON = frozenset({"on", "oui", "yes"})
_HERE = frozenset({"here", "ici"}) | _ON
_ALL = frozenset({"all", "tout", "toutes"})
_ME = frozenset({"me", "mine", "moi"})
_COORDINATION = frozenset({"coordination", "coordo", "coordinator"})
_SINCE = frozenset({"since", "depuis"})
_LEFT = frozenset({"", "i left", "my leave", "mon depart", "que je suis partie", "que je suis parti"})
_USUAL = WeeklySlot(0, time(9))


def digest(call: Call) -> Outcome:
    first, _, rest = fold(call.argument).strip(" .!").partition(" ")
    if first in _ME:
        return _own(call, rest)
    if first in _COORDINATION:
        return _watched(call, rest)
    if first in _SINCE:
        return _since(call)
    words = fold(call.argument)
    if words in _ALL and call.pressed and (whole := weekly.told_last(call.rows, call.team, call.now)):
        return Outcome(answer=whole)
    if not words or words in _ALL:
        return Outcome(answer=_now(call, whole=bool(words)))
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


def _now(call: Call, *, whole: bool) -> Document:
    """The digest as it would be now, and the way to the coordination's edition for whoever coordinates."""
    told = weekly.as_of_now(call.rows, call.team, call.now, whole=whole)
    if whole or call.in_group or not call.coordinates:
        return told
    return told + Document((), (Choice("digest coordination", phrase("choice-watch"), call.member.person),))


def _own(call: Call, words: str) -> Outcome:
    me, now = call.member.person, call.now
    if words in _ON | OFF:
        return _switched(call, own=words in _ON)
    if words not in _ALL | {""}:
        raise Refusal("refusal-digest-me", example=Typed("digest", call.either("me on", "moi oui")))
    return Outcome(answer=editions.own_now(call.rows, call.team, me, now, whole=bool(words)))


def _watched(call: Call, words: str) -> Outcome:
    if words not in OFF:  # whoever coordinates no more may still end it
        call.must(Deed.WATCH)
    if words in _ON | OFF:
        return _switched(call, coordination=words in _ON)
    if words not in _ALL | {""}:
        raise Refusal("refusal-digest-me", example=Typed("digest", call.either("coordination on", "coordination oui")))
    return Outcome(answer=editions.watched_now(call.rows, call.team, call.member.person, call.now, whole=bool(words)))


def _switched(call: Call, **wanted: bool) -> Outcome:
    """An edition comes every week from now on, or no more."""
    undo.forget(call)
    there = digests.editions_of(call.rows, call.team.id, call.member.person)
    digests.set_editions(call.rows, call.team.id, call.member.person, replace(there, **wanted))
    key = "digest-me-on" if any(wanted.values()) else "digest-me-off"
    return Outcome(answer=says(key))


def _since(call: Call) -> Outcome:
    words = fold(call.argument).partition(" ")[2]
    whole = words.rpartition(" ")[2] in _ALL
    words = words.rpartition(" ")[0] if whole else words
    then = _day(call, words)
    told = editions.since(call.rows, call.team, then, call.zone, whole=whole)
    return Outcome(answer=told or says("since-nothing", day=Day(local_day(then, call.zone))))


def _day(call: Call, words: str) -> datetime:
    """The beginning of the day that is named, or the instant at which they left."""
    if words in _LEFT and call.member.away is not None:
        return call.member.away.since
    if (exact := _exact(words)) is not None and exact <= call.now:
        return exact
    here = call.said_at.astimezone(call.zone)

    def read(text: str, at: datetime) -> deadline.Reading:
        return deadline.read(text, language=call.language, reference=at, country=call.team.country)

    day = day_before(words, here, read) if words else None
    if day is None:
        raise Refusal("refusal-since", example=Typed("digest", call.either("since 1 may", "depuis lundi")))
    return wall_clock.instant(day, time(), call.zone)


def _exact(words: str) -> datetime | None:
    """An instant as the buttons write it."""
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _planned(call: Call, slot: WeeklySlot) -> Document:
    last = digests.last(call.rows, call.team.id)
    told = local_day(last.window_end, call.team.zone) if last else None
    at = next_occurrence(slot, call.now, call.team.zone, told)
    here = call.chat.place.thread if call.in_group else None
    teams.set_digest(call.rows, call.chat.id, slot, at, thread=here)
    if call.chat.digest is None and last is not None:  # what other chats were told meanwhile is no news
        teams.set_digest_told(call.rows, call.chat.id, last.id)
    return says("digest-set", moment=Moment(at))


def _example(call: Call) -> str:
    return "lundi 9:00" if call.language == "fr" else "monday 9:00"


COMMAND = Command(
    en="digest",
    fr="bilan",
    run=digest,
    nearly=("recap", "resume", "summary", "bilans"),
    deeds=(Deed.READ, Deed.SET_DIGEST, Deed.WATCH),
    private_words=tuple(sorted(_ME | _COORDINATION | _SINCE)),
    menu=7,
    examples=(
        Example(en="digest", fr="bilan"),
        Example(en="digest all", fr="bilan tout"),
        Example(en="digest me", fr="bilan moi"),
        Example(en="digest me on", fr="bilan moi oui"),
        Example(en="digest since 1 may", fr="bilan depuis lundi"),
        Example(en="digest monday 9:00", fr="bilan lundi 9:00", coordinators=True),
        Example(en="digest off", fr="bilan non", coordinators=True),
        Example(en="digest coordination", fr="bilan coordination", coordinators=True),
        Example(en="digest coordination on", fr="bilan coordination oui", coordinators=True),
    ),
)
