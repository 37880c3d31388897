"""What the throw-away PostgreSQL promises to the other tests, and to the machine it runs on."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.postgres import Missing, Programs, fresh_database, running

pytestmark = pytest.mark.timeout(120)
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
needs_programs = pytest.mark.usefixtures("programs")
ROOT = Path(__file__).resolve().parent.parent


def ask(url: str, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True, connect_timeout=10) as connection:
        answer = connection.execute(question.encode())
        return answer.fetchall() if answer.description else []


def child(
    *arguments: str, folder: Path = ROOT, without: tuple[str, ...] = (), **environment: str
) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if name not in without}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), **environment},
        capture_output=True,
        text=True,
        timeout=100,
    )


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder every user can enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def programs() -> Path:
    try:
        return postgres.find()
    except Missing as reason:
        postgres.do_without(reason)


def test_it_starts_and_answers() -> None:
    with running() as cluster:
        url = fresh_database(cluster)
        assert url.startswith("postgresql+psycopg://postgres@127.0.0.1:")
        assert ask(url, "SELECT current_setting('server_encoding'), current_setting('listen_addresses')") == [
            ("UTF8", "127.0.0.1")
        ]


PLAIN_USER = """
import os
import psycopg
from tests.postgres import fresh_database, start
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
cluster = start()
with psycopg.connect(fresh_database(cluster).replace("+psycopg", "")) as connection:
    print(os.geteuid(), connection.execute("SELECT 6 * 7").fetchone(), cluster.folder)
cluster.stop()
"""


@as_root
def test_it_starts_and_answers_for_a_plain_user(open_folder: Path, programs: Path) -> None:
    # The child imports all it needs before it becomes a plain user, who may not be able to read Python.
    binaries = postgres.reachable(Programs(programs, open_folder, postgres.NOBODY)).bin
    answer = child("-c", PLAIN_USER, ACCALMIE_TEST_POSTGRES=str(binaries))
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("65534 (42,) ")
    assert not Path(answer.stdout.split()[-1]).exists()


@as_root
def test_programs_that_the_plain_user_cannot_reach_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.find_spec(postgres.WHEEL)
    if spec is None or spec.origin is None:
        pytest.skip(f"{postgres.WHEEL} is not installed")
    package = Path(spec.origin).parent
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    installation = postgres._of_wheel()[0].parent
    shutil.copytree(installation, closed / package.name / installation.name, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), closed / f"{package.name}.libs", symlinks=True)
    monkeypatch.setenv(postgres.BINARIES, str(closed / package.name / installation.name / "bin"))
    with running() as cluster:
        assert (cluster.folder / "programs").is_dir()
        assert ask(fresh_database(cluster), "SELECT 1") == [(1,)]
    assert not cluster.folder.exists()


def test_two_clusters_side_by_side_do_not_disturb_each_other() -> None:
    with running() as one:
        with running() as other:
            assert (one.port, one.folder) != (other.port, other.folder)
            one.create("ours")
            other.create("ours")
            ask(one.url("ours"), "CREATE TABLE task (title text)")
            assert ask(other.url("ours"), "SELECT to_regclass('task')") == [(None,)]
            other.drop("ours")
        assert ask(one.url("ours"), "SELECT to_regclass('task')::text") == [("task",)]


def test_a_database_is_dropped_under_whoever_is_connected() -> None:
    with running() as cluster:
        cluster.create("busy")
        with psycopg.connect(cluster.url("busy").replace("+psycopg", ""), connect_timeout=10):
            cluster.drop("busy")
        cluster.drop("busy")
        with pytest.raises(psycopg.OperationalError, match="does not exist"):
            ask(cluster.url("busy"), "SELECT 1")


def test_stop_leaves_no_process_and_no_folder() -> None:
    with running() as cluster:
        assert cluster.process is not None
        rows = ask(cluster.url("postgres"), "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        pids = [cluster.process.pid, *(pid for (pid,) in rows if isinstance(pid, int))]
        assert len(pids) > 2
        assert not any(gone(pid) for pid in pids)
    assert all(gone(pid) for pid in pids)
    assert not cluster.folder.exists()
    cluster.stop()  # twice is harmless


START = "from tests.postgres import start; c = start(); print(c.folder, c.process.pid, flush=True); "


@needs_programs
def test_a_run_that_forgets_to_stop_leaves_nothing() -> None:
    answer = child("-c", START)
    assert answer.returncode == 0, answer.stderr
    folder, pid = answer.stdout.split()
    assert not Path(folder).exists()
    assert gone(int(pid))


def test_what_a_killed_run_leaves_is_swept_by_the_next_but_not_what_is_alive() -> None:
    with running() as alive:
        answer = child("-c", START + "import os; os.kill(os.getpid(), 9)")
        assert answer.returncode == -signal.SIGKILL, answer.stderr
        folder, pid = answer.stdout.split()
        try:
            with running():
                assert not Path(folder).exists()
                assert ask(alive.url("postgres"), "SELECT 1") == [(1,)]
        finally:
            os.kill(int(pid), signal.SIGQUIT)  # it would end by itself, within a minute


@needs_programs
def test_a_start_that_fails_says_why_and_leaves_nothing(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "SETTINGS", ("no_such_setting=1",))
    with pytest.raises(RuntimeError, match="no_such_setting"):
        postgres.start(open_folder)
    assert list(open_folder.iterdir()) == []


def test_the_environment_then_the_wheel_then_the_newest_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def install(*parts: str) -> Path:
        folder = tmp_path.joinpath(*parts, "bin")
        folder.mkdir(parents=True)
        for name in ("initdb", "postgres"):
            (folder / name).touch(mode=0o755)
        return folder

    monkeypatch.setattr(postgres, "WHEEL", "no_such_wheel")
    monkeypatch.setattr(postgres, "SYSTEM", tmp_path / "system")
    monkeypatch.delenv(postgres.BINARIES, raising=False)
    with pytest.raises(Missing, match="No PostgreSQL for the tests"):
        postgres.find()
    install("system", "9.6")
    newest = install("system", "15")
    assert postgres.find() == newest
    install("site", "some_wheel", "pginstall")
    newest = install("site", "some_wheel", "pginstall18")
    (tmp_path / "site" / "some_wheel" / "__init__.py").write_text("raise AssertionError('imported')\n")
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setattr(postgres, "WHEEL", "some_wheel")
    assert postgres.find() == newest
    named = install("named")
    monkeypatch.setenv(postgres.BINARIES, str(named))
    assert postgres.find() == named
    (named / "initdb").unlink()
    with pytest.raises(Missing, match=postgres.BINARIES):
        postgres.find()


ONE_TEST = "from tests.postgres import postgres\ndef test_with_rows(postgres):\n    raise AssertionError\n"


def one_test(folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    (folder / "test_rows.py").write_text(ONE_TEST)
    empty = folder / "no_programs_here"
    empty.mkdir()
    arguments = f"-m pytest -rsE -p no:cacheprovider -c {os.devnull} --rootdir . test_rows.py".split()
    return child(
        *arguments,
        folder=folder,
        without=("CI", "PYTEST_ADDOPTS"),
        ACCALMIE_TEST_POSTGRES=str(empty),
        COLUMNS="400",
        **environment,
    )


def test_without_postgresql_tests_are_skipped_with_the_reason(tmp_path: Path) -> None:
    answer = one_test(tmp_path)
    assert answer.returncode == 0, answer.stdout
    assert "1 skipped" in answer.stdout
    assert "where initdb and postgres cannot be run" in answer.stdout


def test_without_postgresql_continuous_integration_fails(tmp_path: Path) -> None:
    answer = one_test(tmp_path, CI="true")
    assert answer.returncode == 1, answer.stdout
    assert "1 error" in answer.stdout
    assert "where initdb and postgres cannot be run" in answer.stdout
