"""A database of an earlier release is copied, brought up to date, and keeps all that it held."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, text

from domain.message import Sender
from domain.rights import coordinates
from domain.task import TaskKind
from storage import members, projects, schema, tasks
from storage.database import open_database
from tests.postgres import fresh_database

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(params=["file", "postgresql"])
def first_light(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of the first release, with a team, a coordinator and a task."""
    url = f"sqlite:///{tmp_path}/team.db"
    if request.param == "postgresql":
        url = fresh_database(request.getfixturevalue("postgres"))
    engine = open_database(url)
    with engine.begin() as connection:
        command.upgrade(schema.config(connection), "0001_first_light")
        for statement in (
            (
                "INSERT INTO team (name, language, zone, last_number, created_at)"
                " VALUES ('bal', 'fr', 'Europe/Paris', 1, :now)"
            ),
            "INSERT INTO person (language) VALUES (NULL)",
            (
                "INSERT INTO account (person_id, messenger, server, external_id, name, reachable)"
                " VALUES (1, 'terminal', '', 'Ana', 'Ana', true)"
            ),
            "INSERT INTO membership (team_id, person_id, coordinator, joined_at) VALUES (1, 1, true, :now)",
            (
                "INSERT INTO task (team_id, number, title, search_text, state, due_revision, important, wanted,"
                " help_wanted, created_at)"
                " VALUES (1, 1, 'Fêter l''été', 'feter l''ete', 'open', 0, false, 1, false, :now)"
            ),
        ):
            connection.execute(text(statement), {"now": NOW.replace(tzinfo=None) if request.param == "file" else NOW})
    yield engine
    engine.dispose()


def test_everything_is_still_there(first_light: Engine) -> None:
    schema.upgrade(first_light)
    with first_light.begin() as rows:
        ana = members.by_sender(rows, 1, Sender("terminal", "", "Ana", "Ana"))
        assert ana is not None
        assert coordinates(ana, NOW)
        task = tasks.numbered(rows, 1, 1)
        assert task is not None
        assert task.title == "Fêter l'été"
        assert rows.execute(text("SELECT search_text FROM task")).scalar_one() == " feter l ete"


@pytest.mark.parametrize("first_light", ["file"], indirect=True)  # PostgreSQL is for its host to copy
def test_it_was_copied_before(first_light: Engine) -> None:
    schema.upgrade(first_light)
    copy = Path(f"{first_light.url.database}.0001_first_light")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT title FROM task").fetchall() == [("Fêter l'été",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001_first_light",)]
    connection.close()


@pytest.fixture(params=["file", "postgresql"])
def before_projects(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database from before there were projects, with three tasks of two of them and one of none."""
    url = f"sqlite:///{tmp_path}/team.db"
    if request.param == "postgresql":
        url = fresh_database(request.getfixturevalue("postgres"))
    engine = open_database(url)
    with engine.begin() as connection:
        command.upgrade(schema.config(connection), "0015_ask")
        now = NOW.replace(tzinfo=None) if request.param == "file" else NOW
        connection.execute(
            text(
                "INSERT INTO team (name, language, zone, last_number, created_at, holidays)"
                " VALUES ('bal', 'fr', 'Europe/Paris', 4, :now, true)"
            ),
            {"now": now},
        )
        for number, project in enumerate(("bal", "buvette", "bal", None), 1):
            connection.execute(
                text(
                    "INSERT INTO task (team_id, number, title, search_text, state, due_revision, important, wanted,"
                    " help_wanted, created_at, project)"
                    " VALUES (1, :number, 'x', ' x', 'open', 0, false, 1, false, :now, :project)"
                ),
                {"now": now, "number": number, "project": project},
            )
    yield engine
    engine.dispose()


def test_names_that_stand_on_tasks_are_projects_and_everything_was_a_task(before_projects: Engine) -> None:
    schema.upgrade(before_projects)
    with before_projects.begin() as rows:
        found = projects.of_team(rows, 1)
        assert [(each.name, each.title, each.open, each.ended_at) for each in found] == [
            ("bal", "bal", 2, None),
            ("buvette", "buvette", 1, None),
        ]
        assert rows.execute(text("SELECT made_at IS NOT NULL FROM project")).scalars().all() == [True, True]
        assert {task.kind for task in tasks.of_team(rows, 1)} == {TaskKind.TASK}
