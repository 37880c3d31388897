"""The only file that reads a clock. Everything else is handed its `now`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Says what time it is: an aware UTC instant."""


def wall_clock() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


class ClockInHand:
    """A clock that stands still until it is moved, so that a week can be lived through in a moment.

    It never goes backwards: moving it to the past raises ValueError.
    """

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        return self._at

    def move_to(self, at: datetime) -> None:
        if at < self._at:
            raise ValueError("the clock does not go backwards")
        self._at = at.astimezone(UTC)
