"""Dates that are counted from a day that is not known yet: "three weeks before", "la veille à 18h", "J+2"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.deadline import Reading
from domain.document import Phrase, phrase
from domain.text import fold, tidy

MOST_DAYS = 3 * 366  # from the day, either way
_WEEK, _YEAR = 7, 12
_NEAR_WORDS = 3  # at most so many words say the time of day


@dataclass(frozen=True, order=True)
class Offset:
    """So many months, and then so many days, from a day: negative is before it."""

    months: int = 0
    days: int = 0

    def from_day(self, day: date) -> date:
        """The day that is so far from `day`. A month that is too short gives its last day. Raises OverflowError where
        no calendar goes."""
        month = day.year * _YEAR + day.month - 1 + self.months
        year, month = divmod(month, _YEAR)
        if not 1 <= year <= MAXYEAR:
            raise OverflowError(f"the year {year}")
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last)) + timedelta(days=self.days)


@dataclass(frozen=True)
class When:
    """A date that is counted from a day: how far it is, and at what time (wall time), or in which part of that day."""

    offset: Offset
    at: time | None = None
    part: str | None = None

    def due(self, day: date, zone: ZoneInfo) -> date | datetime:
        """The day, or the instant (UTC)."""
        there = self.offset.from_day(day)
        return wall_clock.instant(there, self.at, zone) if self.at is not None else there


@dataclass(frozen=True)
class Found:
    """What a text says of when, and the text without it."""

    when: When | None
    rest: str


_ONES = {"a": 1, "an": 1, "one": 1, "un": 1, "une": 1, "two": 2, "deux": 2, "three": 3, "trois": 3, "four": 4}
_ONES |= {"quatre": 4, "five": 5, "cinq": 5, "six": 6, "seven": 7, "sept": 7, "eight": 8, "huit": 8, "nine": 9}
_ONES |= {"neuf": 9, "ten": 10, "dix": 10, "eleven": 11, "onze": 11, "twelve": 12, "douze": 12, "quinze": 15}
_UNITS = {
    "d": (0, 1),
    "j": (0, 1),
    "w": (0, 7),
    "s": (0, 7),
    "m": (1, 0),
    "y": (12, 0),
    "a": (12, 0),
}  # by first letter
_COUNT = rf"(?P<count>\d{{1,4}}|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
_UNIT = r"(?P<unit>days?|d|weeks?|wks?|months?|years?|yrs?|jours?|j|semaines?|sem|mois|ans?|ann[ée]es?)"
_SIDE = r"(?P<side>before|after|avant|apr[èe]s)"
_THAT = r"(?:\s+(?:it|the\s+(?:event|day)|l['’]\s?[ée]v[éèe]nement|le\s+jour\s+j|le\s+jour))?"
_IS_BEFORE = re.compile(r"before|avant|[-−–]", re.IGNORECASE)
_SAID = tuple(
    re.compile(rf"(?<![\w-]){each}(?![\w-])", re.IGNORECASE)
    for each in (
        rf"{_COUNT}\s?{_UNIT}\s+{_SIDE}{_THAT}",
        rf"(?:the|l[ea])\s+(?P<one>day|week|month|year|semaine|mois|ann[ée]e)\s+(?:d['’]\s?)?{_SIDE}{_THAT}",
        r"(?:à\s+|at\s+)?[jd]\s?(?P<sign>[-−–+])\s?(?P<apart>\d{1,4})",
        r"(?:(?P<named>l['’]\s?avant-veille|la\s+veille|le\s+lendemain|le\s+surlendemain))",
        r"(?P<itself>(?:on\s+)?(?:the\s+day\s+itself|the\s+same\s+day)|le\s+jour\s+m[êe]me|(?:le\s+)?jour\s+j|d-day)",
    )
)
_NAMED = {"avant-veille": -2, "veille": -1, "lendemain": 1, "surlendemain": 2}


def find(text: str, read: Callable[[str], Reading], some_day: date) -> Found:
    """The date in a text that is counted from a day, with the time that stands beside it. `read`: the reader of
    deadlines; `some_day`: one that it reads, ahead of today. Without any, or too far away, the text as it is."""
    there = [match for pattern in _SAID for match in pattern.finditer(text)]
    if not there:
        return Found(None, tidy(text))
    match = max(there, key=lambda each: (each.start(), each.end()))
    offset = _offset(match)
    if abs(offset.months) * 30 + abs(offset.days) > MOST_DAYS:
        return Found(None, tidy(text))
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    for said, left in _beside(before, after):
        reading = read(f"{some_day.isoformat()} {said}")
        if reading.title or reading.alternatives or reading.repeat:
            continue
        if isinstance(reading.due, datetime):
            if reading.due.date() == some_day:
                return Found(When(offset, at=reading.due.time().replace(tzinfo=None)), left)
        elif reading.due == some_day and reading.part is not None:
            return Found(When(offset, part=reading.part.value), left)
    return Found(When(offset), _title(before, after))


def _beside(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The words beside the date that may be a time of day, the longest first, and what is left without them."""
    later, earlier = after.split(), before.split()
    for size in range(_NEAR_WORDS, 0, -1):
        if size <= len(later):
            yield " ".join(later[:size]).strip(" ,;."), _title(before, " ".join(later[size:]))
        if size <= len(earlier):
            yield " ".join(earlier[-size:]).strip(" ,;."), _title(" ".join(earlier[:-size]), after)


def _title(before: str, after: str) -> str:
    return tidy(f"{before.rstrip(' ,;:–—-')} {after.lstrip(' ,;:.')}")


def _offset(match: re.Match[str]) -> Offset:
    said = match.groupdict()
    if said.get("itself"):
        return Offset()
    if name := said.get("named"):
        return Offset(days=_NAMED[re.split(r"['’\s]+", name.casefold())[-1]])
    sign = -1 if _IS_BEFORE.search(said.get("sign") or said.get("side") or "") else 1
    if apart := said.get("apart"):
        return Offset(days=sign * int(apart))
    count = 1 if said.get("one") else _number(said["count"])
    months, days = _UNITS[fold(said.get("one") or said["unit"])[0]]
    return Offset(sign * count * months, sign * count * days)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _ONES[fold(said)]


def when_phrase(when: When) -> Phrase:
    """As people read it: in weeks or years where that comes out even."""
    said = _offset_phrase(when.offset)
    if when.at is not None:
        return phrase("relative-at", when=said, time=f"{when.at:%H:%M}")
    return phrase(f"relative-{when.part}", when=said) if when.part else said


def _offset_phrase(offset: Offset) -> Phrase:
    if offset == Offset():
        return phrase("relative-itself")
    if offset.months:
        side, count = _side(offset.months)
        unit, each = ("years", _YEAR) if count % _YEAR == 0 else ("months", 1)
    else:
        side, count = _side(offset.days)
        unit, each = ("weeks", _WEEK) if count % _WEEK == 0 else ("days", 1)
    return phrase(f"relative-{unit}-{side}", count=count // each)


def _side(far: int) -> tuple[str, int]:
    return ("before" if far < 0 else "after", abs(far))
