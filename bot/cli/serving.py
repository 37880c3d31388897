"""`accalmie run` and `admit`."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.app import ConfigFile, app, configured, opened, stop


@app.command()
def run(config: ConfigFile = None) -> None:
    """Run the bot. With no messenger configured it talks in this terminal."""
    from bot.config import Misconfigured
    from storage.schema import Unusable

    settings = configured(config)
    if not settings.serves and _nobody_types():
        raise stop("No messenger is configured, and no terminal to talk in: `accalmie setup` adds a messenger.")
    if settings.serves:
        from bot.service import serve as run_it
    else:
        from bot.terminal.run import run_in_terminal as run_it
    try:
        asyncio.run(run_it(settings))
    except (Misconfigured, Unusable) as fault:
        raise stop(str(fault)) from None


def _nobody_types() -> bool:
    """Is the input nothing, as in a container that runs by itself?"""
    try:
        here, nothing = os.fstat(0), Path(os.devnull).stat()
    except OSError:  # there is no input
        return True
    return stat.S_ISCHR(here.st_mode) and here.st_rdev == nothing.st_rdev


@app.command()
def admit(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="What the bot told in the chat; without it, which chats wait.")
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Let the bot talk in a chat where it waits for you. (In the folder where it runs, or with its --config.)"""
    from bot import arrivals
    from bot.clock import wall_clock
    from bot.room import database_file
    from domain.code import as_typed
    from storage import teams

    settings = configured(config)
    if (file := database_file(settings)) is not None and not file.exists():
        raise stop(
            f"There is no database at {file.absolute()}: type it in the folder of the bot, or with its --config."
        )
    with opened(settings.database.url.get_secret_value()) as engine, engine.begin() as rows:
        waiting = teams.waiting(rows)
        chat = teams.waiting_for(rows, as_typed(code)) if code is not None else None
        if chat is not None:
            arrivals.admit(rows, chat, wall_clock())
    if chat is not None:
        print(f"{chat.team.name} is admitted: the bot says hello there within a few seconds, if it is running.")
    elif code is not None:
        raise stop("No chat waits with this code. It is the one that the bot told there, and it is good for a day.")
    else:
        print("\n".join(f"{each.code}  {each.team.name}" for each in waiting) or "No chat waits to be admitted.")
