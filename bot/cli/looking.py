"""`accalmie status` and `check`."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer

from bot.cli.app import ConfigFile, app, configured, quiet, stop


@app.command()
def status(
    config: ConfigFile = None,
    in_json: Annotated[bool, typer.Option("--json", help="One object, for scripts.")] = False,
) -> None:
    """Say how the bot is; the exit code is 0 if all is well, 1 if there is a warning, 2 if it cannot be said."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.clock import wall_clock
    from bot.status import as_json, as_lines, look, unreadable

    try:
        here = look(configured(config), wall_clock())
    except (OSError, SQLAlchemyError, ValueError) as fault:
        raise stop(unreadable(fault)) from None
    print(json.dumps(as_json(here), ensure_ascii=False) if in_json else "\n".join(as_lines(here)))
    if here.warnings:
        raise typer.Exit(1)


@app.command()
def check(config: ConfigFile = None) -> None:
    """Say what stands in the way of running the bot, in a line each; the exit code is 1 if anything does."""
    from bot.checking import check as look
    from bot.config import file_of

    settings = configured(config)
    quiet()

    async def is_well() -> bool:
        well = True
        async for finding in look(settings, file_of(config)):
            print(finding, flush=True)
            well = well and finding.good
        return well

    if not asyncio.run(is_well()):
        raise typer.Exit(1)
