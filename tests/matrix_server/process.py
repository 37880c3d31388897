"""Starts a Synapse as a process of its own on a free port, and ends it by its process id; the fixtures for tests."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.matrix_server import settings
from tests.postgres import do_without

_ROOT = Path(__file__).parents[2]
PYTHON = _ROOT / ".venv" / "synapse" / "bin" / "python"
_PATIENCE = 60.0
_PAUSE = 0.02


class Missing(Exception):
    """There is no Synapse that can be run; the text is one sentence that says so."""


class Homeserver:
    """One Synapse, whose rooms and accounts are in `folder`. Started again it is the same, on the same port."""

    def __init__(self, folder: Path, *, limits: bool = False) -> None:
        self.folder, self.limits = folder, limits
        self.process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._secret = secrets.token_hex(16)
        self._read = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Returns when it answers. Raises `Missing`, or RuntimeError with what it said before it ended."""
        if not PYTHON.exists():
            raise Missing("No Synapse for the tests of Matrix: `make test` installs it, where it has a wheel.")
        for _ in range(1 if self._port else 5):  # between being found free and being used, a port may be taken
            port = self._port or _free_port()
            configuration = settings.write(self.folder, port, limits=self.limits, secret=self._secret)
            with (self.folder / "output").open("wb") as output:
                # In a session of its own, so that Ctrl-C reaches the tests first.
                self.process = subprocess.Popen(
                    [PYTHON, Path(__file__).with_name("launch.py"), "-c", configuration],
                    cwd=self.folder,
                    env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""},  # compiled once, it starts in half the time
                    stdin=subprocess.PIPE,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            if self._answers(self.process, port):
                self._port = port
                return
            self.stop()
            if "Address already in use" not in self._said():
                break
        raise RuntimeError(f"Synapse did not start:\n{self._said()[-4000:]}")

    def stop(self) -> None:
        """Ends it, as a host would; twice is harmless."""
        if self.process is None:
            return
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process = None

    def complaints(self) -> str:
        """What it has warned of since this was last asked."""
        log = self.folder / "log"
        if not log.exists():
            return ""
        with log.open("rb") as lines:
            lines.seek(self._read)
            said = lines.read()
        self._read += len(said)
        return said.decode("utf-8", "replace")

    def _said(self) -> str:
        return (self.folder / "output").read_text("utf-8", "replace") + self.complaints()

    def _answers(self, process: subprocess.Popen[bytes], port: int) -> bool:
        # It has to be this one that answers: on the port, somebody else might.
        end = time.monotonic() + _PATIENCE
        while process.poll() is None and time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/.well-known/matrix/client", timeout=5) as told:
                    if json.load(told).get(settings.WELL_KNOWN) == self._secret:
                        return True
            except (OSError, HTTPException, ValueError):
                pass
            time.sleep(_PAUSE)
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_homeserver(folder: Path, *, limits: bool = False) -> Iterator[Homeserver]:
    """A server for as long as the block lasts. `limits`: Synapse's usual ones for what people and bots do."""
    server = Homeserver(folder, limits=limits)
    try:
        server.start()
        yield server
    except Missing as reason:
        do_without(reason)
    finally:
        server.stop()


@pytest.fixture(scope="session")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """The server of all tests of this process. Nobody may stop it: see `own_homeserver`."""
    with running_homeserver(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@pytest.fixture
def own_homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """A server of the test's own, to stop and start again."""
    with running_homeserver(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@pytest.fixture
def strict_homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """A server of the test's own, which tells everybody to slow down as Synapse does when nobody changes its limits."""
    with running_homeserver(tmp_path_factory.mktemp("synapse"), limits=True) as server:
        yield server
