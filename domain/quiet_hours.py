"""When nothing may buzz, and when the day opens again.

Instants are aware datetimes (returned in UTC), zones are IANA time zones, times of day are minutes since
local midnight. Where several are given (the team's hours, a person's, their absence), the stricter wins: it is
quiet if any of them is. Naive datetimes raise ValueError.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar, Protocol, Self
from zoneinfo import ZoneInfo

from domain import public_holidays, wall_clock

MIDNIGHT = 24 * 60
USUAL_MORNING = time(8)
"""When a day starts for people who keep no quiet hours that morning."""

_DAY = timedelta(days=1)
_SUNDAY = 6
# Whoever is open on one weekday alone may find it a public holiday, or left out by a zone (Apia once had no Friday),
# a few times in a row. Who opens later than this (an absence) is looked at again meanwhile.
_PATIENCE = 60 * _DAY


class NeverOpen(ValueError):
    """It stays quiet for as long as anybody looks ahead."""


class Quiet(Protocol):
    """Something that keeps its times quiet: quiet hours, an absence. `zone`: the clocks of whoever asks."""

    def is_quiet(self, at: datetime, zone: ZoneInfo) -> bool:
        """Is it quiet at that instant?"""

    def next_edge(self, at: datetime, zone: ZoneInfo) -> datetime | None:
        """The next instant at which quiet may begin or end; None if it stays as it is."""


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
    """A week of quiet windows, Monday first, each by the weekday on which it begins.

    `country` (ISO 3166): on its public holidays the windows of Sunday hold; empty: on none. `zone`: the clocks that
    they follow; None: those of whoever asks. Raises ValueError for anything but seven days.
    """

    days: tuple[tuple[Window, ...], ...]
    country: str = ""
    zone: ZoneInfo | None = None
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
        return cls(((window,),) * 7)

    @classmethod
    def from_json(cls, stored: object) -> Self:
        """What `to_json` returned. Raises ValueError for anything else."""
        if not isinstance(stored, list):
            raise ValueError("stored quiet hours are a list of seven days")
        return cls(tuple(_windows_from_json(day) for day in stored))

    def to_json(self) -> list[object]:
        """Seven days, Monday first, each `[start, end]` in minutes, a list of such, or null."""
        return [_windows_to_json(windows) for windows in self.days]

    def changed(self, windows: Iterable[Window], weekdays: Iterable[int]) -> Self:
        """The same week with those windows (or none) on these weekdays, Monday = 0; ValueError for others."""
        chosen = frozenset(weekdays)
        if not chosen <= frozenset(range(7)):
            raise ValueError("weekdays are numbered from Monday = 0 to Sunday = 6")
        now = tuple(sorted(set(windows), key=lambda window: (window.start, window.end)))
        return replace(self, days=tuple(now if day in chosen else old for day, old in enumerate(self.days)))

    @property
    def is_off(self) -> bool:
        return not any(self.days)

    @property
    def every_day(self) -> Window | None:
        """The window of every day, where there is one, and it is the same."""
        first = self.days[0]
        return first[0] if len(first) == 1 and set(self.days) == {first} else None

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """The windows that begin on that day."""
        usual, sunday = self.days[day.weekday()], self.days[_SUNDAY]
        if self.country and usual != sunday and public_holidays.is_holiday(self.country, day):
            return sunday
        return usual

    def is_quiet(self, at: datetime, zone: ZoneInfo) -> bool:
        local = wall_clock.local(at, self.zone or zone)
        day = local.date()
        return _covers(self.windows_on(day), self.windows_on(day - _DAY), local.hour * 60 + local.minute)

    def next_edge(self, at: datetime, zone: ZoneInfo) -> datetime:
        """A window's edge, a midnight, or a change of the clocks.

        Walking from edge to edge stays right where combining a date and a time does not: in the hour that autumn
        repeats.
        """
        zone = self.zone or zone
        local = wall_clock.local(at, zone)
        day, minute = local.date(), local.hour * 60 + local.minute
        edge = MIDNIGHT
        for window in (*self.windows_on(day), *self.windows_on(day - _DAY)):
            if minute < window.start < edge:
                edge = window.start
            if minute < window.end < edge:
                edge = window.end
        ahead = at + timedelta(minutes=edge - minute, seconds=-local.second, microseconds=-local.microsecond)
        return wall_clock.clock_change(at, ahead, zone) or ahead


QuietHours.OFF = QuietHours(((),) * 7)
QuietHours.DEFAULT = QuietHours(((Window(21 * 60, 8 * 60),),) * 7)


def never_open(hours: Sequence[QuietHours]) -> bool:
    """Do these quiet hours together, by the same clocks, leave no open minute in a usual week? Then they must be
    refused: no private letter could ever leave."""
    edges = {0} | {window.end % MIDNIGHT for one in hours for windows in one.days for window in windows}
    return all(
        any(_covers(one.days[day], one.days[day - 1], minute) for one in hours) for day in range(7) for minute in edges
    )


def _covers(today: Iterable[Window], eve: Iterable[Window], minute: int) -> bool:
    """Is this minute of a day, as the clock on the wall shows it, quiet?"""
    return any(w.start <= minute and (minute < w.end or w.end <= w.start) for w in today) or any(
        minute < w.end <= w.start for w in eve
    )


# ---- reading what people type

_CLOCK = r"([0-9]{1,2})(?:[:h.]([0-9]{2})?)?(am|pm)?"
_WINDOW = re.compile(_CLOCK + r"(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|\u2212|\u2192|à|a|to)" + _CLOCK)
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


def _windows_from_json(day: object) -> tuple[Window, ...]:
    match day:
        case None:
            return ()
        case [int(start), int(end)]:
            return (Window(start, end),)
        case [[_, _], *_]:
            return tuple(window for each in day for window in _windows_from_json(each))
        case _:
            raise ValueError("stored quiet windows of a day are [start, end] in minutes, a list of these, or null")


def _windows_to_json(windows: tuple[Window, ...]) -> object:
    stored = [[window.start, window.end] for window in windows]
    return stored if len(stored) > 1 else stored[0] if stored else None


# ---- quiet or open


def is_quiet(hours: Sequence[Quiet], at: datetime, zone: ZoneInfo) -> bool:
    """Is it quiet at that instant, for any of these?"""
    wall_clock.local(at, zone)  # refuses a time without a zone, also where nothing is quiet
    return any(one.is_quiet(at, zone) for one in hours)


def opens(hours: Sequence[Quiet], at: datetime, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) from `at` on that is not quiet: `at` itself if it is open.

    Raises NeverOpen if nothing opens within two months.
    """
    moment = wall_clock.local(at, zone).astimezone(UTC)
    while is_quiet(hours, moment, zone):
        moment = _next_edge(hours, moment, zone)
        if moment - at > _PATIENCE:
            raise NeverOpen("these quiet hours never open")
    return moment


def closes(hours: Sequence[Quiet], at: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant (UTC) from `at` on that is quiet: `at` itself if it is quiet; None if none comes."""
    moment = wall_clock.local(at, zone).astimezone(UTC)
    while not is_quiet(hours, moment, zone):
        moment = _next_edge(hours, moment, zone)
        if moment - at > _PATIENCE:
            return None
    return moment


def wholly_quiet(hours: Sequence[Quiet], day: date, zone: ZoneInfo) -> bool:
    """Has that local day no open instant at all? (Nor has a day that the zone leaves out.)"""
    dusk = wall_clock.end_of_day(day, zone)
    return opens(hours, wall_clock.end_of_day(day - _DAY, zone), zone) >= dusk


def start_of_open_hours(hours: Sequence[Quiet], day: date, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which open hours start on that local day: the end of its quiet morning.

    A day without quiet morning starts at 8:00; a wholly quiet day leaves it to the next day that is not.
    Raises NeverOpen if no day has an open minute.
    """
    for ahead in range(_PATIENCE.days):
        candidate = day + ahead * _DAY
        if not wholly_quiet(hours, candidate, zone):
            return _end_of_quiet_morning(hours, candidate, zone)
    raise NeverOpen("these quiet hours never open")


def _end_of_quiet_morning(hours: Sequence[Quiet], day: date, zone: ZoneInfo) -> datetime:
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


def _next_edge(hours: Sequence[Quiet], at: datetime, zone: ZoneInfo) -> datetime:
    """The next instant at which quiet may begin or end for any of these; the end of patience if there is none."""
    edges = [edge for one in hours if (edge := one.next_edge(at, zone)) is not None]
    return min(edges, default=at + 2 * _PATIENCE)
