"""Ten thousand updates that chance made of the published schema, sound and unsound ones, through the whole bot.

Whatever comes: nothing crashes, every press is answered, chatter leaves no row, the same update twice changes nothing,
and what comes after it is handled. What Telegram would answer to the bot is said by a wire in the same process.
"""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import SQLModel
from telegram.request import RequestData

from bot.app import App
from bot.house import House
from bot.messengers.telegram import Telegram
from bot.messengers.telegram.wire import Wire
from domain import flood
from tests.conftest import memory
from tests.messengers import telegram_scene
from tests.messengers.telegram_odd import ANA, BOT, GROUP, LEA, MARC, NOW, Odd
from tests.telegram_server.process import served_here
from tests.telegram_server.refusal import Json

ONE_BY_ONE, TOGETHER = 25, 100  # updates an example
_GROUP = {"id": GROUP, "type": "supergroup", "title": "Bal"}
_MEANT = "✍", "✅", "🙋"
_MOVES = {"new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id"}


class Answering(Wire):
    """Says what Telegram says when all is well; keeps what was asked, and gives out updates in batches."""

    asked: list[tuple[str, Json]]
    batches: list[Sequence[Json]]
    drained: asyncio.Event  # all batches were given out, and another one is asked for

    async def initialize(self) -> None:
        self.asked, self.batches, self.drained = [], [], asyncio.Event()

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2].partition("?")[0]
        given = dict(request_data.parameters) if request_data else {}
        self.asked.append((name, given))
        return 200, json.dumps({"ok": True, "result": await self._result(name, given)}).encode()

    async def _result(self, name: str, given: Json) -> Any:
        match name:
            case "getUpdates":
                if not self.batches:
                    self.drained.set()
                    await asyncio.Event().wait()
                return self.batches.pop(0)
            case "getMe":
                return BOT
            case "getWebhookInfo":
                return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            case "getChatAdministrators":
                return [{"status": "creator", "user": ANA, "is_anonymous": False}]
            case "sendMessage" | "editMessageText":
                return {"message_id": len(self.asked), "date": NOW, "chat": {**_GROUP, "id": 1}, "text": "x"}
        return True


@dataclass
class Scene:
    """The bot in its group, with nothing between it and the test but the wire."""

    app: App
    messenger: Telegram
    wire: Answering
    updates: Answering
    database: sqlite3.Connection

    async def hears(self, *updates: Json) -> None:
        """As one batch of Telegram's."""
        await self.messenger._listening.take_in(updates, self.app)
        await self.presses_are_answered()

    async def presses_are_answered(self) -> None:
        await asyncio.gather(*self.messenger._listening._answering)

    def answered(self) -> list[str]:
        return [str(given["callback_query_id"]) for name, given in self.wire.asked if name == "answerCallbackQuery"]

    def titles(self) -> list[str]:
        return [str(row[0]) for row in self.database.execute("SELECT title FROM task ORDER BY id")]

    def everything(self) -> list[Any]:
        return [
            self.database.execute(f'SELECT * FROM "{table}"').fetchall() for table in sorted(SQLModel.metadata.tables)
        ]


def _said(number: int, text: str, by: Json, chat: Json = _GROUP) -> Json:
    message = {"message_id": 1000 + number, "date": NOW, "chat": chat, "from": by, "text": text}
    return {"update_id": number, "message": message}


def _added(number: int, by: Json, chat: Json = _GROUP) -> Json:
    """The bot, to a group."""
    was, now = ({"status": status, "user": BOT} for status in ("left", "member"))
    change = {"chat": chat, "from": by, "date": NOW, "old_chat_member": was, "new_chat_member": now}
    return {"update_id": number, "my_chat_member": change}


# In a group of its own: chance may have removed the bot from the others, or everybody.
_ELSEWHERE = {"id": -1001000000077, "type": "supergroup", "title": "Ailleurs"}
_EVA = {"id": 77, "is_bot": False, "first_name": "Eva"}
_AFTERWARDS = [_added(900, _EVA, _ELSEWHERE), _said(901, "/task Et après ?", _EVA, _ELSEWHERE)]


@asynccontextmanager
async def _at_work(engine: Engine) -> AsyncIterator[Scene]:
    driver = engine.raw_connection().driver_connection
    assert isinstance(driver, sqlite3.Connection)
    now = datetime.fromtimestamp(NOW, UTC)
    with patch("bot.messengers.telegram.Wire", Answering), patch("bot.messengers.telegram.menus.show", _nothing):
        messenger = Telegram("7:x", lambda: now, server="http://telegram.invalid", paced=False)
    app = App(engine, lambda: now, {messenger.name: messenger}, house=House(is_open=True, limits=flood.NONE))
    wire, updates = messenger._bot._request[1], messenger._updates
    assert isinstance(wire, Answering)
    assert isinstance(updates, Answering)
    with patch("bot.messengers.telegram.menus.show", _nothing):
        await messenger.open()
    try:
        yield Scene(app, messenger, wire, updates, driver)
    finally:
        await app.close()
        await messenger.close()


async def _nothing(_bot: object) -> None:
    """Menus are none of these tests' business."""


@cache
def _furnished() -> sqlite3.Connection:
    """The database of a group in which some things have been said: three people, two tasks with their cards."""

    async def furnish(engine: Engine) -> None:
        async with _at_work(engine) as scene:
            await scene.hears(_added(1, ANA))
            words = "/task Salle demain", "/task Chaises", "/tasks"
            for number, (text, by) in enumerate(zip(words, (LEA, MARC, ANA), strict=True), 2):
                await scene.hears(_said(number, text, by))
                await scene.app.settle()
            assert len(scene.titles()) == 2

    copy = sqlite3.connect(":memory:", check_same_thread=False)
    with memory() as engine:
        asyncio.run(furnish(engine))
        driver = engine.raw_connection().driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.backup(copy)
    return copy


def _with_a_bot(play: Callable[[Scene], Awaitable[None]]) -> None:
    async def played(engine: Engine) -> None:
        async with _at_work(engine) as scene:
            await play(scene)

    with memory() as engine:
        driver = engine.raw_connection().driver_connection
        assert isinstance(driver, sqlite3.Connection)
        _furnished().backup(driver)
        asyncio.run(played(engine))


def _press(update: Json) -> list[str]:
    query = update.get("callback_query")
    return [str(query["id"])] if isinstance(query, dict) and "id" in query else []


def _is_chatter(update: Json) -> bool:
    """Surely meant for nobody: in a group, without anything that looks like a command."""
    for name in ("message", "edited_message"):
        if name in update:
            return _is_chat(update[name])
    reaction = update.get("message_reaction")
    if isinstance(reaction, dict):
        return not any(emoji in json.dumps(reaction, ensure_ascii=False) for emoji in _MEANT)
    return not {"callback_query", "my_chat_member", "chat_member"} & set(update)


def _is_chat(message: Any) -> bool:
    if not isinstance(message, dict) or not isinstance(message.get("chat"), dict):
        return True
    words = str(message.get("text")) + str(message.get("caption"))
    in_group = message["chat"].get("type") in ("group", "supergroup", "channel")
    return in_group and not _MOVES & set(message) and "/" not in words and "@" not in words


@settings(max_examples=200)
@given(st.randoms(use_true_random=True))
def test_one_by_one_chatter_leaves_nothing_and_a_second_time_changes_nothing(chance: random.Random) -> None:
    async def play(scene: Scene) -> None:
        odd = Odd(chance)
        for number in range(100, 100 + ONE_BY_ONE):
            update, before = odd.update(number), scene.database.total_changes
            presses = len(scene.answered())
            await scene.hears(update)
            assert scene.answered()[presses:] == _press(update), update
            if scene.database.total_changes == before:
                continue
            assert not _is_chatter(update), update
            await scene.app.settle()
            changed, rows = scene.database.total_changes, scene.everything()
            await scene.hears(update)
            await scene.app.settle()
            assert scene.database.total_changes == changed or scene.everything() == rows, update
        await scene.hears(*_AFTERWARDS)
        assert "Et après ?" in scene.titles()

    _with_a_bot(play)


@settings(max_examples=50)
@given(st.randoms(use_true_random=True))
def test_together_as_telegram_gives_them_the_later_ones_are_handled(chance: random.Random) -> None:
    async def play(scene: Scene) -> None:
        odd = Odd(chance)
        updates = [odd.update(number) for number in range(100, 100 + TOGETHER)]
        scene.updates.batches += [updates, _AFTERWARDS]
        listening = asyncio.ensure_future(scene.app.listen())
        drained = asyncio.ensure_future(scene.updates.drained.wait())
        await asyncio.wait([listening, drained], return_when=asyncio.FIRST_COMPLETED)
        assert not listening.done()
        await scene.presses_are_answered()
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        await scene.app.settle()
        assert sorted(scene.answered()) == sorted(press for update in updates for press in _press(update))
        assert "Et après ?" in scene.titles()

    _with_a_bot(play)


@settings(max_examples=1)
@given(seed=st.integers(0, 2**32))
async def test_over_the_wire_of_the_test_server(seed: int) -> None:
    """A few of them over HTTP, where what is no JSON for one library may be for another."""
    async with served_here() as telegram:
        with memory() as engine:
            async with telegram_scene.in_a_group(telegram, engine) as bal:
                odd = Odd(random.Random(seed))
                updates = [odd.update(number) for number in range(100)]
                for update in updates:
                    del update["update_id"]
                    await bal.bot.does("sends_raw", fields=update)
                await bal.has_heard()
                await bal.asks_for("Et après ?")
                presses = [call["given"]["callback_query_id"] for call in await telegram.calls("answerCallbackQuery")]
                assert sorted(presses) == sorted(press for update in updates for press in _press(update))
