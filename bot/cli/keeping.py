"""`accalmie import`, `backup`, `restore` and `copy`: what a host does with what is kept."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.app import ConfigFile, app, configured, opened, stop

if TYPE_CHECKING:
    from sqlalchemy import Engine


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What /export json gave.")],
    team: Annotated[str | None, typer.Option(metavar="NAME", help="Into which team, if there are several.")] = None,
    config: ConfigFile = None,
) -> None:
    """Bring an exported team into one that has no task yet. Nobody is written to."""
    from bot.archive import Unreadable, read
    from bot.importing import CannotImport, bring_in, team_of

    try:
        archive = read(file.read_bytes())
    except OSError as fault:
        raise stop(f"{file} cannot be read: {fault.strerror}") from None
    except Unreadable as fault:
        raise stop(f"{file}: {fault}") from None
    with _database(config) as engine:
        try:
            with engine.begin() as rows:
                there = bring_in(rows, team_of(rows, team), archive)
        except CannotImport as fault:
            raise stop(str(fault)) from None
    print(f"{there.team.name}: tasks {there.tasks}, notes {there.notes}, roles {there.roles}, debates {there.debates}.")
    print(f"Nobody was written to. Labelled with a name and waiting to be taken: {there.labelled}.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; an older one there is replaced.")],
    config: ConfigFile = None,
) -> None:
    """Copy all that is kept into one file, while the bot runs."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.clock import wall_clock
    from storage import signs
    from storage.backup import NotCopied
    from storage.backup import backup as copy_to
    from storage.database import open_database

    try:
        engine = open_database(
            configured(config).database.url.get_secret_value()
        )  # as it is: it may be used by another release
    except ValueError as fault:
        raise stop(f"the database cannot be used: {fault}") from None
    try:
        copy_to(engine, file)
        with suppress(SQLAlchemyError), engine.begin() as rows:  # the copy is there, whatever becomes of this
            signs.backed_up(rows, wall_clock())  # `accalmie status` says so
    except NotCopied as fault:
        raise stop(str(fault), 1) from None
    finally:
        engine.dispose()
    print(f"{file} is a whole and checked copy.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `accalmie backup` wrote; it stays as it is.")],
    was_stopped: Annotated[
        bool, typer.Option("--stopped", help="The bot did nothing after this copy was made: what waits leaves.")
    ] = False,
    config: ConfigFile = None,
) -> None:
    """Put a backup in the place of the database. (Stop the bot first.)"""
    from bot.clock import wall_clock
    from bot.restoring import NotRestored
    from bot.restoring import restore as put_back
    from storage.schema import Unusable

    url = configured(config).database.url.get_secret_value()
    try:
        done = put_back(file, url, wall_clock(), was_stopped=was_stopped)
    except (NotRestored, Unusable) as fault:
        raise stop(str(fault), 1) from None
    print(f"{file} was restored. What was done since it was made is not in it, and not done again.")
    if done.former is not None:
        print(f"The former database is kept as {done.former}.")
    if not was_stopped:
        print(f"Letters that the bot may have sent since are not sent again: {done.silenced}.")


@app.command("copy")
def copy_(
    source: Annotated[str, typer.Option("--from", metavar="URL", help="Such as sqlite:///accalmie.db.")],
    target: Annotated[str, typer.Option("--to", metavar="URL", help="Such as postgresql://accalmie@host/accalmie.")],
) -> None:
    """Copy all that is kept into another, empty database. (Stop the bot first, and let it use the other one then.)"""
    from bot.copies import alone_on
    from storage import copying
    from storage.database import open_database
    from storage.schema import Unusable

    try:
        there = open_database(source)
    except ValueError as fault:
        raise stop(f"--from: {fault}") from None
    try:
        here = copying.into(target)
        try:
            with alone_on(source, there=True):  # else what the bot does meanwhile is lost
                copied = copying.copy(there, here)
        finally:
            here.dispose()
    except Unusable as fault:
        raise stop(str(fault), 1) from None
    finally:
        there.dispose()
    print(f"Rows copied: {sum(copied.values())}, in {len(copied)} tables.")


def _database(config: Path | None) -> AbstractContextManager[Engine]:
    return opened(configured(config).database.url.get_secret_value())
