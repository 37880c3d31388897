"""What several tasks are for: made by `#name` or by a command, shown with what is ahead, ended and taken up again."""

from __future__ import annotations

import pytest

from domain.project import LONGEST_OBJECTIVE, LONGEST_TITLE
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def projects(scene: Scene, team: int = 1) -> dict[str, tuple[str, str | None, bool]]:
    """Title, objective, and whether it goes on, of each project."""
    found = scene.rows("project", team_id=team)
    return {row["name"]: (row["title"], row["objective"], row["ended_at"] is None) for row in found}


@pytest.mark.parametrize(
    ("language", "typed", "name", "title", "objective"),
    [
        ("fr", "/projet Bal : deux cents personnes dansent", "bal", "Bal", "deux cents personnes dansent"),
        ("en", "!project Ball: two hundred people dance", "ball", "Ball", "two hundred people dance"),
        ("fr", "/projets Bal de printemps\u00a0: danser", "bal-de-printemps", "Bal de printemps", "danser"),
        ("fr", "/projet #Été Fête d'été : danser", "ete", "Fête d'été", "danser"),
        ("en", "/project #ball_2026: doors open at 18:30", "ball_2026", "ball_2026", "doors open at 18:30"),
        ("fr", "/projet Bal :", "bal", "Bal", None),
    ],
)
async def test_it_is_made_with_an_objective_and_the_word_that_joins_it(
    language: str, typed: str, name: str, title: str, objective: str | None, stage: Stage
) -> None:
    scene = await stage(language=language)
    left = await scene.says("Sam", typed)
    assert kinds(left) == [("ack", "bal", False), ("answer", "Sam", True)]
    assert f"#{name}" in left[1].speech.plain
    assert projects(scene) == {name: (title, objective, True)}
    await scene.says("Léa", f"/task Posters #{name}")
    assert scene.task(1).project == name
    assert len(projects(scene)) == 1


async def test_a_name_on_a_task_makes_it(scene: Scene) -> None:
    await scene.says("Léa", "/tache Affiches #bal")
    await scene.says("Léa", "/tache Flyers")
    await scene.says("Léa", "/corriger 2 #Marché")
    assert {*projects(scene)} == {"bal", "marche"}
    await scene.says("Ana", "/projet bal : danser")
    assert projects(scene)["bal"] == ("bal", "danser", True)


async def test_the_list_says_how_much_is_open_and_done_and_what_comes_next(scene: Scene) -> None:
    await scene.says("Léa", "/tache Affiches #bal")
    await scene.says("Léa", "/tache Salle #bal")
    await scene.says("Léa", "/tache Courses #buvette")
    await scene.says("Ana", "/jalon #bal Ouverture 12 juin")
    await scene.says("Ana", "/jalon #bal Affichage 12 mai")
    await scene.says("Léa", "/fait 1")
    (left,) = await scene.whispers("Sam", "/projet")
    assert left.speech.plain.replace("\u00a0", " ").splitlines() == [
        "Projets (2)",
        "#bal · 1 tâche ouverte, 1 faite · #5 Affichage · 📅 mar. 12 mai inclus",
        "#buvette · 1 tâche ouverte, 0 faite",
    ]
    assert offers(left) == ["project #bal", "project #buvette"]


async def test_one_is_shown_with_its_dates_and_tasks(scene: Scene) -> None:
    await scene.says("Ana", "/projet Bal de printemps : danser")
    await scene.says("Léa", "/tache Affiches moi avant le 12 mars #bal-de-printemps")
    await scene.says("Ana", "/jalon #bal-de-printemps Ouverture 12 juin")
    for typed in ("/projet #bal-de-printemps", "/projet bal de printemps", "/projet Bal de Printemps"):
        (left,) = await scene.whispers("Sam", typed)
        assert left.speech.plain.replace("\u00a0", " ").splitlines() == [
            "#bal-de-printemps Bal de printemps",
            "danser",
            "1 tâche ouverte, 0 faite",
            "Dates (1)",
            "#2 Ouverture · 🏁 jalon · 📅 ven. 12 juin inclus · 1 tâche ouverte y mène",
            "À faire (1)",
            "#1 Affiches · Léa · 📅 jeu. 12 mars inclus",
        ]
        assert offers(left) == ["project #bal-de-printemps end"]


async def test_the_objective_is_changed_and_taken_away(scene: Scene) -> None:
    await scene.says("Ana", "/projet Bal : danser")
    await scene.says("Léa", "/projet bal : danser jusqu'à minuit")
    assert projects(scene)["bal"] == ("Bal", "danser jusqu'à minuit", True)
    await scene.says("Léa", "/projet #bal Grand bal : danser")
    assert projects(scene)["bal"] == ("Grand bal", "danser", True)
    await scene.says("Léa", "/projet bal : aucun")
    assert projects(scene)["bal"] == ("Grand bal", None, True)
    assert "project-no-objective" in keys(*await scene.whispers("Léa", "/projet bal"))


@pytest.mark.parametrize(
    ("end", "again"),
    [("/projet bal fin", "/projet bal reprendre"), ("/project #bal end", "/project #bal again"), ("press", "press")],
)
async def test_it_ends_and_is_taken_up_again(scene: Scene, end: str, again: str) -> None:
    await scene.says("Léa", "/tache Affiches #bal")
    if end == "press":
        await scene.whispers("Ana", "/projet bal")
        (left,) = await scene.presses("Ana", "project #bal end", private=True)
    else:
        (left,) = await scene.whispers("Ana", end)
    assert keys(left) == ["noted-project-end"]
    assert offers(left) == ["project #bal again"]
    assert projects(scene)["bal"][2] is False
    assert scene.task(1).is_open, "its tasks stay"
    (left,) = await scene.whispers("Léa", "/projet")
    assert keys(left) == ["projects-none"]
    assert offers(left) == ["project ended"]
    assert "#bal" in (await scene.presses("Léa", "project ended", private=True))[0].speech.plain
    if again == "press":
        await scene.whispers("Ana", "/projet bal fin")
        await scene.presses("Ana", "project #bal again", private=True)
    else:
        await scene.whispers("Ana", again)
    assert projects(scene)["bal"][2] is True


async def test_a_task_that_joins_it_takes_it_up_again(scene: Scene) -> None:
    await scene.says("Ana", "/projet Bal : danser")
    await scene.says("Ana", "/projet bal fin")
    await scene.says("Léa", "/tache Affiches #bal")
    assert projects(scene)["bal"] == ("Bal", "danser", True)


async def test_a_name_that_is_not_known_is_asked_back_with_the_way_to_make_it(scene: Scene) -> None:
    (left,) = await scene.whispers("Léa", "/projet Fête des voisins")
    assert keys(left)[0] == "ask-project"
    assert offers(left) == ["project Fête des voisins:", "project"]
    assert projects(scene) == {}
    await scene.presses("Léa", "project Fête des voisins:", private=True)
    assert projects(scene) == {"fete-des-voisins": ("Fête des voisins", None, True)}


@pytest.mark.parametrize(
    "words",
    ["12", "🎉", "🎉 : danser", ": danser", "#", "#12", "x" * 4000, f"{'x' * (LONGEST_TITLE + 1)} : danser",
     f"Bal : {'x' * (LONGEST_OBJECTIVE + 1)}", "#bal/2 : danser", "**"],
)  # fmt: skip
async def test_what_is_no_project_is_one_sentence_and_changes_nothing(scene: Scene, words: str) -> None:
    before = scene.state()
    (left,) = await scene.whispers("Léa", f"/projet {words}")
    assert keys(left)[0] in ("refusal-project", "refusal-long-line")
    assert scene.state() == before


async def test_markup_and_emoji_stay_as_they_were_typed(scene: Scene) -> None:
    await scene.says("Ana", "/projet Bal <b>fou</b> : 🎉 danser & rire")
    assert projects(scene)["bal-b-fou-b"][1] == "🎉 danser & rire"
    assert "Bal <b>fou</b>" in (await scene.whispers("Léa", "/projet bal b fou b"))[0].speech.plain


async def test_it_is_found_by_its_objective(scene: Scene) -> None:
    await scene.says("Ana", "/projet Bal : deux cents personnes dansent")
    (left,) = await scene.whispers("Léa", "/chercher dansent")
    assert left.speech.plain.replace("\u00a0", " ").splitlines() == ["Projets (1)", "#bal · 0 tâche ouverte, 0 faite"]


async def test_another_group_learns_nothing_of_it(stage: Stage) -> None:
    scene = await stage(elsewhere=("Léa",))
    await scene.says("Ana", "/projet Bal : danser")
    assert keys(*await scene.whispers("Zoé", "/projet", team="ciné")) == ["projects-none"]
    assert keys(*await scene.whispers("Zoé", "/projet bal", team="ciné"))[0] == "ask-project"


async def test_whoever_left_changes_nothing(scene: Scene) -> None:
    await scene.says("Ana", "/projet Bal : danser")
    await scene.leaves("Sam")
    before = projects(scene)
    await scene.whispers("Sam", "/projet bal : pleurer")
    assert projects(scene) == before


async def test_a_name_in_its_objective_is_told_to_whoever_is_to_be_forgotten(scene: Scene) -> None:
    await scene.says("Ana", "/projet Bal : fêter Marc")
    assert "fêter Marc" in (await scene.whispers("Marc", "/oubliemoi"))[0].speech.plain


async def test_a_slip_that_is_taken_back_leaves_no_project(scene: Scene) -> None:
    await scene.says("Léa", "/tache Affiches #blabal")
    await scene.says("Léa", "/oups")
    assert projects(scene) == {}
    await scene.says("Léa", "/rouvrir 1")
    assert {*projects(scene)} == {"blabal"}
    await scene.says("Ana", "/projet Bal : danser")
    await scene.says("Léa", "/corriger 1 #bal")
    await scene.says("Léa", "/oups")
    assert {*projects(scene)} == {"bal", "blabal"}, "what somebody said something of stays"


async def test_a_name_that_is_corrected_is_no_project_any_more(scene: Scene) -> None:
    await scene.says("Léa", "/tache Affiches #blabal", id="m1")
    await scene.corrects("Léa", "/tache Affiches #bal", on="m1")
    assert {*projects(scene)} == {"bal"}
    await scene.says("Ana", "/corriger 1 #marche")
    assert {*projects(scene)} == {"marche"}
    await scene.says("Ana", "/oups")
    assert {*projects(scene)} == {"bal"}
