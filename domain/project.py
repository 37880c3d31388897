"""What several tasks are for: a name that stands as `#name` on them, a title, and an objective in one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from domain.text import fold, tidy
from domain.text import words as words_of

LONGEST_NAME = 61  # characters, as behind `#`
LONGEST_TITLE = 80
LONGEST_OBJECTIVE = 300

_TAG = re.compile(r"[^\W\d_][\w-]{0,60}")
_COLON = re.compile(r"\s*:(?:\s+|$)")
_END = frozenset({"end", "ended", "over", "fin", "fini", "finir", "termine", "terminer", "clos", "clore", "close"})
_AGAIN = frozenset({"again", "reopen", "reprendre", "reprise", "rouvrir"})


@dataclass(frozen=True)
class Project:
    """`name` stands on tasks as `#name`, folded; `title` is how people call it. `ended_at`: aware UTC, None as long as
    it goes on. `open` and `done`: how many of its tasks are so."""

    name: str
    title: str
    objective: str | None
    ended_at: datetime | None
    open: int = 0
    done: int = 0

    @property
    def has_title(self) -> bool:
        """Is it called otherwise than its name tells?"""
        return fold(self.title) != self.name


@dataclass(frozen=True)
class Said:
    """What a line says of a project. `objective`: what stands after the colon, None without one; `name` is empty where
    it is none. `end`, `again`: the last word says so, and `shorter` is the line without it."""

    name: str
    title: str
    objective: str | None = None
    end: bool = False
    again: bool = False
    shorter: str = ""


def read(text: str) -> Said:
    """Understand `#ball`, `Spring ball: two hundred people dance`, `#ball Spring ball: …`, `ball end`."""
    colon = _COLON.search(text)
    head = tidy(text[: colon.start()] if colon else text)
    objective = tidy(text[colon.end() :]) if colon else None
    name, title = _named(head)
    before, _, last = head.rpartition(" ")
    if colon or not before:
        return Said(name, title, objective)
    return Said(name, title, end=fold(last) in _END, again=fold(last) in _AGAIN, shorter=before)


def _named(head: str) -> tuple[str, str]:
    """Name and title. Of a title of several words, the name has all of them."""
    if head.startswith("#"):
        tag = _TAG.match(head, 1)
        if tag is None or (not head[tag.end() : tag.end() + 1].isspace() and tag.end() < len(head)):
            return "", head
        return fold(tag.group()), tidy(head[tag.end() :]) or tag.group()
    name = fold(head) if _TAG.fullmatch(head) else "-".join(words_of(head))
    return (name if _TAG.fullmatch(name) else ""), head
