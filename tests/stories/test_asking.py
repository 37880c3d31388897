"""Somebody asks others for something: step by step in private, restartable, and read once more before it leaves."""

from __future__ import annotations

import pytest

from domain.request import LONGEST, LONGEST_ABOUT
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers
from tests.stories.asking import ABOUT, FEELS, NEEDS, SEES, WANTS, WORDS, asks, draft, fills_in, leave, says_yes

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


# ---- the steps


async def test_four_short_steps_lead_to_the_request_as_it_will_be_read(scene: Scene) -> None:
    (first,) = await scene.whispers("Ana", "/demander @Sam")
    assert keys(first) == ["ask-begins", "ask-calm", "ask-see"]
    asked = []
    for words in WORDS[:-1]:
        (question,) = await scene.whispers("Ana", words)
        asked += keys(question)
    assert asked == ["ask-feel", "ask-need", "ask-want", "ask-about"]
    (shown,) = await scene.whispers("Ana", WORDS[-1])
    assert all(words in shown.speech.plain for words in WORDS)
    (_, question) = await scene.presses("Ana", offers(shown)[0], private=True)
    assert kinds([question]) == [("request", "Sam", True)]
    read = await says_yes(scene, "Sam")
    for letter in (question, read):
        as_shown = [each.plain for each in letter.speech.lines if each.plain in shown.speech.plain]
        assert len(as_shown) >= len(letter.speech.lines) - 1, "all but how it is answered was shown to its writer"
    assert not any(words in question.speech.plain for words in WORDS[:-1]), "nothing of it is read before a yes"


async def test_all_but_the_request_itself_may_stay_empty(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    for typed in ("passer", "-"):
        await scene.whispers("Ana", typed)
    (want,) = await scene.presses("Ana", offers(scene.notebook.sent[-1])[0], private=True)
    assert keys(want) == ["ask-want"]
    assert not any(command.endswith(": -") for command in offers(want))
    for typed in ("-", "\u200b", "/demander passer", "/demander garder"):
        assert keys(*await scene.whispers("Ana", typed)) == ["refusal-ask-want"]
    await scene.whispers("Ana", WANTS)
    (shown,) = await scene.whispers("Ana", "passer")
    assert draft(scene) == ("", "", "", WANTS, "")
    assert "request-may" in keys(shown)
    assert [key for key in keys(shown) if key in ("request-see", "request-feel", "request-need")] == []


async def test_back_keep_and_start_over(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    await scene.whispers("Ana", SEES)
    await scene.whispers("Ana", FEELS)
    (again,) = await scene.whispers("Ana", "retour")
    assert keys(again) == ["ask-feel", "ask-so-far", "words"]
    (need,) = await scene.presses("Ana", offers(again)[0], private=True)
    assert (keys(need), draft(scene)[:3]) == (["ask-need"], (SEES, FEELS, ""))
    restart = next(command for command in offers(need) if "restart" in command)
    (first,) = await scene.presses("Ana", restart, private=True)
    assert (keys(first), draft(scene)) == (["ask-see"], ("",) * 5)


async def test_one_step_is_changed_and_the_whole_is_shown_again(scene: Scene) -> None:
    shown = await fills_in(scene, "Ana", "@Sam")
    (which,) = await scene.presses("Ana", offers(shown)[1], private=True)
    feel = next(command for command in offers(which) if command.startswith("ask feel"))
    (question,) = await scene.presses("Ana", feel, private=True)
    assert keys(question) == ["ask-feel", "ask-so-far", "words"]
    (now,) = await scene.whispers("Ana", "de la joie")
    assert "de la joie" in now.speech.plain
    assert FEELS not in now.speech.plain
    assert draft(scene) == (SEES, "de la joie", NEEDS, WANTS, ABOUT)
    assert keys(*await scene.presses("Ana", offers(shown)[0], private=True))[0] == "ask-shown", "that was the old one"
    assert leave(scene, "Sam") == []


async def test_whom_it_is_for_can_be_changed_too(scene: Scene) -> None:
    await fills_in(scene, "Ana", "@Sam")
    number = scene.row("request")["id"]
    assert keys(*await scene.whispers("Ana", f"/ask to {number}")) == ["ask-whom"]
    (shown,) = await scene.whispers("Ana", "Léa et Marc")
    await scene.presses("Ana", offers(shown)[0], private=True)
    assert [len(leave(scene, who)) for who in ("Sam", "Léa", "Marc")] == [0, 1, 1]


async def test_a_step_can_be_written_by_its_name(scene: Scene) -> None:
    (first,) = await scene.whispers("Ana", "/demander @Sam")
    await scene.whispers("Ana", "passer")
    assert first.document.lines
    (again,) = await scene.whispers("Ana", f"/ask see: {SEES}")
    assert (keys(again), draft(scene)[0]) == (["ask-feel"], SEES)


@pytest.mark.parametrize("what", ["see", "feel", "need", "want", "about"])
async def test_what_is_too_long_is_refused_in_a_sentence_and_the_next_line_may_do(scene: Scene, what: str) -> None:
    most = LONGEST_ABOUT if what == "about" else LONGEST
    await scene.whispers("Ana", "/demander @Sam")
    for before in ("see", "feel", "need", "want", "about"):
        if before == what:
            break
        await scene.whispers("Ana", "x")
    assert keys(*await scene.whispers("Ana", "é" * (most + 1))) == ["refusal-long-voice"]
    await scene.whispers("Ana", "é" * most)
    assert scene.row("request")[what] == "é" * most


async def test_everything_that_can_be_typed_survives_whole(scene: Scene) -> None:
    words = "<b>gras</b> & *étoiles* { $x }\n\n  – 👨‍👩‍👧‍👦 🏳️‍🌈 fin"
    await asks(scene, "Ana", "@Sam", words, words, words, words, "<i>a</i> { $x }")
    read = await says_yes(scene, "Sam")
    for line in words.split("\n"):
        assert read.speech.plain.count(line.strip()) >= 4


async def test_a_typed_line_that_is_corrected_afterwards_changes_nothing(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    await scene.says("Ana", SEES, id="m", private=True)
    assert await scene.corrects("Ana", "autre chose", on="m", private=True) == []
    assert draft(scene)[0] == SEES


# ---- it waits, and goes on


async def test_after_a_day_and_another_command_it_goes_on_where_it_was(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    await scene.whispers("Ana", SEES)
    await scene.waits("3h")
    (need,) = await scene.whispers("Ana", FEELS)
    assert keys(need) == ["ask-need"], "a step can be thought over"
    await scene.whispers("Ana", "/aide")
    (lost,) = await scene.whispers("Ana", NEEDS)
    assert keys(lost) == ["not-understood"]
    assert offers(lost)[0] == "ask"
    await scene.waits("1d")
    (again,) = await scene.whispers("Ana", "/demander")
    assert keys(again) == ["ask-again", "ask-need"]
    await scene.whispers("Ana", NEEDS)
    assert draft(scene)[:3] == (SEES, FEELS, NEEDS)


async def test_hours_later_the_bare_name_of_a_command_is_that_command(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    await scene.waits("2h")
    assert "ask-feel" not in keys(*await scene.whispers("Ana", "taches"))
    assert draft(scene)[0] == ""


async def test_one_at_a_time(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    assert keys(*await scene.whispers("Ana", "/demander @Léa"))[0] == "ask-begins", "nothing was written yet"
    await scene.whispers("Ana", SEES)
    (which,) = await scene.whispers("Ana", "/demander @Marc peux-tu venir ?")
    assert keys(which) == ["ask-other"]
    assert draft(scene)[0] == SEES
    assert keys(*await scene.presses("Ana", "ask", private=True))[0] == "ask-again"
    await scene.presses("Ana", offers(which)[1], private=True)
    assert draft(scene) == ("", "", "", "peux-tu venir ?", "")
    assert len(scene.rows("request")) == len(scene.rows("asked")) == 1


async def test_what_follows_the_name_is_the_request_already(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam peux-tu venir samedi ?")
    for _ in range(2):
        await scene.whispers("Ana", "passer")
    (last,) = await scene.whispers("Ana", "passer")
    assert keys(last) == ["ask-want", "ask-so-far", "words"]
    await scene.presses("Ana", offers(last)[0], private=True)
    assert draft(scene)[3] == "peux-tu venir samedi ?"


@pytest.mark.parametrize("how", ["stop", "/demander arrêter", "/ask stop", "pressed"])
async def test_thrown_away_nothing_of_it_is_kept(scene: Scene, how: str) -> None:
    shown = await fills_in(scene, "Ana", "@Sam", *WORDS[:4]) if how == "stop" else await fills_in(scene, "Ana", "@Sam")
    if how == "pressed":
        left = await scene.presses("Ana", offers(shown)[2], private=True)
    elif how == "stop":
        (sure,) = await scene.whispers("Ana", "Stop !")
        assert (keys(sure), draft(scene)[:4]) == (["ask-stop-sure"], WORDS[:4]), "it may have been an answer"
        left = await scene.presses("Ana", offers(sure)[0], private=True)
    else:
        left = await scene.whispers("Ana", how)
    assert keys(*left) == ["ask-stopped"]
    assert keys(*await scene.whispers("Ana", "Bonjour à vous")) == ["not-understood"]
    assert not [words for words in WORDS if words in scene.everything()]
    assert scene.rows("request") == scene.rows("asked") == []
    for button in offers(shown):
        assert keys(*await scene.presses("Ana", button, on=None, private=True)) == ["refusal-ask-gone"]
    assert leave(scene, "Sam") == []


async def test_a_draft_erases_itself_a_week_after_it_was_touched(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    await scene.whispers("Ana", SEES)
    await scene.waits("6d")
    await scene.whispers("Ana", f"/ask feel: {FEELS}")
    await scene.waits("6d23h")
    assert draft(scene)[:2] == (SEES, FEELS)
    await scene.waits("2h")
    assert scene.rows("request") == []
    assert not [words for words in (SEES, FEELS) if words in scene.everything()]


# ---- once


async def test_sent_once_however_often_it_is_pressed(scene: Scene) -> None:
    shown = await fills_in(scene, "Ana", "@Sam")
    send = offers(shown)[0]
    await scene.presses("Ana", send, private=True)
    for _ in range(2):
        assert keys(*await scene.presses("Ana", send, private=True)) == ["ask-sent-already"]
    assert len(leave(scene, "Sam")) == 1
    assert keys(*await scene.whispers("Ana", "/demander envoyer")) == ["refusal-ask-gone"]


async def test_two_presses_of_one_button_move_one_step(scene: Scene) -> None:
    (first,) = await scene.whispers("Ana", "/demander @Sam")
    skip = offers(first)[0]
    for _ in range(2):
        (last,) = await scene.presses("Ana", skip, private=True)
        assert keys(last) == ["ask-feel"]


async def test_in_two_teams_it_goes_on_where_it_began_and_says_which(stage: Stage) -> None:
    scene = await stage(elsewhere=("Ana", "Sam"))
    await scene.says("Ana", "/demander @Sam", team="ciné")
    for words in WORDS[:3]:
        await scene.whispers("Ana", words, team=None)
    await scene.whispers("Ana", "/aide", team=None)
    (lost,) = await scene.whispers("Ana", "de partager un peu", team=None)
    assert offers(lost)[0] == "ask"
    assert keys(*await scene.presses("Ana", "ask", private=True, team="ciné"))[-1] == "ask-want"
    (again,) = await scene.whispers("Ana", "/demander", team=None)
    assert keys(again)[-1] == "ask-want"
    await scene.whispers("Ana", WANTS, team=None)
    (shown,) = await scene.whispers("Ana", ABOUT, team=None)
    assert draft(scene) == WORDS
    left = await scene.presses("Ana", offers(shown)[0], private=True, team="ciné")
    assert [d.team.name for d in left] == ["ciné", "ciné"]
    assert leave(scene, "Sam")[0].speech.plain.startswith("ciné\n")
