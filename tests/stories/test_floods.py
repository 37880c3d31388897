"""Somebody floods the bot: they are told once, alone, and nobody else notices."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.floods import Flood, Floods
from bot.house import House
from domain.flood import Limits
from domain.letter import Kind
from domain.message import Action, Incoming, Sender
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds
from tests.stories.test_worst_input import soon

both = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
FEW = House(limits=Limits(account=5, chat=12))


async def a_flood(scene: Scene, who: str, many: int = 10) -> None:
    for number in range(many):
        await scene.says(who, f"/tache Affiche {who} {number}")


@both
async def test_what_is_too_much_is_not_done_and_they_are_told_so_once_alone(stage: Stage) -> None:
    scene = await stage(house=FEW)
    await a_flood(scene, "Marc")
    assert len(scene.tasks()) == 5
    told = [letter for letter in scene.notebook.sent if "flood" in keys(letter)]
    assert kinds(told) == [("answer", "Marc", True)]


@both
async def test_what_is_too_much_is_written_nowhere(stage: Stage) -> None:
    scene = await stage(house=FEW)
    await a_flood(scene, "Marc", 6)
    before = scene.everything()
    await a_flood(scene, "Marc", 20)
    assert scene.everything() == before


@both
async def test_the_others_are_served_as_before(stage: Stage) -> None:
    scene = await stage(house=FEW)
    await a_flood(scene, "Marc")
    assert ("ack", "bal", False) in kinds(await scene.says("Léa", "/tache Décorer"))
    assert "digest-title" in "".join(keys(*await scene.whispers("Ana", "/bilan")))
    assert scene.task(6).title == "Décorer"


@both
async def test_a_while_later_they_are_served_again_and_a_new_flood_is_told_anew(stage: Stage) -> None:
    scene = await stage(house=FEW)
    await a_flood(scene, "Marc")
    await scene.waits("2m")
    await scene.says("Marc", "/tache Décorer")
    assert len(scene.tasks()) == 6
    await a_flood(scene, "Marc")
    assert len([letter for letter in scene.notebook.sent if "flood" in keys(letter)]) == 1, "it is the same flood"
    await scene.waits("11m")
    await a_flood(scene, "Marc")
    assert len([letter for letter in scene.notebook.sent if "flood" in keys(letter)]) == 2
    assert len(scene.tasks()) == 11


@both
async def test_presses_and_reactions_count_and_chatter_does_not(stage: Stage) -> None:
    scene = await stage(house=FEW)
    for number in range(20):
        await scene.says("Marc", f"on se voit à {number} h ?")
    await scene.says("Marc", "/tache Décorer")
    for _ in range(2):
        await scene.presses("Marc", "take 1", on="card:1")
        await scene.reacts("Marc", "✅", on="card:1")
    assert [letter for letter in scene.notebook.sent if "flood" in keys(letter)] == []
    await scene.presses("Marc", "take 1", on="card:1")
    assert kinds([letter for letter in scene.notebook.sent if "flood" in keys(letter)]) == [("answer", "Marc", True)]


@both
async def test_several_together_cannot_flood_a_chat_and_each_is_told(stage: Stage) -> None:
    scene = await stage(house=FEW, members=("Léa", "Marc", "Sam", "Fatou"))
    for who in ("Léa", "Marc", "Sam"):
        await a_flood(scene, who, 5)
    assert len(scene.tasks()) == 12
    await a_flood(scene, "Fatou", 3)
    told = [letter for letter in scene.notebook.sent if "flood" in keys(letter)]
    assert [to for _, to, _ in kinds(told)] == ["Sam", "Fatou"]
    await scene.whispers("Léa", "/tache Décorer")
    assert len(scene.tasks()) == 12, "Léa has asked as much as one may"
    await scene.whispers("Ana", "/tache Décorer")
    assert len(scene.tasks()) == 13, "in private, a chat's limit is nobody's"
    await scene.says("Zoé", "/tache Projeter", team="ciné")
    assert len(scene.tasks("ciné")) == 1


@both
async def test_nothing_is_said_to_who_cannot_be_told_alone_nor_to_strangers(stage: Stage) -> None:
    scene = await stage(house=FEW, unreachable=("Sam",))
    await a_flood(scene, "Sam")
    for number in range(10):
        await scene.whispers("Nobody", f"/tache Affiche {number}")
    assert [letter for letter in scene.notebook.sent if "flood" in keys(letter)] == []
    assert scene.letters(Kind.ANSWER, to="Nobody") == []


@both
async def test_what_was_said_while_the_bot_was_away_is_no_flood(stage: Stage) -> None:
    scene = await stage(house=FEW)
    for hour in range(20, 0, -1):
        await scene.says("Marc", f"/tache Affiche {hour}", ago=f"{hour}h")
    assert len(scene.tasks()) == 20


def test_many_accounts_cost_little_each() -> None:
    floods, at = Floods(Limits()), datetime(2026, 3, 2, 9, tzinfo=UTC)
    with soon():
        for number in range(60_000):
            sender = Sender("telegram", "", str(number), "x")
            said = Incoming("telegram:1", str(number), at, sender, Action.REACT, None, private=True, text="x")
            assert floods.hear(said) is Flood.SERVED
