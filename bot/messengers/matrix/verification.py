"""People compare emoji with the bot, by which their app knows from then on that it is the bot and nobody between.

Whoever shares a room with the bot may ask, to its device or in a room. The bot never asks. What it sees is in the log,
at info: the person reads the seven emoji out to the host, or the host to them. So the bot itself takes nobody for
verified by this: nobody compares on its side.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError
from nio import AsyncClient, EncryptionError, LocalProtocolError, OlmTrustError, RoomSendResponse

from bot.clock import Clock
from bot.messengers.matrix.client import Refusal, ask, made_of
from bot.messengers.matrix.identity import Identity
from bot.messengers.matrix.sas import METHOD, Comparison, Ended, Party, text_of

_log = logging.getLogger(__name__)
_PREFIX = "m.key.verification."
_REQUEST = f"{_PREFIX}request"
_LASTS, _AHEAD = timedelta(minutes=10), timedelta(minutes=5)
_MOST = 20  # at once
_UNSENT = (Refusal, ClientError, TimeoutError, OSError, LocalProtocolError, EncryptionError, OlmTrustError)
Json = Mapping[str, Any]


@dataclass
class _Verification:
    """`room`: where it takes place, "" between two devices. `transaction`: in a room, the id of the request. `heard`:
    what they said, for after a fault all of a sync comes again."""

    user: str
    device: str
    room: str
    transaction: str
    begun: datetime
    comparison: Comparison | None = None
    heard: list[tuple[str, Json]] = field(default_factory=list)


class Verifications:
    """All that are under way. Only in memory: after a restart people ask again."""

    def __init__(self, client: AsyncClient, identity: Identity | None, now: Clock) -> None:
        self._client, self._identity, self._now = client, identity, now
        self._open: dict[tuple[str, str, str], _Verification] = {}  # by room, user and transaction
        assert client.olm is not None
        client.olm.handle_key_verification = lambda event: None  # type: ignore[method-assign]  # it would answer, too

    async def to_device(self, events: Sequence[Json]) -> None:
        """What came to this device in a sync, as it came. To be called for each, also with nothing: what takes too
        long is ended here."""
        await self._end_old_ones()
        for event in events:
            kind, sender, content = event.get("type"), event.get("sender"), event.get("content")
            if _is_ours(kind) and isinstance(sender, str) and isinstance(content, dict):
                with suppress(Ended):  # from nowhere
                    await self._take(str(kind), sender, "", text_of(content, "transaction_id"), content)

    async def in_room(self, room: str, event: Json) -> None:
        """An event of a room, as it came or was decrypted; of those that are about other things nothing is done."""
        kind, sender, content = event.get("type"), event.get("sender"), event.get("content")
        if not isinstance(content, dict) or not isinstance(sender, str) or sender == self._client.user_id:
            return
        if kind == "m.room.message" and content.get("msgtype") == _REQUEST:
            if content.get("to") == self._client.user_id:
                asked = {**content, "timestamp": event.get("origin_server_ts")}
                await self._take(_REQUEST, sender, room, str(event.get("event_id")), asked)
        elif _is_ours(kind) and kind != _REQUEST:
            relation = content.get("m.relates_to")
            about = relation.get("event_id") if isinstance(relation, dict) else None
            if isinstance(about, str) and (room, sender, about) in self._open:
                await self._take(str(kind), sender, room, about, content)

    # ---- what lies behind

    async def _take(self, kind: str, user: str, room: str, transaction: str, told: Json) -> None:
        key = (room, user, transaction)
        at = self._open.get(key)
        try:
            if at is None and kind in (_REQUEST, f"{_PREFIX}start"):
                at = await self._begin(kind, user, room, transaction, told)
            elif kind == _REQUEST:
                return  # it came again
            if at is not None and kind != _REQUEST and (kind, told) not in at.heard:
                at.heard.append((kind, told))
                await self._go_on(kind, at, told)
        except Ended as end:
            device = told.get("from_device")
            if at is None and isinstance(device, str):
                at = _Verification(user, device, room, transaction, self._now())
            if at is not None:
                await self._cancel(at, end.code)
        except _UNSENT as fault:
            _log.warning("verification with %s was given up: %s", user, type(fault).__name__)
            self._open.pop(key, None)

    async def _begin(self, kind: str, user: str, room: str, transaction: str, told: Json) -> _Verification | None:
        if not self._may_ask(user, room):
            return None
        device = text_of(told, "from_device")
        if kind == _REQUEST:
            if not self._is_recent(told.get("timestamp")):
                return None
            if METHOD not in _list(told.get("methods")):
                raise Ended("m.unknown_method")
        for other in [each for each in self._open.values() if each.user == user]:
            await self._cancel(other, "m.user")
        if len(self._open) >= _MOST:
            raise Ended("m.user")
        at = _Verification(user, device, room, transaction, self._now())
        self._open[(room, user, transaction)] = at
        if kind == _REQUEST:
            await self._say(at, "ready", {"from_device": self._client.device_id, "methods": [METHOD]})
        return at

    async def _go_on(self, kind: str, at: _Verification, told: Json) -> None:
        match kind.removeprefix(_PREFIX):
            case "start" if at.comparison is None:
                if text_of(told, "from_device") != at.device:
                    raise Ended("m.invalid_message")
                at.comparison = Comparison(told)
                await self._say(at, "accept", at.comparison.accepted)
            case "key" if at.comparison is not None:
                answer = at.comparison.receive_key(told)
                shown = at.comparison.emoji(Party(at.user, at.device, {}), self._us(), at.transaction)
                _log.info("verification with %s: %s", at.user, ", ".join(shown))
                await self._say(at, "key", answer)
            case "mac" if at.comparison is not None:
                them = Party(at.user, at.device, await self._keys_of(at))
                await self._say(at, "mac", at.comparison.receive_mac(told, them, self._us(), at.transaction))
                await self._say(at, "done", {})
                self._forget(at)
                _log.info("verification with %s: their app has said that the emoji are the same", at.user)
            case "cancel":
                self._forget(at)
                _log.info("verification with %s was ended by them", at.user)
            case "done":
                pass
            case _:
                raise Ended("m.unexpected_message")

    def _may_ask(self, user: str, room: str) -> bool:
        rooms = self._client.rooms
        shared = [rooms[room]] if room in rooms else [] if room else list(rooms.values())
        return user == self._client.user_id or any(user in each.users for each in shared)

    def _is_recent(self, said: object) -> bool:
        if not isinstance(said, int | float):
            return False
        age = self._now().timestamp() - said / 1000
        return -_AHEAD.total_seconds() <= age <= _LASTS.total_seconds()

    def _us(self) -> Party:
        client, identity = self._client, self._identity
        assert client.olm is not None
        assert client.device_id
        keys = {f"ed25519:{client.device_id}": client.olm.account.identity_keys["ed25519"]}
        if identity is not None:
            keys[identity.master.id] = identity.master.public
        return Party(client.user_id, client.device_id, keys)

    async def _keys_of(self, at: _Verification) -> dict[str, str]:
        """What the server says of their device and of their identity: their proof has to be of these."""
        told = await ask(self._client, "POST", "/v3/keys/query", {"device_keys": {at.user: [at.device]}})
        device = told.get("device_keys", {}).get(at.user, {}).get(at.device, {}).get("keys", {})
        master = told.get("master_keys", {}).get(at.user, {}).get("keys", {})
        if f"ed25519:{at.device}" not in device:
            raise Ended("m.key_mismatch")
        return {**device, **master}

    async def _end_old_ones(self) -> None:
        for at in [each for each in self._open.values() if self._now() - each.begun > _LASTS]:
            await self._cancel(at, "m.timeout")

    async def _cancel(self, at: _Verification, code: str) -> None:
        """Once, and whether they hear it or not."""
        self._forget(at)
        _log.info("verification with %s was ended: %s", at.user, code)
        with suppress(*_UNSENT):
            await self._say(at, "cancel", {"code": code, "reason": code})

    def _forget(self, at: _Verification) -> None:
        self._open.pop((at.room, at.user, at.transaction), None)

    async def _say(self, at: _Verification, what: str, content: dict[str, Any]) -> None:
        kind, once = f"{_PREFIX}{what}", secrets.token_hex(8)
        if at.room:
            said = content | {"m.relates_to": {"rel_type": "m.reference", "event_id": at.transaction}}
            sent = self._client.room_send(at.room, kind, said, tx_id=once, ignore_unverified_devices=True)
            made_of(await sent, RoomSendResponse)
        else:
            said = content | {"transaction_id": at.transaction}
            body = {"messages": {at.user: {at.device: said}}}
            await ask(self._client, "PUT", f"/v3/sendToDevice/{quote(kind)}/{once}", body)


def _is_ours(kind: object) -> bool:
    return isinstance(kind, str) and kind.startswith(_PREFIX)


def _list(told: object) -> list[Any]:
    return told if isinstance(told, list) else []
