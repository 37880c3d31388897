"""`accalmie matrix login`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.app import ConfigFile, app, asked, configured, stop

if TYPE_CHECKING:
    from bot.config import Matrix

PASSWORD = "The password of the account (it is not shown)"  # noqa: S105  # pragma: allowlist secret
matrix = typer.Typer(help="The bot's account on Matrix.", no_args_is_help=True)
app.add_typer(matrix, name="matrix")


@matrix.command()
def login(
    user: Annotated[str | None, typer.Option(help="The bot's account, such as @accalmie:example.org.")] = None,
    server: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Where its server is reached, if its domain does not say so.")
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With the password in it, instead of typing it.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="A new login, though there is one that works.")] = False,
    new_identity: Annotated[
        bool, typer.Option("--new-identity", help="A new one in the eyes of all who compared emoji with the bot.")
    ] = False,
    config: ConfigFile = None,
) -> None:
    """Log the bot in, once. The password is not kept."""
    from bot.messengers.matrix.address import CannotLogIn
    from bot.messengers.matrix.session import Unusable

    def ask_password() -> str:
        if password_file is not None:
            try:
                return password_file.read_text(encoding="utf-8").rstrip("\r\n")
            except (OSError, UnicodeDecodeError):
                raise CannotLogIn(f"{password_file} cannot be read.") from None
        return asked(PASSWORD, "--password-file", hidden=True)

    ours = configured(config).matrix
    try:
        said = logged_in(ours, user, ask_password, server=server or ours.server, again=again, new_identity=new_identity)
    except (CannotLogIn, Unusable) as fault:
        raise stop(str(fault)) from None
    print("\n".join(said))


def logged_in(
    ours: Matrix, user: str | None, ask_password: Callable[[], str], *, server: str, again: bool, new_identity: bool
) -> list[str]:
    """Log in, asking for what is not given. What came of it, in sentences; raises CannotLogIn, Unusable."""
    from bot.messengers.matrix.login import Wishes, log_in

    wishes = Wishes(
        user=lambda old: user or ours.user or old or asked("Its account, such as @accalmie:example.org", "--user"),
        server=server,
        ask_server=lambda: asked("Its server, such as https://matrix.example.org", "--server"),
        password=ask_password,
        again=again,
        new_identity=new_identity,
    )
    return asyncio.run(log_in(Path(ours.folder), wishes))
