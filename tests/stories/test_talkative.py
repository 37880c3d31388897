"""A talkative bot is a broken bot: how much it says is set for each group; what is asked in a row is answered once."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from bot.departure import Departure
from bot.replay.resolve import MESSENGER, place_of, sender
from domain.letter import Kind
from domain.message import Action, Incoming
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers


def plain(letter: Departure) -> str:
    return letter.speech.plain.replace("\N{NO-BREAK SPACE}", " ")


# ---- silent


async def test_silent_it_reacts_in_the_group_and_says_in_private_what_it_understood(scene: Scene) -> None:
    await scene.says("Ana", "/reglages parole discret")
    left = await scene.says("Léa", "/tache Réserver la salle vendredi 18h")
    assert kinds(left) == [("ack", "bal", False), ("card", "Léa", False)]
    assert "#1 Réserver la salle" in plain(left[1])
    assert "ven. 6 mars" in plain(left[1])
    assert kinds(await scene.says("Marc", "/prendre 1")) == [("ack", "bal", False)]
    assert kinds(await scene.says("Marc", "/tache 1")) == [("ack", "bal", False), ("card", "Marc", False)]
    assert kinds(await scene.says("Marc", "/fait 1")) == [("ack", "bal", False)]


async def test_silent_it_brings_the_digest_with_its_buttons(scene: Scene) -> None:
    await scene.says("Ana", "/settings talk silent")
    await scene.says("Léa", "/tache Réserver la salle")
    (digest,) = [d for d in await scene.at("mon 12:00") if d.chat is not None] or await scene.waits("1w")
    assert digest.kind is Kind.DIGEST
    assert offers(digest) == ["take 1"]


async def test_silent_a_doubtful_date_is_asked_in_private(scene: Scene) -> None:
    await scene.says("Ana", "/settings talk silent")
    *_, asked = await scene.says("Léa", "/tache Réserver la salle mardi ou jeudi")
    assert asked.member is not None
    await scene.presses("Léa", offers(asked)[1], private=True)
    assert scene.task(1).due == date(2026, 3, 5)


async def test_silent_whoever_asks_somebody_out_of_reach_learns_it(stage: Stage) -> None:
    scene = await stage(unreachable=["Sam"])
    await scene.says("Ana", "/settings talk silent")
    *_, card = await scene.says("Léa", "/tache Salle @Sam")
    assert "card-unreachable" in keys(card)


async def test_silent_what_is_made_in_private_is_shown_there(scene: Scene) -> None:
    await scene.says("Ana", "/settings talk silent")
    assert kinds(await scene.whispers("Léa", "/tache Salle")) == [("ack", "Léa", False), ("card", "Léa", False)]


async def test_silent_whoever_cannot_be_reached_reads_what_went_wrong_and_no_more(stage: Stage) -> None:
    scene = await stage(unreachable=["Sam"])
    await scene.says("Ana", "/settings talk silent")
    assert kinds(await scene.says("Sam", "/tache Salle")) == [("ack", "bal", False)]
    assert kinds(await scene.says("Sam", "/prendre 99")) == [("answer", "bal", False)]


async def test_silent_it_goes_on_editing_a_card_that_stands(scene: Scene) -> None:
    await scene.says("Léa", "/tache Salle")
    await scene.says("Ana", "/settings talk silent")
    edited = await scene.says("Marc", "/prendre 1")
    assert [(d.kind, d.edits is not None) for d in edited] == [(Kind.ACK, False), (Kind.CARD, True)]


async def test_no_longer_silent_it_shows_a_task_when_it_changes(scene: Scene) -> None:
    await scene.says("Ana", "/settings talk silent")
    await scene.says("Léa", "/tache Salle")
    await scene.says("Ana", "/settings talk normal")
    assert kinds(await scene.says("Marc", "/prendre 1")) == [("ack", "bal", False), ("card", "bal", False)]


# ---- full


async def test_full_it_answers_in_the_group_what_is_asked_there(scene: Scene) -> None:
    await scene.says("Ana", "/reglages parole complet")
    await scene.says("Léa", "/tache Salle")
    left = await scene.says("Marc", "/taches")
    assert kinds(left) == [("ack", "bal", False), ("answer", "bal", False)]
    assert "Salle" in plain(left[1])
    (listed,) = await scene.whispers("Marc", "/taches")
    assert listed.member is not None, "what is asked in private is answered there"


@pytest.mark.parametrize("typed", ["/prendre 99", "/aide", "/reglages", "/absent jusqu'à lundi"])
async def test_full_or_not_mistakes_and_what_is_for_one_person_stay_private(scene: Scene, typed: str) -> None:
    await scene.says("Ana", "/settings talk full")
    answers = [d for d in await scene.says("Marc", typed) if d.kind is Kind.ANSWER]
    assert [d.member is not None for d in answers] == [True]


# ---- setting it


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
async def test_what_holds_is_shown_and_changed_by_buttons(scene: Scene) -> None:
    (page,) = await scene.whispers("Ana", "/reglages")
    assert "settings-talk-normal" in keys(page)
    (asked,) = await scene.presses("Ana", "settings talk", private=True)
    assert offers(asked) == ["settings talk silent", "settings talk full"]
    (noted,) = await scene.presses("Ana", "settings talk silent", private=True)
    assert keys(noted) == ["noted-talk-silent"]
    (page,) = await scene.whispers("Ana", "/reglages")
    assert "settings-talk-silent" in keys(page)


@pytest.mark.parametrize(("who", "typed"), [("Léa", "parole discret"), ("Ana", "parole un peu"), ("Ana", "ma parole")])
async def test_whoever_may_not_or_says_something_else_changes_nothing(scene: Scene, who: str, typed: str) -> None:
    before = scene.state()
    (answer,) = await scene.whispers(who, f"/reglages {typed}")
    assert keys(answer) in (["refusal-coordinators"], ["refusal-settings"])
    assert scene.state() == before


# ---- in a row


async def asks_in_a_row(scene: Scene, who: str, *commands: str, private: bool = True) -> list[Departure]:
    """While the answer to the first command is on its way, the others are typed."""
    before = len(scene.notebook.sent)
    scene.notebook.open.clear()
    for place, typed in enumerate(commands):
        await scene.player.app.receive(
            Incoming(
                own_account=MESSENGER,
                event=f"row {before} {place}",
                said_at=scene.now.astimezone(UTC),
                sender=sender(who),
                action=Action.TEXT,
                place=place_of("bal"),
                private=private,
                text=typed,
                message_id=f"row {before} {place}",
            )
        )
    scene.notebook.open.set()
    await scene.player.app.settle()
    return scene.notebook.sent[before:]


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
async def test_what_is_asked_in_a_row_is_answered_in_one_message(scene: Scene) -> None:
    await scene.says("Ana", "/tache Réserver la salle")
    first, rest = await asks_in_a_row(scene, "Léa", "/prendre 97", "/prendre 98", "/prendre 99")
    assert "#97" in plain(first)
    assert [number in plain(rest) for number in ("#97", "#98", "#99")] == [False, True, True]
    assert {row["state"] for row in scene.rows("letter", kind="answer")} == {"sent", "joined"}
    assert {row["document"] for row in scene.rows("letter", kind="answer")} == {None}


async def test_the_buttons_of_answers_in_one_message_work(scene: Scene) -> None:
    await scene.says("Ana", "/tache Réserver la salle")
    await scene.says("Ana", "/tache Salle à décorer")
    _, rest = await asks_in_a_row(scene, "Léa", "/prendre 97", "/prendre 98", "/prendre salle")
    assert offers(rest) == ["take 1", "take 2"]
    await scene.presses("Léa", "take 2", private=True)
    assert [part.person for part in scene.task(2).accepted] == [scene.person("Léa")]


async def test_answers_in_the_group_are_given_one_by_one_to_whom_they_are_for(stage: Stage) -> None:
    scene = await stage(unreachable=["Sam"])
    left = await asks_in_a_row(scene, "Sam", "/prendre 97", "/prendre 98", "/prendre 99", private=False)
    assert [d.reply_to for d in left if d.kind is Kind.ANSWER] == ["row 0 0", "row 0 1", "row 0 2"]
