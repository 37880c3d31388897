"""How often somebody may make the whole group ring, and what becomes of it beyond that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

WEEK = timedelta(days=7)
"""It rolls: what was used counts for seven days from that instant."""

IN_THE_GROUP = 1
IN_THE_GROUP_COORDINATING = 3
TO_COORDINATORS = 3


class Way(Enum):
    """Where something urgent goes."""

    GROUP = "group"
    COORDINATORS = "coordinators"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Use:
    """Something urgent that somebody said: in the group, or to its coordinators alone."""

    at: datetime
    in_group: bool


def way(uses: Sequence[Use], now: datetime, *, coordinates: bool) -> Way:
    """Where the next one goes, after those that left (or are on their way): to the group once a week, three times for
    who coordinates it; then three times to the coordinators; then nowhere."""
    in_group = sum(use.in_group for use in _of_this_week(uses, now))
    if in_group < _allowance(coordinates):
        return Way.GROUP
    told = sum(not use.in_group for use in _of_this_week(uses, now))
    return Way.COORDINATORS if told < TO_COORDINATORS else Way.NOWHERE


def again_at(uses: Sequence[Use], now: datetime, *, coordinates: bool) -> datetime:
    """From when on they may make the group ring again: `now`, if they may."""
    counted = sorted(use.at for use in _of_this_week(uses, now) if use.in_group)
    over = len(counted) - _allowance(coordinates)
    return counted[over] + WEEK if over >= 0 else now


def _allowance(coordinates: bool) -> int:
    return IN_THE_GROUP_COORDINATING if coordinates else IN_THE_GROUP


def _of_this_week(uses: Sequence[Use], now: datetime) -> list[Use]:
    return [use for use in uses if now < use.at + WEEK]
