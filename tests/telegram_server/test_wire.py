"""How requests come in and answers go out: paths, tokens, forms, and what of a request is read."""

from __future__ import annotations

import json

import aiohttp
import pytest

from tests.telegram_server.conftest import Bal
from tests.telegram_server.refusal import Json


async def fetched(url: str, method: str = "GET", **how: object) -> tuple[int, Json]:
    async with aiohttp.ClientSession() as client, client.request(method, url, **how) as answer:  # type: ignore[arg-type]
        told: Json = await answer.json()
        return answer.status, told


async def test_a_wrong_token_is_unauthorized(bal: Bal) -> None:
    base = bal.telegram.base_url
    status, told = await fetched(f"{base}123:{'x' * 35}/getMe")
    assert (status, told) == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    status, told = await fetched(f"{base}nonsense/getMe")
    assert told["description"] == "Unauthorized: invalid token specified"


async def test_other_paths_and_methods_are_not_found(bal: Bal) -> None:
    assert (await fetched(f"{bal.telegram.url}/getMe"))[0] == 404
    status, told = await fetched(f"{bal.telegram.base_url}{bal.bot.token}/makeCoffee")
    assert (status, told["description"]) == (404, "Not Found: method not found")
    assert await bal.telegram.forgives() == ["makeCoffee: Not Found: method not found"]


async def test_capitals_do_not_matter_in_methods(bal: Bal) -> None:
    assert (await fetched(f"{bal.telegram.base_url}{bal.bot.token}/GETME"))[1]["ok"]


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart"])
async def test_parameters_come_in_four_ways(bal: Bal, way: str) -> None:
    markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "1"}]]}
    plain = {"chat_id": str(bal.group.id), "text": "Salle é", "reply_markup": json.dumps(markup)}
    url = f"{bal.telegram.base_url}{bal.bot.token}/sendMessage"
    if way == "query":
        status, told = await fetched(url, params=plain)
    elif way == "form":
        status, told = await fetched(url, "POST", data=plain)
    elif way == "json":
        status, told = await fetched(url, "POST", json=plain | {"reply_markup": markup, "chat_id": bal.group.id})
    else:
        form = aiohttp.FormData(plain)
        form.add_field("unused", b"", filename="x")
        status, told = await fetched(url, "POST", data=form)
        assert await bal.telegram.forgives() == []
    assert (status, told["result"]["reply_markup"]) == (200, markup)
    assert (await bal.group.shows("Salle é")).labels == ["Oui"]


async def test_the_status_is_the_code_of_the_refusal(bal: Bal) -> None:
    url = f"{bal.telegram.base_url}{bal.bot.token}/sendMessage"
    status, told = await fetched(url, "POST", json={"chat_id": -5, "text": "x"})
    assert (status, told["error_code"]) == (400, 400)


@pytest.mark.parametrize(
    ("method", "given", "said"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": -1}, "message text is empty"),
        ("sendMessage", {"chat_id": "Bal", "text": "x"}, "chat not found"),
        ("deleteMessage", {"chat_id": -1}, "message identifier is not specified"),
        ("deleteMessage", {"chat_id": -1, "message_id": "last"}, "message identifier is not specified"),
        ("getChatMember", {"chat_id": -1}, "invalid user_id specified"),
        ("sendMessage", {"chat_id": -1, "text": "x", "reply_markup": "{"}, "object expected as reply markup"),
        (
            "sendMessage",
            {"chat_id": -1, "text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "1"}]]}},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        ("setMyCommands", {"commands": [{"command": "a"}]}, "can't parse BotCommand: Can't find field \"description\""),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "everybody"}},
            "can't parse BotCommandScope: unsupported type specified",
        ),
        ("getUpdates", {"limit": "many"}, 'parameter "limit" must be of type Integer'),
    ],
)
async def test_what_is_missing_or_ill_typed_is_refused_and_remembered(
    bal: Bal, method: str, given: Json, said: str
) -> None:
    answer = await bal.bot.asks(method, **given)
    assert answer["description"] == f"Bad Request: {said}"
    strange = await bal.telegram.forgives()
    assert bool(strange) == (said != "chat not found")


async def test_an_unknown_parameter_is_ignored_and_remembered(bal: Bal) -> None:
    markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "1", "colour": "green"}]]}
    assert (await bal.sends(silent=True, reply_markup=markup))["ok"]
    unknown = ["silent", "reply_markup.inline_keyboard[0][0].colour"]
    assert await bal.telegram.forgives() == [f"sendMessage: unknown parameter {name}" for name in unknown]


async def test_what_this_server_does_not_do_is_said_and_not_feigned(bal: Bal) -> None:
    assert (await bal.bot.asks("sendDice", chat_id=bal.group.id))["error_code"] == 501
    assert (await bal.sends("*x*", parse_mode="MarkdownV2"))["error_code"] == 400
    assert len(await bal.telegram.forgives()) == 2


async def test_after_logging_out_nothing_works(bal: Bal) -> None:
    assert (await bal.bot.asks("close"))["ok"]
    assert (await bal.bot.asks("logOut"))["ok"]
    assert (await bal.bot.asks("getMe"))["description"] == "Bad Request: Logged out"


async def test_files_go_up_and_come_down_again(bal: Bal) -> None:
    sent = await bal.bot.sends_file("sendDocument", "document", b"a;b\n", chat_id=bal.group.id, caption="<b>Liste</b>")
    document = sent["result"]["document"]
    assert (document["file_name"], document["file_size"]) == ("file.bin", 4)
    found = (await bal.bot.asks("getFile", file_id=document["file_id"]))["result"]
    async with aiohttp.ClientSession() as client:
        url = f"{bal.telegram.base_file_url}{bal.bot.token}/{found['file_path']}"
        async with client.get(url) as answer:
            assert await answer.read() == b"a;b\n"
    again = await bal.bot.asks("sendDocument", chat_id=bal.group.id, document=document["file_id"])
    assert again["result"]["document"]["file_id"] == document["file_id"]


async def test_captions_are_shorter_than_texts_and_files_have_a_limit(bal: Bal) -> None:
    sent = await bal.bot.sends_file("sendPhoto", "photo", b"x", chat_id=bal.group.id, caption="a" * 1025)
    assert sent["description"] == "Bad Request: message caption is too long"
    sent = await bal.bot.sends_file("sendPhoto", "photo", b"x" * ((10 << 20) + 1), chat_id=bal.group.id)
    assert sent["description"] == "Bad Request: photo is too big"
    sent = await bal.bot.sends_file("sendDocument", "document", b"", chat_id=bal.group.id)
    assert sent["description"] == "Bad Request: file must be non-empty"
