"""Keeps to what Telegram allows, so that it rarely has to refuse: some 30 messages a second in all, 20 a minute in a
group, and about one a second to the same chat. (Bots FAQ, "My bot is hitting limits")

Digests and nudges come by the thousand, and nobody waits for them. They leave one after the other, and never take all
of what is allowed in a second: so an answer finds room at once, however many of them are still to leave."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import timedelta

from bot.messengers import TryLater

_ALL_A_SECOND = 30
_UNHURRIED_A_SECOND = 25
_GROUP_A_MINUTE = 20
_BURST = 3  # messages that a chat may have at once, and then one a second
_PATIENCE = 5.0  # seconds; a letter that has to wait longer comes back later, and holds up nobody
_UNHURRIED_PATIENCE = 9.0  # the same for one that gives way
_APART = 0.01  # seconds between letters that were told to come back later
_MOST_CHATS = 1_000  # remembered; more than that many are looked through for those that rest


class Pace:
    """When the next message may leave. Seconds of the event loop; one object a bot and process. Of what the bot may
    send in all, each of its processes takes the same part."""

    def __init__(self, *, is_on: bool = True) -> None:
        self._is_on = is_on
        self.many: Callable[[], int] = lambda: 1  # processes
        self._all: deque[float] = deque(maxlen=_ALL_A_SECOND)
        self._chats: dict[str, deque[float]] = {}
        self._held: dict[str, float] = {}
        self._refused: dict[str, float] = {}  # what Telegram itself said; the former is at least as long
        self._unhurried = asyncio.Lock()

    async def wait(self, chat: str) -> None:
        """Return when a message to this chat may leave, and count it. Raises TryLater where that takes long."""
        clock = asyncio.get_running_loop().time
        self._wait_in_line(chat, clock())
        if self._is_on:
            await self._wait(chat)
            self._count(chat, asyncio.get_running_loop().time())

    async def wait_unhurried(self, chat: str) -> None:
        """The same for what gives way to all that somebody waits for."""
        self._wait_in_line(chat, asyncio.get_running_loop().time())
        if not self._is_on:
            return
        try:
            async with asyncio.timeout(_UNHURRIED_PATIENCE):
                await self._wait(chat)  # for the chat, which is to hold up no other
                async with self._unhurried:
                    await self._wait(chat, _UNHURRIED_A_SECOND)
                    self._count(chat, asyncio.get_running_loop().time())
        except TimeoutError:
            raise TryLater(timedelta(seconds=_PATIENCE)) from None

    async def _wait(self, chat: str, most: int = _ALL_A_SECOND) -> None:
        clock = asyncio.get_running_loop().time
        while (pause := self._pause(chat, clock(), most)) > 0:  # time itself is waited for
            if pause > _PATIENCE:
                self._held[chat] = clock() + pause
                raise TryLater(timedelta(seconds=pause))
            await asyncio.sleep(pause)

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

    def _pause(self, chat: str, now: float, most: int = _ALL_A_SECOND) -> float:
        """Groups have negative ids."""
        sent = self._chats.get(chat, deque())
        pauses = [
            self._pause_of_all(now, most),
            _until(sent, now, most=_BURST, span=float(_BURST)),
        ]
        if chat.startswith("-"):
            pauses.append(_until(sent, now, most=_GROUP_A_MINUTE, span=60.0))
        return max(pauses)

    def _pause_of_all(self, now: float, most: int = _ALL_A_SECOND) -> float:
        return _until(self._all, now, most=max(1, most // self.many()), span=1.0)

    def _count(self, chat: str, now: float) -> None:
        self._all.append(now)
        self._chats.setdefault(chat, deque(maxlen=_GROUP_A_MINUTE)).append(now)
        if len(self._chats) > _MOST_CHATS:
            self._chats = {each: sent for each, sent in self._chats.items() if now - sent[-1] < 60}


def _until(sent: deque[float], now: float, *, most: int, span: float) -> float:
    """Seconds until fewer than `most` were sent within the last `span` seconds."""
    return sent[-most] + span - now if len(sent) >= most else 0.0
