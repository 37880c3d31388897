"""What goes wrong when a test orders it: before a request is fulfilled, or after."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.telegram_server.conftest import Bal


async def texts(bal: Bal) -> list[str]:
    return [message.text for message in await bal.group.messages() if message.text]


async def test_an_ordered_refusal_happens_once_and_can_carry_parameters(bal: Bal) -> None:
    how = {"code": 429, "said": "retry after 7200", "parameters": {"retry_after": 7200}}
    await bal.telegram.do("fails", trouble="refused", method="sendMessage", **how)
    assert (await bal.bot.asks("getMe"))["ok"]
    told = await bal.sends()
    assert (told["error_code"], told["parameters"]["retry_after"]) == (429, 7200)
    assert (await bal.sends())["ok"]


async def test_a_page_instead_of_an_answer(bal: Bal) -> None:
    await bal.telegram.do("fails", trouble="html_error", code=502)
    url = f"{bal.telegram.base_url}{bal.bot.token}/getMe"
    async with aiohttp.ClientSession() as client, client.get(url) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")


@pytest.mark.parametrize(("trouble", "sent"), [("reset", []), ("reset_after", ["Carte"])])
async def test_a_connection_that_breaks_before_or_after(bal: Bal, trouble: str, sent: list[str]) -> None:
    await bal.telegram.do("fails", trouble=trouble)
    with pytest.raises(aiohttp.ClientError):
        await bal.sends("Carte")
    assert await texts(bal) == sent


@pytest.mark.parametrize(("trouble", "sent"), [("silence", []), ("silence_after", ["Carte"])])
async def test_an_answer_that_never_comes(bal: Bal, trouble: str, sent: list[str]) -> None:
    await bal.telegram.do("fails", trouble=trouble, seconds=0.3)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bal.sends("Carte"), 0.1)
    await asyncio.sleep(0.4)
    assert await texts(bal) == sent


async def test_an_answer_that_is_late_or_breaks_off(bal: Bal) -> None:
    await bal.telegram.do("fails", trouble="slow", seconds=0.2)
    started = asyncio.get_running_loop().time()
    assert (await bal.sends("Une"))["ok"]
    assert asyncio.get_running_loop().time() - started >= 0.2
    await bal.telegram.do("fails", trouble="truncated")
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        await bal.sends("Deux")
    assert await texts(bal) == ["Une", "Deux"]


async def test_a_fault_may_wait_repeat_and_choose_its_chat(bal: Bal) -> None:
    where = {"chat_id": bal.group.id}
    await bal.telegram.do("fails", trouble="refused", code=500, times=2, after=1, where=where)
    await bal.lea.starts(bal.bot)
    assert [(await bal.sends())["ok"] for _ in range(4)] == [True, False, False, True]
    await bal.telegram.do("fails", trouble="refused", code=500, times=0, where=where)
    assert (await bal.sends(chat_id=bal.lea.id))["ok"]
    assert [(await bal.sends())["ok"] for _ in range(3)] == [False] * 3
    await bal.telegram.do("works_again")
    assert (await bal.sends())["ok"]


async def test_polls_fail_only_when_they_are_named(bal: Bal) -> None:
    await bal.telegram.do("fails", trouble="refused", code=500)
    assert await bal.news() == []
    await bal.telegram.do("fails", trouble="refused", method="getUpdates", code=500)
    told = await bal.bot.asks("getUpdates")
    assert (told["error_code"], told["description"]) == (500, "Internal Server Error")


async def test_every_call_may_take_its_time(bal: Bal) -> None:
    await bal.telegram.do("answers_after", seconds=0.05)
    started = asyncio.get_running_loop().time()
    await asyncio.gather(*(bal.sends(str(n)) for n in range(10)))
    assert 0.05 <= asyncio.get_running_loop().time() - started < 0.5


async def test_all_calls_can_be_read_with_their_answers(bal: Bal) -> None:
    await bal.sends("Carte")
    calls = await bal.telegram.calls("sendMessage")
    assert (calls[0]["given"]["text"], calls[0]["answer"]["ok"]) == ("Carte", True)
    assert [call["method"] for call in await bal.telegram.calls()] == ["sendMessage"]
    assert "getUpdates" in [call["method"] for call in await bal.telegram.calls(with_polls=True)]


async def test_time_can_stand_so_that_a_week_is_replayed(bal: Bal) -> None:
    await bal.telegram.do("time_stands", unix=1772442000)
    said = await bal.lea.types("/tache Salle", bal.group)
    assert said.date == 1772442000
    await bal.telegram.do("time_passes", seconds=60)
    assert (await bal.sends())["result"]["date"] == 1772442060
    await bal.telegram.do("time_stands", unix=None)
    assert (await bal.sends())["result"]["date"] > 1772442060
