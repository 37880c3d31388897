"""Load before yes: a yes that goes beyond the hours that somebody gave is asked back, to them alone and with figures of
their own."""

from __future__ import annotations

import re

import pytest

from domain.letter import Kind
from domain.task import Consent
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers, receiver
from tests.stories.searching import gives

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
WAYS = ["take 1 anyway", "decline 1", "give 1 someone"]


def carriers(scene: Scene, number: int = 1) -> list[str]:
    return [each.name for each in scene.task(number).accepted]


async def a_full_week(scene: Scene, who: str = "Marc") -> None:
    """Somebody gave three hours a week, and the only task takes five by Friday."""
    await scene.says("Léa", "/tache Décorer ~5h vendredi")
    gives(scene, who, 3)


@pytest.mark.parametrize("way", ["the board", "a reaction", "typed", "typed in private"])
async def test_taking_beyond_ones_hours_changes_nothing_yet_and_says_why_to_them_alone(scene: Scene, way: str) -> None:
    await a_full_week(scene)
    before = scene.state()
    match way:
        case "the board":
            left = await scene.presses("Marc", "take 1", on="card:1")
        case "a reaction":
            left = await scene.reacts("Marc", "🙋", on="card:1")
        case "typed":
            left = await scene.says("Marc", "/prendre 1")
        case _:
            left = await scene.whispers("Marc", "/prendre 1")
    assert [receiver(each) for each in left] == ["Marc"]
    assert keys(left[0])[:4] == ["beyond-then", "beyond-task", "time-hours", "time-hours"]
    assert offers(left[0]) == WAYS
    assert {button.person for button in left[0].buttons} == {scene.person("Marc")}
    assert scene.state() == before


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "With #1 (5 h by Fri 6 March), you would have promised 7 h by then. You said 3 h a week: about 2 h"),
        (
            "fr",
            "7 h d'ici là. Tu as dit 3 h par semaine : environ 2 h",
        ),
    ],
)
async def test_the_figures_are_their_own_in_their_language(stage: Stage, language: str, said: str) -> None:
    scene = await stage(language=language)
    await a_full_week(scene)
    await scene.says("Marc", "/task Ranger ~2h friday me" if language == "en" else "/tache Ranger ~2h vendredi moi")
    (asked,) = await scene.whispers("Marc", "/take 1")
    told = re.sub(r"\s+", " ", asked.speech.plain)
    assert said in told, told
    assert "Léa" not in told


async def test_taking_it_anyway_takes_it(scene: Scene) -> None:
    await a_full_week(scene)
    await scene.says("Marc", "/prendre 1")
    left = await scene.presses("Marc", "take 1 anyway", private=True)
    assert carriers(scene) == ["Marc"]
    assert kinds(left) == [("answer", "Marc", True), ("card", "bal", False)]
    assert keys(left[0]) == ["noted-taken"]


@pytest.mark.parametrize(
    "typed", ["/prendre 1 quand même", "/take 1 anyway", "/prendre 1 Quand meme !", "/prendre #1 moi quand même"]
)
async def test_it_can_be_typed_at_once(scene: Scene, typed: str) -> None:
    await a_full_week(scene)
    await scene.says("Marc", typed)
    assert carriers(scene) == ["Marc"]


async def test_not_this_time_changes_nothing_and_nobody_learns_of_it(scene: Scene) -> None:
    await a_full_week(scene)
    await scene.presses("Marc", "take 1", on="card:1")
    before = scene.state()
    left = await scene.presses("Marc", "decline 1", private=True)
    assert [(receiver(each), keys(each)) for each in left] == [("Marc", ["noted"])]
    assert scene.state() == before


async def test_whoever_gave_no_hours_is_asked_nothing(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer ~40h vendredi")
    await scene.says("Marc", "/prendre 1")
    assert carriers(scene) == ["Marc"]


async def test_whoever_nothing_can_be_told_alone_is_not_held_up(stage: Stage) -> None:
    scene = await stage(unreachable=("Marc",))
    await a_full_week(scene)
    await scene.presses("Marc", "take 1", on="card:1")
    assert carriers(scene) == ["Marc"]


async def test_what_fits_is_taken_without_a_word_more(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer ~2h vendredi")
    gives(scene, "Marc", 3)
    left = await scene.presses("Marc", "take 1", on="card:1")
    assert keys(left[0]) == ["noted-taken"]


async def test_a_share_counts_and_not_the_whole_task(scene: Scene) -> None:
    await scene.says("Léa", "/tache Installer ~6h vendredi x3")
    gives(scene, "Marc", 3)
    await scene.presses("Marc", "take 1", on="card:1")
    assert carriers(scene) == ["Marc"]
    gives(scene, "Sam", 2)
    (asked,) = await scene.whispers("Sam", "/prendre 1 aide")
    assert offers(asked)[0] == "take 1 help anyway"
    await scene.presses("Sam", "take 1 help anyway", private=True)
    assert carriers(scene) == ["Marc", "Sam"]


async def test_several_are_weighed_together(scene: Scene) -> None:
    for title in ("Décorer", "Ranger"):
        await scene.says("Léa", f"/tache {title} ~1h30 vendredi")
    gives(scene, "Marc", 3)
    (asked,) = await scene.whispers("Marc", "/prendre 1 2")
    assert offers(asked) == ["take 1 2 anyway", "decline 1 2", "give 1 2 someone"]
    assert [task.assignments for task in scene.tasks()] == [(), ()]
    await scene.presses("Marc", "decline 1 2", private=True)
    await scene.presses("Marc", "take 1 2 anyway", private=True)
    assert carriers(scene, 1) == carriers(scene, 2) == ["Marc"]


async def test_somebody_may_be_quicker(scene: Scene) -> None:
    await a_full_week(scene)
    await scene.presses("Marc", "take 1", on="card:1")
    await scene.presses("Léa", "take 1", on="card:1")
    (told,) = await scene.presses("Marc", "take 1 anyway", private=True)
    assert keys(told) == ["refusal-taken"]
    assert carriers(scene) == ["Léa"]


async def test_a_reaction_that_is_taken_back_takes_nothing_from_anybody(scene: Scene) -> None:
    await a_full_week(scene)
    await scene.reacts("Marc", "🙋", on="card:1", id="r")
    await scene.presses("Léa", "take 1", on="card:1")
    assert await scene.takes_away("Marc", "r") == []
    assert carriers(scene) == ["Léa"]


# ---- proposals


async def test_a_proposal_beyond_ones_hours_says_so_itself(scene: Scene) -> None:
    gives(scene, "Marc", 3)
    await scene.says("Léa", "/tache Décorer @Marc ~5h vendredi")
    (asked,) = scene.letters(Kind.PROPOSAL, "Marc")
    assert keys(asked)[0] == "proposal-asks"
    assert {"beyond-then", "beyond-there", "proposal-free"} <= set(keys(asked))
    assert offers(asked) == ["accept 1 anyway", "decline 1", "give 1 someone"]
    await scene.presses("Marc", "accept 1 anyway", on="proposal:1:Marc")
    assert carriers(scene) == ["Marc"]


async def test_a_proposal_that_fits_reads_as_ever(scene: Scene) -> None:
    gives(scene, "Marc", 3)
    await scene.says("Léa", "/tache Décorer @Marc ~2h vendredi")
    (asked,) = scene.letters(Kind.PROPOSAL, "Marc")
    assert offers(asked) == ["accept 1", "decline 1"]


@pytest.mark.parametrize("way", ["on the card", "typed"])
async def test_a_yes_on_the_card_is_asked_back_as_well(scene: Scene, way: str) -> None:
    gives(scene, "Marc", 3)
    await scene.says("Léa", "/tache Décorer @Marc ~5h vendredi")
    if way == "typed":
        (asked,) = await scene.whispers("Marc", "/accepter 1")
    else:
        (asked,) = await scene.presses("Marc", "accept 1", on="card:1")
    assert offers(asked) == ["accept 1 anyway", "decline 1", "give 1 someone"]
    assert scene.task(1).assignments[0].consent is Consent.PROPOSED
    await scene.whispers("Marc", "/accepter 1 quand même")
    assert carriers(scene) == ["Marc"]


async def test_not_this_time_declines_a_proposal(scene: Scene) -> None:
    gives(scene, "Marc", 3)
    await scene.says("Léa", "/tache Décorer @Marc ~5h vendredi")
    await scene.presses("Marc", "accept 1", on="card:1")
    left = await scene.presses("Marc", "decline 1", private=True)
    assert scene.task(1).assignments == ()
    assert "Marc" not in left[-1].speech.plain


async def test_of_joined_proposals_each_answer_has_its_number(scene: Scene) -> None:
    gives(scene, "Marc", 3)
    await scene.at("mon 22:00")
    await scene.says("Léa", "/tache Décorer @Marc ~5h vendredi")
    await scene.says("Léa", "/tache Ranger @Marc ~1h vendredi")
    await scene.at("tue 10:00")
    (both,) = scene.letters(Kind.PROPOSAL, "Marc")
    assert offers(both) == ["accept 1 anyway", "decline 1", "give 1 someone", "accept 2", "decline 2"]
    assert all("1" in label or "2" in label for label in (button.label for button in both.buttons))


# ---- nobody else


async def test_nobody_else_reads_of_anybodys_hours(scene: Scene) -> None:
    """The same play with and without hours reads the same to everybody else, but for the yes itself."""
    gives(scene, "Marc", 3)
    await scene.says("Léa", "/tache Décorer ~5h vendredi")
    await scene.says("Léa", "/tache Ranger @Marc ~5h vendredi")
    await scene.presses("Marc", "take 1", on="card:1")
    await scene.presses("Marc", "accept 2", on="card:2")
    for who in ("Léa", "Ana"):
        for asks in ("/tache 1", "/tache 2", "/bilan", "/taches"):
            await scene.whispers(who, asks)
    others = [each for each in scene.notebook.sent if receiver(each) != "Marc"]
    assert not [key for each in others for key in keys(each) if key.startswith(("beyond", "search"))]
