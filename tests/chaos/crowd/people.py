"""Two hundred groups, and what their people type: each command has an effect that can be told from all others."""

from __future__ import annotations

import asyncio
import itertools
import random
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.crowd.messenger import BOT, Crowded, Json, now

GROUPS = 200
PEOPLE = 10  # in each
STEPS = ("made", "note", "corrected", "taken", "done")  # what becomes of each task, a command each
_OPEN = 4  # tasks at a time in a group


@dataclass
class Task:
    number: int
    said: int = 0  # the message in which it was typed
    came: int = 0  # how many of the steps


@dataclass
class Group:
    """A group of the crowd, and what it did. One thing happens after the other in it."""

    number: int
    messenger: Crowded
    chance: random.Random
    by_webhook: bool
    tasks: list[Task] = field(default_factory=list)
    typed: list[int] = field(default_factory=list)  # the messages that are commands
    confirmed: int = 0
    _messages: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def chat(self) -> int:
        return -1_001_000_000_000 - self.number

    def title(self, task: int, *, corrected: bool = True) -> str:
        return f"Tâche {self.number}x{task}" + " corrigée" * corrected

    def note(self, task: int) -> str:
        return f"Vu {self.number}x{task}"

    async def begins(self) -> None:
        """The bot is added, and learns that this group has no quiet hours."""
        ana = self.messenger.administrators[self.chat] = self._person(0)
        left, there = {"status": "left", "user": BOT}, {"status": "member", "user": BOT}
        change = {"chat": self._chat, "from": ana, "date": now() - 1}
        change |= {"old_chat_member": left, "new_chat_member": there}
        await self.messenger.brings(self.by_webhook, my_chat_member=change)
        await self._types("/quiet off", by=0)

    async def works(self, commands: int) -> None:
        """So many commands, which is a multiple of the steps of a task."""
        tasks = commands // len(STEPS)
        while True:
            open_ones = [task for task in self.tasks if task.came < len(STEPS)]
            if len(self.tasks) < tasks and (not open_ones or (len(open_ones) < _OPEN and self.chance.random() < 0.5)):
                open_ones = [Task(len(self.tasks) + 1)]
                self.tasks += open_ones
            if not open_ones:
                return
            await self._step(self.chance.choice(open_ones))

    async def _step(self, task: Task) -> None:
        what, number = STEPS[task.came], task.number
        task.came += 1
        match what:
            case "made":
                task.said = await self._types(f"/tache {self.title(number, corrected=False)}")
            case "note":
                await self._types(f"/noter {number} {self.note(number)}")
            case "corrected":
                await self._types(f"/tache {self.title(number)}", edits=task.said, by=task.said % PEOPLE)
            case "taken":
                await self._types(f"/prendre {number}")
            case "done":
                await self._types(f"/fait {number}")
        self.confirmed += 1

    async def _types(self, text: str, *, edits: int | None = None, by: int | None = None) -> int:
        message = edits or next(self._messages)
        sender = self._person(message % PEOPLE if by is None else by)
        command = len(text.split(" ", 1)[0])
        said: Json = {"message_id": message, "date": now(), "chat": self._chat, "from": sender}
        said |= {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": command}]}
        if edits is None:
            self.typed.append(message)
            await self.messenger.brings(self.by_webhook, message=said)
        else:
            await self.messenger.brings(self.by_webhook, edited_message=said | {"edit_date": now()})
        return message

    @property
    def _chat(self) -> Json:
        return {"id": self.chat, "type": "supergroup", "title": f"Groupe {self.number}"}

    def _person(self, number: int) -> Json:
        name = f"P{self.number}x{number}"
        account = 1_000 + self.number * PEOPLE + number
        return {"id": account, "is_bot": False, "first_name": name, "username": name.lower()}


@dataclass
class Crowd:
    """All the groups side by side."""

    groups: list[Group]

    @property
    def confirmed(self) -> int:
        """How many commands so far."""
        return sum(group.confirmed for group in self.groups)

    async def begins(self) -> None:
        await asyncio.gather(*(group.begins() for group in self.groups))

    async def works(self, commands: int) -> None:
        """So many commands in all."""
        await asyncio.gather(*(group.works(commands // len(self.groups)) for group in self.groups))


def a_crowd(messenger: Crowded, chance: random.Random, *, by_webhook: bool) -> Crowd:
    return Crowd([Group(number, messenger, chance, by_webhook) for number in range(1, GROUPS + 1)])
