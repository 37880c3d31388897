"""Somebody with an app like Element: what they do and see, in the same words as those who use nio."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.matrix_server.device import Account
from tests.matrix_server.element.process import App, running_app
from tests.matrix_server.people import Matrix
from tests.matrix_server.seen import Json, Seen, Told, own_reaction, shown
from tests.matrix_server.someone import ENCRYPTED, PATIENCE, Named, Room


@dataclass(frozen=True)
class ElementPerson:
    name: str
    account: Account = field(repr=False)
    app: App = field(repr=False)

    @property
    def id(self) -> str:
        return self.account.id

    # ---- what they do

    async def joins(self, room: Room) -> None:
        await self._does("join", room=room.id)

    async def makes_room(self, *guests: Named, encrypted: bool = False) -> Room:
        """Invites the guests."""
        state = [ENCRYPTED] if encrypted else []
        how = {"invite": [each.id for each in guests], "initial_state": state}
        return Room((await self._does("create", how=how))["room"], self)  # type: ignore[arg-type]  # another app

    async def types(self, text: str, room: Room, **content: Any) -> str:
        """The id of the message; `content`: what else it says."""
        return await self.sends("m.room.message", {"msgtype": "m.text", "body": text, **content}, room)

    async def edits(self, message: Seen, text: str) -> None:
        new = {"msgtype": message.kind, "body": text}
        relation = {"rel_type": "m.replace", "event_id": message.id}
        content = {**new, "body": f"* {text}", "m.new_content": new, "m.relates_to": relation}
        await self._does("send", room=message.room, type="m.room.message", content=content)

    async def deletes(self, message: Seen) -> None:
        await self._does("redact", room=message.room, event=message.id)

    async def reacts(self, message: Seen, key: str) -> None:
        relation = {"rel_type": "m.annotation", "event_id": message.id, "key": key}
        await self._does("send", room=message.room, type="m.reaction", content={"m.relates_to": relation})

    async def takes_back(self, message: Seen, key: str) -> None:
        reaction = own_reaction(await self._told(message.room), message.id, key, self.id)
        await self._does("redact", room=message.room, event=reaction)

    async def sends(self, kind: str, content: Json, room: Room) -> str:
        return str((await self._does("send", room=room.id, type=kind, content=content))["id"])

    # ---- what they see

    async def sees(self, room: Room) -> list[Seen]:
        return shown(room.id, await self._told(room.id))

    async def is_shown(self, text: str, room: Room, within: float = PATIENCE, by: Named | None = None) -> Seen:
        def fits(seen: Seen) -> bool:
            return text in seen.text and not seen.service and (by is None or seen.sender == by.id)

        async def found() -> Seen | None:
            return next((each for each in reversed(await self.sees(room)) if fits(each)), None)

        seen: Seen = await self.until(found, within)
        return seen

    async def is_warned(self, message: str, room: Room) -> tuple[int | None, str | int | None]:
        """What stands beside a message: its shield (None not encrypted, 0 none, 1 grey, 2 red) and why, or why it
        cannot be read."""
        answer = await self._does("events", room=room.id)
        about = next(each for each in answer["events"] if each["source"]["event_id"] == message)
        return about["shield"], about["why"]

    async def until(self, condition: Callable[[], Awaitable[Any]], within: float = PATIENCE) -> Any:
        """Waits until the condition about what an app shows gives something that is true, and returns it."""
        return await self.app.until(condition, within)

    # ---- emoji

    async def verifies(self, whom: Named, *, device: str = "", room: Room | None = None) -> list[str]:
        """Asks a device of theirs, or them in a room for two, to compare emoji: Element does both. Returns
        the emoji that one sees oneself, as soon as they are shown."""
        where = "" if room is None else room.id
        emoji: list[str] = (await self._does("verify", user=whom.id, device=device, room=where))["emoji"]
        return emoji

    async def accepts(self, whom: Named) -> list[str]:
        """What somebody asked."""
        emoji: list[str] = (await self._does("accept", user=whom.id))["emoji"]
        return emoji

    async def confirms(self, *, same: bool = True) -> str:
        """Says whether the emoji are the same; what came of it: "verified", or why not."""
        return str((await self._does("confirm", same=same))["ended"])

    async def trusts(self, whom: Named, device: str) -> Json:
        """`user`: their identity was verified; `signed`: they signed this device; `device`: it counts as verified."""
        return await self._does("trusts", user=whom.id, device=device)

    # ---- what lies behind

    async def _does(self, act: str, **how: Any) -> Json:
        return await self.app.does(act, self.id, **how)

    async def _told(self, room: str) -> list[Told]:
        events = (await self._does("events", room=room))["events"]
        return [Told(each["source"], each["encrypted"], each["readable"]) for each in events]


@dataclass(frozen=True)
class Element:
    """Brings people there who have such an app."""

    matrix: Matrix
    app: App

    async def person(self, name: str, *, strict: bool = True) -> ElementPerson:
        """`strict`: devices that their owner did not sign are strangers', as today's Element has it."""
        account = await self.matrix.account(name)
        about = {"url": self.matrix.url, "user": account.id, "device": account.device, "token": account.token}
        await self.app.does("start", strict=strict, **about)
        return ElementPerson(name, account, self.app)


@pytest.fixture
async def element(matrix: Matrix, tmp_path: Path) -> AsyncIterator[Element]:
    async with running_app(tmp_path) as app:
        yield Element(matrix, app)
