"""What people report on Matrix: in answer to a message of the room, or in their own words in private."""

from __future__ import annotations

from tests.messengers.matrix_scene import Scene


async def test_in_answer_to_a_message_the_command_goes_and_it_is_carried_on_in_private(room: Scene) -> None:
    await room.ana.promotes(room.bot, room.room)
    for who in (room.ana, room.marc):
        await room.asks_for(f"Chose de {who.name}", by=who)
    said = await room.marc.types("Tu n'es <b>qu'une</b> moins que rien", room.room)
    typed = await room.lea.types("!signaler", room.room, reply_to=said)
    shown = await room.is_told("Personne concernée\u00a0: Marc", room.lea)
    assert "Tu n'es <b>qu'une</b> moins que rien" in shown.text

    async def is_gone() -> bool:
        return (await room.marc.sees_again(typed)).redacted

    await room.marc.until(is_gone)
    assert not (await room.marc.sees_again(said)).redacted
    await room.lea.reacts(shown, "1️⃣")
    read = await room.is_told("confie ceci", room.ana)
    assert "moins que rien" in read.text
    assert "Léa" not in read.text
    await room.ana.reacts(read, "1️⃣")
    await room.is_told("a été lu", room.lea)


async def test_whose_a_message_was_is_asked_where_no_app_tells(room: Scene) -> None:
    for who in (room.lea, room.marc):
        await room.asks_for(f"Chose de {who.name}", by=who)
    await room.lea.types("!aide", room.room)
    await room.is_told("Ce qu'on peut faire ici", room.lea)
    alone = await room.private(room.lea)
    await room.lea.types("!signaler", alone)
    await room.is_told("ta messagerie ne me dit pas de qui il est", room.lea)
    await room.lea.types("Tu n'es rien", alone)
    await room.is_told("Qui est concerné", room.lea)
    await room.lea.types("Marc", alone)
    shown = await room.is_told("Personne concernée\u00a0: Marc", room.lea)
    assert "Tu n'es rien" in shown.text
