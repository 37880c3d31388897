"""How long a proposal waits for an answer: silence is not consent, so it lapses after three open days.

Instants are aware datetimes (returned in UTC), zones are IANA time zones.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.quiet_hours import Quiet, opens, wholly_quiet

OPEN_DAYS = 3


def lapses_at(proposed_at: datetime, hours: Sequence[Quiet], zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which an unanswered proposal lapses: the same time of day, three open days later.

    A day counts if it has an open minute. If that time of day is quiet, the proposal lapses when quiet ends.
    Raises NeverOpen if the quiet hours never open.
    """
    local = wall_clock.local(proposed_at, zone)
    day, counted = local.date(), 0
    while counted < OPEN_DAYS:
        day += timedelta(days=1)
        if not wholly_quiet(hours, day, zone):
            counted += 1
    return opens(hours, wall_clock.instant(day, local.time(), zone), zone)
