"""How fast a bot may write, and when it is told to wait.

Bots FAQ, "My bot is hitting limits, how do I avoid this?": not more than one message per second in a particular chat
(short bursts are let through, then 429), not more than 20 messages per minute in a group, about 30 per second in all.
The true rules are not published; these are the published ones, kept to the letter.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.telegram_server.clock import ServerClock
from tests.telegram_server.refusal import Refusal, too_many
from tests.telegram_server.world import Chat

_A_MINUTE = 60.0


@dataclass
class Pace:
    """`burst`: how many at once in one chat, which then earns one more a second."""

    a_second: int = 30
    a_minute_in_groups: int = 20
    burst: int = 5
    edits_count: bool = False  # whether an edit weighs as much as a new message


@dataclass
class _Spent:
    all: deque[float] = field(default_factory=deque)
    groups: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    bursts: dict[int, tuple[float, float]] = field(default_factory=dict)  # tokens, and since when
    until: dict[int, float] = field(default_factory=dict)  # chats that were told to wait


class Limits:
    """Off unless switched on, so that a story need not wait."""

    def __init__(self, clock: ServerClock) -> None:
        self.pace: Pace | None = None
        self._clock = clock
        self._of: defaultdict[int, _Spent] = defaultdict(_Spent)

    def count(self, bot: int, chat: Chat, *, edit: bool = False) -> None:
        """One more message into a chat. Raises a Refusal (429) with the seconds to wait; then it was not sent."""
        if self.pace is None or (edit and not self.pace.edits_count):
            return
        now, spent = self._clock.now(), self._of[bot]
        wait = max(
            self._over(spent.all, now, 1.0, self.pace.a_second),
            self._over(spent.groups[chat.id], now, _A_MINUTE, self.pace.a_minute_in_groups) if chat.is_group else 0.0,
            self._burst(spent, chat.id, now, self.pace.burst),
            spent.until.get(chat.id, 0.0) - now,
        )
        if wait > 0:
            raise self._refused(spent, chat.id, now, wait)
        spent.all.append(now)
        if chat.is_group:
            spent.groups[chat.id].append(now)
        tokens, _ = spent.bursts[chat.id]
        spent.bursts[chat.id] = (tokens - 1, now)

    @staticmethod
    def _over(sent: deque[float], now: float, window: float, most: int) -> float:
        while sent and sent[0] <= now - window:
            sent.popleft()
        return sent[-most] + window - now if len(sent) >= most else 0.0

    @staticmethod
    def _burst(spent: _Spent, chat: int, now: float, burst: int) -> float:
        tokens, since = spent.bursts.get(chat, (float(burst), now))
        tokens = min(float(burst), tokens + now - since)
        spent.bursts[chat] = (tokens, now)
        return 1.0 - tokens if tokens < 1.0 else 0.0

    @staticmethod
    def _refused(spent: _Spent, chat: int, now: float, wait: float) -> Refusal:
        seconds = max(1, math.ceil(wait))
        # Who does not wait is kept waiting.
        spent.until[chat] = now + seconds
        return too_many(seconds)
