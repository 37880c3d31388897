"""In a chat with other bots, this one answers what is meant for it, and leaves the rest to them."""

from __future__ import annotations

import pytest

from domain.message import Ability
from tests.conftest import Stage
from tests.scene import Scene, keys


@pytest.mark.parametrize("typed", ["!help", "!aide", "/help", "!help!", " !HELP "])
async def test_help_alone_is_left_to_the_others(scene: Scene, typed: str) -> None:
    scene.can(Ability.HEAR, Ability.OTHER_BOTS)
    assert await scene.says("Léa", typed) == []
    assert await scene.says("Nour", typed) == []
    assert "Nour" not in scene.members()
    scene.can(Ability.HEAR)
    assert "help-title" in keys(*await scene.says("Léa", typed))


@pytest.mark.parametrize(
    "typed", ["!help@accalmie", "accalmie: !help", "accalmie help", "@Accalmie aide", "!accalmie help", "!accalmie"]
)
async def test_help_that_names_the_bot_is_its_own(scene: Scene, typed: str) -> None:
    scene.can(Ability.HEAR, Ability.OTHER_BOTS)
    assert "help-title" in keys(*await scene.says("Léa", typed))


@pytest.mark.parametrize("typed", ["!help task", "!tache Décorer", "!aide prendre"])
async def test_what_is_plainly_for_this_bot_needs_no_name(scene: Scene, typed: str) -> None:
    scene.can(Ability.HEAR, Ability.OTHER_BOTS)
    assert await scene.says("Léa", typed) != []


async def test_in_private_nobody_else_is_there(scene: Scene) -> None:
    scene.can(Ability.HEAR, Ability.OTHER_BOTS)
    assert "help-title" in keys(*await scene.whispers("Léa", "!help"))


@pytest.mark.parametrize(
    "typed",
    [
        "!accalmie task Réserver la salle",
        "!accalmie: tache Réserver la salle",
        "/Accalmie, tâche Réserver la salle",
        "!accalmie Réserver la salle",
        "accalmie: !tache Réserver la salle",
    ],
)
async def test_after_the_prefix_the_name_and_then_the_command(scene: Scene, typed: str) -> None:
    await scene.says("Léa", typed)
    assert [task.title for task in scene.tasks()] == ["Réserver la salle"]


async def test_another_bots_name_after_the_prefix_is_none_of_its_business(scene: Scene) -> None:
    for typed in ("!meteo help", "!accalmies task Réserver", "!help@meteo"):
        assert await scene.says("Léa", typed) == []


async def test_start_opens_the_private_chat_where_the_bot_may_write_first(stage: Stage) -> None:
    scene = await stage(unreachable=["Sam"])
    scene.can(Ability.HEAR, Ability.WRITE_FIRST)
    left = await scene.says("Sam", "/start")
    assert "start-hello" in keys(*left)
    assert "start-way" not in keys(*left)
    assert [letter.member.name for letter in left if letter.member] == ["Sam"]
    assert "help-title" in keys(*await scene.says("Sam", "/help"))
