"""Every line that any command shows as an example, typed by those who have no business with it."""

from __future__ import annotations

import pytest

from bot.house import House
from bot.locales import LANGUAGES
from domain import flood
from domain.rights import Deed
from handlers.kit import registry
from tests.conftest import Stage
from tests.scene import Scene, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
ALL = House(limits=flood.NONE)
LINES = [
    (command, f"/{example.in_language(language)}")
    for command in registry.commands()
    for example in command.examples
    for language in LANGUAGES
]
SECRETS = ("Décorer la cave", "Personne ne crie", "Insultes", "Une lampe", "Léa")


async def a_group(stage: Stage) -> Scene:
    """With something of everything that others must not read."""
    scene = await stage(house=ALL)
    await scene.says("Léa", "/tache Décorer la cave @Marc demain")
    await scene.says("Ana", "/charte Personne ne crie ici.")
    await scene.presses("Ana", "charter now 0: Personne ne crie ici.")
    for line in ("/signaler Insultes", "/signaler concerne : personne", "/signaler envoyer"):
        await scene.whispers("Marc", line)
    for line in ("/demander @Marc", "C'est sombre.", "passer", "passer", "Une lampe ?", "la lumière"):
        await scene.whispers("Léa", line)
    return scene


async def test_a_stranger_in_private_is_never_answered_and_changes_nothing(stage: Stage) -> None:
    scene = await a_group(stage)
    before, sent = scene.state(), len(scene.notebook.sent)
    for _, line in LINES:
        await scene.whispers("Personne", line, team=None)
    assert scene.notebook.sent[sent:] == []
    counted = {"link_try": scene.rows("link_try")}  # codes that did not count; by nobody's account
    assert scene.state() == before | counted
    assert {row["account_id"] for row in counted["link_try"]} == {None}


async def test_somebody_who_left_gets_nothing_but_their_own_data(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.leaves("Marc")
    before, sent = scene.state(), len(scene.notebook.sent)
    for command, line in LINES:
        if Deed.OWN_DATA not in command.deeds:
            await scene.whispers("Marc", line)
            await scene.says("Marc", line)
    assert scene.notebook.sent[sent:] == []
    assert scene.state() == before


async def test_a_member_of_another_group_changes_and_learns_nothing_of_this_one(stage: Stage) -> None:
    scene = await a_group(stage)
    ours = scene.row("team", name="bal")["id"]
    before = {name: [row for row in rows if row.get("team_id") == ours] for name, rows in scene.state().items()}
    sent = len(scene.notebook.sent)
    for _, line in LINES:
        await scene.says("Zoé", line, team="ciné")
        await scene.whispers("Zoé", line, team=None)
    left = scene.notebook.sent[sent:]
    assert {receiver(letter) for letter in left} <= {"Zoé", "ciné", ""}, "the last one to nobody: she is forgotten"
    assert [(s, each.speech.plain) for each in left for s in SECRETS if s in each.speech.plain] == []
    after = {name: [row for row in rows if row.get("team_id") == ours] for name, rows in scene.state().items()}
    assert after == before
