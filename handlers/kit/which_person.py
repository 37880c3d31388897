"""Whom a name means, and the question back when it may mean several."""

from __future__ import annotations

from domain.document import Choice, Document, Typed, line, phrase
from domain.sentence import Known, Named, names_in
from handlers.kit.command import Call, Refusal
from storage import members


def named_in(call: Call, text: str, command: str, example: str) -> tuple[Named, str]:
    """The one `@name` in a text, and the words around it. Raises Refusal where there is none."""
    found, rest = names_in(text, members.known(call.rows, call.team.id))
    if len(found) != 1:
        raise Refusal("refusal-who", example=Typed(command, example))
    return found[0], rest


def ask_which(named: Named, command: str, writer: int) -> Document:
    """One button for each person of that name, for the writer only; handles tell them apart."""
    return Document(
        (line(phrase("ask-which-person", name=named.typed)),),
        tuple(
            Choice(f"{command} @{_handle(k)}", phrase("choice-person", name=_label(k)), writer) for k in named.people
        ),
    )


def _handle(known: Known) -> str:
    name = known.names[0] or known.name
    return f'"{name}"' if " " in name else name


def _label(known: Known) -> str:
    return f"{known.name} (@{known.names[0]})" if known.names[0] and known.names[0] != known.name else known.name
