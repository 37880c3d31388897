"""A transcript lived through by people on the Telegram server of the tests, and what each letter of it was.

What `bot.replay` does with a line, somebody does here with their app: they type, pick a name after an @, press what is
below a message, edit their words, press Start. The clock is in the test's hand, for the server and for the bot.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from bot.app import App
from bot.clock import ClockInHand
from bot.departure import Departure
from bot.house import House
from bot.messengers.telegram import Telegram as OnTelegram
from bot.replay.script import EventLine, Script
from domain.message import Action, Place
from tests.messengers.week import Noting, Played, Week
from tests.telegram_server.people import PATIENCE, BotAccount, Group, Someone, Telegram
from tests.telegram_server.seen import Seen

_NEVER, _SOON = 10**9, 0.02
_USERNAME = re.compile(r"[A-Za-z0-9_]{5,32}")  # what Telegram takes for one


async def lived(script: Script, engine: Engine, until: datetime, telegram: Telegram, **how: Any) -> Played[Seen]:
    """By people on Telegram. `how`: kind of the group, and `administers`: whether the bot does."""
    async with _on_telegram(script, engine, telegram, **how) as week:
        return await week.lives(until)


@dataclass
class _Week(Week[Seen]):
    telegram: Telegram
    bot: BotAccount
    group: Group
    people: dict[str, Someone]
    administers: bool

    @property
    def place(self) -> Place:
        return Place("telegram", "", str(self.group.id))

    # ---- time

    async def stand_at(self, at: datetime) -> None:
        await super().stand_at(at)
        await self.telegram.do("time_stands", unix=at.timestamp())

    async def has_heard(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while (await self.bot.about())["waiting"]:
                # No change is told when the bot confirms: it is looked for again soon.
                await self.telegram.do("change_after", seen=_NEVER, seconds=_SOON)
        await self.app.settle()

    # ---- what people do

    async def happens(self, event: EventLine) -> None:
        who = self.people[event.who]
        match event.action:
            case Action.TEXT if event.private:
                name, _, rest = event.text.partition(" ")
                await (who.starts(self.bot, rest) if name == "/start" else who.types(event.text, self.bot))
            case Action.TEXT:
                text, mentions = self._as_typed(event.text)
                answered = self.named(event.reply_to) if event.reply_to else None
                self.said[event.name] = await who.types(text, self.group, reply_to=answered, mentions=mentions)
            case Action.EDIT:
                text, mentions = self._as_typed(event.text)
                await who.edits(self.said[event.on or ""], text, mentions=mentions)
            case Action.PRESS:
                await self._presses(who, event)
            case Action.JOIN:
                await who.joins(self.group)
            case Action.LEAVE:
                await who.leaves(self.group)
            case Action.ADDED:
                await who.adds(self.bot, self.group)
                if self.administers:
                    await who.promotes(self.bot, self.group)
            case _:  # the week has none of them: a reaction, a new role, a removal, the host's word
                raise NotImplementedError(f"nobody does this here yet: {event}")

    def _as_typed(self, text: str) -> tuple[str, dict[str, Someone]]:
        """Who has no username is picked from the list that opens after an @; what is sent is their name alone."""
        mentions = {}
        for name, person in self.people.items():
            if f"@{name}" in text and not _USERNAME.fullmatch(name):
                text = text.replace(f"@{name}", name)
                mentions[name] = person
        return text, mentions

    async def _presses(self, who: Someone, event: EventLine) -> None:
        command = " ".join(event.text.split())
        sent = self.offered(event, who.name)
        button = next(each for each in sent.departure.buttons if each.command == command)
        assert sent.seen is not None
        if press := await who.presses(button.label, sent.seen):
            await who.is_answered(press)

    # ---- what people see

    async def sees(self, departure: Departure, message: str) -> Seen | None:
        """The message as its reader sees it now; of an acknowledgement, the message that it stands on."""
        number = message or departure.reply_to or ""
        reader = self.group.creator.id if departure.chat else int(departure.account)
        is_whispered = number.startswith("e")
        chat = self.group.id if departure.chat or is_whispered else self.bot.id
        since = _NEVER if is_whispered else int(number) - 1
        found = await self.telegram.do("messages", person=reader, chat=chat, since=since)
        seen = (Seen(**each) for each in found)
        return next((each for each in seen if number in (str(each.id), f"e{each.ephemeral_id}")), None)


@asynccontextmanager
async def _on_telegram(
    script: Script, engine: Engine, telegram: Telegram, *, kind: str = "supergroup", administers: bool = False
) -> AsyncIterator[_Week]:
    (team,) = script.teams
    await telegram.do("time_stands", unix=script.start.timestamp())
    bot = await telegram.bot("accalmie_bot", name="Accalmie")
    names = dict.fromkeys([*team.coordinators, *team.members, *(event.who for event in script.events)])
    people = {name: await telegram.person(name, username=name if _USERNAME.fullmatch(name) else "") for name in names}
    group = await telegram.group(team.name, people[team.coordinators[0]], kind=kind)
    clock = ClockInHand(script.start)
    week = _Week(script, clock, telegram, bot, group, people, administers)
    messenger = OnTelegram(bot.token, clock, server=telegram.url, paced=False)
    week.notes = Noting(messenger, week.sees)
    hosts = frozenset(f"telegram:{people[name].id}" for name in team.hosts)
    week.app = App(engine, clock, {messenger.name: week.notes}, house=House(accounts=hosts), strict=True)
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
