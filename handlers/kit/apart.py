"""What is carried on in private, wherever it was begun."""

from __future__ import annotations

from domain.document import Choice, Document, line, phrase, says
from domain.letter import Kind
from handlers.kit.command import Call, Outcome, PrivateLetter


def carried_on(call: Call, document: Document, *, expects: str = "", door: str = "") -> Outcome:
    """The next step, which changed nothing for others yet. Begun in the group, it follows in private; whoever cannot be
    reached there gets a button that opens it, by the `door` of `start`."""
    if not call.in_group:
        return Outcome(answer=document, refused=True, expects=expects)
    me = call.member
    if not me.reachable:
        way = Choice(f"start {door}".strip(), phrase("choice-apart"), me.person)
        return Outcome(answer=Document((line(phrase("start-way")),), (way,)), refused=True)
    letter = PrivateLetter(me.person, Kind.ANSWER, document, expects=expects)
    return Outcome(answer=says("apart") if call.pressed else None, letters=(letter,), refused=True)
