"""A word of thanks: quiet in the group, told in the next digest, once."""

from __future__ import annotations

import pytest

from bot.departure import Departure
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers
from tests.stories.test_digest import digest

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
FOLLOWING = "2026-03-16 09:00"


def thanks(scene: Scene) -> list[tuple[int, str]]:
    return [(row["to_id"], row["words"]) for row in scene.rows("thanks")]


def told(letter: Departure) -> list[str]:
    """The lines of thanks in a digest, as they are read."""
    lines = zip(letter.document.lines, letter.speech.lines, strict=True)
    return [said.plain for line, said in lines if line.phrases[0].key.startswith("digest-thanks")]


@pytest.mark.parametrize(
    ("language", "typed", "line"),
    [
        ("fr", "/merci @Sam pour les affiches", "💛 Léa remercie Sam pour les affiches"),
        ("en", "/thanks @Sam for the posters", "💛 Léa thanks Sam for the posters"),
        ("en", "/merci @sam pour the posters", "💛 Léa thanks Sam for the posters"),
        ("fr", "/merci @Sam", "💛 Léa remercie Sam"),
        ("fr", "/merci à @Sam !", "💛 Léa remercie Sam"),
        ("fr", "/merci @Sam 🙏", "💛 Léa remercie Sam\u00a0: 🙏"),
        ("fr", "/merci @Sam, super travail", "💛 Léa remercie Sam\u00a0: super travail"),
        ("fr", "/merci @Sam et @Marc pour la sono", "💛 Léa remercie Sam et Marc pour la sono"),
        ("fr", "/merci pour la sono @Sam @Marc", "💛 Léa remercie Sam et Marc pour la sono"),
        ("fr", "/merci sam pour la sono", "💛 Léa remercie Sam pour la sono"),
        ("fr", "/merci à sam et marc pour la sono", "💛 Léa remercie Sam et Marc pour la sono"),
        ("fr", "/merci Marc d'avoir rangé", "💛 Léa remercie Marc\u00a0: d'avoir rangé"),
        ("en", "/thanks @Sam a lot", "💛 Léa thanks Sam: a lot"),
        ("fr", "/merci @Sam @Sam", "💛 Léa remercie Sam"),
    ],
)
async def test_it_is_told_in_the_next_digest(stage: Stage, language: str, typed: str, line: str) -> None:
    scene = await stage(language=language)
    await scene.says("Ana", "/task Décorer")
    left = await scene.says("Léa", typed)
    assert kinds(left) == [("ack", "bal", False)]
    assert told(await digest(scene)) == [line]


async def test_in_private_it_says_when_it_will_be_told(scene: Scene) -> None:
    (answer,) = await scene.whispers("Léa", "/merci @Sam")
    assert keys(answer) == ["noted-thanks"]
    assert "Sam" in answer.speech.plain


async def test_thanks_alone_make_no_week_empty(scene: Scene) -> None:
    await scene.says("Ana", "/tache Décorer")
    await scene.says("Ana", "/fait 1")
    await digest(scene)
    await scene.says("Léa", "/merci @Sam")
    letter = await digest(scene, FOLLOWING)
    assert keys(letter) == ["digest-title", "digest-done", "digest-thanks", "digest-calm"]


async def test_it_is_told_once_and_falls_between_no_two_digests(scene: Scene) -> None:
    await scene.says("Ana", "/tache Décorer")
    await scene.says("Léa", "/merci @Sam pour un")
    await scene.at("2026-03-09 08:59")
    await scene.says("Léa", "/merci @Sam pour deux")
    first = await digest(scene)
    await scene.says("Léa", "/merci @Sam pour trois")
    second = await digest(scene, FOLLOWING)
    third = await digest(scene, "2026-03-23 09:00")
    assert [[line[-4:] for line in told(letter)] for letter in (first, second, third)] == [
        ["r un", "deux"],
        ["rois"],
        [],
    ]


async def test_what_is_said_while_a_digest_is_held_comes_in_the_next(scene: Scene) -> None:
    await scene.says("Ana", "/tache Affiches")
    await scene.says("Ana", "/bilan dimanche 23:00")
    await scene.at("sun 23:30")
    await scene.says("Léa", "/merci @Sam")
    first = await digest(scene, "mon 8:00")
    second = await digest(scene, "2026-03-16 08:00")
    assert (told(first), told(second)) == ([], ["💛 Léa remercie Sam"])


async def test_asked_for_now_it_is_there_and_does_not_count_as_told(scene: Scene) -> None:
    await scene.says("Ana", "/tache Décorer")
    await scene.says("Léa", "/merci @Sam")
    left = await scene.says("Marc", "/bilan")
    assert told(left[-1]) == told(await digest(scene)) == ["💛 Léa remercie Sam"]


async def test_much_work_does_not_crowd_it_out(scene: Scene) -> None:
    for number in range(1, 10):
        await scene.says("Léa", f"/tache Fini {number}")
    await scene.says("Léa", "/fait 1 2 3 4 5 6 7 8 9")
    for what in ("un", "deux", "trois", "quatre"):
        await scene.says("Léa", f"/merci @Sam pour {what}")
    letter = await digest(scene)
    assert keys(letter).count("item") == 4
    assert [line.rpartition(" ")[2] for line in told(letter)] == ["deux", "trois", "quatre"]
    (rest,) = await scene.presses("Marc", "digest all", on="digest")
    assert (keys(rest).count("item"), len(told(rest))) == (9, 4)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("/merci", "refusal-thanks"),
        ("/merci à toute l'équipe", "refusal-who"),
        ("/merci @Léa", "refusal-thanks-self"),
        ("/merci léa", "refusal-thanks-self"),
        ("/merci @Sam @Léa pour tout", "refusal-thanks-self"),
        ("/merci @Amina", "refusal-unknown-person"),
        ("/merci @Sam @Amina", "refusal-unknown-person"),
        ("/merci @Zoé", "refusal-unknown-person"),  # of another group
        ("/merci person:3", "refusal-who"),
        (f"/merci @Sam {'x' * 161}", "refusal-long-line"),
        (f"/merci {'@Sam ' * 800}", "refusal-who"),
    ],
)
async def test_what_cannot_be_is_refused_with_one_sentence(scene: Scene, typed: str, key: str) -> None:
    await scene.says("Ana", "/tache Décorer")
    before = scene.state()
    assert keys(*await scene.says("Léa", typed)) == [key]
    assert scene.state() == before


async def test_160_characters_are_enough_and_markup_stays_what_it_is(scene: Scene) -> None:
    await scene.says("Ana", "/tache Décorer")
    words = "<b>{ $x } *a* _b_</b> & " + "x" * 136
    await scene.says("Léa", f"/merci @Sam {words}")
    assert told(await digest(scene)) == [f"💛 Léa remercie Sam\u00a0: {words}"]


async def test_several_of_one_name_are_told_apart_with_buttons(stage: Stage) -> None:
    scene = await stage(members=("Léa", "Marc", "Sam Petit", "Sam Grand"))
    left = await scene.says("Léa", "/merci @sam @Marc pour la sono")
    assert [keys(d)[0] for d in left] == ["ask-which-person"]
    assert {b.person for b in left[0].buttons} == {scene.person("Léa")}
    assert thanks(scene) == []
    chosen = next(c for b, c in zip(left[0].buttons, offers(left[0]), strict=True) if "Grand" in b.label)
    await scene.presses("Léa", chosen, private=True)
    assert thanks(scene) == [(scene.person(name), "pour la sono") for name in ("Marc", "Sam Grand")]


async def test_it_can_be_taken_back_until_it_is_told(scene: Scene) -> None:
    await scene.says("Ana", "/tache Décorer")
    await scene.says("Léa", "/merci @Sam @Marc pour la sono")
    await scene.says("Léa", "/oups")
    assert thanks(scene) == []
    await scene.at("2026-03-09 08:55")
    await scene.says("Léa", "/merci @Sam pour la sono")
    await digest(scene)
    assert keys(*await scene.says("Léa", "/oups")) == ["refusal-undo-changed"]
    assert len(thanks(scene)) == 1
