"""The command line: `accalmie run`, `admit`, `import`, `matrix login`, `replay`, `due` and `demo`."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(
    name="accalmie",
    help="A chat bot for volunteer groups: tasks with owners and deadlines, quiet hours, one weekly digest.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
matrix = typer.Typer(help="The bot's account on Matrix.", no_args_is_help=True)
app.add_typer(matrix, name="matrix")
ConfigFile = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Configuration (TOML).")]


def main() -> None:
    app()


def _stop(sentence: str, code: int = 2) -> typer.Exit:
    print(sentence, file=sys.stderr)
    return typer.Exit(code)


def _end_with_the_reader() -> None:
    """`accalmie demo | head` ends when `head` does."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


@app.command()
def run(config: ConfigFile = None) -> None:
    """Run the bot. With no messenger configured it talks in this terminal."""
    from bot.config import Misconfigured, load
    from bot.logs import set_up
    from storage.schema import Unusable

    try:
        settings = load(config)
        set_up(settings.log)
        if settings.serves:
            from bot.service import serve as run_it
        else:
            from bot.terminal.run import run_in_terminal as run_it
        asyncio.run(run_it(settings))
    except (Misconfigured, Unusable) as fault:
        raise _stop(str(fault)) from None


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
    from bot.config import Misconfigured, load
    from bot.logs import set_up
    from domain.code import as_typed
    from storage import teams
    from storage.schema import Unusable, ready

    try:
        settings = load(config)
        set_up(settings.log)
        engine = ready(settings.database.url.get_secret_value())
    except (Misconfigured, Unusable) as fault:
        raise _stop(str(fault)) from None
    if code is None:
        with engine.begin() as rows:
            waiting = teams.waiting(rows)
        engine.dispose()
        for each in waiting:
            print(f"{each.code}  {each.team.name}")
        if not waiting:
            print("No chat waits to be admitted.")
        return
    with engine.begin() as rows:
        chat = teams.waiting_for(rows, as_typed(code))
        if chat is not None:
            arrivals.admit(rows, chat, wall_clock())
    engine.dispose()
    if chat is None:
        raise _stop("No chat waits with this code. It is the one that the bot told there, and it is good for a day.")
    print(f"{chat.team.name} is admitted: the bot says hello there within a few seconds, if it is running.")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What /export json gave.")],
    team: Annotated[str | None, typer.Option(metavar="NAME", help="Into which team, if there are several.")] = None,
    config: ConfigFile = None,
) -> None:
    """Bring an exported team into one that has no task yet. Nobody is written to."""
    from bot.archive import Unreadable, read
    from bot.config import Misconfigured, load
    from bot.importing import CannotImport, bring_in, team_of
    from bot.logs import set_up
    from storage.schema import Unusable, ready

    try:
        archive = read(file.read_bytes())
        settings = load(config)
        set_up(settings.log)
        engine = ready(settings.database.url.get_secret_value())
        with engine.begin() as rows:
            there = bring_in(rows, team_of(rows, team), archive)
        engine.dispose()
    except OSError as fault:
        raise _stop(f"{file} cannot be read: {fault.strerror}") from None
    except Unreadable as fault:
        raise _stop(f"{file}: {fault}") from None
    except (Misconfigured, Unusable, CannotImport) as fault:
        raise _stop(str(fault)) from None
    print(f"{there.team.name}: tasks {there.tasks}, notes {there.notes}, roles {there.roles}, debates {there.debates}.")
    print(f"Nobody was written to. Labelled with a name and waiting to be taken: {there.labelled}.")


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
    from bot.config import Misconfigured, load
    from bot.logs import set_up
    from bot.messengers.matrix.address import CannotLogIn
    from bot.messengers.matrix.login import Wishes, log_in
    from bot.messengers.matrix.session import Unusable

    def ask_password() -> str:
        if password_file is not None:
            try:
                return password_file.read_text(encoding="utf-8").rstrip("\r\n")
            except (OSError, UnicodeDecodeError):
                raise CannotLogIn(f"{password_file} cannot be read.") from None
        return _asked("The password of the account (it is not shown)", "--password-file", hidden=True)

    try:
        settings = load(config)
        set_up(settings.log)
        ours = settings.matrix
        wishes = Wishes(
            user=lambda old: user or ours.user or old or _asked("Its account, such as @accalmie:example.org", "--user"),
            server=server or ours.server,
            ask_server=lambda: _asked("Its server, such as https://matrix.example.org", "--server"),
            password=ask_password,
            again=again,
            new_identity=new_identity,
        )
        said = asyncio.run(log_in(Path(ours.folder), wishes))
    except (Misconfigured, CannotLogIn, Unusable) as fault:
        raise _stop(str(fault)) from None
    print("\n".join(said))


def _asked(what: str, option: str, *, hidden: bool = False) -> str:
    """What the host types. Where nobody can, ends with the option to use instead."""
    if not sys.stdin.isatty():
        raise _stop(f"There is no terminal to ask in: give {option}.")
    answer: str = typer.prompt(what, hide_input=hidden)
    return answer


@app.command()
def demo(fast: Annotated[bool, typer.Option("--fast", help="Without the small pauses.")] = False) -> None:
    """Play a week of an association's group, then let you type as any of its people."""
    from bot.demo import play

    _end_with_the_reader()
    asyncio.run(play(sys.stdin, sys.stdout, fast=fast))


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A transcript, as JSON Lines; - is standard input.")],
    until: Annotated[str | None, typer.Option(metavar="INSTANT", help="Let time pass until then.")] = None,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Keep the state there.")] = None,
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON for each letter.")] = False,
    tasks: Annotated[bool, typer.Option("--tasks", help="Then one line for each task (implies --json).")] = False,
    files: Annotated[
        Path | None, typer.Option("--files", metavar="FOLDER", help="Put the files that letters carry there.")
    ] = None,
) -> None:
    """Play a transcript on its own clock, and print every letter that left."""
    from bot.config import Misconfigured, load
    from bot.house import house_of
    from bot.logs import set_up
    from bot.replay.command import replay as play
    from bot.replay.script import Broken, instant, read
    from storage.schema import Unusable, ready

    _end_with_the_reader()
    try:
        settings = load(config)
        set_up(settings.log)
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        script = read(text.split("\n"))
        end = instant(until) if until else None
        engine = ready(database or "sqlite://")  # without one, the state is in memory and gone afterwards
    except (Misconfigured, Unusable) as fault:
        raise _stop(str(fault)) from None
    except Broken as fault:
        raise _stop(f"{file}, {fault}") from None
    except UnicodeDecodeError:
        raise _stop(f"{file} is not UTF-8") from None
    except ValueError as fault:
        raise _stop(f"--until: {fault}") from None
    except OSError as fault:
        raise _stop(f"{file} cannot be read: {fault.strerror}") from None
    house = house_of(settings)
    asyncio.run(play(script, engine, end, house=house, as_json=as_json or tasks, with_tasks=tasks, files=files))


@app.command()
def due(
    text: Annotated[str | None, typer.Argument(metavar="TEXT")] = None,
    language: Annotated[str, typer.Option(help="fr or en.")] = "fr",
    now: Annotated[str | None, typer.Option(metavar="INSTANT", help="When it was said; default: now.")] = None,
    timezone: Annotated[str, typer.Option(metavar="ZONE", help="IANA zone of whoever said it.")] = "Europe/Paris",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read and write JSON Lines.")] = False,
) -> None:
    """What is understood of a deadline in a text."""
    from bot.clock import wall_clock
    from bot.due import answer_lines, answer_one
    from bot.replay.script import instant

    if jsonl:
        raise typer.Exit(answer_lines(sys.stdin, sys.stdout))
    if text is None:
        raise _stop('A text is needed, for example: accalmie due "avant vendredi 18h"')
    try:
        answer: dict[str, Any] = answer_one(text, language, instant(now) if now else wall_clock(), timezone)
    except ValueError as fault:
        raise _stop(str(fault)) from None
    print(json.dumps(answer, ensure_ascii=False))
