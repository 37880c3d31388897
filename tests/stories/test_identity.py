"""Who may do what: newcomers, strangers, former members, other teams, forged buttons, the same event twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.replay.resolve import place_of, sender
from domain.letter import Kind
from domain.message import Action, Incoming
from domain.task import Consent
from tests.scene import Scene, keys, kinds, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
TYPED = ("/taches", "/tache 1", "/tache Espionner", "/fait 1", "/prendre 1", "/bilan", "/aide", "bonjour", "/calme non")


@pytest.mark.parametrize("who", ["Zoé", "Personne"])
async def test_a_stranger_in_private_changes_nothing_and_learns_nothing(scene: Scene, who: str) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    before, sent = scene.state(), len(scene.notebook.sent)
    for typed in TYPED:
        await scene.whispers(who, typed)
    await scene.presses(who, "take 1", private=True)
    await scene.presses(who, "accept 1", on="proposal:1:Marc")
    await scene.presses(who, "decline 1", on="proposal:1:Marc")
    await scene.waits("30m")
    assert scene.notebook.sent[sent:] == []
    assert scene.state() == before


async def test_another_team_does_not_see_this_ones_tasks(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    before = scene.tasks()
    for typed, key in {
        "/tache 1": "refusal-no-such-task",
        "/fait 1": "refusal-no-such-task",
        "/taches": "tasks-none",
    }.items():
        left = await scene.says("Zoé", typed, team="ciné")
        assert key in keys(*left)
        assert {receiver(d) for d in left} <= {"Zoé", "ciné"}
    await scene.presses("Zoé", "take 1", on="card:1", team="ciné")
    assert scene.tasks() == before


async def test_numbers_count_in_each_team(scene: Scene) -> None:
    for team, who in (("bal", "Léa"), ("ciné", "Zoé"), ("bal", "Marc")):
        await scene.says(who, "/tache Décorer", team=team)
    assert [[task.number for task in scene.tasks(team)] for team in ("bal", "ciné")] == [[1, 2], [1]]


async def test_a_newcomer_to_the_group_takes_part_by_speaking(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.says("Nour", "bonjour à tous")
    assert "Nour" not in scene.members()
    await scene.says("Nour", "/prendre 1")
    assert "Nour" in scene.members()
    assert scene.task(1).lead


async def test_a_former_member_changes_nothing_and_learns_nothing(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.leaves("Marc")
    before, sent = scene.state(), len(scene.notebook.sent)
    for typed in TYPED:
        await scene.whispers("Marc", typed)
        await scene.says("Marc", typed)
    for command, letter in (("accept 1", "proposal:1:Marc"), ("take 1", "card:1")):
        await scene.presses("Marc", command, on=letter)
    await scene.reacts("Marc", "🙋", on="card:1")
    assert scene.notebook.sent[sent:] == []
    assert scene.state() == before


async def test_whoever_comes_back_has_no_former_rights_or_tasks(scene: Scene) -> None:
    await scene.says("Ana", "/tache Décorer moi")
    await scene.leaves("Ana")
    await scene.joins("Ana")
    assert scene.task(1).assignments == ()
    assert keys(*await scene.says("Ana", "/calme non")) == ["refusal-coordinators"]


@pytest.mark.parametrize(
    ("who", "command", "on"),
    [
        ("Marc", "done 1", "card:1"),  # not offered
        ("Marc", "take 99", None),
        ("Marc", "calme non", "card:1"),
        ("Marc", "accept 2", "card:2"),  # Sam was asked
        ("Marc", "decline 2", "proposal:2:Sam"),  # in somebody else's private chat
        ("Marc", "take 1", "nudge:1:Marc"),  # no such letter
        ("Marc", "digest all", "digest"),
    ],
)
async def test_a_forged_button_changes_nothing(scene: Scene, who: str, command: str, on: str | None) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.says("Léa", "/tache Chanter @Sam")
    before = scene.state()
    left = await scene.presses(who, command, on=on)
    on_the_card = (command, on) == ("accept 2", "card:2")  # a button that stands there, for whoever was asked
    assert keys(*left) == (["button-of-another"] if on_the_card else ["stale-button"])
    assert all(receiver(d) == who for d in left)
    assert scene.state() == before


async def test_a_button_counts_only_where_its_letter_stands(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter @Sam")
    letter = scene.row("letter", kind="proposal")
    choice = scene.row("choice", command="accept 1", letter_id=letter["id"])
    before = scene.state()
    press = Incoming("terminal", "p0", scene.now, sender("Sam"), Action.PRESS, place_of("bal"), choice=choice["id"])
    elsewhere = (
        replace(press, event="p1", private=False, origin=letter["message_id"]),
        replace(press, event="p2", private=True, origin="another"),
        replace(press, event="p3", private=True, origin=None),
    )
    for each in elsewhere:
        await scene.player.app.receive(each)
    await scene.player.app.settle()
    assert scene.task(1).assignments[0].consent is Consent.PROPOSED
    assert {k: v for k, v in scene.state().items() if k == "task"} == {"task": before["task"]}


@pytest.mark.parametrize("typed", ["/tache Décorer @Marc !!", "/taches", "/prendre 1", "/tache", "/fait 99"])
async def test_the_same_event_twice_counts_once(scene: Scene, typed: str) -> None:
    await scene.says("Léa", "/tache Chanter")
    await scene.says("Marc", typed, id="m1")
    before, sent = scene.everything(), len(scene.notebook.sent)
    assert await scene.says("Marc", typed, id="m1") == []
    assert (scene.everything(), len(scene.notebook.sent)) == (before, sent)


async def test_two_people_at_the_same_instant_get_one_task_between_them(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    app = scene.player.app
    both = [
        Incoming(
            "terminal",
            f"t-{who}",
            scene.now,
            sender(who),
            Action.TEXT,
            place_of("bal"),
            text="/prendre 1",
            message_id=who,
        )
        for who in ("Marc", "Sam")
    ]
    await asyncio.gather(*(app.receive(each) for each in both))
    await app.settle()
    assert len(scene.task(1).assignments) == 1
    assert keys(*scene.letters(Kind.ANSWER)) == ["refusal-taken"]


@pytest.mark.parametrize("typed", ["/accepter 1", "/refuser 1", "/accepter", "/refuser 99 oui"])
async def test_private_matters_typed_in_the_group_are_never_answered_there(scene: Scene, typed: str) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    left = await scene.says("Marc", typed)
    answers = [d for d in left if d.kind is not Kind.CARD]
    assert kinds(answers) == [("answer", "Marc", True)]


@pytest.mark.parametrize("typed", ["/météo", "/tache@autre_bot Décorer", "/", "//tache", "tache Décorer", "/12"])
async def test_what_is_not_for_the_bot_gets_silence_in_the_group(scene: Scene, typed: str) -> None:
    assert await scene.says("Léa", typed) == []
    assert scene.tasks() == []


async def test_in_private_the_bot_is_never_silent_for_a_member(scene: Scene) -> None:
    for typed in ("/météo", "bonjour", "", "/", "🙂", "/tache"):
        left = await scene.whispers("Léa", typed)
        assert [d.kind for d in left] == [Kind.ANSWER], typed
