"""A bot that is killed again and again, at random instants, while people type, correct what they typed, and press.

What it holds in the end: each act of each person is there once, and of a letter at most one copy more for each kill.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.dose import dose
from tests.messengers.telegram_process import running
from tests.messengers.telegram_scene import DONE, TAKE
from tests.telegram_server.people import Group, Someone, Telegram
from tests.telegram_server.process import telegram
from tests.telegram_server.seen import Seen
from tests.telegram_server.world import Impossible

__all__ = ["telegram"]
GROUPS, TASKS = 16, 2  # what is written to a group stays below the pace that Telegram allows
KILLS = 6
AWAY, MEANWHILE = 18, 6  # acts of people while the bot is away, and while it lives
_TITLES = [f"Tâche {n}" for n in range(TASKS)]
_CORRECTED = [f"{title} corrigée" for title in _TITLES]


@dataclass
class Task:
    """What people did about one so far."""

    said: Seen
    corrected: bool = False
    noted: bool = False
    pressed: list[str] = field(default_factory=list)


@dataclass
class Association:
    """Léa types tasks and corrects them; Marc takes and finishes them. Chance says what comes next, and where."""

    chance: random.Random
    lea: Someone
    marc: Someone
    database: Path
    tasks: dict[Group, list[Task]]

    async def works(self, acts: int | None = None, pause: float = 0.02) -> None:
        """So many acts, up to `pause` seconds apart, or until each task was typed, corrected, taken and finished."""
        while acts != 0 and (open_ones := [group for group in self.tasks if not self._is_done(group)]):
            with suppress(Impossible):  # the button went away under the finger
                await self._act(self.chance.choice(open_ones))
            acts = acts and acts - 1
            await asyncio.sleep(self.chance.uniform(0, pause))  # people take their time

    def _is_done(self, group: Group) -> bool:
        tasks = self.tasks[group]
        return len(tasks) == TASKS and all(DONE in task.pressed for task in tasks)

    async def _act(self, group: Group) -> None:
        tasks = self.tasks[group]
        if not tasks or (len(tasks) < TASKS and self.chance.random() < 0.3):
            said = await self.lea.types(f"/tache {_TITLES[len(tasks)]}", group)
            tasks.append(Task(said))
            return
        number = self.chance.randrange(len(tasks))
        task = tasks[number]
        if not task.corrected and self.chance.random() < 0.3:
            task.corrected = True
            await self.lea.edits(task.said, f"/tache {_CORRECTED[number]}")
        elif not task.noted:
            task.noted = True
            await self.marc.types(f"/note {number + 1} Vu", group)  # said twice, it would be there twice
        elif TAKE not in task.pressed:
            await self._press(TAKE, _TITLES[number], task, group)
        elif task.corrected and DONE not in task.pressed:
            await self._press(DONE, _TITLES[number], task, group)

    async def _press(self, button: str, title: str, task: Task, group: Group) -> None:
        """On the card, as soon as it stands there for the bot as well: one that was cut off will be sent again."""
        for card in reversed(await group.messages()):
            if title in card.text and button in card.labels and self._stands(group, card):
                await self.marc.presses(button, card)
                task.pressed.append(button)
                return

    def _stands(self, group: Group, card: Seen) -> bool:
        there = "SELECT 1 FROM letter JOIN chat ON chat.id = chat_id WHERE external_id = ? AND message_id = ?"
        return self.database.exists() and bool(found(self.database, there, str(group.id), str(card.id)))


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.chaos) for seed in dose(range(2, 10), range(2, 4)))]
)
async def test_killed_at_random_it_loses_nothing_and_does_nothing_twice(
    telegram: Telegram, tmp_path: Path, seed: int
) -> None:
    print("seed", seed)
    kills = random.Random(seed)
    bot = await telegram.bot("accalmie_bot")
    lea, marc = await telegram.person("Léa"), await telegram.person("Marc")
    groups = [await telegram.group(f"Bal {n}", lea, marc, bot) for n in range(GROUPS)]
    database = tmp_path / "accalmie.db"
    at_work = Association(random.Random(seed), lea, marc, database, {group: [] for group in groups})
    for _ in range(KILLS):
        await at_work.works(AWAY)
        working = asyncio.ensure_future(at_work.works(MEANWHILE, pause=0.3))
        async with running(tmp_path, telegram.url, bot.token) as process:
            if not database.exists() or kills.random() < 0.8:  # else while it starts
                await process.says("listening to Telegram")
            await an_instant(telegram, kills)
            await process.is_killed()
        await working
    async with running(tmp_path, telegram.url, bot.token) as process:
        await asyncio.wait_for(at_work.works(), 60)
        for group in groups:
            for title in _CORRECTED:
                await group.shows(f"{title}\n✅", 60)
        await telegram.until(lambda: nothing_is_under_way(database), within=60)
    assert process.process.returncode == 0
    for group in groups:
        await check(database, group)


async def an_instant(telegram: Telegram, chance: random.Random) -> None:
    """Any; or when something has just happened, as often as not that the bot answers the first of what queued up."""
    if chance.random() < 0.3:
        await asyncio.sleep(chance.uniform(0, 0.5))
        return
    for _ in range(chance.randint(1, 6)):
        seen = await telegram.do("change_after", seen=-1, seconds=0)
        await telegram.do("change_after", seen=seen, seconds=0.2)


async def nothing_is_under_way(database: Path) -> bool:
    return not found(database, "SELECT kind FROM letter WHERE state NOT IN ('sent', 'joined', 'dropped')")


async def check(database: Path, group: Group) -> None:
    """Everything once, in the database and in the group."""
    here, there = " JOIN chat USING (team_id) WHERE external_id = ?", str(group.id)
    titles = [row[0] for row in found(database, f"SELECT task.title FROM task{here} ORDER BY number", there)]
    assert titles == _CORRECTED
    done = "SELECT task.title, what FROM history JOIN task ON task.id = task_id"
    expected = sorted((title, what) for title in titles for what in ("made", "corrected", "taken", "done"))
    assert sorted(found(database, done + here, there)) == expected
    notes = found(database, f"SELECT task.title FROM note JOIN task ON task.id = task_id{here} ORDER BY number", there)
    assert [row[0] for row in notes] == titles
    posted = "SELECT '#' || number, attempts FROM letter JOIN task ON task.id = task_id JOIN chat ON chat.id = chat_id"
    first = dict(found(database, f"{posted} WHERE external_id = ? AND letter.kind = 'card' AND edits IS NULL", there))
    for number, attempts in first.items():
        copies = sum(message.text.split(" ")[0] == number for message in await group.messages())
        assert 1 <= copies <= attempts <= 1 + KILLS, "twice only if it was on its way when the process was killed"


def found(database: Path, query: str, *values: Any) -> list[Any]:
    with closing(sqlite3.connect(database)) as rows:
        return rows.execute(query, values).fetchall()
