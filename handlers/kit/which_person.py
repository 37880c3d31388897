"""Whom a name means, and the question back when it may mean several."""

from __future__ import annotations

import re

from domain.document import Choice, Document, Typed, line, phrase
from domain.sentence import Known, Named, names_in, who_is
from domain.text import fold
from handlers.kit.command import Call, Refusal
from handlers.kit.people import known_people
from handlers.kit.which import without_courtesy

_TO = re.compile(r"^\s*(?:à|a|to|pour|for)\s+", re.IGNORECASE)
_ME = ("me", "moi", "myself")
_CHOSEN = re.compile(r"person:(\d{1,18})")


def named_in(call: Call, text: str, command: str, example: str) -> tuple[Named, str]:
    """The one `@name` in a text, and the words around it. Raises Refusal where there is none."""
    people = known_people(call)
    if call.pressed and (chosen := _CHOSEN.fullmatch(text.strip())):
        person = tuple(known for known in people if known.person == int(chosen.group(1)))
        return Named(person[0].name if person else "", person), ""
    found, rest = names_in(text, people)
    bare = _TO.sub("", without_courtesy(text)).strip()
    if fold(bare).lstrip("@") in _ME:
        return Named(call.member.name, tuple(known for known in people if known.person == call.member.person)), ""
    if not found and (known := who_is(bare, people)):
        return Named(bare, known), ""
    if len(found) != 1:
        raise Refusal("refusal-who", example=Typed(command, example))
    return found[0], rest


def ask_which(named: Named, command: str, writer: int) -> Document:
    """One button for each person of that name, for the writer only; handles tell them apart where there are some."""
    choices = (Choice(f"{command} {called(k)}", phrase("choice-person", name=label(k)), writer) for k in named.people)
    return Document((line(phrase("ask-which-person", name=named.typed)),), tuple(choices))


def called(known: Known) -> str:
    """A handle is one person's; whoever has none is named by number, which only a button may do."""
    handle = known.names[0]
    if not handle:
        return f"person:{known.person}"
    return f'@"{handle}"' if " " in handle else f"@{handle}"


def label(known: Known) -> str:
    return f"{known.name} (@{known.names[0]})" if known.names[0] and known.names[0] != known.name else known.name
