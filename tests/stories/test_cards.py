"""One card a task: posted once, edited in place for the rest of its life, never two attempts at a time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.messengers import NotSent, TryLater
from bot.replay.resolve import place_of, sender
from domain.letter import Kind
from domain.message import Action, Incoming
from tests.scene import Scene, keys, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def line(scene: Scene, who: str, text: str, name: str) -> Incoming:
    """A message of the group, to be handed over while others are still on their way."""
    return Incoming("terminal", name, scene.now, sender(who), Action.TEXT, place_of("bal"), text=text, message_id=name)


async def test_a_task_has_one_post_in_the_chat_and_edits_that_name_it(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    for who, typed in (("Marc", "prendre 1"), ("Marc", "echeance 1 vendredi"), ("Léa", "fait 1"), ("Léa", "rouvrir 1")):
        await scene.says(who, f"/{typed}")
    first, *later = scene.letters(Kind.CARD)
    assert first.edits is None
    assert [(d.edits, d.edits_message) for d in later] == [(first.letter, str(first.letter))] * 4
    assert not any(d.sound for d in scene.letters(Kind.CARD))


async def test_an_older_card_loses_its_buttons_and_stays_without(scene: Scene) -> None:
    first = (await scene.says("Léa", "/tache Décorer"))[-1]
    await scene.says("Marc", "/tache 1")
    newest = [d for d in scene.letters(Kind.CARD) if d.edits is None][-1]
    left = await scene.says("Marc", "/prendre 1")
    assert [(d.edits, offers(d)) for d in left if d.kind is Kind.CARD] == [(newest.letter, ["done 1"])]
    (said,) = await scene.presses("Sam", "take 1", on="card:1")
    assert keys(said) == ["stale-button"]
    assert [row["letter_id"] for row in scene.rows("choice")] == [newest.letter]
    assert first.letter != newest.letter


async def test_a_newer_revision_replaces_one_that_waits(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    scene.notebook.troubles["bal"] = TryLater(timedelta(minutes=5))
    await scene.says("Marc", "/prendre 1")
    await scene.says("Marc", "/fait 1")
    assert len(scene.rows("letter", kind="card", state="waiting")) == 1
    scene.notebook.troubles.clear()
    left = await scene.waits("5m")
    cards = [d for d in left if d.kind is Kind.CARD]
    assert [keys(d)[1] for d in cards] == ["status-done-by"]


async def test_a_newer_revision_waits_for_one_that_is_on_its_way(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    app, notebook = scene.player.app, scene.notebook
    notebook.open.clear()
    await app.receive(line(scene, "Marc", "/prendre 1", "a"))
    await app.receive(line(scene, "Marc", "/fait 1", "b"))
    await app.receive(line(scene, "Marc", "/rouvrir 1", "c"))
    assert [row["state"] for row in scene.rows("letter", kind="card")] == ["sent", "attempting", "waiting"]
    notebook.open.set()
    await app.settle()
    cards = scene.letters(Kind.CARD)[1:]
    assert [keys(d)[1] for d in cards] == ["status-owned", "status-owned"]
    assert [d.attempts for d in cards] == [1, 1]


async def test_a_letter_in_hand_is_not_sent_again_however_long_the_messenger_takes(scene: Scene) -> None:
    app, clock, notebook = scene.player.app, scene.player.clock, scene.notebook
    notebook.open.clear()
    await app.receive(line(scene, "Léa", "/tache Décorer", "a"))
    for minutes in (2, 4, 6):
        clock.move_to(scene.now + timedelta(minutes=minutes))
        await app.tick()
    notebook.open.set()
    await app.settle()
    assert [d.attempts for d in scene.letters(Kind.CARD)] == [1]


async def test_what_happens_while_a_card_is_posted_again_shows_on_the_new_card(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    app, notebook = scene.player.app, scene.notebook
    notebook.open.clear()
    await app.receive(line(scene, "Léa", "/tache 1", "a"))
    await asyncio.sleep(0)
    await app.receive(line(scene, "Marc", "/prendre 1", "b"))
    notebook.open.set()
    await app.settle()
    newest = [d for d in scene.letters(Kind.CARD) if d.edits is None][-1]
    shown = [d for d in scene.letters(Kind.CARD) if newest.letter in (d.letter, d.edits)][-1]
    assert "status-owned" in keys(shown)
    assert offers(shown) == ["done 1"]
    assert [row["command"] for row in scene.rows("choice")] == ["done 1"]


async def test_a_card_whose_answer_was_lost_is_tried_again_as_it_is_by_then(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    scene.notebook.troubles["bal"] = TimeoutError()
    await scene.says("Marc", "/prendre 1")
    assert scene.row("letter", kind="card")["state"] == "unknown"
    await scene.says("Marc", "/fait 1")
    scene.notebook.troubles.clear()
    left = await scene.waits("1h")
    assert [keys(d)[1] for d in left if d.kind is Kind.CARD] == ["status-done-by"]
    assert {row["state"] for row in scene.rows("letter")} == {"sent"}


async def test_a_letter_refused_for_good_is_not_tried_again(scene: Scene) -> None:
    scene.notebook.troubles["bal"] = NotSent()
    await scene.says("Léa", "/tache Décorer")
    scene.notebook.troubles.clear()
    assert await scene.waits("1d") == []
    assert {row["state"] for row in scene.rows("letter")} == {"failed"}
    await scene.says("Marc", "/prendre 1")
    assert [d.edits for d in scene.letters(Kind.CARD)] == [None]


async def test_the_language_of_the_card_is_the_groups_and_its_words_are_found_late(scene: Scene) -> None:
    await scene.says("Léa", "/task Décorer")
    with scene.engine.begin() as rows:
        rows.exec_driver_sql("UPDATE team SET language = 'en'")
    left = await scene.says("Marc", "/take 1")
    assert left[-1].buttons[0].label == "It is done"
