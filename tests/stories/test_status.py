"""What the bot can hear and do here, in plain words, and nothing about what anybody did."""

from __future__ import annotations

import pytest

from domain.message import Ability
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def text(scene: Scene) -> str:
    return scene.notebook.sent[-1].speech.plain


async def test_it_says_what_it_hears_when_it_is_quiet_and_who_coordinates(scene: Scene) -> None:
    left = await scene.whispers("Léa", "/état")
    assert keys(*left) == [
        "status-title",
        "status-hears",
        "status-private",
        "status-digest-later",
        "status-quiet-from",
        "status-held",
        "status-coordinators",
        "status-you-member",
        "status-more",
    ]
    assert "Ana" in text(scene)
    assert "lun. 2 mars à 21:00" in text(scene)
    assert not {"Marc", "Sam"} & set(text(scene).split())


async def test_at_night_it_says_until_when_and_how_many_letters_wait(scene: Scene) -> None:
    await scene.at("mon 22:00")
    await scene.says("Léa", "/tache Décorer @Marc")
    left = await scene.whispers("Ana", "/status")
    assert kinds(left) == [("answer", "Ana", False)]
    assert {"status-quiet-until", "status-digest", "status-you-administrator"} <= set(keys(*left))
    assert "mar. 3 mars à 08:00" in text(scene)
    assert "1 message du groupe attend" in text(scene)
    assert "lun. 9 mars à 09:00" in text(scene)


async def test_it_says_what_is_switched_off_and_who_was_named(stage: Stage) -> None:
    scene = await stage(language="en")
    for typed in ("/quiet off", "/digest off", "/coordinator @Léa"):
        await scene.says("Ana", typed)
    left = await scene.whispers("Léa", "/status")
    assert {"status-never-quiet", "status-no-digest", "status-you-named"} <= set(keys(*left))


async def test_whoever_cannot_be_reached_reads_it_in_the_group(stage: Stage) -> None:
    scene = await stage(unreachable=["Marc"])
    left = await scene.says("Marc", "/etat")
    assert kinds(left) == [("ack", "bal", False), ("answer", "bal", False)]
    assert "status-no-private" in keys(*left)


async def test_of_another_groups_letters_nothing_is_told(scene: Scene) -> None:
    await scene.at("mon 22:00")
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.whispers("Zoé", "/etat", team="ciné")
    assert "Aucun message" in text(scene)
    assert "Ana" not in text(scene)


ALL = (Ability.HEAR, Ability.SEE_REACTIONS, Ability.DELETE)


@pytest.mark.parametrize(
    ("can", "says"),
    [
        (ALL, []),
        ((*ALL, Ability.IN_CLEAR), ["status-in-clear"]),
        ((*ALL, Ability.ENCRYPTS, Ability.SIGNED), ["status-encrypts"]),
        ((*ALL, Ability.ENCRYPTS), ["status-encrypts", "status-not-signed"]),
        ((Ability.HEAR, Ability.SEE_REACTIONS), ["status-deletes-nothing", "status-delete-right"]),
        (
            (Ability.HEAR,),
            ["status-no-reactions", "status-deletes-nothing", "status-administrator"],
        ),
        (
            (),
            ["status-hears-commands", "status-no-reactions", "status-deletes-nothing", "status-administrator"],
        ),
    ],
)
async def test_it_says_who_can_read_along_and_what_it_may_not_do(
    scene: Scene, can: tuple[Ability, ...], says: list[str]
) -> None:
    scene.can(*can)
    said = keys(*await scene.whispers("Léa", "/état"))
    assert [key for key in said[1 : said.index("status-private")] if key != "status-hears"] == says


async def test_a_device_that_nobody_vouches_for_is_the_hosts_to_mend(scene: Scene) -> None:
    scene.can(*ALL, Ability.ENCRYPTS)
    await scene.whispers("Léa", "/état")
    assert "accalmie terminal login" in text(scene)


async def test_it_says_how_many_messages_it_could_not_read_this_week(scene: Scene) -> None:
    for who in ("Léa", "Léa", "Marc"):
        await scene.is_unreadable(who)
    await scene.is_unreadable("Léa", private=True)
    await scene.whispers("Léa", "/état")
    assert "je n'ai pas pu lire 3 messages écrits ici" in text(scene)
    await scene.waits("8d")
    assert "status-unreadable" not in keys(*await scene.whispers("Léa", "/état"))
