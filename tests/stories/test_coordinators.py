"""Who coordinates: administrators of the chat in any case, and whoever was named; never nobody."""

from __future__ import annotations

import pytest

from domain.message import Action
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def named(scene: Scene) -> set[str]:
    people = {row["person_id"] for row in scene.rows("membership") if row["named"]}
    return {row["name"] for row in scene.rows("account") if row["person_id"] in people}


@pytest.mark.parametrize(
    ("language", "names", "takes_back"),
    [
        ("fr", "/coordo @Léa", "/coordo @Léa non"),
        ("en", "/coordinator @Léa", "/coordinator lea off"),
        ("fr", "/coordo lea svp", "/coordinator Léa off merci"),
    ],
)
async def test_somebody_is_named_told_in_private_and_may_do_what_coordinators_may(
    language: str, names: str, takes_back: str, stage: Stage
) -> None:
    scene = await stage(language=language)
    assert keys(*await scene.says("Léa", "/calme non")) == ["refusal-coordinators"]
    left = await scene.says("Ana", names)
    assert kinds(left) == [("ack", "bal", False), ("system", "Léa", False)]
    assert named(scene) == {"Léa"}
    assert "quiet-none" in keys(*await scene.whispers("Léa", "/calme non"))
    left = await scene.says("Ana", takes_back)
    assert [(receiver(d), keys(d)) for d in left[1:]] == [("Léa", ["coordinator-you-no-more"])]
    assert named(scene) == set()
    assert keys(*await scene.says("Léa", "/calme 21:00-8:00")) == ["refusal-coordinators"]


async def test_who_coordinates_can_be_seen_by_all(scene: Scene) -> None:
    await scene.says("Ana", "/coordo @Marc")
    left = await scene.whispers("Léa", "/coordo")
    assert keys(*left) == ["coordinators-title", "coordinator-by-chat", "coordinator-named"]
    assert "coordinators-more" in keys(*await scene.says("Marc", "/coordinator"))


async def test_whoever_is_named_may_say_no_with_one_tap(scene: Scene) -> None:
    left = await scene.says("Ana", "/coordo @Léa")
    assert offers(left[1]) == ["coordinator off"]
    left = await scene.presses("Léa", "coordinator off", private=True)
    assert [(receiver(d), keys(d)) for d in left] == [("Léa", ["noted-coordinator-off"])]
    assert named(scene) == set()


async def test_an_administrator_of_the_chat_coordinates_whatever_is_said(scene: Scene) -> None:
    await scene.says("Ana", "/coordo @Léa")
    left = await scene.whispers("Léa", "/coordo @Ana non")
    assert keys(*left) == ["administrator-stays"]
    assert "quiet-none" in keys(*await scene.whispers("Ana", "/calme non"))


async def test_the_last_coordinator_cannot_be_taken_away(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Ana", "/coordo @Léa")
    await scene._event("Ana", Action.PROMOTE)  # and so is no administrator any more
    assert keys(*await scene.whispers("Léa", "/coordo non")) == ["refusal-last-coordinator"]
    assert named(scene) == {"Léa"}
    await scene.whispers("Léa", "/coordo @Marc")
    await scene.whispers("Léa", "/coordo non")
    assert named(scene) == {"Marc"}


async def test_only_coordination_names_and_learns_who_is_known(scene: Scene) -> None:
    before = scene.state()
    for typed in ("/coordo @Marc", "/coordo @Personne", "/coordo moi", "/coordo @Ana non", "/coordo @Léa"):
        assert keys(*await scene.whispers("Léa", typed)) == ["refusal-coordinators"]
    assert keys(*await scene.whispers("Léa", "/coordo non")) == ["refusal-no-coordinator"]
    assert scene.state() == before


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("/coordo @Personne", "refusal-unknown-person"),
        ("/coordo @Zoé", "refusal-unknown-person"),
        ("/coordo @Léa non", "refusal-no-coordinator"),
        ("/coordo @Léa et autre chose", "refusal-coordinator"),
        ("/coordo qui donc", "refusal-who"),
    ],
)
async def test_what_is_not_understood_gets_one_sentence_and_changes_nothing(typed: str, key: str, scene: Scene) -> None:
    before = scene.state()
    assert keys(*await scene.whispers("Ana", typed)) == [key]
    assert scene.state() == before


async def test_several_of_one_name_are_asked_back_also_to_take_it_back(stage: Stage) -> None:
    scene = await stage(members=("Léa", "Marc D", "Marc E"))
    (question,) = await scene.whispers("Ana", "/coordo @Marc")
    await scene.presses("Ana", offers(question)[0], private=True)
    assert named(scene) == {"Marc D"}
    (question,) = await scene.whispers("Ana", "/coordo @Marc non")
    await scene.presses("Ana", offers(question)[0], private=True)
    assert named(scene) == set()


async def test_naming_twice_tells_once(scene: Scene) -> None:
    await scene.says("Ana", "/coordo @Léa")
    assert kinds(await scene.says("Ana", "/coordo @Léa")) == [("ack", "bal", False)]


async def test_whoever_comes_back_was_not_named(scene: Scene) -> None:
    await scene.says("Ana", "/coordo @Léa")
    await scene.leaves("Léa")
    await scene.joins("Léa")
    assert named(scene) == set()
