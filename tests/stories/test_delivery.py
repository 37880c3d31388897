"""Letters on a bad day: what a messenger puts off, refuses or loses."""

from __future__ import annotations

from datetime import timedelta

from bot.messengers import NotSent, TryLater
from domain.letter import Kind
from tests.scene import Scene

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
    scene.notebook.troubles["Léa"] = TryLater(timedelta(days=3))
    for title in ("un", "deux", "trois"):
        await scene.says("Ana", f"/tache {title} @Léa")
    scene.notebook.troubles.clear()
    left = await scene.says("Ana", "/tache quatre @Léa")
    assert [d.sound for d in left if d.kind is Kind.PROPOSAL] == [True]
