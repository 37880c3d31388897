"""What people type, made fit to keep and to compare."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

OFF = frozenset({"off", "no", "none", "nothing", "stop", "non", "rien", "aucun", "aucune", "sans", "desactiver"})
"""The folded words that take something away: a date, quiet hours, the digest."""

# Marks that turn the direction of the text around them: in a title they would reorder the bot's own words.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WORD = re.compile(r"[^\W_]+")
_ONE_WAY = str.maketrans({**dict.fromkeys("’‘ʼ`´", "'"), "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


def tidy(text: str) -> str:
    """One line without control and direction characters, single spaces, nothing at the ends. Emoji stay whole."""
    line = " ".join((text if text.isprintable() else _printable(text)).split())
    return line if any(unicodedata.category(c)[0] in "LNPS" for c in line) else ""  # nothing that can be seen


def whole(text: str) -> str:
    """All that was typed, with its lines and spaces, without control and direction characters; empty if nothing of it
    can be seen."""
    lines = "\n".join(_printable(line).rstrip() for line in text.splitlines()).strip("\n")
    return lines.strip() if tidy(lines) else ""


def _printable(text: str) -> str:
    kept = (
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Zs") else c
        for c in text
        if c not in _DIRECTION and unicodedata.category(c) not in ("Cs", "Co", "Cn")
    )
    return "".join(kept)


@lru_cache(maxsize=4096)  # the names of a team's people are folded for every message
def fold(text: str) -> str:
    """The form in which names and words are compared: no case, no accents, plain apostrophes, no ligatures."""
    apart = unicodedata.normalize("NFKD", text.translate(_ONE_WAY).casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())  # again: some letters in fancy dress are capitals only without it


def words(text: str) -> list[str]:
    """The words of a text in the form in which they are compared, without any sign between them."""
    return _WORD.findall(fold(text))


def search_text(*texts: str) -> str:
    """What is searched of some texts: their words, with a space before each, so that ` af` finds what begins so."""
    return "".join(f" {word}" for text in texts for word in words(text))


def first_line(text: str, most: int) -> str:
    """The first line that says something, cut at a word to at most `most` characters, the cut shown by an ellipsis."""
    said = next((tidy(one) for one in text.splitlines() if tidy(one)), "")
    if len(said) <= most:
        return said
    head = said[: most - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head
    return cut.rstrip(" ,;:.-") + "…"
