"""What a messenger gets with each letter, so that it needs to know nothing of tasks or languages."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


async def test_every_letter_has_a_name_of_its_own_that_a_second_attempt_keeps(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.says("Léa", "/tache Ranger")
    names = [letter.key for letter in scene.letters()]
    assert len(set(names)) == len(names)
    scene.notebook.troubles["bal"] = OSError("nobody knows whether it left")
    await scene.says("Marc", "/prendre 2")
    lost = {letter.key for letter in scene.notebook.tried} - set(names)
    scene.notebook.troubles.clear()
    again = await scene.waits("5m")
    assert lost
    assert lost <= {letter.key for letter in again}


async def test_what_comes_by_itself_has_another_name_in_another_database(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.waits("7d")
    digest = scene.letters(Kind.DIGEST)[0]
    number, _, made = digest.key.partition("-")
    assert int(number) == digest.letter
    assert int(made) <= int(scene.now.timestamp() * 1000)


async def test_an_answer_has_its_name_from_the_event_whatever_the_database_counted_before(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    (card,) = scene.letters(Kind.CARD)
    assert str(card.letter) != card.key.partition("-")[0]
    assert len(card.key) == 32


async def test_a_button_says_what_to_type_instead_in_the_language_of_its_reader(stage: Stage) -> None:
    french = await stage()
    await french.says("Léa", "/tache Décorer x3")
    await french.presses("Léa", "take 1")
    (card,) = french.letters(Kind.CARD)[-1:]
    assert [(b.command, b.typed) for b in card.buttons] == [
        ("done 1", "/fait 1"),
        ("take 1 help", "/prendre 1 help"),
    ]


async def test_the_emoji_of_a_button_does_what_it_says_whatever_came_first(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi x4")
    await scene.says("Ana", "/proposer 1 @Marc")  # the buttons that were there keep their ids
    card = scene.letters(Kind.CARD)[-1]
    faces = {button.command: card.faces.get(button.id) for button in card.buttons}
    assert faces == {"accept 1": "🙋", "decline 1": None, "done 1": "✅", "take 1 help": "🙋"}
    (proposal,) = scene.letters(Kind.PROPOSAL)
    assert [proposal.faces.get(button.id) for button in proposal.buttons] == ["🙋", "🙏"]
    await scene.waits("1h")
    await scene.says("Léa", "/tache Ranger le 5 mars ou le 6 mars")
    await scene.says("Léa", "/bilan")
    for letter in scene.letters():
        for button in letter.buttons:
            assert button.person is not None or button.command.startswith("decline") or button.id in letter.faces


async def test_a_letter_names_the_accounts_of_those_it_mentions_where_that_is_wanted(stage: Stage) -> None:
    scene = await stage(mentions_people=True)
    await scene.says("Léa", "/tache Décorer @Marc @Sam")
    (card,) = scene.letters(Kind.CARD)
    assert card.people == {scene.person("Marc"): "Marc", scene.person("Sam"): "Sam"}
    await scene.says("Léa", "/tache Ranger")
    assert scene.letters(Kind.CARD)[-1].people == {}


async def test_a_messenger_that_mentions_nobody_is_told_no_accounts(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    assert [letter.people for letter in scene.letters()] == [{}] * len(scene.letters())
