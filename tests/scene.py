"""The small language of the stories: people say and press things, time passes, and what the bot sent is looked at.

A scene plays on a real database with the bot's own machine; only the clock is in the test's hand, and the messenger
is a notebook. The cast: Léa and Marc volunteer, Ana coordinates, Sam may be out of reach in private, and Zoé belongs
to another group.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, Table
from sqlmodel import SQLModel

from bot.departure import Departure
from bot.house import House
from bot.messengers import Ears
from bot.replay.play import Player
from bot.replay.resolve import MESSENGER, Resolver, place_of, sender
from bot.replay.script import EventLine, Script, TeamLine
from domain import wall_clock
from domain.closure import Fields, Permissions
from domain.document import Document, Phrase, Several, Value
from domain.letter import Kind
from domain.message import Ability, Action, Forward, Incoming, Place, Sender
from domain.task import State, Task
from domain.week_words import day_and_time
from storage import members, tasks, teams

MEMBERS = ("Léa", "Marc", "Sam")
PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 3, 2, 10, tzinfo=PARIS)
RADIO = "radio"
"""Another messenger, which has rooms and accounts of its own."""
_SPAN = re.compile(r"(\d+)([wdhms])")
_NO_RULES = House()
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}


class Notebook:
    """A messenger that keeps what was sent. `troubles`: what sending to a person or chat raises; `open`: while it is
    cleared, letters are on their way and do not arrive. `may`: what members may do in a
    chat. What sending `a file` raises is among the troubles, too."""

    name = "terminal"
    prefix = "/"

    def __init__(self, *, mentions_people: bool = False) -> None:
        self.mentions_people = mentions_people
        self.tried: list[Departure] = []
        self.sent: list[Departure] = []
        self.left: list[str] = []
        self.troubles: dict[str, Exception] = {}
        self.may: dict[str, dict[str, bool]] = defaultdict(lambda: {"write": True, "draw": True, "react": True})
        self.then: dict[str, dict[str, bool]] = {}  # what an administrator changes once the bot has looked
        self.permitted = 0  # how often that was changed
        self.open = asyncio.Event()
        self.open.set()

    async def send(self, departure: Departure) -> str:
        await self.open.wait()
        self.tried.append(departure)
        account = f"{departure.messenger}:{departure.account}"
        if trouble := self.troubles.get(receiver(departure)) or self.troubles.get(account):
            raise trouble
        if departure.file is not None and (trouble := self.troubles.get("a file")):
            raise trouble
        self.sent.append(departure)
        return departure.edits_message or str(departure.letter)

    async def leave(self, place: Place) -> None:
        if trouble := self.troubles.get(f"leaving {place.external_id}"):
            raise trouble
        self.left.append(place.external_id)

    async def permissions(self, place: Place) -> Permissions:
        if trouble := self.troubles.get(f"looking at {place.external_id}"):
            raise trouble
        there = Permissions(dict(self.may[place.external_id]), {"write": False, "draw": False})
        self.may[place.external_id] |= self.then.pop(place.external_id, {})
        return there

    async def permit(self, place: Place, there: Permissions, changes: Fields) -> None:
        if trouble := self.troubles.get(f"changing {place.external_id}"):
            raise trouble
        self.may[place.external_id] |= changes
        self.permitted += 1
        if trouble := self.troubles.get(f"changed {place.external_id}"):
            raise trouble

    async def listen(self, ears: Ears) -> None:
        """Nothing arrives but what the story says."""


class Scene:
    """One group, `bal`, and another one that must never learn anything of it. Made by `playing`.

    `admitted` False: the bot is not in the group yet; `hosts` may let it in. `elsewhere`: who is in the other one, too.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        language: str = "fr",
        zone: str = "Europe/Paris",
        start: datetime = MONDAY,
        members: Sequence[str] = MEMBERS,
        unreachable: Sequence[str] = (),
        admitted: bool = True,
        hosts: Sequence[str] = (),
        house: House = _NO_RULES,
        elsewhere: Sequence[str] = (),
        mentions_people: bool = False,
    ) -> None:
        self.engine, self.zone = engine, ZoneInfo(zone)
        self.notebook = Notebook(mentions_people=mentions_people)
        reachable = frozenset({"Ana", *members}) - set(unreachable)
        self._teams = (
            TeamLine(
                "bal",
                language,
                self.zone,
                ("Ana",),
                tuple(members),
                start,
                reachable if unreachable else None,
                admitted,
                tuple(hosts),
            ),
            TeamLine("ciné", language, self.zone, ("Zoé",), tuple(elsewhere), start, None),
        )
        self._events: list[EventLine] = []
        self.faults: list[str] = []
        self._forwarded = 0
        self._heard = 0
        self.player = Player(
            Script(self._teams, ()),
            engine,
            self.notebook,
            house=house,
            strict=True,
            others=(RADIO, "telegram", "matrix"),
            again=False,
        )

    @property
    def now(self) -> datetime:
        return self.player.clock().astimezone(self.zone)

    # ---- what happens

    async def at(self, when: str) -> list[Departure]:
        """Time passes until `tue 9:00`, the next one from now on, or until `2026-03-29 01:30`."""
        return await self._meanwhile(self.player.pass_time(self.moment(when)))

    async def waits(self, span: str) -> list[Departure]:
        """Time passes: `30m`, `2d`, `1w`."""
        return await self._meanwhile(self.player.pass_time(self.now.astimezone(UTC) + _span(span)))

    async def sleeps(self, span: str) -> None:
        """Time passes, and the bot is not there: `1d`."""
        self.player.clock.move_to(self.now + _span(span))

    def moment(self, when: str) -> datetime:
        if when[:4].isdigit():
            local = datetime.fromisoformat(when)
            return wall_clock.instant(local.date(), local.time(), self.zone)
        asked = day_and_time(when)
        assert asked is not None, when
        day = self.now.date()
        while (at := wall_clock.instant(day, asked[1] or time(0), self.zone)) < self.now or day.weekday() != asked[0]:
            day += timedelta(days=1)
        return at

    async def says(
        self,
        who: str,
        text: str,
        *,
        to: str | None = None,
        id: str | None = None,  # noqa: A002  # the word of the transcripts
        private: bool = False,
        team: str = "bal",
        ago: str = "",
    ) -> list[Departure]:
        """Somebody writes in the group, perhaps as an answer `to` a message or letter. Returns what left for it. `ago`:
        that long ago, such as `2d`; the bot hears it only now."""
        return await self._event(who, Action.TEXT, text, name=id, team=team, private=private, reply_to=to, ago=ago)

    async def whispers(
        self, who: str, text: str, *, to: str | None = None, team: str | None = "bal", ago: str = ""
    ) -> list[Departure]:
        """Somebody writes to the bot alone; without `team`, to whichever is meant."""
        named = team is not None
        return await self._event(
            who, Action.TEXT, text, team=team or "bal", private=True, reply_to=to, team_named=named, ago=ago
        )

    async def presses(
        self, who: str, command: str, *, on: str | None = None, private: bool = False, team: str = "bal"
    ) -> list[Departure]:
        return await self._event(who, Action.PRESS, command, on=on, private=private, team=team)

    async def corrects(self, who: str, text: str, *, on: str, private: bool = False, ago: str = "") -> list[Departure]:
        """Somebody edits a message of theirs."""
        return await self._event(who, Action.EDIT, text, on=on, private=private, ago=ago)

    async def reacts(
        self,
        who: str,
        emoji: str,
        *,
        on: str,
        id: str | None = None,  # noqa: A002
        team: str = "bal",
    ) -> list[Departure]:
        """Somebody reacts to a letter or message; by `id` they can take it back."""
        return await self._event(who, Action.REACT, emoji, on=on, name=id, team=team)

    async def reacts_to(self, who: str, emoji: str, letter: Departure, *, id: str) -> list[Departure]:  # noqa: A002
        """Somebody reacts to a letter that transcripts have no name for. In private no messenger says which team is
        meant."""
        private = letter.member is not None
        reaction = Incoming(
            own_account=MESSENGER,
            event=id,
            said_at=self.now.astimezone(UTC),
            sender=sender(who),
            action=Action.REACT,
            place=None if private else place_of(letter.team.name),
            private=private,
            text=emoji,
            message_id=id,
            origin=str(letter.letter),
        )
        return await self._meanwhile(self._brought(reaction))

    async def forwards(self, who: str, forwarded: Forward, *, team: str | None = "bal") -> list[Departure]:
        """Somebody hands a message of somebody else on to the bot alone; without `team`, to whichever is meant."""
        self._forwarded += 1
        said = Incoming(
            own_account=MESSENGER,
            event=f"forwarded {self._forwarded}",
            said_at=self.now.astimezone(UTC),
            sender=sender(who),
            action=Action.TEXT,
            place=None if team is None else place_of(team),
            private=True,
            text=forwarded.text,
            message_id=f"forwarded {self._forwarded}",
            forwarded=forwarded,
            tells_forwards=True,
        )
        return await self._meanwhile(self._brought(said))

    async def radio(
        self,
        who: str,
        text: str = "",
        *,
        room: str | None = None,
        action: Action = Action.TEXT,
        coordinator: bool | None = None,
        again: str = "",
        **more: Any,
    ) -> list[Departure]:
        """Somebody says or does something on the other messenger, in a room or (None) to the bot alone. `again`: the
        name of an event that comes once more."""
        self._heard += 1
        heard = Incoming(
            own_account=RADIO,
            event=again or f"r{self._heard}",
            said_at=self.now.astimezone(UTC),
            sender=Sender(RADIO, "", who, who, who, coordinator, reachable=True),
            action=action,
            place=None if room is None else Place(RADIO, "", room),
            private=room is None,
            text=text,
            message_id=again or f"r{self._heard}",
            title=room or "",
            **more,
        )
        return await self._meanwhile(self._brought(heard))

    async def presses_there(self, who: str, letter: Departure, command: str) -> list[Departure]:
        """Somebody presses a button on the other messenger."""
        button = next(each for each in letter.buttons if each.command == command)
        room = letter.chat.place.external_id if letter.chat else None
        return await self.radio(who, room=room, action=Action.PRESS, choice=button.id, origin=str(letter.letter))

    def heard(self, who: str, said: str, name: str) -> Incoming:
        """What somebody writes to the bot alone, to be brought while other things go on."""
        now = self.now.astimezone(UTC)
        coordinates = sender(who, coordinator=who == "Ana")
        return Incoming(MESSENGER, name, now, coordinates, Action.TEXT, place_of("bal"), True, said, name)

    async def _brought(self, incoming: Incoming) -> None:
        await self.player.app.receive(incoming)
        await self.player.app.settle()

    async def takes_away(
        self, who: str, what: str, *, private: bool = False, team: str | None = "bal"
    ) -> list[Departure]:
        """Somebody deletes a message or letter, or takes back a reaction; without `team`, from whichever it was."""
        named = team is not None
        return await self._event(who, Action.GONE, on=what, private=private, team=team or "bal", team_named=named)

    async def is_unreadable(self, who: str, *, private: bool = False, team: str = "bal") -> list[Departure]:
        """Somebody wrote what the bot cannot decrypt."""
        return await self._event(who, Action.UNREADABLE, private=private, team=team)

    async def joins(self, who: str) -> list[Departure]:
        return await self._event(who, Action.JOIN)

    async def leaves(self, who: str) -> list[Departure]:
        return await self._event(who, Action.LEAVE)

    async def adds_the_bot(self, who: str) -> list[Departure]:
        return await self._event(who, Action.ADDED)

    async def removes_the_bot(self, who: str) -> list[Departure]:
        return await self._event(who, Action.REMOVED)

    async def the_host_admits_it(self) -> list[Departure]:
        return await self._event("host", None)

    async def _event(
        self,
        who: str,
        action: Action | None,
        text: str = "",
        *,
        name: str | None = None,
        team: str = "bal",
        ago: str = "",
        **more: Any,
    ) -> list[Departure]:
        name = name or f"e{len(self._events) + 1}"
        event = EventLine(self.now - _span(ago), name, team, who, action, text, **more)
        self._events.append(event)
        return await self._meanwhile(self._happens(event))

    async def _happens(self, event: EventLine) -> None:
        await self.player.play_one(event, Resolver(Script(self._teams, tuple(self._events))))

    async def _meanwhile(self, happening: Any) -> list[Departure]:
        before = len(self.notebook.sent)
        await happening
        return self.notebook.sent[before:]

    def can(self, *abilities: Ability, team: str = "bal") -> None:
        """The messenger says what the bot can do in the group, and nothing else."""
        with self.engine.begin() as rows:
            chat = teams.chat_at(rows, place_of(team))
            assert chat is not None
            teams.set_abilities(rows, replace(chat, abilities=frozenset(abilities)))

    # ---- what is there

    def letters(self, kind: Kind | None = None, to: str | None = None) -> list[Departure]:
        """What left so far, of a kind, to a person or the chat."""
        return [d for d in self.notebook.sent if kind in (None, d.kind) and to in (None, receiver(d))]

    def tasks(self, team: str = "bal") -> list[Task]:
        """Every task, by number."""
        with self.engine.begin() as rows:
            team_id = next(row["id"] for row in self._rows(rows, "team") if row["name"] == team)
            return sorted(tasks.of_team(rows, team_id, states=tuple(State)), key=lambda t: t.number)

    def task(self, number: int) -> Task:
        return next(task for task in self.tasks() if task.number == number)

    def row(self, table: str, **wanted: Any) -> dict[str, Any]:
        """The newest row of a table with these values."""
        return self.rows(table, **wanted)[-1]

    def rows(self, table: str, **wanted: Any) -> list[dict[str, Any]]:
        with self.engine.begin() as rows:
            return [r for r in self._rows(rows, table) if all(r[name] == value for name, value in wanted.items())]

    @staticmethod
    def _rows(rows: Any, table: str) -> list[dict[str, Any]]:
        of = SQLModel.metadata.tables[table]
        return [dict(row._mapping) for row in rows.execute(of.select().order_by(*of.primary_key.columns))]

    @staticmethod
    def table(name: str) -> Table:
        return SQLModel.metadata.tables[name]

    def person(self, name: str) -> int:
        return int(self.row("account", name=name)["person_id"])

    def state(self) -> dict[str, list[dict[str, Any]]]:
        """All rows but what merely passes: the inbox, the letters and their buttons."""
        passing = ("inbox", "letter", "choice")
        return {table: self.rows(table) for table in SQLModel.metadata.tables if table not in passing}

    def everything(self) -> str:
        """The whole database as one text."""
        return "\n".join(f"{table} {row}" for table in SQLModel.metadata.tables for row in self.rows(table))

    def members(self) -> set[str]:
        with self.engine.begin() as rows:
            team = next(row["id"] for row in self._rows(rows, "team") if row["name"] == "bal")
            return {known.name for known in members.known(rows, team)}


def _span(words: str) -> timedelta:
    found = _SPAN.findall(words)
    assert found or not words, words
    return sum((timedelta(**{_UNITS[unit]: int(n)}) for n, unit in found), timedelta())


@asynccontextmanager
async def playing(engine: Engine, **options: Any) -> AsyncIterator[Scene]:
    """A scene on a migrated, empty database. A fault that the bot logs, and lives with, is a fault here, unless it is
    taken out of `faults`."""
    scene, faults = Scene(engine, **options), Faults(logging.ERROR)
    scene.faults = faults.told
    log = logging.getLogger("bot")
    log.addHandler(faults)
    try:
        await scene.player.open()
        yield scene
    finally:
        scene.notebook.open.set()
        await scene.player.close()
        log.removeHandler(faults)
    assert faults.told == []


class Faults(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


def receiver(departure: Departure) -> str:
    """Who gets a letter: a person's name, or the group's."""
    return departure.member.name if departure.member else departure.team.name


def keys(*letters: Departure) -> list[str]:
    """The keys of all phrases of some letters, in order, those within values too."""
    return [key for letter in letters for key in _keys(letter.document)]


def _keys(document: Document) -> Iterator[str]:
    for line in document.lines:
        for each in line.phrases:
            yield from _within(each)


def _within(value: Value) -> Iterator[str]:
    if isinstance(value, Phrase):
        yield value.key
        for inner in value.values.values():
            yield from _within(inner)
    elif isinstance(value, Several):
        for inner in value.items:
            yield from _within(inner)


def offers(letter: Departure) -> list[str]:
    """The command lines of a letter's buttons."""
    return [button.command for button in letter.buttons]


def kinds(letters: Iterable[Departure]) -> list[tuple[str, str, bool]]:
    """Kind, receiver and sound of each letter."""
    return [(d.kind.value, receiver(d), d.sound) for d in letters]
