"""Which tasks decide a date: the critical-path method over days (Kelley and Walker, 1959).

Time is counted in whole days from the morning of today: what takes one day and can begin today is finished at 1, the
evening of today. Where nothing has a date, nothing is critical.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Step:
    """A task or a milestone: how many days it takes (a milestone: none), what it waits for, and the day count at whose
    end it is due, None if it has no date. A date of yesterday is 0. `work`: how much it is, in any unit; between steps
    that are finished on the same day, the one with more of it decides."""

    key: int
    days: int
    waits_for: tuple[int, ...] = ()
    due: int | None = None
    work: int = 0


@dataclass(frozen=True)
class Timing:
    """The earliest that a step can be finished, and the latest at which no date behind it is missed (infinite where
    there is none)."""

    earliest: int
    latest: float

    @property
    def slack(self) -> float:
        """Days to spare; less than none: a date is missed already."""
        return self.latest - self.earliest


class Circle(ValueError):
    """Steps wait for each other in a circle."""


@dataclass(frozen=True)
class Network:
    """Steps with their timing. Made by `network`."""

    steps: Mapping[int, Step]
    timing: Mapping[int, Timing]

    def decider(self, key: int) -> int | None:
        """Of the steps that one waits for, the one that is finished last; of several the one with most work, then the
        one with the smallest key. None if it waits for nothing."""
        waits = (waited for waited in self.steps[key].waits_for if waited in self.steps)
        return min(waits, key=lambda one: (-self.timing[one].earliest, -self.steps[one].work, one), default=None)

    def chain(self, end: int) -> tuple[int, ...]:
        """The steps that decide when a step is finished, first to last, itself included."""
        found, step = [end], self.decider(end)
        while step is not None:
            found.append(step)
            step = self.decider(step)
        return tuple(reversed(found))


def network(steps: Iterable[Step]) -> Network:
    """The timing of steps. What they wait for and is not among them is finished already. Raises Circle."""
    there = {step.key: step for step in steps}
    order = _in_order(there)
    earliest: dict[int, int] = {}
    for key in order:
        step = there[key]
        begin = max((earliest[waited] for waited in step.waits_for if waited in there), default=0)
        earliest[key] = begin + step.days
    latest: dict[int, float] = defaultdict(lambda: inf)
    for key in reversed(order):
        step = there[key]
        latest[key] = min(latest[key], inf if step.due is None else step.due)
        for waited in step.waits_for:
            latest[waited] = min(latest[waited], latest[key] - step.days)
    return Network(there, {key: Timing(earliest[key], latest[key]) for key in order})


def _in_order(steps: Mapping[int, Step]) -> list[int]:
    """Every step behind all that it waits for (Kahn, 1962)."""
    waiting = {key: len({waited for waited in step.waits_for if waited in steps}) for key, step in steps.items()}
    behind: dict[int, list[int]] = defaultdict(list)
    for key, step in steps.items():
        for waited in dict.fromkeys(step.waits_for):
            behind[waited].append(key)
    order = [key for key, many in waiting.items() if not many]
    for key in order:  # it grows meanwhile
        for later in behind[key]:
            waiting[later] -= 1
            if not waiting[later]:
                order.append(later)
    if len(order) < len(steps):
        raise Circle
    return order
