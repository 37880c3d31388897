"""When a recurring task comes back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain import wall_clock


def next_due(rule: str, due: date | datetime, now: datetime, zone: ZoneInfo) -> date | datetime | None:
    """The first occurrence of an RFC 5545 rule (without prefix) that is after the old deadline and not over by now.

    `due`: the old deadline, a local day or an instant; the next is of the same kind, or an instant if the rule says
    an hour. It counts in wall time, in `zone`. None: there is no further one. Raises ValueError for no rule at all.
    """
    from dateutil.rrule import rrulestr

    has_hour = "BYHOUR=" in rule
    start = _wall_time(due, zone)
    timed = has_hour or isinstance(due, datetime)
    after = max(start, _wall_time(now, zone) if timed else _day_before(now, zone))
    if has_hour and not isinstance(due, datetime):
        after = max(after, datetime.combine(due, time.max))
    upcoming = rrulestr(rule, dtstart=start).after(after)
    if upcoming is None:
        return None
    return wall_clock.instant(upcoming.date(), upcoming.time(), zone) if timed else upcoming.date()


def _wall_time(due: date | datetime, zone: ZoneInfo) -> datetime:
    if isinstance(due, datetime):
        return wall_clock.local(due, zone).replace(tzinfo=None, fold=0)
    return datetime.combine(due, time())


def _day_before(now: datetime, zone: ZoneInfo) -> datetime:
    """The last wall time before today: a day without an hour is not over until it ends."""
    return datetime.combine(wall_clock.local_day(now, zone), time()) - timedelta(seconds=1)
