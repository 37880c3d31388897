"""What is about to go wrong is told once, and once more when it is over: on a real disk, a real lock, a real answer."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from socket import socket

import pytest
from telegram.error import NetworkError

from bot.app import App
from bot.clock import ClockInHand, wall_clock
from bot.config import Config, Database
from bot.line import Line
from bot.messengers.telegram.wire import Wire
from bot.room import rooms
from bot.troubles import CLOCK, DATABASE, DISK, Troubles
from bot.watch import Watch
from storage import schema, signs
from storage.database import reading
from tests.telegram_server.people import Telegram
from tests.telegram_server.process import telegram_here

__all__ = ["telegram_here"]


class Seconds:
    """A clock that only goes forward, in the test's hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def watched(folder: Path, **how: object) -> AsyncIterator[Watch]:
    """Over a bot whose database is in a folder."""
    settings = Config(database=Database(url=f"sqlite:///{folder}/accalmie.db"))  # type: ignore[arg-type]
    engine = schema.ready(settings.database.url.get_secret_value())
    troubles = Troubles()
    app = App(engine, wall_clock, {}, troubles=troubles)
    lines: dict[str, Line] = {}
    usual = {"clock": wall_clock, "lines": lines, "rooms": lambda: rooms(settings), "patience": 0.3} | how
    try:
        yield Watch(app.write, troubles=troubles, **usual)  # type: ignore[arg-type]
    finally:
        await app.close()
        engine.dispose()


def warned(caplog: pytest.LogCaptureFixture) -> list[str]:
    told = [each.getMessage() for each in caplog.records if each.name in ("bot.troubles", "bot.watch")]
    caplog.clear()
    return told


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110  # another thread makes it so
            await asyncio.sleep(0.02)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, which can be made larger."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() or shutil.which("mount") is None:
        pytest.skip("only root can mount a disk")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", folder], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


async def test_a_disk_that_fills_is_told_before_it_is_full(small_disk: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with watched(small_disk) as watch:
        await watch.look()
        assert warned(caplog) == []
        large = small_disk / "large"
        large.write_bytes(bytes(150 * 1024**2))
        await watch.look()
        (sentence,) = warned(caplog)
        assert sentence.startswith(f"The disk of {small_disk} is nearly full: 14")
        assert (DISK in watch.troubles.now, DATABASE in watch.troubles.now) == (True, False)
        await watch.look()
        assert warned(caplog) == []
        large.unlink()
        await watch.look()
        assert warned(caplog) == ["There is room on the disk again."]


async def test_a_disk_that_is_full_is_told_as_what_the_database_lacks(
    small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with watched(small_disk, rooms=tuple) as watch:
        large = small_disk / "large"
        with large.open("wb", buffering=0) as paper, suppress(OSError):
            while paper.write(bytes(4096)):
                pass
        await watch.look()
        assert warned(caplog) == ["The database takes nothing: its disk is full."]
        await watch.look()
        assert warned(caplog) == []
        large.unlink()
        await until(lambda: DATABASE not in watch.troubles.now)
        assert warned(caplog) == ["The database works again."]


async def test_a_database_that_another_program_holds_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with watched(tmp_path) as watch:
        other = sqlite3.connect(tmp_path / "accalmie.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await watch.look()
        assert warned(caplog) == ["The database has taken nothing for 0 seconds."]
        await watch.look()
        assert warned(caplog) == []
        other.execute("ROLLBACK")
        other.close()
        await watch.look()
        assert warned(caplog) == ["The database works again."]


async def test_how_long_an_outage_was_is_not_held_against_a_database_that_works_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    seconds, clock = Seconds(), ClockInHand(wall_clock())
    async with watched(tmp_path, clock=clock, running=seconds) as watch:
        other = sqlite3.connect(tmp_path / "accalmie.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await watch.look()
        other.execute("ROLLBACK")
        other.close()
        await until(lambda: signs_in(tmp_path) == 1)
        watch.troubles.ends(DATABASE, "The database works again.")  # the writer knows first
        caplog.clear()
        seconds.now += 3640
        clock.move_to(clock() + timedelta(seconds=3640))
        await watch.look()
        assert warned(caplog) == []
        assert signs_in(tmp_path) == 1


async def test_a_database_that_stays_slow_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with watched(tmp_path) as watch:
        for before in (0, 1):
            other = sqlite3.connect(tmp_path / "accalmie.db", isolation_level=None)
            await until(lambda before=before: signs_in(tmp_path) == before)  # type: ignore[misc]
            other.execute("BEGIN IMMEDIATE")
            await watch.look()
            assert DATABASE in watch.troubles.now
            other.execute("ROLLBACK")
            other.close()
        assert warned(caplog) == ["The database has taken nothing for 0 seconds."]


@pytest.mark.parametrize(("hours", "way"), [(3, "ahead of"), (-3, "behind")])
async def test_a_clock_that_is_not_that_of_the_messenger_is_told(
    tmp_path: Path, telegram_here: Telegram, caplog: pytest.LogCaptureFixture, hours: int, way: str
) -> None:
    caplog.set_level(logging.WARNING)
    clock = wall_clock
    line = Line(lambda: clock())
    wire = Wire(1, line=line)
    await wire.initialize()
    async with watched(tmp_path, lines={"telegram": line}) as watch:
        for wrong, told in (
            (timedelta(seconds=30), []),
            (
                timedelta(hours=hours, seconds=5 * hours / 3),
                [f"The clock of this machine is 3 hours {way} that of Telegram: set it right."],
            ),
            (timedelta(hours=hours), []),
            (timedelta(0), ["The clock of this machine is right again."]),
        ):
            clock = lambda wrong=wrong: wall_clock() + wrong  # type: ignore[misc]  # noqa: E731
            for _ in range(3):
                await wire.do_request(telegram_here.url, "GET")
            await watch.look()
            assert warned(caplog) == told
        assert CLOCK not in watch.troubles.now
    await wire.shutdown()


async def test_one_answer_that_lay_around_says_nothing_of_the_clock() -> None:
    clock = ClockInHand(wall_clock())
    line = Line(clock)
    for date in ("Mon, 02 Mar 2026 12:00:00 GMT", "nonsense", "", "Mon, 02 Mar 2026 12:00:00 GMT"):
        line.answered(200, date)
    assert line.off == timedelta(0)


async def test_a_clock_that_jumps_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    seconds, now = Seconds(), [wall_clock()]
    async with watched(tmp_path, clock=lambda: now[0], running=seconds) as watch:
        for passed, by, told in (
            (30.0, timedelta(seconds=31), []),
            (
                30.0,
                timedelta(hours=2),
                ["The clock of this machine jumped forward by 119 minutes, or the machine slept."],
            ),
            (30.0, timedelta(hours=-2), ["The clock of this machine jumped back by 2 hours, or the machine slept."]),
            (30.0, timedelta(seconds=30), []),
        ):
            seconds.now += passed
            now[0] += by
            await watch.look()
            assert warned(caplog) == told


async def test_a_messenger_that_is_tried_in_vain_is_told(
    tmp_path: Path, telegram_here: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    clock = ClockInHand(wall_clock())
    line = Line(clock)
    wire = Wire(1, line=line)
    await wire.initialize()
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))  # taken, and nobody listens
        nowhere = f"http://127.0.0.1:{taken.getsockname()[1]}"
        async with watched(tmp_path, lines={"telegram": line}, clock=clock, running=Seconds()) as watch:
            for passed in (0, 5, 1, 1):
                clock.move_to(clock() + timedelta(minutes=passed))
                with pytest.raises(NetworkError):
                    await wire.do_request(nowhere, "GET")
                await watch.look()
            told = [each for each in warned(caplog) if "jumped" not in each]
            assert told == ["Telegram has not answered for 6 minutes."]
            await wire.do_request(telegram_here.url, "GET")
            await watch.look()
            assert warned(caplog) == ["Telegram answers again."]
    await wire.shutdown()


async def test_one_request_without_an_answer_and_then_a_quiet_night_is_no_silence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A bot with a webhook asks for nothing while nobody writes."""
    caplog.set_level(logging.WARNING)
    clock = ClockInHand(wall_clock())
    line = Line(clock)
    async with watched(tmp_path, lines={"telegram": line}, clock=clock) as watch:
        for fails in (line.failed, lambda: line.answered(502)):
            line.answered(200)
            fails()
            clock.move_to(clock() + timedelta(hours=8))
            await watch.look()
            assert watch.troubles.now == {}


async def test_a_copy_that_is_not_to_listen_any_more_does_not_warn_of_that_messenger(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    clock = ClockInHand(wall_clock())
    line, ready = Line(clock), {"matrix": False}
    here = {"lines": {"matrix": line}, "opened": lambda: {"matrix": False}, "ready": lambda: ready}
    async with watched(tmp_path, clock=clock, **here) as watch:
        line.failed()
        clock.move_to(clock() + timedelta(minutes=6))
        line.failed()
        await watch.look()
        assert "Matrix has not answered for 6 minutes." in warned(caplog)
        ready["matrix"] = True  # that is for another copy
        await watch.look()
        assert warned(caplog) == ["Matrix is for another copy to listen to now."]
        ready["matrix"] = False  # it is for this one again, and was not asked yet
        line.failed()
        await watch.look()
        assert watch.troubles.now == {}


async def test_a_sign_is_given_and_those_that_are_old_go(tmp_path: Path) -> None:
    clock = ClockInHand(wall_clock())
    async with watched(tmp_path, clock=clock, running=Seconds()) as watch:
        await watch.look()
        clock.move_to(clock() + timedelta(days=2))
        async with watched(tmp_path, clock=clock, running=Seconds()) as other:
            await other.look()
            given = _signs(tmp_path)
            assert [sign.at for sign in given.given] == [clock().replace(microsecond=0)]
            await other.stop()
        stopped = _signs(tmp_path)
        assert (stopped.given, stopped.stopped) == ((), clock())


async def test_a_bot_that_is_told_to_stop_waits_little_for_a_database_that_takes_nothing(tmp_path: Path) -> None:
    """Whoever runs it kills it after ten or thirty seconds, and what is on its way has to be marked before."""
    async with watched(tmp_path, patience=3600) as watch:
        other = sqlite3.connect(tmp_path / "accalmie.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(20):
            await watch.stop()
        other.execute("ROLLBACK")
        other.close()


def signs_in(folder: Path) -> int:
    """How many a bot gave."""
    return len(_signs(folder).given)


def _signs(folder: Path) -> signs.Signs:
    engine = schema.ready(f"sqlite:///{folder}/accalmie.db")
    try:
        with reading(engine) as rows:
            return signs.read(rows)
    finally:
        engine.dispose()
