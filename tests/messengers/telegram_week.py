"""A transcript lived through by people on the Telegram server of the tests, and what each letter of it was.

What `bot.replay` does with a line, somebody does here with their app: they type, pick a name after an @, press what is
below a message, edit their words, press Start. The clock is in the test's hand, for the server and for the bot.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from bot.app import App
from bot.clock import ClockInHand
from bot.departure import Departure
from bot.house import House
from bot.messengers import Ears, Messenger
from bot.messengers.telegram import Telegram as OnTelegram
from bot.replay.play import Player
from bot.replay.printer import JsonPrinter, tasks_as_json
from bot.replay.resolve import place_of
from bot.replay.script import EventLine, Script
from domain.document import to_json
from domain.letter import Kind
from domain.message import Action, Place
from tests.telegram_server.people import PATIENCE, BotAccount, Group, Someone, Telegram
from tests.telegram_server.seen import Seen

_NEVER, _SOON = 10**9, 0.02
_STUCK = 1000  # looks at one instant without the clock moving on
_USERNAME = re.compile(r"[A-Za-z0-9_]{5,32}")  # what Telegram takes for one
_LETTER = re.compile(r"(?P<kind>[a-z]+):(?P<number>\d+)")
Json = dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """A letter that left, and the message as its reader saw it then (nothing of what has no message)."""

    departure: Departure
    seen: Seen | None = None


class Noting:
    """A messenger, with somebody beside it who notes what it took."""

    def __init__(
        self, messenger: Messenger, look: Callable[[Departure, str], Awaitable[Seen | None]] | None = None
    ) -> None:
        self.name, self.prefix = messenger.name, messenger.prefix
        self.mentions_people = messenger.mentions_people
        self.sent: list[Sent] = []
        self._messenger, self._look = messenger, look

    async def send(self, departure: Departure) -> str:
        message = await self._messenger.send(departure)
        seen = await self._look(departure, message) if self._look is not None else None
        self.sent.append(Sent(departure, seen))
        return message

    async def leave(self, place: Place) -> None:
        await self._messenger.leave(place)

    async def listen(self, ears: Ears) -> None:
        await self._messenger.listen(ears)


@dataclass(frozen=True)
class Played:
    """What came of a transcript. `letters` and `tasks` hold nothing by which one messenger differs from another."""

    letters: list[Json]
    tasks: list[Json]
    sent: list[Sent]


def from_the_beginning(script: Script) -> Script:
    """The same, from the moment when the first coordinator adds the bot and everybody comes in and presses Start.

    A replay may begin with a team that is there; on Telegram nobody is known before that."""
    (team,) = script.teams
    assert team.start is not None
    host, *others = team.coordinators + team.members
    begin = EventLine(team.start, "added", team.name, host, Action.ADDED)
    events = [begin]
    events += [replace(begin, name=f"in-{who}", who=who, action=Action.JOIN) for who in others]
    for who in (host, *others):
        if team.reachable is None or who in team.reachable:
            events.append(replace(begin, name=f"start-{who}", who=who, action=Action.TEXT, text="/start", private=True))
    return Script((replace(team, admitted=False, hosts=(host,)),), (*events, *script.events))


async def replayed(script: Script, engine: Engine, until: datetime) -> Played:
    """By `bot.replay`, on its own messenger."""
    notes = Noting(JsonPrinter(io.StringIO()))
    player = Player(script, engine, notes, strict=True)
    try:
        await player.play(until)
        return await _played(player.app, notes, script, place_of)
    finally:
        await player.close()


async def lived(script: Script, engine: Engine, until: datetime, telegram: Telegram, **how: Any) -> Played:
    """By people on Telegram. `how`: kind of the group, and `administers`: whether the bot does."""
    async with _on_telegram(script, engine, telegram, **how) as week:
        for event in script.events:
            await week.pass_time(event.at)
            await week.happens(event)
            await week.has_heard()
        await week.pass_time(until)
        place = Place("telegram", "", str(week.group.id))
        return await _played(week.app, week.notes, script, lambda _team: place)


@dataclass
class _Week:
    script: Script
    telegram: Telegram
    bot: BotAccount
    group: Group
    people: dict[str, Someone]
    clock: ClockInHand
    administers: bool

    def __post_init__(self) -> None:
        self.said: dict[str, Seen] = {}
        self.app: App
        self.notes: Noting

    # ---- time

    async def pass_time(self, until: datetime) -> None:
        """Everything that is due up to an instant happens, each thing at its own."""
        seen = 0
        while (due := await self.app.next_due()) is not None and due <= until:
            seen = seen + 1 if due <= self.clock() else 0
            assert seen < _STUCK, "something is due for ever"
            await self._stand_at(max(due, self.clock()))
            await self.app.tick()
            await self.app.settle()
        await self._stand_at(max(until, self.clock()))

    async def _stand_at(self, at: datetime) -> None:
        self.clock.move_to(at)
        await self.telegram.do("time_stands", unix=at.timestamp())

    async def has_heard(self) -> None:
        """Returns when the bot has dealt with all that happened so far."""

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
                answered = self._named(event.reply_to) if event.reply_to else None
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
        """The newest button that does this and that they see; below the letter that is named, if one is."""
        command = " ".join(event.text.split())
        for sent in self._newest(event.on):
            to = sent.departure.member
            button = next((each for each in sent.departure.buttons if each.command == command), None)
            if button is not None and sent.seen is not None and (to is None or to.name == who.name):
                press = await who.presses(button.label, sent.seen)
                if press:
                    await who.is_answered(press)
                return
        raise AssertionError(f"{who.name} sees no button that does {command!r}")

    def _named(self, reference: str) -> Seen:
        """A message by its name in the transcript, or the newest letter like `card:3`."""
        if reference in self.said:
            return self.said[reference]
        return next(sent.seen for sent in self._newest(reference) if sent.seen is not None)

    def _newest(self, like: str | None) -> Iterable[Sent]:
        match = _LETTER.match(like or "")
        for sent in reversed(self.notes.sent):
            about = (sent.departure.kind, sent.departure.about), *sent.departure.carries
            if match is None or (Kind(match["kind"]), int(match["number"])) in about:
                yield sent

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
    week = _Week(script, telegram, bot, group, people, clock, administers)
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


async def _played(app: App, notes: Noting, script: Script, places: Callable[[str], Place]) -> Played:
    names = [team.name for team in script.teams]
    tasks = await app.write(lambda rows: list(tasks_as_json(rows, names, places)))
    # Letters to several people leave side by side; those to one reader, one after the other.
    sent = sorted(notes.sent, key=lambda each: (each.departure.at, _reader(each.departure), each.departure.letter))
    place = {each.departure.letter: number for number, each in enumerate(sent)}
    return Played([_told(each.departure, place) for each in sent], tasks, sent)


def _reader(departure: Departure) -> str:
    return f"person {departure.member.name}" if departure.member else f"group {departure.team.name}"


def _told(departure: Departure, place: dict[int, int]) -> Json:
    """A letter without what may differ: ids, links, numbers of messages."""
    return {
        "at": departure.at,
        "to": _reader(departure),
        "kind": departure.kind,
        "sound": departure.sound,
        "about": departure.about,
        "document": _without_links(to_json(departure.document)),
        "text": departure.speech.plain,
        "carries": departure.carries,
        "edits": place[departure.edits] if departure.edits else None,
        "leaves": departure.leaves,
    }


def _without_links(stored: Any) -> Any:
    match stored:
        case dict():
            return {name: _without_links(value) for name, value in stored.items() if name != "link"}
        case list():
            return [_without_links(each) for each in stored]
    return stored
