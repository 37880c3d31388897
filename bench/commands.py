"""Commands through the whole machine: received, committed, delivered, in a closed loop for each chat."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import Engine

from bench.rounds import Round
from bot.app import App
from bot.clock import ClockInHand
from bot.departure import Departure
from bot.house import House
from bot.messengers import Ears
from bot.messengers.pretended import Pretended
from domain import flood
from domain.message import Action, Incoming, Place, Sender
from domain.week import WeeklySlot, next_occurrence
from storage import members, schema, teams
from storage.database import Rows, open_database

MESSENGER = "instant"
NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)  # a Tuesday morning: nobody's quiet hours
PEOPLE = ("Ana", "Léa", "Marc", "Inès", "Tom")
CHATS = 20
LETTERS_EACH = 2  # a command is acknowledged, and its card is posted or edited
_SLOT = WeeklySlot(0, datetime.min.time())
_events = count(1)


class Instant(Pretended):
    """A messenger that sends at once, and counts what each chat was sent."""

    name = MESSENGER
    prefix = "/"
    mentions_people = False

    def __init__(self) -> None:
        self._sent = [0] * CHATS
        self._arrived = [asyncio.Event() for _ in range(CHATS)]

    async def send(self, departure: Departure) -> str:
        chat = int(departure.account)
        self._sent[chat] += 1
        self._arrived[chat].set()
        return str(departure.letter)

    async def leave(self, place: Place) -> None:
        """Nobody sends it away."""

    async def listen(self, ears: Ears) -> None:
        """Nothing arrives but what the bench says."""

    async def wait(self, chat: int, letters: int) -> None:
        """Until so many more letters have left for a chat."""
        while self._sent[chat] < letters:
            self._arrived[chat].clear()
            await self._arrived[chat].wait()
        self._sent[chat] -= letters


@dataclass
class Chat:
    """One chat in its loop: somebody makes a task, the next one takes it, the third finishes it."""

    number: int
    last: int

    def next(self, step: int) -> Incoming:
        match step % 3:
            case 0:
                self.last += 1
                text = f"/task Réserver la salle {self.last} avant vendredi 18h #bal ~2h"
            case 1:
                text = f"/take {self.last}"
            case _:
                text = f"/done {self.last}"
        name = PEOPLE[step % len(PEOPLE)]
        event = str(next(_events))
        return Incoming(
            own_account=MESSENGER,
            event=event,
            said_at=NOW,
            sender=Sender(MESSENGER, "", f"{self.number}:{name}", name, handle=name, reachable=True),
            action=Action.TEXT,
            place=_place(self.number),
            text=text,
            message_id=event,
        )


def _place(chat: int) -> Place:
    return Place(MESSENGER, "", str(chat))


def prepare(url: str) -> Engine:
    """A database with the teams, one chat each."""
    engine = open_database(url)
    schema.upgrade(engine)
    with engine.begin() as rows:
        for number in range(CHATS):
            _add_team(rows, number)
    return engine


def _add_team(rows: Rows, number: int) -> None:
    digest_at = next_occurrence(_SLOT, NOW, teams._zone("Europe/Paris"))
    team = teams.add_team(rows, name=f"team {number}", language="fr", zone="Europe/Paris", now=NOW)
    teams.add_chat(rows, team, _place(number), slot=_SLOT, digest_at=digest_at)
    for name in PEOPLE:
        members.join(rows, team, Sender(MESSENGER, "", f"{number}:{name}", name, handle=name, reachable=True), NOW)


async def measure(engine: Engine, chats: int, commands: int) -> Round:
    """So many commands in all, shared among so many chats; everything is sent and marked in the end."""
    messenger = Instant()
    app = App(engine, ClockInHand(NOW), {MESSENGER: messenger}, house=House(limits=flood.NONE))
    with engine.connect() as rows:
        ours = [teams.chat_at(rows, _place(number)) for number in range(chats)]
        lasts = [_last_number(rows, chat.team.id) for chat in ours if chat is not None]
        rows.rollback()
    waits: list[float] = []

    async def talk(chat: Chat) -> None:
        for step in range(commands // chats // 3 * 3):
            incoming = chat.next(step)
            begun = time.perf_counter()
            await app.receive(incoming)
            await messenger.wait(chat.number, LETTERS_EACH)
            waits.append(time.perf_counter() - begun)

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(talk(Chat(number, last)) for number, last in enumerate(lasts)))
    await app.settle()
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    await app.close()
    return Round(len(waits), took, cpu, waits)


def _last_number(rows: Rows, team: int) -> int:
    found = rows.exec_driver_sql(f"SELECT last_number FROM team WHERE id = {team:d}")
    return int(found.scalar_one())
