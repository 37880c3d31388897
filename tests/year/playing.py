"""Plays the year by the rules of one messenger, on bad days too: the bot is away or starts anew, the messenger does not
answer, or nobody knows whether it did."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Engine

from bot.departure import Departure
from bot.messengers import Ears, TryLater
from bot.replay.play import Player
from bot.replay.resolve import Resolver, place_of
from bot.replay.script import EventLine, Script, read
from domain.closure import Fields, Permissions
from domain.message import Ability, Action, Incoming, Place, Standing
from storage.database import Rows
from tests.year.diary import START, UNTIL
from tests.year.life import Year
from tests.year.oracle import Left, Oracle
from tests.year.people import BY_HAND, NEVER_IN_PRIVATE

AFTERWARDS = timedelta(days=3)
_LATE = timedelta(seconds=1)  # between two things that were said while the bot was away, once it hears them


@dataclass(frozen=True)
class Rules:
    """What differs between messengers, as far as the house knows: what begins a command, whether it wants the accounts
    of whom a letter names, what the bot can do in the group, what people react with, and whether it may write to
    whoever never wrote to it."""

    prefix: str = "/"
    mentions_people: bool = False
    abilities: frozenset[Ability] | None = None
    faces: Mapping[str, str] = field(default_factory=dict)
    may_write_first: bool = True


TERMINAL = Rules()
"""Of a transcript."""
TELEGRAM = Rules(
    abilities=frozenset({Ability.CLOSE, Ability.HEAR, Ability.DELETE, Ability.WHISPER, Ability.SEE_REACTIONS}),
    faces={"🙋": "🫡", "✅": "💯"},
    may_write_first=False,
)
MATRIX = Rules(
    prefix="!",
    mentions_people=True,
    abilities=frozenset(
        {Ability.CLOSE, Ability.HEAR, Ability.SEE_REACTIONS, Ability.WRITE_FIRST, Ability.ENCRYPTS, Ability.SIGNED}
    ),
)


@dataclass(frozen=True)
class Trouble:
    """From one instant to another: the `bot` is away, the messenger is `busy`, or `mute`: what it is sent may arrive,
    and no answer comes."""

    since: datetime
    until: datetime
    what: str


_HOURS = {"bot": (0, 0, 0.4, 2, 9, 26, 50), "busy": (0.1, 0.5, 2, 7), "mute": (0.02, 0.1, 0.5)}
"""How long each may last: a bot that starts anew, in between; a messenger that has none for long."""


def bad_days(seed: int, *, many: int = 45) -> tuple[Trouble, ...]:
    """At random instants, over the year; none begins before another ended."""
    chance = Random(seed)
    step = (UNTIL - START) / many
    found: list[Trouble] = []
    for number in range(many):
        since = START.astimezone(UTC) + step * (number + chance.uniform(0.05, 0.6))
        what = chance.choice(("bot", "bot", "busy", "mute"))
        found.append(Trouble(since, since + timedelta(hours=chance.choice(_HOURS[what])), what))
    return tuple(found)


class Phones:
    """The messenger: keeps what arrived, in order, and tells the oracle. In trouble it does not."""

    name = "terminal"

    def __init__(self, rules: Rules, oracle: Oracle, chance: Random) -> None:
        self.prefix, self.mentions_people = rules.prefix, rules.mentions_people
        self._rules, self._oracle, self._chance = rules, oracle, chance
        self.trouble: str | None = None
        self.arrived: list[Left] = []
        self.doors: set[str] = set()
        self.may: dict[str, Any] = {"write": True, "draw": True, "react": True}  # what members may do in the group
        self.closed = 0  # times
        self.unwelcome: list[str] = []  # letters to people whom this messenger does not let it write to

    async def send(self, departure: Departure) -> str:
        if self.trouble == "busy":
            raise TryLater(timedelta(minutes=self._chance.choice((5, 15, 45))))
        lost = self.trouble == "mute"
        if not lost or self._chance.random() < 0.5:
            self._arrives(departure)
        if lost:
            raise ConnectionError("no answer")
        return departure.edits_message or str(departure.letter)

    def _arrives(self, departure: Departure) -> None:
        who = departure.member.name if departure.member else None
        letter = Left(departure.letter, departure.at, who, departure.kind.value, departure.sound)
        self.arrived.append(letter)
        self._oracle.sees(letter)
        is_shut = who is not None and not self._rules.may_write_first and who not in self.doors
        if is_shut and departure.whispered_in is None:
            self.unwelcome.append(f"{departure.letter} {departure.kind} {who}")

    async def permissions(self, place: Place) -> Permissions:
        self._answers()
        return Permissions(dict(self.may), {"write": False, "draw": False})

    async def permit(self, place: Place, there: Permissions, changes: Fields) -> None:
        self._answers()
        self.may |= changes
        self.closed += changes.get("write") is False

    def _answers(self) -> None:
        if self.trouble == "busy":
            raise TryLater(timedelta(minutes=15))
        if self.trouble == "mute":
            raise ConnectionError("no answer")

    async def leave(self, place: Place) -> None:
        """Nobody sends it away."""

    async def listen(self, ears: Ears) -> None:
        """Nothing arrives but what the year says."""


class _Ears(Resolver):
    """Brings what people do as a messenger with these rules would. Who finds no button types what it stands for."""

    def __init__(self, script: Script, rules: Rules, phones: Phones) -> None:
        super().__init__(script)
        self._rules, self._phones = rules, phones

    def incoming(self, rows: Rows, event: EventLine) -> Incoming:
        came, rules = super().incoming(rows, event), self._rules
        if came.action is Action.PRESS and not came.choice:
            private = event.who not in NEVER_IN_PRIVATE
            came = replace(came, action=Action.TEXT, text=f"/{came.text}", choice=None, origin=None, private=private)
        if came.private:
            self._phones.doors.add(event.who)
        text = rules.faces.get(came.text, came.text)
        if came.action in (Action.TEXT, Action.EDIT) and text.startswith("/"):
            text = rules.prefix + text[1:]
        came = replace(came, text=text, prefix=rules.prefix)
        if rules.abilities is None:
            return came
        reachable = True if came.private or rules.may_write_first else None
        standing = Standing(place_of(event.team), came.sender.coordinator, rules.abilities)
        return replace(came, sender=replace(came.sender, reachable=reachable), standings=(standing,))


class Living:
    """The year, by these rules and with these troubles: what arrives on the phones, watched over by the oracle."""

    def __init__(self, year: Year, engine: Engine, rules: Rules, troubles: Sequence[Trouble] = ()) -> None:
        team, *self._lines = year.lines
        if not rules.may_write_first:
            team = {**team, "reachable": []}
        self.script = read(json.dumps(line, ensure_ascii=False) for line in (team, *self._lines))
        self._engine = engine
        self._troubles = sorted(
            [(each.since, each) for each in troubles] + [(each.until, each) for each in troubles if each.what != "bot"],
            key=lambda step: step[0],
        )
        self.oracle = Oracle()
        self.phones = Phones(rules, self.oracle, Random(1))
        self._ears = _Ears(self.script, rules, self.phones)

    async def live(self, until: datetime = UNTIL) -> None:
        """All of it, or what was said until then, and some days more, so that what waited ends."""
        self._player = await self._started(START)
        for event, line in zip(self.script.events, self._lines, strict=True):
            if event.at >= until:
                break
            await self._until(event.at)
            if event.at.date() >= BY_HAND:
                self.phones.may["draw"] = None  # which is none of the bot's values
            if self._player.clock() > event.at:  # it was said while the bot was away
                self._player.clock.move_to(self._player.clock() + _LATE)
            self.oracle.hears(line)
            await self._player.play_one(event, self._ears)
        await self._until(until + AFTERWARDS)
        await self._player.close()

    async def _started(self, at: datetime) -> Player:
        player = Player(self.script, self._engine, self.phones, strict=True, again=False)
        player.clock.move_to(at)
        await player.open()
        return player

    async def _until(self, at: datetime) -> None:
        """Time passes, with the troubles that it brings."""
        while self._troubles and self._troubles[0][0] <= at:
            when, trouble = self._troubles.pop(0)
            await self._player.pass_time(max(when, self._player.clock()))
            if trouble.what == "bot":
                await self._player.close()
                self._player = await self._started(trouble.until)
            else:
                self.phones.trouble = trouble.what if when == trouble.since else None
        if self._player.clock() < at:
            await self._player.pass_time(at)
