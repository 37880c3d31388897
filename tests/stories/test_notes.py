"""One line added to a task: on its card, found again, and taken back."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from domain.task import LONGEST_NOTE
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def notes(scene: Scene) -> list[str]:
    return [row["words"] for row in scene.rows("note")]


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("fr", "/noter 1 Sam a la clé"),
        ("en", "/note 1 Sam a la clé"),
        ("fr", "/NOTER #1 : Sam a la clé"),
        ("fr", "/noter chanter Sam a la clé"),
        ("en", "/note 1\nSam a la clé"),
    ],
)
async def test_a_note_stands_on_the_card(stage: Stage, language: str, typed: str) -> None:
    scene = await stage(language=language)
    await scene.says("Léa", "/task Chanter")
    left = await scene.says("Marc", typed)
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    assert notes(scene) == ["Sam a la clé"]
    assert any("Sam a la clé — Marc" in line.plain for line in left[-1].speech.lines)


async def test_the_last_three_stand_on_the_card_and_all_where_it_is_asked_for(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter")
    for number in range(4):
        await scene.says("Léa", f"/noter 1 note {number}")
    left = await scene.says("Léa", "/noter 1 note 4")
    assert keys(left[-1]).count("card-note") == 3
    (whole,) = await scene.whispers("Léa", "/tache 1")
    assert keys(whole).count("card-note") == 5


async def test_in_private_it_is_noted_in_one_word(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter")
    left = await scene.whispers("Marc", "/noter 1 en privé")
    assert [keys(d) for d in left if d.kind is Kind.ANSWER] == [["noted"]]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("/noter 3 chaises sont cassées", "3 chaises sont cassées"),
        ("/noter 1 la salle est payée", "la salle est payée"),
        ("/noter c'est payé", "c'est payé"),
    ],
)
async def test_in_answer_to_a_card_all_of_the_line_is_the_note(scene: Scene, typed: str, words: str) -> None:
    await scene.says("Léa", "/tache Louer la salle")
    await scene.says("Marc", typed, to="card:1")
    assert notes(scene) == [words]


async def test_a_number_with_its_sign_names_another_task_even_in_answer_to_a_card(scene: Scene) -> None:
    await scene.says("Léa", "/tache Louer la salle")
    await scene.says("Léa", "/tache Louer la sono")
    await scene.says("Marc", "/noter #2 payée", to="card:1")
    assert [(row["task_id"], row["words"]) for row in scene.rows("note")] == [(2, "payée")]


async def test_a_closed_task_takes_notes_too(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter")
    await scene.says("Léa", "/fait 1")
    left = await scene.says("Marc", "/noter 1 à refaire l'an prochain")
    assert "card-note" in keys(left[-1])


async def test_without_a_task_ones_own_are_offered_with_the_words_kept(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter moi")
    await scene.says("Léa", "/tache Danser moi")
    (asking,) = await scene.says("Léa", "/noter la salle est payée")
    assert offers(asking) == ["note 1 la salle est payée", "note 2 la salle est payée"]
    await scene.presses("Léa", "note 2 la salle est payée", private=True)
    assert [(row["task_id"], row["words"]) for row in scene.rows("note")] == [(2, "la salle est payée")]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("/noter 1", "refusal-note"),
        ("/noter 1 🏳\u200b\u200b", None),
        ("/noter 1 \u200b", "refusal-note"),
        ("/noter 9 quoi", "refusal-no-such-task"),
        ("/noter", "refusal-which"),
        (f"/noter 1 {'x' * (LONGEST_NOTE + 1)}", "refusal-long-line"),
        (f"/noter {'bla ' * 1000}", "refusal-long-line"),
        (f"/noter 1 {'x' * LONGEST_NOTE}", None),
        ("/noter 1 ' OR 1=1; -- % _ \\", None),
    ],
)
async def test_what_is_no_note_is_answered_with_one_sentence(scene: Scene, typed: str, key: str | None) -> None:
    await scene.says("Ana", "/tache Chanter")
    before = scene.state()
    left = await scene.says("Léa", typed)
    if key is None:
        assert len(notes(scene)) == 1
    else:
        assert keys(*left) == [key]
        assert scene.state() == before


async def test_a_note_is_taken_back_and_not_found_any_more(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter")
    await scene.says("Léa", "/noter 1 chameau")
    await scene.says("Marc", "/noter 1 dromadaire")
    assert scene.row("task")["search_text"] == " chanter chameau dromadaire"
    left = await scene.says("Léa", "/oups")
    assert notes(scene) == ["dromadaire"]
    assert "chameau" not in str([line.plain for line in left[-1].speech.lines])
    assert scene.row("task")["search_text"] == " chanter dromadaire"
    assert keys(*await scene.says("Léa", "/oups")) == ["refusal-nothing-to-undo"]


async def test_a_new_title_keeps_the_notes_findable(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter")
    await scene.says("Léa", "/noter 1 chameau")
    await scene.says("Léa", "/corriger 1 Danser")
    assert scene.row("task")["search_text"] == " danser chameau"
