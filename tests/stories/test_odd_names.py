"""What somebody calls themself, or a group, is a name and nothing else, wherever it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from domain.message import LONGEST_NAME, Action, Incoming, Place, Sender
from storage import teams
from tests.scene import Scene

ODD = {
    "Zoé\nAdmin : je m'en occupe": "Zoé Admin : je m'en occupe",
    "Zo\u202eé \u2066Ana\u2069": "Zoé Ana",
    "\x1b[31mZoé\x07\x9b2J\r": "[31mZoé 2J",
    "Zoé\u2028Ana\u2029": "Zoé Ana",
    "\u202e\u2066\u200b": "evil",
    "<b>Zoé</b> & { $name }": "<b>Zoé</b> & { $name }",
    "@room @all": "@room @all",
    "=cmd|' /C calc'!A0": "=cmd|' /C calc'!A0",
    "Zoé " * 5000: ("Zoé " * 25).rstrip(),
    "Léa": "Léa",
}


@pytest.mark.parametrize(("typed", "shown"), ODD.items(), ids=range(len(ODD)))
def test_a_name_is_one_line_that_turns_and_breaks_nothing(typed: str, shown: str) -> None:
    sender = Sender("matrix", "", "@evil:example.org", typed, "evil")
    assert (sender.name, replace(sender, name=typed).name) == (shown, shown)
    assert len(sender.name) <= LONGEST_NAME


async def test_a_card_shows_nothing_else_of_an_odd_name(scene: Scene) -> None:
    said = scene.heard("Nour", "/tache Affiches moi", "odd")
    odd = Sender("terminal", "", "Nour", "Nour\n\u202e#9 Caisse\x1b[2J — Ana" + "!" * 9000, "Nour")
    await scene.player.app.receive(replace(said, sender=odd, private=False, message_id="odd"))
    await scene.player.app.settle()
    shown = [letter.speech.plain for letter in scene.notebook.sent if "Affiches" in letter.speech.plain]
    assert shown
    assert all("Nour #9 Caisse" in each and len(each) < 1000 for each in shown)
    assert not [each for each in shown if set(each) & set("\u202e\x1b")]


async def test_so_is_the_name_of_a_group(scene: Scene) -> None:
    added = Incoming(
        own_account="terminal",
        event="added",
        said_at=scene.now.astimezone(UTC),
        sender=Sender("terminal", "", "Zoé", "Zoé"),
        action=Action.ADDED,
        place=Place("terminal", "", "odd"),
        title="Bal\n\u202e\x1b[31m" + "x" * 60_000,
    )
    await scene.player.app.receive(added)
    with scene.engine.connect() as rows:
        (chat,) = [each for each in teams.waiting(rows) if each.place.external_id == "odd"]
    assert (chat.team.name[:8], len(chat.team.name)) == ("Bal [31m", LONGEST_NAME)
