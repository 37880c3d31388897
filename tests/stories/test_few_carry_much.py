"""Few carry much: those who coordinate are told in private, as a share of what is open, and never whose it is."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Stage
from tests.scene import Scene, keys
from tests.stories.searching import CAST

FEW = {"watch-few", "watch-few-two"}
pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


async def much(scene: Scene) -> Scene:
    """Léa carries five hours of seven that are open, Marc one; nobody the seventh."""
    await scene.says("Léa", "/tache Décorer ~5h moi")
    await scene.says("Marc", "/tache Ranger ~1h moi")
    await scene.says("Ana", "/tache Chanter ~1h")
    return scene


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_coordinators_read_of_it_as_a_share_without_a_name(stage: Stage, language: str) -> None:
    scene = await much(await stage(members=CAST, language=language))
    for line in ("/bilan coordination", "/forces"):
        (told,) = await scene.whispers("Ana", line)
        assert "watch-few-two" in keys(told)
        (said,) = (each for each in told.speech.plain.splitlines() if "%" in each)
        assert "85" in said
        assert not re.search("|".join(CAST), said)


async def test_nobody_else_does(stage: Stage) -> None:
    scene = await much(await stage(members=CAST))
    for line in ("/forces", "/bilan", "/bilan moi", "/bilan coordination"):
        for each in await scene.whispers("Léa", line):
            assert not FEW & set(keys(each))
    for who, line in (("Ana", "/bilan"), ("Ana", "/forces groupe")):
        for each in await scene.says(who, line):
            assert not FEW & set(keys(each))


async def test_in_a_group_of_five_nothing_of_it_is_told(stage: Stage) -> None:
    scene = await much(await stage(members=CAST[:4]))
    for line in ("/bilan coordination", "/forces"):
        (told,) = await scene.whispers("Ana", line)
        assert not FEW & set(keys(told))


async def test_where_everybody_carries_alike_nothing_is_told(stage: Stage) -> None:
    scene = await stage(members=CAST)
    for who in CAST:
        await scene.says(who, f"/tache Ranger {who} ~2h moi")
    (told,) = await scene.whispers("Ana", "/bilan coordination")
    assert not FEW & set(keys(told))
