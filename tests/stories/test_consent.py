"""A request, never an order: a task given to somebody is theirs once they say yes, and a no leaves no trace."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from domain.letter import Kind
from domain.message import Action, Incoming
from domain.task import Consent, Role
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
YES = (Role.LEAD, Consent.ACCEPTED)
ASKED = (Role.LEAD, Consent.PROPOSED)


def carriers(scene: Scene, number: int = 1) -> dict[str, tuple[Role, Consent]]:
    return {a.name: (a.role, a.consent) for a in scene.task(number).assignments}


async def test_whoever_is_named_is_asked_in_private_with_two_equal_answers(scene: Scene) -> None:
    left = await scene.says("Léa", "/tache Décorer @Marc")
    proposal = scene.letters(Kind.PROPOSAL, "Marc")[0]
    assert kinds([proposal]) == [("proposal", "Marc", True)]
    assert offers(proposal) == ["accept 1", "decline 1"]
    assert {b.person for b in proposal.buttons} == {scene.person("Marc")}
    card = next(d for d in left if d.kind is Kind.CARD)
    assert "status-proposed" in keys(card)
    assert carriers(scene) == {"Marc": ASKED}


@pytest.mark.parametrize("way", ["/accepter 1", "/accept 1", "press", "/prendre 1"])
async def test_yes_makes_the_task_theirs_and_shows_on_the_card(scene: Scene, way: str) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    left = await (scene.presses("Marc", "accept 1") if way == "press" else scene.whispers("Marc", way))
    assert carriers(scene) == {"Marc": YES}
    assert "status-owned" in keys(left[-1])
    assert left[-1].edits == scene.letters(Kind.CARD)[0].letter
    assert offers(left[-1]) == ["done 1"]


async def test_a_declined_task_reads_like_one_that_was_given_back_or_never_answered(stage: Stage) -> None:
    scene = await stage()
    for number in (1, 2, 3):
        await scene.says("Léa", f"/tache Décorer {'abc'[number - 1]} @Marc")
    await scene.presses("Marc", "decline 1")
    await scene.presses("Marc", "accept 2")
    await scene.whispers("Marc", "/lacher 2")
    await scene.waits("4d")
    cards = [[d for d in scene.letters(Kind.CARD) if d.about == number][-1] for number in (1, 2, 3)]
    assert [keys(card) for card in cards] == [["card-title", "status-free"]] * 3
    assert [offers(card) for card in cards] == [[f"take {number}"] for number in (1, 2, 3)]
    assert [task.assignments for task in scene.tasks()] == [()] * 3


@pytest.mark.parametrize("where", ["on the card", "in private", "typed in private", "typed in the group"])
async def test_a_no_leaves_no_trace_of_who_said_it(scene: Scene, where: str) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    before = len(scene.notebook.sent)
    if where == "typed in private":
        await scene.whispers("Marc", "/refuser 1")
    elif where == "typed in the group":
        await scene.says("Marc", "/refuser 1")
    else:
        await scene.presses("Marc", "decline 1", on="card:1" if where == "on the card" else "proposal:1:Marc")
    marc = scene.person("Marc")
    left = scene.notebook.sent[before:]
    assert kinds(left) in ([("answer", "Marc", True), ("card", "bal", False)],)
    assert "Marc" not in left[-1].speech.plain
    assert scene.rows("assignment") == []
    assert [row["what"] for row in scene.rows("history")] == ["made"]
    assert all(row["person_id"] != marc for row in scene.rows("history"))
    assert marc not in [row["author_id"] for row in scene.rows("task")]
    said = [line for line in scene.everything().splitlines() if re.search("declin|refus", line)]
    assert all(line.startswith(("choice", "letter")) and "decline 1" in line for line in said)  # what was offered
    assert scene.row("inbox").keys() == {"own_account", "event", "handled_at"}


async def test_nobody_is_told_that_somebody_declined(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.presses("Marc", "decline 1")
    left = await scene.at("mon 12:00")
    left += await scene.waits("6d")
    left += scene.letters(to="Léa") + scene.letters(to="Ana")
    assert left == []
    (shown,) = await scene.whispers("Ana", "/tache 1")
    assert "Marc" not in shown.speech.plain


async def test_a_proposal_lapses_after_three_open_days_and_its_author_is_told_once(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    assert await scene.at("thu 9:59") == []
    left = await scene.at("thu 10:00")
    assert sorted(kinds(left)) == [("card", "bal", False), ("system", "Léa", False)]
    assert keys(next(d for d in left if d.kind is Kind.SYSTEM)) == ["lapsed", "item-plain"]
    assert "Marc" not in "".join(d.speech.plain for d in left)
    assert "status-free" in keys(next(d for d in left if d.kind is Kind.CARD))
    assert scene.task(1).assignments == ()
    assert await scene.at("sun 23:00") == []


async def test_days_that_are_wholly_quiet_do_not_count_as_open_days(scene: Scene) -> None:
    await scene.says("Ana", "/calme 0:00-24:00 mercredi")
    await scene.says("Léa", "/tache Décorer @Marc")
    assert all(d.kind is not Kind.SYSTEM for d in await scene.at("fri 9:59"))
    assert Kind.SYSTEM in [d.kind for d in await scene.at("fri 10:00")]


async def test_each_lapse_is_told_and_shown_however_often_the_task_was_proposed(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.waits("3d")
    for name in ("Sam", "Marc"):
        await scene.says("Léa", f"/proposer 1 @{name}")
        left = await scene.waits("4d")
        assert [d.kind for d in left if d.kind in (Kind.SYSTEM, Kind.CARD)].count(Kind.SYSTEM) == 1
        card = [d for d in left if d.kind is Kind.CARD][-1]
        assert "status-free" in keys(card)


@pytest.mark.parametrize("answer", ["accept 1", "decline 1"])
async def test_the_button_of_an_answered_proposal_changes_nothing(scene: Scene, answer: str) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.presses("Marc", "decline 1", on="proposal:1:Marc")
    before = scene.state()
    (said,) = await scene.presses("Marc", answer, on="proposal:1:Marc")
    assert keys(said) == ["refusal-not-asked"]
    assert scene.state() == before


async def test_the_button_of_a_proposal_that_was_made_again_answers_only_the_new_one(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    (old,) = scene.letters(Kind.PROPOSAL, "Marc")
    await scene.presses("Marc", "decline 1", on="proposal:1:Marc")
    await scene.says("Léa", "/proposer 1 @Marc")
    before = scene.state()
    left = await press_letter(scene, "Marc", old.buttons[0].id, origin=str(old.letter))
    assert left == ["refusal-not-asked"]
    assert scene.state() == before
    await scene.presses("Marc", "accept 1", on="proposal:1:Marc")
    assert carriers(scene) == {"Marc": YES}


async def press_letter(scene: Scene, who: str, choice: int, *, origin: str, private: bool = True) -> list[str]:
    """A press as a messenger brings it: the id of a button that may be gone. Returns the phrases of the answer."""
    before = len(scene.notebook.sent)
    await scene.player.app.receive(
        replace(pressing(scene, who), choice=choice, origin=origin, private=private, event=f"press-{choice}-{before}")
    )
    await scene.player.app.settle()
    return keys(*scene.notebook.sent[before:])


def pressing(scene: Scene, who: str) -> Incoming:
    account = scene.row("account", name=who)
    from bot.replay.resolve import place_of, sender

    return Incoming(
        "terminal", "press", scene.now, sender(account["external_id"]), Action.PRESS, place_of("bal"), choice=0
    )


async def test_a_button_that_is_gone_never_becomes_another_one(scene: Scene) -> None:
    card = (await scene.says("Léa", "/tache Décorer"))[-1]
    await scene.says("Léa", "/prendre 1")
    assert await press_letter(scene, "Sam", card.buttons[0].id, origin=str(card.letter), private=False) == [
        "stale-button"
    ]
    assert carriers(scene) == {"Léa": YES}
    assert scene.task(1).is_open


async def test_a_declined_hand_over_leaves_the_task_where_it_was(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi")
    await scene.says("Léa", "/proposer 1 @Marc")
    assert carriers(scene) == {"Léa": YES, "Marc": ASKED}
    await scene.presses("Marc", "decline 1", on="proposal:1:Marc")
    assert carriers(scene) == {"Léa": YES}


async def test_an_accepted_hand_over_frees_whoever_carried_it(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi")
    await scene.says("Léa", "/proposer 1 @Marc")
    await scene.presses("Marc", "accept 1", on="proposal:1:Marc")
    assert carriers(scene) == {"Marc": YES}


async def test_somebody_who_helps_already_is_not_asked_to_help_again(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi x3")
    await scene.says("Marc", "/prendre 1")
    before = scene.state()
    (said,) = await scene.says("Sam", "/proposer 1 @Marc")
    assert keys(said) == ["refusal-already-asked"]
    assert scene.state() == before


async def test_taking_a_task_withdraws_the_question_to_whoever_was_asked(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.says("Sam", "/prendre 1")
    assert carriers(scene) == {"Sam": YES}
    (said,) = await scene.presses("Marc", "accept 1", on="proposal:1:Marc")
    assert keys(said) == ["refusal-not-asked"]
    assert carriers(scene) == {"Sam": YES}


async def test_an_earlier_date_set_by_somebody_else_asks_the_owner_again(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi")
    await scene.says("Marc", "/echeance 1 jeudi")
    assert carriers(scene) == {"Léa": ASKED}
    assert kinds(scene.letters(Kind.PROPOSAL)) == [("proposal", "Léa", True)]
    await scene.presses("Léa", "accept 1")
    assert carriers(scene) == {"Léa": YES}


@pytest.mark.parametrize(("who", "when"), [("Léa", "jeudi"), ("Marc", "samedi")])
async def test_a_later_date_or_the_owners_own_keeps_the_yes(scene: Scene, who: str, when: str) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi")
    await scene.says(who, f"/echeance 1 {when}")
    assert carriers(scene) == {"Léa": YES}
    assert scene.letters(Kind.PROPOSAL) == []


async def test_whoever_is_out_of_reach_is_told_so_once_on_the_card(stage: Stage) -> None:
    scene = await stage(unreachable=["Sam"])
    await scene.says("Léa", "/tache Décorer @Sam")
    await scene.says("Léa", "/tache Chanter @Sam")
    cards = {d.about: d for d in scene.letters(Kind.CARD)}
    assert [cards[n].document.lines[-1].phrases[0].key == "card-unreachable" for n in (1, 2)] == [True, False]
    assert scene.letters(to="Sam") == []
    assert {row["reason"] for row in scene.rows("letter", kind="proposal")} == {"unreachable"}
    await scene.presses("Sam", "accept 1", on="card:1")
    assert carriers(scene) == {"Sam": YES}


async def test_whoever_writes_to_the_bot_is_within_reach_from_then_on(stage: Stage) -> None:
    scene = await stage(unreachable=["Sam"])
    await scene.says("Léa", "/tache Décorer @Sam")
    card, answer = await scene.whispers("Sam", "bonjour")
    assert kinds([card, answer]) == [("card", "bal", False), ("answer", "Sam", True)]
    assert offers(answer) == ["tasks me", "help"]
    assert "start 1" not in offers(card), "the way into private is not needed any more"
    await scene.says("Léa", "/tache Chanter @Sam")
    assert kinds(scene.letters(to="Sam")[1:]) == [("proposal", "Sam", True)]
