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

    async def look(self) -> None:
        """What the account notes: of that, later answers of the server tell only changes."""
        try:
            self.take_in({"type": _NOTE, "content": await ask(self._client, "GET", self._path)})
        except Refusal as refusal:
            if refusal.code != "M_NOT_FOUND":
                raise

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
        """Where to write to somebody alone: the room that they have with the bot, the one that they left, or a new one.
        Raises Unreachable, TryLater, Refusal.

        Each step can be done again: one that is made is noted before anybody is invited.
        """
        async with self._opening[who]:
            room = self._there(who)
            if room is None:
                room = self._left(who) or await self._make(who)
                await self._invite(who, room)
            return room

    def _there(self, who: str) -> Room | None:
        """The one that was noted last, rather one in which they are than one to which they are invited."""
        me, noted = self._client.user_id, self._noted.get(who, [])
        found = [room for room in self._rooms.all() if room.partner(me) == who and room.is_in(me) and self.has(room)]
        found.sort(key=lambda room: (room.is_in(who), noted.index(room.id) if room.id in noted else -1))
        return found[-1] if found else None

    def _left(self, who: str) -> Room | None:
        """One in which the bot is alone, and may invite them again."""
        me = self._client.user_id
        noted = [room for room in map(self._rooms.get, self._noted.get(who, ())) if room is not None]
        alone = [room for room in noted if room.people() == [me] and room.encrypted and room.may(me, "invite", 0)]
        return alone[-1] if alone else None

    async def _make(self, who: str) -> Room:
        """The server may show a room before it is encrypted; what were said then, whoever runs it could read."""
        wanted = {"preset": "private_chat", "initial_state": [_ENCRYPTED]}
        made = str((await ask(self._client, "POST", "/v3/createRoom", wanted))["room_id"])
        await self.note(who, made)
        return await self._rooms.comes(made, lambda room: room.encrypted)

    async def _invite(self, who: str, room: Room) -> None:
        """As apps do that know it is a conversation for two."""
        path = f"/v3/rooms/{quote(room.id)}/state/m.room.member/{quote(who)}"
        try:
            await ask(self._client, "PUT", path, {"membership": "invite", "is_direct": True})
        except Refusal as refusal:
            if refusal.code in ("M_FORBIDDEN", "M_INVITE_BLOCKED", "M_NOT_FOUND"):
                raise Unreachable(refusal.code) from None
            raise
        await self._rooms.comes(room.id, lambda room: who in room.people())

    async def note(self, who: str, room: str) -> None:
        """From now on this room is a conversation with somebody."""
        self._noted.setdefault(who, []).append(room)
        await ask(self._client, "PUT", self._path, self._noted)

    def rooms_of(self, who: str) -> list[str]:
        """The rooms that the bot has with somebody alone, or had."""
        me = self._client.user_id
        there = [room for room in self._rooms.all() if set(room.people()) <= {me, who} and self.has(room)]
        noted = self._noted.get(who, [])
        return [room.id for room in there if room.id in noted or who in room.members]

    async def forget(self, who: str) -> None:
        """No room is a conversation with them any more."""
        if self._noted.pop(who, None) is not None:
            await ask(self._client, "PUT", self._path, self._noted)

    @property
    def _path(self) -> str:
        return f"/v3/user/{quote(self._client.user_id)}/account_data/{_NOTE}"
