"""Plays a transcript: everything due up to an event happens before it, each thing at its own exact instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from sqlalchemy import Engine

from bot.app import App
from bot.clock import ClockInHand
from bot.messengers import Messenger
from bot.replay.resolve import MESSENGER, Resolver, place_of, sender
from bot.replay.script import EventLine, Script, TeamLine
from domain.week import WeeklySlot, next_occurrence
from storage import members, teams
from storage.database import Rows

_STUCK = 1000  # looks at one instant without the clock moving on


class Player:
    """A transcript on a database and a messenger. Make it inside an event loop, and `close` it."""

    def __init__(
        self,
        script: Script,
        engine: Engine,
        messenger: Messenger,
        *,
        witness: Callable[[str], None] = lambda _step: None,
        strict: bool = False,
    ) -> None:
        self.script = script
        self.clock = ClockInHand(script.start)
        self.app = App(engine, self.clock, {MESSENGER: messenger}, witness=witness, strict=strict)
        self._resolver = Resolver(script)

    async def open(self) -> None:
        """Make the teams that are not there yet, and take up what a kill may have left."""
        for team in self.script.teams:
            await self.app.write(lambda rows, team=team: _found(rows, team, team.start or self.script.start))  # type: ignore[misc]
        await self.app.recover()

    async def happen(self, event: EventLine) -> None:
        """Let time pass up to an event, then the event."""
        await self.pass_time(event.at)
        incoming = await self.app.write(lambda rows: self._resolver.incoming(rows, event))
        await self.app.receive(incoming)
        await self.app.settle()

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
    slot = WeeklySlot(0, time(9))
    team_id = teams.add_team(rows, name=team.name, language=team.language, zone=team.zone.key, now=start)
    teams.add_chat(rows, team_id, place, slot=slot, digest_at=next_occurrence(slot, start, team.zone))
    for name in dict.fromkeys(team.coordinators + team.members):
        members.join(rows, team_id, sender(name, team, coordinator=name in team.coordinators), start)
