"""A line on this machine to a server behind it, which can be cut, can go silent, and be mended.

A process of its own, for it carries each question to a database: it prints its port, and then does what it reads.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[3]


class _Ends:
    """Both directions of one connection, in the hands of the line."""

    def __init__(self) -> None:
        self.transports: list[asyncio.Transport] = []

    def abort(self) -> None:
        for transport in self.transports:
            transport.abort()


class _End(asyncio.Protocol):
    """One end: what it gets, the other one sends on."""

    def __init__(self, line: _Server, ends: _Ends) -> None:
        self.line, self.ends = line, ends
        self.other: _End | None = None
        self.transport: asyncio.Transport | None = None
        self.waiting: list[bytes] = []  # for the other end to be there

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.ends.transports.append(transport)
        if self.line.is_cut:
            self.ends.abort()
        elif self.line.is_silent:
            transport.pause_reading()

    def data_received(self, data: bytes) -> None:
        if self.other is None or self.other.transport is None:
            self.waiting.append(data)
        else:
            self.other.transport.write(data)

    def connection_lost(self, _fault: Exception | None) -> None:
        self.line.open.discard(self.ends)
        for transport in self.ends.transports:
            transport.close()


class _Server:
    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.open: set[_Ends] = set()
        self.is_cut = self.is_silent = False
        self._connecting: set[asyncio.Task[None]] = set()

    def taken(self) -> _End:
        """Somebody connects."""
        ends = _Ends()
        self.open.add(ends)
        near = _End(self, ends)
        self._connecting.add(task := asyncio.ensure_future(self._connect(near)))
        task.add_done_callback(self._connecting.discard)
        return near

    async def _connect(self, near: _End) -> None:
        try:
            _, far = await asyncio.get_running_loop().create_connection(
                lambda: _End(self, near.ends), self.host, self.port
            )
        except OSError:
            near.ends.abort()
            return
        near.other, far.other = far, near
        assert far.transport is not None
        if near.transport is None or near.transport.is_closing():
            near.ends.abort()
            return
        for data in near.waiting:
            far.transport.write(data)
        for data in far.waiting:
            near.transport.write(data)

    def does(self, order: str) -> None:
        self.is_cut, self.is_silent = order == "cut", order == "hang"
        for ends in list(self.open):
            if self.is_cut:
                ends.abort()
                continue
            for transport in ends.transports:
                if transport.is_closing():
                    continue
                if self.is_silent:
                    transport.pause_reading()
                else:
                    transport.resume_reading()


async def main(host: str, port: int) -> None:
    line, loop = _Server(host, port), asyncio.get_running_loop()
    server = await loop.create_server(line.taken, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while order := await orders.readline():
        line.does(order.decode().strip())
        print("done", flush=True)


@dataclass
class Line:
    """What a test has in hand of it."""

    process: asyncio.subprocess.Process
    port: int

    async def cut(self) -> None:
        """Reset whatever is connected, and whoever connects."""
        await self._do("cut")

    async def hang(self) -> None:
        """Carry nothing any more; what is on its way waits."""
        await self._do("hang")

    async def mend(self) -> None:
        await self._do("mend")

    async def _do(self, order: str) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{order}\n".encode())
        await self.process.stdin.drain()
        assert await self.process.stdout.readline() == b"done\n"


@asynccontextmanager
async def line_to(port: int) -> AsyncIterator[Line]:
    """A line to a port of this machine; gone at the end."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.chaos.crowd.line", str(port), cwd=_ROOT, stdin=pipe, stdout=pipe
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Line(process, int(await process.stdout.readline()))
    finally:
        process.stdin.close()  # which ends it
        await process.wait()


if __name__ == "__main__":
    asyncio.run(main("127.0.0.1", int(sys.argv[1])))
