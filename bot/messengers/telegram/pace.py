"""Keeps to what Telegram allows, so that it rarely has to refuse: some 30 messages a second in all, 20 a minute in a
group, and about one a second to the same chat. (Bots FAQ, "My bot is hitting limits")"""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import timedelta

from bot.messengers import TryLater

_ALL_A_SECOND = 30
_GROUP_A_MINUTE = 20
_BURST = 3  # messages that a chat may have at once, and then one a second
_PATIENCE = 5.0  # seconds; a letter that has to wait longer comes back later, and holds up nobody
_APART = 0.01  # seconds between letters that were told to come back later
_MOST_CHATS = 1_000  # remembered; more than that many are looked through for those that rest


class Pace:
    """When the next message may leave. Seconds of the event loop; one object a bot."""

    def __init__(self, *, is_on: bool = True) -> None:
        self._is_on = is_on
        self._all: deque[float] = deque(maxlen=_ALL_A_SECOND)
        self._chats: dict[str, deque[float]] = {}
        self._held: dict[str, float] = {}
        self._refused: dict[str, float] = {}  # what Telegram itself said; the former is at least as long

    async def wait(self, chat: str) -> None:
        """Return when a message to this chat may leave, and count it. Raises TryLater where that takes long."""
        clock = asyncio.get_running_loop().time
        self._wait_in_line(chat, clock())
        if not self._is_on:
            return
        while (pause := self._pause(chat, clock())) > 0:  # time itself is waited for
            if pause > _PATIENCE:
                self._held[chat] = clock() + pause
                raise TryLater(timedelta(seconds=pause))
            await asyncio.sleep(pause)
        self._count(chat, clock())

    async def wait_lightly(self, chat: str) -> None:
        """The same for a reaction: it weighs among all that is sent, not in its chat, where messages may wait."""
        clock = asyncio.get_running_loop().time
        if (left := self._refused.get(chat, 0.0) - clock()) > 0:
            raise TryLater(timedelta(seconds=left))
        self._refused.pop(chat, None)
        if not self._is_on:
            return
        while (pause := self._pause_of_all(clock())) > 0:  # noqa: ASYNC110  # time itself is waited for
            await asyncio.sleep(pause)
        self._all.append(clock())

    def hold(self, chat: str, span: timedelta) -> None:
        """Telegram wants nothing for this chat for so long."""
        until = asyncio.get_running_loop().time() + span.total_seconds()
        self._held[chat] = self._refused[chat] = until

    def _wait_in_line(self, chat: str, now: float) -> None:
        """While a chat is held, every letter to it comes back a little later than the one before: none overtakes."""
        until = self._held.get(chat, now)
        if until > now:
            self._held[chat] = until + _APART
            raise TryLater(timedelta(seconds=self._held[chat] - now))
        self._held.pop(chat, None)

    def _pause(self, chat: str, now: float) -> float:
        """Groups have negative ids."""
        sent = self._chats.get(chat, deque())
        pauses = [
            self._pause_of_all(now),
            _until(sent, now, most=_BURST, span=float(_BURST)),
        ]
        if chat.startswith("-"):
            pauses.append(_until(sent, now, most=_GROUP_A_MINUTE, span=60.0))
        return max(pauses)

    def _pause_of_all(self, now: float) -> float:
        return _until(self._all, now, most=_ALL_A_SECOND, span=1.0)

    def _count(self, chat: str, now: float) -> None:
        self._all.append(now)
        self._chats.setdefault(chat, deque(maxlen=_GROUP_A_MINUTE)).append(now)
        if len(self._chats) > _MOST_CHATS:
            self._chats = {each: sent for each, sent in self._chats.items() if now - sent[-1] < 60}


def _until(sent: deque[float], now: float, *, most: int, span: float) -> float:
    """Seconds until fewer than `most` were sent within the last `span` seconds."""
    return sent[-most] + span - now if len(sent) >= most else 0.0
