"""Correcting a task with `/edit`, and dates that begin with a number."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from domain.letter import Kind
from domain.task import Task
from tests.conftest import Stage
from tests.scene import PARIS, Scene, keys, kinds, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def people(task: Task) -> list[tuple[str, str, str]]:
    return sorted((a.name, a.role.value, a.consent.value) for a in task.assignments)


@pytest.fixture
async def hall(stage: Stage) -> Scene:
    scene = await stage()
    await scene.says("Ana", "/tache Réserver la salle vendredi ~1h #bal")
    await scene.says("Ana", "/tache Coller les affiches")
    await scene.says("Léa", "/prendre 1")
    return scene


USUAL = {"title": "Réserver la salle", "due": date(2026, 3, 6), "effort_minutes": 60, "project": "bal"}


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ("/corriger 1 Réserver la grande salle", {"title": "Réserver la grande salle"}),
        ("/edit 1 Réserver la grande salle", {"title": "Réserver la grande salle"}),
        ("/corriger 1 ~3h", {"effort_minutes": 180}),
        ("/corriger 1 : ~3h !", {"effort_minutes": 180}),
        ("/corriger 1 ~6 h 30", {"effort_minutes": 390}),
        ("/corriger 1 ~6h 15 mars", {"effort_minutes": 360, "due": date(2026, 3, 15)}),
        ("/corriger 1 #fête", {"project": "fete"}),
        ("/corriger 1 samedi 18h", {"due": datetime(2026, 3, 7, 18, tzinfo=PARIS)}),
        ("/corriger 1 x4", {"wanted": 4}),
        ("/corriger 1 !!", {"important": True}),
        ("/corriger 1 sans date", {"due": None}),
        ("/edit 1 no date", {"due": None}),
        ("/corriger 1 sans projet", {"project": None}),
        ("/corriger 1 sans effort", {"effort_minutes": None}),
        ("/corriger 1 tous les lundis", {"due": date(2026, 3, 2), "repeat": "FREQ=WEEKLY;BYDAY=MO"}),
        ("/corriger 1 après #2", {"waits_for": (2,)}),
        (
            "/corriger 1 Louer la salle ~2h sans projet",
            {"title": "Louer la salle", "effort_minutes": 120, "project": None},
        ),
    ],
)
async def test_each_field_can_be_corrected_and_the_others_stay(
    hall: Scene, typed: str, changed: dict[str, Any]
) -> None:
    left = await hall.says("Léa", typed)
    assert kinds(left)[:2] == [("ack", "bal", False), ("card", "bal", False)]
    usual = {**USUAL, "important": False, "wanted": 1, "repeat": None, "waits_for": ()}
    assert {name: getattr(hall.task(1), name) for name in usual} == {**usual, **changed}
    assert [a.name for a in hall.task(1).accepted] == ["Léa"]
    assert "corrected" in [row["what"] for row in hall.rows("history", task_id=1)]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("/corriger 1", "refusal-edit"),
        ("/corriger 1 ?", "refusal-edit"),
        ("/corriger 9 Louer", "refusal-no-such-task"),
        (f"/corriger 1 {'long ' * 80}", "refusal-long-title"),
        ("/corriger 1 après #99", "refusal-no-such-task"),
        ("/corriger 1 Louer après #1", "refusal-cycle"),
    ],
)
async def test_what_is_no_correction_is_refused_whole(hall: Scene, typed: str, key: str) -> None:
    before = hall.state()
    assert keys(*await hall.says("Léa", typed)) == [key]
    assert hall.state() == before


async def test_more_or_earlier_by_somebody_else_asks_the_lead_again(hall: Scene) -> None:
    for typed in ("/corriger 1 ~4h", "/corriger 1 jeudi"):
        left = await hall.says("Ana", typed)
        assert people(hall.task(1)) == [("Léa", "lead", "proposed")]
        assert ("proposal", "Léa", True) in kinds(left)
        await hall.presses("Léa", "accept 1", on="proposal:1:Léa")
        assert people(hall.task(1)) == [("Léa", "lead", "accepted")]


@pytest.mark.parametrize("typed", ["/corriger 1 ~30min", "/corriger 1 samedi", "/corriger 1 Louer", "/corriger 1 !!"])
async def test_less_later_or_other_words_ask_nobody(hall: Scene, typed: str) -> None:
    left = await hall.says("Ana", typed)
    assert people(hall.task(1)) == [("Léa", "lead", "accepted")]
    assert [d.kind for d in left if d.member] == []


async def test_the_lead_may_take_on_more_without_being_asked(hall: Scene) -> None:
    left = await hall.says("Léa", "/corriger 1 ~4h mercredi")
    assert people(hall.task(1)) == [("Léa", "lead", "accepted")]
    assert [d.kind for d in left if d.member] == []


async def test_people_who_are_named_are_asked_besides_those_who_are_there(hall: Scene) -> None:
    left = await hall.says("Léa", "/corriger 1 @Sam")
    assert people(hall.task(1)) == [("Léa", "lead", "accepted"), ("Sam", "helper", "proposed")]
    assert [(d.kind, receiver(d)) for d in left if d.member] == [(Kind.PROPOSAL, "Sam")]
    await hall.says("Ana", "/corriger 2 moi @Marc")
    assert people(hall.task(2)) == [("Ana", "lead", "accepted"), ("Marc", "helper", "proposed")]


async def test_a_closed_task_is_not_corrected(hall: Scene) -> None:
    await hall.says("Léa", "/fait 1")
    assert keys(*await hall.says("Léa", "/corriger 1 Louer")) == ["refusal-closed"]


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("/echeance 3 mars", date(2026, 3, 3)),
        ("/echeance 12/03", date(2026, 3, 12)),
        ("/due 2026-03-07", date(2026, 3, 7)),
        ("/echeance 18:30", datetime(2026, 3, 2, 18, 30, tzinfo=PARIS)),
        ("/echeance 1 3 mars", date(2026, 3, 3)),
    ],
)
async def test_a_date_that_begins_with_a_number_names_no_task(stage: Stage, typed: str, due: date) -> None:
    scene = await stage()
    await scene.says("Léa", "/tache Danser moi")
    await scene.says("Léa", typed, to="card:1")
    assert scene.task(1).due == due
    await scene.says("Léa", "/echeance 1 aucune")
    left = await scene.says("Léa", typed)
    if scene.task(1).due is None:
        (command,) = offers(left[0])
        await scene.presses("Léa", command, private=True)
    assert scene.task(1).due == due
