"""Fingers tap twice: what a button does is done once, and said the same way again."""

from __future__ import annotations

from tests.scene import Scene, keys


async def test_a_question_that_adds_something_adds_it_once(scene: Scene) -> None:
    await scene.says("Ana", "/tahce Salle")
    await scene.presses("Ana", "task Salle")
    (left,) = await scene.presses("Ana", "task Salle")
    assert keys(left) == ["stale-button"]
    assert [task.title for task in scene.tasks()] == ["Salle"]


async def test_saying_yes_twice_is_saying_yes(scene: Scene) -> None:
    await scene.says("Ana", "/tache Salle @Marc")
    await scene.presses("Marc", "accept 1", private=True)
    left = await scene.presses("Marc", "accept 1", private=True)
    assert keys(*left) == ["noted-taken"]


async def test_the_button_of_somebody_who_is_asked_says_whose_it_is(scene: Scene) -> None:
    await scene.says("Ana", "/tache Salle @Marc")
    left = await scene.presses("Léa", "accept 1")
    assert keys(*left) == ["button-of-another"]


async def test_start_brings_what_waits(scene: Scene) -> None:
    await scene.says("Ana", "/tache Salle @Marc")
    await scene.says("Ana", "/role trésorerie @Marc")
    left = await scene.whispers("Marc", "/start")
    assert {"start-hello", "proposal-asks", "role-asks"} <= set(keys(*left))
