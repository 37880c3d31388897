"""Where the bot is invited: by whom it may be brought into a room, and that it goes there."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any
from urllib.parse import quote

from nio import AsyncClient

from bot.messengers.matrix.client import LoggedOut, Refusal, ask
from bot.messengers.matrix.direct import Directs
from bot.messengers.matrix.rooms import Rooms, member_of, server_of

_log = logging.getLogger(__name__)
Json = Mapping[str, Any]
Remember = Callable[[Mapping[str, str | None]], Awaitable[None]]
_NOTHING: dict[str, list[str]] = {"types": []}
_PREFIX = "brought:"  # and the room: who brought the bot there
_TRIES = 5


class Invitations:
    """Answers them. `welcome`: servers and people who may invite the bot; nobody named: those of its own server."""

    def __init__(self, client: AsyncClient, rooms: Rooms, directs: Directs, welcome: Collection[str]) -> None:
        self._client, self._rooms, self._directs = client, rooms, directs
        self._welcome = frozenset(welcome) or frozenset({server_of(client.user_id)})
        self._open: dict[str, tuple[Json, int]] = {}  # by room: how it was said, and how often it was tried
        self._brought: dict[str, str] = {}

    def recall(self, remembered: Mapping[str, str]) -> None:
        self._brought = {n.removeprefix(_PREFIX): who for n, who in remembered.items() if n.startswith(_PREFIX)}

    def brought_by(self, room: str) -> str | None:
        """Who invited the bot there."""
        return self._brought.get(room)

    def settled(self) -> dict[str, None]:
        """What need not be remembered any more: by whom the bot came into rooms where it is by now."""
        me = self._client.user_id
        there = [name for name in self._brought if (room := self._rooms.get(name)) is not None and room.is_in(me)]
        for name in there:
            del self._brought[name]
        return {_PREFIX + name: None for name in there}

    async def look(self) -> None:
        """Those that wait: the server tells each of them once, and the bot may have been stopped just then."""
        only = quote(json.dumps(_only_invitations(server_of(self._client.user_id))))
        found = await ask(self._client, "GET", f"/v3/sync?timeout=0&filter={only}")
        self.take_in(found)

    def take_in(self, news: Json) -> None:
        """The invitations in what the server tells. A room that is among those that were left, too, was left first."""
        rooms = news.get("rooms", {})
        for room in rooms.get("leave", {}):
            self._open.pop(room, None)
        for room, said in rooms.get("invite", {}).items():
            own = [e for e in said.get("invite_state", {}).get("events", ()) if _is_about(e, self._client.user_id)]
            if own:
                self._open[room] = own[-1], 0

    async def answer(self, remember: Remember) -> None:
        """Go where the bot may go, decline the others. What fails is tried again when this is called next."""
        for room, (invitation, tries) in list(self._open.items()):
            try:
                await self._answer(room, str(invitation["sender"]), invitation["content"], remember)
            except LoggedOut:
                raise
            except Refusal as refusal:
                _log.info("an invitation could not be answered (%s)", refusal.code)
                if refusal.after is None and (refusal.code == "M_FORBIDDEN" or tries >= _TRIES):
                    del self._open[room]
                else:
                    self._open[room] = invitation, tries + 1
            else:
                del self._open[room]

    async def _answer(self, room: str, by: str, content: Json, remember: Remember) -> None:
        is_upgrade = any(each.replaced_by == room for each in self._rooms.all())
        if not (is_upgrade or by in self._welcome or server_of(by) in self._welcome):
            _log.info("an invitation by somebody of %a is declined", server_of(by))
            await ask(self._client, "POST", f"/v3/rooms/{quote(room)}/leave", {})
            return
        if member_of(by, content).direct:
            await self._directs.note(by, room)
        self._brought[room] = by
        await remember({_PREFIX + room: by})
        await ask(self._client, "POST", f"/v3/join/{quote(room)}?server_name={quote(server_of(by))}", {})

    async def follow(self, room: str) -> None:
        """Try to go where a room went, uninvited: some let everybody in who was in the old one."""
        try:
            await ask(self._client, "POST", f"/v3/join/{quote(room)}", {})
        except LoggedOut:
            raise
        except Refusal as refusal:
            _log.info("a room has a new one, and nobody invited the bot there yet (%s)", refusal.code)


def _only_invitations(server: str) -> Json:
    """A filter that was never used before: to the same question Synapse gives the same answer for two minutes."""
    timeline = {"limit": 0, "not_senders": [f"@{secrets.token_hex(8)}:{server}"]}
    return {"room": {"timeline": timeline, "state": _NOTHING, "ephemeral": _NOTHING}, "presence": _NOTHING}


def _is_about(event: Json, who: str) -> bool:
    return (
        event.get("type") == "m.room.member"
        and event.get("state_key") == who
        and event.get("content", {}).get("membership") == "invite"
    )
