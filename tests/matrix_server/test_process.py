"""What the throw-away Synapse promises to the other tests, and to the machine it runs on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.matrix_server import process, settings
from tests.matrix_server.device import Impossible
from tests.matrix_server.people import Matrix
from tests.matrix_server.process import Homeserver, running_homeserver

ROOT = Path(__file__).parents[2]


def answers(url: str) -> bool:
    try:
        socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=5).close()
    except OSError:
        return False
    return True


async def test_stopped_it_is_gone_and_started_again_it_is_the_same(own_homeserver: Homeserver, tmp_path: Path) -> None:
    url = own_homeserver.url
    async with Matrix(url, tmp_path) as matrix:
        lea, marc = await matrix.person("Léa"), await matrix.person("Marc")
        room = await lea.makes_room("Bal", marc, encrypted=True)
        said = await lea.types("Bonjour", room)
        assert own_homeserver.process is not None
        pid = own_homeserver.process.pid
        own_homeserver.stop()
        own_homeserver.stop()
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        assert not answers(url)
        own_homeserver.start()
        assert own_homeserver.url == url
        assert (await marc.is_shown("Bonjour", room)).id == said.id
        await marc.types("Bonsoir", room)
        await lea.is_shown("Bonsoir", room)


START = """
import os, pathlib, sys
from tests.matrix_server.process import Homeserver
server = Homeserver(pathlib.Path(sys.argv[1]))
server.start()
print(server.url, flush=True)
os.kill(os.getpid(), 9)
"""


def test_tests_that_are_killed_leave_no_server(homeserver: Homeserver, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    child = subprocess.run(
        [sys.executable, "-c", START, tmp_path], env=environment, capture_output=True, text=True, timeout=100
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
    url = child.stdout.strip()
    assert url != homeserver.url
    end = time.monotonic() + 30
    while answers(url):
        assert time.monotonic() < end
        time.sleep(0.02)
    assert answers(homeserver.url), "another one goes on"


def test_a_start_that_fails_says_why_and_leaves_nothing(
    homeserver: Homeserver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SERVER_NAME", "no name")
    server = Homeserver(tmp_path)
    with pytest.raises(RuntimeError, match="Server name 'no name' has an invalid format"):
        server.start()
    assert server.process is None


def test_a_port_that_somebody_else_takes_first_is_given_up(
    homeserver: Homeserver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = int(homeserver.url.rpartition(":")[2])
    found = process._free_port
    ports = iter([taken])
    monkeypatch.setattr(process, "_free_port", lambda: next(ports, None) or found())
    with running_homeserver(tmp_path) as server:
        assert server.url != homeserver.url
        assert answers(server.url)


def test_without_synapse_tests_are_skipped_with_the_reason_but_not_in_continuous_integration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "PYTHON", tmp_path / "python")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="No Synapse"), running_homeserver(tmp_path):
        pass
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="No Synapse"), running_homeserver(tmp_path):
        pass


async def test_the_usual_server_lets_everybody_be_quick(matrix: Matrix) -> None:
    lea = await matrix.person("Léa")
    room = await lea.makes_room("Bal")
    for number in range(20):
        await lea.types(str(number), room)


async def test_the_strict_one_tells_each_person_to_slow_down(strict_homeserver: Homeserver, tmp_path: Path) -> None:
    async with Matrix(strict_homeserver.url, tmp_path) as matrix:
        lea, marc, *_ = [await matrix.person(name) for name in ("Léa", "Marc", "Ana", "Zoé", "Sam")]
        room = await lea.makes_room("Bal", marc)

        async def talks() -> None:
            for number in range(20):
                await lea.types(str(number), room)

        with pytest.raises(Impossible, match="M_LIMIT_EXCEEDED") as told:
            await talks()
        assert told.value.retry_after_ms is not None
        assert told.value.retry_after_ms > 0
        await marc.types("Bonjour", room)
