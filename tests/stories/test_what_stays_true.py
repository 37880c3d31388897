"""Promises that hold through undoing, leaving, correcting and opening again."""

from __future__ import annotations

from datetime import date

import pytest

from domain.letter import Kind
from domain.task import Consent, State
from tests.conftest import Stage
from tests.scene import Scene, keys, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    return await stage()


async def test_the_buttons_of_a_private_question_stay_alive(scene: Scene) -> None:
    for title in ("Chanter", "Danser"):
        await scene.says("Léa", f"/tache {title} @Marc")
    [question] = await scene.whispers("Marc", "/accepter")
    assert offers(question) == ["accept 1", "accept 2"]
    await scene.presses("Marc", "accept 2", private=True)
    assert scene.task(2).lead


async def test_taking_back_never_makes_two_tasks_wait_for_each_other(scene: Scene) -> None:
    for title in ("Chanter", "Danser"):
        await scene.says("Léa", f"/tache {title}")
    await scene.says("Léa", "/apres 1 2")
    await scene.says("Léa", "/apres 1 non")
    await scene.says("Marc", "/apres 2 1")
    assert keys(*await scene.says("Léa", "/oups")) == ["refusal-undo-changed"]
    assert (scene.task(1).waits_for, scene.task(2).waits_for) == ((), (1,))


async def test_whoever_left_does_not_come_back_with_a_task_that_is_opened_again(scene: Scene) -> None:
    await scene.says("Marc", "/tache Chanter moi")
    await scene.says("Léa", "/fait 1")
    await scene.leaves("Marc")
    await scene.says("Léa", "/rouvrir 1")
    assert (scene.task(1).state, scene.task(1).assignments) == (State.OPEN, ())
    await scene.joins("Marc")
    assert scene.task(1).assignments == ()


async def test_whoever_left_does_not_come_back_with_a_change_that_is_taken_back(scene: Scene) -> None:
    await scene.says("Marc", "/tache Chanter moi")
    await scene.says("Ana", "/supprimer 1")
    await scene.leaves("Marc")
    await scene.says("Ana", "/oups")
    assert scene.task(1).assignments == ()


async def test_a_private_command_that_was_answered_does_not_run_again_when_it_is_corrected(scene: Scene) -> None:
    for title in ("Chanter", "Danser"):
        await scene.says("Léa", f"/tache {title}")
    await scene.says("Léa", "/fait 1", id="m1", private=True)
    await scene.whispers("Léa", "/prendre 2")
    await scene.corrects("Léa", "/fait 2", on="m1", private=True)
    assert (scene.task(1).state, scene.task(2).state) == (State.DONE, State.OPEN)


async def test_an_occurrence_is_made_once_however_often_the_one_before_ends(scene: Scene) -> None:
    await scene.says("Léa", "/tache Arroser tous les vendredis moi")
    await scene.says("Léa", "/fait 1")
    await scene.says("Marc", "/noter 2 avec de l'eau")
    await scene.says("Léa", "/rouvrir 1")
    await scene.says("Léa", "/fait 1")
    assert [task.number for task in scene.tasks() if task.is_open] == [2]


async def test_tomorrow_stays_the_same_day_when_the_message_is_corrected_after_midnight(scene: Scene) -> None:
    await scene.at("mon 23:55")
    await scene.says("Léa", "/tache Chnater demain", id="m1")
    await scene.waits("10m")
    await scene.corrects("Léa", "/tache Chanter demain", on="m1")
    assert (scene.task(1).title, scene.task(1).due_day) == ("Chanter", date(2026, 3, 3))


async def test_a_label_with_the_name_of_somebody_who_left_goes_with_the_name(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter @Noé")
    await scene.says("Noé", "/taches")
    await scene.leaves("Noé")
    await scene.waits("31d")
    assert "Noé" not in scene.everything()


async def test_a_yes_that_was_taken_back_is_a_question_again(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.presses("Marc", "accept 1", on="proposal:1:Marc")
    await scene.whispers("Marc", "/oups")
    assert scene.task(1).assignments[0].consent is Consent.PROPOSED
    await scene.presses("Marc", "accept 1", on="proposal:1:Marc")
    assert scene.task(1).lead
    assert scene.letters(Kind.PROPOSAL, "Marc")
