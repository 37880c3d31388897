"""What the log says, and where: one line an event, on standard error. Nothing that people wrote is in it."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from bot.config import Log
from bot.fault import told

_log = logging.getLogger(__name__)
# Libraries that would say more than a host wants to read.
_QUIETER = ("alembic", "apscheduler", "sqlalchemy")
# Libraries that would say what nobody may read: addresses with the token of the bot, whole answers with what people
# wrote, and that even as warnings and errors. What goes wrong with them is told by the messenger, in its own words.
_SILENT = ("aiohttp", "httpcore", "httpx", "nio", "peewee", "telegram")
_TOKEN = re.compile(r"\d+(:|%3A)[\w-]{30,}|\b(syt|mct|mat)_\w{10,}", re.ASCII | re.IGNORECASE)
# What would begin a line, or be an order to the terminal of whoever reads it.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class WithoutSecrets(logging.Formatter):
    """Whatever a line is about, nothing in it that looks like the token of a bot is told; and of a fault only what it
    is and where, never its words, which may be somebody's."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # where another one of them formatted it before
        said, fault = super().format(record), _fault(record)
        return _shown(f"{said}: {fault}" if fault else said)

    def formatException(self, ei: object) -> str:  # noqa: N802
        return ""


class AsText(WithoutSecrets):
    """A line for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")


class AsJson(WithoutSecrets):
    """A line for programs: an object with `time` (UTC), `level`, `logger`, `message`, and `fault` if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if fault := _fault(record):
            said["fault"] = fault
        return _shown(json.dumps(said, ensure_ascii=False))


def _shown(line: str) -> str:
    return _TOKEN.sub("(token)", _CONTROLS.sub(" ", line))


def _fault(record: logging.LogRecord) -> str:
    return told(record.exc_info[1]) if record.exc_info and record.exc_info[1] is not None else ""


FORMATS: dict[str, type[WithoutSecrets]] = {"text": AsText, "json": AsJson}


def set_up(settings: Log) -> None:
    """Begin to log, at the level and in the format that the configuration says."""
    there = logging.StreamHandler()
    there.setFormatter(FORMATS[settings.format]())
    logging.basicConfig(level=settings.level.upper(), handlers=[there])
    quieten()
    sys.excepthook = uncaught
    threading.excepthook = of_thread


def quieten() -> None:
    """Libraries say what a host may read, or nothing."""
    for library in _QUIETER:
        logging.getLogger(library).setLevel(logging.WARNING)
    for library in _SILENT:
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)


def of_loop(_loop: asyncio.AbstractEventLoop, found: dict[str, Any]) -> None:
    """A fault for which nobody waits: the loop itself would quote it."""
    fault = found.get("exception")
    _log.error("a fault in the background: %s", told(fault) if fault is not None else "of a kind that is not known")


def of_thread(at: threading.ExceptHookArgs) -> None:
    """A thread ended by a fault of ours."""
    uncaught(at.exc_type, at.exc_value, at.exc_traceback)


def uncaught(kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
    """This process, or a thread of it, ended by a fault of ours; Python itself would quote it."""
    if issubclass(kind, KeyboardInterrupt) or fault is None:
        sys.__excepthook__(kind, fault or kind(), trace)
        return
    _log.critical("this ended by a fault of ours: %s", told(fault.with_traceback(trace)))
