"""`accalmie run` with a messenger configured: the bot serves until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from bot.app import App
from bot.clock import wall_clock
from bot.config import Config, Misconfigured
from bot.house import house_of
from bot.messengers.telegram import Refused, Telegram, Webhook
from bot.metronome import metronome
from storage import schema

_log = logging.getLogger(__name__)
_OBJECTS = 10_000  # made and still there: then cycles are looked for; usually 700, which one busy moment makes often


def spare_the_collector() -> None:
    """What is there when the bot begins to serve stays: no search for cycles looks through all of it again. A busy bot
    spent a tenth of its time on that."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)


async def serve(settings: Config) -> None:
    """Run until SIGINT or SIGTERM. Raises Misconfigured, or `storage.schema.Unusable`."""
    engine = schema.ready(settings.database.url.get_secret_value())
    ours = settings.telegram
    webhook = Webhook(ours.webhook, ours.webhook_listen) if ours.webhook else None
    telegram = Telegram(
        ours.token.get_secret_value(), wall_clock, server=ours.server, webhook=webhook, whispers=ours.whispers == "on"
    )
    app = App(engine, wall_clock, {telegram.name: telegram}, house=house_of(settings))
    try:
        await telegram.open()
        await app.recover()
        spare_the_collector()
        _log.info("listening to Telegram as @%s", telegram.username)
        async with metronome(app.tick):
            with _told_to_stop(asyncio.ensure_future(app.listen())) as listening:
                await listening
    except asyncio.CancelledError:
        pass
    except Refused as fault:
        raise Misconfigured(str(fault)) from None
    finally:
        await app.close()
        await telegram.close()
        engine.dispose()


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
