"""`accalmie setup`: the few questions whose answers the bot cannot guess."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import typer

from bot.cli.app import ConfigFile, app, stop


@app.command()
def setup(config: ConfigFile = None) -> None:
    """Ask a few questions, write the configuration, and say what to do next."""
    from bot.config import file_of
    from bot.setting_up import Answers, write

    file = config or file_of() or Path("config.toml")
    if file.exists():
        raise stop(f"{file} is there already. Edit it, or move it away to begin anew; `accalmie check` looks at it.")
    if not sys.stdin.isatty():
        raise stop("There is no terminal to ask in: write config.toml by hand, from config.example.toml.")
    language, timezone = _language_and_zone()
    print("Who runs the bot? /privacy tells it the people who use it. (Enter: nothing is said.)")
    name, contact = (
        _line("  Name of the association or person"),
        _line("  How they are reached, such as an e-mail address"),
    )
    answers = Answers(language, timezone, name, contact, _token())
    try:
        token = write(file, answers)
    except FileExistsError as fault:
        raise stop(f"{fault.filename} is there already: move it away to begin anew.") from None
    except OSError as fault:
        raise stop(f"{fault.filename} cannot be written: {fault.strerror}") from None
    print(f"\nWritten: {file}{f', and the token in {token}' if token else ''}. Only you can read it.\n")
    print("What next:")
    if not token:
        print("  accalmie matrix login   if the bot is to be on Matrix")
    print("  accalmie check          says whether all is well")
    print("  accalmie run            runs the bot")
    print("Then add the bot to a group. It tells a code there, for: accalmie admit CODE")


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


def _token() -> str:
    """A token that Telegram knows, or none."""
    from bot.clock import wall_clock
    from bot.config import load
    from bot.messengers import Refused
    from bot.messengers.telegram import Telegram

    async def called(token: str) -> str:
        account = Telegram(token, wall_clock, server=load().telegram.server)
        try:
            async with asyncio.timeout(30):
                await account.open()
            return account.called
        finally:
            await account.close()

    print("Telegram: the token that @BotFather gave you. (Enter: the bot is not on Telegram.)")
    while token := typer.prompt("  Token (it is not shown)", default="", show_default=False, hide_input=True).strip():
        try:
            print(f"  {asyncio.run(called(token))}: it works.")
        except Refused as fault:
            print(f"  {fault}")
            continue
        except TimeoutError:
            print("  Telegram was not reached. The token is written as it is; `accalmie check` tries again.")
        return str(token)
    return ""


def _line(what: str, default: str = "") -> str:
    return str(typer.prompt(what, default=default, show_default=bool(default))).strip()
