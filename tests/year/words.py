"""How people write a deadline, in French or in English, so that there is one way to understand it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre"),
    *("novembre", "décembre"),
)
IN_ENGLISH = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)


def deadline(chance: Random, today: date, day: date, hour: int | None, *, english: bool) -> str:
    """A day from tomorrow on, perhaps with an hour, as somebody types it today."""
    ahead = (day - today).days
    if english:
        at = f" {hour % 12 or 12}{'pm' if hour >= 12 else 'am'}" if hour is not None else ""
        words = [f"{'on' if at else 'by'} {IN_ENGLISH[day.month - 1]} {day.day}"]
        words += ["tomorrow"] * (ahead == 1) + [f"by {WEEKDAYS[day.weekday()]}"] * (2 <= ahead <= 6)
        return chance.choice(words) + at
    at = f" {hour}h" if hour is not None else ""
    month = MONTHS[day.month - 1]
    words = [f"pour le {day.day} {month}", f"avant le {day.day} {month}", f"le {day.day:02}/{day.month:02}"]
    words += ["demain"] * 3 * (ahead == 1)
    words += [f"avant {DAYS[day.weekday()]}", DAYS[day.weekday()]] * (2 <= ahead <= 6)
    words += [f"dans {ahead} jours" + " à" * bool(at)] * (2 <= ahead <= 20)
    return chance.choice(words) + at


def slip(chance: Random, title: str) -> str:
    """A title with two letters of one word in the wrong order."""
    places = [n for n in range(1, len(title) - 2) if title[n : n + 2].isalpha() and title[n] != title[n + 1]]
    at = chance.choice(places)
    return title[:at] + title[at + 1] + title[at] + title[at + 2 :]


def next_weekday(after: date, weekday: int) -> date:
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def next_in_month(after: date, day: int) -> date:
    month = after.replace(day=1) if after.day < day else (after.replace(day=1) + timedelta(days=32)).replace(day=1)
    return month.replace(day=day)
