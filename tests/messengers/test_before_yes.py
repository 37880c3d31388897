"""Load before yes, over the wire: asked back where one person alone reads it, and somebody found without a name."""

from __future__ import annotations

from tests.messengers.matrix_scene import Scene as Room
from tests.messengers.telegram_scene import TAKE, Scene
from tests.messengers.test_telegram_whispers import pressed_start, whispered

ANYWAY, NOT_NOW, FIND = "M'en occuper quand même", "Pas cette fois", "Trouver quelqu'un"
LONG = "Décorer ~9h vendredi"


async def test_on_telegram_a_button_of_the_group_is_asked_back_in_a_whisper(bal: Scene) -> None:
    await bal.marc.types("/dispo 3h", bal.group)
    await bal.lea.types(f"/tache {LONG}", bal.group)
    card = await bal.shows("Décorer")
    await bal.has_heard()
    before = len(await bal.said())
    await bal.marc.is_answered(await bal.marc.presses(TAKE, card))
    await bal.has_heard()
    asked = (await whispered(bal, bal.marc))[-1]
    assert asked.labels == [ANYWAY, NOT_NOW, FIND]
    assert "Tu as dit 3\u00a0h par semaine" in asked.text.replace("3 h", "3\u00a0h")
    assert await whispered(bal, bal.lea) == []
    assert len(await bal.said()) == before
    assert bal.rows("assignment") == []
    await bal.marc.is_answered(await bal.marc.presses(ANYWAY, asked))
    await bal.changes(card, to="Marc")


async def test_on_telegram_not_this_time_in_a_whisper_leaves_no_trace(bal: Scene) -> None:
    await bal.marc.types("/dispo 3h", bal.group)
    await bal.lea.types(f"/tache {LONG}", bal.group)
    card = await bal.shows("Décorer")
    await bal.marc.is_answered(await bal.marc.presses(TAKE, card))
    await bal.has_heard()
    asked = (await whispered(bal, bal.marc))[-1]
    said = len(await bal.said())
    await bal.marc.is_answered(await bal.marc.presses(NOT_NOW, asked))
    await bal.has_heard()
    assert (bal.rows("assignment"), len(await bal.said())) == ([], said)


async def test_on_telegram_somebody_is_found_in_private_and_named_with_their_yes(bal: Scene) -> None:
    for person in (bal.lea, bal.marc):
        await pressed_start(bal, person)
    await bal.lea.types("/dispo 1h", bal.bot)
    await bal.marc.types("/dispo 20h", bal.bot)
    await bal.has_heard()
    await bal.ana.types("/tache Décorer ~9h @Léa", bal.group)
    asked = await bal.lea.is_shown("te propose une tâche", bal.bot, by=bal.bot)
    number = len(bal.rows("task"))
    card = await bal.shows("Décorer")
    await bal.lea.is_answered(await bal.lea.presses(f"#{number}\u00a0: trouver quelqu'un", asked))
    await bal.lea.is_shown("je demande une personne après l'autre", bal.bot, by=bal.bot)
    letter = await bal.marc.is_shown("On cherche quelqu'un", bal.bot, by=bal.bot)
    assert not letter.silent
    assert letter.labels == [
        f"#{number}\u00a0: je m'en occupe",
        f"#{number}\u00a0: pas cette fois",
        "Ne pas me demander",
    ]
    await bal.has_heard()
    assert not any("Marc" in text for text in await bal.said() if "Décorer" in text)
    await bal.marc.is_answered(await bal.marc.presses(letter.labels[0], letter))
    await bal.changes(card, to="Marc")
    await bal.lea.is_shown("Marc s'occupe de", bal.bot, by=bal.bot)


async def test_on_telegram_do_not_ask_me_is_one_tap(bal: Scene) -> None:
    await pressed_start(bal, bal.marc)
    await bal.marc.types("/dispo 20h", bal.bot)
    await bal.lea.types("/tache Décorer ~2h", bal.group)
    await bal.has_heard()
    number = len(bal.rows("task"))
    await bal.lea.types(f"/proposer {number} quelqu'un", bal.group)
    letter = await bal.marc.is_shown("On cherche quelqu'un", bal.bot, by=bal.bot)
    await bal.marc.is_answered(await bal.marc.presses("Ne pas me demander", letter))
    await bal.marc.is_shown("je ne te demande plus rien", bal.bot, by=bal.bot)
    await bal.has_heard()
    assert len(bal.rows("unsought")) == 1


async def test_on_matrix_reactions_say_all_of_it(room: Room) -> None:
    for person in (room.lea, room.marc):
        await person.types("!taches", room.room)
    await room.lea.types("!dispo 1h", room.room)
    await room.marc.types("!dispo 20h", room.room)
    await room.ana.types(f"!tache {LONG}", room.room)
    card = await room.shows("Décorer")
    await room.lea.reacts(card, "🙋")
    asked = await room.is_told("par semaine", room.lea)
    await room.lea.reacts(asked, "1️⃣")  # find someone: taking and declining have their own
    letter = await room.is_told("On cherche quelqu'un", room.marc)
    assert not any("Marc" in text for text in await room.said() if "Décorer" in text)
    await room.marc.reacts(letter, "🙋")
    await room.is_told("Marc s'occupe de", room.lea)
