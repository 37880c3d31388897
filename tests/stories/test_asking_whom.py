"""Whom a request is for, and how it goes from the group into private."""

from __future__ import annotations

import pytest

from domain.message import Ability
from storage import erasing
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers
from tests.stories.asking import SEES, WORDS, draft, fills_in, says_yes

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


# ---- whom


async def test_without_a_name_it_asks_whom_by_buttons_or_by_names(scene: Scene) -> None:
    (asked,) = await scene.whispers("Ana", "/demander")
    assert keys(asked) == ["ask-whom"]
    assert [button.label for button in asked.buttons] == ["Léa", "Marc", "Sam"]
    assert keys(*await scene.whispers("Ana", "Sandrine")) == ["refusal-ask-whom"]
    assert keys(*await scene.whispers("Ana", "Sam et Léa"))[0] == "ask-begins"
    assert len(scene.rows("asked")) == 2
    await scene.whispers("Ana", "/demander stop")
    (asked,) = await scene.whispers("Ana", "/demander")
    await scene.presses("Ana", offers(asked)[1], private=True)
    assert scene.row("asked")["person_id"] == scene.person("Marc")


async def test_in_a_larger_group_nobody_is_offered_before_others(stage: Stage) -> None:
    scene = await stage(members=[f"P{n}" for n in range(9)])
    (asked,) = await scene.whispers("Ana", "/demander")
    assert offers(asked) == []


SIX = ("P0", "P1", "P2", "P3", "P4", "P5")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (" ".join(f"@{name}" for name in SIX), "refusal-ask-many"),
        ("@tous", "refusal-ask-many"),
        ("@everyone", "refusal-ask-many"),
        ("@accalmie", "refusal-ask-many"),
        ("@coordinateurs", "refusal-unknown-person"),
        ("@Zoé", "refusal-unknown-person"),
        ("@P0 @nobody", "refusal-unknown-person"),
        ("@Ana", "refusal-ask-self"),
        ("@moi", "refusal-ask-self"),
        ("@P0 @Ana", "refusal-ask-self"),
        ("quelqu'un", "refusal-ask-whom"),
        ("👋", "refusal-ask-whom"),
        ("person:1", "refusal-ask-whom"),
        ("x" * 4096, "refusal-ask-whom"),
    ],
)
async def test_whom_one_cannot_ask_is_one_sentence_and_nothing_begins(stage: Stage, typed: str, said: str) -> None:
    scene = await stage(members=SIX)
    (answer,) = await scene.whispers("Ana", f"/demander {typed}")
    assert (keys(answer), scene.rows("request")) == ([said], [])


async def test_a_name_that_several_have_is_asked_back(stage: Stage) -> None:
    scene = await stage(members=("Léa Un", "Léa Deux", "Marc"))
    (which,) = await scene.whispers("Ana", "/demander @Léa @Marc peux-tu ?")
    assert (keys(which), scene.rows("request")) == (["ask-which-person"], [])
    await scene.presses("Ana", offers(which)[1], private=True)
    people = {row["person_id"] for row in scene.rows("asked")}
    assert people == {scene.person("Léa Deux"), scene.person("Marc")}
    assert draft(scene)[3] == "peux-tu ?"


async def test_somebody_out_of_reach_is_named_and_the_others_can_be_asked(stage: Stage) -> None:
    scene = await stage(unreachable=("Sam",))
    await scene.says("Sam", "/taches")
    (alone,) = await scene.whispers("Ana", "/demander @Sam")
    assert (keys(alone), offers(alone)) == (["ask-unreached"], [])
    (why,) = await scene.whispers("Ana", "/demander @Sam @Léa")
    assert (keys(why), scene.rows("request")) == (["ask-unreached"], [])
    await scene.presses("Ana", offers(why)[0], private=True)
    assert [row["person_id"] for row in scene.rows("asked")] == [scene.person("Léa")]


async def test_who_left_meanwhile_is_not_asked(scene: Scene) -> None:
    shown = await fills_in(scene, "Ana", "@Sam")
    await scene.leaves("Sam")
    assert keys(*await scene.presses("Ana", offers(shown)[0], private=True)) == ["refusal-ask-whom"]
    assert draft(scene) == WORDS


async def test_who_is_forgotten_meanwhile_leaves_a_request_to_nobody(scene: Scene) -> None:
    await scene.says("Marc", "/tache Chaises")
    shown = await fills_in(scene, "Ana", "@Sam")
    team, sam = scene.row("team", name="bal")["id"], scene.person("Sam")
    await scene.player.app.write(lambda rows: erasing.person(rows, team, sam, scene.now))
    assert keys(*await scene.presses("Ana", offers(shown)[0], private=True)) == ["refusal-ask-whom"]


async def test_it_is_shown_in_the_language_of_whoever_reads_it(scene: Scene) -> None:
    await scene.whispers("Sam", "/settings my language english")
    shown = await fills_in(scene, "Ana", "@Sam @Léa")
    assert "Ana would like to ask you something (le rangement)" in shown.speech.plain
    assert "Ana aimerait te demander" in shown.speech.plain


# ---- in the group


async def test_typed_in_the_group_it_goes_on_in_private_and_nothing_shows(scene: Scene) -> None:
    left = await scene.says("Ana", "/demander @Sam")
    assert kinds(left) == [("answer", "Ana", True)]
    assert left[0].whispered_in is None
    await scene.whispers("Ana", SEES)
    assert draft(scene)[0] == SEES
    assert scene.letters(to="bal") == []


async def test_not_even_a_whisper_asks_in_the_group_what_one_feels(scene: Scene) -> None:
    scene.can(Ability.WHISPER)
    (question,) = await scene.says("Ana", "/demander @Sam")
    assert (keys(question)[-1], question.whispered_in) == ("ask-see", None)


@pytest.mark.parametrize("whispers", [True, False])
async def test_whoever_was_never_in_private_finds_the_way_there(stage: Stage, whispers: bool) -> None:
    scene = await stage(unreachable=("Léa",))
    if whispers:
        scene.can(Ability.WHISPER)
    left = await scene.says("Léa", "/demander @Sam")
    assert keys(*left) == (["ask-there"] if whispers else [])
    assert scene.letters(to="bal") == []
    (question,) = await scene.whispers("Léa", "/start ask")
    assert keys(question) == ["ask-again", "ask-see"]
    await scene.whispers("Léa", SEES)
    assert draft(scene)[0] == SEES


async def test_the_button_opens_the_private_chat_where_the_bot_may(stage: Stage) -> None:
    scene = await stage(unreachable=("Léa",))
    scene.can(Ability.WHISPER, Ability.WRITE_FIRST)
    await scene.says("Léa", "/demander @Sam")
    (question,) = await scene.presses("Léa", "start ask")
    assert (keys(question), question.whispered_in) == (["ask-again", "ask-see"], None)
    await scene.whispers("Léa", SEES)
    assert draft(scene)[0] == SEES


@pytest.mark.parametrize("talk", ["silencieux", "bavard"])
async def test_however_talkative_the_bot_is_the_group_reads_nothing(scene: Scene, talk: str) -> None:
    await scene.says("Ana", f"/reglages voix {talk}")
    before = len(scene.letters(to="bal"))
    await scene.says("Ana", "/demander @Sam")
    for words in WORDS:
        await scene.whispers("Ana", words)
    await scene.whispers("Ana", "/demander envoyer")
    await says_yes(scene, "Sam")
    await scene.whispers("Sam", "Oui")
    assert len(scene.letters(to="bal")) == before
