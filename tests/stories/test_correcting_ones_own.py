"""What is wrong about somebody is corrected: where it comes from, or by one command."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.replay.resolve import MESSENGER, place_of, sender
from domain.message import Action, Incoming
from tests.scene import Scene, keys

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


async def test_a_name_follows_the_messenger_and_the_handle_does_too(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter @Marc")
    for name, handle in (("Marc Dupont", "Marc"), ("Marc Dupont", "marcd")):
        now = replace(sender("Marc"), name=name, handle=handle)
        event = Incoming(MESSENGER, f"{name} {handle}", scene.now, now, Action.TEXT, place_of("bal"), text="/taches")
        await scene.player.app.receive(event)
        row = scene.row("account", external_id="Marc")
        assert (row["name"], row["handle"]) == (name, handle)


async def test_ones_own_note_is_taken_away_and_nobody_elses(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter")
    await scene.says("Marc", "/noter 1 la clef est chez moi")
    await scene.says("Léa", "/noter 1 à la salle des fêtes")
    assert "note-none" in keys(*await scene.whispers("Sam", "/noter 1 non"))
    assert "noted-note-off" in keys(*await scene.whispers("Marc", "/noter 1 non"))
    assert [row["words"] for row in scene.rows("note")] == ["à la salle des fêtes"]
    assert "clef" not in str(scene.rows("task"))
    await scene.says("Ana", "/noter 1 non")
    assert scene.rows("note") == [], "the coordination may take away anybody's"
    assert "refusal-nothing-to-undo" in keys(*await scene.whispers("Ana", "/oups"))


async def test_ones_own_thanks_are_taken_away_told_or_not(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter")
    await scene.says("Marc", "/merci @Léa @Sam pour tout")
    await scene.waits("8d")
    assert scene.row("thanks")["told_in"] is not None
    assert keys(*await scene.whispers("Marc", "/merci non")) == ["noted-thanks-off"]
    assert scene.rows("thanks") == []
    assert "thanks-none" in keys(*await scene.whispers("Marc", "/merci non"))


async def test_a_quoted_line_is_taken_away(scene: Scene) -> None:
    await scene.says("Marc", "On a besoin d'une échelle\nj'habite au 3, rue des Lilas", id="m1")
    await scene.says("Léa", "/tache Échelle", to="m1")
    assert scene.row("task")["quote"]
    await scene.says("Marc", "/corriger 1 sans citation")
    assert (scene.row("task")["quote"], scene.row("task")["title"]) == (None, "Échelle")
