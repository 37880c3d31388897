"""When a recurring task comes back."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain import wall_clock

_CLOCKS_CHANGE = timedelta(hours=3)  # more than any clock changes by
_INSTANT = timedelta(microseconds=1)
_SOME_DAY = datetime(2026, 1, 1)
_EVERY = re.compile(r"(?:^|;)FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)")
_PARTS = frozenset(
    ("FREQ", "INTERVAL", "UNTIL", "COUNT", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "BYHOUR", "BYMINUTE", "WKST")
)


def next_due(rule: str, due: date | datetime, now: datetime, zone: ZoneInfo) -> date | datetime | None:
    """The first occurrence of an RFC 5545 rule (without prefix) that is after the old deadline and not over by now.

    `due`: the old deadline, a local day or an instant; the next is of the same kind, or an instant if the rule says
    an hour. It counts in wall time, in `zone`. None: there is no further one. Raises ValueError for no rule at all.
    """
    from dateutil.rrule import rrulestr

    occurrences = rrulestr(rule, dtstart=_wall_time(due, zone))
    if "BYHOUR=" not in rule and not isinstance(due, datetime):
        # A day without an hour is not over until it ends: today counts.
        over = max(due, wall_clock.local_day(now, zone) - timedelta(days=1))
        upcoming = occurrences.after(datetime.combine(over, time.max))
        return upcoming.date() if upcoming else None
    over = max(now, due if isinstance(due, datetime) else wall_clock.end_of_day(due, zone) - _INSTANT)
    for upcoming in occurrences.xafter(_wall_time(over, zone) - _CLOCKS_CHANGE):
        at = wall_clock.instant(upcoming.date(), upcoming.time(), zone)
        if at > over:
            return at
    return None


def is_rule(rule: str) -> bool:
    """Is this an RFC 5545 rule (without prefix) by which something comes back, once a day at most?"""
    from dateutil.rrule import rrulestr

    parts = [part.partition("=")[0] for part in rule.split(";")]
    known = rule.startswith("FREQ=") or ";FREQ=" in rule
    if not known or not _EVERY.search(rule) or not set(parts) <= _PARTS or len(set(parts)) < len(parts):
        return False
    try:
        return next(iter(rrulestr(rule, dtstart=_SOME_DAY)), None) is not None
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, ZeroDivisionError):
        return False


def begins(rule: str, due: date | datetime, zone: ZoneInfo) -> bool:
    """Is this deadline one of those that the rule gives? One that was moved by hand is not."""
    from dateutil.rrule import rrulestr

    first = _wall_time(due, zone)
    return next(iter(rrulestr(rule, dtstart=first)), None) == first


def _wall_time(due: date | datetime, zone: ZoneInfo) -> datetime:
    if isinstance(due, datetime):
        return wall_clock.local(due, zone).replace(tzinfo=None, fold=0)
    return datetime.combine(due, time())
