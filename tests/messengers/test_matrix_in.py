"""What people do on Matrix, and what the bot makes of it; in a plain room and in an encrypted one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest

from tests.messengers.matrix_scene import HELLO, Scene


async def test_a_typed_task_gets_a_card(room: Scene) -> None:
    card = await room.asks_for("Réserver la salle")
    assert card.notice
    assert card.encrypted is room.encrypted


async def test_an_answer_for_one_person_comes_in_private(room: Scene) -> None:
    await room.lea.types("!aide", room.room)
    told = await room.is_told("!tache", room.lea)
    assert told.encrypted


async def test_a_reaction_takes_a_task(room: Scene) -> None:
    card = await room.asks_for("Réserver la salle")
    await room.marc.reacts(card, "🙋")
    shown = await room.changes(card, to="Marc")
    assert shown.edited
    await room.marc.reacts(card, "✅")
    await room.changes(card, to="fait")


async def test_a_message_that_is_answered_becomes_a_task(room: Scene) -> None:
    said = await room.ana.types("Il faudrait réserver la salle des fêtes", room.room)
    await room.lea.types("!tache", room.room, reply_to=said)
    card = await room.shows("réserver la salle des fêtes")
    assert "salle des fêtes" in card.text


async def test_editing_the_message_corrects_the_task(room: Scene) -> None:
    typed = await room.lea.types("!tache Réserver la sale", room.room)
    card = await room.shows("sale")
    await room.lea.edits(typed, "!tache Réserver la salle")
    await room.changes(card, to="salle")


@pytest.mark.parametrize("written", [str, quote], ids=["as it is", "escaped"])
async def test_somebody_picked_from_the_list_is_meant(room: Scene, written: Callable[[str], str]) -> None:
    """Apps write the address of an account in two ways."""
    pill = f'<a href="https://matrix.to/#/{written(room.marc.id)}">Marc</a>'
    await room.lea.types("!tache Affiches Marc", room.room, mentions=[room.marc], html=f"!tache Affiches {pill}")
    card = await room.shows("Affiches")
    assert "Marc" not in card.text.split("\n")[0]
    assert f"matrix.to/#/{quote(room.marc.id)}" in (card.html or "")


async def test_a_reaction_is_answered_by_the_card_alone(room: Scene) -> None:
    card = await room.asks_for("Réserver la salle")
    await room.marc.reacts(card, "🙋")
    await room.changes(card, to="Marc")
    await room.app.settle()
    assert await room.marc.invitations() == []


async def test_a_reaction_that_is_taken_back_undoes_what_it_did(room: Scene) -> None:
    card = await room.asks_for("Réserver la salle")
    await room.marc.reacts(card, "🙋")
    await room.changes(card, to="Marc")
    await room.marc.takes_back(card, "🙋")
    await room.changes(card, to="cherche quelqu'un")


async def test_a_pencil_makes_a_task_of_a_message(room: Scene) -> None:
    said = await room.ana.types("Il faudrait réserver la salle", room.room)
    await room.lea.reacts(said, "✍️")
    await room.shows("Il faudrait réserver la salle")


async def test_a_name_that_one_person_in_the_room_has_means_them(room: Scene) -> None:
    await room.lea.types("!tache Affiches @marc", room.room)
    card = await room.shows("Affiches")
    assert f"matrix.to/#/{quote(room.marc.id)}" in (card.html or "")


async def test_the_bots_name_first_makes_a_task(room: Scene) -> None:
    await room.lea.types("Accalmie: réserver la salle", room.room)
    await room.shows("réserver la salle")
    pill = f'<a href="https://matrix.to/#/{room.bot.id}">Accalmie</a>: coller des affiches'
    await room.lea.types("Accalmie: coller des affiches", room.room, mentions=[room.bot], html=pill)
    await room.shows("coller des affiches")


async def test_what_is_typed_in_a_thread_is_answered_there(room: Scene) -> None:
    root = await room.ana.types("Parlons du bal", room.room)
    await room.lea.types("!tache Réserver la salle", room.room, thread=root)
    card = await room.shows("Réserver la salle")
    assert card.thread == root.id
    await room.marc.reacts(card, "🙋")
    taken = await room.changes(card, to="Marc")
    assert taken.thread == root.id


async def test_a_task_typed_in_private_is_shown_in_the_room(room: Scene) -> None:
    await room.lea.types("!aide", room.room)
    private = await room.private(room.lea)
    await room.lea.types("!tache Réserver la salle", private)
    await room.shows("Réserver la salle")


async def test_who_opens_a_conversation_is_answered_in_it(room: Scene) -> None:
    await room.lea.types("!tache Réserver la salle moi", room.room)
    await room.shows("Réserver la salle")
    private = await room.lea.opens_direct(room.bot)
    await room.lea.types("!taches moi", private)
    told = await room.lea.is_shown("Réserver la salle", private, by=room.bot)
    assert told.encrypted
    assert room.bot.id not in [each.by for each in await room.lea.invitations()]


async def test_in_an_encrypted_room_what_is_said_in_clear_is_not_heard(sealed_room: Scene) -> None:
    """Whoever runs the server could have written it."""
    said = {"msgtype": "m.text", "body": "!tache Virer la caisse"}
    await sealed_room.lea.sends_plainly("m.room.message", said, sealed_room.room)
    await sealed_room.asks_for("Réserver la salle")
    assert not [each for each in await sealed_room.said() if "caisse" in each]


async def test_what_comes_before_its_key_is_done_once_the_key_comes(sealed_room: Scene) -> None:
    async with sealed_room.lea.without_keys():
        await sealed_room.lea.types("!tache Réserver la salle", sealed_room.room)
        await sealed_room.asks_for("Affiches", by=sealed_room.marc)
    await sealed_room.shows("Réserver la salle")


async def test_whose_key_does_not_come_is_told_once(sealed_room: Scene) -> None:
    room = sealed_room
    await room.asks_for("Tables")
    lea = await room.matrix.on_another_device(room.lea)
    async with lea.without_keys():
        await lea.types("!tache Réserver la salle", room.room)
        await lea.types("!tache Affiches", room.room)
        await room.asks_for("Chaises", by=room.marc)
        room.clock.now += timedelta(minutes=2)
        await room.asks_for("Bancs", by=room.marc)
        await room.is_told("pas pu lire", room.lea)
    await room.shows("Réserver la salle")
    await room.shows("Affiches")
    told = [each for each in await room.lea.sees(await room.private(room.lea)) if "pas pu lire" in each.text]
    assert len(told) == 1


async def test_who_was_there_before_the_bot_can_be_asked_by_name(room: Scene) -> None:
    """They never wrote: the bot knows them as everybody in the room does."""
    other = await room.ana.makes_room("Repas", room.marc, room.lea, encrypted=room.encrypted)
    await room.ana.invites(room.bot, other)
    await room.ana.is_shown(HELLO, other, by=room.bot)
    await room.lea.types("!tache Affiches @marc", other)
    card = await room.lea.is_shown("Affiches", other, by=room.bot)
    assert "Marc" in card.text
    assert f"matrix.to/#/{quote(room.marc.id)}" in (card.html or "")
    asked = await room.is_told("Affiches", room.marc)
    assert asked.encrypted


async def test_a_conversation_that_others_join_is_a_group_from_then_on(room: Scene) -> None:
    private = await room.lea.opens_direct(room.bot, encrypted=room.encrypted)
    await room.lea.types("!aide", private)
    await room.lea.is_shown("!tache", private, by=room.bot)
    await room.lea.invites(room.marc, private)
    await room.marc.joins(private)
    await room.lea.is_shown(HELLO, private, by=room.bot)
    await room.marc.types("!tache Affiches", private)
    await room.lea.is_shown("Affiches", private, by=room.bot)


async def test_who_speaks_before_the_bot_has_come_into_the_conversation_is_heard(room: Scene) -> None:
    await room.lea.types("!tache Réserver la salle moi", room.room)
    await room.shows("Réserver la salle")
    await room.app.settle()
    await room.stops()
    private = await room.lea.opens_direct(room.bot)
    await room.lea.types("!taches moi", private)
    await room.starts()
    await room.lea.is_shown("Réserver la salle", private, by=room.bot)
