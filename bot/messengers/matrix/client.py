"""The library's client for one device, set up so that it neither waits behind our back nor hides what went wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import ClientError, ClientResponse
from nio import AsyncClient, AsyncClientConfig, ErrorResponse, Response
from nio.store import SqliteStore
from peewee import SqliteDatabase  # type: ignore[import-untyped]

from bot.messengers import UNHEARD, Hears
from bot.messengers.matrix.session import Session

Json = Mapping[str, Any]
R = TypeVar("R", bound=Response)
_PATIENCE = 20  # seconds for an answer
_PATIENCE_WITH_A_FILE = 100
_GONE = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED"})


class Refusal(Exception):
    """The server does not do it. `code`: Matrix's word for why, or the number of the HTTP answer; `after`: only where
    one has to wait; `answer`: all that it said, where that is JSON."""

    def __init__(self, code: str, words: str = "", after: timedelta | None = None, answer: Json | None = None) -> None:
        super().__init__(f"{code} {words}".strip())
        self.code, self.after, self.answer = code, after, answer or {}


class LoggedOut(Refusal):
    """The server knows this device no more."""


class _Store(SqliteStore):
    """Keys are durable once they are written: the server hands each of them over once."""

    def _create_database(self) -> SqliteDatabase:
        pragmas = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": "full", "secure_delete": 1}
        return SqliteDatabase(self.database_path, pragmas=pragmas)

    def save_encrypted_rooms(self, rooms: Any) -> None:
        """Called after each sync, mostly with none: then there is nothing to look up either."""
        if rooms:
            super().save_encrypted_rooms(rooms)


class _Client(AsyncClient):
    """Tells `line` what the server answers."""

    line: Hears = UNHEARD

    async def send(self, *arguments: Any, **more: Any) -> ClientResponse:
        try:
            answer: ClientResponse = await super().send(*arguments, **more)
        except (ClientError, TimeoutError):
            self.line.failed()
            raise
        self.line.answered(answer.status, answer.headers.get("Date"))
        return answer


def client_of(session: Session, folder: Path, line: Hears = UNHEARD) -> AsyncClient:
    """Ready to be used, with the keys of the device. `close_client` it. `line` is told what the server answers."""
    how = AsyncClientConfig(
        store=_Store,
        store_name=session.store,
        pickle_key=session.pickle_key,
        max_limit_exceeded=0,
        max_timeouts=0,
        request_timeout=_PATIENCE,
    )
    client = _Client(session.server, session.user, session.device, str(folder), how)
    client.line = line
    client.restore_login(session.user, session.device, session.token)
    return client


async def close_client(client: AsyncClient) -> None:
    await client.close()  # type: ignore[no-untyped-call]
    if client.store is not None:
        client.store.database.close()


def made_of(answer: Response | ErrorResponse, kind: type[R]) -> R:
    """What the server answered. Raises Refusal, or LoggedOut, which the library returns."""
    if isinstance(answer, kind):
        return answer
    code = getattr(answer, "status_code", None) or ""
    wait = getattr(answer, "retry_after_ms", None)
    transport = answer.transport_response
    status = getattr(transport, "status", 0)
    raise _refusal(str(code) or str(status), getattr(answer, "message", ""), status, wait)


async def ask(client: AsyncClient, method: str, path: str, body: Json | None = None) -> dict[str, Any]:
    """What the library has no word for. `path`: what follows /_matrix/client. Raises Refusal, LoggedOut, and if
    nobody answers what aiohttp raises."""
    head = {"Content-Type": "application/json", "Authorization": f"Bearer {client.access_token}"}
    data = None if body is None else json.dumps(body)
    return await _told(await client.send(method, f"/_matrix/client{path}", data, head))


async def _told(answer: ClientResponse) -> dict[str, Any]:
    """What the server says. Raises Refusal, LoggedOut."""
    async with answer:
        try:
            told = await answer.json(content_type=None)
        except ValueError:
            told = {}
        if answer.status >= 400:
            said = told if isinstance(told, dict) else {}
            code = str(said.get("errcode") or answer.status)
            raise _refusal(code, str(said.get("error", "")), answer.status, said.get("retry_after_ms"), said)
    return told if isinstance(told, dict) else {}


async def upload(client: AsyncClient, content: bytes, media_type: str) -> str:
    """Bring a file to the server; returns its address there. Its name stays with whoever may read about it. Raises as
    `ask` does."""
    head = {"Content-Type": media_type, "Authorization": f"Bearer {client.access_token}"}
    asked = client.send("POST", "/_matrix/media/v3/upload", content, head, timeout=_PATIENCE_WITH_A_FILE)
    return str((await _told(await asked))["content_uri"])


def is_gone(code: str) -> bool:
    """Whether this word of the server's says that a token is good for nothing any more."""
    return code in _GONE


def _refusal(code: str, words: str, status: int, wait: int | None, answer: Json | None = None) -> Refusal:
    if is_gone(code):
        return LoggedOut(code, words)
    is_too_much = code == "M_LIMIT_EXCEEDED" or status == 429
    return Refusal(code, words, timedelta(milliseconds=wait or 5000) if is_too_much else None, answer)
