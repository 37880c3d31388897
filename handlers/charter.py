"""The group's charter: everybody reads it, coordinators change it, and no version of it is lost."""

from __future__ import annotations

import re

from domain.charter import LONGEST, LONGEST_CONTACT, OUR_RULES, lines_of, page
from domain.document import Choice, Document, Line, Style, Typed, line, phrase, says
from domain.rights import Deed
from domain.text import OFF, fold, tidy, whole
from handlers.kit import undo
from handlers.kit.apart import carried_on
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import charters

_NUMBER = re.compile(r"(?:v|version\s*)?(\d{1,9})", re.IGNORECASE)
_CHANGE = frozenset({"change", "changer", "modifier", "edit", "corriger"})
_TEXT = re.compile(r"(?:text|texte)\s*:(.*)", re.IGNORECASE | re.DOTALL)
_ADD = re.compile(r"(?:add|ajouter)\s*:?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
_CONTACT = re.compile(r"contact\s*:?(?:\s+(.*))?", re.IGNORECASE)  # of one line: else it is a charter's
_NOW = re.compile(r"(?:now|maintenant)\s+(\d{1,9})\s*:(.*)", re.IGNORECASE | re.DOTALL)


def charter(call: Call) -> Outcome:
    typed = whole(call.argument)
    if number := _NUMBER.fullmatch(typed):
        return Outcome(answer=_version(call, int(number.group(1))))
    if not typed and not (call.coordinates and _answered(call)):
        return Outcome(answer=_shown(call))
    call.must(Deed.SET_CHARTER)
    if contact := _CONTACT.fullmatch(typed):
        return _contact(call, contact.group(1) or "")
    if fold(typed) in OFF:
        return _off(call)
    if fold(typed) in _CHANGE:
        return carried_on(call, says("ask-charter", most=LONGEST), expects="charter text:")
    if sure := _NOW.fullmatch(typed):
        return _set(call, whole(sure.group(2)), int(sure.group(1)))
    if more := _ADD.fullmatch(typed):
        return _ask(call, _with_more(call, whole(more.group(1) or "")))
    text = _TEXT.fullmatch(typed)
    return _ask(call, whole(text.group(1)) if text else typed or _answered(call))


# ---- reading it


def _shown(call: Call) -> Document:
    there, me = charters.newest(call.rows, call.team.id), call.member.person
    holds = there is not None and bool(there.words)
    lines = list(page(there, call.team.zone)) if there and holds else _none(call)
    if outside := charters.outside(call.rows, call.team.id):
        lines.append(line(phrase("charter-outside", contact=outside)))
    choices = []
    if call.coordinates:
        examples = {"change": Typed("charter", call.either("change", "changer")), "contact": call.example(3)}
        lines.append(line(phrase("charter-how", **examples), style=Style.NOTE))
        choices.append(Choice("charter change", phrase("choice-charter-write"), me))
    if there is not None and (before := there.version - 1):
        choices.append(Choice(f"charter {before}", phrase("choice-charter-version", version=before), me))
    choices.append(Choice("report", phrase("choice-report-tell"), me))
    return Document(tuple(lines), tuple(choices))


def _none(call: Call) -> list[Line]:
    """There is none: what the bot itself keeps to."""
    rules = [line(phrase(f"charter-ours-{each}"), style=Style.ITEM) for each in OUR_RULES]
    return [line(phrase("charter-none"), style=Style.TITLE), line(phrase("charter-ours")), *rules]


def _version(call: Call, number: int) -> Document:
    there = charters.version(call.rows, call.team.id, number)
    if there is None:
        return says("charter-no-version", version=number, example=call.example())
    following = charters.version(call.rows, call.team.id, number + 1)
    lines = page(there, call.team.zone, until=following.since if following else None)
    before = Choice(f"charter {number - 1}", phrase("choice-charter-version", version=number - 1), call.member.person)
    return Document(lines, (before,) if number > 1 else ())


# ---- changing it


def _answered(call: Call) -> str:
    """The words of the message that is answered, unless they are a command."""
    words = call.answers.text if call.answers is not None else ""
    return "" if words.lstrip()[:1] in ("/", "!") else whole(words)


def _with_more(call: Call, more: str) -> str:
    there = charters.newest(call.rows, call.team.id)
    return f"{there.words}\n{more}".strip() if there and more else more


def _ask(call: Call, words: str) -> Outcome:
    """As it will be read, before it holds."""
    if not words:
        raise Refusal("refusal-charter-empty", example=call.example(1))
    if len(words) > LONGEST:
        raise Refusal("refusal-long-charter", most=LONGEST, there=len(words))
    last = charters.newest(call.rows, call.team.id)
    if last is not None and last.words == words:
        return Outcome(answer=says("charter-same", version=last.version), refused=True)
    return carried_on(call, _asked(call, words))


def _asked(call: Call, words: str, *, meanwhile: bool = False) -> Document:
    """The button says after which version it follows: another one that came meanwhile is not overlooked."""
    last, me = charters.newest(call.rows, call.team.id), call.member.person
    after = last.version if last else 0
    begins = phrase("charter-meanwhile", version=after) if meanwhile else phrase("charter-ask", version=after + 1)
    lines = [line(begins), *lines_of(words)]
    lines.append(line(phrase("charter-will", version=after + 1), style=Style.NOTE))
    choices = [Choice(f"charter now {after}: {words}", phrase("choice-charter-now"), me)]
    choices.append(Choice("charter change", phrase("choice-charter-change"), me))
    return Document(tuple(lines), tuple(choices))


def _set(call: Call, words: str, after: int) -> Outcome:
    last = charters.newest(call.rows, call.team.id)
    if last is not None and last.words == words:
        return Outcome(answer=says("noted-charter", version=last.version, example=Typed("undo")))
    if not words or len(words) > LONGEST:
        return _ask(call, words)
    if after != (last.version if last else 0):
        return carried_on(call, _asked(call, words, meanwhile=True))
    return _keep(call, words)


def _off(call: Call) -> Outcome:
    last = charters.newest(call.rows, call.team.id)
    if last is None or not last.words:
        return Outcome(answer=says("charter-none"), refused=True)
    return _keep(call, "")


def _keep(call: Call, words: str) -> Outcome:
    kept = charters.add(call.rows, call.team.id, words, call.now)
    undo.remember(call, others=({"charter": kept},))
    there = charters.newest(call.rows, call.team.id)
    assert there is not None
    back = Typed("undo")
    noted = says("noted-charter", version=there.version, example=back) if words else None
    return Outcome(answer=noted or says("noted-charter-off", example=back))


def _contact(call: Call, words: str) -> Outcome:
    """A person or an association outside of the group."""
    words = tidy(words)
    if not words:
        return carried_on(call, says("ask-charter-contact", example=call.example(3)), expects="charter contact")
    if len(words) > LONGEST_CONTACT:
        raise Refusal("refusal-long-line", most=LONGEST_CONTACT)
    undo.forget(call)
    contact = "" if fold(words) in OFF else words
    charters.set_outside(call.rows, call.team.id, contact)
    return Outcome(answer=says("noted-outside", contact=contact) if contact else says("noted-outside-off"))


COMMAND = Command(
    en="charter",
    fr="charte",
    run=charter,
    also=("charters", "chartes"),
    nearly=("rules", "rule", "regles", "reglement", "code", "conduct", "conduite"),
    deeds=(Deed.READ, Deed.SET_CHARTER),
    personal=True,
    keeps_lines=True,
    takes_forwards=True,
    longest=70_000,  # whatever a messenger brings: how much too long it is, it says itself
    examples=(
        Example(en="charter", fr="charte"),
        Example(
            en="charter We listen to each other.", fr="charte On s'écoute sans se couper la parole.", coordinators=True
        ),
        Example(en="charter add We tidy up together.", fr="charte ajouter On range ensemble.", coordinators=True),
        Example(
            en="charter contact The mediators of the town, 01 23 45 67 89",
            fr="charte contact La médiation de la ville, 01 23 45 67 89",
            coordinators=True,
        ),
        Example(en="charter 1", fr="charte 1"),
        Example(en="charter off", fr="charte non", coordinators=True),
    ),
)
