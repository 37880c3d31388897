"""The words of a test about Telegram: people type, press and leave, and one looks at what they see.

Everything goes over HTTP to a server that runs as its own process; see `process.py` for how to start one.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.telegram_server.refusal import Json
from tests.telegram_server.seen import Seen
from tests.telegram_server.world import Impossible

PATIENCE = 10.0  # seconds that one waits for a bot
_ROUND = 1.0


class Telegram:
    """One server. `url`: what a bot is given as its base; `base_url` and `base_file_url` as libraries want them."""

    def __init__(self, url: str) -> None:
        self.url, self.base_url, self.base_file_url = url, f"{url}/bot", f"{url}/file/bot"
        self._client: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Telegram:
        self._client = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._client is not None:
            await self._client.close()

    async def do(self, act: str, **how: Any) -> Any:
        """Any act of `acts/` by its name. Raises Impossible for what people cannot do."""
        assert self._client is not None, "use it in `async with`"
        async with self._client.post(f"{self.url}/control/{act}", json=how) as answer:
            told = await answer.json()
        if "impossible" in told:
            raise Impossible(told["impossible"])
        return told["result"]

    async def ask(self, token: str, method: str, **parameters: Any) -> Json:
        """What a bot would be answered, as plain HTTP."""
        assert self._client is not None
        async with self._client.post(f"{self.base_url}{token}/{method}", json=parameters) as answer:
            told: Json = await answer.json()
        return told

    async def ask_impatiently(self, token: str, method: str, seconds: float, **parameters: Any) -> Json:
        """The same, but who asks hangs up after a while, with a TimeoutError."""
        async with asyncio.timeout(seconds):
            return await self.ask(token, method, **parameters)

    async def upload(self, token: str, method: str, name: str, content: bytes, **parameters: Any) -> Json:
        assert self._client is not None
        form = aiohttp.FormData({key: str(value) for key, value in parameters.items()})
        form.add_field(name, io.BytesIO(content), filename="file.bin", content_type="application/octet-stream")
        async with self._client.post(f"{self.base_url}{token}/{method}", data=form) as answer:
            told: Json = await answer.json()
        return told

    async def content(self, token: str, file_id: str) -> bytes:
        """A file that stands in a chat, as whoever opens it gets it."""
        assert self._client is not None
        found = (await self.ask(token, "getFile", file_id=file_id))["result"]
        async with self._client.get(f"{self.base_file_url}{token}/{found['file_path']}") as answer:
            return await answer.read()

    # ---- who and what there is

    async def person(self, name: str, **how: Any) -> Someone:
        return Someone(self, await self.do("person", name=name, **how), name)

    async def bot(self, username: str, **how: Any) -> BotAccount:
        made = await self.do("bot", username=username, **how)
        return BotAccount(self, made["id"], username, made["token"])

    async def group(self, title: str, creator: Someone, *members: Someone | BotAccount, **how: Any) -> Group:
        """A supergroup; kind="group" makes a basic one, forum=True one with topics."""
        group = Group(self, await self.do("group", title=title, creator=creator.id, **how), title, creator)
        for member in members:
            await creator.adds(member, group)
        return group

    async def channel(self, title: str, creator: Someone, **how: Any) -> Group:
        return Group(self, await self.do("channel", title=title, creator=creator.id, **how), title, creator)

    # ---- what came of it

    async def calls(self, method: str = "", **how: Any) -> list[Json]:
        found: list[Json] = await self.do("calls", method=method, **how)
        return found

    async def violations(self) -> list[str]:
        found: list[str] = await self.do("violations")
        return found

    async def forgives(self) -> list[str]:
        """What was strange so far, forgotten, because the test meant to be strange."""
        found: list[str] = await self.do("forgives")
        return found

    async def until(self, condition: Callable[[], Any], within: float = PATIENCE) -> Any:
        """Waits until the (async) condition gives something that is true, and returns it."""
        clock, seen = asyncio.get_running_loop(), 0
        end = clock.time() + within
        while True:
            changes = await self.do("change_after", seen=-1, seconds=0)
            if found := await condition():
                return found
            if clock.time() >= end:
                raise TimeoutError("it did not happen in time")
            seen = await self.do("change_after", seen=max(seen, changes), seconds=_ROUND)


@dataclass(frozen=True)
class BotAccount:
    telegram: Telegram = field(repr=False)
    id: int
    username: str
    token: str

    async def asks(self, method: str, **parameters: Any) -> Json:
        return await self.telegram.ask(self.token, method, **parameters)

    async def sends_file(self, method: str, field_name: str, content: bytes, **parameters: Any) -> Json:
        """An upload, as a form with several parts."""
        return await self.telegram.upload(self.token, method, field_name, content, **parameters)

    async def about(self) -> Json:
        found: Json = await self.telegram.do("about_bot", bot=self.id)
        return found

    async def does(self, act: str, **how: Any) -> Any:
        return await self.telegram.do(act, bot=self.id, **how)


@dataclass(frozen=True)
class Group:
    telegram: Telegram = field(repr=False)
    id: int
    title: str
    creator: Someone

    async def messages(self) -> list[Seen]:
        return await self.creator.sees(self)

    async def shows(self, text: str, within: float = PATIENCE, by: Someone | BotAccount | None = None) -> Seen:
        """Waits for a message with these words in it, perhaps by somebody; the newest such one."""
        return await self.creator.is_shown(text, self, within, by)

    async def about(self) -> Json:
        found: Json = await self.telegram.do("about_chat", chat=self.id)
        return found


Where = Group | BotAccount  # a bot stands for the private chat with it


@dataclass(frozen=True)
class Someone:
    telegram: Telegram = field(repr=False)
    id: int
    name: str

    async def types(self, text: str, where: Where, **how: Any) -> Seen:
        """`how`: reply_to (a message), topic, as_chat, mentions ({"Sam": somebody}), only_to (a bot)."""
        said = await self._does("types", where, text=text, **_numbers(how))
        return await self._said(said, where)

    async def starts(self, bot: BotAccount, payload: str = "") -> Seen:
        return await self._said(await self._act("starts", bot=bot.id, payload=payload), bot)

    async def edits(self, message: Seen, text: str, **how: Any) -> None:
        await self._act("edits", chat=message.chat, message=message.id, text=text, **_numbers(how))

    async def deletes(self, message: Seen) -> None:
        await self._act("deletes", chat=message.chat, message=message.id)

    async def forwards(self, message: Seen, where: Where, **how: Any) -> Seen:
        there = {"chat": message.chat, "message": message.id, "to": where.id}
        return await self._said(await self._act("forwards", **there, **how), where)

    async def presses(self, button: str, message: Seen, **how: Any) -> str:
        """A button by its label. The number of the press, with which `is_answered` waits; empty where it only opened
        something. `how`: data (of a stale or forged keyboard), out_of_reach."""
        number = message.id if message.ephemeral_id is None else message.ephemeral_id
        at = {"chat": message.chat, "message": number, "ephemeral": message.ephemeral_id is not None}
        return str((await self._act("presses", **at, button=button, **how)).get("press", ""))

    async def is_answered(self, press: str, within: float = PATIENCE) -> Json:
        async def answer() -> Any:
            return await self.telegram.do("answer", press=press)

        found: Json = await self.telegram.until(answer, within)
        return found

    async def reacts(self, message: Seen, *emoji: str, **how: Any) -> None:
        await self._act("reacts", chat=message.chat, message=message.id, emoji=list(emoji), **_numbers(how))

    async def sees(self, where: Where) -> list[Seen]:
        return [Seen(**each) for each in await self._act("messages", chat=where.id)]

    async def is_shown(
        self, text: str, where: Where, within: float = PATIENCE, by: Someone | BotAccount | None = None
    ) -> Seen:
        async def found() -> Seen | None:
            seen = [each for each in await self.sees(where) if by is None or each.sender == by.id]
            return next((each for each in reversed(seen) if text in each.text), None)

        shown: Seen = await self.telegram.until(found, within)
        return shown

    async def blocks(self, bot: BotAccount) -> None:
        await self._act("blocks", bot=bot.id)

    async def unblocks(self, bot: BotAccount) -> None:
        await self._act("unblocks", bot=bot.id)

    async def joins(self, group: Group) -> None:
        await self._act("joins", chat=group.id)

    async def leaves(self, group: Group) -> None:
        await self._act("leaves", chat=group.id)

    async def adds(self, whom: Someone | BotAccount, group: Group, **how: Any) -> None:
        await self._by("adds", group, person=whom.id, **how)

    async def removes(self, whom: Someone | BotAccount, group: Group) -> None:
        await self._by("removes", group, person=whom.id)

    async def promotes(self, whom: Someone | BotAccount, group: Group, **how: Any) -> None:
        """`how`: rights, anonymous, title."""
        await self._by("promotes", group, person=whom.id, **how)

    async def demotes(self, whom: Someone | BotAccount, group: Group) -> None:
        await self._by("demotes", group, person=whom.id)

    async def mutes(self, whom: Someone | BotAccount, group: Group) -> None:
        await self._by("mutes", group, person=whom.id)

    async def unmutes(self, whom: Someone | BotAccount, group: Group) -> None:
        await self._by("unmutes", group, person=whom.id)

    async def opens_topic(self, name: str, group: Group) -> int:
        return int(await self._by("opens_topic", group, name=name))

    async def closes_topic(self, topic: int, group: Group) -> None:
        """GENERAL is the one that every forum has."""
        await self._by("closes_topic", group, topic=topic)

    async def deletes_topic(self, topic: int, group: Group) -> None:
        await self._by("deletes_topic", group, topic=topic)

    async def migrates(self, group: Group, **how: Any) -> Group:
        return Group(self.telegram, await self._by("migrates", group, **how), group.title, group.creator)

    # ---- what lies behind

    async def _act(self, act: str, **how: Any) -> Any:
        return await self.telegram.do(act, person=self.id, **how)

    async def _does(self, act: str, where: Where, **how: Any) -> Any:
        return await self._act(act, chat=where.id, **how)

    async def _by(self, act: str, group: Group, **how: Any) -> Any:
        return await self.telegram.do(act, by=self.id, chat=group.id, **how)

    async def _said(self, said: Json, where: Where) -> Seen:
        key = "id" if said["ephemeral_id"] is None else "ephemeral_id"
        return next(each for each in await self.sees(where) if getattr(each, key) == said[key])


def _numbers(how: dict[str, Any]) -> dict[str, Any]:
    """Messages, people, bots and groups by their numbers."""
    return {name: _number(value) for name, value in how.items()}


def _number(value: Any) -> Any:
    if isinstance(value, dict):
        return {words: _number(each) for words, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_number(each) for each in value]
    return getattr(value, "id", value)
