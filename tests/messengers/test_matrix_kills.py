"""A bot that is killed again and again under messages, on a Synapse that is restarted now and then.

What it holds in the end: each command was done once, and each reply to it is there once, in order, plain and encrypted.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from nio import RoomSendResponse

from tests.dose import dose
from tests.matrix_server.people import Matrix
from tests.matrix_server.process import Homeserver, own_homeserver
from tests.matrix_server.someone import Room, Someone
from tests.messengers.matrix_scene import HELLO, logs_in
from tests.messengers.telegram_process import PATIENCE, Running, running_with

__all__ = ["own_homeserver"]
TASKS = "SELECT count(*) FROM task"
UNDER_WAY = "SELECT count(*) FROM letter WHERE state NOT IN ('sent', 'joined', 'dropped')"
CHATTER = 0.3  # of the messages


@dataclass
class Talk:
    """Two people in each of two rooms, one encrypted, who type tasks and chat."""

    people: dict[Room, list[Someone]]
    chance: random.Random
    typed: dict[Room, list[str]] = field(default_factory=dict)
    is_up: asyncio.Event = field(default_factory=asyncio.Event)

    async def goes_on(self, messages: int, pause: float) -> None:
        """So many messages, up to so many seconds apart."""
        for _ in range(messages):
            room = self.chance.choice(list(self.people))
            typed = self.typed.setdefault(room, [])
            words = "Et le bal ?"
            if self.chance.random() > CHATTER:
                typed.append(f"Tâche {len(typed) + 1}")
                words = f"!tache {typed[-1]}"
            await self._says(self.chance.choice(self.people[room]), words, room)
            await asyncio.sleep(self.chance.uniform(0, pause))

    async def _says(self, person: Someone, words: str, room: Room) -> None:
        """Once, however often that has to be tried: an app does the same."""
        once = f"said-{self.chance.random()}"
        while True:
            await self.is_up.wait()
            try:
                said = {"msgtype": "m.text", "body": words}
                sent = await person.device.client.room_send(
                    room.id, "m.room.message", said, once, ignore_unverified_devices=True
                )
                if isinstance(sent, RoomSendResponse):
                    return
            except (aiohttp.ClientError, TimeoutError):
                pass


@pytest.mark.parametrize(
    ("messages", "kills", "restarts"),
    [(60, 8, 1), pytest.param(*dose((300, 40, 5), (75, 10, 2)), marks=[pytest.mark.chaos, pytest.mark.timeout(1200)])],
)
async def test_killed_under_messages_it_does_each_command_once_and_answers_once_in_order(
    own_homeserver: Homeserver, tmp_path: Path, messages: int, kills: int, restarts: int
) -> None:
    chance = random.Random(messages)
    async with Matrix(own_homeserver.url, tmp_path) as matrix:
        bot = await matrix.account("Accalmie")
        await logs_in(matrix.url, bot, tmp_path / "matrix")
        talk = await _begins(matrix, chance)
        async with running_with(tmp_path) as process:
            for room in talk.people:
                await room.creator.invites(bot, room)
                await room.creator.is_shown(HELLO, room, PATIENCE, by=bot)
            await process.is_killed()
        talk.is_up.set()
        talking = asyncio.ensure_future(talk.goes_on(messages, pause=0.9 * kills / messages))
        outages = set(chance.sample(range(kills), restarts))
        for number in range(kills):
            async with running_with(tmp_path) as process:
                await _an_instant(process, chance)
                if number in outages:
                    talk.is_up.clear()
                    await asyncio.to_thread(own_homeserver.stop)
                    await asyncio.sleep(chance.uniform(0, 0.5))
                    if dies_too := chance.random() < 0.5:
                        await process.is_killed()
                    await asyncio.to_thread(own_homeserver.start)
                    talk.is_up.set()
                    if dies_too:
                        continue
                    await _an_instant(process, chance)
                await process.is_killed()
        await talking
        async with running_with(tmp_path) as process:
            await _is_done(tmp_path / "accalmie.db", talk)
        assert process.process.returncode == 0
        for room, typed in talk.typed.items():
            await _check(room, typed, bot.id)
        print(f"{messages} messages, {sum(map(len, talk.typed.values()))} commands")


async def _begins(matrix: Matrix, chance: random.Random) -> Talk:
    people = {}
    for encrypted in (False, True):
        ana, lea = await matrix.person("Ana"), await matrix.person("Léa")
        people[await ana.makes_room("Bal", lea, encrypted=encrypted)] = [ana, lea]
    return Talk(people, chance)


async def _an_instant(process: Running, chance: random.Random) -> None:
    """Mostly while it works, sometimes while it starts."""
    if chance.random() < 0.8 and process.process.returncode is None:
        await process.says("listening to Matrix")
        await asyncio.sleep(chance.uniform(0, 0.7))
    else:
        await asyncio.sleep(chance.uniform(0, 0.7))


async def _is_done(database: Path, talk: Talk) -> None:
    """All is in the database, and nothing is under way any more."""
    expected = [sum(map(len, talk.typed.values()))]

    async def is_so() -> bool:
        return _found(database, TASKS) == expected and _found(database, UNDER_WAY) == [0]

    room = next(iter(talk.people))
    await room.creator.until(is_so, 4 * PATIENCE)


async def _check(room: Room, typed: list[str], bot: str) -> None:
    seen = [each for each in await room.messages() if each.sender == bot and not each.service]
    assert not [each for each in seen if each.unreadable]
    replies = [each.text.splitlines()[0] for each in seen if each.text.startswith("#")]
    came = [(each.source["origin_server_ts"], each.id) for each in room.creator.device.events(room.id)]
    assert replies == [f"#{number} {title}" for number, title in enumerate(typed, 1)], (came, seen)
    commands = [each for each in await room.messages() if each.text.startswith("!tache")]
    assert [each.text for each in commands] == [f"!tache {title}" for title in typed]
    assert [by for each in commands for by in each.reactions.values()] == [[bot]] * len(typed), "each acknowledged"


def _found(database: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as rows:
        return [row[0] for row in rows.execute(query).fetchall()]
