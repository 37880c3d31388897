"""Nobody learns who was asked to take something, nor who said no: the same play reads the same to everybody else."""

from __future__ import annotations

import re

import pytest

from domain.letter import Kind
from tests.conftest import Stage, memory
from tests.scene import Scene, playing, receiver
from tests.stories.searching import CAST, asked, gives, invited
from tests.stories.test_mydata import handed

both = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
OTHERS = ("Léa", "Ana", "Marc", "bal")


async def play(scene: Scene, answer: str | None, *, alone: bool = False) -> None:
    """Somebody is looked for, hands are wanted, and Inès, who is asked (`alone`, or first), says this; everybody looks
    around meanwhile."""
    await scene.says("Léa", "/tache Décorer le 23/03 ~2h moi")
    await scene.says("Ana", "/tache Chanter le 23/03 ~2h")
    gives(scene, "Inès", 5)
    if not alone:
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


async def looks_around(scene: Scene) -> None:
    for who in ("Léa", "Ana"):
        for line in ("/tache 1", "/taches", "/bilan", "/bilan moi", "/etat", "/reglages", "/forces"):
            await scene.whispers(who, line)
    for line in ("/bilan coordination", "/forces groupe"):
        await scene.whispers("Ana", line)


def read_by_others(scene: Scene) -> list[tuple[str, str, str]]:
    told = [each for each in scene.notebook.sent if receiver(each) in OTHERS]
    return [(each.at.isoformat(), receiver(each), each.speech.plain) for each in told]


async def test_a_no_and_silence_and_never_again_read_the_same_to_everybody_else() -> None:
    plays = []
    for answer in (None, "decline 1", "hours noask"):
        with memory() as engine:
            async with playing(engine, members=CAST) as scene:
                await play(scene, answer, alone=True)
                assert asked(scene) == ["Inès"]
                plays.append(read_by_others(scene))
    silent, *others = plays
    for each in others:
        assert each == silent


@both
async def test_the_names_of_those_who_were_asked_stand_nowhere_but_in_letters_to_them(stage: Stage) -> None:
    scene = await stage(members=CAST)
    await play(scene, "decline 1")
    assert set(invited(scene)) == {"Inès", "Sam"}
    assert not [text for _, _, text in read_by_others(scene) if re.search("Inès|Sam", text)]


@both
async def test_the_digest_counts_no_such_letter_as_held(stage: Stage) -> None:
    scene = await stage(members=CAST)
    await play(scene, None)
    held = {row["kind"] for row in scene.rows("letter", held=True)}
    assert held == {"request", "system"}
    digest = scene.letters(Kind.DIGEST, "bal")[-1]
    (calm,) = (each for line in digest.document.lines for each in line.phrases if each.key == "digest-calm")
    assert calm.values["held"] == len(scene.rows("letter", held=True, kind="system"))


@both
async def test_ones_own_data_names_nobody_else(stage: Stage) -> None:
    scene = await stage(members=CAST)
    await play(scene, "decline 1")
    await scene.whispers("Ana", "/proposer 2 quelqu'un")
    await scene.whispers("Marc", "/tache Danser le 23/03 ~1h moi")
    await scene.whispers("Marc", "/proposer 3 quelqu'un")
    (search,) = scene.rows("search", task_id=scene.task(3).id)
    names = {row["person_id"]: row["name"] for row in scene.rows("account")}
    for who, others in (("Marc", "Inès|Sam"), (names[search["asked_id"]], "Marc")):
        page, data = await handed(scene, who)
        assert [each["task"] for each in data["search"]] == ["#3 Danser"]
        assert not re.search(others, str(data["search"]) + page.split("<h2>")[0])
