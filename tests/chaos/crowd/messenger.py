"""A Bot API on this machine that is fast rather than strict, and people's updates on their way through it.

An update is brought to one of the bot's processes, or given to whoever asks, again and again until it is confirmed, as
Telegram does. All that the bot sends is written down. (What a bot may not do is judged by `tests/telegram_server`.)
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

from bot.clock import wall_clock

Json = dict[str, Any]
BOT = {"id": 7, "is_bot": True, "first_name": "Accalmie", "username": "accalmie_bot", "can_join_groups": True}
TOKEN = "7:crowd"  # there is nothing behind it
ADDRESS = "https://bot.example.org/telegram"
_BY_ID = 1_000_000_000  # message ids of people are below those of the bot
_AT_ONCE = 100  # updates for whoever asks
_SIDE_BY_SIDE = 40  # brought at once
_LOST = 0.02  # of the confirmations do not arrive, and the update is brought again
_PATIENCE = aiohttp.ClientTimeout(total=20)
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # pragma: allowlist secret


def now() -> int:
    return int(wall_clock().timestamp())


@dataclass(frozen=True)
class Letter:
    """Something that the bot sent. `message`: the one that it reacts to or changes, or became."""

    at: float  # of time.monotonic
    method: str
    chat: int
    message: int
    text: str = ""


class Crowded:
    """The messenger. `at`: the ports at which the bot's processes wait for updates, if they do."""

    def __init__(self, chance: random.Random) -> None:
        self.letters: list[Letter] = []
        self.at: list[int] = []
        self.confirmed = self.again = 0  # updates; how often one was brought once more
        self.administrators: dict[int, Json] = {}  # one for each chat
        self.port = 0
        self._chance = chance
        self._numbers, self._messages = itertools.count(1), itertools.count(_BY_ID)
        self._secret: str | None = None  # None: whoever wants updates asks for them
        self._waiting: dict[int, tuple[Json, asyncio.Future[None]]] = {}
        self._news = asyncio.Event()
        self._lines = asyncio.Semaphore(_SIDE_BY_SIDE)
        self._is_set = asyncio.Event()
        self.client: aiohttp.ClientSession | None = None

    # ---- from people

    async def brings(self, by_webhook: bool, **update: Any) -> None:
        """Returns when the update is confirmed."""
        number = next(self._numbers)
        raw = {"update_id": number, **update}
        if by_webhook:
            await self._bring(raw)
        else:
            confirmed = asyncio.get_running_loop().create_future()
            self._waiting[number] = raw, confirmed
            self._news.set()
            await confirmed
        self.confirmed += 1

    async def _bring(self, raw: Json) -> None:
        await self._is_set.wait()
        async with self._lines:
            while True:
                taken = await self._posted(raw)
                if taken and self._chance.random() >= _LOST:
                    return
                self.again += 1
                await asyncio.sleep(self._chance.uniform(0.05, 0.5))

    async def _posted(self, raw: Json) -> bool:
        assert self.client is not None
        to = f"http://127.0.0.1:{self._chance.choice(self.at)}/telegram"
        head = {_SECRET: self._secret or ""}
        try:
            async with self.client.post(to, json=raw, headers=head, timeout=_PATIENCE) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    # ---- from the bot

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        said = await request.read()
        given = json.loads(said) if request.content_type == "application/json" else dict(parse_qsl(said.decode()))
        result = await self._updates(given) if method == "getUpdates" else self._did(method, given)
        body = json.dumps({"ok": True, "result": result}).encode()
        return web.Response(body=body, content_type="application/json")

    async def _updates(self, given: Mapping[str, Any]) -> list[Json]:
        offset = int(given.get("offset", 0))
        for number in [number for number in self._waiting if number < offset]:
            self._waiting.pop(number)[1].set_result(None)
        if not self._waiting:
            self._news.clear()
            try:
                async with asyncio.timeout(float(given.get("timeout", 0))):
                    await self._news.wait()
            except TimeoutError:
                pass
        return [raw for raw, _ in itertools.islice(self._waiting.values(), _AT_ONCE)]

    def _did(self, method: str, given: Mapping[str, Any]) -> Any:
        chat = int(given.get("chat_id", 0))
        match method:
            case "getMe":
                return BOT
            case "sendMessage":
                return self._writes(method, chat, next(self._messages), given["text"])
            case "editMessageText":
                return self._writes(method, chat, int(given["message_id"]), given["text"])
            case "setMessageReaction":
                self._writes(method, chat, int(given["message_id"]), "")
            case "getChatAdministrators":
                return [{"status": "creator", "user": self.administrators[chat], "is_anonymous": False}]
            case "setWebhook":
                self._secret = given["secret_token"]
                self._is_set.set()
            case "getWebhookInfo":
                return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            case "getMyCommands":
                return []
            case "getMyName" | "getMyDescription" | "getMyShortDescription":
                return {"name": "", "description": "", "short_description": ""}
        return True

    def _writes(self, method: str, chat: int, message: int, text: str) -> Json:
        self.letters.append(Letter(time.monotonic(), method, chat, message, text))
        where = {"id": chat, "type": "supergroup", "title": "Groupe"}
        return {"message_id": message, "date": now(), "chat": where, "from": BOT, "text": text}


@asynccontextmanager
async def a_messenger(chance: random.Random) -> AsyncIterator[Crowded]:
    messenger = Crowded(chance)
    runner = web.ServerRunner(web.Server(messenger, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    messenger.port = runner.addresses[0][1]
    connector = aiohttp.TCPConnector(limit=_SIDE_BY_SIDE)
    messenger.client = aiohttp.ClientSession(connector=connector)
    try:
        yield messenger
    finally:
        await messenger.client.close()
        await runner.cleanup()
