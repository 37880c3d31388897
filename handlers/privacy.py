"""What is kept, why, for how long, and by whom; how to read it, correct it, and have it erased."""

from __future__ import annotations

from domain.document import Choice, Document, Line, Style, Typed, line, phrase
from domain.rights import Deed
from handlers.kit import hosting
from handlers.kit.command import Call, Command, Example, Outcome

_SAID = ("never", "tasks", "debates", "people", "letters", "voices", "between", "why", "until")


def privacy(call: Call) -> Outcome:
    lines: list[Line] = [line(phrase("privacy-title"), style=Style.TITLE)]
    lines += [line(phrase(f"privacy-{what}"), style=Style.ITEM) for what in _SAID]
    lines.append(line(phrase("privacy-correct", settings=Typed("settings"), edit=Typed("edit")), style=Style.ITEM))
    lines.append(line(hosting.host(call.host)))
    lines.append(line(hosting.backups(call.host)))
    me = call.member.person
    buttons = [Choice("mydata", phrase("choice-mydata"), me), Choice("forgetme", phrase("choice-forgetme"), me)]
    if call.member.is_current:
        buttons.append(Choice("help", phrase("choice-help-me"), me))
    return Outcome(answer=Document(tuple(lines), tuple(buttons)))


COMMAND = Command(
    en="privacy",
    fr="donnees",
    run=privacy,
    nearly=("confidentialite", "rgpd", "gdpr", "data", "vieprivee"),
    deeds=(Deed.OWN_DATA,),
    examples=(Example(en="privacy", fr="donnees"),),
)
