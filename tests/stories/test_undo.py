"""Taking back one's own last change: whatever it was, for ten minutes, unless somebody changed the task since."""

from __future__ import annotations

from typing import Any

import pytest

from domain.letter import Kind
from domain.task import State
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)

# What Léa may do. Before: 1 is hers, with a date, and Marc is asked; 2 and 4 are free; Sam asks her to do 3; 5 is done.
COMMANDS = (
    "/prendre 2", "/prendre 2 4", "/lacher 1", "/accepter 3", "/proposer 2 @Sam", "/proposer 1 @Sam",
    "/proposer 2 @Amina", "/fait 1", "/fait 1 2 3", "/rouvrir 5", "/supprimer 1 il pleut", "/supprimer 1 2",
    "/echeance 1 demain", "/echeance 1 aucune", "/corriger 1 sans date",
    "/corriger 1 Chanter faux ~3h #bal !! x3 @Sam après #2 samedi",
    "/apres 2 1", "/apres 4 non", "/renfort 1", "/noter 1 la clé est chez Sam", "/merci @Marc pour tout",
)  # fmt: skip


async def a_group(stage: Stage, language: str = "fr") -> Scene:
    scene = await stage(language=language)
    for who, typed in (
        ("Léa", "/task Chanter moi @Marc vendredi"),
        ("Léa", "/task Danser"),
        ("Sam", "/task Sauter @Léa ~1h"),
        ("Ana", "/task Ranger après #1"),
        ("Ana", "/task Balayer"),
        ("Ana", "/done 5"),
    ):
        await scene.says(who, typed)
    return scene


def looks(scene: Scene) -> dict[str, list[dict[str, Any]]]:
    """Everything but the history, what can be taken back, and revisions."""
    state = scene.state()
    for table in ("history", "change"):
        del state[table]
    for row in state["task"]:
        del row["due_revision"]
    state["dependency"].sort(key=str)
    return state


def reminders(scene: Scene) -> list[str]:
    return [d.at.astimezone(scene.zone).strftime("%a %H") for d in scene.letters(Kind.NUDGE)]


@pytest.mark.parametrize("typed", COMMANDS)
async def test_each_change_can_be_taken_back_once(stage: Stage, typed: str) -> None:
    scene = await a_group(stage)
    before = looks(scene)
    assert keys(*await scene.says("Léa", typed))[:1] != []
    assert looks(scene) != before
    left = await scene.says("Léa", "/oups")
    assert kinds(left)[0] == ("ack", "bal", False)
    assert looks(scene) == before
    assert keys(*await scene.says("Léa", "/oups")) == ["refusal-nothing-to-undo"]
    assert looks(scene) == before


@pytest.mark.parametrize("typed", COMMANDS[:-2])
async def test_what_somebody_changed_since_stays(stage: Stage, typed: str) -> None:
    scene = await a_group(stage)
    await scene.says("Léa", typed)
    changed = scene.row("change", person_id=scene.person("Léa"))["before"]
    number = changed[0]["task"]["id"]
    if scene.task(number).is_open:
        left = await scene.says("Ana", f"/echeance {number} dans 9 jours")
    else:
        left = await scene.says("Ana", f"/rouvrir {number}")
    assert keys(*left)[0] == "ack"
    before = scene.state()
    assert keys(*await scene.says("Léa", "/oups")) == ["refusal-undo-changed"]
    assert scene.state() == before


@pytest.mark.parametrize(
    "touch", ["/noter 2 à voir", "/renfort 2", "/proposer 2 @Sam", "/apres 2 1", "/prendre 2 aide"]
)
async def test_whatever_was_changed_counts(stage: Stage, touch: str) -> None:
    scene = await a_group(stage)
    await scene.says("Léa", "/echeance 2 demain")
    await scene.says("Marc", touch)
    assert keys(*await scene.says("Léa", "/oups")) == ["refusal-undo-changed"]


@pytest.mark.parametrize(("language", "typed"), [("fr", "/oups"), ("en", "/undo"), ("fr", "/undo"), ("en", "/OUPS !")])
async def test_both_names_and_what_it_says(stage: Stage, language: str, typed: str) -> None:
    scene = await a_group(stage, language)
    await scene.says("Léa", "/done 1 2")
    left = await scene.whispers("Léa", typed)
    (answer,) = [d for d in left if d.kind is Kind.ANSWER]
    assert keys(answer) == ["noted-undone", "item-plain", "item-plain"]
    assert "#1" in answer.speech.plain
    assert "#2" in answer.speech.plain
    assert {d.about for d in left if d.kind is Kind.CARD} == {1, 2, 4}


async def test_a_made_task_is_dropped_and_nobody_is_asked_any_more(stage: Stage) -> None:
    scene = await a_group(stage)
    left = await scene.says("Léa", "/tache Nager @Sam vendredi")
    assert ("proposal", "Sam", True) in kinds(left)
    await scene.says("Léa", "/oups")
    assert scene.task(6).state is State.CANCELLED
    assert scene.task(6).assignments == ()
    (said,) = await scene.presses("Sam", "accept 6", on="proposal:6:Sam")
    assert keys(said) == ["refusal-not-asked"]


@pytest.mark.parametrize("touch", ["/prendre 6", "/noter 6 oui", "/apres 1 6"])
async def test_a_made_task_that_somebody_took_up_stays(stage: Stage, touch: str) -> None:
    scene = await a_group(stage)
    await scene.says("Léa", "/tache Nager")
    await scene.says("Marc", touch)
    assert keys(*await scene.says("Léa", "/oups")) == ["refusal-undo-changed"]
    assert scene.task(6).is_open


async def test_for_ten_minutes_after_it_was_said(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.says("Léa", "/fait 1")
    await scene.waits("10m")
    await scene.says("Léa", "/oups")
    assert scene.task(1).is_open
    await scene.says("Léa", "/fait 1")
    await scene.waits("11m")
    before = scene.state()
    assert keys(*await scene.says("Léa", "/oups")) == ["refusal-nothing-to-undo"]
    assert scene.state() == before


async def test_ones_own_last_change_and_nobody_elses(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.says("Léa", "/fait 1")
    await scene.says("Marc", "/prendre 2")
    assert keys(*await scene.says("Zoé", "/oups", team="ciné")) == ["refusal-nothing-to-undo"]
    await scene.says("Léa", "/oups")
    assert scene.task(1).is_open
    assert scene.task(2).lead is not None


async def test_a_refused_command_leaves_the_one_before_it_to_take_back(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.says("Léa", "/fait 1")
    await scene.says("Léa", "/fait 99")
    await scene.says("Léa", "/taches")
    await scene.says("Léa", "/oups")
    assert scene.task(1).is_open


async def test_declining_leaves_nothing_to_take_back_and_no_trace(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.presses("Léa", "decline 3", on="proposal:3:Léa")
    before = scene.state()
    assert keys(*await scene.whispers("Léa", "/oups")) == ["refusal-nothing-to-undo"]
    assert scene.state() == before
    assert scene.rows("change", person_id=scene.person("Léa")) == []
    assert scene.rows("assignment", task_id=3) == []
    assert [row["what"] for row in scene.rows("history", task_id=3)] == ["made"]


async def test_a_pressed_button_can_be_taken_back_too(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.presses("Marc", "take 2", on="card:2")
    await scene.whispers("Marc", "/oups")
    assert scene.task(2).is_free


async def test_a_proposal_that_comes_back_can_still_be_answered_by_its_button(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.says("Ana", "/fait 3")
    await scene.says("Ana", "/oups")
    await scene.presses("Léa", "accept 3", on="proposal:3:Léa")
    assert scene.task(3).lead is not None


async def test_a_reminder_that_waits_is_not_lost_by_it(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.at("wed 7:59")
    await scene.says("Marc", "/renfort 1")
    await scene.at("wed 8:00")
    assert {d.about for d in scene.letters(Kind.NUDGE)} == {1}
    revision = scene.row("task", number=1)["due_revision"]
    await scene.says("Marc", "/oups")
    assert scene.row("task", number=1)["due_revision"] == revision
    await scene.at("sat 12:00")
    assert reminders(scene) == ["Wed 08", "Fri 08", "Sat 08"]


async def test_an_old_date_that_comes_back_is_reminded_of_again(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.says("Ana", "/echeance 1 dans 20 jours")
    await scene.says("Ana", "/oups")
    await scene.at("sat 12:00")
    assert reminders(scene) == ["Wed 08", "Fri 08", "Sat 08"]


async def test_settings_are_not_taken_back(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.says("Ana", "/calme 22:00-07:00")
    quiet = scene.row("chat", external_id="bal")["quiet"]
    await scene.waits("11m")
    assert keys(*await scene.says("Ana", "/oups")) == ["refusal-nothing-to-undo"]
    assert scene.row("chat", external_id="bal")["quiet"] == quiet
