"""A request, over the wire: typed in the group, filled in and read in private, answered to the asker alone."""

from __future__ import annotations

from tests.messengers.matrix_scene import Scene as Room
from tests.messengers.telegram_scene import Scene
from tests.messengers.test_telegram_whispers import whispered

SEES, NEEDS, WANTS = "la salle reste à ranger", "de <partager> & d'aide", "Peux-tu rester samedi ?\nMerci !"


async def test_on_telegram_a_request_is_written_read_and_answered_in_private(bal: Scene) -> None:
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_delete_messages"])
    await bal.marc.types("/taches", bal.group)
    for person in (bal.ana, bal.marc):
        await person.starts(bal.bot)
    await bal.has_heard()
    said = len(await bal.said())
    typed = await bal.ana.types("/demander @marc", bal.group)
    first = await bal.ana.is_shown("1/4 · Que vois-tu", bal.bot, by=bal.bot)
    assert first.labels == ["Laisser vide", "Arrêter et effacer"]
    await bal.ana.types(SEES, bal.bot)
    feel = await bal.ana.is_shown("2/4", bal.bot, by=bal.bot)
    await bal.ana.is_answered(await bal.ana.presses("Laisser vide", feel))
    await bal.ana.is_shown("3/4", bal.bot, by=bal.bot)
    await bal.ana.types(NEEDS, bal.bot)
    await bal.ana.is_shown("4/4", bal.bot, by=bal.bot)
    await bal.ana.types(WANTS, bal.bot)
    await bal.ana.is_shown("de quoi s'agit-il", bal.bot, by=bal.bot)
    await bal.ana.types("le rangement", bal.bot)
    shown = await bal.ana.is_shown("À relire avant l'envoi à Marc", bal.bot, by=bal.bot)
    assert all(words in shown.text for words in (SEES, NEEDS, WANTS, "le rangement"))
    await bal.ana.is_answered(await bal.ana.presses("Envoyer", shown))

    asked = await bal.marc.is_shown("Ana aimerait te demander quelque chose (le rangement)", bal.bot, by=bal.bot)
    assert not asked.silent
    assert asked.labels == [
        "Ana\u00a0: oui, je lis",
        "Ana\u00a0: pas maintenant",
        "Ana\u00a0: quelqu'un d'autre\u00a0?",
        "Ana\u00a0: en savoir plus",
        "Plus de ces demandes",
    ]
    await bal.marc.is_answered(await bal.marc.presses("Ana\u00a0: oui, je lis", asked))
    read = await bal.marc.is_shown("Ana te demande · le rangement", bal.bot, by=bal.bot)
    assert all(words in read.text for words in (SEES, NEEDS, WANTS))
    await bal.marc.types("Oui, jusqu'à 23 h", bal.bot)
    await bal.marc.is_shown("C'est transmis à Ana", bal.bot, by=bal.bot)
    answer = await bal.ana.is_shown("Marc te répond · le rangement", bal.bot, by=bal.bot)
    assert ("Oui, jusqu'à 23 h" in answer.text, answer.silent) == (True, True)

    await bal.has_heard()
    assert typed.id not in [each.id for each in await bal.group.messages()]
    assert len(await bal.said()) == said, "the group reads nothing of it"


async def test_on_telegram_whoever_was_never_in_private_is_led_there(bal: Scene) -> None:
    await bal.marc.types("/taches", bal.group)
    await bal.marc.starts(bal.bot)
    await bal.has_heard()
    await bal.lea.types("/demander @marc", bal.group)
    await bal.has_heard()
    await bal.lea.starts(bal.bot, "ask")
    await bal.lea.is_shown("Ta demande à Marc reprend", bal.bot, by=bal.bot)
    await bal.lea.types(SEES, bal.bot)
    await bal.lea.is_shown("2/4", bal.bot, by=bal.bot)


async def test_on_telegram_a_slip_in_the_group_leads_to_private_as_well(bal: Scene) -> None:
    for person in (bal.ana, bal.marc):
        await person.types("/taches", bal.group)
        await person.starts(bal.bot)
    await bal.has_heard()
    await bal.ana.types("/demender @marc", bal.group)
    await bal.has_heard()
    slip = next(each for each in await whispered(bal, bal.ana) if each.labels)
    await bal.ana.is_answered(await bal.ana.presses(slip.labels[0], slip))
    await bal.ana.is_shown("1/4 · Que vois-tu", bal.bot, by=bal.bot)
    assert not any("Que vois-tu" in each.text for each in await whispered(bal, bal.ana))


async def test_on_matrix_its_buttons_are_reactions(room: Room) -> None:
    await room.marc.types("!taches", room.room)
    await room.ana.types("!demander @marc", room.room)
    await room.is_told("1/4 · Que vois-tu", room.ana)
    hers = await room.private(room.ana)
    await room.ana.types(SEES, hers)
    feel = await room.is_told("2/4", room.ana)
    await room.ana.reacts(feel, "1️⃣")
    await room.is_told("3/4", room.ana)
    await room.ana.types(NEEDS, hers)
    await room.is_told("4/4", room.ana)
    await room.ana.types(WANTS, hers)
    about = await room.is_told("de quoi s'agit-il", room.ana)
    await room.ana.reacts(about, "1️⃣")
    shown = await room.is_told("À relire avant l'envoi à Marc", room.ana)
    assert NEEDS in shown.text
    await room.ana.reacts(shown, "1️⃣")
    asked = await room.is_told("Ana aimerait te demander quelque chose", room.marc)
    assert SEES not in asked.text
    await room.marc.reacts(asked, "1️⃣")
    read = await room.is_told("Ana te demande", room.marc)
    assert SEES in read.text
    await room.marc.reacts(read, "2️⃣")
    await room.is_told("C'est transmis à Ana", room.marc)
    answer = await room.is_told("Je ne peux pas.", room.ana)
    assert "Marc te répond" in answer.text
    assert not any("rangement" in text or SEES in text for text in await room.said())
