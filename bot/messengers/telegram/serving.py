"""Has Telegram bring what happens, to an address that a web server of the host hands on to here.

An update is answered with 200 once its effect is durable, or once it was set aside; while the database is out of reach
with 503, and Telegram brings it again. Whoever does not know the secret is told nothing at all. All processes of a bot
have the same one, made of its token and the address, so that Telegram may bring anything to any of them.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from sqlalchemy.exc import OperationalError
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.fault import told
from bot.http import CannotListen, listening
from bot.messengers import Ears, loudness
from bot.messengers.telegram.listening import WANTED, Listening, Unusable
from bot.messengers.telegram.sending import seconds

_log = logging.getLogger(__name__)
_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # Bot API, setWebhook: the header that carries it
_AT_ONCE = 40  # updates that Telegram brings side by side
_LARGEST = 4 << 20  # bytes of an update
_PATIENCE = 20.0  # seconds for what is being applied
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


class Serving:
    """`address`: what Telegram calls. `here`: host and port, to which it is handed on with its path unchanged."""

    def __init__(self, bot: Bot, listening: Listening, address: str, here: str) -> None:
        self._bot, self._listening, self._address, self._here = bot, listening, address, here
        self._path = urlsplit(address).path or "/"
        self._secret = hmac.new(bot.token.encode(), f"webhook {address}".encode(), "sha256").hexdigest()
        self._is_up = asyncio.Event()

    async def lead(self, _ears: Ears) -> None:
        """Tell Telegram where to bring it. Raises Unusable, or InvalidToken."""
        await self._is_up.wait()
        await self._tell_telegram()
        _log.info("Telegram brings what happens to %s, and it arrives at %s", self._address, self._here)
        await asyncio.Event().wait()

    async def attend(self, ears: Ears) -> None:
        """Until it is cancelled; what is being applied then is finished first. Raises Unusable."""

        async def heard(request: web.Request) -> web.Response:
            return await self._heard(request, ears)

        app = web.Application(client_max_size=_LARGEST)
        app.router.add_route("*", "/{path:.*}", heard)
        try:
            async with listening(self._here, app, _PATIENCE):
                self._is_up.set()
                await asyncio.Event().wait()
        except CannotListen as fault:
            raise Unusable(str(fault)) from None
        finally:
            await self._listening.close()

    async def _tell_telegram(self) -> None:
        """Where to bring it, and with which secret; as soon as Telegram can be reached."""
        pause = _FIRST_PAUSE
        while True:
            try:
                await self._bot.set_webhook(
                    self._address, max_connections=_AT_ONCE, allowed_updates=WANTED, secret_token=self._secret
                )
                return
            except InvalidToken:
                raise
            except BadRequest as refused:
                raise Unusable(f"Telegram does not take the webhook's address: {refused.message}.") from None
            except RetryAfter as wait:
                await asyncio.sleep(seconds(wait).total_seconds())
            except TelegramError as fault:
                _log.log(
                    loudness(pause, _LONGEST_PAUSE),
                    "Telegram does not answer (%s); trying again in %d s",
                    type(fault).__name__,
                    pause,
                )
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE, pause * 1.5)

    async def _heard(self, request: web.Request, ears: Ears) -> web.Response:
        told_secret = request.headers.get(_HEADER, "").encode("utf-8", "surrogateescape")
        if not secrets.compare_digest(told_secret, self._secret.encode()) or request.path != self._path:
            return web.Response(status=404)
        try:
            raw: Any = json.loads(await request.read())
        except (web.HTTPRequestEntityTooLarge, ValueError, RecursionError) as fault:
            _log.warning("an update is set aside: %s", told(fault))
            return web.Response()
        try:
            async with asyncio.timeout(_PATIENCE):  # or it would hang up itself; then it is applied once it can be kept
                await self._listening.take_one(raw, ears)
        except (OperationalError, TimeoutError) as fault:
            _log.debug("an update cannot be kept (%s); Telegram will bring it again", told(fault))  # why is told once
            return web.Response(status=503)
        return web.Response()
