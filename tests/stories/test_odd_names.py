"""What somebody calls themself, or a group, is a name and nothing else, wherever it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from xml.etree import ElementTree

import pytest

from bot.messengers.matrix.content import contents
from bot.pictures.load import Bar, Words, svg
from domain.message import LONGEST_NAME, Action, Forward, Incoming, Place, Sender
from storage import teams
from tests.conftest import Stage
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


def test_so_is_the_name_above_a_message_that_is_handed_on() -> None:
    assert Forward("words", None, "Zoé\n\u202eAdmin\x1b[2J" + "x" * 9000).name.startswith("Zoé Admin [2Jxx")
    assert len(Forward("words", None, "x" * 9000).name) == LONGEST_NAME


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


async def test_no_words_of_anybody_ring_in_a_matrix_room(stage: Stage) -> None:
    scene = await stage(mentions_people=True)
    await scene.says("Léa", "/tache Salle pour @room et @all https://matrix.to/#/@evil:example.org moi")
    await scene.says("Léa", "/note 1 @room <a href='https://matrix.to/#/@evil:example.org'>ici</a>")
    events = [event for letter in scene.notebook.sent if not letter.sound for event in contents(letter)]
    assert any("@room" in event["body"] for event in events)
    assert [event["m.mentions"] for event in events if event["m.mentions"]] == []
    assert [event for event in events if 'href="https://matrix.to/#/@evil' in event["formatted_body"]] == []
    assert {event["msgtype"] for event in events} == {"m.notice"}


def test_a_picture_shows_words_as_words() -> None:
    odd = "</text><script>x</script>&\"'"
    drawn = svg([Bar(odd, 3.0, 1.0, 2.0)], Words(odd, odd, odd, odd, odd))
    tags = {each.tag.rpartition("}")[2] for each in ElementTree.fromstring(drawn).iter()}
    assert "script" not in tags
    assert odd in {each.text for each in ElementTree.fromstring(drawn).iter()}
