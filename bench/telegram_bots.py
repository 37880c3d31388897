"""The bots that `bench.telegram` compares, each run as a process: ours, whole, and two that others would write.

They have what `requirements.lock` brings: where developers' click is installed beside, httpx, which all of them load,
brings its command line with it, some 5 MB.
"""

from __future__ import annotations

import asyncio
import cProfile
import pstats
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bench.telegram_server import TOKEN

FILE = "bot.db"
_NOT_FOR_HOSTS = "click"


def echo(url: str, folder: Path) -> None:
    """The echo bot of python-telegram-bot's manual."""
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    application = Application.builder().token(TOKEN).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


def echo_with_row(url: str, folder: Path) -> None:
    """The same, with one durable row through SQLModel's async session before each answer."""
    from sqlmodel.ext.asyncio.session import AsyncSession
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    from bench.commits import Note, async_engine

    engine = async_engine(folder / FILE, 5)

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        async with AsyncSession(engine) as session:
            session.add(Note(text=update.message.text or ""))
            await session.commit()
        await update.message.reply_text(update.message.text or "")

    async def make_tables(_application: object) -> None:
        async with engine.begin() as connection:
            await connection.run_sync(Note.metadata.create_all)

    application = Application.builder().token(TOKEN).base_url(f"{url}/bot").post_init(make_tables).build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


def accalmie(url: str, folder: Path) -> None:
    """Ours as `accalmie run` starts it (`bot.service`), but that it does not keep to Telegram's pace."""
    asyncio.run(_serve(url, folder))


def schema(url: str, folder: Path) -> None:
    """Makes the database of ours: it is there when the bot starts, as it is whenever it starts but the first time."""
    from storage import schema

    schema.ready(f"sqlite:///{folder / FILE}").dispose()


async def _serve(url: str, folder: Path) -> None:
    from bot.app import App
    from bot.house import House
    from bot.messengers.telegram import Telegram
    from bot.metronome import metronome
    from bot.service import spare_the_collector
    from storage import schema

    engine = schema.ready(f"sqlite:///{folder / FILE}")
    telegram = Telegram(TOKEN, _clock, server=url, paced=False)
    app = App(engine, _clock, {telegram.name: telegram}, house=House(is_open=True))
    try:
        await telegram.open()
        await app.recover()
        spare_the_collector()
        async with metronome(app.tick):
            listening = asyncio.ensure_future(app.listen())
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, listening.cancel)
            with suppress(asyncio.CancelledError):
                await listening
    finally:
        await app.close()
        await telegram.close()
        engine.dispose()


# A Tuesday morning: nobody's quiet hours.
BEGINNING = datetime(2026, 3, 3, 10, tzinfo=UTC)
_AHEAD = BEGINNING - datetime.now(UTC)


def _clock() -> datetime:
    return datetime.now(UTC) + _AHEAD


BOTS: dict[str, Callable[[str, Path], None]] = {"echo": echo, "echo_with_row": echo_with_row, "accalmie": accalmie}


def _profiled(file: Path) -> None:
    """What the event loop and the writer's thread spend their time with, each by itself."""
    from bot import writer

    run, inside = writer.Writer._run, cProfile.Profile()

    def watched(self: writer.Writer) -> None:
        inside.runcall(run, self)

    writer.Writer._run = watched  # type: ignore[method-assign]
    outside = cProfile.Profile()
    try:
        outside.runcall(_run)
    finally:
        for name, profile in (("loop", outside), ("writer", inside)):
            with file.with_suffix(f".{name}.txt").open("w") as to:
                for order in ("tottime", "cumulative"):
                    pstats.Stats(profile, stream=to).sort_stats(order).print_stats(60)


def _run() -> None:
    run = schema if sys.argv[1] == "schema" else BOTS[sys.argv[1]]
    run(sys.argv[2], Path(sys.argv[3]))


def main() -> None:
    sys.modules[_NOT_FOR_HOSTS] = None  # type: ignore[assignment]  # the import system takes it for missing
    if len(sys.argv) > 4:
        _profiled(Path(sys.argv[4]))
    else:
        _run()


if __name__ == "__main__":
    main()
