"""Something urgent, and what waits for the morning, as people see them on Telegram."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.messengers.telegram_scene import Scene
from tests.messengers.test_telegram_whispers import whispered
from tests.telegram_server.seen import Seen

TO_NIGHT, TO_MORNING = timedelta(hours=13), timedelta(hours=9)


async def night_falls(bal: Scene) -> None:
    await bal.passes(TO_NIGHT.total_seconds())


async def the_sun_rises(bal: Scene) -> None:
    await bal.passes(TO_MORNING.total_seconds())


async def in_the_group(bal: Scene) -> list[Seen]:
    return [each for each in await bal.group.messages() if not each.service]


async def test_a_tap_at_night_asks_one_person_and_a_second_one_rings_for_all(bal: Scene) -> None:
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_delete_messages"])
    await night_falls(bal)
    typed = await bal.lea.types("/urgent La salle est <b>fermée</b> & vide", bal.group)
    await bal.has_heard()
    assert typed.id not in [each.id for each in await in_the_group(bal)]
    (asked,) = await whispered(bal, bal.lea)
    assert "C'est l'heure calme dans le groupe" in asked.text
    assert await whispered(bal, bal.marc) == []
    assert not await bal.posted("fermée")
    await bal.lea.is_answered(await bal.lea.presses("Faire sonner maintenant", asked))
    await bal.has_heard()
    (rang,) = await bal.posted("fermée")
    assert (rang.text, rang.silent) == ("❗ Léa\u00a0: La salle est <b>fermée</b> & vide", False)


async def test_a_message_sent_at_night_moves_to_the_morning_whole(bal: Scene) -> None:
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_delete_messages"])
    await night_falls(bal)
    words = "Bonjour <i>&amp; 👨‍👩‍👧‍👦\n\n– encore une ligne " * 83 + "é" * 29
    said = await bal.lea.types(words, bal.group)
    typed = await bal.lea.types("/plustard", bal.group, reply_to=said.id)
    await bal.has_heard()
    assert not {said.id, typed.id} & {each.id for each in await in_the_group(bal)}
    assert "C'est gardé" in (await whispered(bal, bal.lea))[0].text
    await the_sun_rises(bal)
    posted = [each for each in await in_the_group(bal) if each.id > typed.id]
    assert len(posted) == 2, "with the name it is longer than one message may be"
    assert " ".join(each.text for each in posted).split() == f"Léa\u00a0: {words}".split()
    assert all(each.silent for each in posted)
    assert bal.rows("later") == []


async def test_others_messages_stay_where_they_are(bal: Scene) -> None:
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_delete_messages"])
    await night_falls(bal)
    said = await bal.marc.types("Qui a la clé ?", bal.group)
    await bal.lea.types("/plustard", bal.group, reply_to=said.id)
    await bal.has_heard()
    assert said.id in [each.id for each in await in_the_group(bal)]
    assert bal.rows("later") == []


async def test_what_was_asked_in_private_is_answered_in_plain_words(bal: Scene) -> None:
    await bal.asks_for("Salle", bal.lea)
    await night_falls(bal)
    await bal.lea.starts(bal.bot, "later")
    await bal.lea.is_shown("Que dois-je publier", bal.bot)
    await bal.lea.types("Qui peut ouvrir ?", bal.bot)
    kept = await bal.lea.is_shown("C'est gardé", bal.bot)
    await bal.lea.presses("Le changer", kept)
    await bal.lea.is_shown("Comment faut-il le dire", bal.bot)
    await bal.lea.types("Qui peut ouvrir à 9 h ?", bal.bot)
    await bal.has_heard()
    await the_sun_rises(bal)
    assert [each.text for each in await bal.posted("ouvrir")] == ["Léa\u00a0: Qui peut ouvrir à 9 h ?"]


async def test_a_picture_with_words_is_not_deleted_for_its_words(bal: Scene) -> None:
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_delete_messages"])
    await night_falls(bal)
    photo = {"caption": "Qui vient ?", "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}
    picture = raw(bal, photo, 900)
    answer = {"text": "/plustard", "reply_to_message": picture}
    await bal.telegram.do("sends_raw", bot=bal.bot.id, fields={"message": raw(bal, answer, 901)})
    await bal.has_heard()
    assert 900 not in [int(call["given"]["message_id"]) for call in await bal.telegram.calls("deleteMessage")]
    assert bal.rows("later") == []


def raw(bal: Scene, content: dict[str, Any], number: int) -> dict[str, Any]:
    """A message of Léa's of a kind that people of the server do not write."""
    chat = {"id": bal.group.id, "type": "supergroup", "title": "Bal"}
    sender = {"id": bal.lea.id, "is_bot": False, "first_name": "Léa"}
    return {"message_id": number, "date": int(bal.clock.now.timestamp()), "chat": chat, "from": sender, **content}
