"""Ask somebody for something, personally: a form of four short steps in private, and leave asked first."""

from __future__ import annotations

import re

from domain.document import Choice, Document, Typed, line, phrase, says
from domain.letter import Kind
from domain.request import WRITTEN, Step
from domain.rights import Deed
from domain.text import fold, whole
from handlers.kit import asking, being_asked
from handlers.kit.asking import Stamp
from handlers.kit.command import Call, Command, Example, Outcome, PrivateLetter
from storage import requests

_WORDS = {
    "see": "see|vois|voir|je vois",
    "feel": "feel|ressens|ressentir|je ressens",
    "need": "need|besoin|j'ai besoin",
    "want": "want|demande|je demande",
    "about": "about|sujet|a propos",
    "to": "to|destinataires",
    "skip": "skip|passer",
    "keep": "keep|garder",
    "back": "back|retour|revenir",
    "restart": "restart|start over|recommencer",
    "show": "show|relire",
    "change": "change|changer",
    "send": "send|envoyer",
    "stop": "stop|arreter|jeter|annuler|cancel",
    "withdraw": "withdraw|take back|reprendre",
    "yes": "yes|oui",
    "notnow": "notnow|not now|pas maintenant",
    "else": "else|someone else|quelqu'un d'autre|autre",
    "elsewhere": "elsewhere|ailleurs",
    "more": "more|tell me more|en savoir plus",
    "can": "can|i can|je peux",
    "cannot": "cannot|i cannot|i can't|je ne peux pas",
    "say": "say|repondre|dire",
    "on": being_asked.ON,
    "off": being_asked.OFF,
}
_VERBS = {word: verb for verb, words in _WORDS.items() for word in words.split("|")}
_REST = re.compile(r"(?:\s*(\d{1,18})(?:\.(\d{1,9}))?)?\s*(?::(.*))?", re.DOTALL)
_LONGEST_VERB = max(len(word.split()) for word in _VERBS)


def ask(call: Call) -> Outcome:
    outcome = _does(call)
    return _in_private(call, outcome) if call.in_group else outcome


def _does(call: Call) -> Outcome:
    verb, stamp, words = _read(call.argument)
    match verb:
        case "":
            return asking.begin(call, words)
        case "new":
            return asking.begin(call, words, anew=True)
        case "to":
            return asking.change_people(call, stamp, words)
        case "on" | "off":
            return _wants(call, none=verb == "off")
        case "withdraw":
            return asking.withdraw(call, stamp)
        case "skip" | "keep" | "back" | "restart" | "show" | "change" | "send" | "stop":
            return asking.move(call, verb, stamp)
        case "yes" | "notnow" | "else" | "elsewhere" | "more" | "can" | "cannot" | "say":
            return being_asked.answer(call, verb, stamp.id, words)
    return asking.write(call, Step(verb), stamp, words)


def _read(argument: str) -> tuple[str, Stamp, str]:
    """What is to be done, with which draft or request, and the words that follow; "": whoever is named is asked."""
    typed = whole(argument)
    head, _, rest = typed.partition(" ")
    if fold(head) == "new":
        return "new", Stamp(), rest
    for length in range(_LONGEST_VERB, 0, -1):
        found = re.match(rf"((?:[^\s:]+\s+){{{length - 1}}}[^\s:]+)", typed)
        verb = _VERBS.get(fold(found.group(1))) if found else None
        after = _REST.fullmatch(typed, found.end()) if found and verb else None
        if verb and after:
            request, revision, words = after.groups()
            stamp = Stamp(int(request) if request else None, int(revision) if revision else None)
            return verb, stamp, (words or "").strip()
    return "", Stamp(), typed


def _wants(call: Call, *, none: bool) -> Outcome:
    """Whether anybody may ask them anything, in whichever team. Nobody is told."""
    requests.set_wants_none(call.rows, call.member.person, none)
    if not none:
        return Outcome(answer=says("request-on"))
    again = Choice("ask on", phrase("choice-request-on"), call.member.person)
    said = line(phrase("request-off", example=Typed("ask", call.either("on", "rouvrir"))))
    return Outcome(answer=Document((said,), (again,)))


def _in_private(call: Call, outcome: Outcome) -> Outcome:
    """Typed in the group, it is carried on in private: at once, or behind a button for whoever was never there."""
    if outcome.answer is None or not call.member.reachable:
        way = Choice("start ask", phrase("choice-ask-there"), call.member.person)
        return Outcome(answer=Document((line(phrase("ask-there")),), (way,)), letters=outcome.letters)
    there = PrivateLetter(call.member.person, Kind.ANSWER, outcome.answer, expects=outcome.expects)
    return Outcome(letters=(there, *outcome.letters))


COMMAND = Command(
    en="ask",
    fr="demander",
    run=ask,
    nearly=("request", "demande", "requete", "cnv", "nvc", "question"),
    deeds=(Deed.SPEAK,),
    private_matter=True,
    unhurried=(*(step.value for step in WRITTEN), "to"),
    examples=(
        Example(en="ask @sam", fr="demander @sam"),
        Example(en="ask @sam @ana", fr="demander @sam @ana"),
        Example(en="ask", fr="demander"),
        Example(en="ask off", fr="demander non"),
        Example(en="ask on", fr="demander rouvrir"),
    ),
)
