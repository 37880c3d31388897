"""`accalmie check`: what stands in the way of running the bot, each with what mends it."""

from __future__ import annotations

import asyncio
import glob
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import wall_clock
from bot.config import Config, named_files
from bot.line import Line
from bot.messengers import Refused
from bot.room import database_file, rooms
from bot.service import accounts
from bot.watch import WRONG, wrong_clock
from storage.database import open_database, reading
from storage.place import LOCK, unwritable
from storage.schema import newest, present

PATIENCE = 15.0
"""Seconds for a messenger to answer."""
_EVERYBODY = 0o077
_OF_A_CONTAINER = "/run/secrets"  # nobody else is there


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `mend`: what helps, where it is not `good`; or, where it is, what to know."""

    good: bool
    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{'ok ' if self.good else 'NOT'}  {self.what}{f' {self.mend}' if self.mend else ''}"


async def check(settings: Config, file: Path | None) -> AsyncIterator[Finding]:
    """Everything that the bot needs, in the order in which it needs it. Changes nothing. `file`: the configuration."""
    for finding in (_where(file), *_secrets(settings, file), *_database(settings)):
        yield finding
    if not settings.serves:
        yield Finding(True, "No messenger is configured: the bot talks in this terminal.", "`accalmie setup` adds one.")
        return
    lines: dict[str, Line] = {}
    try:
        ours = list(accounts(settings, lambda messenger: lines.setdefault(messenger, Line(wall_clock, agree=1))))
    except Refused as fault:
        yield Finding(False, str(fault))
        return
    for account in ours:
        try:
            async with asyncio.timeout(PATIENCE):
                await account.open()
            yield Finding(True, f"{account.called} lets it in.")
        except Refused as fault:
            yield Finding(False, f"{account.name.capitalize()}: {fault}")
        except TimeoutError:
            yield Finding(
                False, f"{account.name.capitalize()} was not reached.", "Is there a network, and is its address right?"
            )
        finally:
            await account.close()
        if abs(off := lines[account.name].off) > WRONG:
            yield Finding(False, wrong_clock(account.name, off))


def _where(file: Path | None) -> Finding:
    if file is None:
        return Finding(True, f"There is no config.toml in {Path.cwd()}: every setting has its default.")
    return Finding(True, f"The configuration is {file.absolute()}.")


def _secrets(settings: Config, file: Path | None) -> Iterator[Finding]:
    """Whoever can read the token is the bot; whoever can read the database knows everybody."""
    for path in (*_of_configuration(settings, file), *_of_database(settings), *_of_matrix(settings)):
        if path.exists() and path.stat().st_mode & _EVERYBODY:
            mend = f"chmod {'700' if path.is_dir() else '600'} {path}"
            yield Finding(False, f"Others on this machine can read {path}.", mend)


def _of_configuration(settings: Config, file: Path | None) -> Iterator[Path]:
    """The file itself, if there is a secret in it, and those that it or the environment names."""
    if file is not None and file.exists() and any(word in file.read_text("utf-8") for word in _words(settings)):
        yield file
    yield from (each for each in named_files(file) if not each.is_relative_to(_OF_A_CONTAINER))


def _of_database(settings: Config) -> Iterator[Path]:
    """It, what stands beside it, and its copies."""
    file = database_file(settings)
    if file is not None and file.absolute().parent.is_dir():
        beside = file.parent.glob(f"{glob.escape(file.name)}*")
        yield from sorted(each for each in beside if not each.name.endswith(LOCK))  # there is nothing in it


def _of_matrix(settings: Config) -> Iterator[Path]:
    folder = Path(settings.matrix.folder)
    if settings.matrix.is_used and folder.is_dir():
        yield folder
        yield from sorted(each for each in folder.iterdir() if each.name != "lock")


def _words(settings: Config) -> Iterator[str]:
    if token := settings.telegram.token.get_secret_value():
        yield token
    if phrase := make_url(settings.database.url.get_secret_value()).password:
        yield str(phrase)


def _database(settings: Config) -> Iterator[Finding]:
    address = make_url(settings.database.url.get_secret_value())
    file = database_file(settings)
    if file is not None:
        if (why := unwritable(address)) is not None:
            yield Finding(False, "The database cannot be used:", why)
            return
        for room in rooms(settings):
            if room.is_little:
                yield Finding(False, str(room), "Make room there.")
        if not file.exists():
            yield Finding(True, f"There is no database at {file.absolute()} yet: the first start makes it.")
            return
    yield _schema(address)


def _schema(address: URL) -> Finding:
    try:
        engine = open_database(address.render_as_string(hide_password=False))
        try:
            with reading(engine) as rows:
                there = present(rows)
                rows.execute(text("SELECT 1"))
        finally:
            engine.dispose()
    except (SQLAlchemyError, ValueError) as fault:
        return Finding(False, f"The database cannot be opened ({type(fault).__name__}).", "Is its address right?")
    if there is None:
        return Finding(True, "The database is empty: the first start fills it.")
    if there > newest():
        return Finding(False, "The database was made by a newer release.", "Install that one.")
    if there < newest():
        return Finding(True, "The database is of an older release: the next start brings it up to date.")
    return Finding(True, "The database is there.")
