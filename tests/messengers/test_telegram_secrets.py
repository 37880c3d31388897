"""The bot's token, and what people write, are in no line of the log, at the most talkative level, whatever goes wrong.

The bot runs as its host would run it, as a process of its own with its log on standard error.
"""

from __future__ import annotations

import asyncio
import io
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.clock import wall_clock
from bot.logs import WithoutTokens
from bot.messengers.telegram import Refused
from bot.messengers.telegram import Telegram as Messenger
from tests.telegram_server.people import BotAccount, Group, Telegram
from tests.telegram_server.process import telegram

__all__ = ["telegram"]
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds; a process starts slowly on a loaded machine
UNKNOWN = "4242424242:AAE-not_a_real_token-only_35_characters"  # pragma: allowlist secret
SAID = "Zanzibar"  # a word that is in nothing but what people write


@dataclass
class Running:
    """The shipped bot, and all that it has logged."""

    process: asyncio.subprocess.Process
    log: str = ""
    heard: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def read(self) -> None:
        assert self.process.stderr is not None
        while line := await self.process.stderr.readline():
            async with self.heard:
                self.log += line.decode()
                self.heard.notify_all()

    async def says(self, words: str, times: int = 1) -> None:
        async with asyncio.timeout(PATIENCE), self.heard:
            await self.heard.wait_for(lambda: self.log.count(words) >= times)

    async def ends(self) -> int:
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()


@asynccontextmanager
async def running(folder: Path, url: str, token: str) -> AsyncIterator[Running]:
    """`accalmie run` at level debug. Whatever it logged by the end holds no token."""
    (folder / "token").write_text(token + "\n", "utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ACCALMIE_")}
    environment |= {
        "ACCALMIE_TELEGRAM_TOKEN_FILE": str(folder / "token"),
        "ACCALMIE_TELEGRAM_SERVER": url,
        "ACCALMIE_HOST_ADMISSION": "open",
        "ACCALMIE_LOG_LEVEL": "debug",
        "PYTHONPATH": str(ROOT),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder, env=environment, stderr=subprocess.PIPE
    )
    bot = Running(process)
    reading = asyncio.ensure_future(bot.read())
    try:
        yield bot
    finally:
        if process.returncode is None:
            os.kill(process.pid, signal.SIGTERM)
            await bot.ends()
        await reading
    holds_no_secret(bot.log, token)


def holds_no_secret(log: str, token: str) -> None:
    number, _, secret = token.partition(":")
    for form in (token, quote(token, safe=""), secret, f"{number}:", "/bot"):
        assert form not in log, f"{form!r} was logged"
    assert SAID not in log


@pytest.fixture
async def account(telegram: Telegram) -> BotAccount:
    return await telegram.bot("accalmie_bot", token=UNKNOWN, privacy=False)


@pytest.fixture
async def group(telegram: Telegram, account: BotAccount) -> Group:
    ana = await telegram.person("Ana", language="en")
    return await telegram.group("Bal", ana)


async def test_a_day_without_trouble(tmp_path: Path, telegram: Telegram, account: BotAccount, group: Group) -> None:
    async with running(tmp_path, telegram.url, account.token) as bot:
        await bot.says("listening to Telegram as @accalmie_bot")
        await group.creator.adds(account, group)
        await group.creator.types(f"we talk of {SAID}", group)
        await group.creator.types(f"/task Sail to {SAID} @nobody", group)
        await telegram.until(lambda: answered(group), PATIENCE)
    assert bot.process.returncode == 0
    assert " DEBUG " in bot.log, "the level was not the most talkative one"


async def answered(group: Group) -> bool:
    return any(seen.sender != group.creator.id and SAID in seen.text for seen in await group.messages())


TROUBLES: list[dict[str, Any]] = [
    {"trouble": "html_error", "code": 500},
    {"trouble": "refused", "code": 429, "said": "retry after 1", "parameters": {"retry_after": 1}},
    {"trouble": "refused", "code": 404, "said": "Not Found"},
    {"trouble": "reset"},
    {"trouble": "truncated"},
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: f"{trouble['trouble']}-{trouble.get('code', '')}")
async def test_calls_that_go_wrong(
    tmp_path: Path, telegram: Telegram, account: BotAccount, group: Group, trouble: dict[str, Any]
) -> None:
    await group.creator.adds(account, group)
    for method in ("getMyCommands", "sendMessage", "setMessageReaction"):
        await telegram.do("fails", method=method, **trouble)
    async with running(tmp_path, telegram.url, account.token) as bot:
        await bot.says("listening to Telegram")
        await group.creator.types(f"/task Sail to {SAID}", group)
        await telegram.until(lambda: called(telegram, "sendMessage"), PATIENCE)


async def called(telegram: Telegram, method: str) -> bool:
    return bool(await telegram.calls(method))


@pytest.mark.parametrize("trouble", ["html_error", "reset", "truncated"])
async def test_updates_that_come_as_something_else(
    tmp_path: Path, telegram: Telegram, account: BotAccount, group: Group, trouble: str
) -> None:
    await group.creator.adds(account, group)
    await group.creator.types(f"/task Sail to {SAID}", group)
    await telegram.do("fails", method="getUpdates", trouble=trouble)
    async with running(tmp_path, telegram.url, account.token) as bot:
        await bot.says("Telegram does not answer")
        await telegram.until(lambda: answered(group), PATIENCE)


async def test_nobody_there(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # taken, and not listening: connections are refused
        port = taken.getsockname()[1]
        async with running(tmp_path, f"http://127.0.0.1:{port}", UNKNOWN) as bot:
            await bot.says("Telegram cannot be reached", times=2)


async def test_a_name_that_leads_nowhere(tmp_path: Path) -> None:
    async with running(tmp_path, "http://nowhere.invalid", UNKNOWN) as bot:
        await bot.says("Telegram cannot be reached")


async def test_a_token_that_telegram_does_not_know(tmp_path: Path, telegram: Telegram) -> None:
    async with running(tmp_path, telegram.url, UNKNOWN) as bot:
        assert await bot.ends() == 2
    assert "Telegram knows no bot with this token" in bot.log
    assert "Traceback" not in bot.log


async def test_a_token_that_was_taken_back(tmp_path: Path, telegram: Telegram, account: BotAccount) -> None:
    await telegram.do("fails", method="getUpdates", trouble="refused", code=401, said="Unauthorized", times=0)
    async with running(tmp_path, telegram.url, account.token) as bot:
        assert await bot.ends() == 2
    assert "Telegram takes the token of this bot no more" in bot.log
    assert "Traceback" not in bot.log


@pytest.mark.parametrize("token", ["one:two", "4242", "4242:a b", " ", UNKNOWN + "\nx", "../" + UNKNOWN, "é/?#"])
async def test_what_is_no_token_is_refused_without_being_repeated(
    telegram: Telegram, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    messenger = Messenger(token, wall_clock, server=telegram.url)
    with caplog.at_level(logging.DEBUG, "bot"):
        with pytest.raises(Refused) as refusal:
            await messenger.open()
        await messenger.close()
    assert str(refusal.value) == "Telegram knows no bot with this token. It is the one that BotFather gave."
    assert refusal.value.__suppress_context__, "a trace would show the token"
    assert not [record for record in caplog.records if record.name.startswith("bot.")]
    await telegram.forgives()


def test_a_fault_that_quotes_an_address_is_told_without_the_token() -> None:
    there = io.StringIO()
    handler = logging.StreamHandler(there)
    handler.setFormatter(WithoutTokens("%(levelname)s %(message)s"))
    log = logging.getLogger("a library of somebody")
    log.addHandler(handler)
    address = f"https://api.telegram.org/bot{UNKNOWN}/getMe"
    try:
        raise OSError(f"cannot reach {address} nor {quote(address, safe='')}")
    except OSError:
        log.exception("GET %s", address)
    log.error("at 12:30 on 2026-03-02 the task 4242424242:short stays")
    assert UNKNOWN not in there.getvalue()
    assert UNKNOWN.partition(":")[2] not in there.getvalue()
    assert "GET https://api.telegram.org/bot(token)/getMe" in there.getvalue()
    assert "at 12:30 on 2026-03-02 the task 4242424242:short stays" in there.getvalue()
