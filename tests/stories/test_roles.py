"""Who answers for what: proposed and accepted like a task, taken if nobody holds it, to decide when somebody leaves."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from domain.role import LONGEST_NAME, MOST_ROLES
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def roles(scene: Scene) -> dict[str, tuple[str | None, str | None]]:
    """Holder and asked person of each role."""
    names = {row["person_id"]: row["name"] for row in scene.rows("account")}
    return {row["name"]: (names.get(row["holder_id"]), names.get(row["asked_id"])) for row in scene.rows("role")}


async def asked(scene: Scene, name: str = "Trésorerie", who: str = "Marc") -> str:
    """Ana proposes a role. The command of the button that says yes."""
    await scene.says("Ana", f"/role {name} @{who}")
    return f"role accept {scene.row('role', name=name)['id']}"


@pytest.mark.parametrize(
    ("language", "proposes"),
    [
        ("fr", "/role Trésorerie @Marc"),
        ("en", "!roles Trésorerie for @Marc"),
        ("fr", "/rôle Trésorerie : marc"),
        ("fr", "/role @Marc pour Trésorerie"),
    ],
)
async def test_a_role_is_proposed_in_private_and_accepted_with_a_button(
    language: str, proposes: str, stage: Stage
) -> None:
    scene = await stage(language=language)
    left = await scene.says("Ana", proposes)
    assert kinds(left) == [("ack", "bal", False), ("proposal", "Marc", True)]
    assert roles(scene) == {"Trésorerie": (None, "Marc")}
    yes, no = offers(left[1])
    assert (yes.split()[:2], no.split()[:2]) == (["role", "accept"], ["role", "decline"])
    left = await scene.presses("Marc", yes, private=True)
    assert kinds(left) == [("answer", "Marc", True), ("system", "Ana", False)]
    assert keys(*left) == ["noted-role", "role-accepted"]
    assert roles(scene) == {"Trésorerie": ("Marc", None)}
    assert keys(*await scene.whispers("Léa", "/role")) == ["roles-title", "role-held"]


async def test_declining_leaves_no_trace_and_is_never_answered_in_the_group(scene: Scene) -> None:
    await asked(scene)
    number = scene.row("role")["id"]
    left = await scene.says("Marc", f"/role refuser {number}")
    assert kinds(left) == [("answer", "Marc", True)]
    assert roles(scene) == {"Trésorerie": (None, None)}
    assert scene.row("role")["asked_by_id"] is None
    await scene.waits("8d")
    assert scene.letters(Kind.SYSTEM) == []
    assert scene.rows("history") == []


async def test_whoever_cannot_be_reached_answers_in_the_group_and_nobody_sees_the_answer(stage: Stage) -> None:
    scene = await stage(unreachable=["Marc"])
    left = await scene.says("Ana", "/role Trésorerie @Marc")
    assert "noted-asked-unreachable" in keys(*left)
    assert scene.row("letter", kind="proposal")["reason"] == "unreachable"
    assert await scene.says("Marc", "/role refuser trésorerie") == []
    assert roles(scene) == {"Trésorerie": (None, None)}
    await scene.says("Ana", "/role Trésorerie @Marc")
    left = await scene.says("Marc", "/role tresorerie moi")
    assert roles(scene) == {"Trésorerie": ("Marc", None)}
    assert "role-accepted" in keys(*left)


@pytest.mark.parametrize("says", ["/role accepter", "/role accept trésorerie", "/role accepter Tresorerie merci"])
async def test_a_proposal_can_be_answered_by_typing(says: str, scene: Scene) -> None:
    await asked(scene)
    left = await scene.whispers("Marc", says)
    assert keys(*left) == ["noted-role", "role-accepted"]
    assert roles(scene) == {"Trésorerie": ("Marc", None)}


async def test_of_several_proposals_the_one_that_is_meant_is_asked_back(scene: Scene) -> None:
    await asked(scene, "Trésorerie")
    await asked(scene, "Clés")
    (question,) = await scene.whispers("Marc", "/role accepter")
    assert len(offers(question)) == 4
    await scene.presses("Marc", offers(question)[0], private=True)
    assert sorted(roles(scene).values(), key=str) == [("Marc", None), (None, "Marc")]


async def test_after_three_open_days_a_proposal_lapses_and_who_asked_is_told_once(scene: Scene) -> None:
    yes = await asked(scene)
    left = await scene.at("thu 9:59")
    assert left == []
    left = await scene.at("thu 10:00")
    assert kinds(left) == [("system", "Ana", False)]
    assert keys(*left) == ["role-lapsed"]
    assert roles(scene) == {"Trésorerie": (None, None)}
    assert await scene.waits("3d") == []
    left = await scene.presses("Marc", yes, private=True)
    assert keys(*left) == ["refusal-role-not-asked"]
    assert roles(scene) == {"Trésorerie": (None, None)}


@pytest.mark.parametrize("meanwhile", [("Léa", "/role trésorerie moi"), ("Ana", "/role trésorerie non")])
async def test_a_held_proposal_that_is_not_true_any_more_is_dropped(meanwhile: tuple[str, str], scene: Scene) -> None:
    await scene.at("mon 22:00")
    await asked(scene)
    await scene.says(*meanwhile)
    await scene.at("tue 9:00")
    assert scene.letters(to="Marc") == []
    row = scene.row("letter", kind="proposal")
    assert (row["state"], row["reason"]) == ("dropped", "not asked any more")


async def test_a_proposal_made_again_is_asked_once_more_and_the_older_letter_dropped(scene: Scene) -> None:
    await scene.at("mon 22:00")
    await asked(scene)
    await scene.whispers("Marc", "/role refuser")
    await scene.waits("1m")
    await asked(scene)
    left = await scene.at("tue 8:00")
    assert kinds(left) == [("proposal", "Marc", True)]
    assert [row["state"] for row in scene.rows("letter", kind="proposal")] == ["dropped", "sent"]


async def test_what_was_held_joins_one_letter_and_each_proposal_in_it_is_answered(scene: Scene) -> None:
    await scene.at("mon 22:00")
    await scene.says("Léa", "/tache Décorer @Marc")
    await asked(scene, "Trésorerie")
    await asked(scene, "Clés")
    (letter,) = await scene.at("tue 8:00")
    assert keys(letter).count("role-asks") == 2
    yes = [command for command in offers(letter) if "accept" in command]
    assert len(yes) == 3
    for command in yes[:2]:
        await scene.presses("Marc", command, private=True)
    assert scene.task(1).lead is not None
    assert roles(scene) == {"Trésorerie": ("Marc", None), "Clés": (None, "Marc")}


async def test_a_role_that_nobody_holds_is_in_the_digest_with_a_button_for_everybody(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.says("Ana", "/role Trésorerie moi")
    await scene.says("Ana", "/role Trésorerie non")
    left = await scene.at("2026-03-09 09:00")
    digest = next(d for d in left if d.kind is Kind.DIGEST)
    assert "digest-decide" in keys(digest)
    await scene.presses("Marc", "role Trésorerie me", on="digest")
    assert roles(scene) == {"Trésorerie": ("Marc", None)}


async def test_anybody_may_take_a_role_that_nobody_holds(scene: Scene) -> None:
    await scene.says("Léa", "/role Clés moi")
    assert roles(scene) == {"Clés": ("Léa", None)}
    left = await scene.says("Marc", "/role cles me")
    assert keys(*left) == ["refusal-role-held"]
    assert roles(scene) == {"Clés": ("Léa", None)}


async def test_whoever_holds_a_role_passes_it_on_and_keeps_it_until_there_is_a_yes(scene: Scene) -> None:
    await scene.says("Léa", "/role Clés moi")
    left = await scene.says("Léa", "/role clés @Marc")
    assert ("proposal", "Marc", True) in kinds(left)
    assert roles(scene) == {"Clés": ("Léa", "Marc")}
    left = await scene.whispers("Marc", "/role accepter")
    assert [(receiver(d), keys(d)) for d in left] == [("Marc", ["noted-role"]), ("Léa", ["role-accepted"])]
    assert roles(scene) == {"Clés": ("Marc", None)}


async def test_only_coordination_proposes_a_role_that_somebody_does_not_hold(scene: Scene) -> None:
    before = scene.state()
    assert keys(*await scene.says("Léa", "/role Trésorerie @Marc")) == ["refusal-coordinators"]
    assert scene.state() == before
    await scene.says("Marc", "/role Clés moi")
    for refused in ("/role Clés @Sam", "/role Clés non"):
        assert keys(*await scene.says("Léa", refused)) == ["refusal-coordinators"]
    assert roles(scene) == {"Clés": ("Marc", None)}


async def test_a_role_is_given_back_and_then_taken_off_the_list(scene: Scene) -> None:
    await scene.says("Léa", "/role Clés moi")
    await scene.says("Léa", "/role clés off")
    assert roles(scene) == {"Clés": (None, None)}
    assert keys(*await scene.whispers("Marc", "/role")) == ["roles-title", "role-vacant"]
    left = await scene.whispers("Ana", "/role cles non")
    assert keys(*left) == ["noted-role-removed"]
    assert roles(scene) == {}


async def test_coordination_frees_a_role_and_whoever_held_it_hears_so_first(scene: Scene) -> None:
    await scene.says("Léa", "/role Clés moi")
    left = await scene.says("Ana", "/role clés non")
    assert kinds(left) == [("ack", "bal", False), ("system", "Léa", False)]
    assert roles(scene) == {"Clés": (None, None)}


async def test_when_somebody_leaves_their_roles_are_to_decide(scene: Scene) -> None:
    await scene.says("Léa", "/role Clés moi")
    await asked(scene, "Trésorerie", "Léa")
    await scene.leaves("Léa")
    assert roles(scene) == {"Clés": (None, None), "Trésorerie": (None, None)}
    left = await scene.whispers("Marc", "/role")
    assert keys(*left) == ["roles-title", "role-vacant", "role-vacant"]
    assert offers(left[0]) == ["role Clés me", "role Trésorerie me"]
    await scene.presses("Marc", "role Clés me", private=True)
    assert roles(scene)["Clés"] == ("Marc", None)
    assert await scene.waits("4d") == []


async def test_people_are_found_as_everywhere_and_asked_back_where_they_are_several(stage: Stage) -> None:
    scene = await stage(members=("Léa", "Marc D", "Marc E"))
    (question,) = await scene.whispers("Ana", "/role Clés @Marc")
    assert keys(question) == ["ask-which-person"]
    assert roles(scene) == {}
    await scene.presses("Ana", offers(question)[1], private=True)
    assert roles(scene) == {"Clés": (None, "Marc E")}
    assert keys(*await scene.whispers("Ana", "/role Presse @Zoé")) == ["refusal-unknown-person"]
    assert list(roles(scene)) == ["Clés"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("/role @Marc", "refusal-role"),
        ("/role 12 @Marc", "refusal-role"),
        ("/role !! @Marc", "refusal-role"),
        ("/role non moi", "refusal-role"),
        ("/role accepter", "refusal-role-not-asked"),
        ("/role accepter 999999999999999999999999", "refusal-role-not-asked"),
        ("/role refuser DROP TABLE role;--", "refusal-role-not-asked"),
        ("/role Presse", "refusal-no-such-role"),
        ("/role Presse non", "refusal-no-such-role"),
        (f"/role {'x' * (LONGEST_NAME + 1)} moi", "refusal-long-role"),
        (f"/role {'x ' * 2000}", "refusal-no-such-role"),
    ],
)
async def test_what_is_not_understood_gets_one_sentence_and_changes_nothing(typed: str, key: str, scene: Scene) -> None:
    before = scene.state()
    assert keys(*await scene.whispers("Ana", typed)) == [key]
    assert scene.state() == before


async def test_a_team_has_no_more_roles_than_can_be_read(scene: Scene) -> None:
    for number in range(MOST_ROLES):
        await scene.says("Ana", f"/role Rôle n{number} moi")
    assert keys(*await scene.whispers("Ana", "/role Encore moi")) == ["refusal-many-roles"]
    assert len(roles(scene)) == MOST_ROLES


async def test_the_same_name_is_one_role_whatever_its_accents(scene: Scene) -> None:
    await scene.says("Léa", "/role Trésorerie moi")
    await scene.says("Léa", "/role TRESORERIE moi")
    assert roles(scene) == {"Trésorerie": ("Léa", None)}


async def test_another_team_neither_sees_nor_answers_for_this_ones_roles(scene: Scene) -> None:
    yes = await asked(scene)
    before = scene.state()
    assert keys(*await scene.whispers("Zoé", "/role", team="ciné")) == ["roles-none"]
    assert keys(*await scene.says("Zoé", f"/{yes}", team="ciné")) == ["refusal-role-not-asked"]
    assert keys(*await scene.says("Léa", f"/{yes}")) == ["refusal-role-not-asked"]
    assert scene.state() == before
