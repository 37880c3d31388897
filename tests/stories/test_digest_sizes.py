"""The digest of a team of three and of one of three hundred: as long as one can read aloud in two minutes."""

from __future__ import annotations

import re

import pytest

from bot.departure import Departure
from bot.messengers.telegram.markup import length, messages
from bot.messengers.telegram.sending import keyboard
from domain.document import Style
from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, offers

NEXT = "2026-03-09 09:00"
ALOUD = 2 * 150  # words that are read in two minutes, without haste
MOST_ON_TELEGRAM = 100  # buttons below one message
WHEN = {"fr": ("vendredi 13 mars", "jeudi", "30 mars"), "en": ("friday 13 march", "thursday", "30 march")}
SINCE = {"fr": "/bilan depuis le 1er mars", "en": "/digest since 1 march"}
VERBS = ("Réserver la salle", "Louer la sono", "Coller les affiches", "Lister plats et allergies", "Compter la caisse")


async def digest(scene: Scene) -> Departure:
    (found,) = [d for d in await scene.at(NEXT) if d.kind is Kind.DIGEST]
    return found


def words(letter: Departure) -> list[str]:
    return re.findall(r"\w+", letter.speech.plain)


async def a_full_list(scene: Scene, language: str, people: list[str]) -> None:
    """200 tasks, of each kind as many: free, due this week, late, done, due later; and 40 words of thanks."""
    week, late, later = WHEN[language]
    for number in range(200):
        who = people[number % len(people)]
        kind = number % 5
        when = ("", f"{week} me", f"{late} me", "me", f"{later} me")[kind]
        await scene.says(who, f"/tache {VERBS[number % 5]} du quartier {number} {when}")
        if kind == 3:
            await scene.says(who, f"/fait {number + 1}")
    for number in range(40):
        await scene.says(people[number], f"/merci @{people[number + 1]} pour tout")


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_three_people_get_a_few_lines(stage: Stage, language: str) -> None:
    scene = await stage(language=language, members=("Léa", "Marc"))
    await scene.says("Léa", "/tache Affiches")
    await scene.says("Marc", f"/tache Sono {WHEN[language][0]} me")
    await scene.says("Ana", "/tache Courrier me")
    await scene.says("Ana", "/fait 3")
    letter = await digest(scene)
    assert len(letter.document.lines) == 8  # a title, three parts of one line each, and how calm it was
    assert len(words(letter)) < 60


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_three_hundred_people_get_what_one_can_read_aloud_and_the_rest_in_private(
    stage: Stage, language: str
) -> None:
    people = [f"Camille{number}" for number in range(300)]
    scene = await stage(language=language, members=people)
    await a_full_list(scene, language, people)
    letter = await digest(scene)
    lines = letter.document.lines
    assert len(lines) <= 25
    headings = [line.phrases[0].key for line in lines if line.style is Style.HEADING]
    assert headings == ["digest-free", "digest-week", "digest-late"]
    assert len(words(letter)) <= ALOUD
    assert len(messages(letter.speech.lines)) == 1
    (rest,) = await scene.presses("Camille7", "digest all", on="digest")
    assert [line.style for line in rest.document.lines].count(Style.ITEM) == 240 - 40  # 40 are due after that week
    whole = messages(rest.speech.lines)
    assert all(length(part) <= 4096 * 2 for part in whole)  # with their markup
    assert sum(len(row) for row in (keyboard(rest.buttons) or {})["inline_keyboard"]) <= MOST_ON_TELEGRAM
    (mine,) = await scene.whispers("Camille1", "/bilan moi")
    assert offers(mine)[0].startswith("done ")
    assert len(mine.document.lines) <= 25
    (since,) = await scene.whispers("Camille2", SINCE[language])
    assert len(since.document.lines) <= 25
    (since,) = await scene.presses("Camille2", offers(since)[-1], private=True)
    assert len(since.document.lines) > 200
