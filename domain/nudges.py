"""When a person is reminded of a task: two days before, on the day, once the morning after; never in quiet.

Instants are aware datetimes (returned in UTC), zones are IANA time zones. After the last step only the
digest speaks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.quiet_hours import Quiet, opens, start_of_open_hours

NOON = time(12)
EVENING = time(18)
"""When somebody is reminded the evening before, of what is due before noon."""
SHORT_NOTICE = timedelta(hours=48)
"""A deadline set less than this ahead needs no reminder two days before."""

_DAY = timedelta(days=1)


class Step(IntEnum):
    """The nudges of one deadline, in order."""

    AHEAD = 1
    DAY = 2
    AFTER = 3


@dataclass(frozen=True, slots=True)
class Nudge:
    """One reminder: due at `at`, and dropped if it could not leave before `until` (instants, UTC)."""

    step: Step
    at: datetime
    until: datetime


def schedule(
    due: date | datetime,
    *,
    set_at: datetime,
    since: datetime,
    helper: bool,
    hours: Sequence[Quiet],
    zone: ZoneInfo,
) -> tuple[Nudge, ...]:
    """The nudges that one person will get for one deadline, in order; possibly none.

    `due`: a date (that day included) or an aware instant; `set_at`: when this deadline was set; `since`: when
    this person accepted; `hours`: the person's and the team's. A step that would come after its own end, as
    it is quiet for days, is left out. Raises ValueError for a naive `due`, NeverOpen if the quiet hours never open.
    """
    if isinstance(due, datetime):
        deadline, day = due.astimezone(UTC), wall_clock.local_day(due, zone)
    else:
        deadline, day = wall_clock.end_of_day(due, zone), due
    ahead = _ahead(day, deadline, set_at, hours, zone)
    on_day = None if helper else _on_day(due, day, deadline, hours, zone)
    after = None if helper else _after(day, hours, zone)
    if ahead is not None and on_day is not None:
        ahead = _in_time(Nudge(Step.AHEAD, ahead.at, min(ahead.until, on_day.at)))
    latest = max(set_at, since)
    return tuple(nudge for nudge in (ahead, on_day, after) if nudge is not None and nudge.at > latest)


def _ahead(day: date, deadline: datetime, set_at: datetime, hours: Sequence[Quiet], zone: ZoneInfo) -> Nudge | None:
    if deadline - set_at < SHORT_NOTICE:
        return None
    return _in_time(Nudge(Step.AHEAD, start_of_open_hours(hours, day - 2 * _DAY, zone), deadline))


def _on_day(
    due: date | datetime, day: date, deadline: datetime, hours: Sequence[Quiet], zone: ZoneInfo
) -> Nudge | None:
    if isinstance(due, datetime) and wall_clock.local(due, zone).time() < NOON:
        at = opens(hours, wall_clock.instant(day - _DAY, EVENING, zone), zone)
    else:
        at = start_of_open_hours(hours, day, zone)
    return _in_time(Nudge(Step.DAY, at, deadline))


def _after(day: date, hours: Sequence[Quiet], zone: ZoneInfo) -> Nudge:
    at = start_of_open_hours(hours, day + _DAY, zone)
    return Nudge(Step.AFTER, at, at + _DAY)


def _in_time(nudge: Nudge) -> Nudge | None:
    """The nudge, unless it would come too late to be of use."""
    return nudge if nudge.at < nudge.until else None
