"""The line to the server of a messenger: whether it answers, and what time it has."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.clock import Clock

_AGREE = 3  # answers: one may have lain around while the machine slept


class Line:
    """To one messenger. `counts` is told the status of each answer, 0 where none came. So many answers have to
    `agree` on a time that is not the one here."""

    def __init__(
        self, clock: Clock, counts: Callable[[int], None] = lambda _status: None, *, agree: int = _AGREE
    ) -> None:
        self._clock, self._counts, self._agree = clock, counts, agree
        self._off: deque[timedelta] = deque(maxlen=agree)
        self.answered_at: datetime | None = None
        self.silent_since: datetime | None = None  # since when it was tried in vain

    def answered(self, status: int, date: str | None = None) -> None:
        """An answer came, with this HTTP status and Date."""
        self._counts(status)
        now = self._clock()
        if status >= 500:
            self.silent_since = self.silent_since or now
            return
        self.answered_at, self.silent_since = now, None
        if (there := _instant(date)) is not None:
            self._off.append(now - there)

    def failed(self) -> None:
        """None came."""
        self._counts(0)
        self.silent_since = self.silent_since or self._clock()

    @property
    def off(self) -> timedelta:
        """How much later it is here than there, by what the last answers agree on."""
        if len(self._off) < self._agree:
            return timedelta(0)
        return max(min(self._off), timedelta(0)) or min(max(self._off), timedelta(0))


def _instant(date: str | None) -> datetime | None:
    try:
        told = parsedate_to_datetime(date) if date else None
    except ValueError:
        return None
    return told.replace(tzinfo=told.tzinfo or UTC) if told is not None else None
