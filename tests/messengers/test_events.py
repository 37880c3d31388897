"""Saying that one comes, over the wire: a button on Telegram, a reaction on Matrix; and that one cannot, unseen."""

from __future__ import annotations

from tests.messengers.matrix_scene import Scene as Room
from tests.messengers.telegram_scene import Scene
from tests.messengers.test_telegram_whispers import whispered

I_COME, I_CANNOT = "Je viens", "Je ne peux pas"
TYPED = "evenement Assemblée, salle des fêtes, dans 3 semaines"


async def test_on_telegram_the_announcement_rings_and_changes_in_place_as_people_press(bal: Scene) -> None:
    await bal.lea.types(f"/{TYPED}", bal.group)
    card = await bal.shows("Assemblée, salle des fêtes")
    assert (card.silent, card.labels) == (False, [I_COME, I_CANNOT])
    await bal.marc.presses(I_COME, card)
    await bal.changes(card, to="1 présence\u00a0: Marc")
    await bal.ana.presses(I_COME, card)
    await bal.changes(card, to="2 présences\u00a0: Marc et Ana")
    await bal.marc.presses(I_CANNOT, card)
    changed = await bal.changes(card, to="1 présence\u00a0: Ana")
    assert changed.labels == [I_COME, I_CANNOT]
    assert len([each for each in await bal.posted("Assemblée") if each.ephemeral_id is None]) == 1


async def test_on_telegram_whoever_cannot_is_answered_alone_and_nothing_changes(bal: Scene) -> None:
    await bal.lea.types(f"/{TYPED}", bal.group)
    card = await bal.shows("Assemblée, salle des fêtes")
    before = await bal.said()
    press = await bal.marc.presses(I_CANNOT, card)
    await bal.marc.is_answered(press)
    await bal.has_heard()
    assert await bal.said() == before
    assert any("Personne ne le saura" in each.text for each in await whispered(bal, bal.marc))
    assert await whispered(bal, bal.ana) == []


async def test_on_matrix_a_hand_says_that_one_comes_and_nothing_in_the_room_that_one_cannot(room: Room) -> None:
    await room.marc.types("!taches", room.room)
    await room.lea.types(f"!{TYPED}", room.room)
    card = await room.shows("Assemblée, salle des fêtes")
    assert f"🙋\u00a0{I_COME}" in card.text
    assert I_CANNOT not in card.text
    await room.marc.reacts(card, "🙋")
    await room.changes(card, to="1 présence\u00a0: Marc")
    await room.lea.reacts(card, "🙋")
    await room.changes(card, to="2 présences")
    await room.lea.reacts(card, "🙏")
    await room.marc.takes_back(card, "🙋")
    await room.changes(card, to="1 présence\u00a0: Léa")
    private = await room.private(room.marc)
    await room.marc.types("!evenement absent", private)
    await room.is_told("Personne ne le saura", room.marc)
    assert not any("Personne ne le saura" in text for text in await room.said())
