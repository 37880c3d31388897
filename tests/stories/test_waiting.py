"""One task waits for another: never in a circle, and whoever waits hears when the way is free."""

from __future__ import annotations

import pytest

from bot.departure import Departure
from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def three(stage: Stage) -> Scene:
    """Léa leads 1, Marc leads 2, Sam leads 3."""
    scene = await stage()
    for name, what in (("Léa", "Louer la sono"), ("Marc", "Installer la sono"), ("Sam", "Régler la sono")):
        await scene.says(name, f"/tache {what} moi")
    return scene


def freed(left: list[Departure]) -> list[tuple[str, int | None]]:
    return [(receiver(d), d.about) for d in left if d.kind is Kind.SYSTEM and "free-to-start" in keys(d)]


@pytest.mark.parametrize(
    "typed",
    [
        "/apres 2 1",
        "/après #2 #1",
        "/after 2 1",
        "/AFTER 2 after #1",
        "/apres 2 après 1",
        "/apres installer 1",
        "/apres2 1",
    ],
)
async def test_both_cards_say_so(three: Scene, typed: str) -> None:
    left = await three.says("Ana", typed)
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False), ("card", "bal", False)]
    assert three.task(2).waits_for == (1,)
    assert ["fact-after" in keys(d) for d in left[1:]] == [d.about == 2 for d in left[1:]]
    assert ["fact-blocks" in keys(d) for d in left[1:]] == [d.about == 1 for d in left[1:]]


@pytest.mark.parametrize(
    ("typed", "waits_for"),
    [("/apres 1", (1,)), ("/apres #1", (1,)), ("/apres 2 1", (1,)), ("/apres 3 1", None), ("/apres 2 non", ())],
)
async def test_in_answer_to_the_card_one_number_is_enough(
    three: Scene, typed: str, waits_for: tuple[int, ...] | None
) -> None:
    await three.says("Marc", typed, to="card:2")
    if waits_for is None:  # both were named: that counts
        assert (three.task(2).waits_for, three.task(3).waits_for) == ((), (1,))
    else:
        assert three.task(2).waits_for == waits_for


async def test_several_can_be_waited_for_and_all_be_taken_away(three: Scene) -> None:
    await three.says("Ana", "/apres 3 1, 2")
    assert three.task(3).waits_for == (1, 2)
    await three.says("Ana", "/apres 3 1")  # again: nothing new
    assert three.task(3).waits_for == (1, 2)
    left = await three.says("Ana", "/apres 3 non")
    assert three.task(3).waits_for == ()
    assert sorted(d.about or 0 for d in left if d.kind is Kind.CARD) == [1, 2, 3]


@pytest.mark.parametrize(
    ("before", "typed", "way"),
    [
        ((), "/apres 1 1", "#1 → #1"),
        (("/apres 2 1",), "/apres 1 2", "#1 → #2 → #1"),
        (("/apres 2 1", "/apres 3 2"), "/apres 1 3", "#1 → #3 → #2 → #1"),
        (("/apres 2 1", "/apres 3 2"), "/corriger 1 après #3", "#1 → #3 → #2 → #1"),
        (("/apres 2 1", "/fait 1"), "/apres 1 2", None),  # closed: it waits for nothing any more
    ],
)
async def test_a_circle_is_refused_and_named(
    three: Scene, before: tuple[str, ...], typed: str, way: str | None
) -> None:
    for each in before:
        await three.says("Ana", each)
    rows = three.state()
    (said,) = await three.says("Ana", typed)
    assert keys(said) == ["refusal-closed" if way is None else "refusal-cycle"]
    assert way is None or way in said.speech.plain
    assert three.state() == rows


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("/apres 2 99", "refusal-no-such-task"),
        ("/apres 99 1", "refusal-no-such-task"),
        ("/apres 2", "refusal-after"),
        ("/apres 2 bientôt", "refusal-after"),
        ("/apres 2 1 demain", "refusal-after"),
        ("/apres 2 99999999999999999999", "refusal-after"),
    ],
)
async def test_what_cannot_be_is_refused(three: Scene, typed: str, key: str) -> None:
    before = three.state()
    assert keys(*await three.says("Ana", typed)) == [key]
    assert three.state() == before


async def test_without_a_task_ones_own_are_offered(three: Scene) -> None:
    (asking,) = await three.says("Marc", "/apres")
    assert offers(asking) == ["after 2"]


async def test_whoever_waits_hears_of_the_last_one_and_not_before(three: Scene) -> None:
    await three.says("Ana", "/apres 3 1 2")
    assert freed(await three.says("Léa", "/fait 1")) == []
    left = await three.says("Marc", "/fait 2")
    assert freed(left) == [("Sam", 3)]
    assert kinds([d for d in left if d.kind is Kind.SYSTEM]) == [("system", "Sam", False)]


async def test_both_finished_at_once_it_is_said_once(three: Scene) -> None:
    await three.says("Ana", "/apres 3 1 2")
    assert freed(await three.says("Léa", "/fait 1 2")) == [("Sam", 3)]


async def test_a_dropped_one_frees_as_well(three: Scene) -> None:
    await three.says("Ana", "/apres 3 1")
    assert freed(await three.says("Léa", "/supprimer 1")) == [("Sam", 3)]


async def test_of_two_tasks_that_are_free_at_once_both_are_told(three: Scene) -> None:
    await three.says("Sam", "/tache Ranger la sono moi après #1")
    await three.says("Ana", "/apres 3 1")
    left = await three.says("Léa", "/fait 1")
    told = [row["task_id"] for row in three.rows("letter", kind="system", person_id=three.person("Sam"))]
    assert sorted(told) == [3, 4]
    assert freed(left)


async def test_who_freed_it_needs_no_letter_and_without_a_lead_nobody_gets_one(three: Scene) -> None:
    await three.says("Ana", "/tache Ranger la sono après #1")
    await three.says("Ana", "/apres 3 1")
    left = await three.says("Sam", "/fait 1")
    assert [d for d in left if d.kind is Kind.SYSTEM] == []


async def test_one_that_is_over_when_the_last_blocker_ends_is_not_told(three: Scene) -> None:
    await three.says("Ana", "/apres 3 1")
    await three.says("Ana", "/fait 3")
    assert freed(await three.says("Léa", "/fait 1")) == []


async def test_opened_again_it_holds_again(three: Scene) -> None:
    await three.says("Ana", "/apres 3 1")
    await three.says("Léa", "/fait 1")
    left = await three.says("Léa", "/rouvrir 1")
    assert three.task(3).held_by == (1,)
    assert sorted(d.about or 0 for d in left if d.kind is Kind.CARD) == [1, 3]
    assert freed(await three.says("Léa", "/fait 1")) == [("Sam", 3)]


async def test_said_in_the_tasks_own_words_it_waits_from_the_start(three: Scene) -> None:
    await three.says("Ana", "/tache Danser après #1 et #3")
    assert three.task(4).waits_for == (1, 3)
    before = three.state()
    assert keys(*await three.says("Ana", "/tache Chanter après #99")) == ["refusal-no-such-task"]
    assert three.state() == before


async def test_another_groups_numbers_are_not_meant(three: Scene) -> None:
    for _ in range(4):
        await three.says("Zoé", "/tache Projeter", team="ciné")
    assert keys(*await three.says("Ana", "/apres 1 4")) == ["refusal-no-such-task"]
