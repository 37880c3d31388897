"""A room that is closed to writing at night, and opened with exactly the power levels of before; on a real Synapse."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot.clock import wall_clock
from tests.matrix_server.device import Impossible
from tests.matrix_server.people import Matrix
from tests.matrix_server.someone import Room
from tests.messengers.matrix_scene import HELLO, Scene, in_a_room, logs_in
from tests.messengers.telegram_process import PATIENCE, running_with
from tests.messengers.test_matrix_comings import becomes
from tests.messengers.test_telegram_closing import LIVES, turn_begins

LEVELS = "m.room.power_levels"
LINE = "On n'écrit plus ici"
TO_NIGHT = TO_MORNING = timedelta(hours=11)  # 10:00 to 21:00 to 8:00
WRITING = ("m.room.message", "m.room.encrypted", "m.sticker", "m.poll.start", "org.matrix.msc3381.poll.start")


async def levels(scene: Scene, room: Room | None = None) -> dict[str, Any]:
    return await scene.ana.state(LEVELS, room or scene.room)


async def passes(scene: Scene, span: timedelta) -> None:
    scene.clock.now += span
    await scene.app.tick()
    await scene.app.settle()


async def closes(scene: Scene) -> None:
    await scene.ana.promotes(scene.bot, scene.room, 100)
    said = await scene.ana.types("!calme fermer", scene.room)
    await scene.is_acknowledged(said)


def at_night(before: dict[str, Any]) -> dict[str, Any]:
    return {**before, "events": {**before["events"], **dict.fromkeys(WRITING, 50)}}


@pytest.mark.parametrize("version", ["10", "12"])
@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_closed_at_night_members_react_and_do_not_write_and_all_is_as_before(
    matrix: Matrix, engine: Engine, tmp_path: Path, version: str, encrypted: bool
) -> None:
    folder = tmp_path / "matrix"
    async with in_a_room(matrix, engine, folder, encrypted=encrypted, room_version=version) as room:
        said = await room.lea.types("Bonsoir", room.room)
        await closes(room)
        before = await levels(room)
        await passes(room, TO_NIGHT)
        assert await levels(room) == at_night(before)
        await room.shows(LINE)
        with pytest.raises(Impossible):
            await room.lea.types("Encore un mot", room.room)
        await room.marc.reacts(said, "👍")
        await room.lea.deletes(said)
        await room.ana.types("!tache Salle", room.room)
        await room.shows("#1 Salle")
        await passes(room, TO_MORNING)
        assert await levels(room) == before
        await room.lea.types("Bonjour", room.room)
        assert len([each for each in await room.said() if LINE in each]) == 1


async def test_levels_of_all_kinds_come_back_as_they_were(room: Scene) -> None:
    await closes(room)
    odd = await levels(room)
    odd["events"] |= {"m.room.message": 25, "m.sticker": 75, "m.reaction": 10, "m.room.topic": 100}
    odd |= {"events_default": 10, "users_default": 5}
    await room.ana.sets_state(LEVELS, odd, room.room)
    await passes(room, TO_NIGHT)
    assert (await levels(room))["events"] == {**at_night(odd)["events"], "m.sticker": 75}
    await passes(room, TO_MORNING)
    assert await levels(room) == odd


async def test_what_an_administrator_changes_at_night_stays(room: Scene) -> None:
    await closes(room)
    await passes(room, TO_NIGHT)
    theirs = await levels(room)
    theirs["events"] |= {"m.sticker": 100, "m.reaction": 50}
    theirs |= {"invite": 50}
    theirs["users"][room.marc.id] = 50
    await room.ana.sets_state(LEVELS, theirs, room.room)
    await passes(room, TO_MORNING)
    kept = {kind: level for kind, level in theirs["events"].items() if kind not in WRITING or kind == "m.sticker"}
    assert await levels(room) == {**theirs, "events": kept}


async def test_where_members_may_not_write_anyway_nothing_changes(room: Scene) -> None:
    await closes(room)
    before = await levels(room) | {"events_default": 50}
    await room.ana.sets_state(LEVELS, before, room.room)
    await passes(room, TO_NIGHT)
    assert await levels(room) == before
    assert not [each for each in await room.said() if LINE in each]


async def test_a_moderator_who_may_not_change_permissions_is_told_what_is_missing(room: Scene) -> None:
    await room.ana.promotes(room.bot, room.room, 50)
    await room.ana.types("!calme fermer", room.room)
    await room.is_told("rang qui permet de changer les permissions", room.ana)
    before = await levels(room)
    await passes(room, TO_NIGHT)
    assert await levels(room) == before


async def test_demoted_at_night_it_says_so_once_and_opens_when_it_may_again(room: Scene) -> None:
    await closes(room)
    before = await levels(room)
    await passes(room, TO_NIGHT)
    await room.ana.promotes(room.bot, room.room, 0)
    await passes(room, TO_MORNING)
    await passes(room, timedelta(hours=3))
    await room.is_told("encore fermé", room.ana)
    await room.ana.promotes(room.bot, room.room, 100)
    await passes(room, timedelta(hours=1))
    assert await levels(room) == before
    private = await (await room.private(room.ana)).messages()
    assert len([each for each in private if "encore fermé" in each.text]) == 1


@pytest.mark.parametrize("in_time", [True, False], ids=["follows at night", "follows next day"])
async def test_a_room_that_is_upgraded_at_night_is_opened_where_it_lives_on(room: Scene, in_time: bool) -> None:
    await closes(room)
    before = await levels(room)
    await passes(room, TO_NIGHT)
    new = await room.ana.upgrades(room.room, "11")
    if not in_time:
        await asyncio.sleep(1)  # until it hears of that
        await passes(room, TO_MORNING)
    await room.ana.invites(room.bot, new)
    await becomes("join", new, room.bot, room.ana)
    await becomes("leave", room.room, room.bot, room.ana)
    await passes(room, TO_MORNING if in_time else timedelta(hours=1))
    assert (await levels(room, new))["events"] == before["events"]


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("seed", "lives"), LIVES)
async def test_killed_while_it_closes_and_opens_no_level_is_left_changed(
    matrix: Matrix, tmp_path: Path, seed: int, lives: int
) -> None:
    print("seed", seed)
    chance = random.Random(seed)
    ana, bot = await matrix.person("Ana"), await matrix.account("Accalmie")
    await logs_in(matrix.url, bot, tmp_path / "matrix")
    room = await ana.makes_room("Bal", encrypted=chance.random() < 0.5)
    async with running_with(tmp_path):
        await ana.invites(bot, room)
        await ana.is_shown(HELLO, room, PATIENCE, by=bot)
    await ana.promotes(bot, room, 100)
    local = wall_clock().astimezone(ZoneInfo("Europe/Paris"))
    quiet, calm = (f"{(local.hour + a) % 24}:00-{(local.hour + b) % 24}:00" for a, b in ((-1, 3), (10, 12)))
    wanted = await ana.state(LEVELS, room)
    for turn in range(lives):
        await ana.types(f"!calme fermer {quiet if turn % 2 == 0 else calm}", room)
        async with running_with(tmp_path) as process:
            await process.says("listening to Matrix")
            await turn_begins(tmp_path / "accalmie.db", turn + 1)
            await asyncio.sleep(chance.uniform(0, 0.3))
            await process.is_killed()
        await asyncio.sleep(0.3)  # what was on its way arrives
        if chance.random() < 0.5:
            name = chance.choice(["invite", "redact", "kick"])
            wanted[name] = 100 - wanted.get(name, 50)
            await ana.sets_state(LEVELS, await ana.state(LEVELS, room) | {name: wanted[name]}, room)
    await ana.types(f"!calme fermer {quiet}", room)
    async with running_with(tmp_path):
        await ana.is_shown(LINE, room, PATIENCE, by=bot)
        await ana.types(f"!calme fermer {calm}", room)

        async def is_open() -> bool:
            with closing(sqlite3.connect(tmp_path / "accalmie.db")) as rows:
                return rows.execute("SELECT before, wanted FROM closure").fetchall() == [(None, 1)]

        await ana.until(is_open, PATIENCE)
    assert await ana.state(LEVELS, room) == wanted
