"""A day that is over, in plain words: "since monday", "depuis le 1er mai", "3 days ago"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from domain.deadline import Reading
from domain.text import fold, words

_SPAN = re.compile(r"(\d{1,3}|une?|an?|deux|two|trois|three) (jours?|days?|semaines?|weeks?|mois|months?)")
_SMALL = {"un": 1, "une": 1, "a": 1, "an": 1, "deux": 2, "two": 2, "trois": 3, "three": 3}
_DAYS = {"j": 1, "d": 1, "s": 7, "w": 7, "m": 30}
_NAMED = {"today": 0, "aujourd'hui": 0, "yesterday": 1, "hier": 1, "week": 7, "semaine": 7, "month": 30, "mois": 30}
_AROUND = re.compile(r"\b(?:last|past|the|la|il y a|ago|derniere?s?|passee?s?)\b")
_BACK = (8, 32, 367)  # days from which a date may lie ahead that is over by now: of a week, of a month, of a year


def day_before(text: str, now: datetime, read: Callable[[str, datetime], Reading]) -> date | None:
    """The last day up to that of `now` (in the zone of whoever asks) that the words name; None if they name none.

    `read` reads deadlines, which lie ahead: it is asked as of some days ago.
    """
    said = " ".join(_AROUND.sub(" ", fold(text).strip(" .!?")).split())
    if said in _NAMED:
        return now.date() - timedelta(days=_NAMED[said])
    if span := _SPAN.fullmatch(said):
        count = _SMALL.get(span[1]) or int(span[1])
        return now.date() - timedelta(days=count * _DAYS[span[2][0]])
    for back in _BACK:
        earlier, later = (_days(said, now - timedelta(days=each), read) for each in (back, back - 1))
        if len(earlier) == len(later) == 1 and later[0] - earlier[0] == timedelta(days=1):
            return None  # "tomorrow" is never over
        if past := [day for day in (*earlier, *later) if day < now.date()]:
            return max(past)
    return None


def _days(text: str, now: datetime, read: Callable[[str, datetime], Reading]) -> list[date]:
    """Every day that a text can mean, as of then; none where other words are left over."""
    reading = read(text, now)
    if words(reading.title) or reading.repeat:
        return []
    meant = [reading.due, *reading.alternatives]
    return [one.date() if isinstance(one, datetime) else one for one in meant if one is not None]
