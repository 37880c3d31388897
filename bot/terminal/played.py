"""A transcript played for people: each thing that somebody writes is shown before it is heard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy import Engine

from bot.messengers.console import Page
from bot.replay.play import Player
from bot.replay.resolve import place_of
from bot.replay.script import EventLine, Script
from bot.terminal.look import look


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
        pause: Callable[[], Awaitable[None]] = _at_once,
        strict: bool = False,
    ) -> None:
        super().__init__(script, engine, page, strict=strict)
        self.places = [place_of(team.name) for team in script.teams]
        self._page, self._pause = page, pause

    async def open(self) -> None:
        await super().open()
        await self.look()

    async def happen(self, event: EventLine) -> None:
        await self.pass_time(event.at)
        incoming = await self.app.write(lambda rows: self._resolver.incoming(rows, event))
        self._page.heard(incoming)
        await self.app.receive(incoming)
        await self.app.settle()
        await self.look()
        await self._pause()

    async def pass_time(self, until: datetime) -> None:
        await super().pass_time(until)
        await self.look()

    async def look(self) -> None:
        """Show what is held, and learn what changed."""
        await look(self.app, self._page, self.places)
