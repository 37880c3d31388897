"""How a team's work went, month by month or week by week, counted from its tasks as they are today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.task import State, Task

_YOUNG = timedelta(weeks=16)  # a team of that age is told week by week
_MOST_MONTHS = 36


@dataclass(frozen=True)
class Period:
    """From the day `begins` to the day before `ends`, by the team's clocks; `start` and `end` are the same as instants.
    What is `open`, `late` and `without_owner` is so at its end, or now if it is not over yet."""

    begins: date
    ends: date
    start: datetime
    end: datetime
    made: int
    done: int
    open: int
    late: int
    without_owner: int


def over_time(tasks: Sequence[Task], since: datetime, now: datetime, zone: ZoneInfo) -> list[Period]:
    """The periods from `since` to now, the oldest first; three years at most. Dates are no work, and do not count."""
    work = [task for task in tasks if task.is_work]
    return [_period(work, begins, ends, now, zone) for begins, ends in _spans(since, now, zone)]


def is_by_week(since: datetime, now: datetime) -> bool:
    return now - since <= _YOUNG


def _spans(since: datetime, now: datetime, zone: ZoneInfo) -> Iterator[tuple[date, date]]:
    first, today = wall_clock.local_day(since, zone), wall_clock.local_day(now, zone)
    if is_by_week(since, now):
        begins = first - timedelta(days=first.weekday())
        while begins <= today:
            yield begins, begins + timedelta(days=7)
            begins += timedelta(days=7)
        return
    month = max(first.year * 12 + first.month - 1, today.year * 12 + today.month - _MOST_MONTHS)
    while month <= today.year * 12 + today.month - 1:
        yield _first_of(month), _first_of(month + 1)
        month += 1


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _period(tasks: Sequence[Task], begins: date, ends: date, now: datetime, zone: ZoneInfo) -> Period:
    start = wall_clock.instant(begins, time(), zone)
    end = wall_clock.instant(ends, time(), zone)
    there = [task for task in tasks if task.created_at < end and (task.closed_at is None or task.closed_at >= end)]
    done = [task for task in tasks if task.state is State.DONE and task.closed_at is not None]
    return Period(
        begins,
        ends,
        start,
        end,
        made=sum(start <= task.created_at < end for task in tasks),
        done=sum(start <= task.closed_at < end for task in done if task.closed_at),
        open=len(there),
        late=sum(task.deadline is not None and task.deadline <= min(end, now) for task in there),
        without_owner=sum(task.lead is None or task.lead.since >= end for task in there),
    )
