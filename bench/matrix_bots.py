"""The bots that `bench.matrix` compares, each run as a process: ours, whole, and an echo that others would write.

Each writes what it asks the server for into a file, one word a request.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nio import AsyncClient

from bench import serving

ACCOUNT, REQUESTS = "account.json", "requests"


def echo(url: str, folder: Path) -> None:
    """The echo bot of matrix-nio's manual, with a store that is as durable as ours. It asks for as many events at once
    as ours does: by default the server leaves out all but ten, and of eight people some would get no answer."""
    asyncio.run(_echo(url, folder))


async def _echo(url: str, folder: Path) -> None:
    from nio import AsyncClientConfig, InviteMemberEvent, MatrixRoom, RoomMessageText
    from nio.store import SqliteStore
    from peewee import SqliteDatabase  # type: ignore[import-untyped]

    class Store(SqliteStore):
        def _create_database(self) -> SqliteDatabase:
            pragmas = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": "full"}
            return SqliteDatabase(self.database_path, pragmas=pragmas)

    account = json.loads((folder / ACCOUNT).read_text())
    client = AsyncClient(url, account["user"], account["device"], str(folder), AsyncClientConfig(store=Store))
    client.restore_login(account["user"], account["device"], account["token"])

    async def answer(room: MatrixRoom, event: RoomMessageText) -> None:
        if event.sender != client.user_id:
            said = {"msgtype": "m.text", "body": event.body}
            await client.room_send(room.room_id, "m.room.message", said, ignore_unverified_devices=True)

    async def join(room: MatrixRoom, _event: InviteMemberEvent) -> None:
        await client.join(room.room_id)

    client.add_event_callback(answer, RoomMessageText)  # type: ignore[arg-type]
    client.add_event_callback(join, InviteMemberEvent)  # type: ignore[arg-type]
    await client.sync_forever(30_000, {"room": {"timeline": {"limit": 100}}}, full_state=True)


def accalmie(url: str, folder: Path) -> None:
    """Ours as `accalmie run` starts it (`bot.service`)."""
    from bot.messengers.matrix import Matrix

    asyncio.run(serving.serve(folder, Matrix(folder, serving.clock)))


BOTS: dict[str, Callable[[str, Path], None]] = {"echo": echo, "accalmie": accalmie}


def _write_requests(file: Path) -> None:
    """Whatever a client sends is noted, without anything that is secret or personal."""
    out, send = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), AsyncClient.send

    async def noted(self: AsyncClient, method: str, path: str, *rest: Any, **how: Any) -> Any:
        os.write(out, f"{_kind(path)}\n".encode())
        return await send(self, method, path, *rest, **how)

    AsyncClient.send = noted  # type: ignore[method-assign]


def _kind(path: str) -> str:
    """`sync`, `keys/claim`, `send/m.reaction`."""
    parts = path.partition("?")[0].split("/")[4:]
    return "/".join(parts[2:4] if parts[0] == "rooms" else parts[:2] if parts[0] == "keys" else parts[:1])


def _run() -> None:
    BOTS[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))


def main() -> None:
    _write_requests(Path(sys.argv[3]) / REQUESTS)
    if len(sys.argv) > 4:
        serving.profiled(_run, Path(sys.argv[4]))
    else:
        _run()


if __name__ == "__main__":
    main()
