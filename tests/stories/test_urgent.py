"""Something urgent: the whole group rings, rarely, in the name of whoever asks; and not in the night by mistake."""

from __future__ import annotations

import pytest

from bot.messengers import NotSent
from domain.letter import Kind
from domain.message import Ability
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def rang(scene: Scene) -> list[str]:
    """What made the group ring, as it reads."""
    return [d.speech.plain for d in scene.letters(Kind.URGENT, "bal") if d.sound]


@pytest.mark.parametrize("typed", ["/urgent La salle est fermée <b>&", "/urgence La salle est fermée <b>&"])
@pytest.mark.parametrize("private", [True, False])
async def test_it_rings_in_the_name_of_whoever_asks(scene: Scene, typed: str, private: bool) -> None:
    left = await scene.says("Léa", typed, private=private)
    assert sorted(kinds(left)) == [("answer", "Léa", True), ("urgent", "bal", True)]
    assert rang(scene) == ["❗ Léa\u00a0: La salle est fermée <b>&"]


async def test_in_the_group_the_bot_says_nothing_but_what_is_urgent(scene: Scene) -> None:
    await scene.says("Léa", "/urgent Au secours")
    await scene.says("Léa", "/urgent Encore")
    await scene.says("Léa", "/urgent")
    assert [d.kind for d in scene.letters(to="bal")] == [Kind.URGENT]


async def test_it_speaks_english_too(stage: Stage) -> None:
    scene = await stage(language="en")
    await scene.at("mon 22:00")
    (asked,) = await scene.whispers("Léa", "/urgent The pipe has burst")
    assert "Can this wait?" in asked.speech.plain
    await scene.presses("Léa", "urgent now: The pipe has burst", private=True)
    assert rang(scene) == ["❗ Léa: The pipe has burst"]


async def test_without_a_reason_it_asks_for_one_and_plain_words_are_the_answer(scene: Scene) -> None:
    (asked,) = await scene.whispers("Léa", "/urgent  ")
    assert keys(asked) == ["ask-urgent"]
    assert "/urgent La salle" in asked.speech.plain
    await scene.whispers("Léa", "Merci de venir, la salle est fermée")  # which begins like a command
    assert rang(scene) == ["❗ Léa\u00a0: Merci de venir, la salle est fermée"]
    (lost,) = await scene.whispers("Léa", "Super")
    assert keys(lost) == ["not-understood"], "it was asked once"


@pytest.mark.parametrize("typed", ["non", "Annuler", "/urgent non", "rien !"])
async def test_whoever_thinks_better_of_it_makes_nobody_ring(scene: Scene, typed: str) -> None:
    await scene.whispers("Léa", "/urgent")
    assert keys(*await scene.whispers("Léa", typed)) == ["urgent-not"]
    assert rang(scene) == []


@pytest.mark.parametrize("typed", ["!!! Au feu", "!", "2 blessés devant la salle"])
async def test_any_words_answer_that_are_no_command(scene: Scene, typed: str) -> None:
    await scene.whispers("Léa", "/urgent")
    await scene.whispers("Léa", typed)
    assert rang(scene) == [f"❗ Léa\u00a0: {typed}"]


async def test_a_command_is_no_answer(scene: Scene) -> None:
    await scene.whispers("Léa", "/urgent")
    await scene.whispers("Léa", "/taches")
    await scene.whispers("Léa", "Bonne nuit")
    assert rang(scene) == []


async def test_what_was_asked_long_ago_is_not_answered_by_chance(scene: Scene) -> None:
    await scene.whispers("Léa", "/urgent")
    await scene.waits("31m")
    await scene.whispers("Léa", "Bonne nuit")
    assert rang(scene) == []


async def test_at_night_a_tap_rings_nobody_and_a_second_one_does_once(scene: Scene) -> None:
    await scene.at("mon 23:00")
    (asked,) = await scene.says("Léa", "/urgent Dégât des eaux")
    assert kinds([asked]) == [("answer", "Léa", False)]
    assert keys(asked) == ["urgent-quiet", "words", "urgent-rings"]
    assert "3 personnes" in asked.speech.plain  # Ana, Marc and Sam
    assert "mar 3 mars à 08:00" in asked.speech.plain.replace(".", "")
    assert offers(asked) == ["urgent now: Dégât des eaux", "later Dégât des eaux"]
    assert rang(scene) == []
    left = await scene.presses("Léa", "urgent now: Dégât des eaux", private=True)
    assert ("urgent", "bal", True) in kinds(left)
    left = await scene.presses("Léa", "urgent now: Dégât des eaux", private=True)
    assert keys(*left) == ["stale-button"]
    assert len(rang(scene)) == 1


async def test_what_can_be_pressed_can_be_typed(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await scene.whispers("Léa", "/urgent maintenant : Dégât des eaux")
    assert rang(scene) == ["❗ Léa\u00a0: Dégât des eaux"]


async def test_what_can_wait_is_posted_in_the_morning_without_sound(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await scene.whispers("Léa", "/urgent Les chaises")
    await scene.presses("Léa", "later Les chaises", private=True)
    assert kinds(await scene.at("tue 8:00")) == [("later", "bal", False)]
    assert rang(scene) == []


async def test_who_cannot_be_asked_back_is_not_left_alone(stage: Stage) -> None:
    scene = await stage(unreachable=("Sam",))
    await scene.at("mon 23:00")
    await scene.says("Sam", "/urgent Au feu")
    assert rang(scene) == ["❗ Sam\u00a0: Au feu"]


async def test_what_was_urgent_while_the_bot_was_away_rings_nobody_by_itself(stage: Stage) -> None:
    scene = await stage(unreachable=("Sam",))
    (asked,) = await scene.whispers("Léa", "/urgent La clé", ago="3h")
    assert (keys(asked)[0], offers(asked)) == ("urgent-old", ["urgent now: La clé"])
    assert await scene.says("Sam", "/urgent Le feu", ago="3h") == []
    assert rang(scene) == []
    await scene.presses("Léa", "urgent now: La clé", private=True)
    assert len(rang(scene)) == 1


# ---- once a week


async def test_the_second_one_of_a_week_goes_to_the_coordinators_with_sound(scene: Scene) -> None:
    await scene.whispers("Léa", "/urgent Un")
    await scene.waits("6d")
    left = await scene.whispers("Léa", "/urgent Deux")
    assert sorted(kinds(left)) == [("answer", "Léa", True), ("urgent", "Ana", True)]
    aside = next(d for d in left if d.kind is Kind.URGENT)
    assert aside.speech.plain == "❗ Pour la coordination, de la part de Léa\u00a0: Deux"
    answer = next(d for d in left if d.kind is Kind.ANSWER)
    assert (keys(answer), offers(answer)) == (["urgent-told"], ["later Deux"])
    assert len(rang(scene)) == 1
    await scene.waits("1d")
    await scene.whispers("Léa", "/urgent Trois")
    assert len(rang(scene)) == 2, "a week after the first"
    await scene.whispers("Marc", "/urgent Quatre")
    assert len(rang(scene)) == 3, "everybody has their own week"


async def test_coordinators_may_three_times_and_tell_themselves_nothing(scene: Scene) -> None:
    for word in "abc":
        await scene.whispers("Ana", f"/urgent {word}")
    left = await scene.whispers("Ana", "/urgent d")
    assert keys(*left) == ["urgent-nobody"]
    assert len(rang(scene)) == 3


async def test_nobody_makes_the_coordinators_ring_without_end(scene: Scene) -> None:
    for word in "abcdef":
        await scene.whispers("Léa", f"/urgent {word}")
    assert keys(*await scene.whispers("Léa", "/urgent g")) == ["urgent-enough"]
    assert len(scene.letters(Kind.URGENT, "Ana")) == 3


async def test_coordinators_ring_at_night_too_but_not_in_hours_of_their_own(scene: Scene) -> None:
    await scene.says("Ana", "/coordo @Marc")
    await scene.whispers("Marc", "/moncalme 22:00-09:00")
    await scene.whispers("Léa", "/urgent Un")
    await scene.at("mon 23:00")
    left = await scene.whispers("Léa", "/urgent Deux")
    assert ("urgent", "Ana", True) in kinds(left)
    assert "Marc" not in [receiver for _, receiver, _ in kinds(left)]
    assert kinds(await scene.at("tue 9:00")) == [("urgent", "Marc", True)]


async def test_whoever_is_away_hears_nothing_and_what_is_a_day_old_is_urgent_no_more(scene: Scene) -> None:
    await scene.whispers("Léa", "/urgent Un")
    await scene.whispers("Ana", "/absent jusqu'à jeudi")
    left = await scene.whispers("Léa", "/urgent Deux")
    assert kinds(left) == [("answer", "Léa", True)]
    assert "absen" not in left[0].speech.plain
    await scene.waits("1w")
    assert scene.letters(Kind.URGENT, "Ana") == []
    assert scene.row("letter", kind="urgent", person_id=scene.person("Ana"))["reason"] == "too late"


async def test_what_did_not_leave_does_not_count(scene: Scene) -> None:
    scene.notebook.troubles["bal"] = NotSent("no rights")
    await scene.whispers("Léa", "/urgent Un")
    scene.notebook.troubles.clear()
    await scene.whispers("Léa", "/urgent Deux")
    assert rang(scene) == ["❗ Léa\u00a0: Deux"]
    told = await scene.whispers("Ana", "/bilan")
    assert "Un" not in told[0].speech.plain.split()
    await scene.whispers("Léa", "/urgent Trois")
    assert len(rang(scene)) == 1


async def test_two_at_once_while_the_first_is_on_its_way(scene: Scene) -> None:
    scene.notebook.troubles["bal"] = OSError()
    await scene.whispers("Léa", "/urgent Un")
    await scene.whispers("Léa", "/urgent Deux")
    scene.notebook.troubles.clear()
    await scene.waits("1h")
    assert rang(scene) == ["❗ Léa\u00a0: Un"]


async def test_the_same_event_twice_posts_once(scene: Scene) -> None:
    await scene.says("Léa", "/urgent Un", id="once")
    assert await scene.says("Léa", "/urgent Un", id="once") == []
    assert len(rang(scene)) == 1


async def test_a_corrected_message_rings_no_second_time(scene: Scene) -> None:
    await scene.says("Léa", "/urgent La sale", id="typo")
    await scene.says("Léa", "/tache Décorer")
    assert await scene.corrects("Léa", "/urgent La salle", on="typo") == []
    assert len(rang(scene)) == 1


async def test_what_rang_is_not_taken_back_and_that_is_said_kindly(scene: Scene) -> None:
    await scene.whispers("Léa", "/urgent Un")
    assert keys(*await scene.whispers("Léa", "/oups")) == ["refusal-undo-rang"]


async def test_who_is_no_member_makes_nobody_ring(scene: Scene) -> None:
    before = scene.state()
    assert await scene.whispers("Zoé", "/urgent Un") == []
    await scene.leaves("Marc")
    assert await scene.says("Marc", "/urgent Un") == []
    assert rang(scene) == []
    assert scene.state()["urgent"] == before["urgent"] == []


async def test_a_person_in_several_groups_is_asked_which_one_rings(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    words = "Au feu\n\n  - ici"
    (asked,) = await scene.whispers("Marc", f"/urgent {words}", team=None)
    assert keys(asked) == ["ask-which-team"]
    await scene.reacts_to("Marc", "2️⃣", asked, id="r1")
    (letter,) = scene.letters(Kind.URGENT)
    assert (letter.team.name, letter.speech.plain) == ("ciné", f"❗ Marc\u00a0: {words}")


async def test_a_question_is_answered_for_the_group_that_it_was_about(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    (asked,) = await scene.whispers("Marc", "/urgent", team=None)
    await scene.reacts_to("Marc", "2️⃣", asked, id="r1")
    await scene.whispers("Marc", "Au feu", team=None)
    assert [d.team.name for d in scene.letters(Kind.URGENT)] == ["ciné"]


async def test_answering_a_message_of_ones_own_that_one_rings_and_leaves_its_place(scene: Scene) -> None:
    scene.can(Ability.DELETE)
    await scene.says("Léa", "La salle est fermée !", id="m")
    await scene.says("Léa", "/urgent", to="m")
    assert rang(scene) == ["❗ Léa\u00a0: La salle est fermée !"]


async def test_nobody_makes_others_say_something(scene: Scene) -> None:
    await scene.says("Marc", "La salle est fermée !", id="m")
    (asked,) = await scene.says("Léa", "/urgent", to="m")
    assert keys(asked) == ["ask-urgent"]


# ---- in the digest


async def test_the_digest_tells_the_reason_without_a_name_once(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.whispers("Léa", "/urgent La salle est fermée\nvenez vite")
    await scene.whispers("Léa", "/urgent Pour Ana seule")
    (digest,) = [d for d in await scene.at("mon 9:00") if d.kind is Kind.DIGEST]
    assert keys(digest)[-3:] == ["digest-urgent", "digest-rang", "digest-calm"]
    told = digest.speech.plain
    assert "lun. 2 mars à 10:00\u00a0: La salle est fermée\n" in told
    assert "Pour Ana" not in told
    assert "Léa" not in told.partition("Urgent")[2]
    (again,) = [d for d in await scene.waits("1w") if d.kind is Kind.DIGEST]
    assert "digest-urgent" not in keys(again)


async def test_a_month_later_nothing_of_it_is_kept(scene: Scene) -> None:
    await scene.whispers("Léa", "/urgent La salle est fermée")
    await scene.waits("31d")
    assert scene.rows("urgent") == []
    assert "salle" not in scene.everything()


async def test_who_is_erased_left_no_urgent_word(scene: Scene) -> None:
    await scene.whispers("Marc", "/urgent La salle est fermée")
    await scene.waits("20d")
    await scene.leaves("Marc")
    await scene.waits("31d")
    assert "Marc" not in scene.everything()
    assert scene.rows("urgent") == []
