"""Chats and accounts part again: everybody keeps their own, and nothing is lost on the way."""

from __future__ import annotations

import random

import pytest

from bot.departure import Departure
from bot.house import House
from domain.letter import Kind
from domain.message import Action
from tests.conftest import Stage
from tests.scene import Scene, keys, offers
from tests.stories.test_link import code_in, link
from tests.stories.test_link_accounts import unite

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
PASSING = ("letter", "choice", "inbox", "change", "link", "seen", "membership", "team", "digest", "dependency")


@pytest.fixture
async def both(stage: Stage) -> Scene:
    """`bal` and `ciné`, each with a task, are one team. Marc is in both, Léa in the first alone, Zoé in the second."""
    scene = await stage(elsewhere=("Marc",))
    await scene.says("Léa", "/tache Décorer moi")
    await scene.says("Zoé", "/tache Projeter moi", team="ciné")
    await link(scene)
    return scene


async def part(scene: Scene) -> list[Departure]:
    """The chat `ciné` leaves."""
    (asked,) = [each for each in await scene.says("Zoé", "/relier non", team="ciné") if each.kind is Kind.ANSWER]
    (command,) = offers(asked)
    return await scene.presses("Zoé", command, team="ciné")


def team_of(scene: Scene, chat: str) -> int:
    return int(scene.row("chat", external_id=chat)["team_id"])


async def test_it_is_asked_back_with_what_goes_and_what_stays(both: Scene) -> None:
    before = both.state()
    (asked,) = [each for each in await both.says("Zoé", "/relier non", team="ciné") if each.kind is Kind.ANSWER]
    assert keys(asked)[:2] == ["link-off-ask", "link-off-people"]
    assert both.state() == before


async def test_tasks_go_with_the_chat_where_they_were_made_and_keep_their_numbers(both: Scene) -> None:
    await both.says("Zoé", "/tache Balayer après #1", team="ciné")
    await both.says("Léa", "/tache Chanter")
    await part(both)
    assert [(task.number, task.title) for task in both.tasks("ciné")] == [(2, "Projeter"), (3, "Balayer")]
    assert [(task.number, task.title) for task in both.tasks("bal")] == [(1, "Décorer"), (4, "Chanter")]
    assert both.rows("dependency") == []
    await both.says("Zoé", "/tache Ranger", team="ciné")
    await both.says("Léa", "/tache Danser")
    assert both.tasks("ciné")[-1].number == 5
    assert both.tasks("bal")[-1].number == 5


async def test_people_are_where_they_are_seen_or_carry_something(both: Scene) -> None:
    await both.says("Zoé", "/tache Balayer", team="ciné")
    await both.says("Léa", "/prendre 3")
    await part(both)
    current = {
        team: {row["person_id"] for row in both.rows("membership", team_id=team_of(both, team), left_at=None)}
        for team in ("bal", "ciné")
    }
    person = both.person
    assert person("Zoé") not in current["bal"]
    assert {person("Zoé"), person("Marc"), person("Léa")} <= current["ciné"]
    assert {person("Ana"), person("Marc"), person("Léa")} <= current["bal"]
    assert both.tasks("ciné")[-1].lead is not None


async def test_each_side_has_its_own_coordinators_again(both: Scene) -> None:
    await part(both)
    assert [row["administrator"] for row in both.rows("membership", team_id=team_of(both, "bal"), left_at=None)].count(
        True
    ) == 1
    (zoe,) = both.rows("membership", team_id=team_of(both, "ciné"), administrator=True)
    assert zoe["person_id"] == both.person("Zoé")


async def test_an_old_button_on_the_wrong_side_does_nothing(both: Scene) -> None:
    await both.says("Léa", "/tache Chanter")
    (card,) = [
        each
        for each in both.letters(Kind.CARD)
        if each.about == 3 and each.chat and each.chat.place.external_id == "ciné"
    ]
    await part(both)
    assert both.rows("choice", letter_id=card.letter) == []
    await both.says("Zoé", "/fait 3", team="ciné")
    assert both.tasks("bal")[-1].is_open


async def test_both_chats_are_told_and_each_gets_its_own_digest(both: Scene) -> None:
    left = await part(both)
    assert sorted(each.chat.place.external_id for each in left if "link-off" in keys(each) and each.chat) == [
        "bal",
        "ciné",
    ]
    left = await both.at("2026-03-09 10:00")
    digests = {
        each.chat.place.external_id: each.speech.plain for each in left if each.kind is Kind.DIGEST and each.chat
    }
    assert digests.keys() == {"bal", "ciné"}
    assert "#1" not in digests["ciné"]
    assert "#2" not in digests["bal"]


async def test_it_can_be_linked_again(both: Scene) -> None:
    await part(both)
    await link(both)
    assert len(both.rows("team")) == 1
    assert sorted(task.title for task in both.tasks("bal")) == ["Décorer", "Projeter"]


async def test_who_may_not_and_what_is_not_linked(both: Scene) -> None:
    assert "refusal-coordinators" in keys(*await both.says("Léa", "/relier non"))
    await part(both)
    assert "link-alone" in keys(*await both.says("Ana", "/relier non"))
    assert keys(*await both.whispers("Léa", "/relier non")) == ["link-one"]


@pytest.mark.parametrize("seed", range(6))
async def test_no_row_is_lost_and_every_task_is_in_one_team(stage: Stage, seed: int) -> None:
    """Random weeks in two chats that link, live together, and part."""
    dice, scene = random.Random(seed), await stage(elsewhere=("Marc",))
    where = {"bal": ("Léa", "Marc", "Ana", "Sam"), "ciné": ("Zoé", "Marc")}

    async def live(acts: int) -> None:
        for _ in range(acts):
            team = dice.choice(list(where))
            who, n = dice.choice(where[team]), dice.randint(1, 9)
            line = dice.choice(
                (
                    "/tache Chose",
                    "/tache Autre moi mercredi",
                    f"/tache Suite après #{n}",
                    f"/prendre {n}",
                    f"/fait {n}",
                    f"/noter {n} une note",
                    "/merci @Marc",
                    f"/role r{n} moi",
                    "/parquer le prix",
                    f"/proposer {n} @Marc",
                )
            )
            await scene.says(who, line, team=team)

    await live(15)
    before = _counted(scene)
    await link(scene)
    assert _counted(scene, but=("role",)) == {name: n for name, n in before.items() if name != "role"}
    assert len(scene.rows("team")) == 1
    await live(15)
    before = _counted(scene)
    await part(scene)
    assert _counted(scene) == before
    teams = {row["id"] for row in scene.rows("team")}
    assert len(teams) == 2
    for table in ("task", "debate", "role", "chat", "letter", "thanks", "membership"):
        assert {row["team_id"] for row in scene.rows(table)} <= teams
    for task in scene.rows("task"):
        for part_ in scene.rows("assignment", task_id=task["id"]):
            if task["state"] == "open":
                (there,) = scene.rows("membership", team_id=task["team_id"], person_id=part_["person_id"])
                assert there["left_at"] is None, "who carries something is there"
    await live(10)


def _counted(scene: Scene, but: tuple[str, ...] = ()) -> dict[str, int]:
    names = ("task", "assignment", "note", "history", "thanks", "debate", "role", "chat", "person", "account")
    return {name: len(scene.rows(name)) for name in names if name not in but}


# ---- accounts


@pytest.fixture
async def one(stage: Stage) -> Scene:
    """Marc is in `bal`, and as `marcus` in the radio's room, which is of another team; both accounts are his."""
    scene = await stage(house=House(is_open=True))
    await scene.says("Marc", "/tache Décorer moi")
    await scene.radio("Rita", room="salon", action=Action.ADDED)
    await scene.radio("marcus", "/tache Chanter moi", room="salon")
    await unite(scene)
    return scene


async def test_an_account_is_a_person_of_its_own_again_and_has_what_is_its_own(one: Scene) -> None:
    (asked,) = await one.radio("marcus", "/relier non")
    assert keys(asked)[-1] == "link-off-me-ask"
    left = await one.presses_there("marcus", asked, "link me off yes")
    assert "link-off-me" in keys(*left)
    assert one.person("marcus") != one.person("Marc")
    carried = {row["title"]: one.row("assignment", task_id=row["id"])["person_id"] for row in one.rows("task")}
    assert carried == {"Décorer": one.person("Marc"), "Chanter": one.person("marcus")}
    (mine,) = await one.radio("marcus", "/taches moi")
    assert "Décorer" not in mine.speech.plain


async def test_where_both_accounts_are_all_stays_with_the_other(one: Scene) -> None:
    await one.radio("Marc", "/taches", room="salon")
    code = code_in(*await one.whispers("Marc", "/relier"))
    await one.radio("Marc", f"/relier {code} oui")
    await one.radio("marcus", "/relier non oui")
    chanter = one.row("task", title="Chanter")
    (marc,) = one.rows("account", messenger="terminal", name="Marc")
    assert one.row("assignment", task_id=chanter["id"])["person_id"] == marc["person_id"] != one.person("marcus")
    assert "refusal-not-yours" in keys(*await one.radio("marcus", "/lacher 1", room="salon"))


async def test_what_both_agreed_on_holds_in_both(both: Scene) -> None:
    await both.says("Ana", "/charte On s'écoute.")
    await both.presses("Ana", "charter now 0: On s'écoute.")
    await part(both)
    words = {row["team_id"]: row["words"] for row in both.rows("charter")}
    assert words == {team_of(both, "bal"): "On s'écoute.", team_of(both, "ciné"): "On s'écoute."}


async def test_a_request_goes_with_whoever_asked(both: Scene) -> None:
    for line in ("/demander @Marc", "C'est sombre.", "passer", "passer", "Une lampe ?", "la lumière"):
        await both.whispers("Zoé", line)
    await part(both)
    assert both.row("request")["team_id"] == team_of(both, "ciné")


async def test_projects_go_with_their_tasks_and_one_of_both_sides_is_there_twice(both: Scene) -> None:
    await both.says("Zoé", "/projet Festival : voir des films", team="ciné")
    await both.says("Zoé", "/tache Bobines #festival", team="ciné")
    await both.says("Zoé", "/tache Chaises #bal", team="ciné")
    await both.says("Zoé", "/jalon #bal Ouverture 12 juin", team="ciné")
    await both.says("Léa", "/tache Lampions #bal")
    await both.says("Léa", "/projet Buvette : boire")
    await part(both)
    for chat, there in (
        ("ciné", {"bal": None, "festival": "voir des films"}),
        ("bal", {"bal": None, "buvette": "boire"}),
    ):
        found = {row["name"]: row["objective"] for row in both.rows("project", team_id=team_of(both, chat))}
        assert found == there
