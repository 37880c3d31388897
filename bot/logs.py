"""What the log says, and where: one line an event, on standard error. Nothing that people wrote is in it."""

from __future__ import annotations

import logging

from bot.config import Log

# Libraries that would say more than a host wants to read.
_QUIETER = ("alembic", "apscheduler", "sqlalchemy")


def set_up(settings: Log) -> None:
    """Begin to log, at the level that the configuration says."""
    level = settings.level.upper()
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for library in _QUIETER:
        logging.getLogger(library).setLevel(logging.WARNING)
