"""Nobody learns another person's hours: the same week, played with other hours, reads the same to everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.departure import Departure
from tests.conftest import memory
from tests.scene import playing, receiver

PEOPLE = ("Léa", "Marc", "Sam", "Inès", "Yann")
THEY_TYPE = (
    "/forces", "/forces groupe", "/forces moi", "/dispo", "/bilan", "/bilan coordination", "/taches", "/tache 1",
    "/etat", "/reglages",
)  # fmt: skip


async def what_others_get(given: Mapping[str, tuple[str, ...]], others: tuple[str, ...]) -> list[object]:
    """Some people say their hours, everybody promises something, and the others look at all there is."""
    with memory() as engine:
        async with playing(engine, members=PEOPLE) as scene:
            for who, lines in given.items():
                for each in lines:
                    await scene.whispers(who, f"/dispo {each}")
            for who in PEOPLE:
                await scene.says(who, "/tache Décorer moi dimanche ~5h")
            for who in others:
                for typed in THEY_TYPE:
                    await scene.whispers(who, typed)
                    await scene.says(who, typed)
            for kind in ("tableur", "csv", "json", "agenda"):
                await scene.whispers("Ana", f"/exporter {kind}")
            await scene.waits("15d")
            there = [d for d in scene.notebook.sent if d.member is None or receiver(d) in others]
            return [(receiver(d), d.kind, d.speech.plain, [b.command for b in d.buttons], content(d)) for d in there]


def content(departure: Departure) -> object:
    """What a file says."""
    if departure.file is None or not departure.file.name.endswith((".zip", ".xlsx")):
        return departure.file and departure.file.content
    with ZipFile(BytesIO(departure.file.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"Yann": ("3h",)}, {"Yann": ("9h",)}),
        ({"Yann": ("3h", "semaine prochaine 0")}, {"Yann": ("2-4h", "cette semaine 1h", "semaine prochaine 8h")}),
        ({"Yann": ("3h",)}, {}),
        ({"Yann": ("3h",), "Sam": ("4h",)}, {"Inès": ("1h",)}),
    ],
    ids=["more", "single weeks", "any", "how many"],
)
async def test_of_fewer_than_five_nothing_can_be_told(
    one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]
) -> None:
    here = await what_others_get(one, ("Ana", "Léa", "Marc"))
    assert here == await what_others_get(other, ("Ana", "Léa", "Marc"))
    assert len(here) > 50


async def test_of_five_only_the_whole_can_be_told() -> None:
    same = {"Léa": ("4h",), "Marc": ("4h",), "Ana": ("2h",)}
    one = await what_others_get({**same, "Yann": ("2h",), "Inès": ("9h",)}, ("Ana", "Léa", "Marc"))
    other = await what_others_get({**same, "Yann": ("9h",), "Inès": ("2h",)}, ("Ana", "Léa", "Marc"))
    assert one == other
    assert any("sur  21 h" in str(each) or "sur 21 h" in str(each) for each in one), "the whole is told"
