"""What `/privacy` tells: short enough for a phone, with whom to turn to and where to go on."""

from __future__ import annotations

import re

import pytest

from bot.house import House
from domain.host import Host
from tests.conftest import Stage
from tests.scene import Scene, keys, offers

HOUSE = House(Host("La MJC du Port", "mjc@example.org"))


async def test_it_names_host_and_backups_and_leads_to_the_rest(stage: Stage) -> None:
    scene = await stage(house=HOUSE)
    (answer,) = await scene.whispers("Marc", "/donnees")
    said = answer.speech.plain.replace("\N{NO-BREAK SPACE}", " ")
    assert "Qui héberge ce robot : La MJC du Port (mjc@example.org)." in said
    assert "sauvegardée par qui m'héberge (La MJC du Port · mjc@example.org)" in said
    assert offers(answer) == ["mydata", "forgetme", "help"]
    for command, key in (("mydata", "mydata"), ("forgetme", "forget-title")):
        assert key in keys(*await scene.presses("Marc", command, private=True))
    assert len(answer.speech.plain) < 3000, "one message"


@pytest.mark.parametrize("typed", ["/donnees", "/oubliemoi"])
async def test_the_host_of_the_copies_is_named_before_somebody_says_yes(stage: Stage, typed: str) -> None:
    scene = await stage(house=HOUSE)
    (answer,) = await scene.whispers("Marc", typed)
    assert "backups-of" in keys(answer)


async def test_nothing_that_is_shown_to_others_counts_what_a_person_does(scene: Scene) -> None:
    """The digest of a busy week has names, and no number beside them."""
    for number in range(1, 6):
        await scene.says("Marc", f"/tache Tâche {number} moi")
        await scene.says("Marc", f"/fait {number}")
    digest = "\n".join(d.speech.plain for d in await scene.at("mon 12:00") or await scene.waits("8d"))
    lines = [line for line in digest.splitlines() if "Marc" in line]
    assert len(lines) == 5, "one for each task"
    assert all(re.fullmatch(r"\W*#(\d) Tâche \1\W+Marc\W*", line) for line in lines), lines
