"""A Bot API server that is fast rather than strict, in a process of its own: it gives out updates, and counts letters.

What a bot may not do is checked by `tests/telegram_server`; here only the clock counts. It counts how many letters came
in any one second, and refuses none. `/control/…` is for the bench.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

Json = dict[str, Any]
BOT = {"id": 7, "is_bot": True, "first_name": "Bench", "username": "bench_bot", "can_join_groups": True}
TOKEN = "7:bench"  # there is nothing behind it
PEOPLE = 50  # in each group
ADMINISTRATORS = 3
_LETTERS = frozenset({"sendMessage", "editMessageText", "setMessageReaction"})
_AT_ONCE = 100
_POLL = 50.0


def chat(group: int) -> Json:
    return {"id": -1_001_000_000_000 - group, "type": "supergroup", "title": f"Groupe {group}"}


def person(group: int, number: int) -> Json:
    name = f"P{group}x{number}"
    return {"id": 1_000 + group * PEOPLE + number, "is_bot": False, "first_name": name, "username": name.lower()}


@dataclass
class _Asked:
    """A command that somebody waits for: when (perf_counter) it was acknowledged, and its card came."""

    words: str
    began: float
    acknowledged: float = 0.0
    shown: float = 0.0
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    def came(self, now: float, *, card: bool) -> None:
        if card:
            self.shown = self.shown or now
        else:
            self.acknowledged = self.acknowledged or now
        if self.shown and self.acknowledged:
            self.answered.set()


class Server:
    """One bot at a time; `latency` is how long every answer is on its way, in seconds."""

    def __init__(self) -> None:
        self._waiting: list[Json] = []
        self._armed = asyncio.Event()
        self._enough = asyncio.Event()
        self._polls = asyncio.Event()
        self._restart(0.0)

    def _restart(self, latency: float) -> None:
        self._latency = latency
        self._last_update = self._last_message = 0
        self._waiting.clear()
        self._polls.clear()
        self._asked: dict[int, _Asked] = {}  # by chat
        self._posted: list[float] = []  # when messages came that answer nobody
        self._second: deque[float] = deque()
        self._most_a_second = 0
        self._arm_for(0, 0)

    def _arm_for(self, letters: int, upto: int) -> None:
        self._letters, self._wanted, self._upto = 0, letters, upto
        self._began = self._applied = self._ended = 0.0
        self._no_letters = letters == 0
        self._enough.clear()

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        _, folder, method = request.path.split("/", 2)
        if folder == "control":
            told = await self._control(method, await request.json())
            return web.json_response(told)
        said = await request.read()
        given = json.loads(said) if request.content_type == "application/json" else dict(parse_qsl(said.decode()))
        if method == "getUpdates":
            result: Any = await self._updates(int(given.get("offset", 0)), float(given.get("timeout", 0)))
        else:
            result = self._did(method, given)
        if self._latency:
            await asyncio.sleep(self._latency)
        body = json.dumps({"ok": True, "result": result}).encode()
        return web.Response(body=body, content_type="application/json")

    async def _updates(self, offset: int, seconds: float) -> list[Json]:
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.pop(0)
        if offset > self._upto and not self._applied and self._upto:
            self._applied = time.perf_counter()
            self._see_whether_enough()
        if not self._waiting:
            self._armed.clear()
            self._polls.set()
            try:
                async with asyncio.timeout(min(seconds, _POLL)):
                    await self._armed.wait()
            except TimeoutError:
                pass
            self._polls.clear()
        self._began = self._began or time.perf_counter()
        return self._waiting[:_AT_ONCE]

    def _did(self, method: str, given: Mapping[str, Any]) -> Any:
        if method in _LETTERS:
            self._count(method, int(given["chat_id"]), str(given.get("text", "")))
            self._letters += 1
            if self._letters == self._wanted:
                self._ended = time.perf_counter()
                self._see_whether_enough()
        match method:
            case "getMe":
                return BOT
            case "sendMessage" | "editMessageText":
                return self._message(int(given["chat_id"]), BOT, given["text"])
            case "getChatAdministrators":
                group = -int(given["chat_id"]) - 1_001_000_000_000
                return [
                    {"status": "creator", "user": person(group, number), "is_anonymous": False}
                    for number in range(ADMINISTRATORS)
                ]
            case "getWebhookInfo":
                return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            case "getMyCommands":
                return []
            case "getMyName" | "getMyDescription" | "getMyShortDescription":
                return {"name": "", "description": "", "short_description": ""}
        return True

    def _count(self, method: str, chat: int, text: str) -> None:
        now = time.perf_counter()
        self._second.append(now)
        while self._second[0] <= now - 1:
            self._second.popleft()
        self._most_a_second = max(self._most_a_second, len(self._second))
        asked = self._asked.get(chat)
        if asked is not None and (method == "setMessageReaction" or asked.words in text):
            asked.came(now, card=method != "setMessageReaction")
        elif method == "sendMessage":
            self._posted.append(now)

    async def _ask(self, group: int, text: str) -> Json:
        """Somebody writes a command, and waits for its acknowledgement and its card."""
        asked = _Asked(str(self._last_update + 1), time.perf_counter())
        self._asked[chat(group)["id"]] = asked
        self._arm_each([group], 0, lambda each: self._written(each, text))
        await asked.answered.wait()
        del self._asked[chat(group)["id"]]
        return {"acknowledged": asked.acknowledged - asked.began, "shown": asked.shown - asked.began}

    def _see_whether_enough(self) -> None:
        if self._applied and (self._ended or self._no_letters):
            self._enough.set()

    def _message(self, to: int, sender: Json, text: str) -> Json:
        self._last_message += 1
        where = {"id": to, "type": "supergroup", "title": "Groupe"}
        return {"message_id": self._last_message, "date": self._now, "chat": where, "from": sender, "text": text}

    # ---- what the bench says

    async def _control(self, order: str, how: Json) -> Json:
        match order:
            case "restart":
                self._now = int(how["now"])
                self._restart(how["latency"])
            case "polls":  # until the bot waits for updates
                await self._polls.wait()
            case "adds":
                self._arm(how["groups"], how["letters"], self._added)
            case "writes":
                text = how["text"]
                updates = [group for _ in range(how["updates"] // how["groups"]) for group in range(how["groups"])]
                self._arm_each(updates, how["letters"], lambda group: self._written(group, text))
            case "asks":
                return await self._ask(how["group"], how["text"])
            case "posted":
                return {"posted": self._posted, "now": time.perf_counter(), "most_a_second": self._most_a_second}
            case "enough":  # until all is confirmed, and so many letters have come
                await self._enough.wait()
                return {"applied": self._applied - self._began, "sent": max(0.0, self._ended - self._began)}
        return {"letters": self._letters, "waiting": len(self._waiting)}

    def _arm(self, groups: int, letters: int, of_group: Callable[[int], Json]) -> None:
        self._arm_each(list(range(groups)), letters, of_group)

    def _arm_each(self, groups: list[int], letters: int, of_group: Callable[[int], Json]) -> None:
        self._arm_for(letters, self._last_update + len(groups))
        for group in groups:
            self._last_update += 1
            self._waiting.append({"update_id": self._last_update, **of_group(group)})
        self._armed.set()

    def _added(self, group: int) -> Json:
        change = {
            "chat": chat(group),
            "from": person(group, 0),
            "date": self._now,
            "old_chat_member": {"status": "left", "user": BOT},
            "new_chat_member": {"status": "member", "user": BOT},
        }
        return {"my_chat_member": change}

    def _written(self, group: int, text: str) -> Json:
        said = self._message(
            chat(group)["id"], person(group, self._last_update % PEOPLE), f"{text} {self._last_update}"
        )
        said["chat"] = chat(group)
        command = text.split(" ", 1)[0]
        if command.startswith("/"):
            said["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        return {"message": said}


async def main() -> None:
    runner = web.ServerRunner(web.Server(Server(), access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    print(f"http://{host}:{port}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
