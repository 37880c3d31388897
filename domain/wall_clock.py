"""Turns the time on people's clocks into exact instants and back, also in the nights when the clocks change.

An *instant* is an aware datetime, in UTC where this file returns it; a *zone* is an IANA time zone.
The last days of the year 9999 have no day after them and raise OverflowError.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MIDNIGHT = time(0)
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def local(at: datetime, zone: ZoneInfo) -> datetime:
    """The instant as the clocks in `zone` show it. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return at.astimezone(zone)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which the clocks in `zone` show that time on that day.

    A time that spring leaves out moves forward by the length of the gap; of an hour that autumn repeats, the
    first counts.
    """
    return datetime.combine(day, at, zone).replace(fold=0).astimezone(UTC)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The date that calendars in `zone` show at that instant. Raises ValueError for a time without a zone."""
    return local(at, zone).date()


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which the next local day begins: the first whose local date is later than `day`.

    Also where the clocks jump over midnight, go back over it, or leave a whole day out.
    """
    midnight = instant(day + _DAY, _MIDNIGHT, zone)
    by_new_offset = datetime.combine(day + _DAY, _MIDNIGHT, zone).replace(fold=1).astimezone(UTC)
    if by_new_offset < midnight:  # the clocks jump over this midnight: the next day begins where they jump
        return clock_change(by_new_offset, midnight, zone) or midnight
    return midnight


def clock_change(after: datetime, until: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant (UTC) in `(after, until]` with another offset than `after`, None if there is none.

    Zones change at whole seconds. The span, a day or two, is taken to hold one change at most.
    """
    former = local(after, zone).utcoffset()
    if local(until, zone).utcoffset() == former:
        return None
    before = after.astimezone(UTC).replace(microsecond=0)
    seconds = -((before - until) // _SECOND)
    same, other = 0, seconds
    while other - same > 1:
        middle = (same + other) // 2
        if (before + middle * _SECOND).astimezone(zone).utcoffset() == former:
            same = middle
        else:
            other = middle
    return before + other * _SECOND
