"""Somebody is asked for something: leave first, one answer, to the asker alone; and no trace of a no."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import App
from domain.letter import Kind
from tests.scene import Notebook, Scene, keys, kinds, offers
from tests.stories.asking import ABOUT, FEELS, SEES, WANTS, WORDS, asks, fills_in, leave, says_yes

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def told(scene: Scene, who: str = "Ana") -> list[str]:
    """What the asker heard of answers."""
    return [d.speech.plain for d in scene.letters(Kind.SYSTEM, who)]


async def presses(scene: Scene, who: str, way: str) -> list[str]:
    """Somebody presses a button of the newest letter that has it; the keys of what left for it."""
    number = scene.row("asked", person_id=scene.person(who))["id"]
    return keys(*await scene.presses(who, f"ask {way} {number}", private=True))


async def test_leave_is_asked_first_with_five_ways_to_answer(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    (letter,) = leave(scene, "Sam")
    assert letter.speech.plain.split("\n") == [
        f"Ana aimerait te demander quelque chose ({ABOUT}). Est-ce un bon moment\u00a0?",
        "Rien ne presse\u00a0: un non ou un silence n'est dit à personne.",
    ]
    assert [command.split()[1] for command in offers(letter)] == ["yes", "notnow", "else", "more", "off"]


async def test_without_a_subject_the_question_gives_nothing_away(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam", SEES, FEELS, "-", WANTS, "-")
    assert keys(leave(scene, "Sam")[0]) == ["request-may", "request-may-free"]
    await says_yes(scene, "Sam")
    await presses(scene, "Sam", "can")
    assert told(scene) == [f"Sam te répond · {WANTS}\nJe peux."], "the asker knows it by its first words"


@pytest.mark.parametrize(("way", "heard"), [("can", "Je peux."), ("cannot", "Je ne peux pas.")], ids=["can", "cannot"])
async def test_the_answer_goes_to_the_asker_alone_and_once(scene: Scene, way: str, heard: str) -> None:
    await asks(scene, "Ana", "@Sam @Léa")
    read = await says_yes(scene, "Sam")
    assert all(words in read.speech.plain for words in WORDS)
    before = len(scene.notebook.sent)
    assert await presses(scene, "Sam", way) == ["request-passed", "request-answer", f"request-says-{way}"]
    assert told(scene) == [f"Sam te répond · {ABOUT}\n{heard}"]
    assert {d.member.name for d in scene.notebook.sent[before:] if d.member} == {"Sam", "Ana"}
    for again in ("can", "cannot", "say"):
        assert await presses(scene, "Sam", again) == ["request-answered"]
    assert keys(*await scene.whispers("Sam", "Encore un mot")) == ["not-understood"], "nothing is asked any more"
    assert len(told(scene)) == 1
    assert "request-answered" in keys(await says_yes(scene, "Sam")), "it can be read again"


async def test_plain_words_are_an_answer_while_the_request_is_in_sight(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    await says_yes(scene, "Sam")
    await scene.whispers("Sam", "Oui,\n<b>jusqu'à 23 h</b> { $x }")
    assert told(scene) == [f"Sam te répond · {ABOUT}\nOui,\n<b>jusqu'à 23 h</b> {{ $x }}"]
    assert "23 h" not in scene.everything()


@pytest.mark.parametrize("way", ["notnow", "more", "off"])
async def test_who_turned_to_something_else_sends_no_words_by_mistake(scene: Scene, way: str) -> None:
    await asks(scene, "Ana", "@Sam")
    await says_yes(scene, "Sam")
    button = next(command for command in offers(leave(scene, "Sam")[0]) if way in command)
    await scene.presses("Sam", button, private=True)
    assert keys(*await scene.whispers("Sam", "Encore un mot pour moi")) == ["not-understood"]
    assert told(scene) == []


async def test_hours_later_plain_words_go_nowhere_and_a_button_asks_for_them(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    await says_yes(scene, "Sam")
    await scene.waits("2h")
    assert keys(*await scene.whispers("Sam", "Volontiers, jusqu'à 23 h")) == ["not-understood"]
    assert await presses(scene, "Sam", "say") == ["ask-request-say"]
    await scene.whispers("Sam", "Oui")
    assert len(told(scene)) == 1


async def test_too_long_an_answer_is_refused_and_a_shorter_one_passes(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    await says_yes(scene, "Sam")
    assert keys(*await scene.whispers("Sam", "a" * 4096)) == ["refusal-long-voice"]
    await scene.whispers("Sam", "Oui")
    assert len(told(scene)) == 1


async def test_not_now_is_told_to_nobody_written_nowhere_and_can_become_a_yes(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    before = scene.state()
    assert await presses(scene, "Sam", "notnow") == ["request-not-now"]
    assert scene.state() == before
    assert not await scene.at("mon 20:00"), "and nobody asks again"
    assert told(scene) == []
    await scene.waits("12d")
    assert "request-want" in keys(await says_yes(scene, "Sam"))


async def test_tell_me_more_says_who_how_many_and_how_long_and_nothing_of_the_request(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam @Léa")
    before = scene.state()
    (more,) = await scene.presses("Sam", offers(leave(scene, "Sam")[0])[3], private=True)
    assert keys(more) == ["request-more-who", "request-more-about", "request-more-free"]
    assert "2 personnes" in more.speech.plain
    assert "Léa" not in more.speech.plain
    assert not [words for words in WORDS[:4] if words in more.speech.plain]
    assert [command.split()[1] for command in offers(more)] == ["yes", "notnow", "else", "off"]
    assert (scene.state(), told(scene)) == (before, [])


async def test_someone_else_names_somebody_or_nobody_to_the_asker_alone(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam @Léa")
    assert await presses(scene, "Sam", "else") == ["ask-request-else"]
    assert told(scene) == []
    await scene.whispers("Sam", "Marc a la clé")
    assert await presses(scene, "Léa", "else") == ["ask-request-else"]
    assert (await presses(scene, "Léa", "elsewhere"))[0] == "request-passed"
    first, second = told(scene)
    assert first.split("\n")[1:] == ["Mieux vaudrait demander à quelqu'un d'autre.", "Marc a la clé"]
    assert second.split("\n")[1:] == ["Mieux vaudrait demander à quelqu'un d'autre."]
    assert leave(scene, "Marc") == [], "whoever is named is asked by nobody but the asker"


async def test_yes_alone_is_told_to_nobody(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    await says_yes(scene, "Sam")
    assert told(scene) == []


async def test_an_answer_waits_for_the_askers_open_hours_and_makes_no_sound(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    await scene.at("mon 22:00")
    await says_yes(scene, "Sam")
    await scene.whispers("Sam", "Oui")
    assert told(scene) == []
    assert kinds(await scene.at("tue 8:00")) == [("system", "Ana", False)]


async def test_whatever_can_be_pressed_can_be_typed(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    for typed, said in (
        ("/demander en savoir plus", "request-more-who"),
        ("/ask not now", "request-not-now"),
        ("/demander pas maintenant", "request-not-now"),
        ("/demander oui", "request-from"),
        ("/demander quelqu'un d'autre", "ask-request-else"),
        ("/demander répondre", "ask-request-say"),
        ("/demander je peux", "request-passed"),
    ):
        assert keys(*await scene.whispers("Sam", typed))[0] == said
    assert keys(*await scene.whispers("Sam", "/demander oui")) == ["request-gone"], "nothing waits any more"


async def test_typed_without_a_number_it_is_asked_back_whose_request(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    await asks(scene, "Léa", "@Sam")
    (which,) = await scene.whispers("Sam", "/demander oui")
    assert keys(which) == ["request-which"]
    assert [button.label for button in which.buttons] == ["Ana", "Léa"]
    (read,) = await scene.presses("Sam", offers(which)[1], private=True)
    assert read.speech.plain.startswith("Léa te demande")


async def test_a_kill_between_the_sending_and_its_letters_loses_and_doubles_nothing(scene: Scene) -> None:
    shown = await fills_in(scene, "Ana", "@Sam")
    scene.notebook.troubles["Sam"] = OSError()
    await scene.presses("Ana", offers(shown)[0], private=True)
    soon, notebook = scene.now + timedelta(minutes=10), Notebook()
    again = App(scene.engine, lambda: soon, {notebook.name: notebook}, strict=True)
    try:
        await again.recover()
        await again.settle()
        await again.tick()
        await again.settle()
    finally:
        await again.close()
    assert [d.kind for d in notebook.sent] == [Kind.REQUEST]
    scene.notebook.troubles.clear()
    assert not await scene.waits("1h")
