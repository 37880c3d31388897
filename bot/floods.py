"""Whoever floods the bot with commands is told so once, and the others are served as before.

What was asked is counted in memory only, and before anything is written: a flood costs the database nothing. It counts
when it was said, so that nobody seems to have flooded a bot that was away.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from domain.flood import Limits, after
from domain.message import Action, Incoming

_ASKING = (Action.TEXT, Action.EDIT, Action.PRESS, Action.REACT)
_REMEMBERED = 10_000  # accounts and chats; beyond, those that asked little are forgotten first


class Flood(Enum):
    """What becomes of something that was asked."""

    SERVED = "served"
    TOLD = "told"  # it is too much, and this is the first of it
    UNHEARD = "unheard"  # and that was said already


class Floods:
    """What each account and chat asked lately."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._spent: dict[str, datetime] = {}
        self._room = _REMEMBERED
        self._told: dict[str, datetime] = {}  # by account: until when its flood is one and the same

    def hear(self, incoming: Incoming) -> Flood:
        """Count one event that is meant for the bot. Coming and going asks nothing of it."""
        if incoming.action not in _ASKING:
            return Flood.SERVED
        at, account, spent = incoming.said_at, incoming.sender.address, dict[str, datetime]()
        for key, limit in self._limits_of(incoming):
            now_spent = after(self._spent.get(key), at, limit)
            if now_spent is None:
                return self._too_much(account, at, self._spent[key])
            spent[key] = now_spent
        self._spent |= spent
        self._forget_before(at)
        return Flood.SERVED

    def _limits_of(self, incoming: Incoming) -> list[tuple[str, int]]:
        """An account has one limit, wherever it asks; what is over it takes nothing from the chat's."""
        limits = [(incoming.sender.address, self._limits.account)]
        place = incoming.place
        if place is not None and not incoming.private:
            limits.append((f"{place.messenger}/{place.server}/{place.external_id}", self._limits.chat))
        return limits

    def _too_much(self, account: str, at: datetime, until: datetime) -> Flood:
        goes_on = self._told.get(account, at) > at
        self._told[account] = until
        return Flood.UNHEARD if goes_on else Flood.TOLD

    def _forget_before(self, at: datetime) -> None:
        if len(self._spent) > self._room:
            self._spent = {key: until for key, until in self._spent.items() if until > at}
            self._told = {key: until for key, until in self._told.items() if until > at}
            self._room = max(_REMEMBERED, 2 * len(self._spent))  # else each more of very many would look through all
