"""The bot's token, and what people write, are in no line of the log, at the most talkative level, whatever goes wrong.

The bot runs as its host would run it, as a process of its own with its log on standard error.
"""

from __future__ import annotations

import io
import logging
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.clock import wall_clock
from bot.logs import WithoutSecrets
from bot.messengers import Refused
from bot.messengers.telegram import Telegram as Messenger
from tests.messengers import telegram_process
from tests.messengers.telegram_process import PATIENCE, Running
from tests.telegram_server.people import BotAccount, Group, Telegram
from tests.telegram_server.process import telegram

__all__ = ["telegram"]
UNKNOWN = "4242424242:AAE-not_a_real_token-only_35_characters"  # pragma: allowlist secret
SAID = "Zanzibar"  # a word that is in nothing but what people write


@asynccontextmanager
async def running(folder: Path, url: str, token: str, log_format: str = "text") -> AsyncIterator[Running]:
    """`accalmie run` at level debug. Whatever it logged by the end holds no token."""
    how = {"log_level": "debug", "log_format": log_format}
    async with telegram_process.running(folder, url, token, **how) as bot:
        yield bot
    told = bot.log.replace('"level": "debug"', " DEBUG ")
    assert " DEBUG " in told, "the level was not the most talkative one"
    holds_no_secret(bot.log, token)


def holds_no_secret(log: str, token: str) -> None:
    number, _, secret = token.partition(":")
    for form in (token, quote(token, safe=""), secret, f"{number}:", "/bot"):
        assert form not in log, f"{form!r} was logged"
    assert not [word for word in (SAID, "Ana", "Bal") if word in log]


@pytest.fixture
async def account(telegram: Telegram) -> BotAccount:
    return await telegram.bot("accalmie_bot", token=UNKNOWN, privacy=False)


@pytest.fixture
async def group(telegram: Telegram, account: BotAccount) -> Group:
    ana = await telegram.person("Ana", language="en")
    return await telegram.group("Bal", ana)


TROUBLES: list[dict[str, Any]] = [
    {"trouble": "html_error", "code": 500},
    {"trouble": "refused", "code": 429, "said": "retry after 1", "parameters": {"retry_after": 1}},
    {"trouble": "refused", "code": 404, "said": "Not Found"},
    {"trouble": "reset"},
    {"trouble": "truncated"},
]


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_a_life_full_of_trouble(
    tmp_path: Path, telegram: Telegram, account: BotAccount, group: Group, log_format: str
) -> None:
    """Its menus, its letters and its reactions fail, its database refuses what somebody wrote, what comes to it is
    something else; in the end its token is taken back. Between all that, people write."""
    await telegram.do("fails", method="getMyCommands", **TROUBLES[0])
    async with running(tmp_path, telegram.url, account.token, log_format) as bot:
        await bot.says("listening to Telegram as @accalmie_bot")
        await group.creator.adds(account, group)
        await group.creator.types(f"we talk of {SAID}", group)
        await group.creator.types(f"/task Sail to {SAID} @nobody", group)
        await group.shows(f"#1 Sail to {SAID}", PATIENCE)
        refuse(tmp_path, SAID)
        await group.creator.types(f"/task Refused at {SAID}", group)
        await bot.says("the command task failed: IntegrityError at")
        for trouble in TROUBLES:
            for method in ("sendMessage", "setMessageReaction"):
                await telegram.do("fails", method=method, **trouble)
            await group.creator.types(f"/task Sail to {SAID} again", group)
            await telegram.until(lambda: all_happened(telegram), PATIENCE)
        for times, kind in enumerate(("html_error", "reset", "truncated"), 1):
            await telegram.do("fails", method="getUpdates", trouble=kind)
            await group.creator.types(f"/task Sail to {SAID} at last", group)
            await bot.says("Telegram does not answer", times)
        await group.shows(f"#9 Sail to {SAID}", PATIENCE)
        await telegram.do("fails", method="getUpdates", trouble="refused", code=401, said="Unauthorized", times=0)
        await group.creator.types(f"we talk of {SAID}", group)
        assert await bot.ends() == 2
    assert "Telegram takes the token of this bot no more" in bot.log
    assert "Traceback" not in bot.log


def refuse(folder: Path, word: str) -> None:
    """From now on the database takes no such task, and quotes a word of it when it says so."""
    with closing(sqlite3.connect(folder / "accalmie.db")) as there, there:
        there.execute(
            "CREATE TRIGGER refuses BEFORE INSERT ON task WHEN NEW.title LIKE 'Refused%' "
            f"BEGIN SELECT RAISE(ABORT, '{word}'); END"
        )


async def all_happened(telegram: Telegram) -> bool:
    return not await telegram.do("what_will_fail")


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: f"{trouble['trouble']}-{trouble.get('code', '')}")
async def test_menus_that_cannot_be_shown(
    telegram_here: Telegram, trouble: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    account = await telegram_here.bot("accalmie_bot", token=UNKNOWN)
    await telegram_here.do("fails", method="getMyCommands", **trouble)
    messenger = Messenger(account.token, wall_clock, server=telegram_here.url)
    with caplog.at_level(logging.DEBUG, "bot"):
        await messenger.open()
        await messenger.close()
    said = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot."))
    assert "the menus at Telegram" in said
    holds_no_secret(said, account.token)


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
    handler.setFormatter(WithoutSecrets("%(levelname)s %(message)s"))
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
