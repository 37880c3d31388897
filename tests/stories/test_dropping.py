"""Dropping a task: who may, what is asked before, and the second of two that are alike."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from domain.task import State, Task
from tests.conftest import Stage
from tests.scene import keys, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def people(task: Task) -> list[tuple[str, str, str]]:
    return sorted((a.name, a.role.value, a.consent.value) for a in task.assignments)


@pytest.mark.parametrize(
    ("who", "may"), [("Marc", True), ("Léa", True), ("Ana", True), ("Sam", False)]
)  # author, lead, coordinator, somebody
@pytest.mark.parametrize(("language", "typed"), [("fr", "/supprimer 1 il pleut"), ("en", "/cancel 1 il pleut")])
async def test_the_author_the_lead_and_coordination_may_drop_it(
    stage: Stage, language: str, typed: str, who: str, may: bool
) -> None:
    scene = await stage(language=language)
    await scene.says("Marc", "/task Danser")
    await scene.says("Léa", "/take 1")
    before = scene.state()
    left = await scene.says(who, typed)
    if may:
        assert (scene.task(1).state, scene.task(1).closed_why) == (State.CANCELLED, "il pleut")
        card = next(d for d in left if d.kind is Kind.CARD)
        assert "il pleut" in card.speech.plain
        told = [(receiver(d), "il pleut" in d.speech.plain) for d in left if d.kind is Kind.SYSTEM]
        assert told == ([] if who == "Léa" else [("Léa", True)])
    else:
        assert keys(*left) == ["refusal-involved"]
        assert scene.state() == before


async def test_of_two_tasks_of_one_lead_both_are_told(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Léa", "/tache Danser moi")
    await scene.says("Léa", "/tache Chanter moi")
    await scene.says("Ana", "/supprimer 1 2")
    told = [row["task_id"] for row in scene.rows("letter", kind="system", person_id=scene.person("Léa"))]
    assert sorted(told) == [1, 2]


async def test_several_are_dropped_or_none(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Léa", "/tache Danser")
    await scene.says("Marc", "/tache Chanter")
    before = scene.state()
    assert keys(*await scene.says("Léa", "/supprimer 1 2")) == ["refusal-involved"]
    assert scene.state() == before
    await scene.says("Ana", "/supprimer 1 2")
    assert {task.state for task in scene.tasks()} == {State.CANCELLED}


async def test_a_dropped_one_asks_and_reminds_nobody_and_is_not_told_as_done(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Léa", "/tache Danser moi @Sam vendredi")
    await scene.says("Léa", "/supprimer 1")
    assert people(scene.task(1)) == [("Léa", "lead", "accepted")]
    left = await scene.waits("7d")
    assert [keys(d) for d in left] == [["digest-empty"]]


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("Léa", ["release 1", "cancel 1"]),  # leads
        ("Marc", ["cancel 1"]),  # wrote it
        ("Ana", ["cancel 1"]),  # coordinates
        ("Sam", ["release 1"]),  # helps
    ],
)
@pytest.mark.parametrize(("language", "typed"), [("fr", "/abandonner 1"), ("fr", "/annuler 1"), ("en", "/abandon 1")])
async def test_giving_back_or_dropping_is_asked(
    stage: Stage, language: str, typed: str, who: str, offered: list[str]
) -> None:
    scene = await stage(language=language)
    await scene.says("Marc", "/task Danser")
    await scene.says("Léa", "/take 1")
    await scene.says("Sam", "/take 1 help")
    before = scene.state()
    (asking,) = await scene.says(who, typed)
    assert (keys(asking)[0], receiver(asking), offers(asking)) == ("ask-abandon", who, offered)
    assert scene.state() == before
    await scene.presses(who, offered[-1], private=True)
    assert scene.task(1).is_open is offered[-1].startswith("release")


async def test_whoever_may_neither_is_told_so_and_the_reason_is_kept(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Marc", "/tache Danser moi")
    assert keys(*await scene.says("Sam", "/annuler 1")) == ["refusal-involved"]
    (asking,) = await scene.says("Marc", "/annuler 1 il pleut")
    assert offers(asking) == ["release 1", "cancel 1 il pleut"]
    (asking,) = await scene.says("Marc", "/annuler")
    assert offers(asking) == ["abandon 1"]
    (asking,) = await scene.presses("Marc", "abandon 1", private=True)
    assert offers(asking) == ["release 1", "cancel 1"]
    await scene.says("Marc", "/fait 1")
    assert keys(*await scene.says("Marc", "/annuler 1")) == ["refusal-closed"]


@pytest.mark.parametrize(
    ("title", "is_alike"),
    [
        ("Réserver la salle des fêtes", True),
        ("RESERVER LA SALLE DES FETES !", True),
        ("Réserver la salle des fêtes vendredi @Sam", True),
        ("Réserver une salle de fête", True),
        ("Ranger la salle des fêtes", False),
        ("Réserver la sono", False),
        ("Danser", False),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_title_like_an_open_one_is_pointed_out_not_refused(
    stage: Stage, language: str, title: str, is_alike: bool
) -> None:
    scene = await stage(language=language)
    await scene.says("Ana", "/task Réserver la salle des fêtes")
    left = await scene.says("Léa", f"/task {title}")
    assert len(scene.tasks()) == 2
    pointed = [d for d in left if "look-alike" in keys(d)]
    assert [(receiver(d), offers(d)) for d in pointed] == ([("Léa", ["cancel 2"])] if is_alike else [])
    if is_alike:
        await scene.presses("Léa", "cancel 2", private=True)
        assert [task.state for task in scene.tasks()] == [State.OPEN, State.CANCELLED]


async def test_a_closed_one_is_not_pointed_out(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Ana", "/tache Danser la nuit")
    await scene.says("Ana", "/fait 1")
    left = await scene.says("Léa", "/tache Danser la nuit")
    assert "look-alike" not in keys(*left)


async def test_another_groups_task_is_not_pointed_out(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Zoé", "/tache Danser la nuit", team="ciné")
    assert "look-alike" not in keys(*await scene.says("Léa", "/tache Danser la nuit"))


async def test_a_number_that_may_belong_to_the_reason_is_asked_back(stage: Stage) -> None:
    scene = await stage()
    for title in ("Chanter", "Danser"):
        await scene.says("Léa", f"/tache {title}")
    [answer] = await scene.says("Léa", "/supprimer 1 2 personnes malades")
    assert offers(answer)[0] == "cancel 1 2 personnes malades"
    await scene.says("Léa", "/supprimer 1, 2 tout le monde est malade")
    assert [task.state for task in scene.tasks()] == [State.CANCELLED, State.CANCELLED]
