"""Write at night what the group reads in the morning: kept until quiet hours end, posted in one's name, then erased."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.document import Choice, Document, Moment, Style, line, phrase, says
from domain.letter import Kind
from domain.message import Ability
from domain.rights import Deed
from domain.text import OFF, first_line, fold, whole
from domain.voice import LONGEST, MOST_WAITING, quoted
from handlers.kit import undo, voices
from handlers.kit.command import Call, ChatLetter, Command, Example, Outcome, Refusal
from storage import later
from storage.database import AnyRow

_OFF = re.compile(r"(\w+)(?:\s+(\d{1,18}))?")
_CHANGE = re.compile(r"(?:change|changer)\s+(\d{1,18})(?!\w)(\s*:)?\s*(.*)", re.IGNORECASE | re.DOTALL)
_SHORT = 40  # characters on a button


def write(call: Call) -> Outcome:
    typed = whole(call.argument)
    mine = later.waiting(call.rows, call.team.id, call.member.person)
    if (off := _OFF.fullmatch(typed)) and fold(off.group(1)) in OFF:
        return _take_back(call, mine, off.group(2))
    if change := _CHANGE.fullmatch(typed):
        number, is_sure, words = change.groups()
        known = next((row for row in mine if row.id == int(number)), None)
        if known is not None:
            return _change(call, known, words)
        if is_sure or call.pressed or not words:
            raise Refusal("refusal-later-gone")
    words, confirmed = voices.words_of(call)
    if not words:
        return _nothing_said(call, mine)
    if len(words) > LONGEST:
        raise Refusal("refusal-long-voice", most=LONGEST)
    if voices.quiet_until(call) is None and not confirmed:
        return _is_open(call, words)
    return _keep(call, mine, words)


def _keep(call: Call, mine: Sequence[AnyRow], words: str) -> Outcome:
    """It waits with what others wrote; what waits already does not wait twice."""
    there = next((row for row in mine if row.words == words), None)
    if there is not None:
        return Outcome(answer=_kept(call, there.id, words), takes=voices.takes_own_message(call))
    if len(mine) >= MOST_WAITING:
        raise Refusal("refusal-many-voices", most=MOST_WAITING, example=call.example(1))
    rows, carrier = call.rows, later.carrier(call.rows, call.chat)
    kept = later.keep(
        rows,
        call.chat,
        call.member.person,
        words,
        call.now,
        source=call.source,
        carrier=carrier or call.cause,
    )
    undo.remember(call, others=({"later": kept},))
    return Outcome(
        answer=_kept(call, kept, words),
        said=(ChatLetter(Kind.LATER, call.cause),) if carrier is None else (),
        takes=voices.takes_own_message(call),
    )


def _kept(call: Call, kept: int, words: str) -> Document:
    """Their words, when they are posted, and how to take them back or say it otherwise."""
    until = voices.quiet_until(call)
    if until is None:
        return says("noted-later-now")
    lines = [line(phrase("later-kept", moment=Moment(until))), *quoted(words)]
    if _stays(call):
        lines.append(line(phrase("later-stays"), style=Style.NOTE))
    me = call.member.person
    off = Choice(f"later off {kept}", phrase("choice-later-off"), me)
    return Document(tuple(lines), (off, Choice(f"later change {kept}", phrase("choice-later-change"), me)))


def _stays(call: Call) -> bool:
    """Does the message that was answered stay where it is, and will be read twice?"""
    is_taken = voices.takes_own_message(call) and bool(voices.own_message(call))
    return is_taken and call.in_group and Ability.DELETE not in (call.chat.abilities or ())


def _is_open(call: Call, words: str) -> Outcome:
    if voices.takes_own_message(call):
        raise Refusal("refusal-later-stands")
    now = Choice(f"later now: {words}", phrase("choice-later-now"), call.member.person)
    lines = (line(phrase("later-open")), *quoted(words))
    return Outcome(answer=Document(lines, (now,)), refused=True)


def _nothing_said(call: Call, mine: Sequence[AnyRow]) -> Outcome:
    if call.in_group and call.answers is not None and call.answers.text:
        raise Refusal("refusal-later-theirs", example=call.example())
    if mine:
        return Outcome(answer=_listed(call, mine))
    until = voices.quiet_until(call)
    if until is None:
        return Outcome(answer=says("later-open-says", example=call.example()))
    asks = says("ask-later", moment=Moment(until), example=call.example())
    return Outcome(answer=asks, refused=True, expects="later")


def _listed(call: Call, mine: Sequence[AnyRow]) -> Document:
    """All that waits in one's name, each with its buttons."""
    until, me = voices.quiet_until(call), call.member.person
    lines = [line(phrase("later-waiting", moment=Moment(until or call.now)))]
    choices: list[Choice] = []
    for row in mine:
        lines += quoted(row.words)
        said = first_line(row.words, _SHORT)
        choices.append(Choice(f"later off {row.id}", phrase("choice-later-off-of", words=said), me))
        if len(mine) == 1:
            choices.append(Choice(f"later change {row.id}", phrase("choice-later-change"), me))
    return Document(tuple(lines), tuple(choices))


def _take_back(call: Call, mine: Sequence[AnyRow], number: str | None) -> Outcome:
    if number is None and len(mine) > 1:
        return Outcome(answer=_listed(call, mine))
    if number is None and not mine:
        return Outcome(answer=says("later-none"))
    found = [row for row in mine if number is None or row.id == int(number)]
    if not found:
        raise Refusal("refusal-later-gone")
    undo.forget(call)
    later.take_back(call.rows, found[0].id)
    return Outcome(answer=says("noted-later-off"))


def _change(call: Call, row: AnyRow, words: str) -> Outcome:
    new = whole(words)
    if not new:
        answer = Document((line(phrase("ask-later-change")), *quoted(row.words)))
        return Outcome(answer=answer, expects=f"later change {row.id}:")
    if len(new) > LONGEST:
        raise Refusal("refusal-long-voice", most=LONGEST)
    undo.forget(call)
    later.change(call.rows, row.id, new)
    return Outcome(answer=_kept(call, row.id, new))


COMMAND = Command(
    en="later",
    fr="plustard",
    run=write,
    also=("plus-tard", "plus_tard"),
    nearly=("tomorrow", "demain", "demainmatin", "morning", "matin", "schedule", "programmer"),
    deeds=(Deed.SPEAK,),
    private_matter=True,
    adds=True,
    adds_not=voices.ALREADY,
    examples=(
        Example(en="later Who can bring the ladder?", fr="plustard Qui peut apporter l'échelle ?"),
        Example(en="later", fr="plustard"),
        Example(en="later off", fr="plustard non"),
    ),
)
