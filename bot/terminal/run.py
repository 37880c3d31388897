"""`accalmie run` without another messenger: the bot talks in this terminal, on the machine's clock."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from zoneinfo import ZoneInfo

from bot.app import App
from bot.clock import wall_clock
from bot.config import Config
from bot.messengers.console import Page
from bot.metronome import metronome
from bot.terminal.keyboard import Keyboard
from bot.terminal.look import look
from bot.terminal.narration import Narrator, language_here
from bot.terminal.typist import Typist
from domain.message import Place
from domain.week import WeeklySlot, next_occurrence
from storage import schema, teams
from storage.database import Rows

_MONDAY_MORNING = WeeklySlot(0, time(9))


async def run_in_terminal(settings: Config) -> None:
    """Run until the input ends or the bot is told to stop. Raises `storage.schema.Unusable`."""
    engine = schema.ready(settings.database.url.get_secret_value())
    page = Page(sys.stdout, Narrator(language_here()))
    app = App(engine, wall_clock, {page.name: page})
    place = Place(page.name, "", settings.terminal.team)
    typist = Typist(app, page, place, events=wall_clock().isoformat(), newcomers=True)
    keyboard = Keyboard(sys.stdin)
    by_hand = keyboard.is_terminal and page.paper.is_terminal
    one_at_a_time = asyncio.Lock()

    async def beat() -> None:
        async with one_at_a_time:
            await app.tick()
            await app.settle()
            await look(app, page, [place])
            if by_hand:
                page.paper.ask()

    try:
        await app.write(lambda rows: _found(rows, place, settings))
        await app.recover()
        if by_hand:
            await typist.greet()
        await beat()
        with _told_to_stop(keyboard):
            async with metronome(beat):
                async for line in keyboard.lines():
                    async with one_at_a_time:
                        page.paper.typed(line)
                        if not await typist.typed(line):
                            break
                        if by_hand:
                            page.paper.ask()
    finally:
        page.paper.leave()
        await app.close()
        engine.dispose()


@contextmanager
def _told_to_stop(keyboard: Keyboard) -> Iterator[None]:
    """Ctrl-C and the usual request to end are as if nothing more were typed."""
    loop = asyncio.get_running_loop()
    requests = (signal.SIGINT, signal.SIGTERM)
    for request in requests:
        loop.add_signal_handler(request, keyboard.close)
    try:
        yield
    finally:
        for request in requests:
            loop.remove_signal_handler(request)


def _found(rows: Rows, place: Place, settings: Config) -> None:
    """The team of this terminal, unless it is there already."""
    if teams.chat_at(rows, place) is not None:
        return
    zone, now = ZoneInfo(settings.team.timezone), wall_clock()
    team = teams.add_team(rows, name=settings.terminal.team, language=settings.team.language, zone=zone.key, now=now)
    teams.add_chat(rows, team, place, slot=_MONDAY_MORNING, digest_at=next_occurrence(_MONDAY_MORNING, now, zone))
