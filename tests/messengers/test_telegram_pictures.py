"""The picture of /load as people get it on Telegram: in the group and in private, and never before its words."""

from __future__ import annotations

import struct

from tests.messengers.telegram_scene import Scene
from tests.telegram_server.seen import Seen


async def five_give_hours(bal: Scene) -> None:
    more = [await bal.telegram.person(name) for name in ("Inès", "Yann")]
    for each in more:
        await bal.ana.adds(each, bal.group)
    for who in (bal.ana, bal.lea, bal.marc, *more):
        await who.types("/dispo 7h", bal.group)
    await bal.lea.types("/tache Décorer la <grande> salle moi ~14h dimanche", bal.group)
    await bal.has_heard()


def pictures(seen: list[Seen]) -> list[Seen]:
    return [each for each in seen if "photo" in each.extra]


async def size_of(bal: Scene, photo: Seen) -> tuple[int, int]:
    """Width and height as the file itself says."""
    content = await bal.telegram.content(bal.bot.token, photo.extra["photo"][-1]["file_id"])
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", content[16:24])
    return wide, high


async def test_the_group_gets_one_silent_photo_with_the_totals_below(bal: Scene) -> None:
    await five_give_hours(bal)
    await bal.lea.types("/forces", bal.group)
    await bal.marc.types("/forces", bal.group)
    await bal.has_heard()
    (photo,) = pictures(await bal.group.messages())
    said: str = photo.extra["caption"]
    assert said.startswith("Les huit semaines à venir du groupe\n02 mars 14 sur 35 h")
    assert photo.silent
    assert await size_of(bal, photo) == (800, 520)
    assert not any(who in said for who in ("Léa", "Marc", "Ana", "Inès", "Yann"))
    assert [each.id for each in await bal.posted("sur 35 h")] == [photo.id], "Marc read them alone"


async def test_ones_own_comes_in_private(bal: Scene) -> None:
    await bal.lea.starts(bal.bot)
    await bal.lea.types("/dispo 7h", bal.bot)
    await bal.lea.types("/tache Décorer moi ~14h dimanche", bal.group)
    await bal.lea.types("/forces", bal.bot)
    await bal.has_heard()
    (photo,) = pictures(await bal.lea.sees(bal.bot))
    assert "02 mars 14 sur 7 h ████!!!!" in photo.extra["caption"]
    assert photo.labels == ["Mes heures"]
    assert await size_of(bal, photo) == (800, 520)
    assert pictures(await bal.group.messages()) == []


async def test_where_photos_are_refused_the_words_come_alone(bal: Scene) -> None:
    await five_give_hours(bal)
    said = "Bad Request: not enough rights to send photos to the chat"
    await bal.telegram.do("fails", trouble="refused", method="sendPhoto", times=1, code=400, said=said)
    await bal.lea.types("/forces", bal.group)
    await bal.has_heard()
    assert pictures(await bal.group.messages()) == []
    words = await bal.shows("sur 35 h")
    assert words.silent


async def test_where_photos_never_arrive_the_words_come_alone(bal: Scene) -> None:
    await five_give_hours(bal)
    await bal.telegram.do("fails", trouble="refused", method="sendPhoto", times=9, code=500, said="Internal")
    await bal.lea.types("/forces", bal.group)
    await bal.has_heard()
    for _ in range(3):
        await bal.passes(120)
    await bal.has_heard()
    assert (await bal.shows("sur 35 h")).silent
    await bal.telegram.do("works_again")


async def test_whoever_never_pressed_start_reads_their_own_where_only_they_see_it(bal: Scene) -> None:
    await bal.lea.types("/dispo 7h", bal.group)
    await bal.lea.types("/forces moi", bal.group)
    await bal.has_heard()
    seen = [each for each in await bal.lea.sees(bal.group) if each.ephemeral_id is not None]
    assert "sur 7 h" in seen[-1].text
    assert not [each for each in await bal.marc.sees(bal.group) if "sur 7 h" in each.text]
