"""What the log says, and where: one line an event, on standard error. Nothing that people wrote is in it."""

from __future__ import annotations

import logging
import re

from bot.config import Log

# Libraries that would say more than a host wants to read.
_QUIETER = ("alembic", "apscheduler", "sqlalchemy")
# Libraries that would say what nobody may read: addresses with the token of the bot, whole answers with what people
# wrote, and that even as warnings and errors. What goes wrong with them is told by the messenger, in its own words.
_SILENT = ("aiohttp", "httpcore", "httpx", "nio", "peewee", "telegram")
_TOKEN = re.compile(r"\d+(:|%3A)[\w-]{30,}|\b(syt|mct|mat)_\w{10,}", re.ASCII | re.IGNORECASE)


class WithoutTokens(logging.Formatter):
    """Whatever a line or a trace is about, nothing in it that looks like the token of a bot is told."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub("(token)", super().format(record))


def set_up(settings: Log) -> None:
    """Begin to log, at the level that the configuration says."""
    there = logging.StreamHandler()
    there.setFormatter(WithoutTokens("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=settings.level.upper(), handlers=[there])
    for library in _QUIETER:
        logging.getLogger(library).setLevel(logging.WARNING)
    for library in _SILENT:
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
