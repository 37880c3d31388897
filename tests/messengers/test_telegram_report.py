"""What people report on Telegram: by handing the message on to the bot, or in answer to it in the group."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import User

from bot.messengers.telegram.incoming import heard
from domain.message import Forward, Incoming
from tests.messengers.telegram_scene import MONDAY, Scene
from tests.telegram_server.seen import Seen

WORDS = "Tu n'es <b>qu'une</b> moins que rien"
READ = "confie ceci"


async def two_coordinators(bal: Scene) -> None:
    """Ana and Bob, who both wrote to the bot."""
    bob = await bal.telegram.person("Bob", username="bob")
    await bal.ana.adds(bob, bal.group)
    await bal.ana.promotes(bob, bal.group, rights=["can_pin_messages"])
    for who in (bal.ana, bob, bal.lea, bal.marc):
        await who.types(f"/tache Chose de {who.name}", bal.group)
        await who.starts(bal.bot)
    await bal.has_heard()


async def sends(bal: Scene, shown: Seen) -> Seen:
    """Léa sends what she was shown; what Ana gets to read."""
    await bal.lea.presses("Envoyer sans mon nom", shown)
    await bal.lea.is_shown("C'est parti", bal.bot)
    return await bal.ana.is_shown(READ, bal.bot)


async def test_a_message_of_the_group_is_handed_on_and_read_by_two(bal: Scene) -> None:
    await two_coordinators(bal)
    said = await bal.marc.types(WORDS, bal.group)
    await bal.lea.forwards(said, bal.bot)
    offered = await bal.lea.is_shown("Un message transféré", bal.bot)
    assert offered.labels == ["En faire une tâche", "Le signaler"]
    await bal.lea.presses("Le signaler", offered)
    shown = await bal.lea.is_shown("Personne concernée\u00a0: Marc", bal.bot)
    assert WORDS in shown.text
    read = await sends(bal, shown)
    assert WORDS in read.text
    assert "Léa" not in read.text
    await bal.ana.presses("J'ai lu", read)
    await bal.lea.is_shown("a été lu", bal.bot)
    assert READ not in "".join(each.text for each in await bal.marc.sees(bal.bot))
    assert not await bal.posted("moins que rien")


@pytest.mark.parametrize("origin", ["hidden", "channel", "group"])
async def test_where_telegram_names_no_person_it_is_asked_whom_it_concerns(bal: Scene, origin: str) -> None:
    await two_coordinators(bal)
    if origin == "channel":
        channel = await bal.telegram.channel("Nouvelles", bal.lea)
        said = await bal.lea.types(WORDS, channel)
        name = "Nouvelles"
    elif origin == "group":
        said = await bal.ana.types(WORDS, bal.group, as_chat=bal.group)
        name = "Bal"
    else:
        said = await bal.marc.types(WORDS, bal.group)
        name = "Marc"
    await bal.lea.forwards(said, bal.bot, hidden=origin == "hidden")
    await bal.lea.presses("Le signaler", await bal.lea.is_shown("Un message transféré", bal.bot))
    asked = await bal.lea.is_shown(f"porte le nom «\u00a0{name}\u00a0»", bal.bot)
    if origin == "hidden":
        assert asked.labels[0] == "Marc"
    await bal.lea.types("marc", bal.bot)
    read = await sends(bal, await bal.lea.is_shown("Personne concernée\u00a0: Marc", bal.bot))
    assert f"Le message, de {name}" in read.text


async def test_in_answer_to_it_in_the_group_nothing_stays_there(bal: Scene) -> None:
    await two_coordinators(bal)
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_delete_messages"])
    said = await bal.marc.types(WORDS, bal.group)
    typed = await bal.lea.types("/signaler", bal.group, reply_to=said.id)
    shown = await bal.lea.is_shown("Personne concernée\u00a0: Marc", bal.bot)
    await bal.has_heard()
    there = [each.id for each in await bal.group.messages()]
    assert said.id in there
    assert typed.id not in there
    read = await sends(bal, shown)
    assert f"/{said.id}" in str(read), "with the link to where it stands"


def update(**message: Any) -> dict[str, Any]:
    lea = {"id": 5, "is_bot": False, "first_name": "Léa"}
    whole = {"message_id": 7, "date": 0, "chat": {"id": 5, "type": "private"}, "from": lea, **message}
    return {"update_id": 1, "message": whole}


def told(**message: Any) -> list[Incoming]:
    return list(heard(update(**message), User(1, "Accalmie", True, username="accalmie_bot"), MONDAY))


MARC = {"id": 6, "is_bot": False, "first_name": "Marc"}


def test_of_a_picture_its_words_are_told_if_it_has_any() -> None:
    origin = {"type": "user", "sender_user": MARC, "date": 0}
    for caption in ({}, {"caption": "Vue"}):
        (event,) = told(photo=[{}], forward_origin=origin, **caption)
        assert event.forwarded is not None
        assert event.forwarded.author is not None
        assert (event.forwarded.author.external_id, event.text) == ("6", caption.get("caption", ""))


@pytest.mark.parametrize(
    ("origin", "understood"),
    [
        ({"type": "user", "sender_user": {**MARC, "is_bot": True}}, Forward("Oh", None, "Marc")),
        ({"type": "hidden_user", "sender_user_name": "Marc"}, Forward("Oh", None, "Marc")),
        (
            {"type": "chat", "sender_chat": {"id": -1, "title": "Bal"}, "author_signature": "x"},
            Forward("Oh", None, "Bal"),
        ),
        ({"type": "channel", "chat": {"id": -1, "title": "C"}, "message_id": 3}, Forward("Oh", None, "C")),
        (
            {"type": "channel", "chat": {"id": -1, "title": "C", "username": "c"}, "message_id": 3},
            Forward("Oh", None, "C", "https://t.me/c/3"),
        ),
        ({"type": "of tomorrow"}, Forward("Oh")),
    ],
)
def test_every_origin_is_understood(origin: dict[str, Any], understood: Forward) -> None:
    (event,) = told(text="Oh", forward_origin={**origin, "date": 0})
    assert event.forwarded == understood


def test_what_is_handed_on_within_a_group_is_none_of_the_bots_business() -> None:
    origin = {"type": "user", "sender_user": MARC, "date": 0}
    group = {"id": -5, "type": "supergroup", "title": "Bal"}
    assert told(text="/tache Oh", forward_origin=origin, chat=group) == []
