"""Editing the message that made a task corrects the task, for a quarter of an hour."""

from __future__ import annotations

from datetime import date

import pytest

from domain.letter import Kind
from domain.task import Task
from tests.conftest import Stage
from tests.scene import Scene, keys, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def people(task: Task) -> list[tuple[str, str, str]]:
    return sorted((a.name, a.role.value, a.consent.value) for a in task.assignments)


async def made(stage: Stage, text: str, language: str = "fr") -> Scene:
    scene = await stage(language=language)
    await scene.says("Ana", "/task Premier")
    await scene.says("Léa", text, id="m1")
    return scene


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_editing_the_message_corrects_the_task(stage: Stage, language: str) -> None:
    scene = await made(stage, "/task Reserver la sale vendredi ~1h !! après #1", language)
    await scene.waits("15m")
    left = await scene.corrects("Léa", "/task Réserver la salle samedi #bal", on="m1")
    assert {d.about for d in left if d.kind is Kind.CARD} == {1, 2}
    task = scene.task(2)
    assert (task.title, task.due, task.project) == ("Réserver la salle", date(2026, 3, 7), "bal")
    assert (task.effort_minutes, task.important, task.waits_for) == (None, False, ())
    assert len(scene.tasks()) == 2


async def test_what_the_message_still_says_stays(stage: Stage) -> None:
    scene = await made(stage, "/tache Danser vendredi après #1 @Sam moi")
    proposal = scene.row("assignment", person_id=scene.person("Sam"))["id"]
    left = await scene.corrects("Léa", "/tache Danser ensemble vendredi après #1 @Sam moi", on="m1")
    task = scene.task(2)
    assert (task.title, task.due, task.waits_for) == ("Danser ensemble", date(2026, 3, 6), (1,))
    assert people(task) == [("Léa", "helper", "accepted"), ("Sam", "lead", "proposed")]
    assert scene.row("assignment", person_id=scene.person("Sam"))["id"] == proposal
    assert [d for d in left if d.kind is Kind.PROPOSAL] == []
    assert [row["what"] for row in scene.rows("history", task_id=2)] == ["made", "corrected"]


@pytest.mark.parametrize(
    ("first", "then", "there"),
    [
        ("@Sam", "@Marc", [("Marc", "lead", "proposed")]),
        ("@Sam", "", []),
        ("", "@Sam", [("Sam", "lead", "proposed")]),
        ("@Sam @Marc", "@Marc", [("Marc", "lead", "proposed")]),
        ("@Sam", "@Sam @Marc", [("Marc", "helper", "proposed"), ("Sam", "lead", "proposed")]),
        ("moi", "@Sam", [("Sam", "lead", "proposed")]),
        ("moi", "", []),
        ("", "moi", [("Léa", "lead", "accepted")]),
        ("@Amina", "", []),
        ("@Amina", "@Sam", [("Sam", "lead", "proposed")]),
    ],
)
async def test_who_is_named_is_asked_and_who_is_not_any_more_is_not(
    stage: Stage, first: str, then: str, there: list[tuple[str, str, str]]
) -> None:
    scene = await made(stage, f"/tache Danser {first}")
    await scene.corrects("Léa", f"/tache Danser {then}", on="m1")
    assert people(scene.task(2)) == there
    assert scene.task(2).for_name is None


async def test_nobody_who_agreed_is_sent_away(stage: Stage) -> None:
    scene = await made(stage, "/tache Danser @Sam")
    await scene.presses("Sam", "accept 2", on="proposal:2:Sam")
    await scene.waits("2m")
    await scene.corrects("Léa", "/tache Danser @Marc", on="m1")
    assert people(scene.task(2)) == [("Marc", "helper", "proposed"), ("Sam", "lead", "accepted")]


async def test_who_took_it_by_a_button_keeps_it(stage: Stage) -> None:
    scene = await made(stage, "/tache Danser")
    await scene.waits("1m")
    await scene.presses("Léa", "take 2", on="card:2")
    await scene.corrects("Léa", "/tache Danser encore", on="m1")
    assert people(scene.task(2)) == [("Léa", "lead", "accepted")]


async def test_after_a_quarter_of_an_hour_one_line_says_how(stage: Stage) -> None:
    scene = await made(stage, "/tache Danser")
    await scene.waits("16m")
    before = scene.state()
    (said,) = await scene.corrects("Léa", "/tache Chanter", on="m1")
    assert (keys(said), receiver(said)) == (["edit-too-late"], "Léa")
    assert "/corriger 2 Chanter" in said.speech.plain
    assert scene.state() == before


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("/tache", ["refusal-no-title"]),
        ("/tache vendredi @Sam", ["refusal-no-title"]),
        ("", []),
        ("je me suis trompée", []),
        ("/fait 1", []),
    ],
)
async def test_emptied_or_made_something_else_the_task_stays_as_it_is(
    stage: Stage, then: str, expected: list[str]
) -> None:
    scene = await made(stage, "/tache Danser")
    before = scene.state()
    assert keys(*await scene.corrects("Léa", then, on="m1")) == expected
    assert scene.state() == before


async def test_after_it_was_done_nothing_changes(stage: Stage) -> None:
    scene = await made(stage, "/tache Danser")
    await scene.says("Marc", "/fait 2")
    before = scene.state()
    assert keys(*await scene.corrects("Léa", "/tache Chanter", on="m1")) == ["refusal-closed"]
    assert scene.state() == before


async def test_somebody_elses_message_is_not_theirs_to_correct(stage: Stage) -> None:
    scene = await made(stage, "/tache Danser")
    before = scene.state()
    assert await scene.corrects("Marc", "/tache Chanter", on="m1") == []
    assert await scene.corrects("Zoé", "/tache Chanter", on="m1") == []
    assert scene.state() == before


async def test_a_message_that_did_nothing_does_now_what_it_says_once(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Léa", "tache Danser", id="m1")
    assert scene.tasks() == []
    await scene.corrects("Léa", "/tache Danser", on="m1")
    await scene.corrects("Léa", "/tache Danser encore", on="m1")
    assert [task.title for task in scene.tasks()] == ["Danser encore"]


async def test_a_correction_can_be_taken_back(stage: Stage) -> None:
    scene = await made(stage, "/tache Danser vendredi @Sam moi")
    before = people(scene.task(2))
    await scene.corrects("Léa", "/tache Chanter", on="m1")
    await scene.says("Léa", "/oups")
    task = scene.task(2)
    assert (task.title, task.due, people(task)) == ("Danser", date(2026, 3, 6), before)


async def test_an_edit_that_changes_no_word_leaves_no_trace(stage: Stage) -> None:
    scene = await made(stage, "/tache Danser lundi 18h après #1 @Sam moi ~2h #bal !! x3")
    before = scene.state()
    await scene.corrects("Léa", "/tache Danser lundi 18h après #1 @Sam moi ~2h #bal !! x3", on="m1")
    assert scene.state() == before
    await scene.says("Léa", "/oups")
    assert not scene.task(2).is_open


async def test_in_private_the_correction_is_shown_back(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Léa", "/tache Danser", id="m1", private=True)
    left = await scene.corrects("Léa", "/tache Chanter vendredi", on="m1", private=True)
    assert [keys(d) for d in left if d.kind is Kind.ANSWER] == [["item-plain", "due-day"]]


async def test_the_command_that_made_a_task_of_a_message_can_be_corrected_too(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Marc", "Il faudrait accorder le piano", id="piano")
    await scene.says("Léa", "/tache avant vendredi", to="piano", id="m1")
    await scene.corrects("Léa", "/tache avant samedi !!", on="m1")
    task = scene.task(1)
    assert (task.title, task.due_day, task.important) == ("Il faudrait accorder le piano", date(2026, 3, 7), True)
    assert len(scene.tasks()) == 1
