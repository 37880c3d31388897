"""Letters on a bad day: what a messenger puts off, refuses or loses."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from bot.app import App
from bot.messengers import HasToWait, NotSent, TryAgain, TryLater
from bot.replay.resolve import MESSENGER, place_of, sender
from domain.letter import Kind
from domain.message import Action, Incoming
from tests.conftest import Stage
from tests.scene import Notebook, Scene

LATER = TryLater(timedelta(minutes=30))


async def two_proposals_at_night(scene: Scene) -> None:
    await scene.at("mon 22:00")
    await scene.says("Ana", "/tache Réserver la salle @Léa")
    await scene.says("Ana", "/tache Acheter des gobelets @Léa")


async def test_a_letter_joined_into_one_that_is_dropped_leaves_on_its_own(scene: Scene) -> None:
    await two_proposals_at_night(scene)
    scene.notebook.troubles["Léa"] = LATER
    assert not scene.letters(kind=Kind.PROPOSAL)
    await scene.at("tue 8:10")
    await scene.says("Marc", "/prendre 1")
    scene.notebook.troubles.clear()
    left = await scene.waits("2h")
    assert [(d.kind, d.about) for d in left if d.member] == [(Kind.PROPOSAL, 2)]


async def test_a_letter_joined_into_one_that_is_refused_is_tried_on_its_own(scene: Scene) -> None:
    await two_proposals_at_night(scene)
    scene.notebook.troubles["Léa"] = NotSent()
    await scene.at("tue 8:00")
    states = {row["task_id"]: row["state"] for row in scene.rows("letter", kind="proposal")}
    assert set(states.values()) == {"failed"}


async def test_a_letter_that_surely_did_not_leave_has_not_rung(scene: Scene) -> None:
    await scene.at("tue 9:00")
    scene.notebook.troubles["Léa"] = TryLater(timedelta(minutes=10))
    for title in ("un", "deux", "trois"):
        await scene.says("Ana", f"/tache {title} @Léa")
        await scene.waits("11min")
    scene.notebook.troubles.clear()
    await scene.says("Ana", "/tache quatre @Léa")
    left = await scene.waits("1h")  # a fourth sound would be one too many
    assert [d.sound for d in left if d.kind is Kind.PROPOSAL] == [True]


@pytest.mark.parametrize("why", [TryLater, TryAgain])
async def test_a_letter_that_waits_is_not_overtaken(scene: Scene, why: type[HasToWait]) -> None:
    scene.notebook.troubles["bal"] = why(timedelta(minutes=1))
    await scene.says("Léa", "/tache un")
    scene.notebook.troubles.clear()
    await scene.says("Léa", "/tache deux")
    assert not scene.letters(Kind.CARD)
    await scene.waits("2min")
    assert [d.about for d in scene.letters(Kind.CARD)] == [1, 2]


async def test_nor_by_what_is_said_after_a_new_start(scene: Scene) -> None:
    scene.notebook.troubles["bal"] = TryLater(timedelta(minutes=1))
    await scene.says("Léa", "/tache un")
    scene.notebook.troubles.clear()
    notebook = Notebook()
    again = App(scene.engine, lambda: scene.now, {notebook.name: notebook}, strict=True)
    try:
        await again.recover()
        await again.receive(
            Incoming(
                own_account=MESSENGER,
                event="new",
                said_at=scene.now.astimezone(UTC),
                sender=sender("Marc"),
                action=Action.TEXT,
                place=place_of("bal"),
                text="/tache deux",
                message_id="new",
            )
        )
        await again.settle()
        assert not [d for d in notebook.sent if d.kind is Kind.CARD]
        await scene.sleeps("2m")
        await again.tick()
        await again.settle()
    finally:
        await again.close()
    assert [d.about for d in notebook.sent if d.kind is Kind.CARD] == [1, 2]


async def test_a_week_after_they_are_over_letters_hold_no_words(stage: Stage) -> None:
    """Sent, joined, dropped, refused: only what tells one letter from another is kept."""
    scene = await stage(unreachable=["Sam"])
    await two_proposals_at_night(scene)
    await scene.says("Marc", "/tache Trouver un secret @Sam")
    await scene.says("Sam", "/fiat le secret")
    await scene.says("Sam", "/refuser 3")
    await scene.says("Marc", "/roel secret")
    scene.notebook.troubles["Marc"] = NotSent()
    await scene.says("Marc", "/note 7 secret")
    await scene.at("tue 9:00")
    await scene.waits("1w")
    letters = scene.rows("letter")
    assert {row["state"] for row in letters} >= {"sent", "joined", "dropped", "failed"}
    assert not [row for row in letters if row["document"] and row["state"] not in ("waiting", "unknown")]
    assert not [row for row in letters if any(isinstance(value, str) for value in (row["detail"] or {}).values())]
    assert not [row for row in scene.rows("choice") if "secret" in row["command"]]


async def test_a_letter_that_stopped_being_true_inside_another_one_holds_no_words(scene: Scene) -> None:
    await two_proposals_at_night(scene)
    scene.notebook.troubles["Léa"] = RuntimeError()  # nobody knows whether it arrived
    await scene.at("tue 8:00")
    await scene.says("Marc", "/prendre 2")
    scene.notebook.troubles.clear()
    left = await scene.waits("2h")
    assert [(d.kind, d.about) for d in left if d.member] == [(Kind.PROPOSAL, 1)]
    assert not [row for row in scene.rows("letter", kind="proposal") if row["document"]]


async def test_a_bot_that_starts_again_does_not_wait_as_long_as_it_would_have(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    scene.notebook.troubles["bal"] = OSError("nobody answers")
    await scene.says("Marc", "/prendre 1")
    await scene.waits("2h")  # the pauses have grown to half an hour
    notebook = Notebook()
    again = App(scene.engine, lambda: scene.now, {notebook.name: notebook}, strict=True)
    try:
        await again.recover()
        await again.settle()
    finally:
        await again.close()
    assert "Marc" in notebook.sent[-1].speech.plain
