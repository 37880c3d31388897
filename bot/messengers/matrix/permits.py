"""What members may write in a room: the levels that events need, as the server tells them, and how the bot changes it.

Only what people write is closed, each kind by its name. `events_default` stays: with it reactions, votes, the taking
back of one's own words and the verification of devices would be closed, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import aiohttp
from nio import AsyncClient

from bot.messengers import NotSent, TryAgain, TryLater
from bot.messengers.matrix.client import LoggedOut, Refusal, ask
from bot.messengers.matrix.rooms import COORDINATES, Rooms, number
from domain.closure import Fields, Permissions

_SOON = timedelta(seconds=5)
_WRITING = (
    "m.room.message",
    "m.room.encrypted",
    "m.sticker",
    "m.poll.start",
    "org.matrix.msc3381.poll.start",
)


class Permits:
    def __init__(self, client: AsyncClient, rooms: Rooms) -> None:
        self._client, self._rooms = client, rooms

    async def of(self, room: str) -> Permissions:
        """Who is no moderator may write no more, where that is closed. Raises NotSent, TryLater."""
        await self._rooms.known()
        known = self._rooms.get(room)
        if known is not None and known.replaced_by is not None:
            raise NotSent("another room took its place")  # which has the same levels
        levels = await self._ask("GET", room)
        events = levels.get("events")
        events = events if isinstance(events, Mapping) else {}
        otherwise = number(levels.get("events_default"), 0)
        all_moderate = number(levels.get("users_default"), 0) >= COORDINATES
        now = {kind: events.get(kind) for kind in _WRITING}
        closed = {
            kind: level if all_moderate or number(level, otherwise) >= COORDINATES else COORDINATES
            for kind, level in now.items()
        }
        return Permissions(now, closed, levels)

    async def change(self, room: str, there: Permissions, changes: Fields) -> None:
        """Raises NotSent, TryLater, TryAgain."""
        events = {**there.whole.get("events", {}), **changes}
        kept = {kind: level for kind, level in events.items() if level is not None}
        await self._ask("PUT", room, {**there.whole, "events": kept})

    async def _ask(self, method: str, room: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        try:
            return await ask(self._client, method, f"/v3/rooms/{quote(room)}/state/m.room.power_levels/", body)
        except LoggedOut:
            raise TryLater(_SOON) from None  # the bot stops anyway
        except Refusal as refusal:
            if refusal.after is not None:
                raise TryLater(refusal.after) from None
            if refusal.code in ("M_FORBIDDEN", "M_NOT_FOUND", "M_BAD_JSON", "M_UNKNOWN"):
                raise NotSent(refusal.code) from None
            raise TryAgain(_SOON) from None
        except (aiohttp.ClientError, TimeoutError):
            raise TryAgain(_SOON) from None
