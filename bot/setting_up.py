"""What `accalmie setup` writes: a small configuration with comments, and the token in a file of its own."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from bot.config import Config, Misconfigured, Team

_NOWHERE = ("", "Etc/UTC", "UTC")


@dataclass(frozen=True)
class Answers:
    """What the host said. `token`: empty if the bot is not to be on Telegram."""

    language: str
    timezone: str
    name: str
    contact: str
    token: str


def language_and_zone(language: str, timezone: str) -> None:
    """Raises Misconfigured where the bot knows none of that name."""
    try:
        Team(language=language, timezone=timezone)
    except ValueError as fault:
        raise Misconfigured(str(fault)) from None


def system_zone() -> str:
    """The zone that this machine is set to, if it says so. (In a container it is set to none.)"""
    try:
        here = Path("/etc/timezone").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        here = ""
    return here if here not in _NOWHERE else Config().team.timezone


def write(file: Path, answers: Answers) -> Path | None:
    """Write the configuration, which must not be there yet, and the token beside it; returns where the token is. Both
    are for their owner alone. Raises OSError (FileExistsError: one is there; then nothing is changed)."""
    token = file.with_name("telegram.token") if answers.token else None
    made: list[Path] = []
    try:
        for path, words in ((file, text(answers, token)), *([(token, answers.token + "\n")] if token else [])):
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as paper:
                made.append(path)
                paper.write(words)
    except OSError:
        for path in made:
            path.unlink()
        raise
    return token


def text(answers: Answers, token: Path | None) -> str:
    """The configuration, as TOML. Every other setting has its default."""
    lines = [
        "# Accalmie's configuration, made by `accalmie setup`. Every other setting has its default;",
        "# all of them stand in config.example.toml.",
        "",
        "[team]",
        "# What a new team starts with; it can change both by itself.",
        f"language = {_quoted(answers.language)}",
        f"timezone = {_quoted(answers.timezone)}",
        "",
        "[host]",
        "# Who runs this bot, and how people reach them: /privacy says so.",
        f"name = {_quoted(answers.name)}",
        f"contact = {_quoted(answers.contact)}",
        '# Your own accounts, as in ["telegram:123456789"]: a chat to which one adds the bot is admitted at once.',
        "accounts = []",
    ]
    if token is not None:
        lines += [
            "",
            "[telegram]",
            "# Whoever can read this file is the bot.",
            f"token_file = {_quoted(str(token.absolute()))}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    """As a string of TOML, which for these is one of JSON."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
