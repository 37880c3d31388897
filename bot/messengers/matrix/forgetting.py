"""What this messenger keeps of people itself: the room that somebody has with the bot, and the keys of their devices.

The keys are kept as long as an encrypted room is shared, for nothing could be written there without them, and as long
as the house knows the person, for the bot may be invited again, and could not read what is written with sessions that
it threw away. The library never throws any away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from nio import AsyncClient
from nio.store.models import DeviceKeys, DeviceTrustState, EncryptedRooms, Keys, MegolmInboundSessions, OlmSessions

from bot.messengers import Ears
from bot.messengers.matrix.client import Refusal, ask
from bot.messengers.matrix.direct import Directs
from bot.messengers.matrix.rooms import NAME, Rooms
from domain.message import Sender

_IS_SO = ("M_FORBIDDEN", "M_NOT_FOUND", "M_UNKNOWN")  # the bot is not there any more


class Forgetting:
    """Forgets people on one device."""

    def __init__(self, client: AsyncClient, rooms: Rooms, directs: Directs) -> None:
        self._client, self._rooms, self._directs = client, rooms, directs
        self._has_looked = False

    async def forget(self, who: str) -> None:
        """The room for two is left and forgotten, and all that nobody else needs. Each step can be done again. Raises
        Refusal, TryLater, what aiohttp raises."""
        await self._rooms.known()
        there = self._directs.rooms_of(who)
        for room in there:
            await self._leave(room)
        await self._directs.forget(who)
        for room in there:
            self._rooms.lose(room)
            self._client.rooms.pop(room, None)
            self._drop_room(room)
        self.drop_keys([who])

    async def _leave(self, room: str) -> None:
        for step in ("leave", "forget"):
            try:
                await ask(self._client, "POST", f"/v3/rooms/{quote(room)}/{step}", {})
            except Refusal as refusal:
                if refusal.code not in _IS_SO:
                    raise

    async def look(self, left: Iterable[str], ears: Ears) -> None:
        """The keys go of whom nobody knows any more: of those with whom the bot shares no room since the last look, and
        once after each start of all."""
        olm = self._client.olm
        assert olm is not None
        seen = left if self._has_looked else list(olm.device_store._entries)
        self.drop_keys([who for who in seen if not await ears.knows(Sender(NAME, "", who, ""))])
        self._has_looked = True

    def drop_keys(self, people: Iterable[str]) -> None:
        """The keys of those with whom the bot shares no encrypted room any more."""
        for who in people:
            if who != self._client.user_id and not any(room.encrypted for room in self._rooms.shared_with(who)):
                self._drop_keys_of(who)

    def _drop_keys_of(self, who: str) -> None:
        olm, store = self._client.olm, self._client.store
        assert olm is not None
        assert store is not None
        devices = olm.device_store._entries.pop(who, {})
        theirs = [device.curve25519 for device in devices.values()]
        for held in (olm.tracked_users, olm.users_for_key_query):
            held.discard(who)
        for key in theirs:
            olm.session_store._entries.pop(key, None)
            for senders in olm.inbound_group_store._entries.values():
                senders.pop(key, None)
        with store.database.bind_ctx(store.models), store.database.atomic():
            kept = DeviceKeys.select(DeviceKeys.id).where(DeviceKeys.user_id == who)
            for of_device in (Keys, DeviceTrustState):
                of_device.delete().where(of_device.device.in_(kept)).execute()
            DeviceKeys.delete().where(DeviceKeys.user_id == who).execute()
            for table in (OlmSessions, MegolmInboundSessions):
                table.delete().where(table.sender_key.in_(theirs)).execute()
        _scrub(store)

    def _drop_room(self, room: str) -> None:
        olm, store = self._client.olm, self._client.store
        assert olm is not None
        assert store is not None
        olm.inbound_group_store._entries.pop(room, None)
        olm.outbound_group_sessions.pop(room, None)
        with store.database.bind_ctx(store.models), store.database.atomic():
            for table in (MegolmInboundSessions, EncryptedRooms):
                table.delete().where(table.room_id == room).execute()
        _scrub(store)


def _scrub(store: Any) -> None:
    """Nothing is left in the store's log, either."""
    store.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
