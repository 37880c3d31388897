"""What the bot can say: one file of phrases per language (`fr.ftl`), all that a translator touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from fluent.runtime import FluentBundle
from fluent.runtime.types import FluentType
from fluent.syntax import FluentParser, ast

HERE = Path(__file__).parent
LANGUAGES = tuple(sorted(file.stem for file in HERE.glob("*.ftl")))

# Emphasis inside a phrase travels through Fluent as these two private-use characters.
STRONG, WEAK = "\uf8fe", "\uf8ff"

# A bare language name means a country to Babel, and "en" means the United States: month first, twelve hours.
_COUNTRIES = {"en": "en_GB"}


@dataclass(frozen=True)
class Phrasebook:
    """The phrases of one language, with the variables each one needs and those a number must fill."""

    bundle: FluentBundle
    variables: Mapping[str, frozenset[str]]
    counted: Mapping[str, frozenset[str]]


@cache
def country(language: str) -> Locale:
    """How the days, numbers and lists of a language are written. Raises UnknownLocaleError."""
    return Locale.parse(_COUNTRIES.get(language, language.replace("-", "_")))


@cache
def phrasebook(language: str) -> Phrasebook:
    """The phrases of a language, read once. Raises FileNotFoundError for a language without a file."""
    phrases = FluentParser(with_spans=False).parse((HERE / f"{language}.ftl").read_text("utf-8"))
    # Fluent's invisible isolates would break commands that people copy, lengths and JSON.
    bundle = FluentBundle([str(country(language))], use_isolating=False, functions={"STRONG": _Strong})
    bundle.add_resource(phrases)
    messages = {e.id.name: e for e in phrases.body if isinstance(e, ast.Message)}
    used = {key: variables(messages, key) for key in messages}
    return Phrasebook(bundle, {key: u[0] for key, u in used.items()}, {key: u[1] for key, u in used.items()})


def variables(messages: Mapping[str, ast.Message], key: str) -> tuple[frozenset[str], frozenset[str]]:
    """The variables of a message and of those it quotes: all of them, and those that choose a wording."""
    named, choosing, quoted = set[str](), set[str](), [key]
    for quote in quoted:
        for node in nodes(messages[quote]) if quote in messages else ():
            match node:
                case ast.VariableReference(id=name):
                    named.add(name.name)
                case ast.MessageReference(id=name) if name.name not in quoted:
                    quoted.append(name.name)
                case ast.SelectExpression(selector=selector):
                    choosing |= {n.id.name for n in nodes(selector) if isinstance(n, ast.VariableReference)}
    return frozenset(named), frozenset(choosing)


def nodes(node: ast.BaseNode) -> Iterator[ast.BaseNode]:
    """A node of a phrase, and all that it contains."""
    yield node
    for value in vars(node).values():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.BaseNode):
                yield from nodes(child)


class _Strong(FluentType):
    """Words or a number with weight."""

    def __init__(self, words: str | FluentType) -> None:
        self.words = words

    def format(self, locale: Locale) -> str:
        words = self.words.format(locale) if isinstance(self.words, FluentType) else self.words
        return f"{STRONG}{words}{WEAK}"
