"""Somebody on Matrix with an app in their hand: what they do and see, as words for a test."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from nio import (
    JoinResponse,
    RoomBanResponse,
    RoomCreateResponse,
    RoomInviteResponse,
    RoomKickResponse,
    RoomLeaveResponse,
    RoomPreset,
    RoomRedactResponse,
    RoomSendResponse,
    RoomUnbanResponse,
)

from tests.matrix_server.device import Account, Device, Impossible, Invitation
from tests.matrix_server.seen import Json, Seen

PATIENCE = 15.0  # seconds that one waits for a bot
_ROUND = 1.0
ENCRYPTED: Json = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


class Named(Protocol):
    """Somebody with a Matrix id: a person, or the account of a bot."""

    @property
    def id(self) -> str: ...


@dataclass(frozen=True)
class Room:
    """`creator`: with whose eyes `messages` and `shows` look."""

    id: str
    creator: Someone

    async def messages(self) -> list[Seen]:
        return await self.creator.sees(self)

    async def shows(self, text: str, within: float = PATIENCE, by: Named | None = None) -> Seen:
        """Waits for a message with these words in it, perhaps by somebody; the newest such one."""
        return await self.creator.is_shown(text, self, within, by)


@dataclass(frozen=True)
class Someone:
    name: str
    account: Account = field(repr=False)
    device: Device = field(repr=False)

    @property
    def id(self) -> str:
        return self.account.id

    # ---- rooms

    async def makes_room(self, title: str, *guests: Named, encrypted: bool = False, **how: Any) -> Room:
        """Invites the guests; people accept at once, a bot does what it does. `how`: as nio's room_create has it, such
        as room_version; without one it is what the server makes, 12."""
        state = [ENCRYPTED] if encrypted else []
        asked = self.device.client.room_create(
            name=title, invite=[each.id for each in guests], initial_state=state, **how
        )
        room = Room((await self.device.does(asked, RoomCreateResponse)).room_id, self)
        for each in guests:
            if isinstance(each, Someone):
                await each.joins(room)
        return room

    async def opens_direct(self, whom: Named, *, encrypted: bool = True) -> Room:
        """A room for two, which a person joins at once."""
        preset = RoomPreset.trusted_private_chat
        room = await self.makes_room("", whom, encrypted=encrypted, is_direct=True, preset=preset)
        await self._notes_direct(whom.id, room.id)
        return room

    async def directs(self) -> dict[str, list[str]]:
        """By whom, the rooms that this person's apps show as a conversation for two."""
        try:
            return await self.device.asks("GET", self._own("account_data/m.direct"))
        except Impossible as refusal:
            if refusal.code != "M_NOT_FOUND":
                raise
            return {}

    async def invitations(self) -> list[Invitation]:
        await self.device.looks()
        return list(self.device.invitations.values())

    async def invites(self, whom: Named, room: Room) -> None:
        await self.device.does(self.device.client.room_invite(room.id, whom.id), RoomInviteResponse)

    async def joins(self, room: Room) -> None:
        """As invited; a conversation for two is noted as one, as apps do."""
        invitation = next((each for each in await self.invitations() if each.room == room.id), None)
        await self.device.does(self.device.client.join(room.id), JoinResponse)
        if invitation is not None and invitation.direct:
            await self._notes_direct(invitation.by, room.id)
        await self.until(self._is_in(room))

    async def leaves(self, room: Room) -> None:
        """Also what declines an invitation."""
        await self.device.does(self.device.client.room_leave(room.id), RoomLeaveResponse)

    async def kicks(self, whom: Named, room: Room, reason: str | None = None) -> None:
        await self.device.does(self.device.client.room_kick(room.id, whom.id, reason), RoomKickResponse)

    async def bans(self, whom: Named, room: Room, reason: str | None = None) -> None:
        await self.device.does(self.device.client.room_ban(room.id, whom.id, reason), RoomBanResponse)

    async def unbans(self, whom: Named, room: Room) -> None:
        await self.device.does(self.device.client.room_unban(room.id, whom.id), RoomUnbanResponse)

    async def promotes(self, whom: Named, room: Room, level: int = 50) -> None:
        """50 is a moderator, 100 an administrator. Who made a room of version 12 stands above, in no list."""
        levels = await self.state("m.room.power_levels", room)
        levels.setdefault("users", {})[whom.id] = level
        await self.sets_state("m.room.power_levels", levels, room)

    async def demotes(self, whom: Named, room: Room) -> None:
        """Out of the list, as if never promoted."""
        levels = await self.state("m.room.power_levels", room)
        levels.get("users", {}).pop(whom.id, None)
        await self.sets_state("m.room.power_levels", levels, room)

    async def upgrades(self, room: Room, version: str = "12") -> Room:
        """The room that replaces it. Nobody else is in it: whoever should be is invited."""
        made = await self.device.asks("POST", f"/v3/rooms/{quote(room.id)}/upgrade", {"new_version": version})
        new = Room(made["replacement_room"], self)
        await self.until(self._is_in(new))
        return new

    async def is_called(self, name: str) -> None:
        await self.device.asks("PUT", f"/v3/profile/{quote(self.id)}/displayname", {"displayname": name})

    async def state(self, kind: str, room: Room, key: str = "") -> Json:
        """What holds in a room, such as m.room.power_levels or m.room.topic."""
        return await self.device.asks("GET", _state(room, kind, key))

    async def sets_state(self, kind: str, content: Json, room: Room, key: str = "") -> None:
        await self.device.asks("PUT", _state(room, kind, key), content)

    # ---- messages

    async def types(
        self,
        text: str,
        room: Room,
        *,
        reply_to: Seen | None = None,
        thread: Seen | None = None,
        mentions: Sequence[Named] = (),
        html: str | None = None,
        **content: Any,
    ) -> Seen:
        """`thread`: the message that it hangs from. `content`: what else the event says, such as msgtype."""
        said: Json = {"msgtype": "m.text", "body": text, "m.mentions": _mentions(mentions), **content}
        if html is not None:
            said |= {"format": "org.matrix.custom.html", "formatted_body": html}
        if relation := _relation(reply_to, thread):
            said["m.relates_to"] = relation
        return await self._said(room.id, await self.sends("m.room.message", said, room))

    async def edits(self, message: Seen, text: str, **content: Any) -> None:
        new: Json = {"msgtype": message.kind, "body": text, **content}
        said = {**new, "body": f"* {text}", "m.new_content": new, "m.relates_to": _about(message, "m.replace")}
        await self._said(message.room, await self.sends("m.room.message", said, Room(message.room, self)))

    async def deletes(self, message: Seen, reason: str | None = None) -> None:
        await self._redacts(message.room, message.id, reason)

    async def reacts(self, message: Seen, key: str) -> None:
        said = {"m.relates_to": _about(message, "m.annotation") | {"key": key}}
        await self._said(message.room, await self.sends("m.reaction", said, Room(message.room, self)))

    async def takes_back(self, message: Seen, key: str) -> None:
        """One's own reaction."""
        await self.device.looks()
        reaction = self.device.own_reaction(message, key)
        if reaction is None:
            raise Impossible("", f"{self.name} did not react with {key}")
        await self._redacts(message.room, reaction, None)

    async def sends(self, kind: str, content: Json, room: Room) -> str:
        """Any event, its id. Encrypted where the room is, for whoever is in it now."""
        await self.device.looks()
        if room.id not in self.device.client.rooms:
            raise Impossible("M_FORBIDDEN", f"{self.name} is not in this room")
        sent = self.device.client.room_send(room.id, kind, content, ignore_unverified_devices=True)
        return (await self.device.does(sent, RoomSendResponse)).event_id

    async def sends_plainly(self, kind: str, content: Json, room: Room) -> str:
        """The same, not encrypted even where the room is: no sound app does that."""
        path = f"/v3/rooms/{quote(room.id)}/send/{quote(kind)}/{secrets.token_hex(8)}"
        return str((await self.device.asks("PUT", path, content))["event_id"])

    @asynccontextmanager
    async def without_keys(self) -> AsyncIterator[None]:
        """What this person is the first to say in the block, nobody can read before its end: the keys come late."""
        self.device.holds_keys()
        yield
        await self.device.hands_over_keys()

    # ---- what is shown

    async def sees(self, room: Room) -> list[Seen]:
        await self.device.looks()
        return self.device.shows(room.id)

    async def sees_again(self, message: Seen) -> Seen:
        """The same message as it looks now."""
        return next(each for each in await self.sees(Room(message.room, self)) if each.id == message.id)

    async def is_shown(self, text: str, room: Room, within: float = PATIENCE, by: Named | None = None) -> Seen:
        def fits(seen: Seen) -> bool:
            return text in seen.text and not seen.service and (by is None or seen.sender == by.id)

        async def found() -> Seen | None:
            return next((each for each in reversed(self.device.shows(room.id)) if fits(each)), None)

        shown: Seen = await self.until(found, within)
        return shown

    async def until(self, condition: Callable[[], Awaitable[Any]], within: float = PATIENCE) -> Any:
        """Looks until the condition gives something that is true, and returns it."""
        clock = asyncio.get_running_loop()
        end = clock.time() + within
        await self.device.looks()
        while not (found := await condition()):
            if clock.time() >= end:
                raise TimeoutError("it did not happen in time")
            await self.device.looks(min(_ROUND, max(end - clock.time(), 0)))
        return found

    # ---- what lies behind

    async def _said(self, room: str, event: str) -> Seen:
        """What was said, when this person's own app shows it; of what changes another message, that one."""

        async def came() -> bool:
            return any(each.id == event for each in self.device.events(room))

        await self.until(came)
        told = next(each for each in self.device.events(room) if each.id == event)
        ids = {event, told.relation.get("event_id")}
        return next(each for each in reversed(self.device.shows(room)) if each.id in ids)

    async def _redacts(self, room: str, event: str, reason: str | None) -> None:
        sent = await self.device.does(self.device.client.room_redact(room, event, reason), RoomRedactResponse)

        async def came() -> bool:
            return any(each.id == sent.event_id for each in self.device.events(room))

        await self.until(came)

    def _is_in(self, room: Room) -> Callable[[], Awaitable[bool]]:
        async def came() -> bool:
            return room.id in self.device.client.rooms

        return came

    async def _notes_direct(self, whom: str, room: str) -> None:
        known = await self.directs()
        known.setdefault(whom, []).append(room)
        await self.device.asks("PUT", self._own("account_data/m.direct"), known)

    def _own(self, what: str) -> str:
        return f"/v3/user/{quote(self.id)}/{what}"


def _state(room: Room, kind: str, key: str) -> str:
    return f"/v3/rooms/{quote(room.id)}/state/{quote(kind)}/{quote(key)}"


def _mentions(people: Sequence[Named]) -> Json:
    return {"user_ids": [each.id for each in people]} if people else {}


def _about(message: Seen, how: str) -> Json:
    return {"rel_type": how, "event_id": message.id}


def _relation(reply_to: Seen | None, thread: Seen | None) -> Json:
    """A message of a thread names one that it answers for old apps, which know no threads."""
    if thread is None:
        return {} if reply_to is None else {"m.in_reply_to": {"event_id": reply_to.id}}
    answered = thread if reply_to is None else reply_to
    return {
        **_about(thread, "m.thread"),
        "m.in_reply_to": {"event_id": answered.id},
        "is_falling_back": reply_to is None,
    }
