"""Finds how a language words a phrase: its own runs, and the places where values go."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import NamedTuple

from bot.locales import LANGUAGES, STRONG, WEAK, phrasebook
from bot.speech.words import Mark, Run

log = logging.getLogger(__name__)


class Unsayable(LookupError):
    """A phrase is missing in the reader's language, or its values are not those it needs."""


class Slot(NamedTuple):
    """Where a value goes in a wording."""

    name: str
    strong: bool


# How a phrase is worded depends on its numbers alone, so the few wordings in use are found once. Other values
# are put in afterwards, so nothing that a person types can be taken for a part of the phrase.
@lru_cache(maxsize=4096)
def wording(
    language: str, strict: bool, key: str, numbers: tuple[tuple[str, int], ...], words: tuple[str, ...]
) -> tuple[Run | Slot, ...]:
    """The runs of a phrase and the places of its values, in this language or else in the next that has it."""
    candidates = [language, *(other for other in LANGUAGES if other != language)]
    for candidate in candidates:
        problem = _problem(candidate, key, frozenset(dict(numbers)), frozenset(words))
        if problem is None:
            pieces, errors = _pieces(candidate, key, numbers, words)
            if not errors:
                return pieces
            problem = f"{candidate}.ftl: {type(errors[0]).__name__}"
        if strict:
            raise Unsayable(f"phrase {key!r}: {problem}")
        log.error("phrase %s: %s", key, problem)
    for candidate in candidates:
        if key in phrasebook(candidate).variables:
            return _pieces(candidate, key, numbers, words)[0]  # with a hole, which is more than silence
    return (Run(key),)


def _problem(language: str, key: str, numbers: frozenset[str], words: frozenset[str]) -> str | None:
    book = phrasebook(language)
    if key not in book.variables:
        return f"not in {language}.ftl"
    needed, given = book.variables[key], numbers | words
    if needed != given:
        return f"{language}.ftl needs {sorted(needed)}, it was given {sorted(given)}"
    if chosen_by_words := book.counted[key] & words:
        return f"{language}.ftl chooses by {sorted(chosen_by_words)}, which must be a number"
    return None


def _pieces(
    language: str, key: str, numbers: tuple[tuple[str, int], ...], words: tuple[str, ...]
) -> tuple[tuple[Run | Slot, ...], list[Exception]]:
    """A phrase as Fluent words it around one private-use character per value, cut at these characters."""
    places = {chr(0xE000 + index): name for index, name in enumerate(words)}
    bundle = phrasebook(language).bundle
    pattern = bundle.get_message(key).value
    if pattern is None:
        return (), [ValueError(key)]
    arguments = {**dict(numbers), **{name: place for place, name in places.items()}}
    text, errors = bundle.format_pattern(pattern, arguments)
    pieces: list[Run | Slot] = []
    strong = False
    # A phrase is one line however its file is wrapped.
    for part in re.split("([\ue000-\uf8ff])", str(text).replace("\n", " ")):
        if part in (STRONG, WEAK):
            strong = part == STRONG
        elif part in places:
            pieces.append(Slot(places[part], strong))
        elif part:
            pieces.append(Run(part, Mark.STRONG if strong else Mark.TEXT))
    return tuple(pieces), errors


@lru_cache
def spoken_language(asked: str, strict: bool) -> str:
    """The language asked for if it has a file, else its parent ("fr" for "fr-CA"), else the first one."""
    if asked in LANGUAGES:
        return asked
    if strict:
        raise Unsayable(f"there is no {asked}.ftl")
    parent = asked.replace("_", "-").partition("-")[0]
    return parent if parent in LANGUAGES else LANGUAGES[0]
