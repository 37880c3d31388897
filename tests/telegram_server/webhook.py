"""Sends updates to the address that a bot gave, one after the other, until each was taken."""

from __future__ import annotations

import asyncio
import contextlib
import re
from urllib.parse import urlsplit

import aiohttp

from tests.telegram_server.accounts import Bot
from tests.telegram_server.clock import ServerClock
from tests.telegram_server.refusal import Json, bad

# setWebhook, "Notes": "Ports currently supported for webhooks: 443, 80, 88, 8443."
_PORTS = {443, 80, 88, 8443}
# `secret_token`: "1-256 characters. Only characters A-Z, a-z, 0-9, _ and - are allowed."
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0


class Webhook:
    """`reached_at`: where an address really is; a reverse proxy stands before it, as it does before a real bot."""

    def __init__(self, bot: Bot, clock: ServerClock) -> None:
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.reached_at: dict[str, str] = {}
        self.last_error: tuple[int, str] | None = None
        self._bot = bot
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    def set(self, url: str, secret: str, max_connections: int) -> None:
        """Raises a Refusal for an address or a secret that Telegram does not take."""
        address = urlsplit(url if "://" in url else f"https://{url}")
        if address.scheme != "https":
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if (address.port or 443) not in _PORTS:
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if not address.hostname or "." not in address.hostname:
            raise bad("invalid webhook URL specified")
        if len(secret) > 256:
            raise bad("secret token is too long")
        if secret and not _SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        self.stop()
        self.url, self.secret, self.max_connections, self.last_error = url, secret, max_connections, None
        self._task = asyncio.ensure_future(self._send())

    def stop(self) -> None:
        self.url = self.secret = ""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def info(self) -> Json:
        """Type WebhookInfo."""
        told: Json = {"url": self.url, "has_custom_certificate": False, "pending_update_count": len(self._bot.queue)}
        if self.url:
            told |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        if self.last_error is not None:
            told |= {"last_error_date": self.last_error[0], "last_error_message": self.last_error[1]}
        if self._bot.queue.wanted is not None:
            told["allowed_updates"] = sorted(self._bot.queue.wanted)
        return told

    async def _send(self) -> None:
        """setWebhook: "In case of an unsuccessful request (a request with response HTTP status code different from
        2XY), we will repeat the request and give up after a reasonable amount of attempts."""
        pause = _FIRST_PAUSE
        async with aiohttp.ClientSession() as client:
            while True:
                updates = self._bot.queue.take(0, 1)
                if not updates:
                    await asyncio.sleep(0.01)
                    continue
                trouble = await self._post(client, updates[0])
                if trouble is None:
                    self._bot.queue.take(updates[0]["update_id"] + 1, 1)
                    pause = _FIRST_PAUSE
                else:
                    self.last_error = (self._clock.unix(), trouble)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, _LONGEST_PAUSE)

    async def _post(self, client: aiohttp.ClientSession, update: Json) -> str | None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        url = next((to + self.url[len(p) :] for p, to in self.reached_at.items() if self.url.startswith(p)), self.url)
        with contextlib.suppress(TimeoutError):
            try:
                async with client.post(url, json=update, headers=headers, timeout=aiohttp.ClientTimeout(10)) as answer:
                    return None if answer.ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
            except aiohttp.ClientError:
                return "Connection refused"
        return "Read timeout expired"
