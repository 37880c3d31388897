"""The command line: `accalmie` and its subcommands."""

from bot.cli import keeping, matrix, playing, serving, setup
from bot.cli.app import app

__all__ = ["keeping", "main", "matrix", "playing", "serving", "setup"]


def main() -> None:
    app()
