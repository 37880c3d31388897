"""The app that somebody holds: a matrix-nio client with encryption, which remembers all that it was told."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import ClientResponse
from nio import (
    EncryptionError,
    ErrorResponse,
    Event,
    MegolmEvent,
    MessageDirection,
    Response,
    ShareGroupSessionResponse,
    SyncResponse,
)
from nio.client.async_client import AsyncClient, AsyncClientConfig
from nio.crypto.attachments import decrypt_attachment
from nio.store import SqliteStore
from peewee import SqliteDatabase  # type: ignore[import-untyped]

from tests.matrix_server.seen import Json, Seen, Told, own_reaction, shown

WINDOW = 100  # events of a room in one answer; Synapse gives no more
R = TypeVar("R", bound=Response)


class Impossible(Exception):
    """The server does not do it. `code`: Matrix's own word for why; `retry_after_ms`: only where one has to wait."""

    def __init__(self, code: str, words: str, retry_after_ms: int | None = None) -> None:
        super().__init__(f"{code} {words}")
        self.code, self.retry_after_ms = code, retry_after_ms


@dataclass(frozen=True)
class Account:
    """What the server gave. `id`: such as @lea.3:localhost."""

    id: str
    password: str
    device: str
    token: str


@dataclass(frozen=True)
class Invitation:
    room: str
    by: str
    direct: bool


class _QuickStore(SqliteStore):
    """What a person's app keeps may be lost with the machine; who waits for the disk waits long."""

    def _create_database(self) -> SqliteDatabase:
        pragmas = {"foreign_keys": 1, "synchronous": 0, "journal_mode": "memory"}
        return SqliteDatabase(self.database_path, pragmas=pragmas)


class _Client(AsyncClient):
    """It can hold back the keys of what it writes, as happens by itself when a message overtakes its key."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.holding = False
        self.held: list[tuple[str, str, str]] = []

    async def _send(self, response_class: type, method: str, path: str, *rest: Any, **how: Any) -> Any:
        if not self.holding or response_class is not ShareGroupSessionResponse:
            return await super()._send(response_class, method, path, *rest, **how)
        self.held.append((method, path.partition("?")[0], rest[0]))
        answer = ShareGroupSessionResponse(*how["response_data"])
        await self.receive_response(answer)
        return answer


class Device:
    """One device of an account, and the store that belongs to it, in `folder`."""

    def __init__(self, url: str, account: Account, folder: Path) -> None:
        folder.mkdir()
        # No waiting behind a test's back: who is told to slow down, or reaches nobody, is told so at once.
        how = AsyncClientConfig(store=_QuickStore, pickle_key="of-a-test", max_limit_exceeded=0, max_timeouts=0)
        self.client = _Client(url, account.id, account.device, str(folder), how)
        self.client.restore_login(account.id, account.device, account.token)
        self.invitations: dict[str, Invitation] = {}
        self._told: dict[str, dict[str, Told]] = {}  # by room, then by id, oldest first
        self._sealed: dict[str, tuple[str, MegolmEvent]] = {}  # what cannot be read yet, by id
        self._busy = asyncio.Lock()

    async def close(self) -> None:
        await self.client.close()  # type: ignore[no-untyped-call]
        assert self.client.store is not None
        self.client.store.database.close()
        del self.client  # used again, it would open a connection that nobody closes

    async def looks(self, seconds: float = 0.0) -> None:
        """Fetches what is new, and waits that long for something if nothing is."""
        async with self._busy:
            since = self.client.next_batch
            only = {"room": {"timeline": {"limit": WINDOW}}, "presence": {"types": []}}
            asked = self.client.sync(int(seconds * 1000), only, since or None, full_state=not since)
            await self.does(asked, SyncResponse)

    async def does(self, request: Any, kind: type[R]) -> R:
        """What nio makes of the server's answer. Raises Impossible for a refusal, which nio would only return."""
        answer = await request
        if isinstance(answer, ErrorResponse):
            raise Impossible(answer.status_code or "", answer.message, answer.retry_after_ms)
        assert isinstance(answer, kind), answer
        if isinstance(answer, SyncResponse):
            await self._takes_in(answer)
        return answer

    async def opens(self, file: Json) -> bytes:
        """A locked file, as an event tells of it."""
        server, _, name = file["url"].removeprefix("mxc://").partition("/")
        path = f"/_matrix/client/v1/media/download/{server}/{name}"
        head = {"Authorization": f"Bearer {self.client.access_token}"}
        async with await self.client.send("GET", path, None, head) as answer:
            assert answer.status == 200, await answer.text()
            locked = await answer.read()
        opened: bytes = decrypt_attachment(locked, file["key"]["k"], file["hashes"]["sha256"], file["iv"])
        return opened

    async def asks(self, method: str, path: str, body: Json | None = None) -> Json:
        """What nio has no word for. `path`: what follows /_matrix/client."""
        head = {"Content-Type": "application/json", "Authorization": f"Bearer {self.client.access_token}"}
        data = None if body is None else json.dumps(body)
        async with await self.client.send(method, f"/_matrix/client{path}", data, head) as answer:
            told: Json = await answer.json()
        if answer.status >= 400:
            raise Impossible(told["errcode"], told["error"], told.get("retry_after_ms"))
        return told

    def holds_keys(self) -> None:
        """From now on nobody gets the keys of what is written with new ones."""
        self.client.holding = True

    async def hands_over_keys(self) -> None:
        """All that were held back; none is any more."""
        self.client.holding, held, self.client.held = False, self.client.held, []
        for method, path, data in held:
            await self.asks(method, path.removeprefix("/_matrix/client"), json.loads(data))

    def shows(self, room: str) -> list[Seen]:
        return shown(room, self._told.get(room, {}).values())

    def events(self, room: str) -> list[Told]:
        """All that came of a room, as it came, oldest first."""
        return list(self._told.get(room, {}).values())

    def own_reaction(self, message: Seen, key: str) -> str | None:
        return own_reaction(self.events(message.room), message.id, key, self.client.user_id)

    # ---- what lies behind

    async def _takes_in(self, news: SyncResponse) -> None:
        assert isinstance(news.transport_response, ClientResponse)
        # As it came: nio takes some events to pieces, and leaves out what it does not know.
        rooms = (await news.transport_response.json()).get("rooms", {})
        for room, told in rooms.get("invite", {}).items():
            self._is_invited(room, told["invite_state"]["events"])
        for room in rooms.get("leave", {}):
            self.client.rooms.pop(room, None)  # nio would keep it
        for room, told in {**rooms.get("join", {}), **rooms.get("leave", {})}.items():
            self.invitations.pop(room, None)
            joined = news.rooms.join.get(room) or news.rooms.leave[room]
            timeline = told.get("timeline", {})
            if timeline.get("limited"):
                await self._reads_back(room, timeline["prev_batch"])
            self._keeps(room, timeline.get("events", []), joined.timeline.events)
        await self._keeps_house(news)
        self._unseals()

    async def _reads_back(self, room: str, start: str | None) -> None:
        """What lies between the last that was told and what is new; of a room just joined, all that may be read."""
        before = set(self._told.get(room, {}))
        raw: list[Json] = []
        read: list[Any] = []
        while start:
            answer = await self.client.room_messages(room, start, limit=WINDOW, direction=MessageDirection.back)
            if isinstance(answer, ErrorResponse):  # thrown out meanwhile: there is no more
                break
            assert isinstance(answer.transport_response, ClientResponse)
            page = await answer.transport_response.json()
            raw += page["chunk"]
            read += answer.chunk
            start = page.get("end")
            if any(each["event_id"] in before for each in page["chunk"]):
                break
        self._keeps(room, raw[::-1], read)

    def _keeps(self, room: str, raw: list[Json], read: list[Any]) -> None:
        by_id = {each.event_id: each for each in read if isinstance(each, Event)}
        kept = self._told.setdefault(room, {})
        for each in raw:
            event = by_id.get(each["event_id"])
            if each["event_id"] not in kept:
                kept[each["event_id"]] = self._as_told(room, each, event)

    def _as_told(self, room: str, raw: Json, event: Event | None) -> Told:
        if isinstance(event, MegolmEvent):
            self._sealed[event.event_id] = (room, event)
            return Told(raw, encrypted=True, readable=False)
        if event is not None and event.decrypted:
            return _opened(raw, event)
        return Told(raw)

    def _unseals(self) -> None:
        """Keys may come after what they open."""
        for key, (room, event) in list(self._sealed.items()):
            try:
                opened = self.client.decrypt_event(event)
            except EncryptionError:
                continue
            if isinstance(opened, Event):
                self._told[room][key] = _opened(self._told[room][key].source, opened)
                del self._sealed[key]

    def _is_invited(self, room: str, state: list[Json]) -> None:
        own = [e for e in state if e["type"] == "m.room.member" and e["state_key"] == self.client.user_id]
        for each in own:
            direct = bool(each["content"].get("is_direct"))
            self.invitations[room] = Invitation(room, each["sender"], direct)

    async def _keeps_house(self, news: SyncResponse) -> None:
        client = self.client
        assert client.olm is not None
        if not news.device_key_count.signed_curve25519:
            client.olm.uploaded_key_count = 0  # nio overlooks that none is left
        await client.send_to_device_messages()
        if client.should_upload_keys:
            await client.keys_upload()
        if client.should_query_keys:
            await client.keys_query()
        if client.should_claim_keys:
            await client.keys_claim(client.get_users_for_key_claiming())


def _opened(raw: Json, event: Event) -> Told:
    plain = {name: event.source[name] for name in ("type", "content") if name in event.source}
    return replace(Told(raw | plain), encrypted=True)
