"""The usual group for tests of the server: Ana made it, Léa and Marc are in it, and so is a bot in privacy mode."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.telegram_server.people import BotAccount, Group, Someone, Telegram
from tests.telegram_server.process import telegram, telegram_here
from tests.telegram_server.refusal import Json

__all__ = ["telegram", "telegram_here"]


@dataclass
class Bal:
    telegram: Telegram
    bot: BotAccount
    group: Group
    ana: Someone
    lea: Someone
    marc: Someone
    read: int = field(default=0)  # the number from which on nothing was read yet

    async def sends(self, text: str = "Bonjour", **how: Any) -> Json:
        """The bot's answer to sendMessage, into the group unless a chat_id says otherwise."""
        return await self.bot.asks("sendMessage", **({"chat_id": self.group.id, "text": text} | how))

    async def posts(self, text: str = "Bonjour", **how: Any) -> int:
        return int((await self.sends(text, **how))["result"]["message_id"])

    async def refuses(self, method: str, **how: Any) -> str:
        """What Telegram says when it does not do it."""
        answer = await self.bot.asks(method, **({"chat_id": self.group.id} | how))
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def refuses_press(self, press: str) -> str:
        answer = await self.bot.asks("answerCallbackQuery", callback_query_id=press)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def news(self, **how: Any) -> list[Json]:
        """What has come for the bot since the last time it looked, which was a while ago."""
        await self.telegram.do("time_passes", seconds=4)
        answer = await self.bot.asks("getUpdates", offset=self.read, **how)
        assert answer["ok"], answer
        updates: list[Json] = answer["result"]
        if updates:
            self.read = updates[-1]["update_id"] + 1
        return updates

    async def kinds(self, **how: Any) -> list[str]:
        return [next(name for name in update if name != "update_id") for update in await self.news(**how)]

    async def texts(self) -> list[str]:
        return [update["message"]["text"] for update in await self.news()]


@pytest.fixture
async def bal(telegram_here: Telegram) -> Bal:
    """The group, with nothing that the bot has not read."""
    bot = await telegram_here.bot("accalmie_bot", name="Accalmie")
    ana = await telegram_here.person("Ana", username="ana_b")
    lea, marc = await telegram_here.person("Léa"), await telegram_here.person("Marc", username="marc")
    group = await telegram_here.group("Bal", ana, lea, marc, bot)
    made = Bal(telegram_here, bot, group, ana, lea, marc)
    await made.news()
    assert await made.news() == []
    return made
