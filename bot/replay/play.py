"""Plays a transcript: everything due up to an event happens before it, each thing at its own exact instant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from sqlalchemy import Engine

from bot import arrivals
from bot.app import App
from bot.clock import ClockInHand
from bot.house import House
from bot.messengers import Messenger
from bot.replay.resolve import MESSENGER, Resolver, place_of, sender
from bot.replay.script import EventLine, Script, TeamLine
from domain.code import LENGTH, LETTERS
from domain.message import Incoming
from domain.week import next_occurrence
from storage import members, teams
from storage.database import Rows

_STUCK = 1000  # looks at one instant without the clock moving on
_NO_RULES = House()


class Player:
    """A transcript on a database and a messenger, which may stand for `others` as well. Make it inside an event loop,
    and `close` it. `again`: it may be played again on the same database."""

    def __init__(
        self,
        script: Script,
        engine: Engine,
        messenger: Messenger,
        *,
        house: House = _NO_RULES,
        witness: Callable[[str], None] = lambda _step: None,
        strict: bool = False,
        others: Sequence[str] = (),
        again: bool = True,
    ) -> None:
        self.script = script
        self.clock = ClockInHand(script.start)
        rules = _as_played(house, script)
        self.app = App(
            engine,
            self.clock,
            dict.fromkeys((MESSENGER, *others), messenger),
            house=rules,
            witness=witness,
            strict=strict,
            again=again,
        )
        self._resolver = Resolver(script)

    async def open(self) -> None:
        """Make the teams that are not there yet, and take up what a kill may have left."""
        for team in self.script.teams:
            if team.admitted:
                await self.app.write(lambda rows, team=team: _found(rows, team, team.start or self.script.start))  # type: ignore[misc]
        await self.app.recover()

    async def happen(self, event: EventLine) -> None:
        """Let time pass up to an event, then the event."""
        await self.pass_time(event.at)
        await self.play_one(event, self._resolver)

    async def play_one(self, event: EventLine, resolver: Resolver) -> None:
        """One event, now."""
        if event.action is None:
            self.admits(event)
            await self.app.write(lambda rows: _admit(rows, event))
        else:
            incoming = await self.app.write(lambda rows: resolver.incoming(rows, event))
            self.hears(incoming)
            await self.app.receive(incoming)
        await self.app.settle()

    def hears(self, incoming: Incoming) -> None:
        """What is about to arrive; a player that shows what happens shows it."""

    def admits(self, event: EventLine) -> None:
        """The host is about to admit a chat."""

    async def pass_time(self, until: datetime) -> None:
        """Everything that is due up to an instant happens, each thing at its own."""
        seen = 0
        while (due := await self.app.next_due()) is not None and due <= until:
            seen = seen + 1 if due <= self.clock() else 0
            if seen > _STUCK:
                raise RuntimeError("something is due for ever: this is a fault of the bot")
            self.clock.move_to(max(due, self.clock()))
            await self.app.tick()
            await self.app.settle()
        self.clock.move_to(max(until, self.clock()))

    async def play(self, until: datetime | None) -> None:
        """The whole transcript, then on to `until` (inclusive; default: the last event)."""
        await self.open()
        for event in self.script.events:
            await self.happen(event)
        if until is not None:
            await self.pass_time(until)

    async def close(self) -> None:
        await self.app.close()


def _found(rows: Rows, team: TeamLine, start: datetime) -> None:
    """The team with its people and its one group chat, unless it is there already."""
    place = place_of(team.name)
    if teams.chat_at(rows, place) is not None:
        return
    slot = arrivals.MONDAY_MORNING
    team_id = teams.add_team(rows, name=team.name, language=team.language, zone=team.zone.key, now=start)
    teams.add_chat(rows, team_id, place, slot=slot, digest_at=next_occurrence(slot, start, team.zone))
    for name in dict.fromkeys(team.coordinators + team.members):
        members.join(rows, team_id, sender(name, team, coordinator=name in team.coordinators), start)


def _admit(rows: Rows, event: EventLine) -> None:
    chat = teams.chat_at(rows, place_of(event.team))
    if chat is not None:
        arrivals.admit(rows, chat, event.at)


def _as_played(house: House, script: Script) -> House:
    """The house of a transcript: with its hosts, and with codes that are the same each time it is played."""
    hosts = {sender(name).address for team in script.teams for name in team.hosts}
    dice = Random(0)
    return replace(house, accounts=house.accounts | hosts, new_code=lambda: "".join(dice.choices(LETTERS, k=LENGTH)))
