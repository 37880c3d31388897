"""`accalmie demo`: a week of an association's group, played fast; then its people and its clock are yours."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from importlib.resources import files
from typing import TextIO

from bot.messengers.console import Page
from bot.replay.script import Script, read
from bot.terminal.keyboard import Keyboard
from bot.terminal.narration import Narrator, language_here
from bot.terminal.played import ShownPlayer
from bot.terminal.typist import Typist
from domain.document import phrase
from storage import schema

DIGEST_AT = datetime(2026, 3, 30, 7, tzinfo=UTC)  # Monday, nine o'clock in Paris
_PAUSE = 0.18  # seconds after each thing that somebody does


def week() -> Script:
    """The week as it was written down."""
    return read(files(__name__).joinpath("week.jsonl").read_text(encoding="utf-8").split("\n"))


async def play(source: TextIO, sink: TextIO, *, fast: bool = False, strict: bool = False) -> None:
    """Play the week up to its digest. On a terminal, go on with what is typed, until it ends."""
    page = Page(sink, Narrator(language_here(), strict=strict))
    keyboard = Keyboard(source)
    by_hand = keyboard.is_terminal and page.paper.is_terminal
    engine = schema.ready("sqlite://")
    skip = asyncio.Event()

    async def pause() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(skip.wait(), _PAUSE)

    player = ShownPlayer(week(), engine, page, pause=pause, strict=strict)
    try:
        page.paper.title(phrase("demo-title"))
        page.paper.tell(phrase("demo-intro"))
        if fast or not by_hand:
            skip.set()
        else:
            page.paper.tell(phrase("demo-skip"), style="dim")
        with keyboard.any_key(skip):
            await player.play(DIGEST_AT)
        if by_hand:
            await _by_hand(player, page, keyboard)
        page.paper.title(phrase("demo-end"))
        page.paper.tell(phrase("demo-next"))
        if not by_hand:
            page.paper.tell(phrase("demo-again"))
    except asyncio.CancelledError:
        page.paper.leave()  # Ctrl-C: that is all
    finally:
        await player.close()
        engine.dispose()


async def _by_hand(player: ShownPlayer, page: Page, keyboard: Keyboard) -> None:
    """Whoever sits at the terminal types as the people of the group, and moves the clock."""
    typist = Typist(player.app, page, player.places[0], events="typed", move=player.pass_time)
    page.paper.title(phrase("demo-yours"))
    await typist.greet()
    page.paper.ask()
    async for line in keyboard.lines():
        page.paper.typed(line)
        if not await typist.typed(line):
            break
        page.paper.ask()
