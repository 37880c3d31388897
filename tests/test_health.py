"""Whoever looks after the bot can ask how it is: nothing there says who, or what was said."""

from __future__ import annotations

import re
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.clock import ClockInHand
from bot.health import Health, looked_after
from bot.health.metering import Metering
from bot.http import CannotListen
from bot.reading import Reader
from bot.troubles import CLOCK, DATABASE, DISK, Troubles
from storage.signs import ALIVE
from tests.conftest import Stage
from tests.messengers.telegram_process import PATIENCE, running
from tests.scene import Scene
from tests.telegram_server.people import Telegram
from tests.telegram_server.process import telegram

__all__ = ["telegram"]
TOKEN = "4242424242:AAE-not_a_real_token-only_35_characters"  # pragma: allowlist secret
SENT = 'accalmie_letters_total{kind="card",messenger="telegram",outcome="sent"} 1.0'
DOCS = Path(__file__).parents[1] / "docs"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def asked(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as client, client.get(url) as answer:
        return answer.status, await answer.text()


def free_port() -> int:
    with socket.socket() as here:
        here.bind(("127.0.0.1", 0))
        return int(here.getsockname()[1])


async def tells(here: str, line: str) -> bool:
    return line in (await asked(f"{here}/metrics"))[1]


class Bot:
    """A bot of which only what is asked about it is there."""

    def __init__(self, scene: Scene) -> None:
        self.clock = ClockInHand(NOON)
        self.metering = Metering(self.clock)
        self.open = {"telegram": True, "matrix": True}
        self.ready = dict(self.open)
        read = Reader(scene.engine, scene.player.app.write)
        self.troubles = Troubles()
        opened, ready = (lambda: self.open), (lambda: self.ready)
        self.health = Health(self.metering, read, self.clock, opened, self.troubles, ready=ready)


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[tuple[Bot, str]]:
    ours = Bot(await stage())
    async with looked_after("127.0.0.1:0", ours.health) as here:
        yield ours, here


async def test_a_bot_for_which_time_stands_still_is_not_well(bot: tuple[Bot, str]) -> None:
    ours, here = bot
    assert (await asked(f"{here}/healthz"))[0] == 200
    ours.clock.move_to(NOON + ALIVE + timedelta(seconds=1))
    assert await asked(f"{here}/healthz") == (503, "time has not passed since 2026-03-02T12:00:00+00:00\n")
    with ours.metering.beats():
        pass
    assert (await asked(f"{here}/healthz"))[0] == 200


async def test_a_bot_that_waits_for_its_database_is_well_and_not_to_be_restarted(bot: tuple[Bot, str]) -> None:
    """A restart brings no database back."""
    ours, here = bot
    ours.troubles.begins(DATABASE, "The database takes nothing: it cannot be reached.")
    ours.clock.move_to(NOON + timedelta(hours=1))
    assert await asked(f"{here}/healthz") == (200, "ok\n")
    assert (await asked(f"{here}/readyz"))[0] == 503
    ours.troubles.ends(DATABASE, "The database works again.")
    assert (await asked(f"{here}/healthz"))[0] == 503


async def test_a_bot_whose_messenger_is_not_open_is_not_ready(bot: tuple[Bot, str]) -> None:
    ours, here = bot
    assert (await asked(f"{here}/readyz"))[0] == 200
    ours.open["matrix"] = ours.ready["matrix"] = False
    assert await asked(f"{here}/readyz") == (503, "matrix is not open\n")
    assert (await asked(f"{here}/healthz"))[0] == 200


async def test_a_copy_that_stands_by_is_ready_and_says_that_another_one_has_the_messenger_open(
    bot: tuple[Bot, str],
) -> None:
    ours, here = bot
    ours.open["matrix"] = False
    assert await asked(f"{here}/readyz") == (200, "ok\n")
    _, page = await asked(f"{here}/metrics")
    assert 'accalmie_messenger_open{messenger="matrix"} 0.0' in page
    assert 'accalmie_messenger_open{messenger="telegram"} 1.0' in page


async def test_a_bot_without_its_database_is_not_ready_and_still_counts() -> None:
    async def fails(_work: Any) -> Any:
        raise OSError

    clock = ClockInHand(NOON)
    health = Health(Metering(clock), fails, clock, dict, Troubles(), ready=dict)  # type: ignore[arg-type]
    async with looked_after("127.0.0.1:0", health) as here:
        status, said = await asked(f"{here}/readyz")
        assert (status, said.startswith("the database does not answer (OSError")) == (503, True)
        assert (await asked(f"{here}/metrics"))[0] == 200


async def test_what_is_wrong_is_told_and_only_a_database_that_takes_nothing_stops_it_from_being_ready(
    bot: tuple[Bot, str],
) -> None:
    ours, here = bot
    ours.troubles.begins(DISK, "The disk is nearly full.")
    ours.troubles.begins("matrix", "Matrix has not answered for 6 minutes.")
    said = "The disk is nearly full.\nMatrix has not answered for 6 minutes.\n"
    assert await asked(f"{here}/readyz") == (200, f"ok\n{said}")
    ours.troubles.begins(DATABASE, "The database takes nothing: its disk is full.")
    assert await asked(f"{here}/readyz") == (503, f"The database takes nothing: its disk is full.\n{said}")
    _, page = await asked(f"{here}/metrics")
    wrong = {DISK: 1, CLOCK: 0, DATABASE: 1, "matrix": 1, "telegram": 0}
    for kind, value in wrong.items():
        assert f'accalmie_warning{{kind="{kind}"}} {value}.0' in page
    ours.troubles.ends(DATABASE, "The database works again.")
    assert (await asked(f"{here}/readyz"))[0] == 200


async def test_where_somebody_else_listens_it_says_so(bot: tuple[Bot, str]) -> None:
    ours, here = bot
    with pytest.raises(CannotListen, match="in use"):
        async with looked_after(here.removeprefix("http://"), ours.health):
            pass


@pytest.mark.parametrize("page", ["monitoring.md", "monitoring.fr.md"])
async def test_every_figure_is_documented_with_its_labels(bot: tuple[Bot, str], page: str) -> None:
    """No label could name a person, a team, a chat or a command."""
    ours, here = bot
    with ours.metering.heard("telegram", "text"), ours.metering.commits():
        ours.metering.answered("telegram", 429)
    _, told = await asked(f"{here}/metrics")
    there = set(re.findall(r"^# TYPE (accalmie_\w+)", told, re.M))
    documented = dict(re.findall(r"^\| `(accalmie_\w+)` \|([^|]*)\|", (DOCS / page).read_text("utf-8"), re.M))
    assert set(documented) == there
    for name, labels in documented.items():
        samples = re.findall(rf"^{name}(?:_count|_sum)?(?:{{(.*)}})? ", told, re.M)
        used = {label for sample in samples for label in re.findall(r'(\w+)="', sample)}
        assert used == set(re.findall(r"`(\w+)`", labels)) or not samples, name
    assert 'accalmie_messenger_answers_total{messenger="telegram",status="429"} 1.0' in told
    assert 'accalmie_events_total{action="text",messenger="telegram",outcome="handled"} 1.0' in told


async def test_a_bot_that_runs_tells_figures_and_no_names(tmp_path: Path, telegram: Telegram) -> None:
    account = await telegram.bot("accalmie_bot", token=TOKEN, privacy=False)
    ana = await telegram.person("Ana", language="en")
    group = await telegram.group("Secret ball", ana)
    port = free_port()
    async with running(tmp_path, telegram.url, account.token, health_listen=f"127.0.0.1:{port}") as bot:
        await bot.says("listening to Telegram as @accalmie_bot")
        await ana.adds(account, group)
        await ana.types("/task Book the Zanzibar hall", group)
        await group.shows("#1 Book the Zanzibar hall", PATIENCE)
        here = f"http://127.0.0.1:{port}"
        assert await asked(f"{here}/readyz") == (200, "ok\n")
        await telegram.until(lambda: tells(here, SENT), PATIENCE)
        _, page = await asked(f"{here}/metrics")
    assert 'accalmie_event_seconds_count{messenger="telegram"}' in page
    assert 'accalmie_messenger_open{messenger="telegram"} 1.0' in page
    assert not [word for word in ("Ana", "ball", "Zanzibar", account.token) if word in page]
