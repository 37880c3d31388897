"""What is left of a text when the words of its deadline are taken out."""

import re

_SPACES = re.compile(r"\s+")
_LEFT = " \t\n,;:-–—("
_RIGHT = " \t\n,;:-–—"


def without(text: str, span: tuple[int, int] | None) -> str:
    """`text` without the code points of `span`, on one line, with no comma or dash left hanging."""
    if span is None:
        return _SPACES.sub(" ", text).strip()
    before, after = text[: span[0]].rstrip(), text[span[1] :].lstrip()
    if not before:
        after = after.lstrip(_RIGHT)
    elif not after:
        before = before.rstrip(_LEFT)
    elif after[0] in ",.;:)" or after[0] in "!?":
        before = before.rstrip(_LEFT)
        space = " " if after[0] in ";:!?" and text[span[1] : span[1] + 1].isspace() else ""
        return _SPACES.sub(" ", before + space + after).strip()
    return _SPACES.sub(" ", f"{before} {after}").strip()
