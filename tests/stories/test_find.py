"""Finding a task again by words of its title and notes, whatever became of it."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from domain.text import words
from storage import tasks
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
TITLES = (
    "Réserver la salle des fêtes",  # 1
    "Coller les affiches",  # 2: done
    "Imprimer 50 affiches A3",  # 3
    "Fête de l'été : barbe-à-papa",  # 4: dropped
    "100 % bénévole, AND c'est tout_petit",  # 5
    "Œuvre pour la kermesse",  # 6
)


async def a_group(stage: Stage, language: str = "fr") -> Scene:
    scene = await stage(language=language)
    for title in TITLES:
        await scene.says("Léa", f"/task {title}")
    await scene.says("Léa", "/done 2")
    await scene.says("Léa", "/cancel 4 il pleut")
    await scene.says("Marc", "/note 3 le code de l'imprimeur est B12")
    await scene.says("Zoé", "/task Affiches du ciné", team="ciné")
    return scene


def found(scene: Scene) -> list[int]:
    answer = scene.letters(Kind.ANSWER)[-1]
    items = [phrase for line in answer.document.lines for phrase in line.phrases if phrase.key == "item"]
    return [int(str(phrase.values["number"].number)) for phrase in items]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("affiches", [3, 2]),  # open ones first
        ("AFFICHE", [3, 2]),
        ("aff coll", [2]),
        ("coller imprimer", []),
        ("fiches", []),  # only the beginning of a word
        ("fete", [1, 4]),
        ("l'été", [4]),
        ("l’ete", [4]),
        ("barbe-à-papa", [4]),
        ("a-b", [5, 3, 4]),
        ("imprimeur", [3]),  # a note
        ("code b12", [3]),
        ("and", [5]),
        ("AND", [5]),
        ("100%", [5]),
        ("%", None),
        ("_", None),
        ("tout_petit", [5]),
        ("'", None),
        ('"', None),
        ("🎉", None),
        ("\\", None),
        ("affiches 🎉 % ' \"", [3, 2]),
        ("œuvre", [6]),
        ("oeuvre", [6]),
        ("NOT NEAR(x)", []),
        ("salle*", [1]),
        ("", None),
        ("mot " * 1000, []),
        (" ".join(f"mot{number}" for number in range(500)), None),
        ("x" * 4096, []),
    ],
)
async def test_every_word_begins_a_word_of_a_title_or_a_note(
    stage: Stage, typed: str, numbers: list[int] | None
) -> None:
    scene = await a_group(stage)
    before = scene.state()
    left = await scene.says("Marc", f"/chercher {typed}")
    if numbers:
        assert kinds(left) == [("ack", "bal", False), ("answer", "Marc", True)]
        assert found(scene) == numbers
    else:
        assert keys(*left) == ["refusal-find" if numbers is None else "find-none"]
        assert len(left[0].speech.plain) < 300
    assert scene.state() == before


@pytest.mark.parametrize(("language", "typed"), [("fr", "/chercher affiches"), ("en", "/find affiches")])
async def test_each_line_says_what_became_of_it(stage: Stage, language: str, typed: str) -> None:
    scene = await a_group(stage, language)
    await scene.says("Sam", "/take 3")
    (answer,) = await scene.whispers("Marc", typed)
    assert keys(answer) == ["find-title", "item", "status-owned", "item", "status-done"]
    await scene.whispers("Marc", "/find barbe")
    assert keys(scene.letters(Kind.ANSWER)[-1])[-1] == "status-cancelled-why"


async def test_at_most_fifteen_lines_and_how_many_more(stage: Stage) -> None:
    scene = await stage()
    for number in range(1, 21):
        await scene.says("Léa", f"/tache Ranger la rangée {number}")
    await scene.says("Léa", "/fait 20")
    (answer,) = await scene.whispers("Marc", "/chercher ranger")
    assert found(scene) == list(range(19, 4, -1))
    assert answer.document.lines[0].phrases[0].values["count"] == 20
    assert answer.document.lines[-1].phrases[0].values["count"] == 5


async def test_another_group_finds_nothing_of_it(stage: Stage) -> None:
    scene = await a_group(stage)
    left = await scene.says("Zoé", "/chercher affiches", team="ciné")
    assert [line.phrases[0].values["number"].number for line in left[-1].document.lines[1:]] == [1]  # type: ignore[union-attr]
    assert "ciné" in str(left[-1].speech.lines)
    assert await scene.whispers("Zoé", "/chercher salle", team="bal") == []


async def test_the_newest_come_first_in_a_large_group(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Léa", "/tache Un")

    def many(rows: object) -> None:
        for number in range(1500):
            tasks.add(rows, 1, now=scene.now, title=f"Porter la chaise {number}")  # type: ignore[arg-type]

    await scene.player.app.write(many)
    with scene.engine.begin() as rows:
        listed, there = tasks.search(rows, 1, words("chaise por"), 3)
    assert ([task.number for task in listed], there) == ([1501, 1500, 1499], 1500)
