"""The bot was away for days: what was said meanwhile is done, and answered in one letter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import App
from bot.departure import Departure
from bot.messengers import NotSent
from bot.replay.resolve import place_of, sender
from domain.letter import Kind
from domain.message import Action, Incoming
from domain.task import State
from tests.conftest import Stage
from tests.scene import Notebook, Scene, kinds, offers

HEADING = "Voici ma réponse à ce qui a été écrit pendant mon absence."


def words(letter: Departure) -> str:
    return letter.speech.plain.replace("\N{NO-BREAK SPACE}", " ")


async def test_what_was_said_is_done_as_of_then_and_acknowledged_as_usual(scene: Scene) -> None:
    await scene.at("thu 10:00")
    left = await scene.says("Léa", "/tache Chaises demain", ago="2d")
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    assert "mer. 4 mars" in left[1].speech.plain  # the day after it was said, on Tuesday


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
async def test_what_is_a_day_old_is_answered_in_one_letter(scene: Scene) -> None:
    await scene.says("Ana", "/tache Réserver la salle")
    await scene.says("Ana", "/tache Salle à décorer")
    await scene.at("thu 10:00")
    for typed in ("/fiat 1", "/prendre 99", "/fait salle"):
        assert Kind.ANSWER not in [d.kind for d in await scene.says("Léa", typed, ago="2d")]
    left = await scene.waits("1h")
    assert kinds(left) == [("answer", "Léa", True)]
    assert words(left[0]).split("\n") == [
        HEADING,
        "« /fiat 1 »",
        "Était-ce /fait 1 ?",
        "« /prendre 99 »",
        "Il n'y a pas de tâche #99 ici. La liste : /taches",
        "« /fait salle »",
        "Quelle tâche ? Au choix ci-dessous, ou par exemple : /fait 12",
    ]
    assert offers(left[0]) == ["done 1", "done 1", "done 2"]


async def test_the_buttons_of_the_one_letter_work_and_say_what_they_do(scene: Scene) -> None:
    await scene.says("Ana", "/tache Réserver la salle")
    await scene.says("Ana", "/tache Salle à décorer")
    await scene.at("thu 10:00")
    await scene.says("Léa", "/prendre salle", ago="2d")
    await scene.says("Léa", "/fait salle", ago="2d")
    (letter,) = await scene.waits("1h")
    labels = [button.label for button in letter.buttons]
    assert len(set(labels)) == 4
    assert "/fait\N{NO-BREAK SPACE}: #2 Salle à décorer" in labels
    await scene.presses("Léa", "take 2")
    await scene.presses("Léa", "done 1")
    assert [(t.number, t.is_open, [a.person for a in t.accepted]) for t in scene.tasks()] == [
        (1, False, []),
        (2, True, [scene.person("Léa")]),
    ]


async def test_each_one_gets_a_letter_of_their_own_in_private_or_else_in_the_group(stage: Stage) -> None:
    scene = await stage(unreachable=["Sam", "Marc"])
    await scene.at("thu 10:00")
    for who in ("Léa", "Sam", "Marc", "Léa", "Sam", "Marc"):
        await scene.says(who, "/prendre 7", ago="2d", id=f"{who}{len(scene.rows('inbox'))}")
    left = await scene.waits("1h")
    assert kinds(left) == [("answer", "Léa", True), ("answer", "bal", False), ("answer", "bal", False)]
    assert [words(d).count("« /prendre 7 »") for d in left] == [2, 2, 2]
    assert [d.reply_to for d in left] == ["Léa0", "Sam1", "Marc2"]


async def test_what_was_said_in_the_last_day_is_answered_at_once(scene: Scene) -> None:
    await scene.at("thu 10:00")
    await scene.says("Léa", "/prendre 7", ago="24h1m")
    left = await scene.says("Léa", "/prendre 7", ago="24h")
    assert [HEADING in words(d) for d in left] == [False]


async def test_one_letter_waits_until_nothing_old_comes_any_more(scene: Scene) -> None:
    await scene.at("thu 10:00")
    for _ in range(4):
        left = await scene.says("Léa", "/prendre 7", ago="2d") + await scene.waits("40s")
        assert Kind.ANSWER not in [d.kind for d in left]
    assert [words(d).count("« /prendre 7 »") for d in await scene.waits("2m")] == [4]


async def test_what_was_typed_is_shortened_and_never_interpreted(scene: Scene) -> None:
    await scene.at("thu 10:00")
    await scene.says("Léa", "/prendre <b>{ $x }</b> " + "très " * 40 + "\nlong", ago="2d")
    (letter,) = await scene.waits("1h")
    quoted = words(letter).split("\n")[1]
    assert quoted.startswith("« /prendre <b>{ $x }</b> très")
    assert quoted.endswith("… »")
    assert len(quoted) < 70


async def test_nothing_is_lost_where_the_letter_does_not_arrive_at_once(scene: Scene) -> None:
    await scene.at("thu 10:00")
    scene.notebook.troubles["Léa"] = RuntimeError()  # nobody knows whether it arrived
    await scene.says("Léa", "/prendre 7", ago="2d")
    await scene.says("Léa", "/prendre 8", ago="2d")
    assert not await scene.waits("2m")
    scene.notebook.troubles.clear()
    (letter,) = await scene.waits("1h")
    assert [f"#{n}" in letter.speech.plain for n in (7, 8)] == [True, True]
    assert not [row for row in scene.rows("letter") if row["document"]]


async def test_what_is_refused_for_good_holds_no_words(scene: Scene) -> None:
    await scene.at("thu 10:00")
    scene.notebook.troubles["Léa"] = NotSent()
    await scene.says("Léa", "/prendre 7", ago="2d")
    await scene.says("Léa", "/prendre 8", ago="2d")
    assert not await scene.waits("2m")
    assert [(row["state"], row["document"]) for row in scene.rows("letter", kind="answer")] == [("failed", None)] * 2


async def test_a_late_answer_to_a_proposal_leaves_no_trace(scene: Scene) -> None:
    """In one letter with others, too: nobody can read in the rows who declined."""
    await scene.says("Ana", "/tache Réserver la salle @Léa")
    await scene.at("thu 10:00")
    await scene.whispers("Léa", "/refuser 1", ago="2d")
    await scene.whispers("Léa", "/fiat 1", ago="2d")
    await scene.whispers("Léa", "/refuser 1", ago="2d")
    left = await scene.waits("1h")
    assert [words(d).count("« /refuser 1 »") for d in left if d.kind is Kind.ANSWER] == [2]
    answers = scene.rows("letter", kind="answer")
    assert [row["state"] for row in answers if row["fleeting"]] in ([], ["sent"])
    assert all(row["document"] is None for row in answers)
    scene.row("choice", command="done 1")  # the button of the other answer is there


async def test_what_was_said_before_the_bot_came_was_not_said_to_it(stage: Stage) -> None:
    scene = await stage(admitted=False, hosts=("Odile",))
    await scene.adds_the_bot("Odile")
    await scene.waits("1h")
    assert not await scene.says("Léa", "/tache Chaises", ago="61m")
    assert await scene.says("Léa", "/tache Tables", ago="60m")
    await scene.removes_the_bot("Odile")
    await scene.waits("1h")
    await scene.adds_the_bot("Odile")
    assert not await scene.says("Léa", "/tache Bancs", ago="30m")
    assert [task.title for task in scene.tasks()] == ["Tables"]
    assert "Bancs" not in scene.everything()


async def test_a_clock_that_goes_back_makes_nobody_unheard(stage: Stage) -> None:
    scene = await stage(admitted=False, hosts=("Odile",))
    await scene.adds_the_bot("Odile")
    earlier, notebook = scene.now - timedelta(hours=2), Notebook()
    said = Incoming("terminal", "m1", scene.now, sender("Léa"), Action.TEXT, place_of("bal"), text="/tache Chaises")
    again = App(scene.engine, lambda: earlier, {notebook.name: notebook}, strict=True)
    await again.receive(said)
    await again.close()
    assert [task.title for task in scene.tasks()] == ["Chaises"]


async def test_what_was_taken_back_meanwhile_is_taken_back(scene: Scene) -> None:
    await scene.at("thu 10:00")
    await scene.says("Léa", "/tache Chaises", ago="2d")
    await scene.waits("5m")
    await scene.player.app.tick()
    await scene.says("Léa", "/oups", ago="2d")
    assert [task.state for task in scene.tasks()] == [State.CANCELLED]
    await scene.says("Léa", "/tache Tables")
    await scene.sleeps("1d")
    await scene.player.app.tick()
    assert not scene.rows("change")


async def test_a_restart_in_between_loses_no_answer_and_says_none_twice(scene: Scene) -> None:
    await scene.at("thu 10:00")
    for number in (7, 8):
        await scene.says("Léa", f"/prendre {number}", ago="2d", id=f"m{number}")
    soon, notebook = scene.now + timedelta(minutes=2), Notebook()
    again = App(scene.engine, lambda: soon, {notebook.name: notebook}, strict=True)
    try:
        await again.recover()
        await again.settle()
        await again.tick()
        await again.settle()
    finally:
        await again.close()
    (letter,) = [d for d in notebook.sent if d.kind is Kind.ANSWER]
    assert [f"« /prendre {number} »" in words(letter) for number in (7, 8)] == [True, True]
    assert not await scene.says("Léa", "/prendre 8", ago="2d", id="m8")
    assert not await scene.waits("1h")


async def test_late_answers_to_proposals_alone_are_gone_altogether(scene: Scene) -> None:
    await scene.says("Ana", "/tache Réserver la salle @Léa")
    await scene.at("thu 10:00")
    for _ in range(3):
        await scene.whispers("Léa", "/refuser 1", ago="2d")
    left = await scene.waits("1h")
    assert [words(d).count("« /refuser 1 »") for d in left if d.kind is Kind.ANSWER] == [3]
    assert not scene.rows("letter", kind="answer")


async def test_reminders_that_make_no_sense_any_more_are_dropped_and_one_digest_comes(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chaises vendredi moi")
    await scene.says("Ana", "/tache Tables jeudi @Marc")
    await scene.sleeps("3w")
    left = await scene.waits("3d")
    assert [d.kind for d in left if d.kind in (Kind.NUDGE, Kind.PROPOSAL)] == []
    assert [d.kind for d in left if d.kind is Kind.DIGEST] == [Kind.DIGEST]


async def test_more_buttons_than_a_message_can_have_take_another_letter(scene: Scene) -> None:
    for number in range(6):
        await scene.says("Ana", f"/tache Salle {'abcdef'[number]}")
    await scene.at("thu 10:00")
    for _ in range(20):
        await scene.says("Léa", "/fait salle", ago="2d")
    left = await scene.waits("1h")
    assert [len(d.buttons) for d in left] == [96, 24]
