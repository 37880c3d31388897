"""Something urgent, and what waits for the morning, as people see them on Matrix."""

from __future__ import annotations

from datetime import timedelta

from tests.matrix_server.seen import Seen
from tests.messengers.matrix_scene import Scene


async def test_a_message_sent_at_night_moves_to_the_morning(room: Scene) -> None:
    await room.ana.promotes(room.bot, room.room)
    room.clock.now += timedelta(hours=13)
    others = await room.marc.types("Bonne nuit", room.room)
    said = await room.lea.types("Qui a la <clé> ?\n\n– du local", room.room)
    await room.lea.types("!plustard", room.room, reply_to=others)
    await room.is_told("tes propres mots", room.lea)
    await room.lea.types("!plustard", room.room, reply_to=said)
    await room.is_told("C'est gardé", room.lea)

    async def is_gone() -> bool:
        return (await room.ana.sees_again(said)).redacted

    await room.ana.until(is_gone)
    assert not (await room.ana.sees_again(others)).redacted
    room.clock.now += timedelta(hours=9)
    await room.app.tick()
    posted = await room.shows("– du local")
    assert posted.text == "Léa\u00a0: Qui a la <clé> ?\n\n– du local"
    assert posted.content["msgtype"] == "m.notice"


async def test_what_is_urgent_at_night_is_asked_back_and_rings_for_all(room: Scene) -> None:
    room.clock.now += timedelta(hours=13)
    await room.lea.types("!urgent Fuite d'eau", room.room)
    asked: Seen = await room.is_told("l'heure calme", room.lea)
    await room.lea.reacts(asked, "1️⃣")
    rang = await room.shows("Fuite")
    assert rang.text == "❗ Léa\u00a0: Fuite d'eau"
    assert (rang.content["msgtype"], rang.content["m.mentions"]) == ("m.text", {"room": True})
