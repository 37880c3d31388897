"""A year in the life of a group of forty, on every messenger's rules, with restarts and outages at random instants."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel

from storage import schema
from tests.conftest import memory
from tests.scene import Faults
from tests.year.diary import PARIS, START, UNTIL
from tests.year.graves import dig, erased
from tests.year.life import TASKS, Year, lived
from tests.year.oracle import Left, Oracle
from tests.year.people import DIGEST_MOVES, LEAVING, NEVER_IN_PRIVATE
from tests.year.playing import MATRIX, TELEGRAM, Living, Phones, Rules, bad_days
from tests.year.replayed import Replay

pytestmark = pytest.mark.timeout(600)  # a machine that does other things, too
OVER = ("sent", "joined", "dropped")
REASONS = {
    *("not asked any more", "not theirs any more", "the deadline moved", "too late", "overtaken", "unreachable"),
    *("waited too long", "answered"),
}


@dataclass(frozen=True)
class Played:
    """A year that is over: what people meant, what arrived, what watched over it, and what the database holds."""

    year: Year
    arrived: Sequence[Left]
    oracle: Oracle
    unwelcome: Sequence[str]  # letters to people whom the messenger does not let the bot write to
    faults: Sequence[str]
    tables: dict[str, list[dict[str, Any]]]
    phones: Phones | None = None


@pytest.fixture(scope="module", params=["transcript", "telegram", "matrix"])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    match request.param:
        case "telegram":
            return by_the_rules_of(TELEGRAM, seed=7)
        case "matrix":
            return by_the_rules_of(MATRIX, seed=8)
    return by_the_command(tmp_path_factory.mktemp("year"))


def by_the_rules_of(rules: Rules, seed: int) -> Played:
    """Starts and outages, of the bot and of the messenger, at random instants."""
    year, faults, log = lived(), Faults(logging.ERROR), logging.getLogger("bot")
    log.addHandler(faults)
    with memory() as engine:
        dig(engine)
        living = Living(year, engine, rules, bad_days(seed))
        asyncio.run(living.live())
        tables = all_rows(engine)
    log.removeHandler(faults)
    return Played(
        year, living.phones.arrived, living.oracle, living.phones.unwelcome, faults.told, tables, living.phones
    )


def by_the_command(folder: Path) -> Played:
    """`accalmie replay`, killed twice."""
    year = lived()
    replay = Replay(year, folder)
    engine = schema.ready(replay.database)
    dig(engine)
    replay.live(2, Random(9))
    unwelcome = [str(letter) for letter in replay.arrived if letter.to in NEVER_IN_PRIVATE]
    tables = all_rows(engine)
    engine.dispose()
    return Played(year, replay.arrived, replay.oracle, unwelcome, replay.told.splitlines(), tables)


def all_rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    with engine.connect() as rows:
        found = {
            name: rows.execute(table.select().order_by(*table.primary_key.columns)).all()
            for name, table in SQLModel.metadata.tables.items()
        }
        there = {name: [dict(row._mapping) for row in each] for name, each in found.items()}
    return {**there, "letter": [*erased(engine), *there["letter"]]}


def test_no_sound_in_anybodys_quiet_time_nor_once_too_often(played: Played) -> None:
    """The group's hours, one's own, absences, public holidays; one sound a day in the group, three in private."""
    assert played.oracle.wrong == []
    assert played.oracle.sounds["group"] >= 52


def test_fifty_two_digests_in_order_without_gap_or_overlap(played: Played) -> None:
    windows = played.tables["digest"]
    assert [row["window_end"].astimezone(PARIS) for row in windows] == mondays()
    assert windows[0]["window_start"] == START
    assert all(one["window_end"] == other["window_start"] for one, other in pairwise(windows))
    letters = [row for row in played.tables["letter"] if row["kind"] == "digest"]
    assert [row["digest_id"] for row in letters] == [row["id"] for row in windows]
    arrived = list(dict.fromkeys(letter.number for letter in played.arrived if letter.kind == "digest"))
    assert arrived == [row["id"] for row in letters]


def mondays() -> list[datetime]:
    """Nine o'clock, and from that week in September on half past six in the evening."""
    days = [START.date() + timedelta(days=7 * week) for week in range(1, 53)]
    return [datetime.combine(d, time(9) if d < DIGEST_MOVES[0] else time(18, 30), PARIS) for d in days]


def test_each_task_that_got_done_is_told_in_one_digest(played: Played) -> None:
    last = max(row["window_end"] for row in played.tables["digest"])
    left = {row["digest_id"]: row["left_at"] for row in played.tables["letter"] if row["kind"] == "digest"}
    done = [row for row in played.tables["task"] if row["state"] == "done" and row["closed_at"] < last - timedelta(3)]
    assert len(done) > 0.9 * TASKS
    for task in done:
        assert task["told_in"] is not None, task["number"]
        assert task["closed_at"] <= left[task["told_in"]]


def test_no_letter_is_lost(played: Played) -> None:
    letters = played.tables["letter"]
    waiting = [row for row in letters if row["state"] not in OVER]
    assert [row for row in waiting if row["created_at"] < UNTIL] == []
    for row in letters:
        assert (row["reason"] is not None) == (row["state"] == "dropped"), row
        assert (row["joined_into"] is not None) == (row["state"] == "joined"), row
    assert {row["reason"] for row in letters} <= REASONS | {None}
    arrived = Counter(letter.number for letter in played.arrived)
    states = {row["id"]: row["state"] for row in letters}
    assert [letter for letter, state in states.items() if state == "sent" and not arrived[letter]] == []
    carriers = {row["joined_into"] for row in letters if row["joined_into"]}
    assert {states[carrier] for carrier in carriers} == {"sent"}


def test_everything_that_people_did_counts_once(played: Played) -> None:
    """Titles, numbers, deadlines and ends, as people meant them; whoever still is there has what they did."""
    rows = {row["number"]: row for row in played.tables["task"]}
    meant = played.year.tasks
    assert len(rows) == TASKS
    assert {n: (row["title"], row["state"]) for n, row in rows.items()} == {
        n: (task.title, task.state) for n, task in meant.items()
    }
    assert {n: row["due_day"] for n, row in rows.items() if row["repeat"] is None} == {
        n: task.due for n, task in meant.items() if task.again is None
    }
    names = {row["person_id"]: row["name"] for row in played.tables["account"]}
    leads = {row["task_id"]: names[row["person_id"]] for row in played.tables["assignment"] if row["role"] == "lead"}
    for number, row in rows.items():
        if row["state"] == "done" and meant[number].lead not in LEAVING:
            assert leads.get(row["id"]) == meant[number].lead, number


def test_nobody_is_written_to_who_did_not_open_the_door(played: Played) -> None:
    assert played.unwelcome == []


def test_no_permission_is_left_changed(played: Played) -> None:
    """The group is closed in its quiet hours from March on; what an administrator changed meanwhile is theirs."""
    if played.phones is not None:  # a transcript keeps no permissions
        assert played.phones.may == {"write": True, "draw": None, "react": True}
        assert played.phones.closed > 250


def test_nothing_goes_wrong_inside(played: Played) -> None:
    assert played.faults == []
