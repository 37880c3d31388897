"""The walk: after somebody was forgotten, every table, the bytes of the files, the log and a restored copy are looked
through for their name, their ids and what they typed; what is found was announced."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import SQLModel

from storage import schema
from storage.database import open_database
from tests.conftest import Stage
from tests.postgres import Cluster
from tests.scene import Scene, keys, playing
from tests.stories.test_leaving import a_busy_person

both = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
WHO = "Quetzalie"
FIRST_ID = 7310001  # of people here: a number that nothing else has
STAYS = ("lampions", "la salle", "en haut", "ça me va")
"""Of what they typed: notes, a topic and views, as it was announced."""
TYPED = ("échafaudage", "inondée", "serrurier", "bouquet", "chorale")
"""Of what they typed: what is gone."""


def number_people_from(engine: Engine, first: int) -> None:
    with engine.begin() as rows:
        if engine.dialect.name == "sqlite":
            rows.execute(text(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('person', {first - 1})"))
        else:
            rows.execute(text(f"ALTER SEQUENCE person_id_seq RESTART WITH {first}"))


def walked(engine: Engine) -> str:
    """All rows of all tables, all columns, as one text."""
    with engine.begin() as rows:
        return "\n".join(
            f"{table.name} {dict(row._mapping)}"
            for table in SQLModel.metadata.sorted_tables
            for row in rows.execute(table.select())
        )


def found(where: str, sought: Iterable[str]) -> list[str]:
    """Those of these words that stand there, each with its line."""
    return [f"{word}: {line}" for word in sought for line in where.splitlines() if word.casefold() in line.casefold()]


async def lives(scene: Scene) -> tuple[str, ...]:
    """Somebody does all that can be done here; returns what must not be found afterwards."""
    await a_busy_person(scene, WHO)
    await scene.says(WHO, "/merci @Ana pour le bouquet")
    await scene.whispers(WHO, "/absent jusqu'à vendredi")
    await scene.whispers(WHO, "/absent non")
    await scene.whispers(WHO, "/moncalme 19:00-09:00")
    await scene.says(WHO, "/tache Appeler @Léa @Marc demain", id="m1")
    await scene.reacts(WHO, "✅", on="card:5", id="r1")
    await scene.at("mon 21:30")
    await scene.whispers(WHO, "/plustard Qui a l'échafaudage ?")
    await scene.whispers(WHO, "/urgent la salle basse est inondée")
    await scene.presses(WHO, "urgent yes: la salle basse est inondée", private=True)
    await scene.whispers(WHO, "/plustard")  # a question that waits for words
    await scene.whispers("Léa", f"/proposer 2 @{WHO}")
    await scene.whispers("Léa", f"/merci @{WHO} pour la chorale")
    await scene.whispers(WHO, "/tache Attendre le serrurier @Léa")
    await scene.whispers(WHO, "/supprimer 6")
    return (WHO, str(scene.person(WHO)), *TYPED)


async def is_forgotten(scene: Scene) -> None:
    assert "forget-title" in keys(*await scene.whispers(WHO, "/oubliemoi"))
    assert "forgotten" in keys(*await scene.presses(WHO, "forgetme yes", private=True))


def announced(sought: tuple[str, ...]) -> tuple[str, ...]:
    """A task of theirs stays, with its title."""
    return tuple(word for word in sought if word != "serrurier")


@both
async def test_after_forgetme_no_table_has_name_id_or_phrase(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    number_people_from(engine, FIRST_ID)
    async with playing(engine) as scene:
        sought = await lives(scene)
        before = walked(engine)
        assert [word for word in sought if not found(before, [word])] == [], "the walk finds what is there"
        await is_forgotten(scene)
        assert found(walked(engine), announced(sought)) == []
        assert [word for word in STAYS if not found(walked(engine), [word])] == [], "what was announced stays"
        await scene.waits("2d")
        assert found(walked(engine), announced(sought)) == []
        assert found("\n".join(d.speech.plain for d in scene.notebook.sent[-5:]), [WHO]) == []
    assert found(caplog.text, sought) == []


@both
async def test_thirty_days_after_leaving_neither(engine: Engine) -> None:
    number_people_from(engine, FIRST_ID)
    async with playing(engine) as scene:
        sought = await lives(scene)
        await scene.leaves(WHO)
        await scene.waits("29d")
        assert found(walked(engine), [WHO])
        await scene.waits("3d")
        assert found(walked(engine), announced(sought)) == []


@both
async def test_a_name_that_others_typed_stays_and_was_announced(stage: Stage) -> None:
    scene = await stage()
    await scene.says(WHO, "/tache Décorer")
    await scene.says("Léa", f"/tache Rendre les clefs de {WHO}")
    await scene.says("Léa", f"/noter 1 {WHO} a l'échelle")
    (told,) = await scene.whispers(WHO, "/oubliemoi")
    said = told.speech.plain
    await scene.presses(WHO, "forgetme yes", private=True)
    await scene.waits("2d")  # what Léa could take back
    left = found(walked(scene.engine), [WHO])
    assert {line.split()[1] for line in left} == {"task", "note"}
    assert "2 textes" in said
    for words in (f"Rendre les clefs de {WHO}", f"{WHO} a l'échelle"):
        assert words in said
    await scene.says("Ana", "/corriger 2 Rendre les clefs")
    await scene.says("Ana", "/noter 1 non")
    await scene.waits("2d")
    await scene.player.app.tick()
    assert found(walked(scene.engine), [WHO]) == [], "the coordination changed them, as was said"


@asynccontextmanager
async def in_a_file(folder: Path) -> AsyncIterator[tuple[Scene, Path]]:
    file = folder / "accalmie.db"
    engine = schema.ready(f"sqlite:///{file}")
    number_people_from(engine, FIRST_ID)
    try:
        async with playing(engine) as scene:
            yield scene, file
    finally:
        engine.dispose()


def in_bytes(file: Path, sought: Iterable[str]) -> list[str]:
    """Which words stand in the database's files, its log included."""
    there = b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))
    return [word for word in sought if word.encode() in there]


async def test_the_bytes_of_the_files_are_overwritten(tmp_path: Path) -> None:
    async with in_a_file(tmp_path) as (scene, file):
        sought = [word for word in await lives(scene) if not word.isdecimal()]
        assert set(in_bytes(file, sought)) >= {WHO, "bouquet", "chorale"}
        await is_forgotten(scene)
        await scene.player.app.tick()
        assert in_bytes(file, announced(tuple(sought))) == []


async def test_the_same_after_thirty_days_and_for_a_whole_team_after_ninety(tmp_path: Path) -> None:
    async with in_a_file(tmp_path) as (scene, file):
        sought = [word for word in await lives(scene) if not word.isdecimal()]
        await scene.leaves(WHO)
        await scene.waits("31d")
        await scene.player.app.tick()
        assert in_bytes(file, announced(tuple(sought))) == []
        await scene.removes_the_bot("Ana")
        await scene.waits("91d")
        scene.player.clock.move_to(scene.now + timedelta(days=1))
        await scene.player.app.tick()
        assert in_bytes(file, ["Léa", "Décorer", "lampions", "serrurier"]) == []


async def test_a_copy_made_after_it_has_nothing_either(tmp_path: Path) -> None:
    async with in_a_file(tmp_path) as (scene, file):
        sought = announced(await lives(scene))
        await is_forgotten(scene)
        copies = tmp_path / "backup.db", tmp_path / "vacuum.db"
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copies[0])) as copy:
            source.backup(copy)
            source.execute("VACUUM INTO ?", (str(copies[1]),))
    for each in copies:
        restored = schema.ready(f"sqlite:///{each}")
        async with playing(restored) as scene:
            await scene.waits("2d")
            assert found(walked(restored), sought) == []
            assert in_bytes(each, [word for word in sought if not word.isdecimal()]) == []
        restored.dispose()


async def test_a_copy_in_postgresql_has_nothing_either(postgres: Cluster) -> None:
    from tests.postgres import fresh_database

    url = fresh_database(postgres)
    engine = schema.ready(url)
    number_people_from(engine, FIRST_ID)
    async with playing(engine) as scene:
        sought = announced(await lives(scene))
        await is_forgotten(scene)
    name = str(engine.url.database)
    engine.dispose()
    admin = open_database(postgres.url("postgres"))
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as rows:
        rows.execute(text(f'CREATE DATABASE "{name}_copy" TEMPLATE "{name}"'))
    admin.dispose()
    restored = schema.ready(url.replace(name, f"{name}_copy"))
    async with playing(restored) as scene:
        await scene.waits("2d")
        assert found(walked(restored), sought) == []
    restored.dispose()
