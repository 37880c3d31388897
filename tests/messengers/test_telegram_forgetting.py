"""Somebody is forgotten on Telegram: what is written anew in place, what is not posted again, and what nobody keeps."""

from __future__ import annotations

from datetime import timedelta

from tests.messengers.telegram_scene import Scene
from tests.stories.test_nothing_is_left import walked
from tests.telegram_server.seen import Seen


async def is_forgotten(bal: Scene) -> Seen:
    await bal.marc.types("/oubliemoi", bal.bot)
    asked = await bal.marc.is_shown("Veux-tu que je t'oublie", bal.bot)
    await bal.marc.presses("Oui, oublie-moi", asked)
    return await bal.marc.is_shown("mon dernier message", bal.bot)


async def test_their_number_is_nowhere_and_their_name_leaves_the_card(bal: Scene) -> None:
    card = await bal.asks_for("Salle")
    await bal.marc.types("/prendre 1", bal.group)
    await bal.changes(card, to="Marc")
    await bal.marc.starts(bal.bot)
    number = str(bal.marc.id)
    assert number in walked(bal.engine)
    await is_forgotten(bal)
    await bal.changes(card, to="cherche quelqu'un")
    await bal.has_heard()
    assert number not in walked(bal.engine)
    assert "Marc" not in walked(bal.engine)


async def test_a_card_that_somebody_deleted_is_not_posted_again_for_it(bal: Scene) -> None:
    card = await bal.asks_for("Salle")
    await bal.marc.types("/prendre 1", bal.group)
    await bal.changes(card, to="Marc")
    await bal.marc.starts(bal.bot)
    await bal.has_heard()
    await bal.ana.deletes(card)
    await is_forgotten(bal)
    bal.clock.now += timedelta(minutes=1)
    await bal.app.tick()
    await bal.has_heard()
    assert [each for each in await bal.said() if "Salle" in each] == []


async def test_typed_in_the_group_by_somebody_out_of_reach_it_is_whispered_and_done(bal: Scene) -> None:
    await bal.marc.types("/tache Salle moi", bal.group)
    await bal.marc.types("/oubliemoi", bal.group)
    await bal.has_heard()
    (asked,) = [each for each in await bal.marc.sees(bal.group) if "Veux-tu" in each.text]
    assert asked.ephemeral_id is not None
    await bal.marc.presses("Oui, oublie-moi", asked)
    await bal.marc.is_shown("mon dernier message", bal.group)
    await bal.has_heard()
    assert str(bal.marc.id) not in walked(bal.engine)
    assert not [text for text in await bal.said() if "dernier message" in text]
