"""Thousands of updates of a random life, judged by models that others made from the official documentation."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, TelegramObject, Update

from tests.telegram_server.conftest import Bal
from tests.telegram_server.random_life import RandomLife
from tests.telegram_server.refusal import Json
from tests.telegram_server.schema import published

_ROOT = Path(__file__).parents[2]
_JUDGE = _ROOT / ".venv" / "judge"
_ACTS = 7000


@pytest.fixture(scope="module")
def updates() -> list[Json]:
    return RandomLife(seed=20260302).lived(_ACTS)


def test_there_are_thousands_and_of_every_kind(updates: list[Json]) -> None:
    kinds = Counter(next(name for name in update if name != "update_id") for update in updates)
    assert kinds.total() > 4000, kinds
    assert min(kinds.values()) > 20, kinds
    assert kinds.keys() == {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "callback_query",
        "message_reaction",
        "my_chat_member",
        "chat_member",
    }


async def answers(bal: Bal) -> list[Json]:
    """One answer of each kind that a bot gets."""
    await bal.ana.promotes(bal.bot, bal.group, title="Robot")
    await bal.ana.mutes(bal.marc, bal.group)
    group = {"chat_id": bal.group.id}
    keyboard = {"inline_keyboard": [[{"text": "Oui", "callback_data": "1", "style": "success"}]]}
    text = '<b>a</b> <a href="https://example.org">b</a> <tg-time unix="1" format="D">c</tg-time>'
    sent = [
        await bal.sends(text, parse_mode="HTML", reply_markup=keyboard),
        await bal.sends("x", ephemeral_message_parameters={"receiver_user_id": bal.lea.id}),
        await bal.bot.sends_file("sendPhoto", "photo", b"x", **group, caption="x"),
        await bal.bot.sends_file("sendDocument", "document", b"x", **group),
    ]
    told = [{"kind": "Message", "value": each["result"]} for each in sent]
    for person in (bal.ana, bal.bot, bal.lea, bal.marc):
        found = await bal.bot.asks("getChatMember", **group, user_id=person.id)
        told.append({"kind": "ResultChatMemberUnion", "value": found["result"]})
    told.append({"kind": "User", "value": (await bal.bot.asks("getMe"))["result"]})
    told.append({"kind": "ChatFullInfo", "value": (await bal.bot.asks("getChat", **group))["result"]})
    await bal.lea.starts(bal.bot)
    told.append({"kind": "ChatFullInfo", "value": (await bal.bot.asks("getChat", chat_id=bal.lea.id))["result"]})
    await bal.bot.asks("setWebhook", url="https://bot.example.org/")
    return [*told, {"kind": "WebhookInfo", "value": (await bal.bot.asks("getWebhookInfo"))["result"]}]


async def test_aiograms_models_find_nothing_missing_wrong_or_unknown_and_would_say_so(
    bal: Bal, updates: list[Json]
) -> None:
    good = next(update["message"] for update in updates if "text" in update.get("message", {}))
    without_date = {name: value for name, value in good.items() if name != "date"}
    bad = [{"kind": "Message", "value": each} for each in (good | {"date": "?"}, good | {"mood": 1}, without_date)]
    lines = bad + await answers(bal) + [{"kind": "Update", "value": update} for update in updates]
    told = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "tests.telegram_server.judge"],
        cwd=_ROOT,
        env=os.environ | {"PYTHONPATH": str(_JUDGE)},
        input="\n".join(json.dumps(line) for line in lines),
        capture_output=True,
        text=True,
        check=True,
    )
    wrong, unknown, missing, *more = told.stdout.splitlines()
    assert wrong.startswith("0: ")
    assert unknown == "1: Message.mood is unknown"
    assert "Field required" in missing
    assert more == []


def test_python_telegram_bot_reads_all_of_it(updates: list[Json]) -> None:
    bot = Bot("1:x")
    newer = {"ephemeral_message_id", "receiver_user", "can_send_welcome_messages", "can_react_to_messages"}
    newer |= {"can_manage_tags", "can_edit_tag"}
    for update in updates:
        read = Update.de_json(update, bot)
        assert set(_unread(read)) <= newer, update


def _unread(value: Any) -> list[str]:
    """Fields of a newer Bot API than the library knows are kept apart by it."""
    if isinstance(value, TelegramObject):
        slots = [getattr(value, name, None) for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
        return [*value.api_kwargs, *(name for slot in slots for name in _unread(slot))]
    if isinstance(value, list | tuple):
        return [name for each in value for name in _unread(each)]
    return []


def test_the_published_schema_knows_every_field(updates: list[Json]) -> None:
    fields = set(published().types["Message"])
    for update in updates:
        body = next(value for name, value in update.items() if name != "update_id")
        if "chat" in body and "text" in body:
            assert set(body) <= fields
