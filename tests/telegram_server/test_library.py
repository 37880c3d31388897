"""The library that the bot is built on talks to the server as it would to Telegram, over a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientConnectorError
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes
from telegram.request import HTTPXRequest

from tests.telegram_server.people import BotAccount, Group, Someone, Telegram
from tests.telegram_server.process import running_server

Story = tuple[Telegram, Bot, BotAccount, Group, Someone]
Context = ContextTypes.DEFAULT_TYPE


@pytest.fixture
async def story(telegram: Telegram) -> AsyncIterator[Story]:
    account = await telegram.bot("accalmie_bot")
    ana = await telegram.person("Ana")
    group = await telegram.group("Bal", ana, account)
    async with Bot(account.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url) as bot:
        yield telegram, bot, account, group, ana


async def test_refusals_come_as_the_librarys_own_errors(story: Story) -> None:
    telegram, bot, _, group, ana = story
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(-5, "x")
    with pytest.raises(Forbidden, match="initiate conversation"):
        await bot.send_message(ana.id, "x")
    with pytest.raises(BadRequest, match="parse entities"):
        await bot.send_message(group.id, "a < b", parse_mode="HTML")
    too_much = InlineKeyboardMarkup([[InlineKeyboardButton("Oui", callback_data="é" * 33)]])
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(group.id, "x", reply_markup=too_much)
    card = await bot.send_message(group.id, "Carte")
    with pytest.raises(BadRequest, match="not modified"):
        await card.edit_text("Carte")
    old = await telegram.group("Fête", ana, story[2], kind="group")
    new = await ana.migrates(old)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old.id, "x")
    assert moved.value.new_chat_id == new.id


async def test_limits_and_broken_lines_come_as_the_librarys_own_errors(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it the library warns of its own error
    telegram, bot, _, group, _ = story
    await telegram.do("fails", trouble="refused", code=429, said="retry after 7", parameters={"retry_after": 7})
    with pytest.raises(RetryAfter) as told:
        await bot.send_message(group.id, "x")
    assert told.value._retry_after == timedelta(seconds=7)
    for trouble in ("html_error", "reset", "reset_after", "truncated"):
        await telegram.do("fails", trouble=trouble, code=502)
        with pytest.raises(TelegramError):
            await bot.send_message(group.id, trouble)
    await telegram.do("fails", trouble="silence_after", seconds=1)
    with pytest.raises(TimedOut):
        await bot.send_message(group.id, "silence", read_timeout=0.2)
    await asyncio.sleep(1)
    assert [m.text for m in await group.messages() if m.text] == ["reset_after", "truncated", "silence"]


async def test_a_wrong_token_is_an_invalid_token(telegram: Telegram) -> None:
    async with HTTPXRequest() as request, HTTPXRequest() as polls:
        bot = Bot(f"123:{'x' * 35}", telegram.base_url, request=request, get_updates_request=polls)
        with pytest.raises(InvalidToken):
            await bot.initialize()


async def test_two_pollers_are_a_conflict(story: Story) -> None:
    telegram, bot, account, _, _ = story
    first = asyncio.ensure_future(bot.get_updates(offset=1_000_000_000, timeout=20))
    await asyncio.sleep(0.2)
    async with Bot(account.token, base_url=telegram.base_url) as other:
        second = asyncio.ensure_future(other.get_updates(offset=1_000_000_000, timeout=3))
        with pytest.raises(Conflict):
            await first
        assert await second == ()


async def test_calls_that_the_library_does_not_know_yet_go_through(story: Story) -> None:
    _, bot, _, group, ana = story
    only = {"receiver_user_id": ana.id}
    sent = await bot.send_message(group.id, "Pour toi", api_kwargs={"ephemeral_message_parameters": only})
    assert sent.api_kwargs["ephemeral_message_id"] == 1
    target = only | {"chat_id": group.id, "ephemeral_message_id": 1}
    assert await bot.do_api_request("deleteEphemeralMessage", target) is True


async def test_an_ordinary_bot_lives_here(telegram: Telegram) -> None:
    account = await telegram.bot("echo_bot")
    ana = await telegram.person("Ana")
    group = await telegram.group("Bal", ana, account)

    async def task(update: Update, context: Context) -> None:
        assert update.message is not None
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Je prends", callback_data="take 1")]])
        reply = ReplyParameters(update.message.message_id)
        await update.message.reply_html("<b>Salle</b>", reply_markup=keyboard, reply_parameters=reply)
        await update.message.set_reaction("👍")

    async def pressed(update: Update, context: Context) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("C'est noté")
        await update.callback_query.edit_message_text("Salle: Ana")

    built = Application.builder().token(account.token).base_url(telegram.base_url).build()
    application: Application[Any, Any, Any, Any, Any, Any] = built
    application.add_handler(CommandHandler("tache", task))
    application.add_handler(CallbackQueryHandler(pressed))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(timeout=timedelta(seconds=2))
        said = await ana.types("/tache Salle", group)
        card = await group.shows("Salle", by=account)
        assert (card.reply_to, card.labels) == (said.id, ["Je prends"])
        press = await ana.presses("Je prends", card)
        assert (await ana.is_answered(press))["text"] == "C'est noté"
        await group.shows("Salle: Ana")
        assert (await group.messages())[1].reactions == {"👍": [account.id]}
        await application.updater.stop()
        await application.stop()


async def test_the_process_ends_when_the_block_does() -> None:
    async with running_server(limits=True) as telegram:
        account = await telegram.bot("accalmie_bot")
        ana = await telegram.person("Ana")
        group = await telegram.group("Bal", ana, account)
        told = [await account.asks("sendMessage", chat_id=group.id, text=str(n)) for n in range(30)]
        assert {each.get("error_code", 200) for each in told} == {200, 429}
        url = telegram.url
    async with Telegram(url) as again:
        with pytest.raises(ClientConnectorError):
            await again.violations()
