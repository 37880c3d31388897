"""What Telegram shows of the bot before anybody wrote to it, over the wire: menus for each reader, and its own page."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.clock import wall_clock
from bot.locales import LANGUAGES
from bot.messengers.telegram import Telegram as Messenger
from bot.messengers.telegram import menus
from handlers.kit import registry
from handlers.kit.command import Command, Example, Outcome
from tests.telegram_server.people import BotAccount, Telegram
from tests.telegram_server.process import telegram

__all__ = ["telegram"]
GROUP, COORDINATORS, PRIVATE = "all_group_chats", "all_chat_administrators", "all_private_chats"
USUAL = {
    "": ["task", "tasks", "take", "done", "due", "give", "digest", "help"],
    "fr": ["tache", "taches", "prendre", "fait", "echeance", "proposer", "bilan", "aide"],
}


@pytest.fixture
async def account(telegram: Telegram) -> BotAccount:
    return await telegram.bot("accalmie_bot", name="Our helper")


@asynccontextmanager
async def opened(telegram: Telegram, account: BotAccount) -> AsyncIterator[Messenger]:
    messenger = Messenger(account.token, wall_clock, server=telegram.url)
    try:
        await messenger.open()
        yield messenger
    finally:
        await messenger.close()


async def shown(account: BotAccount, scope: str, language: str) -> dict[str, str]:
    """A menu as Telegram has it: what each command does."""
    told = await account.asks("getMyCommands", scope={"type": scope}, language_code=language)
    return {each["command"]: each["description"] for each in told["result"]}


async def set_so_far(telegram: Telegram) -> list[str]:
    return [call["method"] for call in await telegram.calls() if call["method"].startswith("set")]


@pytest.mark.parametrize("language", USUAL)
async def test_each_reader_finds_the_commands_in_their_language(
    telegram: Telegram, account: BotAccount, language: str
) -> None:
    async with opened(telegram, account):
        group, coordinators, private = [
            list(await shown(account, scope, language)) for scope in (GROUP, COORDINATORS, PRIVATE)
        ]
    assert group == USUAL[language]
    assert coordinators[: len(group)] == private[: len(group)] == group
    theirs = {
        "": {"charter", "quiet", "coordinator", "export", "link", "report", "settings", "role", "template"},
        "fr": {"charte", "calme", "coordo", "exporter", "relier", "signaler", "reglages", "role", "modele"},
    }
    assert set(coordinators) - set(group) == theirs[language]
    own = {
        "": {
            "accept",
            "ask",
            "away",
            "calendar",
            "charter",
            "decline",
            "forgetme",
            "hours",
            "later",
            "link",
            "load",
            "mydata",
            "myquiet",
            "report",
            "settings",
            "urgent",
        },
        "fr": {
            "accepter",
            "absent",
            "calendrier",
            "charte",
            "demander",
            "dispo",
            "forces",
            "refuser",
            "signaler",
            "plustard",
            "relier",
            "mesdonnees",
            "moncalme",
            "oubliemoi",
            "reglages",
            "urgent",
        },
    }
    assert set(private) - set(group) == own[language]


async def test_a_line_says_what_a_command_does_and_how_it_is_typed(telegram: Telegram, account: BotAccount) -> None:
    async with opened(telegram, account):
        assert (await shown(account, GROUP, ""))["due"] == "move the date: /due 12 friday 18:00"
        assert (await shown(account, GROUP, "fr"))["echeance"] == "changer la date\u00a0: /echeance 12 vendredi 18h"
        assert (await shown(account, GROUP, ""))["tasks"] == "the list, most urgent first"
        assert (await shown(account, COORDINATORS, ""))["quiet"].endswith(": /quiet 21:00-08:00")
        assert "monday" not in (await shown(account, GROUP, ""))["digest"], "nothing that only coordinators may type"


async def test_what_concerns_one_person_is_typed_in_the_group_so_that_nobody_else_sees_it(
    telegram: Telegram, account: BotAccount
) -> None:
    hidden = {}
    async with opened(telegram, account):
        for scope in (GROUP, COORDINATORS, PRIVATE):
            told = (await account.asks("getMyCommands", scope={"type": scope}, language_code=""))["result"]
            hidden[scope] = {each["command"] for each in told if each.get("is_ephemeral")}
    private = {"charter", "export", "help", "link", "report", "settings"}
    assert hidden == {GROUP: {"help"}, COORDINATORS: private, PRIVATE: set()}


async def test_the_bots_page_is_in_both_languages_and_its_name_is_left_alone(
    telegram: Telegram, account: BotAccount
) -> None:
    async with opened(telegram, account):
        for method in ("getMyDescription", "getMyShortDescription"):
            english, french = [(await account.asks(method, language_code=code))["result"] for code in ("en", "fr")]
            assert all(english.values())
            assert english != french
        for code, ends in (("de", "/privacy"), ("fr", "/donnees")):
            told = await account.asks("getMyDescription", language_code=code)
            assert told["result"]["description"].endswith(ends)
        assert (await account.asks("getMyName"))["result"] == {"name": "Our helper"}
    assert "setMyName" not in await set_so_far(telegram)


async def test_only_what_differs_is_set(telegram: Telegram, account: BotAccount) -> None:
    async with opened(telegram, account):
        pass
    first = await set_so_far(telegram)
    assert len(first) == 5 * len(LANGUAGES)
    async with opened(telegram, account):
        pass
    assert await set_so_far(telegram) == first
    old = [{"command": "old", "description": "of an earlier version"}]
    assert (await account.asks("setMyCommands", commands=old, scope={"type": GROUP}, language_code="fr"))["ok"]
    async with opened(telegram, account):
        assert list(await shown(account, GROUP, "fr")) == USUAL["fr"]
    assert (await set_so_far(telegram))[len(first) :] == ["setMyCommands"] * 2  # the test's own, and the bot's


@pytest.mark.parametrize("method", ["getMyCommands", "setMyCommands", "setMyDescription"])
@pytest.mark.parametrize(
    "trouble",
    [
        {"trouble": "refused", "code": 429, "said": "retry after 80000", "parameters": {"retry_after": 80000}},
        {"trouble": "refused", "code": 400, "said": "BOT_COMMAND_INVALID"},
        {"trouble": "refused", "code": 401, "said": "Unauthorized"},
        {"trouble": "html_error", "code": 502},
        {"trouble": "reset"},
        {"trouble": "truncated"},
    ],
    ids=lambda trouble: f"{trouble['trouble']}-{trouble.get('code', '')}",
)
async def test_no_failure_stops_the_bot_and_the_next_start_tries_again(
    telegram: Telegram,
    account: BotAccount,
    method: str,
    trouble: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it the library warns of its own error
    await telegram.do("fails", method=method, times=0, **trouble)
    with caplog.at_level(logging.WARNING, "bot"):
        async with opened(telegram, account) as messenger:
            assert messenger.username == "accalmie_bot"
    (warning,) = [record for record in caplog.records if record.name.startswith("bot.")]
    assert warning.levelno == logging.WARNING
    assert warning.getMessage().startswith("the menus at Telegram may be those of an earlier version")
    assert account.token not in caplog.text
    await telegram.do("works_again")
    async with opened(telegram, account):
        assert list(await shown(account, GROUP, "fr")) == USUAL["fr"]


async def test_a_silent_telegram_does_not_keep_the_group_waiting(
    telegram: Telegram, account: BotAccount, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menus, "_PATIENCE", 0.2)
    await telegram.do("fails", method="getMyCommands", trouble="silence", seconds=2)
    with caplog.at_level(logging.WARNING, "bot.messengers.telegram.menus"):
        async with opened(telegram, account):
            pass
    assert "TimeoutError" in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_declared_telegram_takes_it(language: str) -> None:
    whole = menus.menu(registry.commands(), language, coordinators=True)
    assert len(whole) == len(registry.commands())
    for each in whole:
        assert menus._NAME.fullmatch(each.command)
        assert 1 <= len(each.description) <= 256


def test_a_name_that_telegram_does_not_take_gives_way_to_another() -> None:
    def command(en: str, fr: str, *also: str) -> Command:
        return Command(en=en, fr=fr, run=lambda _: Outcome(), examples=(Example(en, fr),), also=also)

    assert menus.menu([command("done", "tâché")], "fr")[0].command == "tache"
    assert menus.menu([command("done", "c-est-fait", "fini")], "fr")[0].command == "fini"
    assert menus.menu([command("done", "c-est-fait")], "fr")[0].command == "done"
    assert menus.menu([command("done", "x" * 33)], "fr")[0].command == "done"


def test_a_translation_that_is_too_long_ends_early() -> None:
    long = Command(
        en="done",
        fr="fait",
        run=lambda _: Outcome(),
        examples=(Example("done " + "x" * 300, "fait " + "x" * 300),),
    )
    assert menus.menu([long], "en")[0].description == "say that it is done"  # rather without its example
    assert menus._cut("abc def", 5) == "abc…"
