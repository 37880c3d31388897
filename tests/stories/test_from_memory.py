"""What people type from memory: without numbers, with slips, in the other language, or only in part."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from domain.task import State
from tests.conftest import Stage
from tests.scene import Scene, keys, offers, receiver

TITLES = ("Coller les affiches", "Réserver la salle des fêtes", "Imprimer les tracts", "Réserver la sono")


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    """Four tasks; Léa leads the first two."""
    scene = await stage()
    for title in TITLES:
        await scene.says("Ana", f"/tache {title}")
    await scene.says("Léa", "/prendre 1")
    await scene.says("Léa", "/prendre 2")
    return scene


def done(scene: Scene) -> set[int]:
    return {task.number for task in scene.tasks() if task.state is State.DONE}


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("/fait 1", {1}),
        ("/FAIT 1", {1}),
        ("/Fait #1", {1}),
        ("/fait1", {1}),
        ("/fait n°1", {1}),
        ("/ fait 1", {1}),
        ("/fait 1 !", {1}),
        ("/fait 1 merci 🙏", {1}),
        ("/done 1", {1}),
        ("/fait 1 2", {1, 2}),
        ("/fait 1, 2 et 4", {1, 2, 4}),
        ("/fait 1 and 2", {1, 2}),
        ("/fait affiches", {1}),
        ("/fait AFFICHES", {1}),
        ("/fait l'affiche", {1}),
        ("/fait les affiches", {1}),
        ("/fait affihces", {1}),
        ("/fait imprimer tract", {3}),
        ("/fait salle", {2}),
        ("/done fetes", {2}),
        ("/fait fêtes", {2}),
        ("/fait reserver", {2}),  # two begin so: one is Léa's own
        ("Accalmie fait 1", {1}),
        ("@accalmie, fait 1", {1}),
        ("accalmie : /fait 1", {1}),
    ],
)
async def test_a_task_is_named_in_many_ways(scene: Scene, typed: str, numbers: set[int]) -> None:
    left = await scene.says("Léa", typed)
    assert done(scene) == numbers
    assert "ack" in keys(*left)


@pytest.mark.parametrize(
    ("who", "typed", "offered"),
    [
        ("Marc", "/fait réserver", ["done 2", "done 4"]),
        ("Léa", "/fait", ["done 1", "done 2"]),
        ("Léa", "/echeance vendredi 18h", ["due 1 vendredi 18h", "due 2 vendredi 18h"]),
        ("Léa", "/proposer @Marc", ["give 1 @Marc", "give 2 @Marc"]),
        ("Marc", "/prendre", ["take 3", "take 4"]),
        ("Marc", "/fait chameau", []),
    ],
)
async def test_what_may_be_several_is_asked_back_with_buttons(
    scene: Scene, who: str, typed: str, offered: list[str]
) -> None:
    before = scene.state()
    [answer] = await scene.says(who, typed)
    assert receiver(answer) == who
    assert keys(answer)[0] == ("ask-which-task" if offered else "refusal-which")
    assert offers(answer) == offered
    assert scene.state() == before


async def test_the_button_of_a_question_does_what_was_typed(scene: Scene) -> None:
    await scene.says("Léa", "/echeance vendredi 18h")
    await scene.presses("Léa", "due 2 vendredi 18h", private=True)
    assert scene.task(2).due_at is not None
    assert scene.task(1).due_at is None


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/fiat 1", "done 1"),
        ("/fini 1", "done 1"),
        ("/finish 1", "done 1"),
        ("/tahce Acheter du thé", "task Acheter du thé"),
        ("/tach Acheter du thé", "task Acheter du thé"),
        ("/prednre 3", "take 3"),
        ("/prendr3", "take 3"),
        ("/aid", "help"),
        ("/propser 3 @Marc", "give 3 @Marc"),
    ],
)
@pytest.mark.parametrize("private", [False, True], ids=["group", "private"])
async def test_a_slip_in_a_name_is_asked_back_with_the_likely_command(
    scene: Scene, typed: str, offered: str, private: bool
) -> None:
    before = scene.state()
    [answer] = await scene.says("Léa", typed, private=private)
    assert keys(answer)[0] == "near-miss"
    assert offers(answer) == [offered]
    assert scene.state() == before
    left = await scene.presses("Léa", offered, private=True)
    assert scene.state() != before or keys(*left)


async def test_a_name_as_near_to_two_commands_offers_both(scene: Scene) -> None:
    [answer] = await scene.says("Léa", "/tak 3")
    assert set(offers(answer)) == {"take 3", "task 3"}


async def test_a_slip_in_answer_to_a_card_keeps_the_task_that_was_meant(scene: Scene) -> None:
    [answer] = await scene.says("Léa", "/fiat", to="card:3")
    assert offers(answer) == ["done 3"]


@pytest.mark.parametrize("typed", ["/météo demain", "/x", "/bot on", "/", "//", "/12", "fait 1", "Fini !", "done"])
async def test_far_from_everything_the_group_hears_nothing(scene: Scene, typed: str) -> None:
    assert await scene.says("Léa", typed) == []


@pytest.mark.parametrize("typed", ["/météo demain", "/12", "bonjour", "🙂", "fait quelque chose", "?", "/"])
async def test_in_private_the_bot_is_never_silent(scene: Scene, typed: str) -> None:
    before = scene.state()
    [answer] = await scene.whispers("Léa", typed)
    assert offers(answer)
    assert scene.state() == before


@pytest.mark.parametrize(
    ("typed", "numbers"), [("fait 1", {1}), ("Fait 1 2", {1, 2}), ("done #1", {1}), ("fait", set())]
)
async def test_in_private_a_command_needs_no_sign(scene: Scene, typed: str, numbers: set[int]) -> None:
    assert await scene.whispers("Léa", typed)
    assert done(scene) == numbers


async def test_replying_names_the_task(scene: Scene) -> None:
    await scene.says("Léa", "/fait", to="card:3")
    await scene.says("Léa", "/echeance vendredi", to="card:4")
    assert done(scene) == {3}
    assert scene.task(4).due_day


async def test_a_number_says_more_than_the_card_that_is_answered(scene: Scene) -> None:
    await scene.says("Léa", "/fait 2", to="card:3")
    assert done(scene) == {2}


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Accalmie acheter du thé", "acheter du thé"),
        ("@Accalmie acheter du thé", "acheter du thé"),
        ("accalmie, acheter du thé", "acheter du thé"),
        ("ACCALMIE : acheter du thé", "acheter du thé"),
        ("Accalmie, tâche acheter du thé", "acheter du thé"),
    ],
)
async def test_the_bots_name_first_makes_a_task(scene: Scene, typed: str, title: str) -> None:
    await scene.says("Léa", typed)
    assert scene.tasks()[-1].title == title


async def test_the_bots_name_in_answer_to_a_message_makes_a_task_of_it(scene: Scene) -> None:
    await scene.says("Marc", "Il faudrait acheter du thé", id="the")
    await scene.says("Léa", "Accalmie", to="the")
    assert scene.tasks()[-1].title == "Il faudrait acheter du thé"


@pytest.mark.parametrize("typed", ["Accalmies de printemps", "accalmie-test", "une accalmie demain ?"])
async def test_a_word_that_is_not_the_bots_name_is_chatter(scene: Scene, typed: str) -> None:
    assert await scene.says("Léa", typed) == []


async def test_a_pencil_on_a_message_makes_a_task_of_it_once(scene: Scene) -> None:
    await scene.says("Marc", "Il faudrait acheter du thé", id="the")
    await scene.reacts("Léa", "✍️", on="the")
    await scene.reacts("Ana", "✍🏽", on="the")
    assert [task.title for task in scene.tasks()[len(TITLES) :]] == ["Il faudrait acheter du thé"]


async def test_only_the_writer_may_press_what_was_asked_back(scene: Scene) -> None:
    [answer] = await scene.says("Léa", "/fiat 1")
    assert {button.person for button in answer.buttons} == {scene.person("Léa")}


async def test_whoever_cannot_be_reached_is_asked_back_in_the_group(stage: Stage) -> None:
    scene = await stage(unreachable=["Sam"])
    await scene.says("Ana", "/tache Chanter")
    [answer] = await scene.says("Sam", "/fiat 1")
    assert answer.chat is not None
    assert answer.kind is Kind.ANSWER
