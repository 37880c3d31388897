"""The server's time: the machine's, moved ahead by whoever does not want to wait, or standing still."""

from __future__ import annotations

import asyncio

from bot.clock import wall_clock


class ServerClock:
    """Unix seconds. It never goes backwards while it runs."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._stands_at: float | None = None
        self._skipped = 0.0

    def now(self) -> float:
        if self._stands_at is not None:
            return self._stands_at
        return wall_clock().timestamp() + self._ahead

    def unix(self) -> int:
        return int(self.now())

    def steady(self) -> float:
        """For measuring how long something takes: it runs on while the other one stands."""
        return asyncio.get_running_loop().time() + self._skipped

    def skip(self, seconds: float) -> None:
        """Time passes at once."""
        self._skipped += seconds
        if self._stands_at is not None:
            self._stands_at += seconds
        else:
            self._ahead += seconds

    def stand_at(self, unix: float | None) -> None:
        """Stands still at an instant, so that a week can be replayed; None lets it run again."""
        self._stands_at = unix
