"""A transcript played for people: each thing that somebody writes is shown before it is heard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy import Engine

from bot.house import House
from bot.messengers.console import Page
from bot.replay.play import Player
from bot.replay.resolve import place_of
from bot.replay.script import EventLine, Script
from bot.terminal.look import look
from domain.document import phrase
from domain.message import Incoming

_NO_RULES = House()


async def _at_once() -> None:
    """No pause."""


class ShownPlayer(Player):
    """A player that shows what happens on a page. `pause` is awaited after each event."""

    def __init__(
        self,
        script: Script,
        engine: Engine,
        page: Page,
        *,
        house: House = _NO_RULES,
        pause: Callable[[], Awaitable[None]] = _at_once,
        strict: bool = False,
    ) -> None:
        super().__init__(script, engine, page, house=house, strict=strict)
        self.places = [place_of(team.name) for team in script.teams]
        self._page, self._pause = page, pause

    async def open(self) -> None:
        await super().open()
        await self.look()

    async def happen(self, event: EventLine) -> None:
        await super().happen(event)
        await self.look()
        await self._pause()

    def hears(self, incoming: Incoming) -> None:
        self._page.heard(incoming)

    def admits(self, event: EventLine) -> None:
        zone = next(team.zone for team in self.script.teams if team.name == event.team)
        self._page.happens(event.who, phrase("terminal-admits"), event.at, zone)

    async def pass_time(self, until: datetime) -> None:
        await super().pass_time(until)
        await self.look()

    async def look(self) -> None:
        """Show what is held, and learn what changed."""
        await look(self.app, self._page, self.places)
