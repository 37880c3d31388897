"""A group on Telegram that is closed to writing at night, and opened with exactly the permissions of before."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot.clock import wall_clock
from tests.dose import dose
from tests.messengers.telegram_process import running
from tests.messengers.telegram_scene import Scene, in_a_group
from tests.messengers.test_telegram_kills import found
from tests.telegram_server.people import Group, Telegram
from tests.telegram_server.process import telegram
from tests.telegram_server.world import BASIC_RIGHTS, Impossible

__all__ = ["telegram"]
RIGHT = ["can_restrict_members"]
HOUR = 3600.0
TO_NIGHT, TO_MORNING = 11 * HOUR, 11 * HOUR  # 10:00 to 21:00 to 8:00
_LONG = [pytest.mark.chaos, pytest.mark.timeout(600)]
LIVES = [(1, 2), *(pytest.param(seed, 6, marks=_LONG) for seed in dose(range(2, 6), range(2, 3)))]
HEARD = "SELECT count(*) FROM letter WHERE kind = 'ack'"
_LATENCY = 0.06  # seconds
LINE = "On n'écrit plus ici"
_WRITING = frozenset(BASIC_RIGHTS[:10])


async def may(bal: Scene, group: Group | None = None) -> dict[str, bool]:
    told = await bal.bot.asks("getChat", chat_id=(group or bal.group).id)
    permissions: dict[str, bool] = told["result"]["permissions"]
    return permissions


async def as_before(bal: Scene, **changed: bool) -> dict[str, bool]:
    """Some permissions that nobody has by chance."""
    chosen = dict.fromkeys(BASIC_RIGHTS, True) | {"can_send_polls": False, "can_pin_messages": False} | changed
    await bal.telegram.do("permits", by=bal.ana.id, chat=bal.group.id, permissions=chosen)
    return chosen


async def closes(bal: Scene, words: str = "fermer") -> None:
    await bal.ana.promotes(bal.bot, bal.group, rights=RIGHT)
    await bal.ana.types(f"/calme {words}", bal.group)
    await bal.has_heard()


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_closed_at_night_members_react_and_do_not_write_and_all_is_as_before(
    telegram_here: Telegram, engine: Engine, kind: str
) -> None:
    async with in_a_group(telegram_here, engine, kind=kind) as bal:
        before = await as_before(bal)
        await closes(bal)
        said = await bal.lea.types("Bonsoir", bal.group)
        await bal.passes(TO_NIGHT)
        assert await may(bal) == before | dict.fromkeys(_WRITING, False)
        line = await bal.shows(LINE)
        assert line.silent
        with pytest.raises(Impossible):
            await bal.lea.types("Encore un mot", bal.group)
        await bal.lea.reacts(said, "👍")
        await bal.ana.types("/tache Salle", bal.group)
        await bal.shows("#1 Salle")
        await bal.passes(TO_MORNING)
        assert await may(bal) == before
        await bal.lea.types("Bonjour", bal.group)
        assert len(await bal.posted(LINE)) == 1


async def test_what_an_administrator_changes_at_night_stays(bal: Scene) -> None:
    before = await as_before(bal)
    await closes(bal)
    await bal.passes(TO_NIGHT)
    theirs = {"can_send_photos": True, "can_react_to_messages": False, "can_pin_messages": True}
    await bal.telegram.do("permits", by=bal.ana.id, chat=bal.group.id, permissions=theirs)
    await bal.passes(TO_MORNING)
    assert await may(bal) == before | theirs


async def test_without_the_right_it_is_refused_and_status_says_which_is_missing(bal: Scene) -> None:
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_delete_messages"])
    await bal.ana.starts(bal.bot)
    await bal.ana.types("/calme fermer", bal.bot)
    await bal.ana.is_shown("Bannir des utilisateurs", bal.bot)
    await bal.has_heard()
    assert bal.rows("closure") == []
    await bal.ana.types("/etat", bal.bot)
    assert "Bannir des utilisateurs" in (await bal.ana.is_shown("Où j'en suis", bal.bot)).text


async def test_demoted_at_night_it_says_so_once_and_opens_when_it_may_again(bal: Scene) -> None:
    before = await as_before(bal)
    await bal.ana.starts(bal.bot)
    await closes(bal)
    await bal.passes(TO_NIGHT)
    await bal.ana.demotes(bal.bot, bal.group)
    await bal.passes(TO_MORNING)
    await bal.passes(3 * HOUR)
    told = [each for each in await bal.ana.sees(bal.bot) if "encore fermé" in each.text]
    assert len(told) == 1
    assert not told[0].silent
    assert await may(bal) != before
    await bal.ana.promotes(bal.bot, bal.group, rights=RIGHT)
    await bal.passes(HOUR)
    assert await may(bal) == before


@pytest.mark.parametrize("hears", [True, False])
async def test_a_group_that_becomes_a_supergroup_at_night_is_opened(
    telegram_here: Telegram, engine: Engine, hears: bool
) -> None:
    async with in_a_group(telegram_here, engine, kind="group") as bal:
        before = await as_before(bal)
        await closes(bal)
        await bal.passes(TO_NIGHT)
        if not hears:
            bal.listening.cancel()
        bal.group = await bal.ana.migrates(bal.group)
        if hears:
            await bal.has_heard()
        await bal.passes(TO_MORNING)
        await bal.passes(1)
        assert await may(bal) == before


@pytest.mark.parametrize("trouble", ["reset", "reset_after", "html_error", "truncated"])
async def test_a_lost_answer_ends_as_it_should(bal: Scene, trouble: str) -> None:
    before = await as_before(bal)
    await closes(bal)
    for method in ("getChat", "setChatPermissions"):
        await bal.telegram.do("fails", trouble=trouble, method=method)
    await bal.passes(TO_NIGHT)
    await bal.passes(60)
    await bal.passes(60)
    await bal.shows(LINE)
    await bal.telegram.do("fails", trouble=trouble, method="setChatPermissions")
    await bal.passes(TO_MORNING)
    await bal.passes(60)
    assert await may(bal) == before


async def test_told_to_wait_it_waits(bal: Scene) -> None:
    await closes(bal)
    wait = {"code": 429, "said": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}
    await bal.telegram.do("fails", trouble="refused", method="setChatPermissions", **wait)
    await bal.passes(TO_NIGHT)
    await asyncio.sleep(1)  # as long as it was told
    await bal.passes(60)
    await bal.shows(LINE)


def turns_taken(database: Path, said: int) -> bool:
    """Has the bot heard so much, and is it about to close or open the group, or has found nothing to do?"""
    if not database.exists() or found(database, HEARD) < [(said,)]:
        return False
    about_to = "SELECT 1 FROM letter WHERE detail LIKE '%turns%' AND state = 'attempting'"
    looked = "SELECT 1 FROM closure WHERE look_at > datetime('now')"
    return bool(found(database, f"{about_to} UNION {looked}"))


async def turn_begins(database: Path, said: int) -> None:
    """Waits until the bot has heard so much, and takes its turn."""
    async with asyncio.timeout(60):
        while not turns_taken(database, said):  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # nobody tells


def _hours(*windows: tuple[int, int]) -> str:
    return " ".join(f"{a // 60 % 24:02}:{a % 60:02}-{b // 60 % 24:02}:{b % 60:02}" for a, b in windows)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("seed", "lives"), LIVES)
async def test_killed_while_it_closes_and_opens_no_permission_is_left_changed(
    telegram: Telegram, tmp_path: Path, seed: int, lives: int
) -> None:
    """Ana closes and opens the group by its quiet hours, and the process is killed in the midst of it, again and again.
    Now and then she changes a permission herself, while the bot is away."""
    print("seed", seed)
    chance = random.Random(seed)
    bot, ana = await telegram.bot("accalmie_bot"), await telegram.person("Ana")
    group = await telegram.group("Bal", ana, bot)
    await ana.promotes(bot, group, rights=RIGHT)
    wanted = dict.fromkeys(BASIC_RIGHTS, True) | {"can_send_polls": False}
    await telegram.do("permits", by=ana.id, chat=group.id, permissions=wanted)
    minute = wall_clock().astimezone(ZoneInfo("Europe/Paris"))
    now = minute.hour * 60 + minute.minute
    quiet, calm = _hours((now - 60, now + 120)), _hours((now + 600, now + 700))

    async def permissions() -> dict[str, Any]:
        about: dict[str, Any] = (await bot.asks("getChat", chat_id=group.id))["result"]["permissions"]
        return about

    def is_settled() -> bool:
        under_way = "SELECT 1 FROM letter WHERE state NOT IN ('sent', 'joined', 'dropped')"
        return not found(tmp_path / "accalmie.db", under_way)

    async def is_closed() -> bool:
        return is_settled() and bool(found(tmp_path / "accalmie.db", "SELECT 1 FROM closure WHERE done"))

    async def is_open() -> bool:
        return is_settled() and found(tmp_path / "accalmie.db", "SELECT before FROM closure") == [(None,)]

    for turn in range(lives):
        await ana.types(f"/calme fermer {quiet if turn % 2 == 0 else calm}", group)
        await telegram.do("answers_after", seconds=_LATENCY)
        async with running(tmp_path, telegram.url, bot.token) as process:
            await process.says("listening to Telegram")
            await turn_begins(tmp_path / "accalmie.db", turn + 1)
            await asyncio.sleep(chance.uniform(0, 5 * _LATENCY))
            await process.is_killed()
        await asyncio.sleep(2 * _LATENCY)  # what was on its way arrives
        if chance.random() < 0.5:
            name = chance.choice(["can_pin_messages", "can_invite_users", "can_react_to_messages"])
            wanted[name] = not wanted[name]
            await telegram.do("permits", by=ana.id, chat=group.id, permissions={name: wanted[name]})
    await telegram.do("answers_after", seconds=0)
    await ana.types(f"/calme fermer {quiet}", group)
    async with running(tmp_path, telegram.url, bot.token):
        await telegram.until(is_closed, within=60)
        await ana.types(f"/calme fermer {calm}", group)
        await telegram.until(is_open, within=60)
    assert await permissions() == wanted
