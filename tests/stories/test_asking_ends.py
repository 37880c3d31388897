"""How often somebody may be asked, when a request is gone, and where nothing of it is told."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers
from tests.stories.asking import WANTS, WORDS, asks, fills_in, leave, says_yes

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


# ---- limits


async def test_two_a_day_and_then_a_sentence(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    await asks(scene, "Ana", "@Léa")
    assert keys(*await scene.whispers("Ana", "/demander @Marc")) == ["refusal-ask-day"]
    assert scene.rows("request", sent_at=None) == []
    await scene.waits("1d")
    assert keys(*await scene.whispers("Ana", "/demander @Marc"))[0] == "ask-begins"


@pytest.mark.parametrize("way", ["silence", "answer", "taken back"])
async def test_one_person_is_asked_again_after_a_week_or_a_month(scene: Scene, way: str) -> None:
    await asks(scene, "Ana", "@Sam")
    if way == "answer":
        await says_yes(scene, "Sam")
        await scene.whispers("Sam", "Oui")
    if way == "taken back":
        await scene.presses("Ana", f"ask withdraw {scene.row('request')['id']}", private=True)
    await scene.waits("6d")
    (why,) = await scene.whispers("Ana", "/demander @Sam @Léa")
    assert keys(why) == ["ask-too-soon"]
    assert len(offers(why)) == 1
    await scene.waits("2d")
    free = keys(*await scene.whispers("Ana", "/demander @Sam"))[0]
    assert free == ("ask-too-soon" if way == "silence" else "ask-begins")
    await scene.waits("23d")
    assert keys(*await scene.whispers("Ana", "/demander @Sam"))[0] == "ask-begins"


async def test_what_was_begun_within_the_limits_is_held_to_them_when_it_leaves(stage: Stage) -> None:
    scene = await stage(elsewhere=("Ana", "Sam"))
    shown = await fills_in(scene, "Ana", "@Sam")
    await scene.says("Ana", "/demander @Sam", team="ciné")
    for words in WORDS:
        await scene.whispers("Ana", words, team="ciné")
    await scene.whispers("Ana", "/demander envoyer", team="ciné")
    assert keys(*await scene.presses("Ana", offers(shown)[0], private=True))[-1] == "ask-too-soon"
    assert len(leave(scene, "Sam")) == 1, "one person, one request, whatever team it came through"


# ---- it ends


@pytest.mark.parametrize("how", ["pressed", "typed", "oops"])
async def test_taken_back_nobody_can_read_it_any_more(scene: Scene, how: str) -> None:
    (sent, _) = await asks(scene, "Ana", "@Sam")
    match how:
        case "pressed":
            await scene.presses("Ana", offers(sent)[0], private=True)
        case "typed":
            await scene.whispers("Ana", "/demander reprendre")
        case "oops":
            await scene.whispers("Ana", "/oups")
    assert not [words for words in WORDS if words in scene.everything()]
    assert keys(await says_yes(scene, "Sam")) == ["request-gone"]
    assert keys(*await scene.whispers("Ana", "/demander reprendre")) == ["refusal-ask-gone"]


async def test_taken_back_while_it_waits_it_does_not_leave(scene: Scene) -> None:
    await scene.at("mon 22:00")
    assert kinds(await asks(scene, "Ana", "@Sam")) == [("answer", "Ana", False)]
    await scene.whispers("Ana", "/demander reprendre")
    assert await scene.at("tue 12:00") == []
    assert scene.row("letter", kind="request")["reason"] == "not asked any more"


async def test_thirty_days_after_it_was_sent_nothing_of_it_is_there(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    await says_yes(scene, "Sam")
    await scene.waits("29d23h")
    assert WANTS in scene.everything()
    await scene.waits("2h")
    assert not [words for words in WORDS if words in scene.everything()]
    assert scene.rows("request") == scene.rows("asked") == []
    assert keys(await says_yes(scene, "Sam")) == ["request-gone"]


@pytest.mark.parametrize("then", ["returns", "forgotten"])
async def test_when_the_asker_leaves_what_they_asked_vanishes(scene: Scene, then: str) -> None:
    await asks(scene, "Léa", "@Sam")
    await scene.whispers("Léa", "/demander @Marc")
    await scene.whispers("Léa", "encore un mot")
    await scene.leaves("Léa")
    everything = scene.everything()
    assert not [words for words in (*WORDS, "encore un mot") if words in everything]
    assert keys(await says_yes(scene, "Sam")) == ["request-gone"]
    if then == "returns":
        await scene.joins("Léa")
        assert keys(*await scene.whispers("Léa", "/demander @Sam")) == ["ask-too-soon"], "no way around the pause"
    else:
        await scene.waits("31d")
        assert scene.rows("request") == scene.rows("asked") == []


async def test_whoever_is_asked_and_leaves_is_forgotten_with_it(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam @Léa")
    await scene.leaves("Sam")
    await scene.waits("29d")
    assert len(scene.rows("asked")) == 2
    await asks(scene, "Ana", "@Marc")
    await scene.waits("2d")
    assert {row["person_id"] for row in scene.rows("asked")} == {scene.person("Marc")}


# ---- nowhere else


async def test_no_digest_search_list_or_history_knows_of_it(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chaises")
    await asks(scene, "Ana", "@Sam")
    await says_yes(scene, "Sam")
    await scene.whispers("Sam", "Je viens samedi")
    before = len(scene.notebook.sent)
    typed = ("/chercher rangement", "/taches toutes", "/agenda", "/etat", "/bilan", "/tache 1", "/forces")
    for who in ("Marc", "Ana", "Sam"):
        for line in typed:
            await scene.whispers(who, line)
    await scene.at("mon 9:00")
    said = " ".join(letter.speech.plain for letter in scene.notebook.sent[before:])
    assert not [words for words in (*WORDS[:4], "le rangement", "Je viens samedi") if words in said]
    assert scene.letters(Kind.DIGEST)


async def test_in_quiet_hours_and_absence_it_waits_and_is_joined(scene: Scene) -> None:
    await scene.whispers("Sam", "/absent jusqu'à mercredi")
    await asks(scene, "Ana", "@Sam")
    await asks(scene, "Léa", "@Sam", "un", "deux", "trois", "quatre", "cinq")
    assert leave(scene, "Sam") == []
    await scene.at("wed 12:00")
    (letter,) = leave(scene, "Sam")
    assert letter.sound
    assert "Ana aimerait" in letter.speech.plain
    assert "Léa aimerait" in letter.speech.plain
    assert [b.label for b in letter.buttons if "oui" in b.label] == ["Ana\u00a0: oui, je lis", "Léa\u00a0: oui, je lis"]
