"""What can be wrong in the files of phrases, each fault said in a line that names the file and the key."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from fluent.syntax import FluentParser, ast

from bot.locales import country, nodes, variables

# A French no-break space is this one and no other: it is the one that keyboards have.
NO_BREAK = "\u00a0"
_VALUE = "\ufffc"  # stands for a value, in the texts that are looked at

_FRENCH_SPACES = {
    r"[ \t\u2009]+[?!;:»]": "a no-break space (U+00A0) goes before ? ! ; : »",
    rf"[\w{_VALUE})][?!;»]": "a no-break space (U+00A0) goes before ? ! ; »",
    rf"(?:[^\W\d]|[{_VALUE})]):(?=\s|$)": "a no-break space (U+00A0) goes before :",
    rf"«(?!{NO_BREAK})": "a no-break space (U+00A0) goes after «",
    "\u202f": "the no-break space of this file is U+00A0, here is a narrow one (U+202F)",
}
_ENDINGS = "e|es|ne|nes|le|les|ve|ves|se|ses|euse|euses|ère|ères|rice|rices|trice|trices"
_FRENCH_GENDER = {
    r"\w[·•‧]\w": "a middle dot inside a word: turn the sentence instead",
    rf"\w\.(?:{_ENDINGS})\b": "a dot before a feminine ending: turn the sentence instead",
    rf"\w\((?:{_ENDINGS}|s|x)\)": "an ending in parentheses: turn the sentence, or let a number choose",
    r"\w-e(?:-s)?\b": "a hyphen before a feminine ending: turn the sentence instead",
    r"\w/(?:e|ne|euse|rice|trice|elle|une|la)\b": "two genders with a slash: turn the sentence instead",
}


def messages(text: str) -> dict[str, ast.Message]:
    """The messages of a file, by key."""
    return {entry.id.name: entry for entry in FluentParser().parse(text).body if isinstance(entry, ast.Message)}


def needed(text: str) -> dict[str, frozenset[str]]:
    """The variables of each message."""
    known = messages(text)
    return {key: variables(known, key)[0] for key in known}


def unreadable(language: str, text: str) -> list[str]:
    """What Fluent cannot read, or reads as no phrase."""
    faults = []
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            row = text.count("\n", 0, entry.span.start if entry.span else 0) + 1
            reason = "; ".join(str(a.message) for a in entry.annotations)
            faults.append(f"{language}.ftl, line {row}: {reason}")
        elif isinstance(entry, ast.Message):
            if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", entry.id.name):
                faults.append(f"{language}.ftl, {entry.id.name}: a key is small letters and hyphens")
            if entry.value is None or entry.attributes:
                faults.append(f"{language}.ftl, {entry.id.name}: a phrase has a text and no attributes")
    if hidden := sorted(
        {f"U+{ord(c):04X}" for c in text if "\ue000" <= c <= "\uf8ff" or c in "\u2066\u2067\u2068\u2069"}
    ):
        faults.append(f"{language}.ftl: private or invisible characters {', '.join(hidden)}")
    return faults


def doubled(language: str, text: str) -> list[str]:
    """Keys with two messages: the second would never be said."""
    entries = FluentParser().parse(text).body
    counts = Counter(e.id.name for e in entries if isinstance(e, ast.Message | ast.Term))
    return [f"{language}.ftl, {key}: is there {times} times" for key, times in counts.items() if times > 1]


def untranslated(files: Mapping[str, str]) -> list[str]:
    """Messages that some language does not have."""
    keys = {language: messages(text).keys() for language, text in files.items()}
    every = sorted(set().union(*keys.values()))
    return [f"{lang}.ftl, {key}: is missing" for key in every for lang in sorted(keys) if key not in keys[lang]]


def at_odds(files: Mapping[str, str]) -> list[str]:
    """Messages whose variables differ from one language to another."""
    faults = []
    by_language = {language: needed(text) for language, text in files.items()}
    for key in sorted(set.intersection(*(set(n) for n in by_language.values()))):
        if len({names[key] for names in by_language.values()}) > 1:
            each = ", ".join(f"{lang}.ftl has {sorted(names[key])}" for lang, names in by_language.items())
            faults.append(f"{key}: {each}")
    return faults


def ill_counted(language: str, text: str) -> list[str]:
    """Choices that leave a number without its plural form (CLDR), or that are not made by a number."""
    faults = []
    plural = country(language).plural_form
    for key, message in messages(text).items():
        for node in nodes(message):
            if not isinstance(node, ast.SelectExpression):
                continue
            keys = {v.key.name if isinstance(v.key, ast.Identifier) else v.key.value for v in node.variants}
            default = next(v.key for v in node.variants if v.default)
            if strange := sorted(k for k in keys - plural.tags - {"other"} if not k.isdigit()):
                faults.append(f"{language}.ftl, {key}: {strange} are no plural forms of this language")
            if not (isinstance(default, ast.Identifier) and default.name == "other"):
                faults.append(f"{language}.ftl, {key}: the choice that remains is *[other]")
            lost = (n for n in range(1000) if str(n) not in keys and plural(n) not in keys)
            if (number := next(lost, None)) is not None:
                faults.append(f"{language}.ftl, {key}: {number} needs [{plural(number)}] or [{number}]")
    return faults


def french_spaces(language: str, text: str) -> list[str]:
    """Marks without the no-break space that French sets beside them."""
    return _found(_FRENCH_SPACES, language, text)


def french_gender(language: str, text: str) -> list[str]:
    """Words written in two genders at once, which are hard to read aloud."""
    return _found(_FRENCH_GENDER, language, text)


def _found(rules: Mapping[str, str], language: str, text: str) -> list[str]:
    return [
        f"{language}.ftl, {key}: {fault} (“{said.replace(_VALUE, '…')}”)"
        for key, message in messages(text).items()
        for said in _texts(message)
        for rule, fault in rules.items()
        if re.search(rule, said)
    ]


def _texts(message: ast.Message) -> Iterator[str]:
    """The texts of a message and of its choices, with a sign where values go."""
    for node in nodes(message):
        if isinstance(node, ast.Pattern):
            yield re.sub(r"https?://\S+", _VALUE, "".join(_text(element) for element in node.elements))


def _text(element: ast.TextElement | ast.Placeable) -> str:
    if isinstance(element, ast.TextElement):
        return element.value
    return str(element.expression.parse()["value"]) if isinstance(element.expression, ast.StringLiteral) else _VALUE
