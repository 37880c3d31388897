"""The command line: `accalmie` and its subcommands."""

import signal
import sys
from types import FrameType

from bot.cli.app import app


def main() -> None:
    # The first process of a container ignores a request to end unless it says what to do about it; so before anything.
    signal.signal(signal.SIGTERM, _end)
    from bot.cli import keeping, looking, matrix, playing, serving, setup  # noqa: F401  # each adds its commands

    app()


def _end(number: int, _frame: FrameType | None) -> None:
    """As the shell calls it; what was begun is undone on the way."""
    sys.exit(128 + number)
