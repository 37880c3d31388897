"""Messages that cannot be read yet: the key may come after what it opens, or never.

They are kept by their ids alone, also over a restart, and fetched again then. Whoever wrote one is told once.
"""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from nio import AsyncClient, EncryptionError, Event, MegolmEvent, RoomGetEventResponse

from bot.messengers.matrix.client import Refusal, made_of

_log = logging.getLogger(__name__)
Json = Mapping[str, Any]
_PREFIX = "unread:"  # and the event's id: what is remembered of it
_WAIT = timedelta(minutes=1)  # for a key, until the writer is told
_KEEP = timedelta(days=7)  # as long as apps use one key
_MOST = 500


@dataclass(frozen=True)
class Told:
    """An event as it came, or as it was once opened. `opened`: it was encrypted; `sealed`: it still is."""

    raw: Json
    opened: bool = False
    sealed: MegolmEvent | None = None


def told(raw: Json, read: object) -> Told:
    """An event as the server gave it, and what the library makes of it."""
    if isinstance(read, MegolmEvent):
        return Told(raw, sealed=read)
    if isinstance(read, Event) and read.decrypted:
        return Told({**raw, "type": read.source["type"], "content": read.source["content"]}, opened=True)
    return Told(raw)


@dataclass
class _Kept:
    room: str
    since: datetime
    is_told: bool = False
    sealed: Told | None = None  # None: it is to be fetched

    def remembered(self) -> str:
        return json.dumps({"room": self.room, "since": self.since.isoformat(), "told": self.is_told})


class Unread:
    """What is kept. `changes`: what to remember of it from now on, by name."""

    def __init__(self, client: AsyncClient, now: Callable[[], datetime]) -> None:
        self._client, self._now = client, now
        self._kept: dict[str, _Kept] = {}
        self.changes: dict[str, str | None] = {}

    def recall(self, remembered: Mapping[str, str]) -> None:
        """What was kept before a restart."""
        for name, value in remembered.items():
            if name.startswith(_PREFIX):
                said = json.loads(value)
                since = datetime.fromisoformat(said["since"])
                self._kept[name.removeprefix(_PREFIX)] = _Kept(said["room"], since, said["told"])

    def keep(self, room: str, event: Told) -> None:
        """It may be read later."""
        name = str(event.raw["event_id"])
        if name in self._kept:
            self._kept[name].sealed = event
            return
        self._kept[name] = kept = _Kept(room, self._now(), sealed=event)
        self.changes[_PREFIX + name] = kept.remembered()
        while len(self._kept) > _MOST:
            self._forget(next(iter(self._kept)))

    async def opened(self) -> AsyncIterator[tuple[str, Told]]:
        """Those that can be read now, with their rooms; one is forgotten when the next is asked for."""
        for name, kept in list(self._kept.items()):
            if self._now() - kept.since > _KEEP:
                self._forget(name)
            elif (event := await self._look(name, kept)) is not None:
                yield kept.room, event
                self._forget(name)

    def overdue(self) -> Iterator[tuple[str, Json]]:
        """Those whose writer is to be told, with their rooms; it is noted as done when the next is asked for."""
        for name, kept in list(self._kept.items()):
            if not kept.is_told and kept.sealed is not None and self._now() - kept.since >= _WAIT:
                yield kept.room, kept.sealed.raw
                kept.is_told = True
                self.changes[_PREFIX + name] = kept.remembered()

    async def _look(self, name: str, kept: _Kept) -> Told | None:
        if kept.sealed is None or kept.sealed.sealed is None:
            kept.sealed = await self._fetched(name, kept.room)
            if kept.sealed is None:
                self._forget(name)
                return None
        if kept.sealed.sealed is None:
            return kept.sealed
        try:
            event = told(kept.sealed.raw, self._client.decrypt_event(kept.sealed.sealed))
        except EncryptionError:
            return None
        return event if event.sealed is None else None

    async def _fetched(self, name: str, room: str) -> Told | None:
        """The event as the server has it now. None: it has it no more."""
        try:
            return await fetched(self._client, room, name)
        except Refusal as refusal:
            if refusal.after is not None:
                raise
            return None

    def _forget(self, name: str) -> None:
        del self._kept[name]
        self.changes[_PREFIX + name] = None


async def fetched(client: AsyncClient, room: str, event: str) -> Told:
    """One event of a room. Raises Refusal."""
    answer = made_of(await client.room_get_event(room, event), RoomGetEventResponse)
    transport: Any = answer.transport_response
    return told(await transport.json(content_type=None), answer.event)
