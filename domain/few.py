"""Few carry much: told to those who coordinate as a share of all that is open, and never whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ENOUGH_PEOPLE = 6
"""In a smaller group everybody would know who is meant."""
MUCH = 60
"""Percent of the open load."""
STEP = 5
"""Percent: shares are rounded down to such steps."""


@dataclass(frozen=True)
class Few:
    """So many people at most, two or more, carry that many percent of what is open."""

    people: int
    percent: int


def few(carried: Iterable[int], nobody: int, people: int) -> Few | None:
    """Do a third of a group, or fewer, carry most of what is open? `carried`: the minutes of each who carries
    something, `nobody`: those that nobody has taken, `people`: how many are in the group. One person is never told of
    alone."""
    each = sorted(carried, reverse=True)
    whole = sum(each) + nobody
    if people < ENOUGH_PEOPLE or whole <= 0:
        return None
    for count in range(2, people // 3 + 1):
        percent = sum(each[:count]) * 100 // whole
        if percent >= MUCH:
            return Few(count, percent - percent % STEP)
    return None
