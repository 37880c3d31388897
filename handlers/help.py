"""What one can do here, with the commands' own examples."""

from __future__ import annotations

from domain.document import Choice, Document, Style, Typed, line, phrase
from domain.text import fold
from handlers.kit import registry
from handlers.kit.command import Call, Command, Example, Outcome, Refusal

_NOTHING = ("", "me", "moi", "please", "svp")


def help_(call: Call) -> Outcome:
    words = fold(call.argument).lstrip("/!")
    if words.strip(" !.?") in _NOTHING:
        return Outcome(answer=_everything(call))
    command = registry.find(words)
    if command is not None:
        return Outcome(answer=_one(call, command))
    raise Refusal("refusal-help", example=Typed("help"))


def _everything(call: Call) -> Document:
    lines = [line(phrase("help-title"), style=Style.TITLE)]
    for command in call.commands:
        said = phrase(f"help-{command.en}")
        lines.append(
            line(
                phrase("help-line", command=_typed(call, command.examples[0], command), says=said),
                style=Style.ITEM,
            )
        )
    lines.append(
        line(
            phrase("help-more", example=Typed("help", call.commands[0].names[call.language])),
            style=Style.NOTE,
        )
    )
    return Document(tuple(lines), (Choice("charter", phrase("choice-charter"), call.member.person),))


def _one(call: Call, command: Command) -> Document:
    mine = [each for each in command.examples if call.coordinates or not each.coordinators] or command.examples
    examples = (phrase("help-example", command=_typed(call, each, command)) for each in mine)
    title = line(phrase(f"help-{command.en}"), style=Style.TITLE)
    return Document((title, *(line(example, style=Style.ITEM) for example in examples)))


def _typed(call: Call, example: Example, command: Command) -> Typed:
    return Typed(command.en, example.in_language(call.language).partition(" ")[2])


COMMAND = Command(
    en="help",
    fr="aide",
    run=help_,
    personal=True,
    menu=8,
    examples=(Example(en="help", fr="aide"), Example(en="help task", fr="aide tache")),
)
