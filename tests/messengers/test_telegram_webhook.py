"""Updates that Telegram brings, instead of being asked for them: the same group, through an HTTP server of the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket
from typing import Any

import aiohttp
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot.messengers import Refused
from bot.messengers.telegram import Telegram as Messenger
from bot.messengers.telegram import Webhook, serving
from domain.message import Incoming
from tests.messengers.telegram_process import running
from tests.messengers.telegram_scene import TAKE, Scene, an_address, in_a_group, stands_before
from tests.telegram_server.people import Telegram
from tests.telegram_server.process import telegram

__all__ = ["telegram"]
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def webhook() -> Webhook:
    return an_address()


@pytest.fixture
async def bal(telegram_here: Telegram, engine: Engine, webhook: Webhook) -> AsyncIterator[Scene]:
    async with in_a_group(telegram_here, engine, webhook) as scene:
        yield scene


async def secret_of(scene: Scene) -> str:
    return str((await scene.sent("setWebhook"))[-1]["given"]["secret_token"])


async def brought(webhook: Webhook, update: Any, secret: str | None = None, path: str = "/telegram") -> tuple[int, str]:
    """What somebody is answered who posts this."""
    headers = {} if secret is None else {_HEADER: secret}
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"http://{webhook.here}{path}", json=update, headers=headers) as answer,
    ):
        return answer.status, await answer.text()


def said(bal: Scene, number: int, text: str, chat: int | None = None) -> dict[str, Any]:
    """An update as Telegram would write it, in which Léa says something."""
    there = {"id": chat or bal.group.id, "type": "supergroup", "title": "Bal"}
    by = {"id": bal.lea.id, "is_bot": False, "first_name": "Léa"}
    message = {"message_id": number, "date": int(bal.clock.now.timestamp()), "chat": there, "from": by, "text": text}
    return {"update_id": number, "message": message}


async def test_a_task_is_typed_corrected_and_taken(bal: Scene) -> None:
    typed = await bal.lea.types("/tache Salle", bal.group)
    card = await bal.shows("#1 Salle")
    await bal.lea.edits(typed, "/tache Salle des fêtes")
    await bal.changes(card, to="Salle des fêtes")
    await bal.marc.is_answered(await bal.marc.presses(TAKE, card))
    await bal.changes(card, to="Marc")
    await bal.has_heard()
    assert not await bal.telegram.calls("getUpdates", with_polls=True)


async def test_telegram_is_told_what_to_bring_and_a_secret(bal: Scene, webhook: Webhook) -> None:
    given = (await bal.sent("setWebhook"))[-1]["given"]
    assert (given["url"], int(given["max_connections"])) == (webhook.address, 40)
    assert "chat_member" in given["allowed_updates"]
    assert len(await secret_of(bal)) >= 32
    assert bal.bot.token.partition(":")[2] not in webhook.address + await secret_of(bal)


async def test_who_does_not_know_the_secret_is_told_nothing_and_changes_nothing(bal: Scene, webhook: Webhook) -> None:
    update, secret = said(bal, 900, "/tache Intruse"), await secret_of(bal)
    for wrong in (None, "", "x", secret[:-1], secret + "x", "\xe9" * 64):
        assert await brought(webhook, update, wrong) == (404, "")
    assert await brought(webhook, update, secret, path="/elsewhere") == (404, "")
    async with aiohttp.ClientSession() as client, client.get(f"http://{webhook.here}/telegram") as answer:
        assert (answer.status, await answer.text()) == (404, "")
    await bal.asks_for("Salle")
    assert bal.titles() == ["Salle"]
    assert await brought(webhook, update, secret) == (200, "")
    assert bal.titles() == ["Salle", "Intruse"]


async def test_all_processes_of_a_bot_have_the_same_secret(bal: Scene) -> None:
    messenger = Messenger(bal.bot.token, bal.clock, server=bal.telegram.url, webhook=an_address())
    before = await secret_of(bal)
    await messenger.open()
    listening = asyncio.ensure_future(messenger.listen(bal.app))

    async def told() -> bool:
        return len(await bal.sent("setWebhook")) == 2

    await bal.telegram.until(told)
    assert await secret_of(bal) == before
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await messenger.close()


async def test_an_update_is_taken_only_once_its_effect_is_durable(
    bal: Scene, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = _halfway(bal, monkeypatch)
    bringing = asyncio.ensure_future(brought(webhook, said(bal, 900, "/tache Salle"), await secret_of(bal)))
    await begun.wait()
    assert not bringing.done()
    assert bal.titles() == []
    go_on.set()
    assert (await bringing)[0] == 200
    assert bal.titles() == ["Salle"]


async def test_those_of_one_chat_wait_for_each_other_and_other_chats_go_on(
    bal: Scene, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = await bal.telegram.group("Ciné", bal.lea)
    await bal.lea.adds(bal.bot, other)
    await bal.has_heard()
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(incoming: Incoming, receive: Any) -> None:
        if incoming.text == "/tache Une":
            begun.set()
            await go_on.wait()
        await receive(incoming)

    _through(bal, slowly, monkeypatch)
    secret = await secret_of(bal)
    first = asyncio.ensure_future(brought(webhook, said(bal, 900, "/tache Une"), secret))
    await begun.wait()
    second = asyncio.ensure_future(brought(webhook, said(bal, 901, "/tache Deux"), secret))
    assert (await brought(webhook, said(bal, 902, "/tache Film", other.id), secret))[0] == 200
    assert bal.titles() == ["Film"]
    go_on.set()
    assert [(await each)[0] for each in (first, second)] == [200, 200]
    assert bal.titles() == ["Film", "Une", "Deux"]


async def test_while_the_database_is_out_of_reach_telegram_brings_it_again(
    bal: Scene, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = 3

    async def breaks(incoming: Incoming, receive: Any) -> None:
        nonlocal left
        left -= 1
        if left >= 0:
            raise OperationalError("INSERT", {}, Exception("disk I/O error"))
        await receive(incoming)

    _through(bal, breaks, monkeypatch)
    assert (await brought(webhook, said(bal, 900, "/tache Salle"), await secret_of(bal)))[0] == 503
    for title in ("Une", "Deux", "Trois"):
        await bal.lea.types(f"/tache {title}", bal.group)
    await bal.shows("Trois")
    assert bal.titles() == ["Une", "Deux", "Trois"]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_LARGEST", 3000)


@pytest.mark.usefixtures("small")
async def test_what_cannot_be_read_or_applied_is_set_aside(
    bal: Scene, webhook: Webhook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(incoming: Incoming, receive: Any) -> None:
        if "poison" in incoming.text:
            raise RuntimeError("a fault of ours")
        await receive(incoming)

    _through(bal, breaks, monkeypatch)
    secret = await secret_of(bal)
    odd_ones: list[Any] = [None, [], 7, {}, {"message": {"chat": "x"}}, {"callback_query": {"id": "1"}}]
    for odd in odd_ones:
        assert await brought(webhook, odd, secret) == (200, "")
    await bal.lea.types("/tache poison", bal.group)
    await bal.asks_for("Salle")
    assert (await brought(webhook, said(bal, 901, "x" * 5000), secret)) == (200, "")
    assert "set aside: HTTPRequestEntityTooLarge" in caplog.text
    assert bal.titles() == ["Salle"]


async def test_what_is_deep_huge_or_of_a_wrong_kind_is_set_aside_and_the_next_is_done(
    bal: Scene, webhook: Webhook
) -> None:
    secret = await secret_of(bal)
    odd = said(bal, 900, "/tache Salle")["message"]
    deep = b"[" * 4_000
    bodies = [
        deep,
        deep + b"]" * 4_000,
        b'{"update_id": ' + b"9" * 3_900 + b"}",
        b"\xff\xfe\x00",
        b"",
        b"NaN",
        b"1e999",
    ]
    kinds = ("", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
    async with aiohttp.ClientSession() as client:
        for number, body in enumerate(bodies):
            heads = {_HEADER: secret, "Content-Type": kinds[number % len(kinds)]}
            async with client.post(f"http://{webhook.here}/telegram", data=body, headers=heads) as answer:
                assert (answer.status, await answer.text()) == (200, "")
    wrong_ones: list[Any] = [-1, 2**63, 10**30, 1.5, "x", None, True, [], {}]
    for wrong in wrong_ones:
        for field in ("message_id", "date"):
            assert await brought(webhook, {"update_id": 901, "message": {**odd, field: wrong}}, secret) == (200, "")
        for whose in ("chat", "from"):
            message = {**odd, whose: {**odd[whose], "id": wrong}, "text": "/tache Fausse"}
            assert await brought(webhook, {"update_id": 902, "message": message}, secret) == (200, "")
        assert await brought(webhook, {"update_id": wrong, "message": {**odd, "text": wrong}}, secret) == (200, "")
    assert await brought(webhook, said(bal, 903, "/tache Bonne"), secret) == (200, "")
    assert bal.titles()[-1] == "Bonne"


async def test_a_port_that_is_taken_is_said_in_one_sentence(bal: Scene, webhook: Webhook) -> None:
    with pytest.raises(Refused, match=rf"^Nothing can arrive at {webhook.here}: "):
        await _listens(bal, webhook)


async def test_an_address_that_telegram_does_not_take_is_said_in_one_sentence(bal: Scene) -> None:
    with pytest.raises(Refused, match=r"^Telegram does not take the webhook's address: Invalid webhook"):
        await _listens(bal, Webhook("https://localhost/telegram", an_address().here))
    await bal.telegram.forgives()


async def test_telegram_is_told_as_soon_as_it_answers(bal: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_FIRST_PAUSE", 0.01)
    webhook = an_address()
    await bal.telegram.do("fails", method="setWebhook", trouble="html_error", code=502)
    await bal.telegram.do("fails", method="setWebhook", trouble="reset")
    listening = asyncio.ensure_future(_listens(bal, webhook))
    await stands_before(bal.bot, webhook)

    async def answers() -> bool:
        return len(await bal.sent("setWebhook")) == 4

    await bal.telegram.until(answers)
    await bal.asks_for("Salle")
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def _listens(bal: Scene, webhook: Webhook) -> None:
    """A second bot process, with the same token and the same database."""
    messenger = Messenger(bal.bot.token, bal.clock, server=bal.telegram.url, webhook=webhook)
    await messenger.open()
    try:
        await messenger.listen(bal.app)
    finally:
        await messenger.close()


def _halfway(bal: Scene, monkeypatch: pytest.MonkeyPatch) -> tuple[asyncio.Event, asyncio.Event]:
    """What the bot hears waits: the first event says that it does, the second lets it go on."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(incoming: Incoming, receive: Any) -> None:
        begun.set()
        await go_on.wait()
        await receive(incoming)

    _through(bal, slowly, monkeypatch)
    return begun, go_on


def _through(scene: Scene, receive: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the messenger hears goes through `receive` from now on."""
    apply = scene.app.receive

    async def instead(incoming: Incoming) -> None:
        await receive(incoming, apply)

    monkeypatch.setattr(scene.app, "receive", instead)


# ---- the shipped bot


async def test_stopped_and_started_either_way_nothing_is_lost(telegram: Telegram, tmp_path: Path) -> None:
    bot, webhook = await telegram.bot("accalmie_bot"), an_address()
    ana = await telegram.person("Ana", language="en")
    group = await telegram.group("Bal", ana, bot)
    await stands_before(bot, webhook)
    ways = {"telegram_webhook": webhook.address, "telegram_webhook_listen": webhook.here, "log_level": "debug"}
    async with running(tmp_path, telegram.url, bot.token, **ways) as served:
        await served.says("Telegram brings what happens")
        await ana.types("/task One", group)
        await group.shows("#1 One", 30)
    await ana.types("/task Two", group)
    async with running(tmp_path, telegram.url, bot.token) as polling:
        await group.shows("#2 Two", 30)
        await polling.says("now the bot asks for it")
    await ana.types("/task Three", group)
    async with running(tmp_path, telegram.url, bot.token, **ways) as served_again:
        await group.shows("#3 Three", 30)
    lives = (served, polling, served_again)
    assert [each.process.returncode for each in lives] == [0, 0, 0]
    assert not any("Traceback" in each.log or "Conflict" in each.log for each in lives)
    for call in await telegram.calls("setWebhook"):
        assert not any(call["given"]["secret_token"] in each.log for each in lives)
    texts = [message.text.split("\n")[0] for message in await group.messages() if message.text.startswith("#")]
    assert texts == ["#1 One", "#2 Two", "#3 Three"]


async def test_told_to_stop_it_finishes_what_it_has_begun(
    bal: Scene, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = _halfway(bal, monkeypatch)
    secret = await secret_of(bal)
    bringing = asyncio.ensure_future(brought(webhook, said(bal, 900, "/tache Salle"), secret))
    await begun.wait()
    bal.listening.cancel()

    while not _is_free(webhook):  # noqa: ASYNC110  # nobody tells when a port is closed
        await asyncio.sleep(0.01)
    go_on.set()
    assert (await bringing)[0] == 200
    await asyncio.wait([bal.listening])
    assert bal.titles() == ["Salle"]


def _is_free(webhook: Webhook) -> bool:
    """Does nobody listen at this port?"""
    host, _, port = webhook.here.partition(":")
    with socket() as there:
        there.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            there.bind((host, int(port)))
        except OSError:
            return False
        return True
