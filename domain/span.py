"""From when to when an appointment lasts: `from 10am to 6pm`, `14-15 march`. It is at the start of what was said; a
task is due at its end, which is how dates are read elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|january|february|"
    r"march|april|may|june|july|august|september|october|november|december|"
    r"janv|f[ée]vr?|avr|juil|sept|oct|nov|d[ée]c|jan|feb|mar|apr|jun|jul|aug|sep)\b\.?"
)
_WEEKDAYS = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_FIGURE = r"\d{1,2}(?:er|st|nd|rd|th)?\b"
_CLOCK = r"(\d{1,2})(?:\s?h(?:\s?(\d{2}))?|:(\d{2}))?(?:\s?([ap])\.?m\b\.?)?"
_DASH = r"\s*[-‐‑–—]\s*"
_TO = rf"(?:{_DASH}|\s+(?:à|a|to|until|till|jusqu['’]à)\s+)"
_HOURS = re.compile(
    rf"(?<![\w~:/.,-])(?:(?<!dans )(?<!in )(?:de\s+|from\s+)?{_CLOCK}{_TO}(?P<last>{_CLOCK})"
    rf"|(?:entre|between)\s+{_CLOCK}\s+(?:et|and)\s+(?P<end>{_CLOCK}))(?![\w:/]|[-.]\d)",
    re.IGNORECASE,
)
_DAY = (
    rf"(?:{_WEEKDAYS}\s+)?(?:{_FIGURE}\s+{_MONTHS}|{_MONTHS}\s+{_FIGURE}|\d{{1,2}}/\d{{1,2}})"
    rf"|{_WEEKDAYS}(?:\s+{_FIGURE})?"
)
_MONTH_LATER = rf"(?:{_WEEKDAYS}\s+)?{_FIGURE}\s+(?P<month>{_MONTHS}(?:\s+\d{{4}})?)"
_DAYS = (
    # du 14 au 15 mars; from friday 14 to sunday 16 march
    re.compile(
        rf"\b(?:du|de|from)\s+(?P<first>(?:{_WEEKDAYS}\s+)?{_FIGURE})\s+(?:au|à|to|until)\s+{_MONTH_LATER}",
        re.IGNORECASE,
    ),
    # 14-15 mars
    re.compile(rf"(?<![\w/:.-])(?P<first>{_FIGURE}){_DASH}{_MONTH_LATER}", re.IGNORECASE),
    # du 28 février au 1er mars; from march 14 to march 15; de vendredi à dimanche
    re.compile(rf"\b(?:du|de|from)\s+(?P<first>{_DAY})\s+(?:au|à|to|until)\s+(?:{_DAY})(?![\w/:])", re.IGNORECASE),
    # march 14-15
    re.compile(rf"\b(?P<first>{_MONTHS}\s+{_FIGURE}){_DASH}{_FIGURE}(?![\w/:])", re.IGNORECASE),
)
_OVER = re.compile(r"\d|\b(?:hier|yesterday|last|derni[eè]re?|pass[ée]e?|ago)\b", re.IGNORECASE)
_PART_FIRST = re.compile(r"(?:soir[ée]e|matin[ée]e|apr[èe]s-midi|night|evening|morning|afternoon)\b", re.IGNORECASE)
_CLEAR_CLOCK = re.compile(
    r"(?<![\w:.,~])(?:(?:1[3-9]|2[0-3])\s?(?:h|:\d\d)|\d{1,2}(?::\d\d)?\s?[ap]m\b)", re.IGNORECASE
)
_MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True)
class Span:
    """A line that says its start alone; for how long, where hours were said; and the days as they were said."""

    text: str
    minutes: int | None
    days: str


def from_start(text: str) -> Span:
    """A line with its span of days, of hours or both, read with the first half. Two spans of hours are a timetable,
    which is left as it is."""
    days, minutes = "", None
    for pattern in _DAYS:
        if found := pattern.search(text):
            days = found.group().strip()
            first = " ".join(filter(None, (found["first"], found.groupdict().get("month"))))
            text = f"{text[: found.start()]}{first}{text[found.end() :]}"
            break
    hours = [(found, said) for found in _HOURS.finditer(text) if (said := _hours(found)) is not None]
    if len(hours) == 1:
        found, (start, minutes) = hours[0]
        text = f"{text[: found.start()]}{start}{text[found.end() :]}"
    return Span(text, minutes, days)


def part_in_title(text: str) -> str:
    """The part of a day that a line begins with, where it is no part of its date, as the hour is said: "Soirée samedi
    20h". Empty where it may be."""
    found = _PART_FIRST.match(text)
    return found.group() if found and _CLEAR_CLOCK.search(text) else ""


def may_say_when(title: str) -> bool:
    """Whether what was left of a line without a date may be one that was not understood, or is over."""
    return _OVER.search(title) is not None


def _hours(found: re.Match[str]) -> tuple[str, int] | None:
    """Its start as it was said, with what was said once for both ends, and its length in minutes; None for figures that
    are no hours."""
    said = found.groups()
    first, second = (said[0:4], said[5:9]) if said[0] else (said[9:13], said[14:18])
    start, end = _minutes(first), _minutes(second)
    begins = re.match(r"(?:de|from|entre|between)\s", found.group(), re.IGNORECASE)
    is_clock = re.search(r"\d(?:h|:|[ap]\.?m)", (found["last"] or found["end"]).replace(" ", ""), re.IGNORECASE) or (
        begins and re.search(r"\d(?:h|:)", found.group().replace(" ", ""), re.IGNORECASE)
    )  # not "10h - 12 rue des Lilas"
    if start is None or end is None or not is_clock:
        return None
    if second[3] and not first[3] and start <= _MINUTES_OF_DAY // 2 + 59:  # 2-5pm, 11-2pm
        start = max((each for each in (start % 720, start % 720 + 720) if each < end), default=start)
    lasts = (end - start) % _MINUTES_OF_DAY
    if not lasts:
        return None
    if second[3]:
        return f"{(start // 60 - 1) % 12 + 1}:{start % 60:02}{'pm' if start >= _MINUTES_OF_DAY // 2 else 'am'}", lasts
    return f"{start // 60}h{start % 60:02}", lasts


def _minutes(said: tuple[str, ...]) -> int | None:
    hour, minute = int(said[0]), int(said[1] or said[2] or 0)
    if said[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if said[3].lower() == "p" else 0)
    return hour % 24 * 60 + minute if hour <= 24 and minute < 60 else None
