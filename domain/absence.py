"""Somebody is away: nothing reaches them until they are back."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain import wall_clock


@dataclass(frozen=True, slots=True)
class DaysAway(Container[date]):
    """From the first day on and before the one of the return; None: all that follow."""

    first: date
    back: date | None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day and (self.back is None or day < self.back)


@dataclass(frozen=True, slots=True)
class Absence:
    """From `since` on and before `until` (aware UTC); None: until further notice."""

    since: datetime
    until: datetime | None

    def is_quiet(self, at: datetime, zone: ZoneInfo) -> bool:
        moment = wall_clock.local(at, zone)
        return self.since <= moment and (self.until is None or moment < self.until)

    def next_edge(self, at: datetime, zone: ZoneInfo) -> datetime | None:
        edges = (edge for edge in (self.since, self.until) if edge is not None and edge > at)
        return min(edges, default=None)

    def days(self, zone: ZoneInfo) -> DaysAway:
        """The local days on which nothing can be asked of them: the first counts whole, that of the return does not."""
        back = None if self.until is None else wall_clock.local_day(self.until, zone)
        return DaysAway(wall_clock.local_day(self.since, zone), back)
