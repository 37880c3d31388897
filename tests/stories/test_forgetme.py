"""Somebody asks to be forgotten: what they are told first, what goes, and what others see of it."""

from __future__ import annotations

import asyncio

import pytest
from sqlmodel import SQLModel

from bot.messengers import Unreachable
from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers
from tests.stories.test_leaving import a_busy_person

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def plain(letters: object) -> str:
    return "\n".join(d.speech.plain for d in letters).replace("\N{NO-BREAK SPACE}", " ")  # type: ignore[attr-defined]


async def there(scene: Scene, table: str, column: str, value: str) -> bool:
    """Is there such a row, as the writer sees it?"""
    of = SQLModel.metadata.tables[table]
    return await scene.player.app.write(
        lambda rows: rows.execute(of.select().where(of.c[column] == value)).first() is not None
    )


async def forgets(scene: Scene, who: str) -> None:
    await scene.whispers(who, "/oubliemoi")
    await scene.presses(who, "forgetme yes", private=True)


async def test_first_they_are_told_what_goes_and_what_stays(scene: Scene) -> None:
    await a_busy_person(scene, "Fatou")
    await scene.says("Léa", "/tache Demander les clefs de Fatou à la mairie")
    (told,) = await scene.whispers("Fatou", "/oubliemoi")
    assert offers(told) == ["forgetme yes", "forgetme no", "mydata"]
    words = plain([told])
    assert "tâches : 2, notes : 1, avis sur des débats : 2" in words
    assert "1 texte où quelqu'un a tapé ton nom" in words
    assert "#5 · Demander les clefs de Fatou à la mairie" in words
    assert "Fatou" in scene.members(), "nothing happened yet"


async def test_kept_after_all_nothing_changes_and_the_button_is_over(scene: Scene) -> None:
    await scene.says("Marc", "/tache Décorer moi")
    await scene.whispers("Marc", "/oubliemoi")
    assert keys(*await scene.presses("Marc", "forgetme no", private=True)) == ["forget-kept"]
    assert keys(*await scene.presses("Marc", "forgetme yes", private=True)) == ["stale-button"]
    assert "forget-title" in keys(*await scene.whispers("Marc", "/oubliemoi oui")), "typed, it asks first, too"
    assert scene.task(1).lead


async def test_a_typed_yes_counts_once_they_were_told(scene: Scene) -> None:
    assert "forget-title" in keys(*await scene.whispers("Marc", "/oubliemoi oui"))
    (farewell,) = await scene.whispers("Marc", "/oubliemoi oui")
    assert keys(farewell) == ["forgotten"]
    assert "Marc" not in scene.members()


async def test_typed_in_the_group_it_is_carried_on_in_private(scene: Scene) -> None:
    told = await scene.says("Marc", "/oubliemoi")
    assert kinds(told) == [("answer", "Marc", True)]
    assert kinds(await scene.says("Marc", "/oubliemoi oui")) == [("answer", "", True)]
    assert "Marc" not in scene.everything()


async def test_forgotten_their_name_is_nowhere_and_nothing_of_the_last_letter_stays(scene: Scene) -> None:
    await a_busy_person(scene, "Fatou")
    await forgets(scene, "Fatou")
    everything = scene.everything()
    assert "Fatou" not in everything
    assert "fatou" not in everything
    assert scene.rows("letter", recipient="farewell") == []
    assert [task.title for task in scene.tasks()] == ["Décorer", "Chanter", "Balayer", "Ranger"]
    assert [bool(task.assignments) for task in scene.tasks()] == [False, False, True, False]
    assert scene.row("role")["holder_id"] is None
    assert "status-done" in keys(*await scene.says("Léa", "/tache 4"))


async def test_the_name_goes_from_the_cards_that_stand_older_ones_too(scene: Scene) -> None:
    await a_busy_person(scene, "Fatou")
    await scene.says("Léa", "/tache 1")  # the card of #1 is posted again below
    await scene.whispers("Léa", "/refuser 3")
    await scene.waits("10m")
    shown = standing(scene)
    assert [text for text in shown.values() if "Fatou" in text]
    await forgets(scene, "Fatou")
    before = len(scene.letters(Kind.CARD))
    await scene.waits("10m")
    assert [text for text in standing(scene).values() if "Fatou" in text] == []
    rewritten = scene.letters(Kind.CARD)[before:]
    assert all(d.edits is not None and not d.sound for d in rewritten), "nothing is posted again"


def standing(scene: Scene) -> dict[str, str]:
    """What each card in the group says now."""
    said: dict[str, str] = {}
    for d in scene.letters(Kind.CARD):
        if d.chat is not None:
            said[d.edits_message or str(d.letter)] = d.speech.plain
    return said


async def test_in_all_their_teams_at_once(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    await scene.says("Marc", "/tache Décorer moi")
    await scene.says("Marc", "/tache Projeter moi", team="ciné")
    await scene.whispers("Marc", "/oubliemoi", team=None)
    assert "forgotten" in keys(*await scene.presses("Marc", "forgetme yes", private=True))
    assert "Marc" not in scene.everything()
    assert [(row["author_id"], row["state"]) for row in scene.rows("task")] == [(None, "open")] * 2


async def test_twice_is_once_and_an_old_button_does_nothing(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter @Marc")
    await forgets(scene, "Marc")
    before = scene.state()
    assert await scene.whispers("Marc", "/oubliemoi oui") == []
    assert await scene.presses("Marc", "forgetme yes", private=True) == []
    assert await scene.presses("Marc", "accept 1", private=True) == []
    assert scene.state() == before


async def test_who_speaks_again_is_a_newcomer(scene: Scene) -> None:
    await scene.says("Marc", "/tache Décorer")
    await forgets(scene, "Marc")
    await scene.says("Marc", "/prendre 1")
    assert scene.task(1).lead
    assert scene.row("task", number=1)["author_id"] is None


async def test_what_waits_for_others_names_them_no_more(scene: Scene) -> None:
    await scene.at("mon 21:30")
    await scene.says("Marc", "/tache Chanter @Léa")
    await scene.whispers("Marc", "/plustard Qui a l'échelle ?")
    await forgets(scene, "Marc")
    assert "Marc" not in scene.everything()
    left = await scene.at("tue 12:00")
    assert "Chanter" in plain(left)
    assert "Marc" not in plain(left)
    assert "échelle" not in plain(left)


async def test_a_letter_that_is_on_its_way_to_them_arrives_or_not_and_leaves_nothing(scene: Scene) -> None:
    await scene.whispers("Marc", "/oubliemoi")
    scene.notebook.open.clear()
    giving = asyncio.ensure_future(scene.says("Léa", "/tache Chanter @Marc"))
    while not await there(scene, "letter", "state", "attempting"):
        pass
    leaving = asyncio.ensure_future(scene.presses("Marc", "forgetme yes", private=True))
    while await there(scene, "account", "name", "Marc"):
        pass
    scene.notebook.open.set()
    await giving
    await leaving
    await scene.waits("1d")
    assert "Marc" not in scene.everything()
    assert scene.rows("letter", kind="proposal") == []


async def test_a_letter_that_is_refused_while_they_are_forgotten_does_no_harm(scene: Scene) -> None:
    await scene.whispers("Marc", "/oubliemoi")
    scene.notebook.troubles[""] = Unreachable()
    await scene.presses("Marc", "forgetme yes", private=True)
    await scene.waits("1h")
    assert "Marc" not in scene.everything()
    assert [row for row in scene.rows("letter") if row["recipient"].startswith("farewell")] == []


async def test_three_days_after_leaving_they_can_read_and_be_forgotten_at_once(scene: Scene) -> None:
    await a_busy_person(scene, "Marc")
    await scene.leaves("Marc")
    await scene.waits("3d")
    assert await scene.whispers("Marc", "/taches") == [], "nothing else is theirs any more"
    assert "privacy-title" in keys(*await scene.whispers("Marc", "/donnees"))
    assert "forget-title" in keys(*await scene.whispers("Marc", "/oubliemoi"))
    assert "forgotten" in keys(*await scene.presses("Marc", "forgetme yes", private=True))
    assert "Marc" not in scene.everything()


async def test_after_the_bot_was_removed_they_can_still_be_forgotten(scene: Scene) -> None:
    await a_busy_person(scene, "Marc")
    await scene.removes_the_bot("Ana")
    await scene.waits("3d")
    assert "forget-title" in keys(*await scene.whispers("Marc", "/oubliemoi"))
    assert "forgotten" in keys(*await scene.presses("Marc", "forgetme yes", private=True))
    assert "Marc" not in scene.everything()


async def test_nonsense_is_answered_with_an_example(scene: Scene) -> None:
    for typed in ("/oubliemoi tout de suite", "/oubliemoi 😀", "/oubliemoi <b>oui</b>"):
        assert keys(*await scene.whispers("Marc", typed)) == ["refusal-forget"]
    assert "Marc" in scene.members()


async def test_others_undo_nothing_that_would_bring_them_back(scene: Scene) -> None:
    await scene.says("Marc", "/tache Décorer moi")
    await scene.says("Léa", "/donner 1 @Sam")
    await forgets(scene, "Marc")
    assert "refusal-nothing-to-undo" in keys(*await scene.whispers("Léa", "/oups"))


async def test_at_night_the_last_letter_makes_no_sound(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await scene.whispers("Marc", "/oubliemoi")
    left = await scene.whispers("Marc", "/oubliemoi oui")
    assert [each.sound for each in left if "forgotten" in keys(each)] == [False]


async def test_a_bare_yes_or_no_to_a_question_with_buttons_points_to_them(scene: Scene) -> None:
    assert keys(*await scene.whispers("Marc", "oui")) == ["near-miss"]
    await scene.whispers("Marc", "/oubliemoi")
    before = scene.state()
    for said in ("oui", "non"):
        assert keys(*await scene.whispers("Marc", said)) == ["press-above"]
    assert scene.state() == before
    await scene.says("Léa", "/tache Chanter @Marc")
    assert "near-miss" in keys(*await scene.whispers("Marc", "oui"))
