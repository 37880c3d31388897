"""When nothing may buzz, and when the day opens again.

Instants are aware datetimes (returned in UTC), zones are IANA time zones, times of day are minutes since
local midnight. Where several quiet hours are given (the person's, the team's), the stricter wins: it is quiet
if any of them is. Naive datetimes raise ValueError.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from domain import wall_clock

MIDNIGHT = 24 * 60
USUAL_MORNING = time(8)
"""When a day starts for people who keep no quiet hours that morning."""

_DAY = timedelta(days=1)
# A single open weekday that a zone leaves out (Apia once had no Friday) comes back within two weeks.
_PATIENCE = 15 * _DAY


@dataclass(frozen=True, slots=True)
class Window:
    """One quiet stretch: `start` to `end`, in minutes since local midnight, 0..1440, the end not included.

    An end that is not after the start runs over midnight; 0 to 1440 is the whole day. Raises ValueError
    outside 0..1440.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start <= MIDNIGHT and 0 <= self.end <= MIDNIGHT):
            raise ValueError("a quiet window lies between 0 and 1440 minutes")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A week of quiet windows, at most one a day, Monday first, each by the weekday on which it begins.

    Raises ValueError for anything but seven days.
    """

    days: tuple[Window | None, ...]
    OFF: ClassVar["QuietHours"]
    DEFAULT: ClassVar["QuietHours"]

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise ValueError("quiet hours have seven days")

    @classmethod
    def nightly(cls, start: str = "21:00", end: str = "08:00") -> Self:
        """The same window every day, from times as people write them. Raises ValueError if not understood."""
        window = parse_window(f"{start}-{end}")
        if window is None:
            raise ValueError("quiet hours look like 21:00-08:00")
        return cls((window,) * 7)

    @classmethod
    def from_json(cls, stored: object) -> Self:
        """What `to_json` returned. Raises ValueError for anything else."""
        if not isinstance(stored, list):
            raise ValueError("stored quiet hours are a list of seven days")
        return cls(tuple(_window_from_json(day) for day in stored))

    def to_json(self) -> list[list[int] | None]:
        """Seven days, Monday first, each `[start, end]` in minutes or null."""
        return [None if window is None else [window.start, window.end] for window in self.days]

    def changed(self, window: Window | None, weekdays: Iterable[int]) -> Self:
        """The same week with that window (or none) on these weekdays, Monday = 0; ValueError for others."""
        chosen = frozenset(weekdays)
        if not chosen <= frozenset(range(7)):
            raise ValueError("weekdays are numbered from Monday = 0 to Sunday = 6")
        return type(self)(tuple(window if day in chosen else old for day, old in enumerate(self.days)))

    def covers(self, weekday: int, minute: int) -> bool:
        """Is this minute of this weekday, as the clock on the wall shows it, quiet?"""
        today, eve = self.days[weekday], self.days[weekday - 1]
        if today is not None and today.start <= minute and (minute < today.end or today.end <= today.start):
            return True
        return eve is not None and minute < eve.end <= eve.start

    @property
    def is_never_open(self) -> bool:
        """A week without any open minute, which must be refused: no private letter could ever leave."""
        return never_open([self])


QuietHours.OFF = QuietHours((None,) * 7)
QuietHours.DEFAULT = QuietHours((Window(21 * 60, 8 * 60),) * 7)


def never_open(hours: Sequence[QuietHours]) -> bool:
    """Do these quiet hours together (a person's and their team's) leave no open minute in a week?"""
    edges = {0} | {window.end % MIDNIGHT for one in hours for window in one.days if window is not None}
    return all(any(one.covers(day, minute) for one in hours) for day in range(7) for minute in edges)


# ---- reading what people type

_CLOCK = r"([0-9]{1,2})(?:[:h.]([0-9]{2})?)?(am|pm)?"
_WINDOW = re.compile(_CLOCK + r"(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|\u2212|\u2192|à|to)" + _CLOCK)
_LONGEST = 40


def parse_window(text: str) -> Window | None:
    """A window as people write it (`21:00-08:00`, `21-8`, `21h30 – 8h`, `9pm-8am`); None if not understood.

    Equal times are not understood either: they may mean nothing, or the whole day (which is `0:00-24:00`).
    """
    found = _WINDOW.fullmatch("".join(text.split()).casefold()) if len(text) <= _LONGEST else None
    if found is None:
        return None
    start, end = _minutes(*found.group(1, 2, 3)), _minutes(*found.group(4, 5, 6))
    if start is None or end is None:
        return None
    if start % MIDNIGHT == end % MIDNIGHT and (start, end) != (0, MIDNIGHT):
        return None
    return Window(start % MIDNIGHT, end)  # from 24:00 is from the day's beginning


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    hours, minutes = int(hour), int(minute or 0)
    if half is not None:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "pm" else 0)
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= MIDNIGHT else None


def _window_from_json(day: object) -> Window | None:
    match day:
        case None:
            return None
        case [int(start), int(end)]:
            return Window(start, end)
        case _:
            raise ValueError("a stored quiet window is [start, end] in minutes, or null")


# ---- quiet or open


def is_quiet(hours: Sequence[QuietHours], at: datetime, zone: ZoneInfo) -> bool:
    """Is it quiet at that instant, for any of these quiet hours?"""
    local = wall_clock.local(at, zone)
    weekday, minute = local.weekday(), local.hour * 60 + local.minute
    return any(one.covers(weekday, minute) for one in hours)


def opens(hours: Sequence[QuietHours], at: datetime, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) from `at` on that is not quiet: `at` itself if it is open.

    Raises ValueError if nothing opens within two weeks.
    """
    moment = wall_clock.local(at, zone).astimezone(UTC)
    while is_quiet(hours, moment, zone):
        moment = _next_edge(hours, moment, zone)
        if moment - at > _PATIENCE:
            raise ValueError("these quiet hours never open")
    return moment


def closes(hours: Sequence[QuietHours], at: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant (UTC) from `at` on that is quiet: `at` itself if it is quiet; None if none comes."""
    moment = wall_clock.local(at, zone).astimezone(UTC)
    while not is_quiet(hours, moment, zone):
        moment = _next_edge(hours, moment, zone)
        if moment - at > _PATIENCE:
            return None
    return moment


def wholly_quiet(hours: Sequence[QuietHours], day: date, zone: ZoneInfo) -> bool:
    """Has that local day no open instant at all? (Nor has a day that the zone leaves out.)"""
    dusk = wall_clock.end_of_day(day, zone)
    return opens(hours, wall_clock.end_of_day(day - _DAY, zone), zone) >= dusk


def start_of_open_hours(hours: Sequence[QuietHours], day: date, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which open hours start on that local day: the end of its quiet morning.

    A day without quiet morning starts at 8:00; a wholly quiet day leaves it to the next day that is not.
    Raises ValueError if no day has an open minute.
    """
    for ahead in range(_PATIENCE.days):
        candidate = day + ahead * _DAY
        if not wholly_quiet(hours, candidate, zone):
            return _end_of_quiet_morning(hours, candidate, zone)
    raise ValueError("these quiet hours never open")


def _end_of_quiet_morning(hours: Sequence[QuietHours], day: date, zone: ZoneInfo) -> datetime:
    dawn, dusk = wall_clock.end_of_day(day - _DAY, zone), wall_clock.end_of_day(day, zone)
    usual = wall_clock.instant(day, USUAL_MORNING, zone)
    if is_quiet(hours, usual, zone):
        opening = opens(hours, usual, zone)
        # Open in the small hours alone: that is then when this day's open hours start.
        return opening if opening < dusk else opens(hours, dawn, zone)
    start, moment = usual, dawn
    while moment < usual:
        if is_quiet(hours, moment, zone):
            start = moment = opens(hours, moment, zone)
        else:
            moment = _next_edge(hours, moment, zone)
    return start


def _next_edge(hours: Sequence[QuietHours], at: datetime, zone: ZoneInfo) -> datetime:
    """The next instant at which quiet may begin or end: a window's edge, a midnight, a change of the clocks.

    Walking from edge to edge stays right where combining a date and a time does not: in the hour that autumn
    repeats.
    """
    local = wall_clock.local(at, zone)
    weekday, minute = local.weekday(), local.hour * 60 + local.minute
    edge = MIDNIGHT
    for one in hours:
        for window in (one.days[weekday], one.days[weekday - 1]):
            if window is not None:
                if minute < window.start < edge:
                    edge = window.start
                if minute < window.end < edge:
                    edge = window.end
    ahead = at + timedelta(minutes=edge - minute, seconds=-local.second, microseconds=-local.microsecond)
    return wall_clock.clock_change(at, ahead, zone) or ahead
