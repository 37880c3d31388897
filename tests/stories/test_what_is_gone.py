"""What people delete is gone for the bot as well, and what it could not read it says once, to its writer alone."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


# ---- deleted


async def test_a_deleted_card_is_posted_anew_when_it_has_something_to_show(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    (card,) = scene.letters(Kind.CARD)
    assert await scene.takes_away("Ana", "card:1") == []
    [_, again] = await scene.says("Marc", "/prendre 1")
    assert (again.kind, again.sound, again.edits, again.edits_message) == (Kind.CARD, False, card.letter, None)
    await scene.presses("Léa", "done 1", on="card:1")  # its buttons count, where it stands now
    assert not scene.task(1).is_open
    assert scene.letters(Kind.CARD)[-1].edits_message == str(again.letter)


async def test_the_buttons_of_a_deleted_card_count_no_more(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    old = str(scene.letters(Kind.CARD)[0].letter)
    await scene.takes_away("Ana", "card:1")
    await scene.says("Léa", "/noter 1 en bleu")
    assert await scene.reacts("Marc", "🙋", on=old) == []
    assert scene.task(1).is_free


async def test_anybody_who_may_delete_a_card_there_may_do_so(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    assert await scene.takes_away("Nour", "card:1") == []
    [_, again] = await scene.says("Marc", "/prendre 1")
    assert again.edits_message is None
    assert "Nour" not in scene.members()


async def test_of_a_deleted_message_no_words_stay(scene: Scene) -> None:
    await scene.says("Marc", "Ma porte est ouverte", id="m1")
    await scene.says("Léa", "/tache Fermer la porte", to="m1")
    await scene.says("Léa", "/echeance 1 vendredi")
    assert "Ma porte est ouverte" in scene.everything()
    [card] = await scene.takes_away("Marc", "m1")
    assert (card.kind, card.sound) == (Kind.CARD, False)
    assert "card-quote" not in keys(card)
    task = scene.task(1)
    assert (task.title, task.quote, task.link) == ("Fermer la porte", None, None)
    assert "Ma porte est ouverte" not in scene.everything()
    await scene.says("Léa", "/oups")
    assert scene.task(1).due is None
    assert scene.task(1).quote is None
    assert await scene.takes_away("Marc", "m1") == []


async def test_a_deleted_private_message_is_found_in_whichever_team_it_made_a_task(stage: Stage) -> None:
    scene = await stage(elsewhere=["Léa"])
    await scene.says("Zoé", "/tache Projeter", team="ciné")
    await scene.says("Léa", "Entre nous", id="words", private=True)
    await scene.whispers("Léa", "/tache Balayer", to="words", team="ciné")
    assert scene.tasks("ciné")[-1].quote == "Entre nous"
    await scene.takes_away("Léa", "words", private=True, team=None)
    assert scene.tasks("ciné")[-1].quote is None


async def test_anything_else_that_is_deleted_is_chatter(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    before = scene.everything()
    for who in ("Léa", "Nour"):
        for private in (False, True):
            assert await scene.takes_away(who, "nothing", private=private) == []
    assert scene.everything() == before


# ---- unreadable


@pytest.mark.parametrize("private", [False, True])
async def test_whoever_wrote_what_cannot_be_read_is_told_in_private_without_a_sound(
    scene: Scene, private: bool
) -> None:
    [letter] = await scene.is_unreadable("Léa", private=private)
    assert kinds([letter]) == [("system", "Léa", False)]
    assert keys(letter) == ["unreadable-here" if private else "unreadable"]


async def test_of_several_together_they_are_told_once(scene: Scene) -> None:
    told = [letter for _ in range(3) for letter in await scene.is_unreadable("Léa")]
    told += await scene.is_unreadable("Marc")
    assert [receiver(letter) for letter in told] == ["Léa", "Marc"]
    await scene.waits("11m")
    assert [receiver(letter) for letter in await scene.is_unreadable("Léa")] == ["Léa"]


async def test_nobody_else_learns_that_something_could_not_be_read(stage: Stage) -> None:
    scene = await stage(unreachable=["Sam"])
    await scene.leaves("Marc")
    for who in ("Sam", "Marc", "Nour"):
        assert await scene.is_unreadable(who) == []
    assert "Nour" not in scene.members()


async def test_at_night_it_waits_for_the_morning(scene: Scene) -> None:
    await scene.at("mon 22:00")
    assert await scene.is_unreadable("Léa") == []
    assert [letter.kind for letter in await scene.at("tue 8:01")] == [Kind.SYSTEM]
