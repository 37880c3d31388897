"""A room that is bridged to the group where the bot is, too: nobody is heard twice, and the bot never hears itself."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from bot.config import Config
from bot.departure import Departure
from bot.house import House, house_of
from domain.letter import Kind
from domain.message import Ability, Action, Incoming, Place, Sender, Standing
from tests.conftest import Stage
from tests.scene import Scene, keys
from tests.stories.test_link import code_in

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)

ME = "777"
ANA, BO = "101", "102"
GROUP, ROOM = Place("telegram", "", "-1001"), Place("matrix", "", "!salon:example.org")
CONFIG = Config.model_validate(
    {
        "telegram": {"token": f"{ME}:secret"},
        "matrix": {"bridges": ["@tg-{id}:example.org"]},
        "host": {"admission": "open"},
    }
)


class Wires:
    """The two sides of a bridge: what is said on Telegram comes to Matrix as a puppet says it."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.heard = scene, 0

    async def on(
        self, place: Place, who: str, text: str = "", *, action: Action = Action.TEXT, **more: Any
    ) -> list[Departure]:
        self.heard += 1
        before = len(self.scene.notebook.sent)
        name = more.pop("name", who)
        event = Incoming(
            own_account=place.messenger,
            event=f"w{self.heard}",
            said_at=self.scene.now.astimezone(UTC),
            sender=Sender(
                place.messenger, "", who, name, name, more.pop("coordinator", None), more.pop("reachable", True)
            ),
            action=action,
            place=more.pop("at", place),
            text=text,
            message_id=f"w{self.heard}",
            title=place.external_id,
            **more,
        )
        await self.scene.player.app.receive(event)
        await self.scene.player.app.settle()
        return self.scene.notebook.sent[before:]

    async def said_on_telegram(self, who: str, text: str) -> list[Departure]:
        """And echoed."""
        left = await self.on(GROUP, who, text)
        return left + await self.on(ROOM, f"@telegram_{who}:example.org", text)


@pytest.fixture
async def alone(stage: Stage) -> Wires:
    """The bot is in the room alone."""
    wires = Wires(await stage(house=house_of(CONFIG)))
    await wires.on(ROOM, "@rita:example.org", action=Action.ADDED, coordinator=True, name="Rita")
    return wires


@pytest.fixture
async def both(alone: Wires) -> Wires:
    """It is in the group, too, and both chats are one team."""
    await alone.on(GROUP, ANA, action=Action.ADDED, coordinator=True, name="Ana")
    left = await alone.on(GROUP, ANA, "/link", coordinator=True, name="Ana")
    await alone.on(ROOM, "@rita:example.org", f"!link {code_in(*left)}", coordinator=True, name="Rita")
    assert (
        len([row for row in alone.scene.rows("chat") if row["team_id"] == alone.scene.rows("chat")[-1]["team_id"]]) == 2
    )
    return alone


async def test_what_is_said_on_one_side_makes_one_task(both: Wires) -> None:
    left = await both.said_on_telegram(BO, "/tache Chanter")
    assert [row["title"] for row in both.scene.rows("task")] == ["Chanter"]
    assert sorted(each.messenger for each in left if each.kind is Kind.CARD) == ["matrix", "telegram"]
    assert len([each for each in left if each.kind is Kind.ACK]) == 1


async def test_the_echo_may_come_first(both: Wires) -> None:
    assert await both.on(ROOM, f"@telegram_{BO}:example.org", "/tache Chanter") == []
    await both.on(GROUP, BO, "/tache Chanter")
    assert len(both.scene.rows("task")) == 1


@pytest.mark.parametrize("action", [Action.TEXT, Action.EDIT, Action.REACT, Action.JOIN, Action.LEAVE, Action.GONE])
async def test_its_own_letters_coming_back_are_never_heard(alone: Wires, action: Action) -> None:
    before = alone.scene.everything()
    for puppet in (f"@telegram_{ME}:example.org", f"@_telegram_{ME}:x.org", f"@tg-{ME}:example.org"):
        assert await alone.on(ROOM, puppet, "/tache Chanter", action=action, origin="w1", name="Accalmie") == []
    assert alone.scene.everything() == before


async def test_whoever_is_heard_in_another_team_is_not_heard_here_again(alone: Wires) -> None:
    await alone.on(GROUP, ANA, action=Action.ADDED, coordinator=True, name="Ana")
    await alone.said_on_telegram(ANA, "/tache Chanter")
    assert len(alone.scene.rows("task")) == 1


async def test_where_the_bot_is_on_one_side_alone_puppets_are_people(alone: Wires) -> None:
    left = await alone.on(ROOM, f"@telegram_{BO}:example.org", "/tache Chanter moi", name="Bo")
    assert [each.kind for each in left if each.kind is Kind.CARD] == [Kind.CARD]
    assert alone.scene.row("account", name="Bo")["reachable"] is False


async def test_no_private_letter_goes_to_a_puppet(alone: Wires) -> None:
    bo, where = f"@telegram_{BO}:example.org", Standing(ROOM, False, frozenset({Ability.WRITE_FIRST}))
    for typed in ("!start", "!tasks", "!later Bonjour"):
        left = await alone.on(ROOM, bo, typed, name="Bo", standings=(where,), prefix="!")
        assert [each for each in left if each.member is not None] == []
    left = await alone.on(ROOM, "@rita:example.org", "!tache Danser @Bo", name="Rita")
    assert [each for each in left if each.member is not None] == []


async def test_a_puppet_that_is_named_is_the_person_it_stands_for(both: Wires) -> None:
    await both.on(GROUP, BO, "/taches", name="Bo")
    puppet = Sender("matrix", "", f"@telegram_{BO}:example.org", "Bo", is_there=True)
    await both.on(ROOM, "@rita:example.org", "!tache Danser @Bo", name="Rita", mentions=(puppet,))
    (asked,) = both.scene.rows("assignment")
    assert asked["person_id"] == both.scene.person("Bo")
    assert len([row for row in both.scene.rows("account") if row["name"] == "Bo"]) == 1


async def test_what_a_bridge_brings_in_somebodys_own_name_is_heard_at_its_source(both: Wires) -> None:
    assert await both.on(ROOM, "@bo:example.org", "!tache Chanter", relayed_from="telegram", prefix="!") == []
    assert await both.on(ROOM, "@bo:example.org", "!tache Chanter", prefix="!") != []


async def test_names_that_only_look_like_a_puppets_are_people(both: Wires) -> None:
    for who in ("@telegram_fan:example.org", "@mytelegram_12:example.org", "@telegram_12x:example.org"):
        assert keys(*await both.on(ROOM, who, "!taches", name=who, prefix="!", coordinator=False)) != []


def test_a_house_without_telegram_has_no_double(engine: object) -> None:
    assert house_of(Config()).itself == frozenset()
    assert House().bridges == ()
