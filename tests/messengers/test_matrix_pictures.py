"""The picture of /load on a real Synapse: behind its words, locked where the room is, and said for those who cannot see
it."""

from __future__ import annotations

import struct

from tests.matrix_server.seen import Seen
from tests.matrix_server.someone import Room, Someone
from tests.messengers.matrix_scene import Scene


async def picture_in(where: Room, who: Someone) -> Seen:
    async def found() -> Seen | None:
        return next((each for each in await who.sees(where) if each.kind == "m.image"), None)

    shown: Seen = await who.until(found)
    return shown


async def test_it_follows_its_words_in_private_and_in_the_room(room: Scene) -> None:
    people = [room.ana, room.lea, room.marc, *[await room.matrix.person(name) for name in ("Inès", "Yann")]]
    for each in people[3:]:
        await room.ana.invites(each, room.room)
        await each.joins(Room(room.room.id, each))
    for each in people:
        await each.types("!dispo 7h", Room(room.room.id, each))
        await room.is_told("Ton temps", each)
    await room.lea.types("!tache Décorer moi ~14h dimanche", room.room)
    await room.shows("Décorer")
    await room.lea.types("!forces", room.room)
    words = await room.shows("sur 35 h")
    assert words.content["msgtype"] == "m.notice"
    picture = await picture_in(room.room, room.ana)
    assert picture.content["body"].startswith("Des barres pour huit semaines")
    assert "filename" not in picture.content
    assert (picture.content["info"]["w"], picture.content["info"]["h"]) == (800, 520)
    assert picture.encrypted == room.encrypted
    if room.encrypted:
        content = await room.ana.device.opens(picture.content["file"])
        assert struct.unpack(">II", content[16:24]) == (800, 520)
    private = await room.private(room.lea)
    await room.lea.types("!forces", private)
    await room.is_told("02 mars 14 sur 7 h", room.lea)
    assert (await picture_in(private, room.lea)).content["info"]["mimetype"] == "image/png"
