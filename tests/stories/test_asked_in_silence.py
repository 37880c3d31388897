"""Nobody learns who was asked to take something, nor who said no: the same play reads the same to everybody else."""

from __future__ import annotations

import re

import pytest

from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, receiver
from tests.stories.searching import CAST, asked, gives, invited

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
OTHERS = ("Léa", "Ana", "Marc", "bal")


async def play(stage: Stage, answer: str | None) -> Scene:
    """Somebody is looked for, hands are wanted, and Inès, who is asked, says this; then everybody looks around."""
    scene = await stage(members=CAST)
    await scene.says("Léa", "/tache Décorer ~2h 23/03 moi")
    await scene.says("Ana", "/tache Chanter ~2h 23/03")
    gives(scene, "Inès", 5)
    gives(scene, "Sam", 4)
    await scene.at("mon 22:00")
    await scene.whispers("Léa", "/proposer 1 quelqu'un")
    await scene.whispers("Ana", "/renfort 2")
    await looks_around(scene)
    await scene.at("tue 10:00")
    if answer is not None:
        await scene.presses("Inès", answer, private=True)
    for when in ("tue 12:00", "wed 12:00", "mon 12:00"):
        await scene.at(when)
        await looks_around(scene)
    return scene


async def looks_around(scene: Scene) -> None:
    for who in ("Léa", "Ana"):
        for line in ("/tache 1", "/taches", "/bilan", "/bilan moi", "/etat", "/reglages"):
            await scene.whispers(who, line)
    for line in ("/bilan coordination", "/exporter"):
        await scene.whispers("Ana", line)


def read_by_others(scene: Scene) -> list[tuple[str, str, str]]:
    told = [each for each in scene.notebook.sent if receiver(each) in OTHERS]
    return [(each.at.isoformat(), receiver(each), each.speech.plain) for each in told]


async def test_a_no_and_silence_and_never_again_read_the_same_to_everybody_else(stage: Stage) -> None:
    plays = [await play(stage, answer) for answer in (None, "decline 1", "hours noask")]
    assert {who for scene in plays for who in asked(scene)} == {"Inès", "Sam"}
    silent, *others = [read_by_others(scene) for scene in plays]
    assert all(each == silent for each in others)


async def test_the_names_of_those_who_were_asked_stand_nowhere_but_in_letters_to_them(stage: Stage) -> None:
    scene = await play(stage, "decline 1")
    assert set(invited(scene)) == {"Inès", "Sam"}
    told = [text for _, _, text in read_by_others(scene)]
    assert not [text for text in told if re.search("Inès|Sam", text)]


async def test_the_digest_counts_no_such_letter(stage: Stage) -> None:
    scene = await play(stage, None)
    digest = scene.letters(Kind.DIGEST, "bal")[-1]
    (calm,) = (each for line in digest.document.lines for each in line.phrases if each.key == "digest-calm")
    assert calm.values["held"] == 0


async def test_ones_own_data_names_nobody_else(stage: Stage) -> None:
    scene = await play(stage, "decline 1")
    await scene.whispers("Léa", "/proposer 1 quelqu'un")
    for who in ("Léa", "Sam"):
        (letter,) = await scene.whispers(who, "/mesdonnees")
        assert letter.file is not None
        page = letter.file.content.decode()
        others = {"Léa": "Inès|Sam", "Sam": "Inès"}[who]
        assert not re.search(others, page)
