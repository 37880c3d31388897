"""The hours a week that somebody can give, as they type them: `3h`, `2-4h`, `entre 2 et 4 heures`, `90 min`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from domain.deadline import Reading
from domain.load import Hours, monday
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


_THIS = re.compile(r"\b(?:this week|cette semaine|semaine en cours)\b")
_NEXT = re.compile(r"\b(?:next week|(?:la )?semaine prochaine)\b")
_OF = re.compile(r"\b(?:(?:the )?week (?:of|from)|(?:la )?semaine du)\b(?: the| le)? ")
_FURTHEST = timedelta(weeks=52)


def week(text: str, today: date, read_date: Callable[[str], Reading]) -> tuple[date, str] | None:
    """The single week (its Monday) that a text is about, and what it says of it: `this week 0`, `2h la semaine du 3
    mars`. None: it names no week, or none of the coming year. `read_date` reads a date, also of earlier this week."""
    said = fold(text).strip(" .!")
    for pattern, ahead in ((_THIS, 0), (_NEXT, 1)):
        if found := pattern.search(said):
            rest = f"{said[: found.start()]} {said[found.end() :]}"
            return monday(today) + timedelta(weeks=ahead), rest.strip(" :,=")
    found = _OF.search(said)
    if found is None:
        return None
    before, after = said[: found.start()].strip(" :,="), said[found.end() :].replace(":", " ").split()
    for cut in range(len(after), 0, -1) if before else range(len(after) - 1, 0, -1):
        named = read_date(" ".join(after[:cut]))
        is_day = not (named.has_time or named.repeat or named.alternatives or named.title.strip())
        if is_day and named.due is not None and monday(today) <= named.due <= today + _FURTHEST:
            return monday(named.due), before or " ".join(after[cut:])
    return None


def names_week(text: str) -> bool:
    """Does this speak of a single week?"""
    said = fold(text)
    return any(pattern.search(f"{said} ") for pattern in (_THIS, _NEXT, _OF))


def _minutes(number: str, unit: str | None, rest: str | None) -> int:
    value = float(number.replace(",", "."))
    return round(value) if (unit or "h")[0] == "m" else round(value * 60) + int(rest or 0)
