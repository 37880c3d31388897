"""What all commands of the host share. They import what they need where they need it: `--help` is there at once."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.config import Config

app = typer.Typer(
    name="accalmie",
    help="A chat bot for volunteer groups: tasks with owners and deadlines, quiet hours, one weekly digest.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
ConfigFile = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Configuration (TOML).")]


def stop(sentence: str, code: int = 2) -> typer.Exit:
    """Say on standard error why it ends here; for `raise`."""
    print(sentence, file=sys.stderr)
    return typer.Exit(code)


def called() -> str:
    """How this program is called here: `accalmie` where the shell finds it, else with its folder."""
    found, mine = shutil.which("accalmie"), Path(sys.argv[0])
    if mine.name != "accalmie" or (found is not None and Path(found).samefile(mine)):
        return "accalmie"
    return str(mine)


def quiet() -> None:
    """A command that says in lines of its own what is wrong logs only faults of ours."""
    logging.disable(logging.WARNING)


def asked(what: str, option: str, *, hidden: bool = False) -> str:
    """What the host types. Where nobody can, ends with the option to use instead."""
    if not sys.stdin.isatty():
        raise stop(f"There is no terminal to ask in: give {option}.")
    answer: str = typer.prompt(what, hide_input=hidden)
    return answer


def configured(config: Path | None) -> Config:
    """The configuration, with the log set up as it says; ends with a sentence where it cannot be used."""
    from bot.config import Misconfigured, load
    from bot.logs import set_up

    try:
        settings = load(config)
    except Misconfigured as fault:
        raise stop(str(fault)) from None
    set_up(settings.log)
    return settings


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """The database at a URL, at the present schema; ends with a sentence where it cannot be used."""
    from storage.schema import Unusable, ready

    try:
        engine = ready(url)
    except Unusable as fault:
        raise stop(str(fault)) from None
    try:
        yield engine
    finally:
        engine.dispose()
