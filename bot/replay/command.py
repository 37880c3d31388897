"""`accalmie replay`: the transcript on a database, the letters on standard output, for programs or for people."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from bot.house import House
from bot.messengers.console import Page
from bot.replay.play import Player
from bot.replay.printer import JsonPrinter, tasks_as_json
from bot.replay.resolve import place_of
from bot.replay.script import Script
from bot.terminal.narration import Narrator, language_here
from bot.terminal.played import ShownPlayer


async def replay(
    script: Script,
    engine: Engine,
    until: datetime | None,
    *,
    house: House,
    as_json: bool,
    with_tasks: bool,
    files: Path | None = None,
) -> None:
    """Play it all on a database that is ready; the files that letters carry go into a folder."""
    player: Player
    if as_json:
        player = Player(script, engine, JsonPrinter(sys.stdout, files), house=house)
    else:
        player = ShownPlayer(script, engine, Page(sys.stdout, Narrator(language_here()), files), house=house)
    try:
        await player.play(until)
        if with_tasks:
            names = [team.name for team in script.teams]
            for line in await player.app.write(lambda rows: list(tasks_as_json(rows, names, place_of))):
                sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    finally:
        await player.close()
        engine.dispose()
