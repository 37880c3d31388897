"""What somebody can do who is asked for something: read it or not, and answer once, to the asker alone."""

from __future__ import annotations

from datetime import datetime

from domain import request as rules
from domain import wall_clock
from domain.document import Choice, Day, Document, Mention, Phrase, Style, line, phrase, says
from domain.letter import Kind
from domain.team import Member
from domain.text import first_line, fold, whole
from handlers.kit.command import Call, Outcome, PrivateLetter, Refusal
from storage import members, requests
from storage.requests import Asked

_SHORT = 30  # characters of a name on a button
ON = "on|rouvrir|ouvrir|reopen"
OFF = "off|non|no|never|jamais|no more"
"""What `/ask` is followed by where it says whether they want requests at all, from whichever team."""


def is_of_a_person(command: str, argument: str) -> bool:
    """Does a line mean all the teams of whoever writes it?"""
    return command == "ask" and fold(argument) in f"{ON}|{OFF}".split("|")


def ways(asked: Asked, asker: Member, *, more: bool = True) -> tuple[Choice, ...]:
    """What can be said to the question for leave."""
    name = first_line(asker.name, _SHORT)
    each = ("yes", "notnow", "else", "more") if more else ("yes", "notnow", "else")
    return (
        *(Choice(f"ask {way} {asked.id}", phrase(f"choice-request-{way}", name=name), asked.person) for way in each),
        Choice("ask off", phrase("choice-request-off"), asked.person),
    )


def answer(call: Call, way: str, asked_id: int | None, words: str) -> Outcome:
    found = _found(call, way, asked_id)
    if isinstance(found, Outcome):
        return found
    asked, asker = found
    if way == "notnow":
        return Outcome(answer=says("request-not-now", day=_day(call, asked.request.erase_at)))
    if way == "more":
        return Outcome(answer=_more(call, asked, asker))
    if way == "yes" or (way in ("can", "cannot", "say") and not asked.opened):
        return _read(call, asked, asker)
    if asked.answered:
        return Outcome(answer=says("request-answered", name=asker.name), refused=True)
    if len(words) > rules.LONGEST:
        raise Refusal("refusal-long-voice", most=rules.LONGEST)
    words = whole(words)
    if way in ("else", "say") and not words:
        return _asks_back(call, asked, asker, way)
    if way == "say":
        return _passed_on(call, asked, asker, None, words)
    said = phrase("request-says-elsewhere" if way == "else" else f"request-says-{way}")
    return _passed_on(call, asked, asker, said, words)


def _found(call: Call, way: str, asked_id: int | None) -> tuple[Asked, Member] | Outcome:
    """What they were asked, and by whom; the only one that waits if they do not say which."""
    me = call.member.person
    waiting = requests.unanswered(call.rows, call.team.id, me) if asked_id is None else ()
    named = [requests.asked(call.rows, asked_id, me)] if asked_id is not None else waiting
    there = [
        (each, asker)
        for each in named
        if each is not None
        and each.request.team_id == call.team.id
        and (asker := members.by_person(call.rows, call.team.id, each.request.asker)) is not None
        and asker.is_current
    ]
    if len(there) == 1:
        return there[0]
    if not there:
        return Outcome(answer=says("request-gone"), refused=True)
    whose = (Choice(f"ask {way} {each.id}", phrase("choice-person", name=by.name), me) for each, by in there)
    return Outcome(answer=Document((line(phrase("request-which")),), tuple(whose)), refused=True)


def _read(call: Call, asked: Asked, asker: Member) -> Outcome:
    """They said yes to reading it. That, too, is told to nobody."""
    requests.opened(call.rows, asked.id)
    lines = rules.in_full(Mention(asker.person, asker.name), asked.request)
    if asked.answered:
        return Outcome(answer=Document((*lines, line(phrase("request-answered", name=asker.name), style=Style.NOTE))))
    lines += (line(phrase("request-how", name=asker.name)),)
    buttons = (
        Choice(f"ask {way} {asked.id}", phrase(f"choice-answer-{way}"), asked.person)
        for way in ("can", "cannot", "say")
    )
    return Outcome(answer=Document(lines, tuple(buttons)), expects=f"ask say {asked.id}:")


def _more(call: Call, asked: Asked, asker: Member) -> Document:
    """Who asks, how many, since when and until when; the words stay unread."""
    request, by = asked.request, Mention(asker.person, asker.name)
    assert request.sent_at is not None
    lines = [line(phrase("request-more-who", by=by, day=_day(call, request.sent_at), count=len(request.people)))]
    if request.about:
        lines.append(line(phrase("request-more-about", about=request.about)))
    lines.append(line(phrase("request-more-free", day=_day(call, request.erase_at)), style=Style.NOTE))
    return Document(tuple(lines), ways(asked, asker, more=False))


def _asks_back(call: Call, asked: Asked, asker: Member, way: str) -> Outcome:
    asks = line(phrase(f"ask-request-{way}", name=asker.name))
    without = Choice(f"ask elsewhere {asked.id}", phrase("choice-request-elsewhere"), call.member.person)
    return Outcome(answer=Document((asks,), (without,) if way == "else" else ()), expects=f"ask {way} {asked.id}:")


def _passed_on(call: Call, asked: Asked, asker: Member, said: Phrase | None, words: str) -> Outcome:
    requests.answered(call.rows, asked.id)
    told = rules.answer(call.member.name, asked.request, said, words)
    news = PrivateLetter(asker.person, Kind.SYSTEM, told)
    return Outcome(answer=says("request-passed", name=asker.name), letters=(news,))


def _day(call: Call, at: datetime) -> Day:
    return Day(wall_clock.local_day(at, call.zone))
