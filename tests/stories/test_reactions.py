"""A reaction is the button that it stands for, whoever's letter it is below; taken back, what it did is undone."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from domain.task import State
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def owner(scene: Scene, number: int = 1) -> str | None:
    lead = scene.task(number).lead
    return lead.name if lead else None


def asked(scene: Scene, number: int = 1) -> list[str]:
    return [each.name for each in scene.task(number).proposed]


# ---- which button


async def test_with_a_raised_hand_whoever_was_asked_says_yes(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc x2")
    await scene.reacts("Marc", "🙋", on="card:1")
    assert owner(scene) == "Marc"
    assert asked(scene) == []


async def test_where_anybody_may_take_it_too_the_hand_means_what_whoever_raises_it_was_asked(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi x3")
    await scene.says("Léa", "/proposer 1 @Marc")  # to lead it
    assert offers(scene.letters(Kind.CARD)[-1]) == ["accept 1", "decline 1", "done 1", "take 1 help"]
    await scene.reacts("Sam", "🙋", on="card:1")
    assert {a.name for a in scene.task(1).accepted} == {"Léa", "Sam"}
    assert asked(scene) == ["Marc"]
    await scene.reacts("Marc", "🙋", on="card:1")
    assert owner(scene) == "Marc"
    assert asked(scene) == []


async def test_a_hand_that_somebody_else_was_asked_for_changes_nothing(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    [answer] = await scene.reacts("Sam", "🙋🏽", on="card:1")
    assert keys(answer) == ["button-of-another"]
    assert asked(scene) == ["Marc"]


async def test_a_hand_that_comes_too_late_is_told_so_in_private(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.reacts("Sam", "🙋", on="card:1")
    await scene.reacts("Marc", "🙋", on="card:1")
    assert owner(scene) == "Sam"
    assert [each.name for each in scene.task(1).accepted] == ["Sam"]
    assert "refusal-taken" in keys(scene.letters(Kind.ANSWER, to="Marc")[-1])


async def test_in_the_group_no_reaction_declines(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    for emoji in ("🙏", "1️⃣", "2️⃣"):
        assert await scene.reacts("Marc", emoji, on="card:1") == []
    assert asked(scene) == ["Marc"]


@pytest.mark.parametrize(("emoji", "leads"), [("🙋", "Marc"), ("🙏", None)])
async def test_a_private_proposal_is_answered_by_a_reaction(scene: Scene, emoji: str, leads: str | None) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.reacts("Marc", emoji, on="proposal:1:Marc")
    assert asked(scene) == []
    assert owner(scene) == leads


async def test_an_older_proposal_is_not_answered_by_reacting_to_it(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc", id="m1")
    await scene.reacts("Marc", "🙏", on="proposal:1:Marc", id="no")
    old = scene.letters(Kind.PROPOSAL)[0]
    await scene.says("Ana", "/proposer 1 @Marc")
    assert scene.letters(Kind.PROPOSAL)[-1].letter != old.letter
    await scene.reacts_to("Marc", "🙋", old, id="late")
    assert asked(scene) == ["Marc"]
    assert owner(scene) is None


async def test_of_joined_proposals_each_answer_has_its_number(scene: Scene) -> None:
    await scene.at("mon 22:00")
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.says("Léa", "/tache Ranger @Marc")
    await scene.at("tue 10:00")
    (both,) = scene.letters(Kind.PROPOSAL)
    assert offers(both) == ["accept 1", "decline 1", "accept 2", "decline 2"]
    await scene.reacts("Marc", "🙋", on="proposal:1:Marc")  # which one?
    assert (asked(scene, 1), asked(scene, 2)) == (["Marc"], ["Marc"])
    await scene.reacts("Marc", "3️⃣", on="proposal:1:Marc")
    await scene.reacts("Marc", "2\u20e3", on="proposal:1:Marc")
    assert (owner(scene, 1), owner(scene, 2)) == (None, "Marc")


async def test_a_doubtful_date_is_settled_by_its_writer_alone(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer vendredi 5 mars")
    [card] = scene.letters(Kind.CARD)
    doubtful = [button for button in card.buttons if button.command.startswith("due 1 ")]
    assert doubtful
    assert await scene.reacts("Marc", "1️⃣", on="card:1") == []
    assert scene.task(1).due is None
    await scene.reacts("Léa", "1️⃣", on="card:1")
    assert f"due 1 {scene.task(1).due}" == doubtful[0].command


async def test_the_button_of_a_question_does_it_once_and_the_others_keep_their_numbers(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi")
    await scene.says("Léa", "/tache Ranger moi")
    [question] = await scene.whispers("Léa", "/note acheter du thé")
    assert [each.partition(" ")[0] for each in offers(question)] == ["note", "note"]
    for name in ("r1", "r2"):
        await scene.reacts_to("Léa", "1️⃣", question, id=name)
    assert [row["words"] for row in scene.rows("note")] == ["acheter du thé"]
    await scene.reacts_to("Léa", "2️⃣", question, id="r3")
    assert len({row["task_id"] for row in scene.rows("note")}) == 2


async def test_in_several_teams_a_number_says_which_one_is_meant(stage: Stage) -> None:
    scene = await stage(elsewhere=["Léa"])
    await scene.says("Zoé", "/tache Projeter", team="ciné")
    [question] = await scene.whispers("Léa", "/tache Balayer", team=None)
    assert keys(question)[-1] == "ask-which-team"
    await scene.reacts_to("Léa", "2️⃣", question, id="r1")
    assert [task.title for task in scene.tasks("ciné")] == ["Projeter", "Balayer"]
    assert scene.tasks("bal") == []


async def test_no_reaction_is_acknowledged_by_a_reaction_or_answered_as_a_message(scene: Scene) -> None:
    await scene.says("Marc", "Il faudrait acheter du thé", id="the")
    left = await scene.reacts("Léa", "✍️", on="the", id="r1")
    left += await scene.reacts("Marc", "🙋", on="card:1", id="r2")
    left += await scene.takes_away("Marc", "r2")
    assert Kind.ACK not in [letter.kind for letter in left]
    assert {letter.reply_to for letter in left} == {None}


# ---- taken back


async def test_a_reaction_taken_back_at_once_is_undone(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    before = scene.task(1)
    await scene.reacts("Marc", "🙋", on="card:1", id="r1")
    left = await scene.takes_away("Marc", "r1")
    assert asked(scene) == ["Marc"]
    assert scene.task(1).assignments == before.assignments
    assert kinds(left) == [("answer", "Marc", True), ("card", "bal", False)]
    assert "noted-undone" in keys(*left)


async def test_taken_back_twice_it_is_undone_once(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.says("Marc", "/tache Ranger")
    await scene.reacts("Marc", "🙋", on="card:1", id="r1")
    await scene.takes_away("Marc", "r1")
    state = scene.state()
    assert await scene.takes_away("Marc", "r1") == []
    assert scene.state() == state


@pytest.mark.parametrize(("emoji", "first"), [("🙋", "/tache Décorer"), ("🙋", "/tache Décorer @Marc")])
async def test_later_taking_back_a_hand_gives_the_task_back(scene: Scene, emoji: str, first: str) -> None:
    await scene.says("Léa", first)
    await scene.reacts("Marc", emoji, on="card:1", id="r1")
    await scene.waits("3d")
    left = await scene.takes_away("Marc", "r1")
    assert owner(scene) is None
    assert asked(scene) == []
    assert kinds(left) == [("answer", "Marc", True), ("card", "bal", False)]


async def test_later_taking_back_a_tick_opens_the_task_again(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi")
    await scene.reacts("Marc", "✅", on="card:1", id="r1")
    await scene.waits("1h")
    await scene.takes_away("Marc", "r1")
    assert scene.task(1).is_open
    assert owner(scene) == "Léa"


async def test_after_another_change_of_theirs_only_the_reaction_is_taken_back(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.reacts("Marc", "🙋", on="card:1", id="r1")
    await scene.says("Marc", "/tache Ranger moi")
    await scene.takes_away("Marc", "r1")
    assert (owner(scene, 1), owner(scene, 2)) == (None, "Marc")
    assert scene.task(2).is_open


async def test_what_somebody_else_takes_away_changes_nothing(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.reacts("Marc", "🙋", on="card:1", id="r1")
    state = scene.state()
    for who in ("Ana", "Nour"):
        assert await scene.takes_away(who, "r1") == []
    assert scene.state() == state
    await scene.leaves("Marc")
    state = scene.state()
    assert await scene.takes_away("Marc", "r1") == []
    assert scene.state() == state


async def test_a_reaction_that_did_nothing_has_nothing_to_take_back(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi x3")
    await scene.reacts("Marc", "🙋", on="card:1", id="r1")
    await scene.reacts("Marc", "🙋", on="card:1", id="r2")  # helps already
    assert await scene.takes_away("Marc", "r2") == []
    assert "Marc" in [a.name for a in scene.task(1).accepted]


async def test_a_pencil_taken_back_at_once_takes_the_task_back(scene: Scene) -> None:
    await scene.says("Marc", "Il faudrait acheter du thé", id="the")
    await scene.reacts("Léa", "✍️", on="the", id="r1")
    await scene.takes_away("Léa", "r1")
    assert scene.task(1).state is State.CANCELLED


@pytest.mark.parametrize("meanwhile", ["an hour", "somebody takes it"])
async def test_a_pencil_taken_back_later_leaves_the_task(scene: Scene, meanwhile: str) -> None:
    await scene.says("Marc", "Il faudrait acheter du thé", id="the")
    await scene.reacts("Léa", "✍️", on="the", id="r1")
    if meanwhile == "an hour":
        await scene.waits("1h")
    else:
        await scene.presses("Sam", "take 1")
    assert await scene.takes_away("Léa", "r1") == []
    assert scene.task(1).is_open


async def test_an_answer_by_reaction_in_private_can_be_taken_back_there(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.reacts("Marc", "🙋", on="proposal:1:Marc", id="r1")
    assert owner(scene) == "Marc"
    await scene.takes_away("Marc", "r1", private=True)
    assert asked(scene) == ["Marc"]


async def test_of_what_was_typed_nothing_is_kept_for_the_taking_back(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi")
    await scene.says("Léa", "/tache Ranger moi")
    [question] = await scene.whispers("Léa", "/note confidence")
    await scene.reacts_to("Léa", "1️⃣", question, id="r1")
    (row,) = scene.rows("letter", reply_to="r1")
    assert row["detail"] == {"did": "note", "person": scene.person("Léa")}
