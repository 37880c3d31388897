"""What somebody says by way of the bot: their words, whole and as they typed them, under their name."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Document, Line, Style, joined, line, phrase
from domain.text import whole

MOST_WAITING = 10
"""So many messages of one person wait for the morning at once."""

LONGEST = 4096
"""Characters of one of them: as many as most messengers let people type."""


def said_by(name: str, words: str, key: str = "voice") -> Document:
    """One message; its lines stay lines."""
    first, *others = _lines(words)
    return Document((line(phrase(key, name=name, words=first)), *_plain(others)))


def all_said(voices: Iterable[tuple[str, str]]) -> Document:
    """The messages of one night (name, words), one below the other."""
    return joined([said_by(name, words) for name, words in voices])


def quoted(words: str) -> tuple[Line, ...]:
    """The words, shown to whoever wrote them."""
    return tuple(line(phrase("words", words=each), style=Style.QUOTE) for each in _lines(words))


def _plain(lines: Iterable[str]) -> Iterable[Line]:
    return (line(phrase("words", words=each)) for each in lines)


def _lines(words: str) -> list[str]:
    return whole(words).split("\n")
