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
_Titles = Sequence[tuple[Task, frozenset[str]]]  # tasks with the words of their titles


def recalled(typed: str, tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The tasks of which every typed word is a word of the title, or else begins one, or else is nearly one."""
    wanted, titles = _telling(typed), _titles(tasks)
    if not wanted:
        return ()
    for matches in _WAYS:
        if found := _having(wanted, titles, matches):
            return tuple(task for task, _ in found)
    return ()


def split(typed: str, tasks: Sequence[Task]) -> tuple[tuple[Task, ...], str]:
    """The tasks meant by the first words of a line, and the rest of the line; or by its last words. Without any: no
    task, and the whole line."""
    pieces, titles = typed.split(), _titles(tasks)
    found, size = _named_first(pieces, titles)
    if found:
        rest = pieces[size:]
        return found, " ".join(rest) if any(map(_telling, rest)) else ""
    found, size = _named_first(pieces[::-1], titles)
    rest = pieces[: len(pieces) - size]
    while found and rest and not _telling(rest[-1]):  # the article before the name
        rest.pop()
    return found, " ".join(rest)


def _named_first(pieces: Sequence[str], titles: _Titles) -> tuple[tuple[Task, ...], int]:
    """The tasks that the first pieces name, as many pieces as possible, and how many these are. Words that are nearly
    right count only where exact ones leave a doubt: they may be what is said about the task."""
    best: tuple[tuple[Task, ...], int] = ((), 0)
    for matches in _WAYS:
        left, size, said = titles, 0, ""
        for place, piece in enumerate(pieces, 1):
            if not (wanted := _telling(piece)):
                continue
            if len(left) == 1 and said and not _goes_on(left[0][0].title, said, wanted[0], matches):
                break
            said = wanted[-1]
            if not (having := _having(wanted, left, matches)):
                break
            left, size = having, place
            if piece.endswith(":"):
                break
        if size > best[1]:
            best = (tuple(task for task, _ in left), size)
        if len(best[0]) == 1:
            break
    return best


def _goes_on(title: str, said: str, word: str, matches: Matches) -> bool:
    """Does a word stand beside the one said before, in a title? Otherwise it is about the task, and not its name."""
    there = _telling(title)
    beside = {at + step for at, other in enumerate(there) if matches(said, other) for step in (1, -1)}
    return any(matches(word, there[at]) for at in beside if 0 <= at < len(there))


def _titles(tasks: Sequence[Task]) -> _Titles:
    return [(task, frozenset(words(task.title))) for task in tasks]


def _having(wanted: Sequence[str], titles: _Titles, matches: Matches) -> _Titles:
    """Those in whose title every wanted word has its match."""
    for word in wanted:
        known = frozenset[str]().union(*(there for _, there in titles))
        meant = {other for other in known if matches(word, other)}
        titles = [each for each in titles if not meant.isdisjoint(each[1])]
    return titles


def alike(title: str, other: str) -> bool:
    """Do two titles say nearly the same? Most of their telling words begin alike, and all their numbers are equal."""
    mine, theirs = _stems(title), _stems(other)
    if any(word.isdigit() for word in mine ^ theirs):
        return False
    return bool(mine) and len(mine & theirs) >= _SAME_TITLE * max(len(mine), len(theirs))


def has_one_of(title: str) -> list[str]:
    """Beginnings of words; any title that is alike has at least one of them."""
    stems = sorted(_stems(title), key=len, reverse=True)
    numbers = [stem for stem in stems if stem.isdigit()]
    may_lack = int(len(stems) * (1 - _SAME_TITLE))
    return numbers[:1] or stems[: may_lack + 1]


def _stems(title: str) -> set[str]:
    return {word[:_STEM].rstrip("sx") for word in _telling(title)}


def _telling(text: str) -> list[str]:
    return [word for word in words(text) if word not in _SMALL]


def _is(word: str, other: str) -> bool:
    return word == other


def _begins(word: str, other: str) -> bool:
    return other.startswith(word)


def _is_nearly(word: str, other: str) -> bool:
    if word == other or word.rstrip("sx") == other.rstrip("sx"):
        return True
    long_enough = min(len(word), len(other)) >= _LONG_ENOUGH
    return long_enough and SequenceMatcher(None, word, other, autojunk=False).ratio() >= _ALIKE


_WAYS = (_is, _begins, _is_nearly)
