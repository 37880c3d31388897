"""A letter on its way to Matrix, and what a refusal means for it.

Each event has a transaction id made of its letter, so that one which is sent again, because nobody knows whether it
arrived, is the same event. (Matrix specification, "Transaction identifiers"; Synapse remembers them for a day)
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import aiohttp
from nio import (
    AsyncClient,
    JoinedMembersResponse,
    KeysClaimResponse,
    KeysQueryResponse,
    LocalProtocolError,
    RoomSendResponse,
    ShareGroupSessionResponse,
)
from nio.crypto.attachments import encrypt_attachment

from bot.departure import Departure, File
from bot.messengers import NotSent, TooLarge, TryAgain, TryLater, Unreachable
from bot.messengers.matrix.choices import Choices, react
from bot.messengers.matrix.client import LoggedOut, Refusal, made_of, upload
from bot.messengers.matrix.content import carrying, contents, picturing, relation, replacing, silent_line
from bot.messengers.matrix.direct import Directs
from bot.messengers.matrix.pace import Pace, Rank
from bot.messengers.matrix.rooms import Room, Rooms
from domain.letter import SHOWING, Kind

_SOON = timedelta(seconds=5)
_NOBODY_THERE = frozenset({"502", "503", "504"})  # so says a gateway before the server
_TOO_LARGE = frozenset({"M_TOO_LARGE", "413"})
_FOR_GOOD = frozenset({"M_FORBIDDEN", "M_TOO_LARGE", "M_NOT_FOUND", "M_BAD_JSON", "M_INVALID_PARAM"})


class Sending:
    """Sends letters with one client. In each room one event after the other: side by side they would change places."""

    def __init__(self, client: AsyncClient, rooms: Rooms, directs: Directs) -> None:
        self._client, self._rooms, self._directs = client, rooms, directs
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._under_way: set[asyncio.Task[Any]] = set()
        self._pace = Pace()
        self._choices = Choices(client, self._turns, self._pace)

    async def send(self, departure: Departure) -> str:
        """The id of the message; of the last one, which has the choices, where it took several.

        Raises what `bot.messengers` names; anything else means that nobody knows whether it left. To give up waiting
        for it stops nothing: half a sending would leave the room without keys for what comes after.
        """
        task = asyncio.ensure_future(self._try(departure))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Let what is under way arrive."""
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._choices.close()

    async def _try(self, departure: Departure) -> str:
        await self._rooms.known()
        async with self._pace.turn(_rank(departure)):
            try:
                room = await self._room(departure)
                async with self._turns[room.id]:
                    return await self._send(departure, room)
            except LoggedOut:
                raise TryLater(_SOON) from None  # the bot stops anyway
            except aiohttp.ClientConnectorError:
                raise TryLater(_SOON) from None  # nobody is there to have heard it
            except (aiohttp.ClientError, TimeoutError):
                raise TryAgain(_SOON) from None
            except Refusal as refusal:
                raise self._what_it_means(refusal, departure) from None

    def _what_it_means(self, refusal: Refusal, departure: Departure) -> Exception:
        if refusal.after is not None:
            self._pace.hold(refusal.after)
            return TryLater(refusal.after)
        if refusal.code in _NOBODY_THERE:
            return TryAgain(_SOON)
        if departure.file is not None and refusal.code in _TOO_LARGE:
            return TooLarge(refusal.code)
        if refusal.code in _FOR_GOOD:
            return (NotSent if departure.chat else Unreachable)(refusal.code)
        return refusal

    async def _room(self, departure: Departure) -> Room:
        if departure.chat is None:
            return await self._directs.room_of(departure.account)
        room = self._rooms.get(departure.chat.place.external_id)
        if room is None or not room.is_in(self._client.user_id):
            raise NotSent("the bot is not in this room")
        return room

    async def _send(self, departure: Departure, room: Room) -> str:
        if departure.kind is Kind.ACK and departure.reply_to is not None:
            return await self._acknowledge(departure, room, departure.reply_to)
        parts = contents(departure)
        if departure.file is not None and not departure.file.is_picture:
            parts[-1] = carrying(parts[-1], departure.file, await self._uploaded(room, departure.file))
        if departure.edits_message is not None:
            message = departure.edits_message
            await self._event(room, replacing(message, parts[0]), f"{departure.key}.{departure.attempts}")
        else:
            message = await self._post(departure, room, parts)
            if departure.file is not None and departure.file.is_picture:
                await self._show(departure, room, departure.file)
        self._choices.below(room, message, tuple(dict.fromkeys(departure.faces.values())), departure)
        return message

    async def _post(self, departure: Departure, room: Room, parts: list[dict[str, Any]]) -> str:
        thread = departure.chat.place.thread if departure.chat is not None else ""
        message = ""
        for place, content in enumerate(parts):
            answers = departure.reply_to if departure.chat is not None and place == 0 else None
            hangs = relation(thread, answers)
            message = await self._event(room, content | hangs, f"{departure.key}.part{place}")
        if departure.again and departure.kind in SHOWING:  # the first attempt may have shown what is over
            await self._event(room, replacing(message, parts[-1]), f"{departure.key}.again{departure.attempts}")
        return message

    async def _show(self, departure: Departure, room: Room, picture: File) -> None:
        """The picture follows the words: they stay a notice, and are read by apps that show no captions."""
        shown = picturing(picture, await self._uploaded(room, picture))
        thread = departure.chat.place.thread if departure.chat is not None else ""
        await self._event(room, shown | relation(thread, None), f"{departure.key}.picture")

    async def _acknowledge(self, departure: Departure, room: Room, message: str) -> str:
        """A reaction; where none is allowed, a silent line."""
        try:
            await react(self._client, room, message, departure.speech.plain, f"{departure.key}.ack")
        except Refusal as refusal:
            if refusal.code != "M_FORBIDDEN":
                raise
            thread = departure.chat.place.thread if departure.chat is not None else ""
            line = silent_line(departure.speech.plain)
            await self._event(room, line | relation(thread, message), f"{departure.key}.line")
        return ""

    async def _uploaded(self, room: Room, file: File) -> dict[str, Any]:
        """Where a file is, for an event that tells of it; locked, where the room is encrypted."""
        try:
            if not room.encrypted:
                return {"url": await upload(self._client, file.content, file.media_type)}
            locked, keys = await asyncio.to_thread(encrypt_attachment, file.content)
            return {"file": keys | {"url": await upload(self._client, locked, "application/octet-stream")}}
        except Refusal as refusal:
            if refusal.code in _FOR_GOOD - _TOO_LARGE:
                raise NotSent(
                    refusal.code
                ) from None  # it is the server that takes no files; the person is within reach
            raise

    # ---- single events

    async def _event(self, room: Room, content: Mapping[str, Any], once: str) -> str:
        try:
            if room.encrypted:
                await self._share_keys(room)
            sent = self._client.room_send(
                room.id, "m.room.message", dict(content), once, ignore_unverified_devices=True
            )
            return made_of(await sent, RoomSendResponse).event_id
        except LocalProtocolError:
            raise TryLater(_SOON) from None  # the library has not seen the room yet

    async def _share_keys(self, room: Room) -> None:
        """The library takes a key for shared also where the server did not pass it on; nobody could ever read what is
        locked with it. So it is shared here first, and thrown away where somebody did not get it."""
        client = self._client
        assert client.olm is not None
        if not client.olm.should_share_group_session(room.id):
            return
        if not client.rooms[room.id].members_synced:
            made_of(await client.joined_members(room.id), JoinedMembersResponse)
        if client.should_query_keys:
            made_of(await client.keys_query(), KeysQueryResponse)
        if missing := client.get_missing_sessions(room.id):
            made_of(await client.keys_claim(missing), KeysClaimResponse)
        shared = await client.share_group_session(room.id, ignore_unverified_devices=True)
        if not self._within_reach(room) <= made_of(shared, ShareGroupSessionResponse).users_shared_with:
            client.olm.outbound_group_sessions.pop(room.id, None)
            raise TryLater(_SOON)

    def _within_reach(self, room: Room) -> set[tuple[str, str]]:
        """The devices in a room to which a key can be sent."""
        olm = self._client.olm
        assert olm is not None
        devices = [
            each for who in self._client.rooms[room.id].users for each in olm.device_store.active_user_devices(who)
        ]
        return {
            (each.user_id, each.id)
            for each in devices
            if each.id != self._client.device_id and olm.session_store.get(each.curve25519) is not None
        }


def _rank(departure: Departure) -> Rank:
    if departure.kind is Kind.ACK:
        return Rank.ACKNOWLEDGEMENT
    return Rank.ROOM if departure.chat is not None else Rank.PRIVATE
