"""How updates wait, are handed out, are confirmed, and who may fetch them."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from tests.telegram_server.conftest import Bal
from tests.telegram_server.refusal import Json


async def polled(bal: Bal, **how: object) -> list[int]:
    await bal.telegram.do("time_passes", seconds=4)
    answer = await bal.bot.asks("getUpdates", **how)
    return [update["update_id"] for update in answer["result"]]


async def test_numbers_follow_each_other_and_only_a_higher_offset_confirms(bal: Bal) -> None:
    for n in range(3):
        await bal.lea.types(f"/tache {n}", bal.group)
    ids = await polled(bal)
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]
    assert await polled(bal, offset=ids[0]) == ids
    assert await polled(bal, offset=ids[1]) == ids[1:]
    assert await polled(bal, offset=ids[0]) == ids[1:]


async def test_a_limit_and_a_negative_offset(bal: Bal) -> None:
    for n in range(4):
        await bal.lea.types(f"/tache {n}", bal.group)
    ids = await polled(bal)
    assert await polled(bal, limit=2, offset=ids[0]) == ids[:2]
    assert await polled(bal, offset=-1) == ids[-1:]
    assert await polled(bal, offset=ids[0] + 1) == ids[-1:]


async def test_the_same_offset_again_at_once_gets_one_update(bal: Bal) -> None:
    for n in range(3):
        await bal.lea.types(f"/tache {n}", bal.group)
    assert len(await polled(bal)) == 3
    again = await bal.bot.asks("getUpdates")
    assert len(again["result"]) == 1
    assert len(await polled(bal)) == 3


async def test_a_long_poll_ends_as_soon_as_something_comes(bal: Bal) -> None:
    waiting = asyncio.ensure_future(bal.news(timeout=20))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await bal.lea.types("/tache Salle", bal.group)
    async with asyncio.timeout(2):
        assert (await waiting)[0]["message"]["text"] == "/tache Salle"


async def test_a_long_poll_ends_empty_when_nothing_comes(bal: Bal) -> None:
    started = asyncio.get_running_loop().time()
    assert await bal.news(timeout=1) == []
    assert 0.9 < asyncio.get_running_loop().time() - started < 3


async def test_a_second_poller_ends_the_first(bal: Bal) -> None:
    first = asyncio.ensure_future(bal.bot.asks("getUpdates", offset=bal.read, timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.ensure_future(bal.bot.asks("getUpdates", offset=bal.read, timeout=20))
    told = await first
    assert (told["error_code"], told["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await bal.lea.types("/tache Salle", bal.group)
    assert len((await second)["result"]) == 1


async def test_updates_are_kept_for_a_day(bal: Bal) -> None:
    await bal.lea.types("/tache Hier", bal.group)
    await bal.telegram.do("time_passes", seconds=24 * 3600 + 1)
    await bal.lea.types("/tache Salle", bal.group)
    assert await bal.texts() == ["/tache Salle"]


async def test_a_bot_gets_the_kinds_that_it_asked_for_and_the_choice_is_remembered(bal: Bal) -> None:
    await bal.ana.promotes(bal.bot, bal.group)
    await bal.news()
    said = await bal.lea.types("Bonjour", bal.group)
    await bal.marc.reacts(said, "👍")
    assert await bal.kinds(allowed_updates=["message_reaction", "nonsense"]) == ["message"]
    await bal.marc.reacts(said, "🔥")
    await bal.lea.types("Bonsoir", bal.group)
    assert await bal.kinds() == ["message_reaction"]
    assert (await bal.bot.about())["allowed_updates"] == ["message_reaction"]
    await bal.lea.types("Bonsoir", bal.group)
    await bal.marc.reacts(said, "👍")
    assert await bal.kinds(allowed_updates=[]) == ["message_reaction"]
    await bal.marc.reacts(said)
    await bal.lea.types("Bonsoir", bal.group)
    assert await bal.kinds() == ["message"]


async def test_updates_may_come_twice_with_gaps_with_fields_and_of_kinds_that_nobody_knows(bal: Bal) -> None:
    await bal.lea.types("/tache Salle", bal.group)
    first = (await bal.news())[0]
    assert await bal.bot.does("repeats_updates", count=1) == [first["update_id"]]
    assert await bal.news() == [first]
    await bal.bot.does("skips_numbers", count=1000)
    strange = await bal.bot.does("sends_raw", fields={"brain_wave": {"from": 1}})
    assert strange == first["update_id"] + 1001
    await bal.bot.does("adds_to_updates", fields={"mood": "calm"})
    await bal.lea.types("/tache Tables", bal.group)
    wave, last = await bal.news()
    assert (wave["brain_wave"], last["mood"]) == ({"from": 1}, "calm")


class Listener:
    """An address that takes updates, or refuses the first ones."""

    def __init__(self, refuses: int = 0) -> None:
        self.refuses, self.secrets = refuses, set[str]()
        self.taken: list[Json] = []
        self.took = asyncio.Condition()

    async def hears(self, request: web.Request) -> web.Response:
        if self.refuses:
            self.refuses -= 1
            return web.Response(status=502)
        async with self.took:
            self.taken.append(await request.json())
            self.took.notify_all()
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        return web.Response()

    async def has(self, count: int) -> list[Json]:
        async with asyncio.timeout(10), self.took:
            await self.took.wait_for(lambda: len(self.taken) >= count)
        return self.taken


async def test_a_webhook_is_sent_every_update_in_order_with_the_secret(bal: Bal) -> None:
    listener = Listener(refuses=2)
    app = web.Application()
    app.router.add_post("/hook", listener.hears)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await bal.bot.does(
        "webhook_is_at", public="https://bot.example.org", really=f"http://127.0.0.1:{runner.addresses[0][1]}"
    )
    hook = {"url": "https://bot.example.org/hook", "secret_token": "quiet-1"}  # pragma: allowlist secret
    assert (await bal.bot.asks("setWebhook", **hook))["ok"]
    told = await bal.bot.asks("getUpdates")
    assert told["error_code"] == 409
    assert "use deleteWebhook" in told["description"]
    for n in range(3):
        await bal.lea.types(f"/tache {n}", bal.group)
    assert [u["message"]["text"] for u in await listener.has(3)] == ["/tache 0", "/tache 1", "/tache 2"]
    assert listener.secrets == {"quiet-1"}
    info = (await bal.bot.asks("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"]) == (hook["url"], 0)
    assert "502" in info["last_error_message"]
    assert (await bal.bot.asks("deleteWebhook"))["ok"]
    assert await bal.news() == []
    await runner.cleanup()


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("http://bot.example.org/", "", "bad webhook: An HTTPS URL must be provided for webhook"),
        ("https://bot.example.org:8080/", "", "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ("https://bot.example.org/", "a b", "secret token contains unallowed characters"),
        ("https://localhost/", "", "invalid webhook URL specified"),
    ],
)
async def test_not_every_address_can_be_a_webhook(bal: Bal, url: str, secret: str, why: str) -> None:
    told = (
        await bal.bot.asks("setWebhook", url=url, secret_token=secret)
        if secret
        else await bal.bot.asks("setWebhook", url=url)
    )
    assert told["description"] == f"Bad Request: {why}"


async def test_setting_a_webhook_ends_a_long_poll_and_pending_updates_can_be_dropped(bal: Bal) -> None:
    waiting = asyncio.ensure_future(bal.bot.asks("getUpdates", offset=bal.read, timeout=20))
    await asyncio.sleep(0.1)
    assert (await bal.bot.asks("setWebhook", url="https://bot.example.org/"))["ok"]
    assert (await waiting)["description"] == "Conflict: terminated by setWebhook request"
    await bal.lea.types("/tache Salle", bal.group)
    assert (await bal.bot.asks("deleteWebhook", drop_pending_updates=True))["ok"]
    assert (await bal.bot.asks("getWebhookInfo"))["result"]["pending_update_count"] == 0
