"""A private address from which one's calendar reads: the dates of one's own tasks, or of the team's."""

from __future__ import annotations

import secrets

from domain.document import Choice, Document, Line, Style, Typed, line, phrase, says
from domain.enclosure import Enclosure
from domain.rights import Deed
from domain.text import OFF, fold
from handlers.kit import undo
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import feeds

_ME = frozenset({"me", "mine", "my tasks", "moi", "mes taches", "perso"})
_TEAM = frozenset({"team", "group", "all", "equipe", "groupe", "tout", "le groupe"})
_NEW = frozenset({"new", "again", "nouveau", "nouvelle"})
_FILE = frozenset({"file", "fichier", "ics"})
_BYTES = 32


def calendar(call: Call) -> Outcome:
    words = fold(call.argument).strip(" .!")
    if words in OFF:
        undo.forget(call)
        had_one = feeds.forget_of(call.rows, call.team.id, call.member.person)
        return Outcome(answer=says("noted-calendar-off" if had_one else "calendar-none"))
    which, _, rest = words.rpartition(" ")
    if words in _FILE or (which in _FILE and rest in _ME | _TEAM):
        return _file(whole=rest in _TEAM)
    if not call.host.address:
        return Outcome(answer=_is_off(call), refused=bool(words))
    if not words:
        return Outcome(answer=_which(call))
    is_new = rest in _NEW
    asked = which if is_new else words
    if asked not in _ME | _TEAM:
        raise Refusal("refusal-calendar", example=call.example(1))
    whole = asked in _TEAM
    if whole in feeds.of_person(call.rows, call.team.id, call.member.person) and not is_new:
        return Outcome(answer=_is_there(call, whole=whole))
    return _made(call, whole=whole)


def _made(call: Call, *, whole: bool) -> Outcome:
    """A new address, told once: it is written down nowhere."""
    undo.forget(call)
    token = secrets.token_urlsafe(_BYTES)
    feeds.replace(call.rows, call.team.id, call.member.person, whole=whole, token=token, now=call.now)
    lines: list[Line] = [
        line(phrase("calendar-made-team" if whole else "calendar-made-me", team=call.team.name)),
        line(phrase("calendar-address", address=f"{call.host.address}/calendar/{token}.ics")),
        line(phrase("calendar-keep", off=Typed("calendar", call.either("off", "non"))), style=Style.NOTE),
    ]
    return Outcome(answer=Document(tuple(lines)))


def _which(call: Call) -> Document:
    there = feeds.of_person(call.rows, call.team.id, call.member.person)
    choices = [_choice(call, "me", "choice-calendar-me"), _choice(call, "team", "choice-calendar-team")]
    if there:
        choices.append(_choice(call, "off", "choice-calendar-off"))
    return Document((line(phrase("calendar-which")),), tuple(choices))


def _is_there(call: Call, *, whole: bool) -> Document:
    what = "team" if whole else "me"
    choices = (_choice(call, f"{what} new", "choice-calendar-new"), _choice(call, "off", "choice-calendar-off"))
    return Document((line(phrase("calendar-there")),), choices)


def _is_off(call: Call) -> Document:
    choices = (
        _choice(call, "file me", "choice-calendar-file-me"),
        _choice(call, "file team", "choice-calendar-file-team"),
    )
    return Document((line(phrase("calendar-off")),), choices)


def _choice(call: Call, words: str, label: str) -> Choice:
    return Choice(f"calendar {words}", phrase(label), call.member.person)


def _file(*, whole: bool) -> Outcome:
    said = says("export-calendar" if whole else "calendar-file-me")
    return Outcome(answer=said, enclosure=Enclosure.CALENDAR if whole else Enclosure.OWN_CALENDAR)


COMMAND = Command(
    en="calendar",
    fr="calendrier",
    run=calendar,
    nearly=("ical", "ics", "webcal", "subscribe", "abonner", "abonnement"),
    deeds=(Deed.SET_OWN,),
    private_matter=True,
    examples=(
        Example(en="calendar", fr="calendrier"),
        Example(en="calendar me", fr="calendrier moi"),
        Example(en="calendar team", fr="calendrier groupe"),
        Example(en="calendar file", fr="calendrier fichier"),
        Example(en="calendar off", fr="calendrier non"),
    ),
)
