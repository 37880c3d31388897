"""Turns the phrases of a language table into one tree, and finds the longest of them at a place in a text.

In a phrase, `{weekday}` stands for any word of that kind, `{day2=day}` gives it another name, `[…]` may be missing,
`(a|b)` is a choice, `\\(` a bracket. A space may be nothing, a space, a hyphen or an apostrophe in the text; where
two pieces touch, as in `{hour}h`, they must touch in the text as well.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from domain.deadline.fold import fold
from domain.deadline.lexicon import Lexeme, Lexicon
from domain.deadline.tokens import Gap, Token


class Step(NamedTuple):
    word: str  # empty: a slot
    kind: str
    name: str
    glued: bool


class Piece(NamedTuple):
    """A phrase that was found: what it means, its values, and its tokens [start, end)."""

    meaning: str
    values: Mapping[str, int]
    start: int
    end: int


class _Meaning(NamedTuple):
    name: str
    fixed: Mapping[str, int]
    rank: int


class _Node:
    __slots__ = ("meaning", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[tuple[str, bool], _Node] = {}
        self.slots: dict[tuple[str, bool], dict[str, _Node]] = {}
        self.meaning: _Meaning | None = None

    def child(self, step: Step) -> "_Node":
        if step.word:
            return self.words.setdefault((step.word, step.glued), _Node())
        return self.slots.setdefault((step.kind, step.glued), {}).setdefault(step.name, _Node())


class _Way(NamedTuple):
    """A place in the tree, reached by the tokens up to `end`, with the values met on the way."""

    node: _Node
    end: int
    values: tuple[tuple[str, int], ...]


_SIGN = re.compile(r"\{(?:(?P<name>[a-z0-9_]+)=)?(?P<kind>[a-z-]+)\}|\\.|[\[\]()|]|[^\W\d_]+|[0-9]+|\s+|[^\s]")


class Phrases:
    """All phrases of a language. `phrases` maps a meaning ("week shift=1") to the ways to say it."""

    def __init__(self, phrases: Mapping[str, tuple[str, ...]], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._root = _Node()
        for rank, (meaning, ways) in enumerate(phrases.items()):
            name, *fixed = meaning.split()
            values = {key: int(value) for key, value in (pair.split("=") for pair in fixed)}
            for way in ways:
                for steps in expand(way):
                    node = self._root
                    for step in steps:
                        node = node.child(step)
                    if node.meaning is None or name == "not":
                        node.meaning = _Meaning(name, values, -1 if name == "not" else rank)

    def may_begin(self, token: Token) -> bool:
        """Whether a phrase may begin with this token; quick, for the many words that have nothing to do with dates."""
        return (token.text, False) in self._root.words or self._lexicon.knows(token)

    def words(self) -> frozenset[str]:
        """All words of the phrases, and those that can stand in their slots."""
        found, waiting = set[str](), [self._root]
        while waiting:
            node = waiting.pop()
            found.update(text for text, _ in node.words)
            waiting += [*node.words.values(), *(after for names in node.slots.values() for after in names.values())]
        return self._lexicon.words() | found

    def longest(
        self,
        tokens: list[Token],
        place: int,
        known: dict[int, list[Lexeme]],
        may_end: Callable[[str, int], bool],
    ) -> Piece | None:
        """The longest phrase that begins at token `place`; of equally long ones the first in the table.

        `known` remembers what was looked up in these tokens; `may_end` tells where a phrase may not end.
        """
        best: _Way | None = None
        rank = 0
        waiting: list[_Way] = [_Way(self._root, place, ())]
        while waiting:
            way = waiting.pop()
            meaning = way.node.meaning
            if (
                meaning
                and (best is None or (way.end, -meaning.rank) > (best.end, -rank))
                and may_end(meaning.name, way.end)
            ):
                best, rank = way, meaning.rank
            if way.end < len(tokens) and not tokens[way.end].barred:
                gap = tokens[way.end].gap if way.end > place else Gap.SOFT
                if gap is not Gap.HARD:
                    self._go_on(way, tokens, gap, known, waiting)
        if best is None or best.node.meaning is None:
            return None
        meaning = best.node.meaning
        return Piece(meaning.name, {**dict(best.values), **meaning.fixed}, place, best.end)

    def _go_on(
        self, way: _Way, tokens: list[Token], gap: Gap, known: dict[int, list[Lexeme]], waiting: list[_Way]
    ) -> None:
        """Adds to `waiting` where the next token leads."""
        node, at, values = way
        ways = _GLUED_OR_NOT if gap is Gap.GLUED else _APART
        for glued in ways:
            after = node.words.get((tokens[at].text, glued))
            if after:
                waiting.append(_Way(after, at + 1, values))
        if not node.slots:
            return
        if at not in known:
            known[at] = self._lexicon.look_up(tokens, at)
        for kind, value, end in known[at]:
            for glued in ways:
                if names := node.slots.get((kind, glued)):
                    waiting += [_Way(after, end, (*values, (name, value))) for name, after in names.items()]


_APART, _GLUED_OR_NOT = (False,), (False, True)


def expand(phrase: str) -> list[tuple[Step, ...]]:
    """Every sequence of steps that a phrase stands for."""
    text = fold(phrase.strip())
    signs = [match for match in _SIGN.finditer(text) if not _inside_word(text, match.start())]
    ways, place = _choice(signs, 0)
    if place != len(signs):
        raise ValueError(f"brackets do not match in the phrase {phrase!r}")
    return [tuple(way) for way in ways if way]


def _choice(signs: list[re.Match[str]], place: int) -> tuple[list[list[Step]], int]:
    ways: list[list[Step]] = []
    current: list[list[Step]] = [[]]
    spaced = True
    while place < len(signs):
        sign = signs[place]
        text = sign.group()
        if text in "])":
            break
        place += 1
        if text == "|":
            ways, current, spaced = ways + current, [[]], True
        elif text.isspace():
            spaced = True
        elif text in "[(":
            inner, place = _choice(signs, place)
            place += 1
            if text == "[":
                inner = [[], *inner]
            current = [[*way, *_touching(more, spaced)] for way in current for more in inner]
            spaced = False
        else:
            joined = _inside_word(sign.string, sign.start() - 1)
            word = "" if sign["kind"] else text.lstrip("\\")
            step = Step(word, sign["kind"] or "", sign["name"] or sign["kind"] or "", False)
            current = [[*way, *_touching([step], spaced or joined)] for way in current]
            spaced = False
    return ways + current, place


def _touching(steps: list[Step], spaced: bool) -> list[Step]:
    """The steps, the first of them glued to what is before unless there is a space."""
    if not steps or spaced:
        return steps
    return [steps[0]._replace(glued=True), *steps[1:]]


def _inside_word(text: str, place: int) -> bool:
    """Whether the hyphen or apostrophe there only separates two words."""
    if place < 1 or text[place] not in "-'" or not text[place - 1].isalpha():
        return False
    return text[place] == "'" or text[place + 1 : place + 2].isalpha()
