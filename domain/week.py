"""When the weekly digest is due: on the chat's own day and hour, exactly one a week.

Instants are aware datetimes (returned in UTC), zones are IANA time zones, weekdays count from Monday = 0.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain import wall_clock

# The next digest is never further away: the rest of a week that had its digest, the whole next week, and room
# for a change of the clocks.
FURTHEST = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class WeeklySlot:
    """A day of the week and a time of day, as the clocks on the wall show it.

    Raises ValueError for a weekday outside 0..6 or a time with an offset of its own.
    """

    weekday: int
    at: time

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError("weekdays are numbered from Monday = 0 to Sunday = 6")
        if self.at.tzinfo is not None:
            raise ValueError("a weekly time is a wall time: its zone is the chat's")


def next_occurrence(slot: WeeklySlot, after: datetime, zone: ZoneInfo, told: date | None = None) -> datetime:
    """The first instant (UTC) strictly after `after` at which the slot comes round.

    `told` is the local day for which the last digest was planned: its ISO week gets no second one, even if
    the day was changed in between.
    """
    # A day earlier, because a slot that the clocks jump over may move into the day after its own.
    day = wall_clock.local_day(after, zone) - timedelta(days=1)
    while True:
        if day.weekday() == slot.weekday:
            planned = wall_clock.instant(day, slot.at, zone)
            if planned > after and not _same_week(wall_clock.local_day(planned, zone), told):
                return planned
        day += timedelta(days=1)


def last_occurrence(slot: WeeklySlot, planned: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """The last instant (UTC) up to `now` at which the slot came round, counted from `planned`, which is not later."""
    last = planned
    while (following := next_occurrence(slot, last, zone)) <= now:
        last = following
    return last


def is_astray(planned: datetime, now: datetime) -> bool:
    """Is the planned instant so far ahead that the clock was wrong when it was planned? Then plan anew."""
    return planned - now > FURTHEST


def _same_week(day: date, told: date | None) -> bool:
    return told is not None and day.isocalendar()[:2] == told.isocalendar()[:2]
