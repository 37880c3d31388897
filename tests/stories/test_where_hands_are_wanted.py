"""The periphery: those with room who carry nothing hear first where hands are wanted, in private and rarely."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, keys, offers, receiver
from tests.stories.searching import CAST, gives, invited

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def five(stage: Stage) -> Scene:
    """Léa leads two tasks; Inès and Tom gave hours and carry nothing, Marc gave hours and carries something."""
    scene = await stage(members=CAST)
    await scene.says("Léa", "/tache Décorer ~4h 23/03 moi")
    await scene.says("Léa", "/tache Installer ~4h 23/03 moi")
    await scene.says("Marc", "/tache Ranger ~1h 23/03 moi")
    for who in ("Inès", "Tom", "Marc"):
        gives(scene, who, 5)
    return scene


async def test_those_with_room_who_carry_nothing_hear_of_it_in_private_first(five: Scene) -> None:
    left = await five.says("Léa", "/renfort 1")
    assert sorted(invited(five)) == ["Inès", "Tom"]
    letter = next(each for each in left if receiver(each) == "Inès")
    assert (letter.kind, letter.sound) == (Kind.REQUEST, True)
    assert offers(letter) == ["take 1 help", "hours noask"]
    await five.presses("Inès", "take 1 help", private=True)
    assert [each.name for each in five.task(1).accepted] == ["Léa", "Inès"]


async def test_it_stands_in_the_digest_as_ever(five: Scene) -> None:
    await five.says("Léa", "/renfort 1")
    (digest,) = await five.whispers("Ana", "/bilan")
    assert "take 1 help" in offers(digest)


async def test_a_task_that_nobody_has_can_be_taken(five: Scene) -> None:
    await five.says("Ana", "/tache Chanter ~1h 23/03")
    await five.says("Ana", "/renfort 4")
    letter = five.letters(Kind.REQUEST, "Inès")[0]
    assert offers(letter) == ["take 4", "hours noask"]


async def test_one_such_letter_a_week_and_what_comes_up_meanwhile_travels_in_the_next(five: Scene) -> None:
    await five.says("Léa", "/renfort 1")
    await five.says("Ana", "/tache Chanter ~1h 23/03")
    await five.says("Ana", "/tache Danser ~1h 23/03")
    await five.waits("2d")
    await five.says("Ana", "/renfort 4")
    await five.waits("1d")
    await five.says("Ana", "/renfort 5")
    await five.at("sun 23:00")
    assert len(five.letters(Kind.REQUEST, "Inès")) == 1
    await five.at("mon 12:00")
    first, second = five.letters(Kind.REQUEST, "Inès")
    assert (second.at - first.at).days == 7
    assert keys(second).count("invites") == 2
    assert [offer for offer in offers(second) if offer.startswith("take")] == ["take 4", "take 5"]


async def test_at_night_it_waits_and_is_one_letter(five: Scene) -> None:
    await five.at("mon 22:00")
    await five.says("Léa", "/renfort 1")
    await five.says("Léa", "/renfort 2")
    assert invited(five) == []
    await five.at("tue 12:00")
    assert sorted(invited(five)) == ["Inès", "Tom"]
    await five.waits("9d")
    assert sorted(invited(five)) == ["Inès", "Tom"]


@pytest.mark.parametrize("ends", ["/fait 1", "/renfort 1 non", "/supprimer 1"])
async def test_what_is_no_longer_wanted_when_its_turn_comes_is_dropped(five: Scene, ends: str) -> None:
    await five.at("mon 22:00")
    await five.says("Léa", "/renfort 1")
    await five.says("Léa", ends)
    await five.at("tue 12:00")
    assert invited(five) == []


async def test_who_took_something_on_meanwhile_is_left_alone(five: Scene) -> None:
    await five.at("mon 22:00")
    await five.says("Léa", "/renfort 1")
    await five.whispers("Inès", "/tache Chanter ~1h moi")
    await five.at("tue 12:00")
    assert invited(five) == ["Tom"]


async def test_of_one_task_somebody_hears_once(five: Scene) -> None:
    await five.says("Léa", "/renfort 1")
    await five.says("Léa", "/renfort 1 non")
    await five.waits("9d")
    await five.says("Léa", "/renfort 1")
    assert sorted(invited(five)) == ["Inès", "Tom"]


async def test_who_is_away_against_it_or_asks_for_it_themself_gets_none(five: Scene) -> None:
    await five.whispers("Tom", "/absent jusqu'à lundi")
    await five.says("Inès", "/renfort 1")
    assert invited(five) == []


async def test_nobody_is_told_who_heard_of_it(five: Scene) -> None:
    left = await five.says("Léa", "/renfort 1")
    others = [each for each in left if receiver(each) not in ("Inès", "Tom")]
    assert not any(name in each.speech.plain for each in others for name in ("Inès", "Tom"))
