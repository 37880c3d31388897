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
        self._failed_at: datetime | None = None  # when that was last

    def answered(self, status: int, date: str | None = None) -> None:
        """An answer came, with this HTTP status and Date."""
        self._counts(status)
        now = self._clock()
        if status >= 500:
            self._in_vain(now)
            return
        self.answered_at = now
        self.rest()
        if (there := _instant(date)) is not None:
            self._off.append(now - there)

    def failed(self) -> None:
        """None came."""
        self._counts(0)
        self._in_vain(self._clock())

    def rest(self) -> None:
        """It is not to be tried now, or it answers: how long it was silent counts no more."""
        self.silent_since = self._failed_at = None

    def _in_vain(self, now: datetime) -> None:
        self.silent_since, self._failed_at = self.silent_since or now, now

    @property
    def silent_for(self) -> timedelta:
        """For how long it was tried in vain: from the first request without an answer to the last one. While nobody
        asks it anything it is not silent any longer."""
        if self.silent_since is None or self._failed_at is None:
            return timedelta(0)
        return self._failed_at - self.silent_since

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
