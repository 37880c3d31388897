"""`accalmie status`: how the bot is, on one screen, with nobody's name; its exit code is for scripts."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.clock import wall_clock
from bot.config import Config, Database, Health
from bot.status import as_json, look
from tests.messengers.telegram_process import PATIENCE, running
from tests.messengers.test_setup import looks
from tests.postgres import Cluster, fresh_database
from tests.telegram_server.people import Telegram
from tests.telegram_server.process import telegram
from tests.test_health import free_port

__all__ = ["telegram"]
TOKEN = "4242424242:AAE-not_a_real_token-only_35_characters"  # pragma: allowlist secret
pytestmark = pytest.mark.timeout(300)  # several processes, which start slowly on a loaded machine
NAMES = ("Ana", "ball", "Zanzibar", TOKEN, "4242424242")


async def told(folder: Path, **settings: str) -> tuple[int, dict[str, Any]]:
    code, said = await looks(folder, "status", "--json", **settings)
    return code, json.loads(said)


def told_here(folder: Path, listen: str) -> dict[str, Any]:
    """The same, without a process that takes its time to start."""
    database = Database(url=f"sqlite:///{folder}/accalmie.db")  # type: ignore[arg-type]
    return as_json(look(Config(database=database, health=Health(listen=listen)), wall_clock()))


async def test_before_the_first_start_there_is_nothing_to_say(tmp_path: Path) -> None:
    code, said = await looks(tmp_path, "status")
    assert (code, "the first start makes it" in said) == (2, True)
    assert os.listdir(tmp_path) == []  # noqa: PTH208


async def test_a_bot_that_runs_and_one_that_was_stopped(tmp_path: Path, telegram: Telegram) -> None:
    account = await telegram.bot("accalmie_bot", token=TOKEN, privacy=False)
    ana = await telegram.person("Ana", language="en")
    group = await telegram.group("Secret ball", ana)
    health = {"health_listen": f"127.0.0.1:{free_port()}"}
    settings = {f"ACCALMIE_{name.upper()}": value for name, value in health.items()}
    async with running(tmp_path, telegram.url, account.token, **health) as bot:
        await bot.says("listening to Telegram as @accalmie_bot")
        await ana.adds(account, group)
        await ana.types("/task Book the Zanzibar hall", group)
        await group.shows("#1 Book the Zanzibar hall", PATIENCE)
        code, said = await looks(tmp_path, "status", **settings)
        assert (code, "Warnings    none" in said) == (0, True), said
        assert all(
            word in said for word in ("Bot         runs for", "Telegram    ", "Chats       1 admitted, 0 waiting")
        ), said
        assert not [name for name in NAMES if name in said]
        here = told_here(tmp_path, health["health_listen"])
        assert (here["warnings"], len(here["running"])) == ([], 1)
        assert (here["chats"], here["letters"]["failed_in_a_day"]) == ({"admitted": 1, "waiting": 0}, 0)
        assert list(here["handled"]) == ["telegram"]
        assert not [name for name in NAMES if name in json.dumps(here)]
    code, said = await looks(tmp_path, "status", **settings)
    assert (code, "as it was told to" in said, "Warnings    No bot runs." in said) == (1, True, True), said


async def test_one_that_was_killed_is_not_said_to_run_for_long(tmp_path: Path, telegram: Telegram) -> None:
    account = await telegram.bot("accalmie_bot", token=TOKEN)
    async with running(tmp_path, telegram.url, account.token) as bot:
        await bot.says("listening to Telegram")
        await telegram.until(lambda: gave_a_sign(tmp_path), PATIENCE)
        await bot.is_killed()
    made = sqlite3.connect(tmp_path / "accalmie.db")
    with made:
        (name, value) = made.execute("SELECT name, value FROM memory WHERE name LIKE 'sign:%'").fetchone()
        sign = json.loads(value) | {"at": "2026-03-02T12:00:00+00:00"}
        made.execute("UPDATE memory SET value = ? WHERE name = ?", (json.dumps(sign), name))
    made.close()
    code, said = await looks(tmp_path, "status")
    assert (code, "gave its last sign" in said, "No bot runs." in said) == (1, True, True), said


async def gave_a_sign(folder: Path) -> bool:
    made = sqlite3.connect(folder / "accalmie.db")
    try:
        return bool(made.execute("SELECT count(*) FROM memory WHERE name LIKE 'sign:%'").fetchone()[0])
    finally:
        made.close()


async def test_on_postgresql_it_says_the_same(tmp_path: Path, postgres: Cluster) -> None:
    from storage import schema

    url = fresh_database(postgres)
    schema.ready(url).dispose()
    code, here = await told(tmp_path, ACCALMIE_DATABASE_URL=url)
    assert (code, here["warnings"], here["disks"]) == (1, ["No bot runs."], [])
    assert (here["database"]["kind"], here["database"]["bytes"] > 0) == ("postgresql", True)
    code, said = await looks(tmp_path, "status", ACCALMIE_DATABASE_URL=url.rpartition("/")[0] + "/nowhere")
    assert (code, said) == (2, "The database cannot be read: it cannot be reached.\n")


async def test_when_the_last_backup_was_made(tmp_path: Path) -> None:
    from storage import schema

    schema.ready(f"sqlite:///{tmp_path}/accalmie.db").dispose()
    assert (await told(tmp_path))[1]["backup"] is None
    code, _ = await looks(tmp_path, "backup", "copy.db")
    assert code == 0
    assert (await told(tmp_path))[1]["backup"] is not None


async def test_a_database_of_another_release_is_not_guessed_at(tmp_path: Path) -> None:
    from storage import schema

    file = tmp_path / "accalmie.db"
    schema.ready(f"sqlite:///{file}").dispose()
    made = sqlite3.connect(file)
    with made:
        made.execute("UPDATE alembic_version SET version_num = '9999_later'")
    made.close()
    code, here = await told(tmp_path)
    assert (code, here["warnings"]) == (1, ["The database is of another release: `accalmie check` says which."])


async def test_what_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "accalmie.db").write_text("no database, and longer than the head of one " * 10)
    code, said = await looks(tmp_path, "status")
    assert (code, said) == (2, "The database cannot be read: its file is no database.\n")
