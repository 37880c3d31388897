"""The hours a week that somebody can give, as they type them: `3h`, `2-4h`, `entre 2 et 4 heures`, `90 min`."""

from __future__ import annotations

import re

from domain.load import Hours
from domain.text import fold

MOST = 7 * 24 * 60
"""Minutes of a week: nobody has more."""
_NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_UNIT = r"(?:\s?(h|heures?|hours?|hrs?|mn|mins?|minutes?)\s?(\d{2})?(?!\w))"
_ONE = rf"{_NUMBER}{_UNIT}?"
_RANGE = re.compile(rf"(?:entre|between|de|from)?\s*{_ONE}\s*(?:-|–|a|to|et|and|ou|or)\s*{_ONE}")
_SINGLE = re.compile(_ONE)
_A_WEEK = re.compile(r"\s*(?:(?:par|/|a|per)\s*(?:semaine|week|sem)|hebdo)\s*$")


def read(text: str) -> Hours | None:
    """The hours in a text that says nothing else; None where it is none, or more than a week has. A number without a
    unit counts hours; in a range, the unit of the second holds for the first."""
    said = _A_WEEK.sub("", fold(text).strip())
    if found := _RANGE.fullmatch(said):
        first, unit, rest, second, unit2, rest2 = found.groups()
        least, most = _minutes(first, unit or unit2, rest), _minutes(second, unit2 or unit, rest2)
        there = Hours(min(least, most), max(least, most))
    elif found := _SINGLE.fullmatch(said):
        minutes = _minutes(*found.groups())
        there = Hours(minutes, minutes)
    else:
        return None
    return there if there.most <= MOST else None


def _minutes(number: str, unit: str | None, rest: str | None) -> int:
    value = float(number.replace(",", "."))
    return round(value) if (unit or "h")[0] == "m" else round(value * 60) + int(rest or 0)
