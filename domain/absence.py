"""Somebody is away: nothing reaches them until they are back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import wall_clock


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
