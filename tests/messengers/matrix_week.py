"""A transcript lived through by people in a Matrix room on a real Synapse, and what each letter of it was.

They type what begins with `!`, pick a name from the list that opens after an @, react where the transcript presses a
button, edit their words, open a conversation with the bot or accept its invitation. The bot's clock is in the test's
hand; the server has the time of the machine.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine

from bot.app import App
from bot.clock import ClockInHand
from bot.departure import Departure
from bot.house import House
from bot.messengers.matrix import Matrix as OnMatrix
from bot.replay.script import EventLine, Script
from domain.message import Action, Place
from tests.matrix_server.device import Account
from tests.matrix_server.people import Matrix
from tests.matrix_server.seen import Seen
from tests.matrix_server.someone import PATIENCE, Room, Someone
from tests.messengers.matrix_scene import logs_in
from tests.messengers.week import Noting, Played, Reaction, Week

_SOON = 0.02


def on_matrix(script: Script) -> Script:
    """The same where the bot can write to everybody: nobody has to open the way first."""
    teams = tuple(replace(each, reachable=None) for each in script.teams)
    opens = [each for each in script.events if each.action is Action.PRESS and each.text.split()[0] == "start"]
    return Script(teams, tuple(each for each in script.events if each not in opens))


def signs(departure: Departure) -> dict[str, str]:
    """By button, as its command: the reaction that stands for it."""
    return {each.command: departure.faces[each.id] for each in departure.buttons if each.id in departure.faces}


async def lived(
    script: Script, engine: Engine, until: datetime, matrix: Matrix, folder: Path, *, encrypted: bool
) -> Played[Seen]:
    """By people on Matrix. `folder`: for the bot's login and keys."""
    async with _on_matrix(script, engine, matrix, folder, encrypted=encrypted) as week:
        played = await week.lives(until)
        await week.signs_are_there()
        return replace(played, reactions=week.reactions)


@dataclass
class _Week(Week[Seen]):
    matrix: Matrix
    bot: Account
    room: Room
    people: dict[str, Someone]
    reactions: list[Reaction] = field(default_factory=list)
    privately: dict[str, Room] = field(default_factory=dict)  # the conversation of each person with the bot
    entering: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def place(self) -> Place:
        return Place("matrix", "", self.room.id)

    async def has_heard(self) -> None:
        eyes = self.room.creator.device
        await eyes.looks()
        async with asyncio.timeout(PATIENCE):
            while await self._has_read() < _position(eyes.client.next_batch):  # noqa: ASYNC110  # nobody tells when
                await asyncio.sleep(_SOON)
        await self.app.settle()

    async def _has_read(self) -> int:
        known = await self.app.remembered(f"matrix:{self.bot.id}")
        return _position(known.get("since", "s0"))

    # ---- what people do

    async def happens(self, event: EventLine) -> None:
        who = self.people[event.who]
        match event.action:
            case Action.TEXT if event.private:
                self.said[event.name] = await self._types(who, event, await self._private(who, event.text == "/start"))
            case Action.TEXT:
                self.said[event.name] = await self._types(who, event, self.room)
            case Action.EDIT:
                text, how = self._as_typed(event.text)
                named = {"m.mentions": {"user_ids": [each.id for each in how["mentions"]]}}
                styled = {"format": "org.matrix.custom.html", "formatted_body": how["html"]}
                await who.edits(self.said[event.on or ""], text, **named, **styled)
            case Action.PRESS:
                await self._reacts(who, event)
            case Action.JOIN:
                await self.room.creator.invites(who, self.room)
                await who.joins(self.room)
            case Action.LEAVE:
                await who.leaves(self.room)
            case Action.ADDED:
                await who.invites(self.bot, self.room)
                await self._is_joined(who, self.room)
            case _:  # the week has none of them: a reaction, a new role, a removal, the host's word
                raise NotImplementedError(f"nobody does this here yet: {event}")

    async def _types(self, who: Someone, event: EventLine, room: Room) -> Seen:
        text, how = self._as_typed(event.text)
        return await who.types(text, room, reply_to=self.named(event.reply_to) if event.reply_to else None, **how)

    def _as_typed(self, text: str) -> tuple[str, dict[str, Any]]:
        """With another sign before a command; who is named was picked from the list that opens after an @."""
        text = f"!{text[1:]}" if text.startswith("/") else text
        html, mentions = text, []
        for name, person in self.people.items():
            if f"@{name}" in text:
                text = text.replace(f"@{name}", name)
                html = html.replace(f"@{name}", f'<a href="https://matrix.to/#/{quote(person.id)}">{name}</a>')
                mentions.append(person)
        return text, {"mentions": mentions, "html": html}

    async def _reacts(self, who: Someone, event: EventLine) -> None:
        """As the bot does already below the message."""
        sent = self.offered(event, who.name)
        face = signs(sent.departure)[" ".join(event.text.split())]
        assert sent.seen is not None
        await self._shows_signs(who, sent.seen, {face})
        await who.reacts(sent.seen, face)
        if sent.departure.chat is not None:
            self.reactions.append((event.at, event.who))

    async def _private(self, who: Someone, opens: bool = False) -> Room:
        """Their conversation with the bot; who has none opens it, or waits for an invitation."""
        async with self.entering:
            if who.name not in self.privately:
                room = await who.opens_direct(self.bot) if opens else await self._is_invited(who)
                await self._is_joined(who, room)
                self.privately[who.name] = room
            return self.privately[who.name]

    async def _is_invited(self, who: Someone) -> Room:
        async def found() -> Room | None:
            mine = [each.room for each in await who.invitations() if each.by == self.bot.id and each.direct]
            return Room(mine[0], who) if mine else None

        room: Room = await who.until(found)
        await who.joins(room)
        return room

    async def _is_joined(self, who: Someone, room: Room) -> None:
        async def came() -> bool:
            return any(each.text == f"join {self.bot.id}" for each in await who.sees(room))

        await who.until(came)

    # ---- what people see

    async def sees(self, departure: Departure, message: str) -> Seen | None:
        """The message as its reader sees it now; of an acknowledgement, the message that it stands on."""
        number = message or departure.reply_to
        reader, room = await self._reader(departure)
        return next((each for each in await reader.sees(room) if each.id == number), None)

    async def _reader(self, departure: Departure) -> tuple[Someone, Room]:
        if departure.chat is not None:
            return self.room.creator, self.room
        reader = next(each for each in self.people.values() if each.id == departure.account)
        return reader, await self._private(reader)

    async def signs_are_there(self) -> None:
        """Below each message the bot reacts as its letter, or the newest edit of it, asks for, and in no other way."""
        now = {
            sent.seen.id: sent
            for sent in self.notes.sent
            if sent.seen is not None and sent.departure.reply_to != sent.seen.id
        }
        for sent in now.values():
            reader, _ = await self._reader(sent.departure)
            assert sent.seen is not None
            await self._shows_signs(reader, sent.seen, set(signs(sent.departure).values()), and_no_other=True)

    async def _shows_signs(self, who: Someone, message: Seen, wanted: set[str], *, and_no_other: bool = False) -> None:
        async def there() -> bool:
            reactions = (await who.sees_again(message)).reactions
            own = {face for face, by in reactions.items() if self.bot.id in by}
            return own == wanted if and_no_other else wanted <= own

        await who.until(there)


def _position(token: str) -> int:
    """How far a token of Synapse's reaches: it counts all events of all rooms."""
    return int(token[1:].partition("_")[0])


@asynccontextmanager
async def _on_matrix(
    script: Script, engine: Engine, matrix: Matrix, folder: Path, *, encrypted: bool
) -> AsyncIterator[_Week]:
    (team,) = script.teams
    names = dict.fromkeys([*team.coordinators, *team.members, *(event.who for event in script.events)])
    people = {name: await matrix.person(name) for name in names}
    bot = await matrix.account("Accalmie")
    await logs_in(matrix.url, bot, folder)
    room = await people[team.coordinators[0]].makes_room(team.name, encrypted=encrypted)
    clock = ClockInHand(script.start)
    week = _Week(script, clock, matrix, bot, room, people)
    messenger = OnMatrix(folder, clock)
    week.notes = Noting(messenger, week.sees)
    house = House(accounts=frozenset(f"matrix:{people[name].id}" for name in team.hosts))
    messengers = {messenger.name: week.notes}
    week.app = App(engine, clock, messengers, house=house, said_at=lambda _: clock(), strict=True)
    await messenger.open()
    listening = asyncio.ensure_future(week.app.listen())
    try:
        yield week
        assert not listening.done(), "the bot listens until the end"
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait([listening], timeout=10)
        await asyncio.wait_for(week.app.close(), 20)
        await messenger.close()
