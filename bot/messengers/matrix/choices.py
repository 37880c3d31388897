"""The bot's own reactions below a message: what people press there, since Matrix has no buttons.

They are made after the message, each an event of its own, and never keep anybody waiting: where they are late or
missing, a person's own reaction counts all the same.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from urllib.parse import quote

import aiohttp
from nio import AsyncClient, LocalProtocolError, RoomRedactResponse, RoomSendResponse

from bot.departure import Departure
from bot.fault import told
from bot.messengers import TryLater
from bot.messengers.matrix.client import Refusal, ask, made_of
from bot.messengers.matrix.pace import Pace, Rank
from bot.messengers.matrix.rooms import Room

_log = logging.getLogger(__name__)
_MOST_LOOKED_THROUGH = 100  # reactions below one message
_MOST_KEPT = 1000  # messages whose reactions are remembered; of others the server is asked
_AFTER_ALL_OTHERS = 5.0  # seconds: the house looks that often for letters that may leave by now
Wanted = tuple[Room, tuple[str, ...], Departure]


async def react(client: AsyncClient, room: Room, message: str, face: str, once: str) -> str:
    """React to a message; the id of the reaction, empty where it is there already. Raises Refusal."""
    content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": message, "key": face}}
    try:
        sent = await client.room_send(room.id, "m.reaction", content, once, ignore_unverified_devices=True)
        return made_of(sent, RoomSendResponse).event_id
    except Refusal as refusal:
        if refusal.code != "M_DUPLICATE_ANNOTATION":
            raise
        return ""


class Choices:
    """Puts reactions below messages and takes them away. `turns`: whose turn it is in each room."""

    def __init__(self, client: AsyncClient, turns: Mapping[str, asyncio.Lock], pace: Pace) -> None:
        self._client, self._turns, self._pace = client, turns, pace
        self._wanted: dict[str, Wanted] = {}  # by message: what is to be there, as said last
        self._there: dict[str, dict[str, str]] = {}  # by message, then by face: the bot's reactions
        self._at_work: dict[str, asyncio.Task[None]] = {}

    def below(self, room: Room, message: str, faces: tuple[str, ...], departure: Departure) -> None:
        """From now on these reactions of the bot, and no others, are below a message. Returns at once."""
        if departure.edits is None and not departure.again:
            self._there[message] = {}
            if not faces:
                return
        self._wanted[message] = room, faces, departure
        if message not in self._at_work:
            task = self._at_work[message] = asyncio.ensure_future(self._work(message))
            task.add_done_callback(lambda _: self._at_work.pop(message, None))

    async def close(self) -> None:
        """What is missing yet comes with the next change."""
        for task in list(self._at_work.values()):
            task.cancel()
        await asyncio.gather(*self._at_work.values(), return_exceptions=True)

    async def _work(self, message: str) -> None:
        while message in self._wanted:
            wanted = self._wanted[message]
            try:
                async with self._pace.turn(Rank.CHOICES):
                    await self._put(message, *wanted)
            except TryLater as wait:
                await asyncio.sleep(wait.after.total_seconds() + _AFTER_ALL_OTHERS)
                continue
            except Refusal as refusal:
                if refusal.after is not None:
                    self._pace.hold(refusal.after)
                    continue
                _log.info("reactions below a message are missing (%s)", refusal.code)
            except (aiohttp.ClientError, TimeoutError, LocalProtocolError) as fault:
                _log.info("reactions below a message are missing (%s)", told(fault))
            if self._wanted[message] is wanted:
                del self._wanted[message]
        while len(self._there) > _MOST_KEPT:
            del self._there[next(iter(self._there))]

    async def _put(self, message: str, room: Room, faces: tuple[str, ...], departure: Departure) -> None:
        if message not in self._there:
            self._there[message] = await self._asked(room, message)
        there, once = self._there[message], f"{departure.key}.{departure.attempts}"
        for face in [each for each in there if each not in faces]:
            async with self._turns[room.id]:
                if there[face]:
                    gone = await self._client.room_redact(room.id, there[face], tx_id=f"{once}.off{face}")
                    made_of(gone, RoomRedactResponse)
                del there[face]
        for face in [each for each in faces if each not in there]:
            async with self._turns[room.id]:
                there[face] = await react(self._client, room, message, face, f"{once}.on{face}")

    async def _asked(self, room: Room, message: str) -> dict[str, str]:
        """The bot's reactions below a message, as the server knows them."""
        path = f"/v1/rooms/{quote(room.id)}/relations/{quote(message)}/m.annotation/m.reaction"
        found = (await ask(self._client, "GET", f"{path}?limit={_MOST_LOOKED_THROUGH}")).get("chunk", [])
        mine = [each for each in found if each.get("sender") == self._client.user_id and each.get("content")]
        return {each["content"]["m.relates_to"]["key"]: str(each["event_id"]) for each in mine}
