"""Two accounts become one person: by a code that one of them makes and the other gives, both in private."""

from __future__ import annotations

import pytest
from sqlmodel import SQLModel

from bot.departure import Departure
from bot.house import House
from bot.messengers import Unreachable
from domain.letter import Kind
from domain.message import Action
from storage.uniting import MOVED, SETTLED
from tests.conftest import Stage
from tests.scene import RADIO, Scene, keys
from tests.stories.test_link import code_in

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def both(stage: Stage) -> Scene:
    """One team on two messengers: the group `bal`, and the room `salon` of the radio, where Marc is `marcus`, and Rita
    administers."""
    scene = await stage(house=House(is_open=True), mentions_people=True)
    await scene.says("Léa", "/tache Décorer")
    await scene.radio("Rita", room="salon", action=Action.ADDED)
    code = code_in(*await scene.says("Ana", "/relier"))
    left = await scene.radio("Rita", f"!relier {code}", room="salon", coordinator=True, prefix="!")
    assert "link-joined" in keys(*left)
    await scene.radio("marcus", "/taches", room="salon")
    return scene


async def unite(scene: Scene) -> list[Departure]:
    code = code_in(*await scene.whispers("Marc", "/relier"))
    (asked,) = await scene.radio("marcus", f"/relier {code}")
    return await scene.presses_there("marcus", asked, f"link me {code} yes")


def where(letters: list[Departure], *kinds: Kind) -> list[str]:
    """By which account each letter left."""
    return [f"{each.messenger}:{each.account}" for each in letters if each.kind in kinds]


async def test_a_task_made_here_is_taken_there_and_done_here(both: Scene) -> None:
    left = await both.radio("marcus", "/tache Chanter", room="salon")
    assert sorted(where(left, Kind.CARD)) == ["radio:salon", "terminal:bal"]
    await both.says("Léa", "/prendre 2")
    left = await both.radio("marcus", "/fait 2", room="salon")
    assert sorted(where(left, Kind.CARD)) == ["radio:salon", "terminal:bal"]
    assert not both.task(2).is_open


async def test_two_accounts_are_one_person_with_all_that_either_had(both: Scene) -> None:
    await both.says("Marc", "/prendre 1")
    await both.radio("marcus", "/tache Chanter moi", room="salon")
    await both.radio("marcus", "/role clefs moi", room="salon")
    left = await unite(both)
    assert "link-united" in keys(*left)
    assert len({row["person_id"] for row in both.rows("account") if row["name"] in ("Marc", "marcus")}) == 1
    marc = both.person("Marc")
    assert [task.lead and task.lead.person for task in both.tasks()] == [marc, marc]
    assert both.row("role")["holder_id"] == marc
    (mine,) = await both.radio("marcus", "/taches moi")
    assert "Décorer" in mine.speech.plain
    assert "Chanter" in mine.speech.plain


async def test_the_first_account_is_told_and_the_second_is_answered_where_it_wrote(both: Scene) -> None:
    left = await unite(both)
    assert where(left, Kind.ANSWER) == ["radio:marcus"]
    assert where(left, Kind.SYSTEM) == ["terminal:Marc"]


async def test_it_is_asked_back_first_and_says_with_whom(both: Scene) -> None:
    code = code_in(*await both.whispers("Marc", "/relier"))
    people = len(both.rows("person"))
    (asked,) = await both.radio("marcus", f"/relier {code}")
    assert keys(asked)[:2] == ["link-ask-me", "link-ask-yours"]
    assert "Marc" in asked.speech.plain
    assert len(both.rows("person")) == people


async def test_a_private_letter_goes_once_to_where_they_wrote_last(both: Scene) -> None:
    await unite(both)
    left = await both.says("Léa", "/tache Danser @marcus")
    assert where(left, Kind.PROPOSAL) == ["radio:marcus"]
    await both.waits("1m")
    await both.whispers("Marc", "/taches")
    left = await both.says("Léa", "/tache Veiller @Marc")
    assert where(left, Kind.PROPOSAL) == ["terminal:Marc"]


async def test_a_letter_that_one_account_does_not_get_goes_to_the_other(both: Scene) -> None:
    await unite(both)
    both.notebook.troubles["radio:marcus"] = Unreachable("blocked")
    left = await both.says("Léa", "/tache Danser @Marc")
    left += await both.waits("1m")
    assert where(left, Kind.PROPOSAL) == ["terminal:Marc"]
    assert {
        row["name"]: row["reachable"] for row in both.rows("account") if row["person_id"] == both.person("Marc")
    } == {
        "Marc": True,
        "marcus": False,
    }
    both.notebook.troubles["terminal:Marc"] = Unreachable("blocked")
    left = await both.says("Léa", "/tache Veiller @Marc")
    assert where(left, Kind.PROPOSAL) == []
    assert both.row("letter", kind="proposal")["state"] == "failed"


async def test_answers_come_where_the_question_was(both: Scene) -> None:
    await unite(both)
    assert where(await both.whispers("Marc", "/taches"), Kind.ANSWER) == ["terminal:Marc"]
    assert where(await both.radio("marcus", "/taches"), Kind.ANSWER) == ["radio:marcus"]


async def test_a_nudge_comes_once(both: Scene) -> None:
    await both.says("Léa", "/echeance 1 mercredi")
    await both.says("Marc", "/prendre 1")
    await both.radio("marcus", "/prendre 1 aide", room="salon")
    await unite(both)
    assert [(a.person, a.role.value) for a in both.task(1).assignments] == [(both.person("Marc"), "lead")]
    left = await both.at("wed 12:00")
    assert len(where(left, Kind.NUDGE)) == 1


async def test_what_was_written_to_both_and_waits_leaves_once(both: Scene) -> None:
    await both.at("mon 21:30")
    await both.says("Léa", "/tache Danser @Marc @marcus")
    await unite(both)
    left = await both.at("tue 9:00")
    assert len(where(left, Kind.PROPOSAL)) == 1


async def test_of_the_digest_in_private_two_copies_that_wait_are_one(both: Scene) -> None:
    await both.says("Ana", "/calme 08:00-12:00")
    await both.whispers("Marc", "/bilan moi oui")
    await both.radio("marcus", "/bilan moi oui")
    await both.says("Léa", "/merci @Marc")
    await both.says("Léa", "/merci @marcus")
    await both.at("2026-03-09 10:00")
    await unite(both)
    left = await both.at("2026-03-09 13:00")
    told = [each for each in left if each.kind is Kind.DIGEST and each.member is not None]
    assert keys(*told).count("own-title") == 1


async def test_old_buttons_of_either_account_still_count(both: Scene) -> None:
    left = await both.says("Léa", "/tache Danser @marcus")
    (asked,) = [each for each in left if each.kind is Kind.PROPOSAL]
    await unite(both)
    await both.presses_there("marcus", asked, "accept 2")
    lead = both.task(2).lead
    assert lead is not None
    assert lead.person == both.person("Marc")


async def test_whoever_leaves_with_one_account_stays_with_the_other(both: Scene) -> None:
    await unite(both)
    await both.says("Marc", "/prendre 1")
    await both.leaves("Marc")
    assert both.task(1).lead is not None
    await both.radio("marcus", room="salon", action=Action.LEAVE)
    assert both.task(1).lead is None


async def test_an_account_that_nobody_knows_is_theirs_by_the_code_alone(both: Scene) -> None:
    code = code_in(*await both.whispers("Marc", "/relier"))
    left = await both.radio("nouveau", f"/relier {code}")
    assert "link-united" in keys(*left)
    assert both.person("nouveau") == both.person("Marc")
    (mine,) = await both.radio("nouveau", "/taches")
    assert "Décorer" in mine.speech.plain


async def test_mentions_go_to_the_account_at_the_messenger_of_the_letter(both: Scene) -> None:
    await unite(both)
    left = await both.says("Léa", "/tache Danser @Marc")
    cards = {each.messenger: each.people[both.person("Marc")] for each in left if each.kind is Kind.CARD}
    assert cards == {"terminal": "Marc", RADIO: "marcus"}


# ---- what must not be


async def test_a_code_that_others_read_counts_no_more(both: Scene) -> None:
    code = code_in(*await both.whispers("Marc", "/relier"))
    assert "link-no-code" in keys(*await both.says("Sam", f"/relier {code}"))
    assert keys(*await both.radio("marcus", f"/relier {code}")) == ["link-no-code"]
    assert both.person("marcus") != both.person("Marc")


async def test_the_code_of_a_chat_makes_nobody_somebody_else(both: Scene) -> None:
    code = code_in(*await both.says("Ana", "/relier"))
    assert keys(*await both.radio("marcus", f"/relier {code}")) == ["link-no-code"]
    assert await both.radio("nobody", f"/relier {code}") == []


async def test_a_stranger_learns_nothing_and_may_not_try_for_ever(both: Scene) -> None:
    for _ in range(20):
        assert await both.radio("mallory", "/relier AAAAAA") == []
    code = code_in(*await both.whispers("Marc", "/relier"))
    assert await both.radio("mallory", f"/relier {code}") == []
    assert [row for row in both.rows("account") if row["name"] == "mallory"] == []


async def test_ones_own_code_a_third_account_and_a_used_code(both: Scene) -> None:
    code = code_in(*await both.whispers("Marc", "/relier"))
    assert keys(*await both.whispers("Marc", f"/relier {code}")) == ["refusal-link-own"]
    (asked,) = await both.radio("marcus", f"/relier {code}")
    assert keys(*await both.whispers("Sam", f"/relier {code}")) == ["link-no-code"], "it is kept for the first one"
    await both.presses_there("marcus", asked, f"link me {code} yes")
    assert keys(*await both.presses_there("marcus", asked, f"link me {code} yes")) == ["link-no-code"]
    assert keys(*await both.radio("Rita", f"/relier {code}"))[-1] == "link-no-code"
    more = code_in(*await both.radio("marcus", "/relier"))
    assert "link-united" in keys(*await both.whispers("Sam", f"/relier {more} oui"))
    assert both.person("Sam") == both.person("Marc") == both.person("marcus")


async def test_whoever_left_comes_back_only_by_an_account_that_is_there(both: Scene) -> None:
    await both.leaves("Sam")
    code = code_in(*await both.whispers("Marc", "/relier"))
    assert await both.whispers("Sam", f"/relier {code} oui") == []
    assert both.person("Sam") != both.person("Marc")


async def test_rights_are_those_of_either_account(both: Scene) -> None:
    await both.radio("Rita", "/taches", room="salon", coordinator=True)
    code = code_in(*await both.whispers("Marc", "/relier"))
    await both.radio("Rita", f"/relier {code} oui")
    assert "refusal-coordinators" not in keys(*await both.says("Marc", "/calme 22:00-07:00"))
    await both.radio("Rita", room="salon", action=Action.PROMOTE, coordinator=False)
    assert keys(*await both.says("Marc", "/calme 22:00-08:00")) == ["refusal-coordinators"]


def test_every_column_that_names_a_person_is_thought_of(engine: object) -> None:
    named = {
        f"{table.name}.{key.parent.name}"
        for table in SQLModel.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "person"
    }
    assert named == MOVED | SETTLED, "storage.uniting moves it as it is: is that right?"
    assert not MOVED & SETTLED
