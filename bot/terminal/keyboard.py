"""Reads what is typed, line by line, without ever keeping the bot waiting."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from codecs import getincrementaldecoder
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import TextIO

_AT_ONCE = 4096
_LONGEST = 100_000  # bytes of a line that is not finished: what is longer is read as several


class Keyboard:
    """Lines from a terminal, a pipe or a file. Make it inside an event loop.

    The bytes are read in a thread of their own: a file cannot be waited for, and Python's own buffer must not be
    locked by a thread that still waits when the program ends.
    """

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._reading = False

    @property
    def is_terminal(self) -> bool:
        return self._source.isatty()

    async def lines(self) -> AsyncIterator[str]:
        """Each line, until there is no more."""
        if not self._reading:
            self._reading = True
            threading.Thread(target=self._read, name="keyboard", daemon=True).start()
        while (line := await self._lines.get()) is not None:
            yield line

    def close(self) -> None:
        """What was typed so far is still read, then the lines end."""
        self._lines.put_nowait(None)

    def _read(self) -> None:
        try:
            for line in _lines_of(self._source):
                self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
            self._loop.call_soon_threadsafe(self._lines.put_nowait, None)
        except RuntimeError:
            return  # the loop is closed: nobody listens any more

    @contextmanager
    def any_key(self, pressed: asyncio.Event) -> Iterator[None]:
        """The event is set once a key is pressed; what is typed meanwhile is neither shown nor kept."""
        if not self.is_terminal or sys.platform == "win32":
            yield
            return
        import termios
        import tty

        descriptor = self._source.fileno()
        before = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor)

        def is_pressed() -> None:
            self._loop.remove_reader(descriptor)
            pressed.set()

        self._loop.add_reader(descriptor, is_pressed)
        try:
            yield
        finally:
            self._loop.remove_reader(descriptor)
            termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)


def _lines_of(source: TextIO) -> Iterator[str]:
    try:
        descriptor = source.fileno()
    except OSError:  # text in memory
        yield from source
        return
    decode = getincrementaldecoder("utf-8")("replace").decode
    rest = ""
    while chunk := _bytes(descriptor):
        *whole, rest = (rest + decode(chunk)).split("\n")
        yield from whole
        if len(rest) > _LONGEST:
            yield rest
            rest = ""
    if rest:
        yield rest


def _bytes(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _AT_ONCE)
    except OSError:  # the terminal is gone
        return b""
