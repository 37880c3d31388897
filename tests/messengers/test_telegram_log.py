"""A whole week of an association's group, lived by people on Telegram: of what they wrote, of their names and of the
token nothing is in the log, at the most talkative level, in either format."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine

from bot import logs
from bot.demo import DIGEST_AT, week
from bot.logs import AsJson, AsText, of_loop, quieten
from bot.replay.script import Script
from tests.messengers.telegram_week import lived
from tests.messengers.week import from_the_beginning
from tests.telegram_server.people import Telegram
from tests.telegram_server.process import telegram_here

__all__ = ["telegram_here"]
TOKEN = "4242424242:AAE-not_a_real_token-only_35_characters"  # pragma: allowlist secret
SECRET = "Zanzibar"  # pragma: allowlist secret
_WORD = re.compile(r"[^\W\d_]{5,}")
_OURS = {"commands", "letter", "message", "update"}  # words of the log, which people may use as well


@contextmanager
def written() -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """What a host would find in the log, in both formats, with everything that any part of the program logs."""
    text, lines = io.StringIO(), io.StringIO()
    root = logging.getLogger()
    level, handlers = root.level, []
    for there, how in ((text, AsText()), (lines, AsJson())):
        handler = logging.StreamHandler(there)
        handler.setFormatter(how)
        handlers.append(handler)
        root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    quieten()
    try:
        yield text, lines
    finally:
        root.setLevel(level)
        for handler in handlers:
            root.removeHandler(handler)


def words_of(script: Script) -> set[str]:
    """All that people wrote, and their names."""
    texts = [event.text for event in script.events]
    names = [name for team in script.teams for name in (team.name, *team.members, *team.coordinators)]
    return {word.casefold() for text in texts + names for word in _WORD.findall(text)} | {
        name.casefold() for name in names
    }


async def test_of_a_whole_week_nothing_is_in_the_log(telegram_here: Telegram, engine: Engine) -> None:
    script = from_the_beginning(week())
    with written() as (text, lines):
        logging.getLogger("bot").debug("the week begins")
        week_lived = await lived(script, engine, DIGEST_AT, telegram_here, kind="supergroup", administers=True)
    assert len(week_lived.letters) > 100
    log, private = text.getvalue(), words_of(script)
    assert len(private) > 100
    assert "DEBUG bot: the week begins" in log
    assert {word.casefold() for word in re.findall(r"[^\W\d_]+", log)} & private <= _OURS
    said = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert len(said) == len(log.splitlines())
    assert {word.casefold() for word in re.findall(r"[^\W\d_]+", lines.getvalue())} & private <= _OURS


class Quoting(Exception):
    """A fault that quotes what somebody wrote."""


async def test_a_fault_that_quotes_somebody_is_told_by_its_kind_and_place() -> None:
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    loop.set_exception_handler(of_loop)

    async def fails() -> None:
        raise Quoting(f"{SECRET} {TOKEN}")

    with written() as (text, lines):
        try:
            await fails()
        except Quoting:
            logging.getLogger("a library").exception("it failed")
        task = loop.create_task(fails(), name=SECRET)
        await asyncio.wait([task])
        del task  # nobody asked what came of it: the loop tells
        loop.call_soon(lambda said: fails().throw(Quoting(said)), SECRET)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        thread = threading.Thread(target=lambda: (_ for _ in ()).throw(Quoting(SECRET)), name=SECRET)
        before_threads, threading.excepthook = threading.excepthook, logs.of_thread
        try:
            thread.start()
            thread.join()
        finally:
            threading.excepthook = before_threads
        logs.uncaught(Quoting, Quoting(SECRET), None)
    loop.set_exception_handler(before)
    for log in (text.getvalue(), lines.getvalue()):
        assert (log.count("Quoting"), len(log.splitlines())) == (5, 5), log
        assert log.count("Quoting at test_telegram_log.py") == 2, log
        assert not [each for each in (SECRET, TOKEN, "Traceback") if each in log], log
    said = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert said[0] | {"time": "", "fault": ""} == {
        "time": "",
        "level": "error",
        "logger": "a library",
        "message": "it failed",
        "fault": "",
    }


def test_who_interrupts_is_not_told_of_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with written() as (text, _):
        logs.uncaught(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert text.getvalue() == ""
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_a_line_of_json_is_one_line_whatever_is_said() -> None:
    with written() as (_, lines):
        logging.getLogger("bot").warning('two\nlines and a quote " of %s', "http://x/bot" + TOKEN)
    (line,) = lines.getvalue().splitlines()
    assert json.loads(line)["message"] == 'two\nlines and a quote " of http://x/bot(token)'
    assert sys.excepthook is not logs.uncaught


def test_a_line_of_the_log_is_one_line_whatever_is_in_it() -> None:
    with written() as (text, lines):
        odd = "!r\r\n2026-03-02 INFO bot: all is well\x1b[2J\x9b\u2028\u202e\x07\x00:example.org"
        logging.getLogger("bot").warning("a room %s", odd)
    for kept in (text, lines):
        (line,) = kept.getvalue().splitlines()
        assert set(line) & set("\r\x1b\x9b\u2028\u202e\x07\x00") == set()
        assert "a room !r" in line
