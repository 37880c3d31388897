"""The bots that `bench.telegram` compares, each run as a process: ours, whole, and two that others would write.

They have what `requirements.lock` brings: where developers' click is installed beside, httpx, which all of them load,
brings its command line with it, some 5 MB.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from bench import serving
from bench.telegram_server import TOKEN

_NOT_FOR_HOSTS = "click"
WEBHOOK = "https://bench.example/telegram"


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

    engine = async_engine(folder / serving.FILE, 5)

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
    from bot.messengers.telegram import Telegram

    asyncio.run(serving.serve(folder, Telegram(TOKEN, serving.clock, server=url, paced=False)))


def groups(url: str, database: str, minute: Path) -> None:
    """The same at Telegram's pace, on this database. It is half an hour before digests are due, until the file `minute`
    is there: it holds when that minute began (seconds of the epoch)."""
    from datetime import UTC, datetime, timedelta

    from bench.groups import DUE
    from bot.messengers.telegram import Telegram

    before = DUE - timedelta(minutes=30) - datetime.now(UTC)
    since: list[timedelta] = []

    def now() -> datetime:
        if not since and minute.exists():
            since.append(DUE - datetime.fromtimestamp(float(minute.read_text()), UTC))
        return datetime.now(UTC) + (since[0] if since else before)

    asyncio.run(serving.serve_on(database, Telegram(TOKEN, now, server=url), now))


def copy(url: str, database: str, here: str) -> None:
    """Ours as one of several on a database, to which updates are brought; not at Telegram's pace."""
    from bot.messengers.telegram import Telegram, Webhook

    account = Telegram(TOKEN, serving.clock, server=url, paced=False, webhook=Webhook(WEBHOOK, here))
    asyncio.run(serving.serve_on(database, account, serving.clock))


def schema(url: str, folder: Path) -> None:
    """Makes the database of ours: it is there when the bot starts, as it is whenever it starts but the first time."""
    serving.make_database(folder)


BOTS: dict[str, Callable[[str, Path], None]] = {"echo": echo, "echo_with_row": echo_with_row, "accalmie": accalmie}


def _run() -> None:
    if sys.argv[1] == "groups":
        groups(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
        return
    if sys.argv[1] == "copy":
        copy(sys.argv[2], sys.argv[3], sys.argv[4])
        return
    run = schema if sys.argv[1] == "schema" else BOTS[sys.argv[1]]
    run(sys.argv[2], Path(sys.argv[3]))


def main() -> None:
    sys.modules[_NOT_FOR_HOSTS] = None  # type: ignore[assignment]  # the import system takes it for missing
    if len(sys.argv) > 4 and sys.argv[1] not in {"groups", "copy"}:
        serving.profiled(_run, Path(sys.argv[4]))
    else:
        _run()


if __name__ == "__main__":
    main()
