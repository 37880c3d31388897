"""The image as hosts run it: on Telegram, killed, stopped and updated."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from alembic import command
from sqlalchemy import text

from storage import schema
from storage.database import open_database
from tests.image.lab import IMAGE, PATIENCE, Lab
from tests.postgres import Cluster, fresh_database
from tests.telegram_server.people import BotAccount, Group, Someone, Telegram
from tests.test_health import free_port

TOKEN = "4242424242:AAE-not_a_real_token-only_35_characters"  # pragma: allowlist secret
# Not many: Telegram lets a bot write twenty messages a minute to a group.
ERRANDS = ["Book the hall", "Buy tea", "Call Zoé", "Sweep", "Sing", "Dance", "Paint", "Cook", "Knit", "Print", "Rest"]
_TERMINATE = 1 << 14  # the signal's place in the masks that Linux shows


def on_telegram(telegram: Telegram, **more: str) -> list[str]:
    """The options for a bot that asks the server of the tests."""
    settings = {
        "telegram_token": TOKEN,
        "telegram_server": telegram.url,
        "host_admission": "open",
        "health_listen": f"127.0.0.1:{free_port()}",
    }
    return [f"--env=ACCALMIE_{name.upper()}={value}" for name, value in (settings | more).items()]


async def _group(telegram: Telegram) -> tuple[Someone, BotAccount, Group]:
    bot = await telegram.bot("accalmie_bot", token=TOKEN)
    ana = await telegram.person("Ana", language="en")
    return ana, bot, await telegram.group("Ball", ana)


async def test_it_works_and_keeps_all_over_stop_kill_and_update(here: Lab, telegram: Telegram, tmp_path: Path) -> None:
    update = tmp_path / "Dockerfile"
    update.write_text(f"FROM {IMAGE}\nLABEL org.opencontainers.image.version=9.9.9\n", "utf-8")
    here.build(f"{IMAGE}:next", update)
    ana, bot, group = await _group(telegram)

    async def adds(number: int) -> None:
        await ana.types(f"/task {ERRANDS[number - 1]}", group)
        await group.shows(f"#{number} {ERRANDS[number - 1]}", PATIENCE)

    with here.volume() as data:
        how = (*on_telegram(telegram), f"--volume={data}:/data")
        with here.container(*how) as container:
            container.becomes_healthy()
            await ana.adds(bot, group)
            await adds(1)
            begun = time.monotonic()
            assert container.stops() == 0
            print(f"told to end, it ended within {time.monotonic() - begun:.1f} s")
            container.starts_again()
            await adds(2)
            container.is_killed()
            await ana.types(f"/task {ERRANDS[2]}", group)
            container.starts_again()
            await group.shows(f"#3 {ERRANDS[2]}", PATIENCE)
            # Told to end in the middle of work, it loses nothing of it, and does nothing twice.
            for errand in ERRANDS[3:-1]:
                await ana.types(f"/task {errand}", group)
            await group.shows(f"#4 {ERRANDS[3]}", PATIENCE)
            assert container.stops() == 0
            assert "Traceback" not in container.log()
        with here.container(*how, image=f"{IMAGE}:next") as container:
            container.becomes_healthy()
            await adds(len(ERRANDS))
            await ana.types("/done 1", group)
            await group.shows(f"{ERRANDS[0]}\n✅", PATIENCE)
            assert container.stops() == 0
        with closing(sqlite3.connect(here.place_of(data) / "accalmie.db")) as rows:
            made = [title for (title,) in rows.execute("SELECT title FROM task ORDER BY number")]
        assert made == ERRANDS


async def test_data_of_the_first_release_is_brought_up_to_date_and_kept_as_it_was_beside(
    here: Lab, telegram: Telegram
) -> None:
    await _group(telegram)
    with here.volume() as data:
        folder = here.place_of(data)
        engine = open_database(f"sqlite:///{folder}/accalmie.db")
        with engine.begin() as connection:
            command.upgrade(schema.config(connection), "0001_first_light")
            connection.execute(
                text(
                    "INSERT INTO team (name, language, zone, last_number, created_at)"
                    " VALUES ('Ball', 'en', 'Europe/Paris', 7, '2026-01-05 10:00:00')"
                )
            )
        engine.dispose()
        for path in (folder, *folder.iterdir()):
            os.chown(path, 10001, 10001)
        with here.container(*on_telegram(telegram), f"--volume={data}:/data") as container:
            container.becomes_healthy()
        with closing(sqlite3.connect(folder / "accalmie.db")) as rows:
            assert rows.execute("SELECT name, last_number FROM team").fetchall() == [("Ball", 7)]
            assert rows.execute("SELECT version_num FROM alembic_version").fetchall() == [(schema.newest(),)]
        assert (folder / "accalmie.db.0001_first_light").exists()


async def test_it_has_no_rights_writes_nowhere_else_and_needs_little_memory(here: Lab, telegram: Telegram) -> None:
    await _group(telegram)
    with here.volume() as data, here.container(*on_telegram(telegram), f"--volume={data}:/data") as container:
        container.becomes_healthy()
        status = container.status()
        assert set(status["Uid"].split()) == set(status["Gid"].split()) == {"10001"}
        assert (status["CapEff"], status["CapBnd"], status["NoNewPrivs"]) == ("0" * 16, "0" * 16, "1")
        for place in ("/", "/opt/accalmie", "/usr/local", "/etc"):
            said = container.does("touch", f"{place}/x", fails=True)
            assert "Read-only file system" in said or "Permission denied" in said, place
        assert TOKEN not in container.log()
        print("memory at its highest:", status["VmHWM"])


def test_told_to_end_while_it_starts_it_ends_at_once(here: Lab) -> None:
    """The first process of a container ignores what it does not expect."""
    with here.volume() as data:
        how = (f"--env=ACCALMIE_TELEGRAM_TOKEN={TOKEN}", "--env=ACCALMIE_TELEGRAM_SERVER=http://127.0.0.1:9")
        with here.container(*how, f"--volume={data}:/data", network="none") as container:
            process = Path(f"/proc/{container.inspect('State.Pid')}/status")
            while not int(re.findall(r"SigCgt:\t(\w+)", process.read_text())[0], 16) & _TERMINATE:
                time.sleep(0.001)
            assert container.stops() in (0, 143)


def test_without_any_network_it_is_healthy_and_waits(here: Lab) -> None:
    """As the image has it: where its health is asked is inside the container."""
    with here.volume() as data:
        how = (f"--env=ACCALMIE_TELEGRAM_TOKEN={TOKEN}", f"--volume={data}:/data")
        with here.container(*how, network="none") as container:
            container.becomes_healthy()
            assert container.stops() == 0


async def test_on_postgresql_whose_address_is_a_secret_in_a_file(
    here: Lab, telegram: Telegram, postgres: Cluster, tmp_path: Path
) -> None:
    ana, bot, group = await _group(telegram)
    url = tmp_path / "database_url"
    url.write_text(fresh_database(postgres) + "\n", "utf-8")
    secret = f"--volume={url}:/run/secrets/database_url:ro"
    how = on_telegram(telegram, database_url_file="/run/secrets/database_url")
    with here.volume() as data, here.container(*how, secret, f"--volume={data}:/data") as container:
        container.becomes_healthy()
        await ana.adds(bot, group)
        await ana.types("/task Book the hall", group)
        await group.shows("#1 Book the hall", PATIENCE)
        assert container.stops() == 0
        assert not (here.place_of(data) / "accalmie.db").exists()


def test_what_is_wrong_is_said_in_one_sentence(here: Lab, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o755)
    settings = tmp_path / "config.toml"
    settings.write_text('[team]\nlanguage = "de"\n', "utf-8")
    settings.chmod(0o644)
    token = f"--env=ACCALMIE_TELEGRAM_TOKEN={TOKEN}"
    given = {
        "/data cannot be written by user 10001": (token, f"--volume={theirs}:/data"),
        "team.language must be one of": (f"--volume={settings}:/data/config.toml:ro",),
        "No messenger is configured": (),
        "must begin with sqlite: or postgresql:": (token, "--env=ACCALMIE_DATABASE_URL=mysql://x"),
        "the file cannot be read": ("--env=ACCALMIE_HOST_NAME_FILE=/nothing",),  # pragma: allowlist secret
    }
    for words, options in given.items():
        ended = here.once("run", options=options)
        said = [line for line in ended.stderr.splitlines() if "systemd" not in line]  # which podman misses
        assert (ended.returncode, len(said), words in said[0]) == (2, 1, True), ended
    ended = here.once("check", options=given["/data cannot be written by user 10001"])
    assert (ended.returncode, "NOT  The database cannot be used: /data" in ended.stdout) == (1, True), ended
