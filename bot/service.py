"""`accalmie run` with a messenger configured: the bot serves until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from bot.app import App
from bot.clock import wall_clock
from bot.config import Config, Misconfigured
from bot.config import Matrix as MatrixSettings
from bot.config import Telegram as TelegramSettings
from bot.config import Web as WebSettings
from bot.departure import Departure
from bot.house import house_of
from bot.messengers import Account, Ears, Forgets, Refused, TryLater
from bot.metronome import metronome
from domain.closure import Fields, Permissions
from domain.message import Place
from storage import schema

_log = logging.getLogger(__name__)
_SOON = timedelta(seconds=10)
_OBJECTS = 10_000  # made and still there: then cycles are looked for; usually 700, which one busy moment makes often


def spare_the_collector() -> None:
    """What is there when the bot begins to serve stays: no search for cycles looks through all of it again. A busy bot
    spent a tenth of its time on that."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)


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
    messengers = {each.name: _Opening(each) for each in those}
    app = App(engine, wall_clock, messengers, house=house_of(settings))
    try:
        await app.recover()
        async with metronome(app.tick), _web(settings.web, app):
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
    from bot.web import CannotListen, serving  # an HTTP server, which not every host needs

    try:
        path = urlsplit(ours.address).path.rstrip("/")
        async with serving(ours.listen, app.read, wall_clock, path=path) as here:
            _log.info("calendars are shown at %s, which is reached as %s", here, ours.address)
            yield
    except CannotListen as fault:
        raise Refused(str(fault)) from None


class _Opening:
    """An account that is opened while the others serve already. What is to leave by it waits for that."""

    def __init__(self, account: Account) -> None:
        self.name, self.prefix, self.mentions_people = account.name, account.prefix, account.mentions_people
        self._account, self._is_open = account, False
        self._is_known = asyncio.Event()  # whether it opens

    async def listen(self, ears: Ears) -> None:
        try:
            await self._account.open()
            spare_the_collector()
            self._is_open = True
            self._is_known.set()
            _log.info("listening to %s", self._account.called)
            await self._account.listen(ears)
        finally:
            self._is_known.set()

    async def send(self, departure: Departure) -> str:
        await self._must_be_open()
        return await self._account.send(departure)

    async def permissions(self, place: Place) -> Permissions:
        await self._must_be_open()
        return await self._account.permissions(place)

    async def permit(self, place: Place, there: Permissions, changes: Fields) -> None:
        await self._must_be_open()
        await self._account.permit(place, there, changes)

    async def forget(self, account: str) -> None:
        await self._must_be_open()
        if isinstance(self._account, Forgets):
            await self._account.forget(account)

    async def leave(self, place: Place) -> None:
        await self._must_be_open()
        await self._account.leave(place)

    async def _must_be_open(self) -> None:
        if self._is_open:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_SOON.total_seconds()):
                await self._is_known.wait()
        if not self._is_open:
            raise TryLater(_SOON)


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
