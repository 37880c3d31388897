"""All that a team has goes into a file and comes back from it, whole or not at all, and no phone rings for it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.archive import Unreadable, read
from bot.importing import CannotImport, bring_in, team_of
from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
LIFE = (
    ("Léa", "/tache Décorer la grande salle moi avant vendredi 18h #bal ~1h30 !!"),
    ("Léa", "/tache Sono @Marc le 12 mars au soir"),
    ("Ana", "/tache Ranger @Amina après #1 x3"),
    ("Ana", "/tache Réunion tous les mardis 19h30 moi"),
    ("Ana", "/fait 4"),
    ("Marc", "/tache Vider le garage =1+1 “é” 🎉"),
    ("Marc", "/supprimer 6 trop tard"),
    ("Léa", "/noter 1 les clés sont chez Paul"),
    ("Marc", "/noter 1 l'échelle aussi"),
    ("Ana", "/role trésorerie moi"),
    ("Ana", "/role clés @Marc"),
    ("Ana", "/parquer le prix du bal"),
    ("Ana", "/parquer la date"),
    ("Ana", "/agenda décider B : le 4 avril"),
    ("Léa", "/renfort 1"),
    (
        "Léa",
        "/modele bal + Sono 3 semaines avant ~2h !!\n+ Danser le jour même 20h x3 après #1\n+ Dormir\n+ Fin 1 an après",
    ),
)


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    scene = await stage(elsewhere=["Léa"])
    for who, text in LIFE:
        await scene.says(who, text)
        await scene.waits("1m")
    return scene


async def exported(scene: Scene, who: str = "Ana", team: str = "bal") -> dict[str, Any]:
    (letter,) = await scene.whispers(who, "/exporter json", team=team)
    assert letter.file is not None, letter.speech.plain
    told: dict[str, Any] = json.loads(letter.file.content)
    return told


def brought(engine: Engine, archive: dict[str, Any], into: str = "ciné") -> None:
    with engine.begin() as rows:
        bring_in(rows, team_of(rows, into), read(json.dumps(archive).encode()))


def without_people(archive: dict[str, Any]) -> dict[str, Any]:
    """What an archive says but of people, of itself and of its team; whoever had an open task is its label."""
    for task in archive["tasks"]:
        leads = [each["name"] for each in task.pop("owners") if each["role"] == "lead"]
        if task["state"] != "open":
            task["for_name"] = None
        elif leads:
            task["for_name"] = leads[0]
        for note in task["notes"]:
            note["by"] = None
    for role in archive["roles"]:
        role["holder"] = None
    return {name: archive[name] for name in ("tasks", "roles", "debates", "templates")}


async def test_it_tells_everything_and_of_people_their_names(scene: Scene) -> None:
    told = await exported(scene)
    assert (told["format"], told["version"], told["team"]["name"]) == ("accalmie-team", 1, "bal")
    first = told["tasks"][0]
    assert first["owners"] == [{"name": "Léa", "role": "lead", "consent": "accepted"}]
    assert first["due_at"] == "2026-03-06T17:00:00Z"
    assert (first["project"], first["effort_minutes"], first["important"], first["help_wanted"]) == (
        "bal",
        90,
        True,
        True,
    )
    assert [(note["by"], note["words"]) for note in first["notes"]] == [
        ("Léa", "les clés sont chez Paul"),
        ("Marc", "l'échelle aussi"),
    ]
    assert (told["tasks"][1]["due_day"], told["tasks"][1]["part"]) == ("2026-03-12", "evening")
    assert (told["tasks"][2]["waits_for"], told["tasks"][2]["for_name"]) == ([1], "Amina")
    assert (told["tasks"][4]["follows"], told["tasks"][3]["state"]) == (4, "done")
    assert told["tasks"][5]["closed_why"] == "trop tard"
    assert [role["holder"] for role in told["roles"]] == [None, "Ana"], "who is only asked holds nothing"
    assert [(each["title"], each["fate"], each["decision"]) for each in told["debates"]] == [
        ("le prix du bal", "parked", None),
        ("la date", "decided", "le 4 avril"),
    ]
    assert "person" not in json.dumps(told)


async def test_what_comes_back_is_the_same_but_for_people(scene: Scene, engine: Engine) -> None:
    there = await exported(scene)
    brought(engine, there)
    back = await exported(scene, "Zoé", "ciné")
    assert without_people(back) == without_people(there)


async def test_the_same_archive_twice_is_refused_and_changes_nothing(scene: Scene, engine: Engine) -> None:
    archive = await exported(scene)
    brought(engine, archive)
    before = scene.state()
    with pytest.raises(CannotImport, match="already"):
        brought(engine, archive)
    assert scene.state() == before


async def test_nobody_is_created_and_no_phone_rings(scene: Scene, engine: Engine) -> None:
    archive = await exported(scene)
    people, letters = len(scene.rows("person")), len(scene.rows("letter"))
    brought(engine, archive)
    await scene.waits("3h")
    assert (len(scene.rows("person")), len(scene.rows("letter"))) == (people, letters)
    assert [task.for_name for task in scene.tasks("ciné")] == ["Léa", "Marc", "Amina", None, "Ana", None]
    assert all(not task.assignments for task in scene.tasks("ciné"))


async def test_who_is_in_the_team_takes_what_bears_their_name(scene: Scene, engine: Engine) -> None:
    brought(engine, await exported(scene))
    await scene.says("Léa", "/prendre 1", team="ciné")
    (task,) = (task for task in scene.tasks("ciné") if task.number == 1)
    assert task.lead is not None
    assert task.lead.name == "Léa"
    await scene.says("Zoé", "/tache Projecteur", team="ciné")
    assert scene.tasks("ciné")[-1].number == 7, "the numbers go on"


async def test_the_next_digest_does_not_tell_what_was_over_long_ago(scene: Scene, engine: Engine) -> None:
    brought(engine, await exported(scene))
    before = len(scene.letters(Kind.DIGEST))
    await scene.at("mon 9:00")
    told = [each for each in scene.letters(Kind.DIGEST)[before:] if each.team.name == "ciné"]
    assert len(told) == 1
    assert "#4" not in told[0].speech.plain
    assert "le 4 avril" not in told[0].speech.plain
    assert "Décorer" in told[0].speech.plain


async def test_what_is_searched_is_found_again(scene: Scene, engine: Engine) -> None:
    brought(engine, await exported(scene))
    (letter,) = await scene.whispers("Zoé", "/chercher échelle", team="ciné")
    assert "#1" in letter.speech.plain


WRONG: list[tuple[str, Any]] = [
    ("format", "something else"),
    ("version", 2),
    ("version", "1"),
    ("tasks", None),
    ("tasks.0.title", ""),
    ("tasks.0.title", " \u200b "),
    ("tasks.0.title", "x" * 301),
    ("tasks.0.number", 0),
    ("tasks.0.number", 2),
    ("tasks.0.number", True),
    ("tasks.0.number", "1"),
    ("tasks.0.state", "lost"),
    ("tasks.0.state", "done"),
    ("tasks.3.closed_at", None),
    ("tasks.0.due_at", "2026-03-06T17:00:00"),
    ("tasks.0.due_at", "0001-01-01T00:00:00+02:00"),
    ("tasks.1.due_day", "9999-12-31"),
    ("tasks.1.due_day", "2026-02-30"),
    ("tasks.1.due_at", "2026-03-06T17:00:00Z"),
    ("tasks.0.repeat", "FREQ=SECONDLY"),
    ("tasks.0.repeat", "rm -rf"),
    ("tasks.0.repeat_zone", "Mars/Olympus"),
    ("tasks.0.link", "javascript:alert(1)"),
    ("tasks.0.project", "a b"),
    ("tasks.0.effort_minutes", -1),
    ("tasks.0.waits_for", [1]),
    ("tasks.0.waits_for", [99]),
    ("tasks.0.waits_for", [3]),
    ("tasks.2.waits_for", [1, 1]),
    ("tasks.3.follows", 5),
    ("tasks.0.owners", [{"name": "Léa", "role": "boss", "consent": "accepted"}]),
    ("tasks.0.person_id", 3),
    ("tasks.0.notes.0.words", "\u0000"),
    ("roles.0.name", "Trésorerie"),
    ("templates.0.name", "3 mots"),
    ("templates.0.tasks.0.after", [2]),
    ("templates.0.tasks.0.after", [99]),
    ("templates.0.tasks.0.days", 99_999),
    ("templates.0.tasks.1.at", "25:00"),
    ("debates.0.number", 2),
    ("debates.0.fate", "decided"),
    ("team.timezone", "../../etc/passwd"),
    ("made_at", "today"),
]


@pytest.mark.parametrize(("where", "what"), WRONG)
async def test_one_mistake_anywhere_and_nothing_is_written(scene: Scene, engine: Engine, where: str, what: Any) -> None:
    archive = await exported(scene)
    before = scene.state()
    place: Any = archive
    *path, last = where.split(".")
    for step in path:
        place = place[int(step) if step.isdigit() else step]
    place[last] = what
    with pytest.raises(Unreadable) as refused:
        brought(engine, archive)
    assert "Décorer" not in str(refused.value)
    assert scene.state() == before


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"tasks": 1e999}'])
async def test_what_is_no_archive_is_refused(engine: Engine, text: bytes) -> None:
    with pytest.raises(Unreadable):
        read(text)


async def test_an_order_that_waits_for_itself_in_the_end_is_refused(scene: Scene, engine: Engine) -> None:
    archive = await exported(scene)
    archive["tasks"][0]["waits_for"] = [2]
    archive["tasks"][1]["waits_for"] = [3]
    with pytest.raises(Unreadable):
        brought(engine, archive)


async def test_which_team_is_meant_must_be_clear(scene: Scene, engine: Engine) -> None:
    with engine.begin() as rows:
        assert team_of(rows, "ciné").name == "ciné"
        for name in (None, "nobody", ""):
            with pytest.raises(CannotImport, match="bal"):
                team_of(rows, name)
