"""The hours a week that one can give: usually, and in single weeks. Nobody else sees them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from domain import deadline, load_told, wall_clock
from domain import hours as words
from domain.document import Choice, Day, Document, Line, Style, line, phrase, says
from domain.load import Hours, monday
from domain.rights import Deed
from domain.text import OFF, fold
from handlers.kit import searching, seeking, undo
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import hours as stored
from storage import loads, searches

_USUAL = ("1h", "2h", "3h", "5h")
_NO_ASK = (
    "noask",
    "no ask",
    "do not ask",
    "don't ask",
    "do not ask me",
    "ne pas demander",
    "pas demander",
    "ne pas me demander",
)
_ASK = ("ask", "ask me", "ask again", "demander", "me demander", "demander a nouveau")


def hours(call: Call) -> Outcome:
    text = fold(call.argument).strip(" .!")
    given = stored.of(call.rows, call.team.id, call.member.person)
    if not text:
        return _asked(call) if given is None else Outcome(answer=_page(call, given))
    if text in _NO_ASK + _ASK:
        return seeking.wants(call, none=text in _NO_ASK)
    undo.forget(call)
    if text in OFF:
        stored.forget(call.rows, call.team.id, call.member.person)
        return Outcome(answer=says("hours-off", example=call.example(1)))
    if words.names_week(call.argument):
        _set_week(call, given)
    else:
        stored.give(call.rows, call.team.id, call.member.person, _read(call, call.argument))
    now = stored.of(call.rows, call.team.id, call.member.person)
    assert now is not None
    return Outcome(answer=says("noted") + _page(call, now))


def _asked(call: Call) -> Outcome:
    """Nothing is known of theirs: a button for usual ones, and what they write next is the answer."""
    me = call.member.person
    choices = tuple(Choice(f"hours {each}", phrase("choice-hours", hours=each[:-1]), me) for each in _USUAL)
    lines = (line(phrase("ask-hours", example=call.example(2))), line(phrase("hours-private"), style=Style.NOTE))
    return Outcome(answer=Document(lines, choices), expects="hours")


def _read(call: Call, said: str, example: int = 1) -> Hours:
    found = words.read(said)
    if found is None:
        raise Refusal("refusal-hours", example=call.example(example))
    return found


def _today(call: Call) -> date:
    """The team's day on which they said it: weeks are the team's, like its calendar."""
    return wall_clock.local_day(call.said_at, call.team.zone)


def _set_week(call: Call, given: stored.Given | None) -> None:
    if given is None:
        raise Refusal("refusal-hours-first", example=call.example(1))
    today = _today(call)
    begin = datetime.combine(monday(today), time(), call.team.zone)

    def read_date(text: str) -> deadline.Reading:
        return deadline.read(text, language=call.language, reference=begin, country=call.team.country)

    named = words.week(call.argument, today, read_date)
    if named is None:
        raise Refusal("refusal-hours-week", example=call.example(3))
    week, said = named
    if fold(said) in OFF:
        stored.forget_week(call.rows, call.team.id, call.member.person, week)
    else:
        stored.give_week(call.rows, call.team.id, call.member.person, week, _read(call, said, 3))


def _page(call: Call, given: stored.Given) -> Document:
    """What they gave, and beside it what they promised for the coming weeks."""
    load = loads.of_team(call.rows, call.team, call.now)
    lines = (
        line(phrase("hours-title", hours=load_told.hours(given.usual)), style=Style.TITLE),
        *_single(given, monday(load.today)),
        *load_told.of_person(load, call.member.person),
        *([line(phrase("hours-unasked"))] if _wants_none(call) else []),
        line(phrase("hours-private"), style=Style.NOTE),
    )
    return Document(lines, _buttons(call, given))


def _wants_none(call: Call) -> bool:
    return searches.wants_none(call.rows, call.team.id, call.member.person)


def _single(given: stored.Given, first: date) -> tuple[Line, ...]:
    """The weeks that are not as usual."""
    weeks = sorted((week, hours) for week, hours in given.weeks.items() if week >= first)
    said = (phrase("hours-week", day=Day(week), hours=load_told.hours(each)) for week, each in weeks)
    return tuple(line(each, style=Style.ITEM) for each in said)


def _buttons(call: Call, given: stored.Given) -> tuple[Choice, ...]:
    me, this = call.member.person, monday(_today(call))
    weeks = (("this week", this, "this"), ("next week", this + timedelta(weeks=1), "next"))
    return (
        *(
            Choice(f"hours {typed} off", phrase(f"choice-hours-{key}-as-usual"), me)
            if week in given.weeks
            else Choice(f"hours {typed} 0", phrase(f"choice-hours-{key}-none"), me)
            for typed, week, key in weeks
        ),
        Choice("hours ask", phrase("choice-ask-me"), me) if _wants_none(call) else searching.no_more(me),
        Choice("hours off", phrase("choice-hours-off"), me),
        Choice("load", phrase("choice-load"), me),
    )


COMMAND = Command(
    en="hours",
    fr="dispo",
    run=hours,
    also=("dispos", "hour"),
    nearly=("heures", "availability", "disponibilite", "disponibilites", "available", "disponible", "temps"),
    deeds=(Deed.SET_OWN,),
    private_matter=True,
    examples=(
        Example(en="hours", fr="dispo"),
        Example(en="hours 3h", fr="dispo 3h"),
        Example(en="hours 2-4h", fr="dispo 2-4h"),
        Example(en="hours week of 9 march 1h", fr="dispo semaine du 9 mars 1h"),
        Example(en="hours next week 0", fr="dispo semaine prochaine 0"),
        Example(en="hours noask", fr="dispo ne pas demander"),
        Example(en="hours ask", fr="dispo demander"),
        Example(en="hours off", fr="dispo non"),
    ),
)
