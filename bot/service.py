"""`accalmie run` with a messenger configured: the bot serves until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine

from bot.app import App
from bot.clock import wall_clock
from bot.config import Config, Misconfigured
from bot.config import Matrix as MatrixSettings
from bot.config import Telegram as TelegramSettings
from bot.config import Web as WebSettings
from bot.copies import alone_on, copy_of
from bot.house import house_of
from bot.logs import of_loop
from bot.looking_after import Care
from bot.messengers import UNHEARD, Account, Hears, Refused
from bot.metronome import metronome
from bot.opening import Opening
from storage import schema

_log = logging.getLogger(__name__)


def accounts(settings: Config, line: Callable[[str], Hears] = lambda _messenger: UNHEARD) -> Iterator[Account]:
    """The bot's account at each messenger that is configured. `line` makes what is told of each what comes back from
    its server. Raises Refused."""
    if settings.telegram.token.get_secret_value():
        yield _telegram(settings.telegram, line("telegram"))
    if settings.matrix.is_used:
        yield _matrix(settings.matrix, line("matrix"))


def _telegram(ours: TelegramSettings, line: Hears) -> Account:
    from bot.messengers.telegram import Telegram, Webhook  # a library that other messengers do not need

    webhook = Webhook(ours.webhook, ours.webhook_listen) if ours.webhook else None
    token, whispers = ours.token.get_secret_value(), ours.whispers == "on"
    return Telegram(token, wall_clock, server=ours.server, webhook=webhook, whispers=whispers, line=line)


def _matrix(ours: MatrixSettings, line: Hears) -> Account:
    from bot.messengers.matrix import Matrix

    return Matrix(Path(ours.folder), wall_clock, user=ours.user, welcome=ours.invited_by, line=line)


async def serve(settings: Config) -> None:
    """Run until SIGINT or SIGTERM. Raises Misconfigured, or `storage.schema.Unusable`."""
    care = Care(settings)
    try:
        await serve_at(list(accounts(settings, care.line)), settings, care)
    except Refused as fault:
        raise Misconfigured(str(fault)) from None


async def serve_at(those: Sequence[Account], settings: Config, care: Care | None = None) -> None:
    """The same, with these accounts. Raises Refused."""
    care = care or Care(settings)
    asyncio.get_running_loop().set_exception_handler(of_loop)
    url = settings.database.url.get_secret_value()
    with alone_on(url):
        await _serve_on(schema.ready(url), those, settings, care)


async def _serve_on(engine: Engine, those: Sequence[Account], settings: Config, care: Care) -> None:
    copy = copy_of(engine)
    messengers = {each.name: Opening(each, copy) for each in those}
    app = App(
        engine,
        wall_clock,
        messengers,
        house=house_of(settings),
        meter=care.meter,
        troubles=care.troubles,
        copy=copy,
    )
    async with AsyncExitStack() as ends:  # the last one first; what one of them raises keeps no other one open
        ends.callback(engine.dispose)
        for each in reversed(those):
            ends.push_async_callback(each.close)
        ends.push_async_callback(copy.close)
        ends.push_async_callback(app.close)
        with suppress(asyncio.CancelledError):
            await copy.begin()
            await app.recover()
            async with metronome(app.tick), _web(settings.web, app), care.over(app, messengers):
                with _told_to_stop(asyncio.ensure_future(app.listen())) as listening:
                    await listening


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
