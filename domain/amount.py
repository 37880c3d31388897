"""How long something takes, as people say it in a sentence: `20h`, `1h30`, `90 min`, `15-20 heures`."""

from __future__ import annotations

import re

from domain.text import fold

_FIGURE = r"(\d{1,4}(?:[.,]\d{1,2})?)"
_UNIT = r"\s?(h|heures?|hours?|hrs?|mn|mins?|minutes?)(\d{2})?(?!\w)"
_BEFORE = r"(?<![\w.,:/-])"
_RANGE = re.compile(
    rf"{_BEFORE}(?:(?:entre|de|between|from)\s+)?~?{_FIGURE}\s?(?:h(?:\d{{2}})?)?"
    rf"\s?(?:-|–|\s(?:a|to|et|and|ou|or)\s)\s?(?={_FIGURE}{_UNIT})"
)
_SAID = re.compile(rf"{_BEFORE}~?\s?{_FIGURE}{_UNIT}")
_BARE = re.compile(rf"^~?\s?{_FIGURE}()()(?=\s+(?:by|before|until|till|d'ici|avant|pour|jusqu)\b|\s*$)")


def amount(text: str) -> tuple[int | None, str]:
    """The minutes that a text says first, of a range the most; a figure without a unit counts hours where the text
    begins with it and goes on with `by` or nothing. None where it does not say. And the text without it, folded."""
    said = _RANGE.sub("", fold(text), count=1)
    found = _BARE.search(said) or _SAID.search(said)
    if found is None:
        return None, said
    return _minutes(*found.groups()), f"{said[: found.start()]} {said[found.end() :]}".strip()


def _minutes(figure: str, unit: str, rest: str | None) -> int:
    value = float(figure.replace(",", "."))
    return round(value) if unit.startswith("m") else round(value * 60) + int(rest or 0)
