"""What was said while the bot was away for days: it is done all the same, and answered in one letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.document import Choice, Document, Style, Typed, joined, line, phrase
from domain.text import first_line

_LATE = timedelta(days=1)
_SHORT = 60  # characters of what was typed


def is_late(said_at: datetime, now: datetime) -> bool:
    """Is this too old to be answered by itself? Both are aware."""
    return now - said_at > _LATE


def answering(typed: str, answer: Document) -> Document:
    """An answer below the words that it answers; a pressed button has none."""
    words = first_line(typed, _SHORT)
    quoted = (line(phrase("card-quote", text=words), style=Style.QUOTE),) if words else ()
    return Document(quoted) + answer


def together(answers: Sequence[Document]) -> Document:
    """Answers of `answering` as one letter."""
    whole = Document((line(phrase("late-answers")),)) + joined(answers)
    return replace(whole, choices=tuple(_told_apart(choice, whole.choices) for choice in whole.choices))


def _told_apart(choice: Choice, all_of_them: Sequence[Choice]) -> Choice:
    """Two questions may offer the same task: then the button says what it does with it."""
    if all(other.command == choice.command or other.label != choice.label for other in all_of_them):
        return choice
    name = choice.command.partition(" ")[0]
    return replace(choice, label=phrase("choice-late", command=Typed(name), label=choice.label))
