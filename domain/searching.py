"""Somebody is looked for to take a task: whom to ask first, and how long they have to answer.

Instants are aware datetimes (returned in UTC), zones are IANA time zones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.quiet_hours import Quiet, opens, wholly_quiet

SOON = timedelta(hours=3)
"""What is due before the usual time to answer is over: so long, in open hours."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Candidate:
    """Somebody with room for a task. `room`: the minutes that they would have left; `lot`: what decides between
    equals."""

    person: int
    carries: bool
    room: int
    lot: str


def in_turn(candidates: Iterable[Candidate]) -> list[Candidate]:
    """First those who carry nothing, then whoever has most room; nobody's name or age in the group decides."""
    return sorted(candidates, key=lambda one: (one.carries, -one.room, one.lot))


def lot(task: int, account: str) -> str:
    """A lot for one account and one task (its number): the same whenever it is drawn."""
    return sha256(f"{task} {account}".encode()).hexdigest()


def answer_by(asked_at: datetime, hours: Sequence[Quiet], zone: ZoneInfo, deadline: datetime | None = None) -> datetime:
    """Until when somebody may answer who is asked at that instant: the end of the next open day after the one on which
    they can read it, or a few open hours for what is due by then. Raises NeverOpen if the quiet hours never open."""
    read_at = opens(hours, asked_at, zone)
    day = wall_clock.local_day(read_at, zone) + _DAY
    while wholly_quiet(hours, day, zone):
        day += _DAY
    until = wall_clock.end_of_day(day, zone)
    if deadline is None or until < deadline:
        return until
    return opens(hours, read_at + SOON, zone)
