"""A debate set aside, over the wire: the card, a line without a name, the decision; on Telegram and on Matrix."""

from __future__ import annotations

from tests.messengers.matrix_scene import Scene as Room
from tests.messengers.telegram_scene import Scene

HEATED = "On devrait monter à 7 € !\nSinon on coule"
MY_VIEW, SETTLED = "Donner mon avis", "C'est tranché"
A_NIGHT = 22 * 3600  # from ten in the morning until eight


async def test_on_telegram_its_buttons_open_the_private_chat_where_a_line_is_asked_for(bal: Scene) -> None:
    said = await bal.marc.types(HEATED, bal.group)
    await bal.lea.types("/parquer le prix des billets", bal.group, reply_to=said)
    card = await bal.shows("A · le prix des billets")
    assert (card.silent, card.labels) == (True, [MY_VIEW, SETTLED])
    assert "Sinon on coule" not in card.text
    links = [button["url"] for row in card.buttons for button in row]
    assert links == [f"https://t.me/accalmie_bot?start={what}" for what in ("A", "decide-A")]
    assert any(str(said.id) in mark.get("url", "") for mark in card.entities), "it leads to the message"

    await bal.marc.starts(bal.bot, "A")
    await bal.marc.is_shown("en une ligne", bal.bot, by=bal.bot)
    await bal.marc.types("Gratuit pour les enfants", bal.bot)
    await bal.marc.is_shown("Sans ton nom, sur la fiche", bal.bot, by=bal.bot)
    await bal.ana.types("/agenda A : 5 €, ça me va", bal.group, reply_to=card)
    await bal.changes(card, to="5 €, ça me va — Ana")
    assert await bal.posted("Gratuit") == []
    await bal.passes(A_NIGHT)
    changed = await bal.changes(card, to="Gratuit pour les enfants")
    assert "Marc" not in changed.text

    await bal.lea.starts(bal.bot, "decide-A")
    await bal.lea.is_shown("Qu'est-ce qui est décidé, en une ligne", bal.bot, by=bal.bot)
    await bal.lea.types("on garde 5 €", bal.bot)
    over = await bal.changes(card, to="on garde 5 €")
    assert over.labels == []
    assert len(await bal.posted("A · le prix des billets")) == 1


async def test_on_telegram_it_stands_in_its_topic(forum: Scene) -> None:
    drinks = await forum.ana.opens_topic("Buvette", forum.group)
    said = await forum.marc.types("Et le vin ?", forum.group, topic=drinks)
    await forum.lea.types("/parquer", forum.group, reply_to=said, topic=drinks)
    card = await forum.shows("A · Et le vin ?")
    await forum.marc.types("/agenda A : du cidre", forum.group)
    changed = await forum.changes(card, to="du cidre — Marc")
    assert (card.topic, changed.topic) == (drinks, drinks)


async def test_on_matrix_a_reaction_leads_to_private_and_a_deleted_message_leaves_no_words(room: Room) -> None:
    said = await room.marc.types(HEATED, room.room)
    await room.lea.types("!parquer le prix des billets", room.room, reply_to=said)
    card = await room.shows("A · le prix des billets")
    assert card.notice
    assert MY_VIEW in card.text
    await room.changes(card, to="On devrait monter")

    await room.marc.reacts(card, "1️⃣")
    await room.is_told("en une ligne", room.marc)
    private = await room.private(room.marc)
    await room.marc.types("Gratuit pour les enfants", private)
    await room.is_told("Sans ton nom, sur la fiche", room.marc)
    assert not any("Gratuit" in text for text in await room.said())

    await room.marc.deletes(said)

    async def has_no_words() -> bool:
        return "On devrait monter" not in (await room.ana.sees_again(card)).text

    await room.ana.until(has_no_words)
    await room.ana.types("!agenda décider on garde 5 €", room.room, reply_to=card)
    over = await room.changes(card, to="on garde 5 €")
    assert "Gratuit pour les enfants" in over.text
    assert "Marc" not in over.text


async def test_on_matrix_it_stands_in_its_thread(room: Room) -> None:
    root = await room.ana.types("Parlons du bal", room.room)
    await room.lea.types("!parquer le prix", room.room, thread=root)
    card = await room.shows("A · le prix")
    await room.marc.types("!agenda A : gratuit", room.room)
    changed = await room.changes(card, to="gratuit")
    assert (card.thread, changed.thread) == (root.id, root.id)
