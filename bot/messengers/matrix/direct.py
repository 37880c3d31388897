"""The rooms in which the bot talks with one person alone. The account itself notes which they are (`m.direct`), as apps
do, so nothing of it is kept here. (Matrix specification, "Direct Messaging")"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from nio import AsyncClient

from bot.messengers import Unreachable
from bot.messengers.matrix.client import Refusal, ask
from bot.messengers.matrix.rooms import Room, Rooms

_ENCRYPTED = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
_NOTE = "m.direct"


class Directs:
    """Whom the bot talks with alone, and where."""

    def __init__(self, client: AsyncClient, rooms: Rooms) -> None:
        self._client, self._rooms = client, rooms
        self._noted: dict[str, list[str]] = {}
        self._opening: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def take_in(self, account_data: Mapping[str, Any]) -> None:
        """What the account notes now."""
        if account_data.get("type") == _NOTE:
            noted = account_data.get("content", {})
            self._noted = {who: list(rooms) for who, rooms in noted.items() if isinstance(rooms, list)}

    def has(self, room: Room) -> bool:
        """Is this room a conversation of the bot with nobody but one person? One who left it may come back."""
        is_noted = any(room.id in rooms for rooms in self._noted.values())
        is_meant = any(member.direct for member in room.members.values())
        is_own = room.created_by == self._client.user_id  # it makes no others; it may come into sight half made
        return (is_noted or is_meant or is_own) and len(room.people()) <= 2  # the bot and one more

    def is_shut(self, who: str) -> bool:
        """Did somebody leave the room that they had with the bot, without another one?"""
        noted = [room for room in map(self._rooms.get, self._noted.get(who, ())) if room is not None]
        return bool(noted) and not any(who in room.people() for room in noted)

    async def room_of(self, who: str) -> Room:
        """Where to write to somebody alone. Raises Unreachable, Refusal, and TimeoutError
        where the room does not come into sight."""
        async with self._opening[who]:
            return self._there(who) or await self._open(who)

    def _there(self, who: str) -> Room | None:
        """The one that was noted last, rather one in which they are than one to which they are invited."""
        me, noted = self._client.user_id, self._noted.get(who, [])
        found = [room for room in self._rooms.all() if room.partner(me) == who and room.is_in(me) and self.has(room)]
        found.sort(key=lambda room: (room.is_in(who), noted.index(room.id) if room.id in noted else -1))
        return found[-1] if found else None

    async def _open(self, who: str) -> Room:
        wanted = {
            "preset": "trusted_private_chat",
            "is_direct": True,
            "invite": [who],
            "initial_state": [_ENCRYPTED],
        }
        try:
            made = await ask(self._client, "POST", "/v3/createRoom", wanted)
        except Refusal as refusal:
            if refusal.code in ("M_FORBIDDEN", "M_INVITE_BLOCKED", "M_NOT_FOUND"):
                raise Unreachable(refusal.code) from None
            raise
        await self.note(who, str(made["room_id"]))
        return await self._rooms.comes(str(made["room_id"]), who)

    async def note(self, who: str, room: str) -> None:
        """From now on this room is a conversation with somebody."""
        self._noted.setdefault(who, []).append(room)
        path = f"/v3/user/{quote(self._client.user_id)}/account_data/{_NOTE}"
        await ask(self._client, "PUT", path, self._noted)
