"""Databases of every release are brought up to date with all that they held, and the bot works on with them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, inspect, text

from bot.replay.play import Player
from bot.replay.script import read
from domain.letter import Kind
from domain.text import search_text
from storage import schema
from storage.database import open_database
from tests.postgres import fresh_database
from tests.scene import Notebook
from tests.storage import released
from tests.year.life import lived

Table = list[dict[str, Any]]
LIFE = (released.HERE / "life.jsonl").read_text("utf-8").split("\n")[:3]
YEAR = [json.dumps(line) for line in lived().lines if "who" not in line]
"""The teams of both transcripts."""
RENAMED = {("membership", "coordinator"): "administrator"}
"""What has another name now. (And the words of tasks, by which they are found, were written otherwise at first.)"""


@dataclass
class Old:
    """A database of an earlier release, brought up to date, and what was in it."""

    engine: Engine
    was: dict[str, Table]


@pytest.fixture(scope="module", params=[pytest.param(each, id="-".join(each)) for each in released.dumps()])
def old(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Old]:
    migration, kind = request.param
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('old')}/old.db"
    else:
        url = fresh_database(request.getfixturevalue("postgres"))
    released.load(migration, kind, url)
    engine = open_database(url)
    was = everything(engine)
    schema.upgrade(engine)
    yield Old(engine, was)
    engine.dispose()


@pytest.fixture(scope="module")
def new(request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    """The tables of an empty database of each kind, made by today's release."""
    found = {}
    for kind in {kind for _, kind in released.dumps()}:
        engine = schema.ready("sqlite://" if kind == "sqlite" else fresh_database(request.getfixturevalue("postgres")))
        found[kind] = tables(engine)
        engine.dispose()
    return found


def everything(engine: Engine) -> dict[str, Table]:
    """All rows of all tables as the database has them."""
    found = {}
    with engine.connect() as rows:
        look = inspect(rows)
        for table in look.get_table_names():
            key = ", ".join(look.get_pk_constraint(table)["constrained_columns"]) or "1"
            every = rows.exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY {key}')
            found[table] = [dict(row._mapping) for row in every]
    return found


def test_nothing_is_lost(old: Old) -> None:
    now = everything(old.engine)
    assert len(old.was["task"]) > 10
    for table, rows in old.was.items():
        if table != "alembic_version":
            assert [as_now(table, row, old) for row in rows] == [
                {name: row[name] for name in as_now(table, rows[0], old)} for row in now[table]
            ]
    assert now["alembic_version"] == [{"version_num": schema.newest()}]


def as_now(table: str, row: dict[str, Any], old: Old) -> dict[str, Any]:
    """A row as it was, with today's names."""
    changed = {RENAMED.get((table, name), name): value for name, value in row.items()}
    if table == "task" and "note" not in old.was:
        changed["search_text"] = search_text(row["title"])
    return changed


def test_its_tables_are_those_of_a_new_database(old: Old, new: dict[str, dict[str, Any]]) -> None:
    assert tables(old.engine) == new[old.engine.dialect.name]


def condition(option: tuple[str, Any]) -> tuple[str, str]:
    """Without the casts, which PostgreSQL writes otherwise after a copy."""
    return option[0], re.sub(r"::[a-z ]+(\[\])?|[() ]", "", str(option[1]))


def tables(engine: Engine) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with engine.connect() as rows:
        look = inspect(rows)
        for table in look.get_table_names():
            found[table] = {
                "columns": {c["name"]: (repr(c["type"]), c["nullable"], c["default"]) for c in look.get_columns(table)},
                "key": look.get_pk_constraint(table),
                "others": sorted(map(repr, look.get_foreign_keys(table))),
                "unique": sorted(repr(each["column_names"]) for each in look.get_unique_constraints(table)),
                "indexes": sorted(
                    repr((i["name"], i["column_names"], i["unique"], *map(condition, i["dialect_options"].items())))
                    for i in look.get_indexes(table)
                ),
                "checks": look.get_check_constraints(table),
            }
        if engine.dialect.name == "sqlite":
            asked = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"
            found["which give no id twice"] = set(rows.exec_driver_sql(asked).scalars())
    return found


def test_every_row_that_is_named_is_there(old: Old) -> None:
    with old.engine.connect() as rows:
        if old.engine.dialect.name == "sqlite":
            assert rows.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            return
        for table in inspect(rows).get_table_names():
            for key in inspect(rows).get_foreign_keys(table):
                (column,), other = key["constrained_columns"], key["referred_table"]
                lost = f"{column} IS NOT NULL AND NOT EXISTS (SELECT FROM {other} o WHERE o.id = t.{column})"
                assert rows.execute(text(f"SELECT count(*) FROM {table} t WHERE {lost}")).scalar_one() == 0, table


async def test_the_bot_goes_on_where_it_was(old: Old) -> None:
    """The day after: an old card is corrected, an old proposal is answered, a week passes and a digest comes."""
    teams, day = (YEAR, date(2027, 1, 5)) if len(old.was["task"]) > 100 else (LIFE, date(2026, 3, 12))
    (number, title, card) = an_old_card(old)
    said = (
        ("Ana", {"text": "/tache Ranger les chaises moi demain"}),
        ("Ana", {"text": f"/corriger {number} {title} demain 18h"}),
        ("Marc", {"text": f"/prendre {number}"}),
        ("Ana", {"text": "/bilan"}),
    )
    morning = datetime.combine(day, time(10), ZoneInfo("Europe/Paris"))
    lines = [
        json.dumps({"at": (morning + timedelta(minutes=n)).isoformat(), "who": who, "id": f"next{n}", **what})
        for n, (who, what) in enumerate(said)
    ]
    notebook = Notebook()
    player = Player(read([*teams, *lines]), old.engine, notebook)
    try:
        await player.play(morning + timedelta(days=8))
    finally:
        await player.close()
    assert {Kind.CARD, Kind.DIGEST, Kind.NUDGE, Kind.ANSWER} <= {letter.kind for letter in notebook.sent}
    assert card in {letter.edits_message for letter in notebook.sent}
    now = everything(old.engine)
    assert "Ranger les chaises" in {task["title"] for task in now["task"]}
    assert not [letter["reason"] for letter in now["letter"] if letter["state"] == "failed"]


def an_old_card(old: Old) -> tuple[int, str, str]:
    """Of an open task of the first team that nobody carries: its number, title, and the card in the group."""
    carried = {assignment["task_id"] for assignment in old.was["assignment"]}
    task = next(
        task
        for task in old.was["task"]
        if task["team_id"] == 1 and task["state"] == "open" and task["id"] not in carried and task["title"].isascii()
    )
    cards = [
        letter["message_id"]
        for letter in old.was["letter"]
        if (letter["task_id"], letter["kind"], letter["edits"]) == (task["id"], "card", None) and letter["chat_id"]
    ]
    return task["number"], task["title"], cards[-1]
