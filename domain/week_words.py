"""Days of the week and times of day as people type them in settings, in French and English."""

from __future__ import annotations

import re
from datetime import time

from domain.text import fold

_DAYS = (
    ("monday", "mon", "lundi", "lundis", "lun"),
    ("tuesday", "tue", "tues", "mardi", "mardis", "mar"),
    ("wednesday", "wed", "mercredi", "mercredis", "mer"),
    ("thursday", "thu", "thur", "thurs", "jeudi", "jeudis", "jeu"),
    ("friday", "fri", "vendredi", "vendredis", "ven"),
    ("saturday", "sat", "samedi", "samedis", "sam"),
    ("sunday", "sun", "dimanche", "dimanches", "dim"),
)
_GROUPS = {
    "weekdays": range(5),
    "weekday": range(5),
    "semaine": range(5),
    "weekend": range(5, 7),
    "weekends": range(5, 7),
    "week-end": range(5, 7),
    "week-ends": range(5, 7),
    "we": range(5, 7),
    "daily": range(7),
    "everyday": range(7),
}
_WORDS: dict[str, tuple[int, ...]] = {
    **{word: (number,) for number, words in enumerate(_DAYS) for word in words},
    **{f"{word}s": (number,) for number, words in enumerate(_DAYS) for word in words[:1]},
    **{word: tuple(days) for word, days in _GROUPS.items()},
}
_FILLERS = frozenset({"le", "la", "les", "en", "on", "the", "a", "at", "et", "and", "every", "tous", "chaque", ","})
_TIME = re.compile(r"^(\d{1,2})(?:\s*(?:h|:)\s*(\d{2})?)?\s*(am|pm)?$")


def weekdays(text: str) -> tuple[int, ...] | None:
    """The days that some words name (Monday is 0), in order; None if one of the words is not understood or there
    is none."""
    found: set[int] = set()
    for word in fold(text).replace(",", " ").split():
        if word in _WORDS:
            found.update(_WORDS[word])
        elif word not in _FILLERS:
            return None
    return tuple(sorted(found)) or None


def time_of_day(text: str) -> time | None:
    """A clock time: `9`, `9h`, `9:30`, `18h30`, `8pm`; None if it is none."""
    match = _TIME.match(fold(text).strip())
    if match is None:
        return None
    hour, minute, half = int(match.group(1)), int(match.group(2) or 0), match.group(3)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day_and_time(text: str) -> tuple[int, time | None] | None:
    """One day of the week, and the time after it if one is given; None if that is not what the words say."""
    words = [w for w in fold(text).replace(",", " ").split() if w not in _FILLERS]
    if not words or len(_WORDS.get(words[0], ())) != 1:
        return None
    if len(words) == 1:
        return _WORDS[words[0]][0], None
    at = time_of_day(" ".join(words[1:]))
    return (_WORDS[words[0]][0], at) if at else None
