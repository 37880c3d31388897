"""The files of /export, read by other programs: what stands in them, in both languages, and what never does."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert

from domain.letter import Kind
from storage import schema
from storage.database import open_database
from storage.tables import TaskRow
from tests.conftest import Stage
from tests.scene import Scene, keys, offers, playing

both_databases = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
FORMULAS = ("=1+1", "+33 6 12", "-5 chaises", "@home", "＝1")


async def sent(scene: Scene, kind: str) -> bytes:
    (letter,) = await scene.whispers("Ana", f"/export {kind}")
    assert letter.file is not None, letter.speech.plain
    return letter.file.content


async def book(scene: Scene) -> Any:
    return load_workbook(io.BytesIO(await sent(scene, "spreadsheet")))


def as_dicts(sheet: Any) -> list[dict[str, Any]]:
    headings, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(headings, row, strict=True)) for row in rows]


@both_databases
async def test_typed_alone_it_asks_which(scene: Scene) -> None:
    (letter,) = await scene.whispers("Ana", "/exporter")
    assert offers(letter) == [
        "export spreadsheet",
        "export csv",
        "export json",
        "export calendar",
    ]
    for command in offers(letter):
        (pressed,) = await scene.presses("Ana", command, private=True)
        assert pressed.file is not None


@both_databases
async def test_only_coordinators_get_one(scene: Scene) -> None:
    for words in ("", " csv", " tableur", " json"):
        (letter,) = await scene.whispers("Léa", f"/exporter{words}")
        assert (keys(letter), letter.file) == (["refusal-coordinators"], None)


@both_databases
async def test_what_makes_no_sense_is_one_helpful_sentence(scene: Scene) -> None:
    for words in ("bidule", "csv json", "x" * 4000, "🎉", "<b>csv</b>"):
        (letter,) = await scene.whispers("Ana", f"/exporter {words}")
        assert keys(letter) == ["refusal-export"], words


@both_databases
async def test_the_sheet_has_the_columns_of_a_follow_up_and_real_dates(scene: Scene) -> None:
    await scene.says("Léa", "/tache Réserver la salle moi avant vendredi 18h #bal ~1h30 !!")
    await scene.says("Marc", "/prendre 1 aide")
    await scene.says("Ana", "/tache Affiches @Amina le 4 mars après #1")
    await scene.says("Léa", "/noter 1 clés chez Paul")
    await scene.at("thu 10:00")
    await scene.says("Léa", "/tache Fini moi")
    await scene.says("Léa", "/fait 3")
    tasks = (await book(scene))["Tâches"]
    assert (tasks.freeze_panes, tasks.auto_filter.ref, tasks.print_title_rows) == ("C2", "A1:R4", "$1:$1")
    assert (tasks.page_setup.orientation, tasks.page_setup.paperSize, tasks.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape",
        9,
        True,
    )
    first, second, third = as_dicts(tasks)
    assert first == {
        "N°": 1,
        "Tâche": "Réserver la salle",
        "Genre": None,
        "Projet": "bal",
        "Qui": "Léa",
        "Avec l'aide de": "Marc",
        "État": "en main",
        "Échéance": datetime(2026, 3, 6, 18, 0),
        "En retard": None,
        "Heures": 1.5,
        "Important": "oui",
        "Après": None,
        "Répétition": None,
        "Notes": 1,
        "Créée le": datetime(2026, 3, 2),
        "Close le": None,
        "Raison": None,
        "Lien": None,
    }
    assert (second["Qui"], second["État"], second["En retard"]) == ("pour Amina\u00a0?", "personne encore", "oui")
    assert (second["Échéance"], second["Après"]) == (datetime(2026, 3, 4), "#1")
    assert (third["Tâche"], third["État"], third["Close le"]) == ("Fini", "faite", datetime(2026, 3, 5))
    assert tasks["H3"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize(
    ("language", "names"), [("fr", ["Tâches", "Charge", "Évolution"]), ("en", ["Tasks", "Load", "Over time"])]
)
async def test_it_speaks_the_language_of_its_reader(stage: Stage, language: str, names: list[str]) -> None:
    scene = await stage(language=language)
    made = await book(scene)
    assert made.sheetnames == names
    assert as_dicts(made[names[0]]) == []
    assert [len(sheet._charts) for sheet in made] == [0, 0, 1]


@pytest.mark.parametrize("title", FORMULAS)
async def test_what_people_type_is_never_calculated(scene: Scene, title: str) -> None:
    await scene.says("Léa", f'/tache "{title}" moi')
    title = scene.task(1).title
    (task,) = as_dicts((await book(scene))["Tâches"])
    assert task["Tâche"] == title
    cell = (await book(scene))["Tâches"]["B2"]
    assert cell.data_type == "s", "a text, and no formula"
    text = (await sent(scene, "csv")).decode("utf-8-sig")
    (row,) = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert row["Tâche"] in (title, f"'{title}")
    assert not row["Tâche"].startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize(("language", "sign", "hours"), [("fr", ";", "1,5"), ("en", ",", "1.5")])
async def test_csv_opens_with_a_double_click_in_both_countries(
    stage: Stage, language: str, sign: str, hours: str
) -> None:
    scene = await stage(language=language)
    await scene.says("Léa", '/task Salle; "grande", vide moi ~1h30 2026-03-06 18:00')
    told = await sent(scene, "csv")
    assert told.startswith(b"\xef\xbb\xbf")
    assert told.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(told.decode("utf-8-sig"), newline=""), delimiter=sign))
    assert [len(row) for row in rows] == [18, 18]
    assert rows[1][1] == 'Salle; "grande", vide'
    assert (rows[1][7], rows[1][9]) == ("2026-03-06 18:00", hours)


@both_databases
async def test_the_load_is_that_of_the_coming_weeks_and_hours_are_told_from_five_people_on(stage: Stage) -> None:
    people = ("Léa", "Marc", "Sam", "Inès", "Yann")
    scene = await stage(members=people)
    for who in people[:4]:
        await scene.says(who, "/tache Tenir la buvette moi ~10h le 4 mars")
        await scene.whispers(who, "/dispo 7h")
    await scene.says("Léa", "/tache Courses ~3h le 10 mars")
    await scene.says("Léa", "/tache Sans date moi ~8h")
    load = as_dicts((await book(scene))["Charge"])
    promised, untaken = "Heures promises", "Heures que personne n'a prises"
    weeks = load[:9]
    assert [week["Semaine"] for week in weeks][::8] == ["à partir du lun. 2 mars", "plus tard"]
    assert (weeks[0][promised], weeks[0][untaken], weeks[1][untaken]) == (41, 2, 1)
    assert sum(week[promised] for week in weeks) == 48
    assert "disponibles" not in str(load[0])
    await scene.whispers("Yann", "/dispo 7-14h")
    load = as_dicts((await book(scene))["Charge"])
    there = "Heures disponibles, à coup sûr", "Heures disponibles, au mieux"
    assert [load[0][name] for name in (promised, *there)] == [41, 35, 42]
    for sheet in (await book(scene)).worksheets[1:]:
        assert not set(people) & {cell.value for row in sheet.iter_rows() for cell in row}, "no figure of one person"


@both_databases
async def test_the_indicators_tell_week_by_week_how_it_went(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi le 4 mars")
    await scene.says("Léa", "/tache Ranger moi le 5 mars")
    await scene.at("thu 10:00")
    await scene.says("Léa", "/fait 1")
    await scene.at("tue 10:00")
    await scene.says("Marc", "/tache Sono")
    await scene.says("Léa", "/fait 2")
    weeks = [week for week in as_dicts((await book(scene))["Évolution"]) if isinstance(week["Du"], datetime)]
    figures = ("Créées", "Faites", "Ouvertes à la fin", "En retard à la fin", "Sans personne")
    assert [week["Du"] for week in weeks] == [datetime(2026, 3, 2), datetime(2026, 3, 9)]
    assert [[week[name] for name in figures] for week in weeks] == [[2, 1, 1, 1, 0], [1, 1, 1, 0, 1]]
    assert [week["Messages avec son"] for week in weeks] == [0, 1], "the digest of Monday"


async def test_five_thousand_tasks_are_exported_while_commands_go_on(tmp_path: Path) -> None:
    """On a database that several connections share. (That none waits for another: tests/storage/test_reading.py)"""
    engine = open_database(f"sqlite:///{tmp_path}/accalmie.db")
    schema.upgrade(engine)
    try:
        async with playing(engine) as scene:
            await scene.says("Léa", "/tache Décorer moi")
            first = scene.row("task")
            with engine.begin() as rows:
                rows.execute(insert(TaskRow), [_copy(first, number) for number in range(2, 5001)])
            await scene.says("Ana", "/taches")
            before = len(scene.notebook.sent)
            scene.notebook.open.clear()
            for place, said in enumerate(("/export csv", "/export spreadsheet", "/export json", "/export calendar")):
                await scene.player.app.receive(scene.heard("Ana", said, f"m{place}"))
            for number in range(2, 40):  # none of it waits for the files
                await scene.player.app.receive(scene.heard("Marc", f"/prendre {number}", f"p{number}"))
            taken = [task for task in scene.tasks() if task.lead and task.lead.name == "Marc"]
            assert len(taken) == 38
            scene.notebook.open.set()
            await scene.player.app.settle()
            files = [letter.file for letter in scene.notebook.sent[before:] if letter.file]
            assert [file.name.rpartition(".")[2] for file in files] == ["csv", "xlsx", "json", "ics"]
            assert len(as_dicts(load_workbook(io.BytesIO(files[1].content), read_only=True)["Tâches"])) == 5000
            assert scene.letters(Kind.ANSWER, "Ana")
    finally:
        engine.dispose()


def _copy(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"} | {"number": number, "title": f"T{number}"}
