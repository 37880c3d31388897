"""How often a task comes back, in a few words, from its rule of RFC 5545."""

from __future__ import annotations

from datetime import date

from domain.document import Day, Phrase, Several, phrase

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKING_WEEK = "MO,TU,WE,TH,FR"


def repeat_phrase(rule: str) -> Phrase:
    """The frequency, the days it names, and its end. Seasons and hours are not said: the next date shows them."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    said = phrase(f"repeats-{parts.get('FREQ', 'weekly').lower()}", every=int(parts.get("INTERVAL", "1")))
    if days := _days(parts):
        said = phrase("repeats-on", often=said, days=Several(tuple(days)))
    if until := parts.get("UNTIL"):
        said = phrase("repeats-until", often=said, day=Day(date.fromisoformat(until[:8])))
    return said


def _days(parts: dict[str, str]) -> list[Phrase]:
    if "BYSETPOS" in parts or "BYMONTH" in parts or any(f"-{place}" in parts.get("BYDAY", "") for place in (3, 4, 5)):
        return []
    if parts.get("BYDAY") == _WORKING_WEEK:
        return [phrase("repeats-working-week")]
    weekdays = [_weekday(each) for each in parts.get("BYDAY", "").split(",") if each]
    numbers = [
        phrase("repeats-last-day") if each == "-1" else phrase("repeats-day", day=int(each))
        for each in parts.get("BYMONTHDAY", "").split(",")
        if each
    ]
    return weekdays + numbers


def _weekday(each: str) -> Phrase:
    """One day of BYDAY: TH, 1TH, -1TH."""
    weekday = phrase("weekday-name", weekday=_DAYS.index(each[-2:]))
    match int(each[:-2] or "0"):
        case 0:
            return weekday
        case -1:
            return phrase("repeats-last", day=weekday)
        case -2:
            return phrase("repeats-last-but-one", day=weekday)
        case place:
            return phrase("repeats-place", place=place, day=weekday)
