"""What a bot says about itself, for whom, and what Telegram does not take."""

from __future__ import annotations

from typing import Any

import pytest

from tests.telegram_server.conftest import Bal

COMMANDS = [{"command": "tache", "description": "Ajouter une tâche"}]


async def test_commands_are_kept_by_scope_and_language(bal: Bal) -> None:
    scope = {"type": "chat_administrators", "chat_id": bal.group.id}
    how: dict[str, Any] = {"scope": scope, "language_code": "fr"}
    assert (await bal.bot.asks("setMyCommands", commands=COMMANDS, **how))["ok"]
    assert (await bal.bot.asks("getMyCommands", **how))["result"] == COMMANDS
    assert (await bal.bot.asks("getMyCommands"))["result"] == []
    kept = (await bal.bot.about())["commands"]
    assert kept == [{"scope": scope, "language": "fr", "commands": COMMANDS}]
    assert (await bal.bot.asks("deleteMyCommands", **how))["ok"]
    assert (await bal.bot.asks("getMyCommands", **how))["result"] == []


@pytest.mark.parametrize(
    ("command", "description", "why"),
    [
        ("tâche", "x", "BOT_COMMAND_INVALID"),
        ("Tache", "x", "BOT_COMMAND_INVALID"),
        ("", "x", "command must be non-empty"),
        ("a" * 33, "x", "command length must not exceed 32"),
        ("tache", " ", "command description must be non-empty"),
        ("tache", "a" * 257, "command description length must not exceed 256"),
    ],
)
async def test_not_every_command_can_be_set(bal: Bal, command: str, description: str, why: str) -> None:
    commands = [{"command": command, "description": description}]
    told = await bal.bot.asks("setMyCommands", commands=commands)
    assert told["description"] == f"Bad Request: {why}"


async def test_a_hundred_commands_are_enough_and_a_scope_needs_its_chat(bal: Bal) -> None:
    told = await bal.bot.asks("setMyCommands", commands=COMMANDS * 101)
    assert told["description"] == "Bad Request: BOT_COMMANDS_TOO_MUCH"
    told = await bal.bot.asks("setMyCommands", commands=COMMANDS, scope={"type": "chat", "chat_id": -5})
    assert told["description"] == "Bad Request: chat not found"
    told = await bal.bot.asks("setMyCommands", commands=COMMANDS, language_code="french")
    assert told["description"] == "Bad Request: invalid language code specified"


@pytest.mark.parametrize(
    ("words", "field", "longest"),
    [("Name", "name", 64), ("Description", "description", 512), ("ShortDescription", "short_description", 120)],
)
async def test_name_and_descriptions_have_a_language_and_an_end(bal: Bal, words: str, field: str, longest: int) -> None:
    assert (await bal.bot.asks(f"setMy{words}", **{field: "Accalmie"}))["ok"]
    assert (await bal.bot.asks(f"setMy{words}", **{field: "Lull", "language_code": "en"}))["ok"]
    assert (await bal.bot.asks(f"getMy{words}", language_code="en"))["result"] == {field: "Lull"}
    assert (await bal.bot.asks(f"getMy{words}", language_code="de"))["result"] == {field: "Accalmie"}
    told = await bal.bot.asks(f"setMy{words}", **{field: "a" * (longest + 1)})
    assert told["description"].endswith("is too long")


async def test_a_bot_knows_who_it_is_and_what_it_hears(bal: Bal) -> None:
    told = (await bal.bot.asks("getMe"))["result"]
    assert (told["id"], told["is_bot"], told["username"]) == (bal.bot.id, True, "accalmie_bot")
    assert told["can_read_all_group_messages"] is False
