"""`accalmie run` without another messenger: the bot talks in this terminal, on the machine's clock."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from bot.app import App
from bot.clock import wall_clock
from bot.config import Config
from bot.copies import alone_on, copy_of
from bot.house import house_of
from bot.messengers.console import Page
from bot.metronome import metronome
from bot.terminal.keyboard import Keyboard
from bot.terminal.look import look
from bot.terminal.narration import Narrator, language_here
from bot.terminal.typist import Typist
from domain.message import Place
from storage import schema

_FILES = Path("accalmie-files")  # where those are put that letters carry


async def run_in_terminal(settings: Config) -> None:
    """Run until the input ends or the bot is told to stop. Raises `storage.schema.Unusable`."""
    url = settings.database.url.get_secret_value()
    with alone_on(url):
        await _run_on(schema.ready(url), settings)


async def _run_on(engine: Engine, settings: Config) -> None:
    page = Page(sys.stdout, Narrator(language_here()), _FILES)
    house = replace(house_of(settings), is_open=True)  # whoever types at this machine is its host
    copy = copy_of(engine)
    app = App(engine, wall_clock, {page.name: page}, house=house, copy=copy)
    place = Place(page.name, "", settings.terminal.team)
    zone = settings.team.timezone
    typist = Typist(app, page, place, events=wall_clock().isoformat(), newcomers=True, zone=zone)
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
        await copy.begin()
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
        await copy.close()
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
