"""What is left of a text when the words of its deadline are taken out."""

import re

_SPACES = re.compile(r"\s+")
_DASHES = "-–—"
_LEFT = f" \t\n,;:{_DASHES}("
_RIGHT = f" \t\n,;:{_DASHES}.!?…"
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def without(text: str, span: tuple[int, int] | None) -> str:
    """`text` without the code points of `span`, on one line; no comma, dash or empty brackets are left hanging."""
    if span is None:
        return _SPACES.sub(" ", text).strip()
    before, after = text[: span[0]].rstrip(), text[span[1] :].lstrip()
    space = " "
    closing = _BRACKETS.get(before[-1:], "")
    if closing and after.count(closing) > after.count(before[-1]):  # the words stood first inside them
        after, space = after.lstrip(_RIGHT), ""
        if after.startswith(closing):
            before, after, space = before[:-1].rstrip(), after[1:].lstrip(), " "
    if not before:
        after = after.lstrip(_RIGHT)
    elif not after:
        before = before.rstrip(_LEFT)
    elif after[0] in ",.;:)!?":
        before = before.rstrip(_LEFT)
        space = " " if after[0] in ";:!?" and text[span[1] : span[1] + 1].isspace() else ""
    elif after[0] in _DASHES and before[-1] in _DASHES:
        before = before.rstrip(_LEFT)
    elif after[0] == "”" or (after[0] == '"' and before.count('"') % 2):
        space = ""
    return _SPACES.sub(" ", f"{before}{space}{after}").strip()
