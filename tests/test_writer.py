"""The writer and a database that goes away and comes back: nothing that was given to it is lost or done twice."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import OperationalError

from bot.writer import Writer
from storage.database import Rows, open_database, savepoint
from tests.postgres import Cluster, fresh_database, running

pytestmark = pytest.mark.timeout(120)
INSERT = text("INSERT INTO done (what) VALUES (:what)")


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[Cluster]:
    """Which the tests of this file stop and start."""
    with running() as cluster:
        yield cluster


@pytest.fixture
def engine(own_postgres: Cluster) -> Iterator[Engine]:
    opened = open_database(fresh_database(own_postgres))
    with opened.begin() as rows:
        rows.execute(text("CREATE TABLE done (what text)"))
        name = opened.url.database
        rows.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = on'))  # a server that is shot forgets none
    opened.dispose()
    yield opened
    opened.dispose()


def changed(rows: Rows, what: str) -> None:
    rows.execute(INSERT, {"what": what})


def does(what: str) -> Callable[[Rows], str]:
    def work(rows: Rows) -> str:
        changed(rows, what)
        return what

    return work


def done(engine: Engine) -> list[str]:
    with engine.begin() as rows:
        return [row.what for row in rows.execute(text("SELECT what FROM done ORDER BY what"))]


@pytest.mark.parametrize("how", [signal.SIGQUIT, signal.SIGINT], ids=["shot", "stopped"])
async def test_what_is_given_while_the_database_is_away_is_done_once_it_is_back(
    own_postgres: Cluster, engine: Engine, how: signal.Signals
) -> None:
    writer = Writer(engine)
    assert await writer.run(does("a")) == "a"
    own_postgres.halt(how)
    marked: list[bool] = []
    waiting = asyncio.ensure_future(writer.run(does("b")))
    writer.later(lambda rows: changed(rows, "c"), marked.append)
    await asyncio.sleep(0.3)
    assert not waiting.done()
    own_postgres.go_on()
    assert await waiting == "b"
    await writer.run(lambda _rows: None)
    assert (done(engine), marked) == (["a", "b", "c"], [True])
    await writer.close()


async def test_a_connection_that_is_cut_in_the_middle_undoes_and_redoes_the_whole(
    own_postgres: Cluster, engine: Engine
) -> None:
    tried = 0

    def cut(rows: Rows) -> str:
        nonlocal tried
        tried += 1
        with savepoint(rows, "half"):
            rows.execute(INSERT, {"what": "half"})
            if tried == 1:
                own_postgres_cuts(engine, rows)
                rows.execute(INSERT, {"what": "lost"})
        return "whole"

    writer = Writer(engine)
    assert await writer.run(cut) == "whole"
    assert (done(engine), tried) == (["half"], 2)
    await writer.close()


async def test_a_commit_whose_answer_got_lost_is_not_done_again(engine: Engine) -> None:
    """The line is cut when the database has committed and says so."""
    lose = [True]

    def commits(connection: Rows) -> None:
        if lose.pop() if lose else False:
            driver = connection.connection.dbapi_connection
            assert isinstance(driver, psycopg.Connection)
            driver.commit()
            driver.close()

    event.listen(engine, "commit", commits)
    tried: list[str] = []
    told: list[str] = []

    def work(rows: Rows) -> str:
        tried.append("x")
        return does("once")(rows)

    writer = Writer(engine, before_commit=lambda _rows: "letters", after_commit=told.append)
    assert await writer.run(work) == "once"
    await asyncio.sleep(0)
    assert (done(engine), tried, told) == (["once"], ["x"], ["letters"])
    await writer.close()


async def test_a_commit_that_was_lost_with_its_connection_is_done_again(engine: Engine) -> None:
    lose = [True]

    def commits(connection: Rows) -> None:
        if lose.pop() if lose else False:
            driver = connection.connection.dbapi_connection
            assert isinstance(driver, psycopg.Connection)
            driver.close()

    event.listen(engine, "commit", commits)
    writer = Writer(engine)
    assert await writer.run(does("once")) == "once"
    assert done(engine) == ["once"]
    await writer.close()


async def test_a_fault_of_ours_is_told_and_not_tried_again(engine: Engine) -> None:
    writer = Writer(engine)
    with pytest.raises(ZeroDivisionError):
        await writer.run(lambda _rows: 1 // 0)
    with pytest.raises(Exception, match="nowhere"):
        await writer.run(lambda rows: rows.execute(text("INSERT INTO nowhere VALUES (1)")))
    await writer.close()


async def test_told_to_stop_it_does_not_wait_for_the_database_for_ever(own_postgres: Cluster, engine: Engine) -> None:
    writer = Writer(engine)
    await writer.run(does("a"))
    own_postgres.halt()
    try:
        waiting = asyncio.ensure_future(writer.run(does("b")))
        writer.hurry(0.5)
        with pytest.raises(OperationalError):
            await waiting
        await writer.close()
    finally:
        own_postgres.go_on()
    assert done(engine) == ["a"]


async def test_one_writes_at_a_time_whichever_process_it_is_in(engine: Engine) -> None:
    """Each reads how many there are and writes one more: none reads what another one is about to change."""

    def counts(rows: Rows) -> None:
        (there,) = rows.execute(text("SELECT count(*) FROM done")).one()
        rows.execute(INSERT, {"what": f"{there:03}"})

    writers = [Writer(engine) for _ in range(3)]
    for _ in range(20):
        await asyncio.gather(*(writer.run(counts) for writer in writers))
    for writer in writers:
        await writer.close()
    assert done(engine) == [f"{n:03}" for n in range(60)]


async def test_who_has_the_turn_and_says_nothing_loses_it(engine: Engine) -> None:
    silent = engine.connect()
    silent.begin()
    writer = Writer(engine)
    async with asyncio.timeout(30):
        assert await writer.run(does("a")) == "a"
    silent.invalidate()
    silent.close()
    await writer.close()


async def test_a_full_disk_and_a_locked_file_are_waited_for(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/some.db")
    with engine.begin() as rows:
        rows.execute(text("CREATE TABLE done (what text)"))
    writer, size = Writer(engine), 4000
    (pages,) = await writer.run(lambda rows: rows.exec_driver_sql("PRAGMA page_count").one())
    await writer.run(lambda rows: rows.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}").all())

    async def nine() -> list[str]:
        return await writer.run(lambda rows: [does("x" * size)(rows) for _ in range(9)])

    waiting = asyncio.ensure_future(nine())
    await asyncio.sleep(0.5)
    assert not waiting.done()
    assert writer._rows is not None
    driver = writer._rows.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("PRAGMA max_page_count=1000000")  # somebody made room
    assert len(await waiting) == 9
    assert len(done(engine)) == 9
    await writer.close()
    engine.dispose()


def own_postgres_cuts(engine: Engine, rows: Rows) -> None:
    (pid,) = rows.execute(text("SELECT pg_backend_pid()")).one()
    url = engine.url.render_as_string(hide_password=False).replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))
