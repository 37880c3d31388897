"""The tables of the languages, made ready for reading."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from domain.deadline.accept import Surroundings
from domain.deadline.fold import fold
from domain.deadline.gather import Joins
from domain.deadline.language import Language
from domain.deadline.lexicon import Lexicon
from domain.deadline.phrases import Phrases
from domain.deadline.tokens import Token

LANGUAGES = ("fr", "en")
_LENT_WORDS = ("weekday", "plural", "month")
_LENT_PHRASES = "shift"
_SHORTEST_LOAN = 5


class Grammar(NamedTuple):
    """A language, ready to be used."""

    language: Language
    phrases: Phrases
    joins: Joins
    after_hour: frozenset[str]
    to: frozenset[str]  # words that can only join figures to a range
    surroundings: Surroundings
    words: frozenset[str]  # of all its phrases

    def most_explained(self, tokens: list[Token]) -> int:
        """No deadline in this language is said by more letters than these: those of its own words, and of a single one
        between them."""
        own = [not token.is_word or token.text in self.words for token in tokens]
        own = [*own, False, False]  # the last of them stands before the first one, too
        return sum(
            len(token.text)
            for place, token in enumerate(tokens)
            if token.is_word and (own[place] or (own[place - 1] and own[place + 1]))
        )


@cache
def tables() -> Mapping[str, Language]:
    """The table of each language; they are long, and loaded with the first text that is read."""
    from domain.deadline.english import ENGLISH
    from domain.deadline.french import FRENCH

    return {"fr": FRENCH, "en": ENGLISH}


@cache
def grammar_of(code: str) -> Grammar:
    """The grammar of a language; built once, in some hundredths of a second."""
    language = _with_loans(tables()[code])

    def words(text: str) -> frozenset[str]:
        return frozenset(fold(text).split())

    joins = Joins(words(" ".join(language.phrases["to"])), words(language.and_words), language.bare_hours)
    around = Surroundings(words(language.after_day), words(language.after_duration), language.bare_hours)
    phrases = Phrases(language.phrases, Lexicon(language))
    hours_follow = words(
        " ".join(way for meaning, ways in language.phrases.items() if "at=1" in meaning for way in ways)
    )
    only_to = joins.to - joins.lists - hours_follow  # "à 4" may be an hour as well
    hours = words(language.after_hour)
    return Grammar(language, phrases, joins, hours, only_to - {"-", "/"}, around, phrases.words())


def _with_loans(language: Language) -> Language:
    """The language with the days and months of the others: "friday à 18h". Short ones, like *may*, mean too much."""
    words = {kind: dict(values) for kind, values in language.words.items()}
    phrases = dict(language.phrases)
    for other in tables().values():
        if other is language:
            continue
        for kind in _LENT_WORDS:
            own = words.setdefault(kind, {})
            for value, said in other.words.get(kind, {}).items():
                lent = [word for word in said.split(", ") if len(word) >= _SHORTEST_LOAN and not word.endswith(".")]
                if lent:
                    own[value] = ", ".join([own[value], *lent] if value in own else lent)
        for meaning, ways in other.phrases.items():
            if meaning.startswith(_LENT_PHRASES) and "slip" not in meaning:
                phrases[meaning] = (*phrases.get(meaning, ()), *ways)
    return language._replace(words=words, phrases=phrases)
