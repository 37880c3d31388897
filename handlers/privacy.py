"""What is kept, why, for how long, and by whom."""

from __future__ import annotations

from domain.document import Choice, Document, Line, Phrase, Style, line, phrase
from domain.host import Host
from handlers.kit.command import Call, Command, Example, Outcome

_SAID = ("never", "tasks", "debates", "people", "letters", "voices", "charter", "requests", "why", "until")


def privacy(call: Call) -> Outcome:
    lines: list[Line] = [line(phrase("privacy-title"), style=Style.TITLE)]
    lines += [line(phrase(f"privacy-{what}"), style=Style.ITEM) for what in _SAID]
    lines.append(line(_host(call.host)))
    return Outcome(answer=Document(tuple(lines), (Choice("help", phrase("choice-help-me"), call.member.person),)))


def _host(host: Host) -> Phrase:
    if host.name and host.contact:
        return phrase("privacy-host-contact", name=host.name, contact=host.contact)
    if host.name or host.contact:
        return phrase("privacy-host", name=host.name or host.contact)
    return phrase("privacy-host-unknown")


COMMAND = Command(
    en="privacy",
    fr="donnees",
    run=privacy,
    nearly=("confidentialite", "rgpd", "gdpr", "data", "vieprivee"),
    examples=(Example(en="privacy", fr="donnees"),),
)
