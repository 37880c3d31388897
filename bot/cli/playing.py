"""`accalmie demo`, `replay` and `due`: what people and other programs try the bot with."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.app import ConfigFile, app, configured, opened, stop


def _end_with_the_reader() -> None:
    """`accalmie demo | head` ends when `head` does."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


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
    from bot.house import house_of
    from bot.replay.command import replay as play
    from bot.replay.script import Broken, instant, read

    _end_with_the_reader()
    house = house_of(configured(config))
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        script = read(text.split("\n"))
        end = instant(until) if until else None
    except Broken as fault:
        raise stop(f"{file}, {fault}") from None
    except UnicodeDecodeError:
        raise stop(f"{file} is not UTF-8") from None
    except ValueError as fault:
        raise stop(f"--until: {fault}") from None
    except OSError as fault:
        raise stop(f"{file} cannot be read: {fault.strerror}") from None
    with opened(database or "sqlite://") as engine:  # without one, the state is in memory and gone afterwards
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
        raise stop('A text is needed, for example: accalmie due "avant vendredi 18h"')
    try:
        answer: dict[str, Any] = answer_one(text, language, instant(now) if now else wall_clock(), timezone)
    except ValueError as fault:
        raise stop(str(fault)) from None
    print(json.dumps(answer, ensure_ascii=False))
