"""What is written at night for the group: kept, shown to its writer, posted in their name when quiet hours end."""

from __future__ import annotations

from typing import Any

import pytest

from bot.departure import Departure
from bot.messengers import NotSent
from domain.letter import Kind
from domain.message import Ability
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def posted(scene: Scene) -> list[str]:
    """What the group got to read."""
    return [d.speech.plain for d in scene.letters(Kind.LATER, "bal")]


def waiting(scene: Scene) -> list[str]:
    return [row["words"] for row in scene.rows("later")]


async def writes(scene: Scene, who: str, words: str) -> tuple[Departure, int]:
    """Somebody writes something for the morning: what they are answered, and its number."""
    (kept,) = await scene.whispers(who, f"/plustard {words}")
    return kept, int(scene.row("later")["id"])


@pytest.mark.parametrize("typed", ["/plustard Qui a la clé ?", "/later Qui a la clé ?", "/plus-tard Qui a la clé ?"])
async def test_it_is_posted_in_ones_name_when_quiet_hours_end_and_erased(scene: Scene, typed: str) -> None:
    await scene.at("mon 23:00")
    (kept,) = await scene.says("Léa", typed)
    assert kinds([kept]) == [("answer", "Léa", False)]
    assert keys(kept) == ["later-kept", "words"]
    assert "mar. 3 mars à 08:00" in kept.speech.plain
    assert await scene.at("tue 7:59") == []
    assert kinds(await scene.at("tue 8:00")) == [("later", "bal", False)]
    assert posted(scene) == ["Léa\u00a0: Qui a la clé ?"]
    assert scene.rows("later") == []
    assert "clé" not in " ".join(str(row) for row in scene.rows("letter"))


async def test_all_of_one_night_leave_in_one_message_in_order(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await scene.whispers("Léa", "/plustard Un")
    await scene.whispers("Marc", "/plustard Deux\nlignes")
    await scene.whispers("Léa", "/plustard Trois")
    await scene.at("tue 8:00")
    assert posted(scene) == ["Léa\u00a0: Un\nMarc\u00a0: Deux\nlignes\nLéa\u00a0: Trois"]
    await scene.at("tue 22:00")
    await scene.whispers("Léa", "/plustard Quatre")
    await scene.at("wed 8:00")
    assert posted(scene)[1:] == ["Léa\u00a0: Quatre"]


async def test_long_texts_with_everything_in_them_survive_whole(scene: Scene) -> None:
    words = ("<b>gras</b> & *étoiles* `code` { $x } 👨‍👩‍👧‍👦 🏳️‍🌈\n\n  – retrait\n" * 80)[:4086].strip()
    await scene.at("mon 23:00")
    await writes(scene, "Léa", words)
    await scene.at("tue 8:00")
    assert posted(scene) == [f"Léa\u00a0: {words}"]


async def test_what_is_longer_than_a_message_is_refused_in_one_sentence(scene: Scene) -> None:
    await scene.at("mon 23:00")
    assert keys(*await scene.whispers("Léa", f"/plustard {'a' * 4097}")) == ["refusal-long-voice"]
    assert waiting(scene) == []


@pytest.mark.parametrize("pressed", [True, False])
async def test_it_can_be_taken_back_until_it_is_posted(scene: Scene, pressed: bool) -> None:
    await scene.at("mon 23:00")
    kept, number = await writes(scene, "Léa", "Un")
    assert offers(kept) == [f"later off {number}", f"later change {number}"]
    off = f"later off {number}"
    left = await (scene.presses("Léa", off, private=True) if pressed else scene.whispers("Léa", "/plustard non"))
    assert keys(*left) == ["noted-later-off"]
    assert await scene.at("tue 9:00") == []
    assert scene.row("letter", kind="later")["reason"] == "taken back"
    assert keys(*await scene.presses("Léa", off, private=True)) == ["refusal-later-gone"]


async def test_oops_takes_it_back_as_well(scene: Scene) -> None:
    await scene.at("mon 23:57")
    await writes(scene, "Léa", "Un")
    await scene.whispers("Léa", "/oups")
    assert waiting(scene) == []
    await scene.at("tue 7:55")
    await writes(scene, "Léa", "Deux")
    await scene.at("tue 8:00")
    assert keys(*await scene.whispers("Léa", "/oups")) == ["refusal-later-gone"]


async def test_it_can_be_changed_by_writing_it_anew(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await writes(scene, "Marc", "Avant")
    _, number = await writes(scene, "Léa", "Un")
    (asked,) = await scene.presses("Léa", f"later change {number}", private=True)
    assert keys(asked) == ["ask-later-change", "words"]
    (kept,) = await scene.whispers("Léa", "Merci à tout le monde, et bonne nuit")
    assert "Merci à tout le monde" in kept.speech.plain
    await scene.presses("Léa", f"later change {number}", private=True)
    await scene.whispers("Léa", f"/later change {number} Deux")
    await scene.at("tue 8:00")
    assert posted(scene) == ["Marc\u00a0: Avant\nLéa\u00a0: Deux"]


@pytest.mark.parametrize("private", [True, False])
async def test_a_corrected_message_is_posted_as_corrected(scene: Scene, private: bool) -> None:
    await scene.at("mon 23:00")
    await scene.says("Léa", "/plustard La clef", id="m", private=private)
    await scene.corrects("Léa", "/plustard La clé", on="m", private=private)
    await scene.at("tue 8:00")
    await scene.corrects("Léa", "/plustard La clé ?", on="m", private=private)
    await scene.at("wed 9:00")
    assert posted(scene) == ["Léa\u00a0: La clé"]


async def test_nobody_else_takes_it_back_or_changes_it(scene: Scene) -> None:
    await scene.at("mon 23:00")
    _, number = await writes(scene, "Léa", "Un")
    assert keys(*await scene.whispers("Marc", "/plustard non")) == ["later-none"]
    for typed in (f"/plustard non {number}", f"/later change {number}: Deux", f"/plustard changer {number}"):
        assert keys(*await scene.whispers("Marc", typed)) == ["refusal-later-gone"]
    assert waiting(scene) == ["Un"]


async def test_without_words_it_asks_and_then_shows_what_waits(scene: Scene) -> None:
    await scene.at("mon 23:00")
    (asked,) = await scene.whispers("Léa", "/plustard")
    assert keys(asked) == ["ask-later"]
    await scene.whispers("Léa", "Qui a la clé ?")
    await scene.whispers("Léa", "/plustard Et l'échelle ?")
    (page,) = await scene.whispers("Léa", "/plustard")
    assert keys(page)[:3] == ["later-waiting", "words", "words"]
    assert len(offers(page)) == 2
    assert waiting(scene) == ["Qui a la clé ?", "Et l'échelle ?"]
    (page,) = await scene.whispers("Léa", "/plustard non")
    assert len(offers(page)) == 2, "which one is asked back"


async def test_the_button_of_the_closed_chat_opens_the_private_one_and_asks(scene: Scene) -> None:
    await scene.at("mon 23:00")
    assert keys(*await scene.whispers("Léa", "/start later")) == ["ask-later"]
    await scene.whispers("Léa", "Qui a la clé ?")
    assert waiting(scene) == ["Qui a la clé ?"]
    assert keys(*await scene.whispers("Léa", "/start urgent")) == ["ask-urgent"]


async def test_that_button_asks_a_person_in_several_groups_for_which_one(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    await scene.at("mon 23:00")
    (asked,) = await scene.whispers("Marc", "/start later", team=None)
    assert keys(asked) == ["ask-which-team"]
    await scene.reacts_to("Marc", "2️⃣", asked, id="r1")
    await scene.whispers("Marc", "Bonjour", team=None)
    (letter,) = [d for d in await scene.at("tue 8:00") if d.kind is Kind.LATER]
    assert (letter.team.name, letter.speech.plain) == ("ciné", "Marc\u00a0: Bonjour")


# ---- a message that was sent at night


async def test_answering_ones_own_message_moves_it_to_the_morning(scene: Scene) -> None:
    scene.can(Ability.DELETE)
    await scene.at("mon 23:00")
    await scene.says("Léa", "Qui a la clé\ndu local ?", id="m")
    (kept,) = await scene.says("Léa", "/plustard", to="m")
    assert keys(kept) == ["later-kept", "words", "words"]
    await scene.at("tue 8:00")
    assert posted(scene) == ["Léa\u00a0: Qui a la clé\ndu local ?"]


async def test_where_the_bot_may_not_delete_it_says_so(scene: Scene) -> None:
    scene.can()
    await scene.at("mon 23:00")
    await scene.says("Léa", "Qui a la clé ?", id="m")
    assert "later-stays" in keys(*await scene.says("Léa", "/plustard", to="m"))


async def test_nobody_posts_others_words(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await scene.says("Marc", "Qui a la clé ?", id="m")
    assert keys(*await scene.says("Léa", "/plustard", to="m")) == ["refusal-later-theirs"]
    assert waiting(scene) == []


async def test_the_bot_says_nothing_of_what_is_written_at_night_by_itself(scene: Scene) -> None:
    await scene.at("mon 23:00")
    assert await scene.says("Léa", "Qui a la clé ?") == []


# ---- while the chat is open


async def test_while_the_chat_is_open_it_asks_whether_to_post_now(scene: Scene) -> None:
    (asked,) = await scene.whispers("Léa", "/plustard Qui a la clé ?")
    assert (keys(asked), offers(asked)) == (["later-open", "words"], ["later now: Qui a la clé ?"])
    left = await scene.presses("Léa", "later now: Qui a la clé ?", private=True)
    assert sorted(kinds(left)) == [("answer", "Léa", True), ("later", "bal", False)]
    assert keys(*await scene.presses("Léa", "later now: Qui a la clé ?", private=True)) == ["stale-button"]
    assert posted(scene) == ["Léa\u00a0: Qui a la clé ?"]
    assert scene.rows("later") == []


async def test_what_was_to_be_posted_now_waits_if_it_is_night_meanwhile(scene: Scene) -> None:
    await scene.at("mon 20:59")
    await scene.whispers("Léa", "/plustard Un")
    await scene.at("mon 21:00")
    left = await scene.presses("Léa", "later now: Un", private=True)
    assert keys(*left)[0] == "later-kept"
    assert posted(scene) == []


async def test_a_message_of_the_day_stands_where_it_is(scene: Scene) -> None:
    scene.can(Ability.DELETE)
    await scene.says("Léa", "Qui a la clé ?", id="m")
    assert keys(*await scene.says("Léa", "/plustard", to="m")) == ["refusal-later-stands"]


# ---- hours, outages, people


async def test_it_follows_a_change_of_the_hours_at_once(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await writes(scene, "Léa", "Un")
    await scene.says("Ana", "/calme 22:00-10:00")
    assert await scene.at("tue 8:00") == []
    await scene.at("tue 10:00")
    assert posted(scene) == ["Léa\u00a0: Un"]
    await scene.at("tue 23:00")
    await writes(scene, "Léa", "Deux")
    await scene.says("Ana", "/calme non")
    assert posted(scene)[1:] == ["Léa\u00a0: Deux"]


async def test_what_came_of_it_is_unknown_it_is_posted_again_and_nothing_is_added(scene: Scene) -> None:
    await scene.at("mon 23:00")
    _, number = await writes(scene, "Léa", "Un")
    scene.notebook.troubles["bal"] = OSError()
    await scene.at("tue 8:00")
    assert keys(*await scene.whispers("Léa", f"/plustard non {number}")) == ["refusal-later-gone"], "it may stand there"
    await scene.whispers("Léa", "/plustard maintenant : Deux")
    scene.notebook.troubles.clear()
    await scene.waits("2h")
    assert posted(scene) == ["Léa\u00a0: Un", "Léa\u00a0: Deux"]
    assert waiting(scene) == []


async def test_what_the_messenger_refuses_is_given_back(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await writes(scene, "Léa", "Un\ndeux")
    scene.notebook.troubles["bal"] = NotSent("no rights")
    left = await scene.at("tue 8:00")
    assert keys(*left) == ["later-refused", "words", "words"]
    assert waiting(scene) == []


async def test_who_left_posts_nothing_and_is_told_so_once(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await writes(scene, "Marc", "Un")
    await writes(scene, "Marc", "Deux")
    await writes(scene, "Léa", "Trois")
    await scene.leaves("Marc")
    assert waiting(scene) == ["Trois"]
    left = await scene.at("tue 8:00")
    assert sorted(kinds(left)) == [("later", "bal", False), ("system", "Marc", False)]
    assert posted(scene) == ["Léa\u00a0: Trois"]
    assert "later-left" in keys(*scene.letters(to="Marc"))
    assert await scene.waits("3d") == []


async def test_who_left_with_nothing_waiting_hears_nothing(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await scene.leaves("Marc")
    assert await scene.at("tue 9:00") == []


async def test_removed_from_the_chat_the_bot_keeps_nothing_for_it(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await writes(scene, "Léa", "Un")
    await scene.removes_the_bot("Ana")
    assert waiting(scene) == []
    assert await scene.waits("2d") == []


async def test_ten_of_one_person_wait_at_most_and_the_same_words_once(scene: Scene) -> None:
    await scene.at("mon 23:00")
    for number in range(10):
        await scene.whispers("Léa", f"/plustard Numéro {number}")
    await scene.whispers("Léa", "/plustard Numéro 3")
    assert len(waiting(scene)) == 10
    assert keys(*await scene.whispers("Léa", "/plustard Onze")) == ["refusal-many-voices"]
    await scene.whispers("Marc", "/plustard Moi aussi")
    assert len(waiting(scene)) == 11


@pytest.mark.parametrize("more", [{}, {"id": "once"}])
async def test_the_same_event_twice_is_kept_once(scene: Scene, more: dict[str, Any]) -> None:
    await scene.at("mon 23:00")
    for _ in range(2):
        await scene.says("Léa", "/plustard Un", private=True, **more)
    assert waiting(scene) == ["Un"]


async def test_who_is_no_member_writes_nothing(scene: Scene) -> None:
    await scene.at("mon 23:00")
    assert await scene.whispers("Zoé", "/plustard Un") == []
    assert waiting(scene) == []


async def test_a_person_in_several_groups_is_asked_for_which_one(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    await scene.at("mon 23:00")
    (asked,) = await scene.whispers("Marc", "/plustard Deux\n  lignes", team=None)
    assert keys(asked) == ["ask-which-team"]
    await scene.reacts_to("Marc", "2️⃣", asked, id="r1")
    (letter,) = [d for d in await scene.at("tue 8:00") if d.kind is Kind.LATER]
    assert (letter.team.name, letter.speech.plain) == ("ciné", "Marc\u00a0: Deux\n  lignes")


async def test_what_is_kept_is_named_by_privacy(scene: Scene) -> None:
    (page,) = await scene.whispers("Léa", "/donnees")
    assert "privacy-voices" in keys(page)
