"""Takes in what happened in the rooms, in the order in which it was said, room beside room.

What cannot be understood is set aside, with its id in the log. What the house cannot keep just now, or what the server
cannot tell, is an error: then all comes again, and the house knows what it has.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import aiohttp
from nio import AsyncClient, RoomRedactResponse
from sqlalchemy.exc import OperationalError

from bot.fault import told as fault_told
from bot.messengers import Ears
from bot.messengers.matrix import incoming
from bot.messengers.matrix.client import Refusal, made_of
from bot.messengers.matrix.direct import Directs
from bot.messengers.matrix.incoming import Scene
from bot.messengers.matrix.invitations import Invitations
from bot.messengers.matrix.reading import said, sender_in
from bot.messengers.matrix.rooms import Room, Rooms
from bot.messengers.matrix.signature import Signature
from bot.messengers.matrix.unread import Told, Unread, fetched
from bot.messengers.matrix.verification import Verifications
from bot.receive import is_meant_for_the_bot, is_private_matter, needs_words
from domain.message import Ability, Action, Incoming, Sender, Standing

_log = logging.getLogger(__name__)
Json = Mapping[str, Any]
_ACTS = frozenset({Action.TEXT, Action.EDIT, Action.REACT, Action.GONE})
OUT_OF_REACH = (OperationalError, Refusal, aiohttp.ClientError, TimeoutError)
"""What passes by itself: the database, the server or the line between them."""


class Listening:
    """What one bot hears."""

    def __init__(
        self,
        client: AsyncClient,
        rooms: Rooms,
        directs: Directs,
        invitations: Invitations,
        unread: Unread,
        verifications: Verifications,
        signature: Signature,
    ) -> None:
        self._client, self._rooms, self._directs = client, rooms, directs
        self._invitations, self._unread = invitations, unread
        self._verifications, self._signature = verifications, signature
        self._me = client.user_id

    async def take_in(self, lanes: Mapping[str, Sequence[Told]], ears: Ears) -> None:
        """Returns when all of it is applied, or set aside. Raises one of OUT_OF_REACH."""
        await asyncio.gather(*(self._in_order(room, lane, ears) for room, lane in lanes.items()))

    async def take_in_opened(self, ears: Ears) -> None:
        """What can be read by now."""
        async for room, event in self._unread.opened():
            await self.take_in({room: [event]}, ears)

    async def tell_of_unread(self, ears: Ears) -> None:
        """Whoever wrote what cannot be read for a while hears of it."""
        for where, raw in self._unread.overdue():
            if (room := self._rooms.get(where)) is not None:
                await self._bring(incoming.unreadable(raw, self._scene(room)), room, ears)

    async def _in_order(self, room_id: str, lane: Sequence[Told], ears: Ears) -> None:
        room = self._rooms.at(room_id)
        for event in lane:
            try:
                await self._take_in(event, room, ears)
            except OUT_OF_REACH:
                raise
            except Exception as fault:  # noqa: BLE001  # set aside: the next ones are not to wait for it
                _log.error("event %a is set aside: %s", event.raw.get("event_id"), fault_told(fault))
            if "state_key" in event.raw:
                room.take_in(event.raw)

    async def _take_in(self, event: Told, room: Room, ears: Ears) -> None:
        if event.sealed is not None:
            if event.raw["sender"] != self._me:
                self._unread.keep(room.id, event)
            return
        await self._verifications.in_room(room.id, event.raw)  # which proves itself, and which apps send in clear
        if room.encrypted and not event.opened and event.raw["type"] == "m.room.message":
            return  # whoever runs the server could have written it
        for each in self._heard(event.raw, room):
            if is_meant_for_the_bot(each):
                await self._bring(each, room, ears)

    def _heard(self, raw: Json, room: Room) -> list[Incoming]:
        scene = self._scene(room)
        heard = list(incoming.heard(raw, scene))
        old = self._rooms.get(room.replaces or "")
        if old is None or old.replaced_by != room.id:
            return heard
        return [incoming.moved(old, scene, raw) if each.action is Action.ADDED else each for each in heard]

    def _scene(self, room: Room) -> Scene:
        return Scene(room, self._me, self._directs.has(room), self._invitations.brought_by(room.id))

    async def _bring(self, event: Incoming, room: Room, ears: Ears) -> None:
        """To the house, with what it needs to know besides."""
        if event.action is Action.EDIT:
            whole = await self._whole(event, room)
            if whole is None:
                return
            event = whole
        elif needs_words(event) and event.answers is not None:
            words, wrote = await self._words(room, event.answers.message_id)
            mine = wrote == event.sender.external_id
            author = sender_in(room, wrote) if wrote not in ("", self._me) else None
            event = replace(event, answers=replace(event.answers, text=words, mine=mine, author=author))
        if event.action in _ACTS:
            event = replace(event, standings=self._standings(event))
        sender = replace(event.sender, reachable=True) if event.private else self._with_a_door(event.sender)
        mentions = tuple(self._with_a_door(each) for each in event.mentions)
        gone = [*await ears.receive(replace(event, sender=sender, mentions=mentions))]
        if event.action is Action.MOVED and event.place is not None:
            await self._client.room_leave(event.place.external_id)  # all of it is here now
        if is_private_matter(event) and event.message_id is not None:
            gone.append(event.message_id)
        if gone and any(Ability.DELETE in (each.abilities or ()) for each in event.standings):
            for message in gone:
                await self._remove(event, room, message)

    async def _whole(self, edit: Incoming, room: Room) -> Incoming | None:
        """An edit with what only the first version says. None: it changes somebody else's message, which counts for
        nothing, or one that is gone."""
        try:
            first = (await fetched(self._client, room.id, edit.message_id or "")).raw
        except Refusal as refusal:
            if refusal.after is not None:
                raise
            return None
        if first.get("sender") != edit.sender.external_id or first.get("type") != "m.room.message":
            return None
        place = replace(edit.place, thread=incoming.thread_of(first["content"])) if edit.place is not None else None
        answers = incoming.answered(first["content"], self._scene(room))
        return replace(edit, place=place, answers=answers, first_said_at=incoming.at(first))

    async def _words(self, room: Room, message: str) -> tuple[str, str]:
        """What a message says that somebody answers or reacts to, and who wrote it, if it is nothing but words; empty
        where it cannot be had."""
        try:
            raw = (await fetched(self._client, room.id, message)).raw
            content = raw.get("content", {})
            return said(content) or "", str(raw.get("sender", "")) if content.get("msgtype") == "m.text" else ""
        except Refusal as refusal:
            if refusal.after is not None:
                raise
            return "", ""

    async def _remove(self, event: Incoming, room: Room, message: str) -> None:
        """What was typed in a group and is nobody's business there."""
        once = f"off.{event.event}" if message == event.message_id else f"off.{event.event}.{message}"
        try:
            gone = await self._client.room_redact(room.id, message, tx_id=once)
            made_of(gone, RoomRedactResponse)
        except (Refusal, aiohttp.ClientError, TimeoutError) as fault:
            _log.info("a private matter could not be deleted (%s)", fault_told(fault))

    def _with_a_door(self, somebody: Sender) -> Sender:
        """The bot can write to everybody, but to those who left the room that they had with it."""
        return replace(somebody, reachable=None if self._directs.is_shut(somebody.external_id) else True)

    def _standings(self, event: Incoming) -> tuple[Standing, ...]:
        """How things stand where it was said; in private, in all rooms that bot and sender share."""
        who = event.sender.external_id
        if event.place is not None:
            return (self._standing(self._rooms.at(event.place.external_id), who),)
        shared = [room for room in self._rooms.shared_with(who) if not self._directs.has(room)]
        return tuple(self._standing(room, who) for room in shared)

    def _standing(self, room: Room, who: str) -> Standing:
        can = {Ability.HEAR, Ability.SEE_REACTIONS, Ability.WRITE_FIRST}
        can.add(Ability.ENCRYPTS if room.encrypted else Ability.IN_CLEAR)
        if room.may(self._me, "redact"):
            can.add(Ability.DELETE)
        if room.closes(self._me):
            can.add(Ability.CLOSE)
        if self._signature.is_there:
            can.add(Ability.SIGNED)
        if room.has_other_bots(self._me):
            can.add(Ability.OTHER_BOTS)
        return Standing(room.place, room.coordinates(who), frozenset(can), is_there=room.is_in(who))
