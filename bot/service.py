"""`accalmie run` with a messenger configured: the bot serves until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.app import App
from bot.clock import wall_clock
from bot.config import Config, Misconfigured
from bot.config import Health as HealthSettings
from bot.config import Matrix as MatrixSettings
from bot.config import Telegram as TelegramSettings
from bot.config import Web as WebSettings
from bot.house import house_of
from bot.messengers import Account, Refused
from bot.meter import Unmeasured
from bot.metronome import metronome
from bot.opening import Opening
from storage import schema

if TYPE_CHECKING:
    from bot.health.metering import Metering

_log = logging.getLogger(__name__)


def accounts(settings: Config) -> Iterator[Account]:
    """The bot's account at each messenger that is configured. Raises Refused."""
    if settings.telegram.token.get_secret_value():
        yield _telegram(settings.telegram)
    if settings.matrix.is_used:
        yield _matrix(settings.matrix)


def _telegram(ours: TelegramSettings) -> Account:
    from bot.messengers.telegram import Telegram, Webhook  # a library that other messengers do not need

    webhook = Webhook(ours.webhook, ours.webhook_listen) if ours.webhook else None
    token, whispers = ours.token.get_secret_value(), ours.whispers == "on"
    return Telegram(token, wall_clock, server=ours.server, webhook=webhook, whispers=whispers)


def _matrix(ours: MatrixSettings) -> Account:
    from bot.messengers.matrix import Matrix

    return Matrix(Path(ours.folder), wall_clock, user=ours.user, welcome=ours.invited_by)


async def serve(settings: Config) -> None:
    """Run until SIGINT or SIGTERM. Raises Misconfigured, or `storage.schema.Unusable`."""
    try:
        await serve_at(list(accounts(settings)), settings)
    except Refused as fault:
        raise Misconfigured(str(fault)) from None


async def serve_at(those: Sequence[Account], settings: Config) -> None:
    """The same, with these accounts. Raises Refused."""
    engine = schema.ready(settings.database.url.get_secret_value())
    messengers = {each.name: Opening(each) for each in those}
    metering = _metering(settings.health)
    app = App(engine, wall_clock, messengers, house=house_of(settings), meter=metering or Unmeasured())
    try:
        await app.recover()
        health = _health(settings.health, metering, app, messengers)
        async with metronome(app.tick), _web(settings.web, app), health:
            with _told_to_stop(asyncio.ensure_future(app.listen())) as listening:
                await listening
    except asyncio.CancelledError:
        pass
    finally:
        await app.close()
        for each in those:
            await each.close()
        engine.dispose()


@asynccontextmanager
async def _web(ours: WebSettings, app: App) -> AsyncIterator[None]:
    """What is shown over HTTP, if anything is. Raises Refused."""
    if not ours.address:
        yield
        return
    from bot.http import CannotListen  # an HTTP server, which not every host needs
    from bot.web import serving

    try:
        path = urlsplit(ours.address).path.rstrip("/")
        async with serving(ours.listen, app.read, wall_clock, path=path) as here:
            _log.info("calendars are shown at %s, which is reached as %s", here, ours.address)
            yield
    except CannotListen as fault:
        raise Refused(str(fault)) from None


def _metering(ours: HealthSettings) -> Metering | None:
    if not ours.listen:
        return None
    from bot.health.metering import Metering

    return Metering(wall_clock)


@asynccontextmanager
async def _health(
    ours: HealthSettings, metering: Metering | None, app: App, messengers: Mapping[str, Opening]
) -> AsyncIterator[None]:
    """Who looks after the bot can ask how it is, if they want. Raises Refused."""
    if metering is None:
        yield
        return
    from bot.health import Health, looked_after
    from bot.http import CannotListen

    health = Health(metering, app.read, wall_clock, lambda: {name: each.is_open for name, each in messengers.items()})
    try:
        async with looked_after(ours.listen, health) as here:
            _log.info("how the bot is can be asked at %s", here)
            yield
    except CannotListen as fault:
        raise Refused(str(fault)) from None


@contextmanager
def _told_to_stop(listening: asyncio.Future[None]) -> Iterator[asyncio.Future[None]]:
    loop = asyncio.get_running_loop()
    requests = (signal.SIGINT, signal.SIGTERM)
    for request in requests:
        loop.add_signal_handler(request, listening.cancel)
    try:
        yield listening
    finally:
        for request in requests:
            loop.remove_signal_handler(request)
