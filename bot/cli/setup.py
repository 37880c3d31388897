"""`accalmie setup`: the few questions whose answers the bot cannot guess."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.app import ConfigFile, app, asked, called, quiet, stop
from bot.cli.matrix import PASSWORD, logged_in

if TYPE_CHECKING:
    from bot.config import Config


@app.command()
def setup(config: ConfigFile = None) -> None:
    """Ask a few questions, write the configuration, and say what to do next."""
    from bot.config import Misconfigured, file_of, without_file
    from bot.setting_up import Answers, write

    file = config or file_of() or Path("config.toml")
    _may_begin(file)
    try:
        settings = without_file()
    except Misconfigured as fault:
        raise stop(str(fault)) from None
    quiet()
    print(f"A few questions, and {file.absolute()} is written. Ctrl-C ends this, and nothing is.\n")
    language, timezone = _language_and_zone()
    print("Who runs the bot? /privacy tells it the people who use it. (Enter: nothing is said.)")
    name, contact = (
        _line("  Name of the association or person"),
        _line("  How they are reached, such as an e-mail address"),
    )
    token = _token(settings)
    account = _matrix_account(settings)
    try:
        kept = write(file, Answers(language, timezone, name, contact, token))
    except OSError as fault:
        raise stop(f"{fault.filename} cannot be written: {fault.strerror}") from None
    print(f"\nWritten: {file}{f', and the token in {kept}' if kept else ''}. Only you can read it.")
    is_open = not account or _logs_in(settings, account)
    _what_next(is_open=is_open, serves=bool(token or account) or settings.serves, where=config)


def _may_begin(file: Path) -> None:
    """Before anything is asked."""
    token = file.with_name("telegram.token")
    for there in (file, token):
        if there.exists():
            more = "Edit it, or move it away to begin anew; `accalmie check` looks at it."
            raise stop(f"{there} is there already. {more if there is file else 'Move it away to begin anew.'}")
    if not os.access(file.absolute().parent, os.W_OK):
        raise stop(f"Nothing can be written in {file.absolute().parent}.")
    if not sys.stdin.isatty():
        raise stop("There is no terminal to ask in: write config.toml by hand, from config.example.toml.")


def _language_and_zone() -> tuple[str, str]:
    from bot.config import Misconfigured
    from bot.setting_up import language_and_zone, system_zone

    while True:
        language = _line("Language of your groups, fr or en", "fr").lower()
        timezone = _line("Their time zone", system_zone())
        try:
            language_and_zone(language, timezone)
        except Misconfigured:
            print("Languages are fr and en, and a time zone looks like Europe/Paris.")
            continue
        return language, timezone


def _token(settings: Config) -> str:
    """A token that Telegram knows, or none."""
    from bot.clock import wall_clock
    from bot.messengers import Refused
    from bot.messengers.telegram import Telegram

    async def its_name(token: str) -> str:
        account = Telegram(token, wall_clock, server=settings.telegram.server)
        try:
            async with asyncio.timeout(30):
                await account.open()
            return account.called
        finally:
            await account.close()

    if settings.telegram.token.get_secret_value():
        print("Telegram: the token is that of the environment (ACCALMIE_TELEGRAM_TOKEN).")
        return ""
    print("Telegram: the token that @BotFather gave you. (Enter: the bot is not on Telegram.)")
    while token := typer.prompt("  Token (it is not shown)", default="", show_default=False, hide_input=True).strip():
        try:
            print(f"  {asyncio.run(its_name(token))}: it works.")
        except Refused as fault:
            print(f"  {fault}")
            continue
        except TimeoutError:
            print("  Telegram was not reached. The token is written as it is; `accalmie check` tries again.")
        return str(token)
    return ""


def _matrix_account(settings: Config) -> str:
    """The bot's account on Matrix, or none."""
    if settings.matrix.is_used:
        return ""
    print("Matrix: the account that you made for the bot. (Enter: the bot is not on Matrix.)")
    while account := _line("  Account, such as @accalmie:example.org"):
        if account.startswith("@") and ":" in account:
            return account
        print("  An account looks like @accalmie:example.org.")
    return ""


def _logs_in(settings: Config, account: str) -> bool:
    """Log in on Matrix. False: it did not work, and what is written stays."""
    from bot.messengers.matrix.address import CannotLogIn
    from bot.messengers.matrix.session import Unusable

    def password() -> str:
        return asked(PASSWORD, "--password-file", hidden=True)

    try:
        said = logged_in(
            settings.matrix, account, password, server=settings.matrix.server, again=False, new_identity=False
        )
    except (CannotLogIn, Unusable) as fault:
        print(f"  {fault}")
        return False
    print("\n".join(f"  {line}" for line in said))
    return True


def _what_next(*, is_open: bool, serves: bool, where: Path | None) -> None:
    me, more = called(), f" --config {where}" if where is not None else ""
    print("\nWhat next, in this folder:")
    if not is_open:
        print(f"  {me} matrix login{more}   tries to log in again")
    print(f"  {me} check{more}   says whether all is well")
    print(f"  {me} run{more}   runs the bot{'' if serves else ', in this terminal'}")
    if serves:
        print(f"Then add the bot to a group. It tells a code there, for: {me} admit CODE{more}")


def _line(what: str, default: str = "") -> str:
    return str(typer.prompt(what, default=default, show_default=bool(default))).strip()
