"""Requests to the Bot API over aiohttp, as python-telegram-bot asks for them.

The library's own transport looks through all its connections for each request, and takes three times the processor
time. What goes wrong is told without the address: the bot's token is a part of it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.messengers import UNHEARD, Hears

os.environ.setdefault("PTB_TIMEDELTA", "true")  # else the library warns of its own RetryAfter
_CONNECT_SECONDS = 10.0
_NO_FILES: Mapping[str, tuple[str, bytes, str]] = {}


class Wire(BaseRequest):
    """One pool of connections; `seconds` is how long an answer may take."""

    def __init__(self, connections: int, seconds: float = 20.0, line: Hears = UNHEARD) -> None:
        self._connections, self._seconds, self._line = connections, seconds, line
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._seconds

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections)
            headers, jar = {"User-Agent": self.USER_AGENT}, aiohttp.DummyCookieJar()  # there are no cookies here
            self._session = aiohttp.ClientSession(connector=connector, headers=headers, cookie_jar=jar)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the connections to Telegram are not open")
        seconds = self._seconds if read_timeout is BaseRequest.DEFAULT_NONE else float(str(read_timeout))
        limit = aiohttp.ClientTimeout(sock_connect=_CONNECT_SECONDS, sock_read=seconds)
        try:
            how: Any = {"data": _body(request_data), "timeout": limit, "allow_redirects": False}  # it has letters in it
            async with self._session.request(method, url, **how) as answer:
                self._line.answered(answer.status, answer.headers.get("Date"))
                return answer.status, await answer.read()
        except TimeoutError:
            self._line.failed()
            raise TimedOut from None
        except aiohttp.ClientError as fault:
            self._line.failed()
            raise NetworkError(type(fault).__name__) from None


@dataclass(frozen=True)
class Fields:
    """Instead of the library's RequestData, which looks through each parameter for files and objects of its own."""

    parameters: Mapping[str, Any]
    multipart_data: Mapping[str, tuple[str, bytes, str]] = field(default_factory=dict)

    @property
    def json_parameters(self) -> Mapping[str, str]:
        """The same as the fields of a form: a text as it is, all else as JSON."""
        return {
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in self.parameters.items()
        }


async def call(
    bot: Bot,
    method: str,
    *,
    over: BaseRequest | None = None,
    seconds: float | None = None,
    files: Mapping[str, tuple[str, bytes, str]] = _NO_FILES,
    **fields: Any,
) -> Any:
    """What Telegram answers to a method, as it is: the library makes objects of it that nobody looks at. A field that
    is None is left out. `over`: another wire than the bot's; `seconds`: how long the answer may take; `files`: name,
    content and media type, by field. Raises TelegramError."""
    given = Fields({name: value for name, value in fields.items() if value is not None}, files)
    patience = BaseRequest.DEFAULT_NONE if seconds is None else seconds
    wire = over or bot.request
    return await wire.post(f"{bot.base_url}/{method}", cast(RequestData, given), read_timeout=patience)


def _body(data: RequestData | None) -> aiohttp.FormData | aiohttp.BytesPayload | None:
    if data is None:
        return None
    if not data.multipart_data:  # the usual case; as a form, what has parts would have to be written twice
        fields = json.dumps(data.parameters, ensure_ascii=False).encode(errors="replace")
        return aiohttp.BytesPayload(fields, content_type="application/json")
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
