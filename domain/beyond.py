"""Does somebody promise more than the hours that they gave? Asked before a yes, and told to them alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.load import Promise, Supply, supplied
from domain.workload import Work, dealt


@dataclass(frozen=True)
class Beyond:
    """By the day on which it is tightest, so many minutes would be promised, and fewer are there. `shares`: the minutes
    and the last day of what is new."""

    by: date
    promised: int
    there: int
    shares: tuple[Promise, ...]


def beyond(
    supply: Supply, promises: Iterable[Promise], new: Iterable[Promise], today: date, horizon: date
) -> Beyond | None:
    """What would be too much if these promises were made as well; None where it all fits, or nothing is new. What is
    due before the first of the new ones is theirs already, and no reason to ask."""
    more = tuple(Promise(each.minutes, max(each.until, today)) for each in new if each.minutes)
    if not more:
        return None
    due: dict[date, int] = defaultdict(int)
    for promise in (*promises, *more):
        due[max(promise.until, today)] += promise.minutes
    first = min(each.until for each in more)
    ends = [day for day in sorted(due) if first <= day <= max(horizon, first)]
    found = [
        Beyond(end, sum(minutes for day, minutes in due.items() if day <= end), supplied(supply, today, end), more)
        for end in ends
    ]
    tightest = min(found, key=lambda one: one.there - one.promised)
    return tightest if tightest.there < tightest.promised else None


def taken(work: Work, person: int, *, leads: bool) -> Work:
    """A task as it would be if somebody said yes to it: whoever leads it in place of whoever did, or beside them."""
    others = tuple(each for each in work.carriers if each != person)
    if not leads:
        return replace(work, carriers=(*others, person))
    helpers = tuple(each for each in (work.carriers[1:] if work.led else work.carriers) if each != person)
    return replace(work, carriers=(person, *helpers), led=True)


def share(work: Work, person: int, default: int | None, today: date) -> Promise | None:
    """What of a task is theirs; None: nothing that counts."""
    return next((promise for each, promise in dealt(work, default, today) if each == person), None)
