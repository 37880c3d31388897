"""Whatever people do: no edition of the digest tells of somebody else's private matters, and the coordination's has no
names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from domain.letter import Kind
from tests.conftest import memory
from tests.scene import Scene, playing
from tests.stories.test_weeks import Act, acts

READERS = ("Léa", "Ana")
PAGES = ("/bilan", "/bilan moi", "/bilan depuis le 1er mars", "/bilan coordination")
EVERYBODY = {"Léa", "Marc", "Sam", "Ana"}


KNOTS: list[Act] = [  # 7 was moved three times and waits for 8, which is due later; nothing that happens touches them
    *((0, "Léa", f"/tache Ranger {number}") for number in range(1, 7)),
    (0, "Léa", "/tache Semer dans 20 jours moi"),
    (0, "Marc", "/tache Récolter dans 40 jours moi"),
    (0, "Léa", "/apres 7 8"),
    *((0, "Léa", f"/echeance 7 dans {days} jours") for days in (21, 22, 23)),
]


async def told(happening: list[Act], *before: str) -> dict[str, list[str]]:
    """What the group and each reader but Marc is told in digests and pages, where he did this in private `before`."""
    with memory() as engine:
        async with playing(engine) as scene:
            for who in READERS:
                await scene.whispers(who, "/bilan moi oui")
            await scene.whispers("Ana", "/bilan coordination oui")
            for line in before:
                await scene.whispers("Marc", line)
            await live(scene, happening)
            found = {who: [d.speech.plain for d in scene.letters(Kind.DIGEST, who)] for who in ("bal", *READERS)}
            for who in READERS:
                found[who] += [(await scene.whispers(who, page))[-1].speech.plain for page in PAGES]
            return found


async def live(scene: Scene, happening: list[Act]) -> None:
    for minutes, who, what in happening:
        await scene.waits(f"{minutes}m")
        if what.startswith("press "):
            await scene.presses(who, what.removeprefix("press "))
        else:
            await scene.says(who, what)
    await scene.waits("8d")


@settings(max_examples=5)
@given(acts)
async def test_an_absence_changes_no_word_of_what_anybody_else_is_told(happening: list[Act]) -> None:
    assert await told(happening) == await told(happening, "/absent jusqu'à nouvel ordre", "/bilan moi oui")


@settings(max_examples=8)
@given(acts)
async def test_the_coordination_s_edition_names_nobody(happening: list[Act]) -> None:
    pages = await told([*KNOTS, *happening])
    watched = [page for page in pages["Ana"] if page.startswith("Pour la coordination")]
    assert watched
    for page in watched:
        edition = page.partition("\nTa part")[0]
        assert EVERYBODY.isdisjoint(re.findall(r"\w+", edition)), edition


@pytest.mark.parametrize("hours", ["17:00-10:00", "0:00-24:00 week-end"])
async def test_one_s_own_hours_change_no_word_of_what_anybody_else_is_told(hours: str) -> None:
    week: list[Act] = [
        (5, "Léa", "/tache Décorer @Marc vendredi"),
        (500, "Marc", "press accept 1"),
        (30, "Ana", "/tache Chanter @Marc"),
        (600, "Léa", "/tache Danser @Marc x2"),
        (10, "Marc", "press decline 3"),
    ]
    plain = await told(week)
    assert plain["bal"]
    assert await told(week, f"/moncalme {hours}") == plain


async def test_declined_and_given_back_read_the_same() -> None:
    asked: Act = (5, "Léa", "/tache Décorer @Marc vendredi")
    given_back: list[Act] = [asked, (60, "Marc", "press accept 1"), (5, "Marc", "/lacher 1")]
    pages = await told([asked, (60, "Marc", "press decline 1"), (5, "Marc", "/taches")]), await told(given_back)
    saved = [
        {who: [re.sub(r", \d+ messages? épargn.*", "", page) for page in told[who]] for who in told} for told in pages
    ]
    assert saved[0] == saved[1]
