"""Make the whole group ring, in one's own name: once a week, and by a confirmation in quiet hours. Beyond that the
coordinators hear of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.document import Choice, Document, Moment, line, phrase, says
from domain.letter import Kind
from domain.rights import Deed
from domain.text import OFF, first_line, fold
from domain.urgent import Way, again_at, way
from domain.voice import quoted, said_by
from handlers.kit import undo, voices
from handlers.kit.command import Call, ChatLetter, Command, Example, Outcome, PrivateLetter
from storage import members, urgent

_ONE_LINE = 160  # characters that the digest is told
_NOTHING = OFF | {"annuler", "annule", "cancel"}
_STILL_URGENT = timedelta(minutes=30)


def call_all(call: Call) -> Outcome:
    words, confirmed = voices.words_of(call)
    if not words:
        asks = says("ask-urgent", example=call.example())
        return Outcome(answer=asks, refused=True, expects="urgent")
    if fold(words).strip(" .!") in _NOTHING:
        return Outcome(answer=says("urgent-not"))
    me, now = call.member.person, call.now
    uses = urgent.uses(call.rows, call.team.id, me, now)
    goes = way(uses, now, coordinates=call.coordinates)
    again = again_at(uses, now, coordinates=call.coordinates)
    if goes is Way.NOWHERE:
        return _refused(call, "urgent-enough", words, again)
    until = voices.quiet_until(call)
    is_old = now - call.said_at > _STILL_URGENT  # the bot was away when it was said
    if not confirmed and (is_old or (until and goes is Way.GROUP)):
        if call.can_answer:
            return Outcome(answer=_asks(call, words, until), refused=True)
        if is_old:
            return Outcome(refused=True)
    return _ring(call, words) if goes is Way.GROUP else _tell_coordinators(call, words, again)


def _asks(call: Call, words: str, until: datetime | None) -> Document:
    """Everybody's phone, in the middle of the night? How many that would be, and until when it could wait."""
    me = call.member.person
    others = len(members.known(call.rows, call.team.id)) - 1
    asked = phrase("urgent-quiet", until=Moment(until)) if until else phrase("urgent-old", at=Moment(call.said_at))
    ring = Choice(f"urgent now: {words}", phrase("choice-urgent"), me)
    lines = (line(asked), *quoted(words), line(phrase("urgent-rings", count=others)))
    return Document(lines, (ring, voices.in_the_morning(call, words)) if until else (ring,))


def _ring(call: Call, words: str) -> Outcome:
    said = _note(call, words, in_group=True)
    undo.remember(call, others=({"rang": said},))
    letter = ChatLetter(
        Kind.URGENT, urgent.cause(said), said_by(call.member.name, words, "urgent-voice"), everywhere=True
    )
    return Outcome(answer=says("noted-urgent"), said=(letter,), takes=voices.takes_own_message(call))


def _tell_coordinators(call: Call, words: str, again: datetime) -> Outcome:
    """By their own quiet hours and absences; of these nobody learns."""
    there = members.coordinators(call.rows, call.team.id)
    told = [each for each in there if each.person != call.member.person and each.reachable]
    if not told:
        return _refused(call, "urgent-nobody", words, again)
    undo.remember(call, others=({"rang": _note(call, words, in_group=False)},))
    document = said_by(call.member.name, words, "urgent-aside")
    letters = tuple(PrivateLetter(each.person, Kind.URGENT, document) for each in told)
    return Outcome(answer=_with_later(call, "urgent-told", words, again), letters=letters)


def _note(call: Call, words: str, *, in_group: bool) -> int:
    reason = first_line(words, _ONE_LINE)
    return urgent.add(call.rows, call.team.id, call.member.person, reason, call.now, in_group=in_group)


def _refused(call: Call, key: str, words: str, again: datetime) -> Outcome:
    return Outcome(answer=_with_later(call, key, words, again), refused=True)


def _with_later(call: Call, key: str, words: str, again: datetime) -> Document:
    return Document((line(phrase(key, again=Moment(again))),), (voices.in_the_morning(call, words),))


COMMAND = Command(
    en="urgent",
    fr="urgent",
    run=call_all,
    also=("urgence", "urgente"),
    nearly=("alarm", "alarme", "alerte", "alert", "sos", "emergency"),
    deeds=(Deed.SPEAK,),
    private_matter=True,
    adds=True,
    examples=(
        Example(en="urgent The hall is locked, who has the key?", fr="urgent La salle est fermée, qui a la clé ?"),
    ),
)
