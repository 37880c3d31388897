"""Which tasks somebody means who remembers some words of a title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from domain.task import Task
from domain.text import words

_SMALL = frozenset(
    words(
        "a an and at au aux avec ce ces cette d dans de des du en et for in l la le les ma mes mon nos notre of on or "
        "ou par pour s sa ses son sur the to un une with"
    )
)
_ALIKE = 0.8  # of two words of five letters, one may be wrong or two exchanged
_LONG_ENOUGH = 5  # shorter words are too easily taken for another
_SAME_TITLE = 0.75  # of the words of the longer title
_STEM = 6  # letters in which two forms of a word agree

Matches = Callable[[str, str], bool]


def recalled(typed: str, tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The tasks of which every typed word is a word of the title, or else begins one, or else is nearly one."""
    wanted = _telling(typed)
    if not wanted:
        return ()
    for matches in (_is, _begins, _is_nearly):
        found = tuple(task for task in tasks if _all_in(wanted, words(task.title), matches))
        if found:
            return found
    return ()


def split(typed: str, tasks: Sequence[Task]) -> tuple[tuple[Task, ...], str]:
    """The tasks meant by the first words of a line, as many words as possible, and the rest of the line; or by its
    last words. Without any: no task, and the whole line."""
    pieces = typed.split()
    for size in range(len(pieces), 0, -1):
        if found := recalled(" ".join(pieces[:size]), tasks):
            return found, " ".join(pieces[size:])
    for size in range(len(pieces) - 1, 0, -1):
        if found := recalled(" ".join(pieces[-size:]), tasks):
            return found, " ".join(pieces[:-size])
    return (), typed.strip()


def alike(title: str, other: str) -> bool:
    """Do two titles say nearly the same? Most of their telling words begin alike."""
    mine, theirs = ({word[:_STEM].rstrip("sx") for word in _telling(text)} for text in (title, other))
    return bool(mine) and len(mine & theirs) >= _SAME_TITLE * max(len(mine), len(theirs))


def _telling(text: str) -> list[str]:
    return [word for word in words(text) if word not in _SMALL]


def _all_in(wanted: Sequence[str], title: Sequence[str], matches: Matches) -> bool:
    return all(any(matches(word, other) for other in title) for word in wanted)


def _is(word: str, other: str) -> bool:
    return word == other


def _begins(word: str, other: str) -> bool:
    return other.startswith(word)


def _is_nearly(word: str, other: str) -> bool:
    if word == other or word.rstrip("sx") == other.rstrip("sx"):
        return True
    long_enough = min(len(word), len(other)) >= _LONG_ENOUGH
    return long_enough and SequenceMatcher(None, word, other, autojunk=False).ratio() >= _ALIKE
