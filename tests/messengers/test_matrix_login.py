"""`accalmie matrix login` as a host uses it: once, and what it says when something is wrong."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.messengers.matrix import session
from bot.messengers.matrix.address import CannotLogIn
from tests.matrix_server.device import Account
from tests.matrix_server.people import Matrix, matrix
from tests.matrix_server.seen import Json
from tests.messengers.matrix_device import logged_in
from tests.messengers.odd_server import odd_server
from tests.messengers.test_setup import looks, setup

__all__ = ["matrix"]

_ROOT = Path(__file__).parents[2]
_COMMAND = [sys.executable, "-m", "bot", "matrix", "login"]


@dataclass
class Host:
    """Whoever runs the bot, in the folder where it runs."""

    matrix: Matrix
    account: Account
    here: Path

    @property
    def folder(self) -> Path:
        return self.here / "matrix"

    async def starts(self, *words: str, stdin: int = DEVNULL, output: int = PIPE) -> Process:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ACCALMIE_")}
        environment |= {"PYTHONPATH": str(_ROOT)}
        return await asyncio.create_subprocess_exec(
            *_COMMAND,
            *words,
            cwd=self.here,
            env=environment,
            stdin=stdin,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )

    async def types(self, *words: str) -> tuple[int, str]:
        """The number with which it ends, and what it says, which is no secret."""
        process = await self.starts(*words)
        out, err = await process.communicate()
        assert process.returncode is not None
        said = out.decode() + err.decode()
        assert self.account.password not in said
        if self.kept() and (token := self.kept()["token"]):
            assert token not in said
        return process.returncode, said

    async def runs_it(self, *more: str) -> tuple[int, str]:
        """With all that is needed, and the password in a file."""
        (self.here / "password").write_text(f"{self.account.password}\n", "utf-8")
        where = ("--user", self.account.id, "--server", self.matrix.url)
        return await self.types(*where, "--password-file", "password", *more)

    async def logs_in(self, server: str = "", **how: Any) -> tuple[int, str]:
        """The same, without a process, which takes its time to start."""
        try:
            return 0, "\n".join(await logged_in(self.folder, self.account, server or self.matrix.url, **how))
        except (CannotLogIn, session.Unusable) as fault:
            return 2, str(fault)

    def kept(self) -> dict[str, str]:
        file = self.folder / "session.json"
        return json.loads(file.read_text("utf-8")) if file.exists() else {}

    def files(self) -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in self.folder.iterdir()} if self.folder.exists() else {}

    async def devices(self) -> dict[str, str]:
        """Those that the server knows, but for the one with which the account was made, and how they are called."""
        told = await self.matrix.ask("GET", "/v3/devices", token=self.account.token)
        return {e["device_id"]: e["display_name"] for e in told["devices"] if e["device_id"] != self.account.device}

    async def signed(self) -> Json:
        """The device that is kept, as others see it, and the identity of its account."""
        told = await self.matrix.ask(
            "POST", "/v3/keys/query", {"device_keys": {self.account.id: []}}, token=self.account.token
        )
        device = told["device_keys"][self.account.id][self.kept()["device"]]
        master = told["master_keys"][self.account.id]["keys"]
        signer = next(iter(told["self_signing_keys"][self.account.id]["keys"]))
        assert signer in device["signatures"][self.account.id]
        return dict(master)


@pytest.fixture
async def host(matrix: Matrix, tmp_path: Path) -> Host:
    here = tmp_path / "here"
    here.mkdir()
    return Host(matrix, await matrix.account("Accalmie"), here)


async def test_once_logged_in_only_the_token_is_kept(host: Host) -> None:
    code, said = await host.runs_it()
    kept = host.kept()
    assert code == 0
    assert f"{host.account.id} is logged in at {host.matrix.url} as the device {kept['device']}, which its" in said
    assert await host.devices() == {kept["device"]: "Accalmie"}
    assert await host.signed()
    assert len(kept["pickle_key"]) == 64
    assert host.folder.stat().st_mode & 0o777 == 0o700
    for file in host.folder.iterdir():
        assert file.name == "lock" or file.stat().st_mode & 0o777 == 0o600
        assert host.account.password.encode() not in file.read_bytes()


async def test_setup_leads_to_it(host: Host) -> None:
    """The first evening of a host whose group is on Matrix."""
    async with setup(host.here, ACCALMIE_MATRIX_SERVER=host.matrix.url) as terminal:
        for asked in ("fr or en [fr]: ", "zone", "association or person: ", "e-mail address: ", "not shown): "):
            await terminal.answers(asked, "")
        await terminal.answers("@accalmie:example.org: ", host.account.id)
        await terminal.reads("config.toml. Only you can read it.")
        await terminal.answers("of the account (it is not shown): ", host.account.password)
        await terminal.reads(f"{host.account.id} is logged in at {host.matrix.url}")
        await terminal.reads("accalmie admit CODE")
        assert await terminal.ends() == 0
    code, said = await looks(host.here)
    assert (code, f"Matrix as {host.account.id} lets it in." in said) == (0, True), said


async def test_setup_keeps_what_was_answered_where_the_login_does_not_work(host: Host) -> None:
    async with setup(host.here, ACCALMIE_MATRIX_SERVER=host.matrix.url) as terminal:
        for asked in ("fr or en [fr]: ", "zone", "association or person: ", "e-mail address: ", "not shown): "):
            await terminal.answers(asked, "")
        await terminal.answers("@accalmie:example.org: ", host.account.id)
        await terminal.answers("of the account (it is not shown): ", "not it")
        await terminal.reads("does not take this user with this password")
        await terminal.reads("accalmie matrix login   tries to log in again")
        assert await terminal.ends() == 0
    assert ((host.here / "config.toml").exists(), host.kept()) == (True, {})


async def test_a_login_that_works_is_left_alone_until_a_new_one_is_asked_for(host: Host) -> None:
    await host.runs_it()
    before, first, identity = host.files(), host.kept()["device"], await host.signed()
    code, said = await host.types()
    assert (code, "is logged in already, as the device" in said) == (0, True)
    assert host.files() == before
    code, said = await host.runs_it("--again")
    assert code == 0
    assert host.kept()["device"] != first
    assert await host.devices() == {host.kept()["device"]: "Accalmie"}  # the old one is logged out
    assert await host.signed() == identity
    assert not list(host.folder.glob(f"keys_{first}*"))


async def test_lost_keys_are_a_new_device_with_the_same_identity(host: Host) -> None:
    await host.logs_in()
    first, identity = host.kept()["device"], await host.signed()
    (host.folder / f"keys_{first}.db").unlink()
    with pytest.raises(session.Unusable, match=r"The keys of the device are gone .* Run `accalmie matrix login` once"):
        session.load(host.folder)
    code, said = await host.logs_in()
    assert code == 0
    assert "The keys of the device were lost: this is a new device, which cannot read what was written before." in said
    assert await host.devices() == {host.kept()["device"]: "Accalmie"}
    assert host.kept()["device"] != first
    assert await host.signed() == identity


@pytest.mark.parametrize("instead", [b"", b"nonsense" * 1000])
async def test_keys_that_are_not_the_devices_are_lost(host: Host, instead: bytes) -> None:
    await host.logs_in()
    first = host.kept()["device"]
    (host.folder / f"keys_{first}.db").write_bytes(instead)
    code, said = await host.logs_in()
    assert (code, "The keys of the device were lost" in said) == (0, True)
    assert host.kept()["device"] != first


async def test_a_login_that_was_ended_elsewhere_is_a_new_device(host: Host) -> None:
    await host.logs_in()
    identity = await host.signed()
    await host.matrix.ends_session(host.kept()["token"])
    code, said = await host.logs_in()
    assert code == 0
    assert "The login that was there is no longer valid: this is a new device" in said
    assert await host.signed() == identity


async def test_who_lost_everything_decides_whether_to_have_a_new_identity(host: Host) -> None:
    await host.logs_in()
    identity = await host.signed()
    for file in host.folder.iterdir():
        file.unlink()
    code, said = await host.logs_in()
    assert code == 2
    assert "has an identity whose keys are not in the folder" in said
    assert "`accalmie matrix login --new-identity` replaces it" in said
    assert set(host.files()) == {"lock"}
    assert len(await host.devices()) == 1  # the one that was tried is logged out again
    code, _ = await host.logs_in(new_identity=True)
    assert code == 0
    assert await host.signed() != identity


async def test_a_login_that_cannot_be_read_is_replaced(host: Host) -> None:
    await host.logs_in()
    (host.folder / "session.json").write_text("{", "utf-8")
    code, said = await host.logs_in()
    assert (code, "The login that was there cannot be read: this is a new device" in said) == (0, True)


async def test_killed_in_the_middle_it_leaves_the_old_login(host: Host) -> None:
    await host.runs_it()
    before = host.kept()
    for path in ("/login", "/keys/upload", "/signatures/upload"):
        async with odd_server(host.matrix.url, stuck=path) as odd, asyncio.timeout(60):
            process = await host.starts("--again", "--server", odd.url, "--password-file", "password")
            await odd.reached.wait()
            process.kill()
            await process.communicate()
        assert host.kept() == before
        code, said = await host.types()
        assert (code, "is logged in already" in said) == (0, True)
    assert (await host.runs_it("--again"))[0] == 0
    assert [each.name for each in host.folder.glob("keys_*.db")] == [f"keys_{host.kept()['device']}.db"]


async def test_another_process_that_uses_the_login_is_in_the_way(host: Host) -> None:
    with session.alone(host.folder):
        code, said = await host.logs_in()
    assert (code, "Another process uses the login in" in said) == (2, True)


async def test_the_login_of_another_account_is_not_replaced(host: Host) -> None:
    await host.logs_in()
    before = host.files()
    host.account = await host.matrix.account("Autre")
    code, said = await host.logs_in(again=True)
    assert (code, "move it away, or name another folder" in said) == (2, True)
    assert host.files() == before


ODD: dict[str, tuple[dict[str, Any], str]] = {
    "closed": (
        {"v3/login": (403, {"errcode": "M_USER_DEACTIVATED", "flows": [{"type": "m.login.password"}]})},
        "This account was closed",
    ),
    "too often": (
        {
            "v3/login": (
                429,
                {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 4100, "flows": [{"type": "m.login.password"}]},
            )
        },
        "asked too often: try again in 5 seconds",
    ),
    "no password": ({"v3/login": (200, {"flows": [{"type": "m.login.sso"}]})}, "has no login by password"),
    "no encryption": ({"/keys/upload": (404, {"errcode": "M_UNRECOGNIZED"})}, "The server knows no encryption"),
    "no cross-signing": (
        {"/keys/device_signing/upload": (404, {"errcode": "M_UNRECOGNIZED"})},
        "The server knows no cross-signing",
    ),
    "more than a password": (
        {"/keys/device_signing/upload": (401, {"session": "x", "flows": [{"stages": ["m.login.sso"]}]})},
        "wants more than a password",
    ),
    "no Matrix": ({"/versions": (200, "<h1>Bonjour</h1>")}, "answers, but not as a Matrix server does"),
    "elsewhere": ({"/versions": (302, "http://example.org/")}, "answers, but not as a Matrix server does"),
}


async def test_a_wrong_password_is_said(host: Host) -> None:
    host.account = replace(host.account, password="wrong")
    assert await host.logs_in() == (2, "The server does not take this user with this password.")


@pytest.mark.parametrize("kind", ODD)
async def test_what_a_server_does_not_do_is_said_in_one_sentence(host: Host, kind: str) -> None:
    answers, words = ODD[kind]
    async with odd_server(host.matrix.url, answers=answers) as odd:
        code, said = await host.logs_in(server=odd.url)
    assert code == 2
    assert words in said
    assert len(said.strip().splitlines()) == 1
    assert set(host.files()) <= {"lock", "cross_signing_next.json"}
    assert await host.devices() == {}


@pytest.mark.parametrize(
    ("server", "words"),
    [
        ("http://127.0.0.1:1", "127.0.0.1:1 does not answer"),
        ("http://example.org", "the address has to begin with https"),
        ("http://192.0.2.1.example", "the address has to begin with https"),
        ("http://93.184.215.14", "the address has to begin with https"),
        ("ftp://example.org", "This is no address of a server"),
        ("https://user@example.org", "This is no address of a server"),
        ("a b", "This is no name of a server"),
    ],
)
async def test_an_address_that_is_none_is_said(host: Host, server: str, words: str) -> None:
    code, said = await host.logs_in(server=server)
    assert (code, words in said) == (2, True)


async def test_what_is_missing_is_asked_for_and_a_password_is_not_shown(host: Host) -> None:
    ours, theirs = pty.openpty()
    process = await host.starts(stdin=theirs, output=theirs)
    os.close(theirs)
    shown, loop = "", asyncio.get_running_loop()

    async def reads(words: str) -> None:
        nonlocal shown
        async with asyncio.timeout(60):
            while words not in shown:
                shown += (await loop.run_in_executor(None, os.read, ours, 1000)).decode()

    await reads("example.org: ")
    os.write(ours, host.account.id[1:].partition(":")[0].encode() + b"\n")
    await reads("matrix.example.org: ")
    os.write(ours, host.matrix.url.encode() + b"\n")
    await reads("(it is not shown): ")
    os.write(ours, host.account.password.encode() + b"\n")
    await reads("is logged in at")
    assert host.account.password not in shown
    assert await process.wait() == 0
    os.close(ours)
    assert host.kept()["user"] == host.account.id


async def test_where_nobody_can_be_asked_the_option_is_named(host: Host) -> None:
    assert await host.types() == (2, "There is no terminal to ask in: give --user.\n")
