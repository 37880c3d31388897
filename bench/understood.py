"""How much of what people type on their phones is understood: three weeks of a group, `bench/conversation.jsonl`.

The conversation is a transcript. Each event says beside what was typed or pressed what the person meant, by hand:
`means` is a meaning (`bench/meaning.py`), or a list of which any will do. `clean` is the command, or commands, that
surely do what the first of them says. After an event that was not understood, or that was asked back, the rows are put
back and these are played instead, so that the group goes on as people meant it and each event is judged on its own.
`clumsy` marks what was not typed by the book.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel

from bench.meaning import (
    Meaning,
    World,
    became,
    expected,
    fields_of,
    has_tasks,
    holds,
    questions,
    reaches,
    several,
    words,
)
from bot.departure import Departure
from bot.messengers import Ears
from bot.messengers.pretended import Pretended
from bot.replay.play import Player
from bot.replay.resolve import place_of
from bot.replay.script import EventLine, Script, read
from domain.message import Action, Place
from domain.task import State
from storage import schema, tasks, teams
from storage.database import open_database

_CONVERSATION = Path(__file__).with_name("conversation.jsonl")
_PASSING = ("inbox", "letter", "choice")  # rows that come and go with every message


def measured() -> dict[str, Any]:
    """Plays the conversation: what share was understood, of everything and of the clumsy, and every miss."""
    lines = [line for line in _CONVERSATION.read_text(encoding="utf-8").splitlines() if line.strip()]
    script = read(lines)
    of_events = lines[len(script.teams) :]
    sayings = [_saying(event, json.loads(line)) for event, line in zip(script.events, of_events, strict=True)]
    engine = open_database("sqlite://")
    schema.upgrade(engine)
    group, log = _Group(script, engine), logging.getLogger("bot")
    log.addHandler(group.faults)
    try:
        missed = asyncio.run(group.judge(sayings))
    finally:
        log.removeHandler(group.faults)
        engine.dispose()
    judged = [saying for saying in sayings if saying.meanings]
    lost = {saying for saying, _ in missed}

    def share(of: Sequence[_Saying]) -> dict[str, Any]:
        return {"messages": len(of), "understood": round(sum(each not in lost for each in of) / len(of), 3)}

    return {
        **share(judged),
        "clumsy": share([each for each in judged if each.clumsy]),
        "chatter": share([each for each in judged if "nothing" in each.meanings[0]]),
        "faults": len(group.faults.told),  # what the bot logged as an error, at any time
        "missed": [told for _, told in missed],
    }


@dataclass(frozen=True, eq=False)
class _Saying:
    """An event with what was meant by it."""

    event: EventLine
    meanings: tuple[Meaning, ...]
    clean: tuple[str, ...]
    clumsy: bool


def _saying(event: EventLine, line: dict[str, Any]) -> _Saying:
    clumsy = bool(line.get("clumsy"))
    return _Saying(event, tuple(several(line.get("means"))), tuple(several(line.get("clean"))), clumsy)


class _Paper(Pretended):
    """A messenger that keeps what was sent."""

    name = "terminal"
    prefix = "/"
    mentions_people = False

    def __init__(self) -> None:
        self.sent: list[Departure] = []

    async def send(self, departure: Departure) -> str:
        self.sent.append(departure)
        return str(departure.edits or departure.letter)

    async def leave(self, place: Place) -> None:
        """Nobody sends it away."""

    async def listen(self, ears: Ears) -> None:
        """Nothing arrives but what the conversation says."""


class _Faults(logging.Handler):
    """Keeps what is logged as an error: the bot lives with it, and nobody was served."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


class _Group:
    """The group with the bot in it."""

    def __init__(self, script: Script, engine: Engine) -> None:
        self._script, self._engine, self._paper, self._made_up = script, engine, _Paper(), 0
        driver = engine.raw_connection().driver_connection
        assert isinstance(driver, sqlite3.Connection)
        self._driver, self.faults = driver, _Faults()

    async def judge(self, sayings: Sequence[_Saying]) -> list[tuple[_Saying, dict[str, Any]]]:
        """Play everything. What was missed, and what came of it."""
        self._player = Player(self._script, self._engine, self._paper)
        await self._player.open()
        heard = [(saying, await self._heard(saying)) for saying in sayings]
        await self._player.close()
        return [(saying, told) for saying, told in heard if told is not None]

    async def _heard(self, saying: _Saying) -> dict[str, Any] | None:
        """One event. None: understood."""
        event, meanings = saying.event, saying.meanings
        await self._player.pass_time(event.at)
        kept, asked = self._copy(), [question for meaning in meanings for question in questions(meaning)]
        before = await self._look(asked)
        after = await self._played(event, asked)
        if not meanings or holds(meanings[0], before, after, event.who):
            return None
        if saying.clean or not has_tasks(meanings[0], before, after):
            self._put_back(kept)
        mended = await self._clean(saying, before)
        if any(holds(meaning, before, after, event.who) for meaning in meanings[1:]):
            return None
        return {
            "id": event.name,
            "who": event.who,
            "text": event.text,
            "meant": meanings[0] if len(meanings) == 1 else list(meanings),
            "became": became(before, after),
            "mended": mended,
        }

    async def _clean(self, saying: _Saying, before: World) -> bool:
        """The same by the book. The first command keeps the event's id: others may reply to it later."""
        event, meaning = saying.event, saying.meanings[0]
        for place, text in enumerate(saying.clean):
            await self._player.happen(self._line(event.who, text, name=event.name if place == 0 else None))
        wanted = expected(meaning, before)
        for number in sorted(wanted.keys() - (await self._look()).tasks.keys()):  # at least the numbers go on
            await self._player.happen(self._line(event.who, f"/task {wanted[number]['title']}"))
        return has_tasks(meaning, before, await self._look())

    async def _played(self, event: EventLine, asked: Sequence[str]) -> World:
        """The world after an event, with the letters that it led to."""
        sent, faults = len(self._paper.sent), len(self.faults.told)
        await self._player.happen(event)
        letters, new = tuple(self._paper.sent[sent:]), tuple(self.faults.told[faults:])
        return replace(await self._look(asked), letters=letters, faults=new)

    async def _look(self, asked: Sequence[str] = ()) -> World:
        team = self._script.teams[0]
        lasting = {name: table for name, table in SQLModel.metadata.tables.items() if name not in _PASSING}
        with self._engine.begin() as rows:
            chat = teams.chat_at(rows, place_of(team.name))
            assert chat is not None
            found = tasks.of_team(rows, chat.team.id, states=tuple(State))
            texts = [
                f"{name} {[tuple(row) for row in rows.execute(table.select())]}" for name, table in lasting.items()
            ]
            table = lasting["chat"]
            row = rows.execute(table.select().where(table.c.id == chat.id)).one()
            seen = {task.number: fields_of(task, team.zone) for task in found}
            world = World(seen, dict(row._mapping), "\n".join(texts))
        return replace(world, answers={question: await self._asked(question) for question in asked})

    async def _asked(self, question: str) -> str:
        """What a coordinator would be answered in private. Asking leaves no trace."""
        kept, sent = self._copy(), len(self._paper.sent)
        who = self._script.teams[0].coordinators[0]
        await self._player.happen(self._line(who, question, private=True))
        answers = words([letter for letter in self._paper.sent[sent:] if reaches(letter, who)])
        del self._paper.sent[sent:]
        self._put_back(kept)
        return answers

    def _line(self, who: str, text: str, *, name: str | None = None, private: bool = False) -> EventLine:
        """An event of ours at this moment."""
        self._made_up += 1
        name = name or f"made-up-{self._made_up}"
        team = self._script.teams[0].name
        return EventLine(self._player.clock(), name, team, who, Action.TEXT, text, private=private)

    def _copy(self) -> sqlite3.Connection:
        """The rows as they are; between two events nobody writes."""
        copy = sqlite3.connect(":memory:")
        self._driver.backup(copy)
        return copy

    def _put_back(self, copy: sqlite3.Connection) -> None:
        copy.backup(self._driver)


if __name__ == "__main__":
    print(json.dumps(measured(), ensure_ascii=False, indent=2))
