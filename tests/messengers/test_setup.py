"""`accalmie setup` and `check` as a host uses them: typed in a terminal, against a Telegram server."""

from __future__ import annotations

import asyncio
import os
import pty
import signal
import stat
import sys
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.telegram_server.people import Telegram
from tests.telegram_server.process import telegram

__all__ = ["telegram"]
ROOT = Path(__file__).resolve().parents[2]
TOKEN = "4242424242:AAE-not_a_real_token-only_35_characters"  # pragma: allowlist secret
PATIENCE = 60


def surroundings(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACCALMIE_")}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def files_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@dataclass
class Terminal:
    """What a host sees, and types once it is asked."""

    device: int
    process: asyncio.subprocess.Process
    shown: str = ""

    async def answers(self, asked: str, typed: str) -> None:
        await self.reads(asked)
        await self.types(typed)

    async def types(self, line: str) -> None:
        await asyncio.to_thread(os.write, self.device, line.encode() + b"\n")

    async def reads(self, words: str) -> None:
        """Waits for these words, after those that were waited for before."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.shown:
                self.shown += (await asyncio.to_thread(os.read, self.device, 1000)).decode()
        self.shown = self.shown.partition(words)[2]

    async def ends(self) -> int:
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()


@asynccontextmanager
async def setup(folder: Path, *arguments: str, **settings: str) -> AsyncIterator[Terminal]:
    ours, theirs = pty.openpty()
    environment, program = surroundings(**settings), (sys.executable, "-m", "bot", "setup", *arguments)
    process = await asyncio.create_subprocess_exec(
        *program, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    try:
        yield Terminal(ours, process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        os.close(ours)


async def looks(folder: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *(arguments or ("check",)),
        cwd=folder,
        env=surroundings(**settings),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode is not None
    return process.returncode, said.decode()


async def test_what_setup_wrote_is_what_runs(tmp_path: Path, telegram: Telegram) -> None:
    await telegram.bot("accalmie_bot", token=TOKEN)
    server = {"ACCALMIE_TELEGRAM_SERVER": telegram.url}
    async with setup(tmp_path, **server) as host:
        await host.answers("fr or en [fr]: ", "de")
        await host.answers("zone", "")
        await host.answers("fr or en [fr]: ", "en")
        await host.answers("zone", "Europe/Lisbon")
        await host.answers("association or person: ", 'La "MJC" du Port')
        await host.answers("e-mail address: ", "mjc@example.org")
        await host.answers("not shown): ", "4242:wrong")
        await host.reads("Telegram knows no bot with this token")
        await host.answers("not shown): ", TOKEN)
        await host.reads("Telegram as @accalmie_bot: it works")
        await host.answers("@accalmie:example.org: ", "accalmie")
        await host.answers("@accalmie:example.org: ", "")
        await host.reads("accalmie admit CODE")
        assert TOKEN not in host.shown
        assert await host.ends() == 0
    written, token = tmp_path / "config.toml", tmp_path / "telegram.token"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (written, token)] == [0o600, 0o600]
    assert tomllib.loads(written.read_text("utf-8")) == {
        "team": {"language": "en", "timezone": "Europe/Lisbon"},
        "host": {"name": 'La "MJC" du Port', "contact": "mjc@example.org", "accounts": []},
        "telegram": {"token_file": str(token)},
    }
    assert token.read_text("utf-8").strip() == TOKEN
    code, said = await looks(tmp_path, **server)
    assert (code, "Telegram as @accalmie_bot lets it in" in said, TOKEN in said) == (0, True, False)
    code, said = await looks(tmp_path, "setup")
    assert (code, "is there already" in said) == (2, True)


async def test_without_a_messenger_and_with_nobody_to_type_it_says_what_to_do(tmp_path: Path) -> None:
    """As in a container that was started before it was set up."""
    code, said = await looks(tmp_path, "run")
    assert (code, said.count("\n"), "`accalmie setup`" in said) == (2, 1, True)


async def test_whoever_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    async with setup(tmp_path) as host:
        await host.answers("fr or en [fr]: ", "en")
        await host.answers("zone", "Europe/Lisbon")
        await host.reads("association or person: ")
        host.process.send_signal(signal.SIGINT)
        await host.types("")  # should it come just before Python begins to wait, it is noticed only then
        await host.reads("Aborted")
        assert (await host.ends(), "Traceback" in host.shown) == (1, False)
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    ("there", "settings", "arguments", "words"),
    [
        ("telegram.token", {}, (), "telegram.token is there already"),
        ("", {}, ("--config", "/nowhere/here/config.toml"), "Nothing can be written in /nowhere/here."),
        ("", {"ACCALMIE_CONFIG": "/nowhere/here/config.toml"}, (), "Nothing can be written in /nowhere/here."),
        ("", {"ACCALMIE_TEAM_LANGUAGE": "de"}, (), "team.language must be one of"),
    ],
)
async def test_what_would_fail_at_the_end_is_said_before_anything_is_asked(
    tmp_path: Path, there: str, settings: dict[str, str], arguments: tuple[str, ...], words: str
) -> None:
    if there:
        (tmp_path / there).write_text("kept\n")
    async with setup(tmp_path, *arguments, **settings) as host:
        await host.reads(words)
        assert await host.ends() == 2
    assert files_in(tmp_path) == ([there] if there else [])


async def test_the_file_may_be_named_by_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "data" / "mine.toml"
    file.parent.mkdir()
    async with setup(tmp_path, ACCALMIE_CONFIG=str(file), ACCALMIE_TELEGRAM_TOKEN=TOKEN) as host:
        for asked in ("fr or en [fr]: ", "zone", "association or person: ", "e-mail address: "):
            await host.answers(asked, "")
        await host.reads("the token is that of the environment")
        await host.answers("@accalmie:example.org: ", "")
        await host.reads("accalmie admit CODE")
        assert await host.ends() == 0
    assert file.exists()
    assert not (tmp_path / "config.toml").exists()


async def test_where_nobody_can_type_nothing_is_asked_and_written(tmp_path: Path) -> None:
    code, said = await looks(tmp_path, "setup")
    assert (code, "config.example.toml" in said) == (2, True)
    assert not (tmp_path / "config.toml").exists()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"ACCALMIE_DATABASE_URL": "sqlite:////nowhere/here/accalmie.db"}, "mkdir -p /nowhere/here"),
        (
            {"ACCALMIE_DATABASE_URL": "postgresql://ana:hidden@127.0.0.1:1/x"},  # pragma: allowlist secret
            "The database cannot be opened",
        ),
    ],
)
async def test_what_is_wrong_is_named_with_what_mends_it(tmp_path: Path, settings: dict[str, str], words: str) -> None:
    code, said = await looks(tmp_path, **settings)
    assert (code, words in said, "hidden" in said, "Traceback" in said) == (1, True, False, False)


async def test_a_token_that_telegram_does_not_know_is_wrong(tmp_path: Path, telegram: Telegram) -> None:
    await telegram.bot("accalmie_bot", token=TOKEN)
    wrong = TOKEN.replace("4", "5")
    settings = {"ACCALMIE_TELEGRAM_SERVER": telegram.url, "ACCALMIE_TELEGRAM_TOKEN": wrong}
    code, said = await looks(tmp_path, **settings)
    assert (code, "knows no bot" in said, wrong in said) == (1, True, False)


async def test_a_token_that_others_can_read_is_wrong(tmp_path: Path, telegram: Telegram) -> None:
    await telegram.bot("accalmie_bot", token=TOKEN)
    file = tmp_path / "config.toml"
    file.write_text(f'[telegram]\ntoken = "{TOKEN}"\nserver = "{telegram.url}"\n')
    for mode, code in ((0o644, 1), (0o600, 0)):
        file.chmod(mode)
        ended, said = await looks(tmp_path)
        assert (ended, "chmod 600 config.toml" in said) == (code, bool(code)), said


async def test_whatever_holds_a_secret_and_others_can_read_is_named(tmp_path: Path) -> None:
    token, folder, copy = tmp_path / "token", tmp_path / "keys", tmp_path / "accalmie.db.0001_first_light"
    folder.mkdir()
    settings = {"ACCALMIE_TELEGRAM_TOKEN_FILE": "token", "ACCALMIE_TELEGRAM_SERVER": "http://127.0.0.1:1"}
    settings["ACCALMIE_MATRIX_FOLDER"] = "keys"
    there = {"token": token, "keys": folder, "keys/session.json": folder / "session.json"}
    there |= {"accalmie.db": tmp_path / "accalmie.db", copy.name: copy}
    for path in (*there.values(), tmp_path / "accalmie.db.lock"):
        if path != folder:
            path.write_text(TOKEN if path == token else "")
    for mode in (0o055, 0):
        for path in there.values():
            path.chmod((0o700 if path == folder else 0o600) | mode)
        _, said = await looks(tmp_path, **settings)
        named = {name for name in there if f" {'700' if name == 'keys' else '600'} {name}\n" in said}
        assert "accalmie.db.lock" not in said, "nothing is in it"
        assert named == (set(there) if mode else set()), said


async def test_a_database_of_a_newer_release_is_wrong_and_of_an_older_one_is_not(tmp_path: Path) -> None:
    import sqlite3

    from storage import schema

    file = tmp_path / "accalmie.db"
    schema.ready(f"sqlite:///{file}").dispose()
    for version, words in (("0001_first_light", "older release"), ("9999_later", "newer release")):
        made = sqlite3.connect(file)
        made.execute("UPDATE alembic_version SET version_num = ?", (version,))
        made.commit()
        made.close()
        code, said = await looks(tmp_path)
        assert (code, words in said) == (int("newer" in words), True), said
