"""Several copies on one PostgreSQL: kill any of them at any instant, and nothing is lost or said twice."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from socket import socket

import aiohttp
import pytest

from tests.copies import HEARS, WITHIN, House, a_house, hearing, sleeps, wakes
from tests.messengers.telegram_process import running as running_bot
from tests.postgres import Cluster, running
from tests.telegram_server.people import Group, Telegram
from tests.telegram_server.process import telegram

__all__ = ["telegram"]
pytestmark = pytest.mark.timeout(180)
TASKS = 8


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[Cluster]:
    """Which the tests of this file stop and start."""
    with running() as cluster:
        yield cluster


@pytest.fixture
async def house(telegram: Telegram, own_postgres: Cluster, tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(telegram, own_postgres, tmp_path) as there:
        yield there


async def test_another_one_listens_and_ticks_when_the_first_is_killed(house: House) -> None:
    ports = [free_port(), free_port()]
    copies = [await house.starts(health_listen=f"127.0.0.1:{port}") for port in ports]
    group = await house.group("Bal")
    await house.ana.types("/task One", group)
    await group.shows("#1 One", WITHIN)
    await house.settles()
    await house.telegram.until(lambda: are_well(ports), WITHIN)  # the one that stands by, too
    listens = await hearing(copies)
    await listens.is_killed()
    for number, title in enumerate(("Two", "Three"), 2):
        await house.ana.types(f"/task {title}", group)
        await group.shows(f"#{number} {title}", WITHIN)
    await house.settles()
    assert [copy.log.count(HEARS) for copy in copies] == [1, 1]
    texts = [message.text.split("\n")[0] for message in await group.messages() if message.text.startswith("#")]
    assert texts == ["#1 One", "#2 Two", "#3 Three"]


async def test_a_webhook_may_reach_any_of_them_and_each_told_to_stop_loses_nothing(house: House) -> None:
    address = "https://bot.example.org/telegram"
    here = [f"127.0.0.1:{free_port()}" for _ in range(2)]
    copies = [await house.starts(telegram_webhook=address, telegram_webhook_listen=each) for each in here]
    group, titles = await house.group("Bal"), [f"Task {number}" for number in range(6)]
    for number, title in enumerate(titles):
        if number == 4:
            copies[0].process.send_signal(signal.SIGTERM)
        stands_at = here[number % 2 if number < 4 else 1]
        await house.bot.does("webhook_is_at", public="https://bot.example.org", really=f"http://{stands_at}")
        await house.ana.types(f"/task {title}", group)
        await group.shows(f"#{number + 1} {title}", WITHIN)
    await house.settles()
    assert await copies[0].ends() == 0
    assert house.attempts() == 0
    secrets = {call["given"]["secret_token"] for call in await house.telegram.calls("setWebhook")}
    assert len(secrets) == 1


async def test_the_database_is_restarted_under_them_and_nothing_is_lost_or_said_twice(house: House) -> None:
    """While people type, it goes away twice: it is stopped, and it is shot."""
    for _ in range(2):
        await house.starts()
    groups = [await house.group(f"Bal {number}") for number in range(6)]

    async def type_all(group: Group) -> None:
        for number in range(TASKS):
            await house.ana.types(f"/task Task {number}", group)
            await asyncio.sleep(0.5)  # people take their time

    typing = asyncio.gather(*(type_all(group) for group in groups))
    for how in (signal.SIGINT, signal.SIGQUIT):
        await asyncio.sleep(1)
        house.postgres.halt(how)
        await asyncio.sleep(1)
        house.postgres.go_on()
    await typing
    for group in groups:
        await group.shows(f"#{TASKS} Task {TASKS - 1}", WITHIN)
    await house.settles()
    for group in groups:
        cards = [m.text.split("\n")[0] for m in await group.messages() if m.text.startswith("#")]
        assert cards == [f"#{number + 1} Task {number}" for number in range(TASKS)]
    assert house.attempts() == 0
    assert not any("Traceback" in copy.log for copy in house.copies)


async def test_a_second_process_on_one_sqlite_file_is_refused_in_a_sentence(telegram: Telegram, tmp_path: Path) -> None:
    bot = await telegram.bot("accalmie_bot")
    async with running_bot(tmp_path, telegram.url, bot.token) as first:
        await first.says("listening to Telegram")
        async with running_bot(tmp_path, telegram.url, bot.token) as second:
            assert await second.ends() == 2
        assert second.log.strip() == (
            "Another process runs the bot on accalmie.db: stop it first. Several can run on PostgreSQL only."
        )
        for command in (["admit"], ["backup", "copy.db"]):  # what looks at it beside the bot goes on working
            done = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", *command, cwd=tmp_path, env=ours())
            assert await done.wait() == 0
        await first.is_killed()
    async with running_bot(tmp_path, telegram.url, bot.token) as third:
        await third.says("listening to Telegram")


async def are_well(ports: list[int]) -> bool:
    """Do all of these copies say that they are ready and well?"""
    async with aiohttp.ClientSession() as client:
        for port in ports:
            for page in ("healthz", "readyz"):
                async with client.get(f"http://127.0.0.1:{port}/{page}") as answer:
                    if answer.status != 200:
                        return False
    return True


def ours() -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("ACCALMIE_")}
    return {**others, "PYTHONPATH": str(Path(__file__).parents[1])}


def free_port() -> int:
    with socket() as here:
        here.bind(("127.0.0.1", 0))
        return int(here.getsockname()[1])


async def test_one_that_slept_with_letters_in_its_hands_sends_none_that_another_one_sent(house: House) -> None:
    copies = [await house.starts() for _ in range(2)]
    group = await house.group("Bal")
    await house.ana.types("/task One", group)
    await group.shows("#1 One", WITHIN)
    await house.settles()
    asleep = await hearing(copies)
    slow = {"method": "sendMessage", "trouble": "slow", "seconds": 2, "where": {"chat_id": group.id}}
    await house.telegram.do("fails", **slow)
    titles = ["Two", "Three", "Four"]
    for title in titles:
        await house.ana.types(f"/task {title}", group)
    in_hands = "SELECT 1 FROM letter WHERE state = 'attempting' AND kind = 'card'"

    async def are_in_its_hands() -> bool:
        return len(house.found(in_hands)) == len(titles)

    await house.telegram.until(are_in_its_hands, WITHIN)
    sleeps(asleep)
    for number, title in enumerate(titles):
        await group.shows(f"#{number + 2} {title}", WITHIN)
    await next(copy for copy in copies if copy is not asleep).says(HEARS)
    wakes(asleep)
    await asleep.says(f"{HEARS} no more")
    await house.settles()
    cards = [m.text.split("\n")[0] for m in await group.messages() if m.text.startswith("#")]
    assert cards[-2:] == ["#3 Three", "#4 Four"]
    assert cards[:-2] in (["#1 One", "#2 Two"], ["#1 One", "#2 Two", "#2 Two"])  # it was on its way
