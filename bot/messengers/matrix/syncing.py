"""Fetches what happened at Matrix, and goes on from there only once its effect is durable.

Where the bot stands (the token) is remembered after all of an answer is applied; after a crash some of it comes again,
and the house knows events by their ids. What was said while the bot was away for long, the server leaves out of its
answer; that gap is read backwards until it is closed. What was said before the bot came into a room is not for it.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
from nio import AsyncClient, ForwardedRoomKeyEvent, MessageDirection, RoomKeyEvent, RoomMessagesResponse, SyncResponse

from bot.fault import told as fault_told
from bot.messengers import SINCE, Ears, loudness
from bot.messengers.matrix.client import LoggedOut, Refusal, made_of
from bot.messengers.matrix.direct import Directs
from bot.messengers.matrix.forgetting import Forgetting
from bot.messengers.matrix.invitations import Invitations
from bot.messengers.matrix.keys import keep_house
from bot.messengers.matrix.listening import OUT_OF_REACH, Listening
from bot.messengers.matrix.rooms import NAME, Rooms
from bot.messengers.matrix.signature import Signature
from bot.messengers.matrix.unread import Told, Unread, told
from bot.messengers.matrix.verification import Verifications

_log = logging.getLogger(__name__)
Json = Mapping[str, Any]
_AT_ONCE = 100  # events of a room in one answer; servers give no more
_LONG_POLL = 30  # seconds that the server waits for something to happen
_FIRST_PATIENCE = 300.0  # seconds for the whole state of all rooms
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_BRINGS_KEYS = RoomKeyEvent | ForwardedRoomKeyEvent
_NEVER = frozenset({"M_FORBIDDEN", "M_NOT_FOUND", "M_INVALID_PARAM"})
_NOTHING: dict[str, list[str]] = {"types": []}
_ONLY = {"ephemeral": _NOTHING, "account_data": _NOTHING}
_FILTER = {"room": {"timeline": {"limit": _AT_ONCE}, **_ONLY}, "presence": _NOTHING}
_NO_HISTORY = {"room": {"timeline": {"limit": 0}, **_ONLY}, "presence": _NOTHING}


class Syncing:
    """The loop of one client."""

    def __init__(
        self,
        client: AsyncClient,
        rooms: Rooms,
        directs: Directs,
        invitations: Invitations,
        unread: Unread,
        listening: Listening,
        verifications: Verifications,
        signature: Signature,
        forgetting: Forgetting,
    ) -> None:
        self._client, self._rooms, self._directs = client, rooms, directs
        self._invitations, self._unread, self._listening = invitations, unread, listening
        self._verifications, self._signature, self._forgetting = verifications, signature, forgetting
        self._own_account = f"{NAME}:{client.user_id}"
        self._since: str | None = None
        self._is_first = True
        self._followed: set[str] = set()

    async def listen(self, ears: Ears) -> None:
        """Until it is cancelled. Raises LoggedOut."""
        remembered = await self._try_until_done(ears.remembered, self._own_account)
        self._since = remembered.get(SINCE)
        self._unread.recall(remembered)
        self._invitations.recall(remembered)
        await self._try_until_done(self._directs.look)
        await self._try_until_done(self._invitations.look)
        while True:
            news = await self._try_until_done(self._fetch)
            await self._try_until_done(self._apply, news, ears)
            self._is_first = False

    async def _try_until_done(self, act: Any, *arguments: Any) -> Any:
        """What does not work now will later. Raises LoggedOut."""
        pause = _FIRST_PAUSE
        while True:
            try:
                return await act(*arguments)
            except LoggedOut:
                raise
            except OUT_OF_REACH as fault:
                after = fault.after.total_seconds() if isinstance(fault, Refusal) and fault.after else pause
                _log.log(loudness(pause, _LONGEST_PAUSE), "Matrix: %s; trying again in %d s", _why(fault), after)
                await asyncio.sleep(after * random.uniform(0.8, 1.2))
                pause = min(_LONGEST_PAUSE, pause * 1.5)

    async def _fetch(self) -> SyncResponse:
        """The next answer. The first one of a process tells of all rooms, or the library would not know them."""
        if self._is_first:
            only = _FILTER if self._since else _NO_HISTORY
            asked = self._client.sync(timeout=0, sync_filter=only, since=self._since, full_state=True)
            async with asyncio.timeout(_FIRST_PATIENCE):
                return made_of(await asked, SyncResponse)
        return made_of(await self._client.sync(_LONG_POLL * 1000, _FILTER, since=self._since), SyncResponse)

    async def _apply(self, news: SyncResponse, ears: Ears) -> None:
        """All that is in an answer, in an order in which it can be done again. Raises one of OUT_OF_REACH."""
        transport: Any = news.transport_response
        raw: Json = await transport.json(content_type=None)
        for each in raw.get("account_data", {}).get("events", ()):
            self._directs.take_in(each)
        rooms = raw.get("rooms", {})
        lanes = {room: await self._lane(room, said, news) for room, said in rooms.get("join", {}).items()}
        await self._listening.take_in(lanes, ears)
        await self._rooms.tell()
        for room, said in rooms.get("leave", {}).items():
            await self._left(room, said, ears)
        if self._is_first or any(isinstance(each, _BRINGS_KEYS) for each in news.to_device_events):
            await self._listening.take_in_opened(ears)
        await self._listening.tell_of_unread(ears)
        await self._verifications.to_device([each.source for each in news.to_device_events])
        self._invitations.take_in(raw)
        await self._invitations.answer(lambda changes: ears.remember(self._own_account, changes))
        await self._follow()
        await self._keep_house(news, ears)
        changes: dict[str, str | None] = {**self._unread.changes, **self._invitations.settled()}
        if news.next_batch != self._since:
            changes[SINCE] = news.next_batch
        if changes:
            await ears.remember(self._own_account, changes)
            self._unread.changes.clear()
        self._since = news.next_batch

    async def _lane(self, room_id: str, said: Json, news: SyncResponse) -> Sequence[Told]:
        """What was said in a room since the last answer, or since the bot came; what held before is taken in."""
        room = self._rooms.at(room_id)
        for event in said.get("state", {}).get("events", ()):
            room.take_in_state(event)
        timeline = said.get("timeline", {})
        read = {each.event_id: each for each in news.rooms.join[room_id].timeline.events if hasattr(each, "event_id")}
        lane = [told(each, read.get(each["event_id"])) for each in timeline.get("events", ())]
        if self._since and timeline.get("limited") and not any(self._comes(each) for each in lane):
            lane = await self._what_was_missed(room_id, timeline.get("prev_batch")) + lane
        came = next((place for place in reversed(range(len(lane))) if self._comes(lane[place])), 0)
        # Whoever opens a conversation with the bot speaks to it, though it has not come in yet.
        came = next((place for place in reversed(range(came)) if self._is_asked_to_talk(lane[place])), came)
        if self._since is None:
            came = len(lane)
        for event in lane[:came]:
            if "state_key" in event.raw:
                room.take_in(event.raw)
        return lane[came:]

    def _comes(self, event: Told) -> bool:
        """Does the bot come into the room here?"""
        raw = event.raw
        if raw.get("type") != "m.room.member" or raw.get("state_key") != self._client.user_id:
            return False
        before = raw.get("unsigned", {}).get("prev_content") or {}
        return bool(raw["content"].get("membership") == "join" and before.get("membership") != "join")

    def _is_asked_to_talk(self, event: Told) -> bool:
        """Is the bot invited to talk with somebody alone here?"""
        raw = event.raw
        is_mine = raw.get("type") == "m.room.member" and raw.get("state_key") == self._client.user_id
        return bool(is_mine and raw["content"].get("membership") == "invite" and raw["content"].get("is_direct"))

    async def _what_was_missed(self, room: str, start: str | None) -> list[Told]:
        """The gap; nothing where the server will never tell it, as when it removed the bot from the room meanwhile."""
        try:
            return await self._gap(room, start)
        except Refusal as refusal:
            if refusal.code not in _NEVER:
                raise
            _log.warning("what was said in a room while the bot was away cannot be read (%s)", refusal.code)
            return []

    async def _gap(self, room: str, start: str | None) -> list[Told]:
        """What lies between the last answer and this one, oldest first."""
        found: list[Told] = []
        while start:
            answer = made_of(
                await self._client.room_messages(
                    room, start, self._since, direction=MessageDirection.back, limit=_AT_ONCE
                ),
                RoomMessagesResponse,
            )
            transport: Any = answer.transport_response
            page = await transport.json(content_type=None)
            read = {each.event_id: each for each in answer.chunk if hasattr(each, "event_id")}
            found += [told(each, read.get(each["event_id"])) for each in page["chunk"]]
            start = page.get("end") if page["chunk"] else None
            if any(self._comes(each) for each in found[-len(page["chunk"]) :]):
                break
        return found[::-1]

    async def _left(self, room: str, said: Json, ears: Ears) -> None:
        """The bot is not in a room any more: it left, or somebody removed it."""
        own = [
            told(each, None)
            for section in ("state", "timeline")
            for each in said.get(section, {}).get("events", ())
            if each.get("type") == "m.room.member" and each.get("state_key") == self._client.user_id
        ]
        await self._listening.take_in({room: own[-1:]}, ears)
        self._rooms.lose(room)
        self._client.rooms.pop(room, None)  # the library would keep it
        self._client.invited_rooms.pop(room, None)

    async def _follow(self) -> None:
        """Rooms that were replaced."""
        for room in list(self._rooms.all()):
            new = room.replaced_by
            if new is not None and new not in self._followed and self._rooms.get(new) is None:
                self._followed.add(new)
                await self._invitations.follow(new)

    async def _keep_house(self, news: SyncResponse, ears: Ears) -> None:
        """What encryption needs. What fails is done after the next answer, and keeps nobody from being heard."""
        try:
            await keep_house(self._client, news)
            await self._forgetting.look(news.device_list.left, ears)
            await self._signature.look()
        except LoggedOut:
            raise
        except (Refusal, aiohttp.ClientError, TimeoutError) as fault:
            _log.warning("Matrix: the keys of the device are not in order: %s", _why(fault))


def _why(fault: BaseException) -> str:
    if isinstance(fault, Refusal):
        return f"the server refuses ({fault.code or 'no sense in its answer'})"
    if isinstance(fault, aiohttp.ClientError | TimeoutError):
        return f"the server does not answer ({type(fault).__name__})"
    return f"what happened cannot be kept ({fault_told(fault)})"
