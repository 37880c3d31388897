"""Projects and milestones over the wire: a list that leads to one of them, a card that follows, a date that is reached;
on Telegram and on Matrix."""

from __future__ import annotations

from tests.messengers.matrix_scene import Scene as Room
from tests.messengers.telegram_scene import Scene

LEADS, NONE, REACHED = "1 tâche ouverte y mène", "Rien d'ouvert n'y mène", "C'est atteint"


async def test_on_telegram_a_milestone_follows_its_tasks_and_is_reached_with_a_button(bal: Scene) -> None:
    await bal.lea.types("/tache Imprimer les affiches #bal", bal.group)
    await bal.shows("Imprimer les affiches")
    await bal.ana.types("/jalon #bal Ouverture des portes 12 juin", bal.group)
    card = await bal.shows("Ouverture des portes")
    assert (card.silent, card.labels) == (True, [])
    assert LEADS in card.text
    await bal.marc.types("/fait 1", bal.group)
    changed = await bal.changes(card, to=REACHED)
    assert NONE in changed.text
    await bal.lea.presses(REACHED, changed)
    over = await bal.changes(card, to="jalon atteint")
    assert over.labels == []
    assert len(await bal.posted("Ouverture des portes")) == 1


async def test_on_telegram_a_project_is_opened_ended_and_taken_up_with_buttons(bal: Scene) -> None:
    await bal.ana.starts(bal.bot)
    await bal.ana.types("/projet Bal de printemps : danser <b>toute</b> la nuit & rire", bal.bot)
    await bal.ana.is_shown("#bal-de-printemps", bal.bot, by=bal.bot)
    await bal.ana.types("/projet", bal.bot)
    there = await bal.ana.is_shown("Projets (1)", bal.bot, by=bal.bot)
    await bal.ana.presses("#bal-de-printemps", there)
    shown = await bal.ana.is_shown("danser <b>toute</b> la nuit & rire", bal.bot, by=bal.bot)
    await bal.ana.presses("C'est terminé", shown)
    ended = await bal.ana.is_shown("est terminé", bal.bot, by=bal.bot)
    await bal.ana.presses("Le reprendre", ended)
    await bal.ana.is_shown("continue", bal.bot, by=bal.bot)
    assert [row["ended_at"] for row in bal.rows("project")] == [None]


async def test_on_matrix_a_reaction_says_that_a_milestone_is_reached(room: Room) -> None:
    await room.ana.types("!jalon #bal Ouverture des portes 12 juin", room.room)
    card = await room.shows("Ouverture des portes")
    assert NONE in card.text
    await room.marc.reacts(card, "✅")
    await room.changes(card, to="jalon atteint")
