"""Requests to people who refused them, and everybody who presses, types or reads what is not theirs."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel

from bot.departure import Departure
from domain.letter import Kind
from storage.tables import AccountRow
from tests.conftest import Stage
from tests.scene import Scene, keys, offers
from tests.stories.asking import WORDS, asks, fills_in, leave, says_yes

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def screens(letters: list[Departure], who: str) -> list[tuple[Any, ...]]:
    """All that somebody sees: words, buttons, sound, and when."""
    return [
        (d.kind, d.speech.plain, [b.label for b in d.buttons], d.sound, d.at)
        for d in letters
        if d.member is None or d.member.name == who
    ]


async def refuses(scene: Scene, who: str, how: str) -> None:
    if how == "pressed":
        await asks(scene, "Léa", f"@{who}")
        await scene.presses(who, "ask off", private=True)
    else:
        await scene.whispers(who, "/demander non", team=None)


@pytest.mark.parametrize("how", ["pressed", "typed"])
@pytest.mark.parametrize("to", ["@Sam", "@Sam @Marc @Tom"])
async def test_the_asker_sees_the_same_whether_somebody_refused_or_not(stage: Stage, how: str, to: str) -> None:
    """Played with somebody who lets it lie, and with the same person after *no more of these*."""
    seen = []
    for refused in (True, False):
        scene = await stage(members=("Léa", "Marc", "Sam", "Tom"))
        await scene.says("Marc", "/tache Chaises")
        if how == "pressed":
            await asks(scene, "Léa", "@Sam")
            await scene.presses("Sam", "ask off" if refused else "ask more 1", private=True)
        elif refused:
            await refuses(scene, "Sam", how)
        await scene.at("mon 22:00")
        before = len(scene.notebook.sent)
        await asks(scene, "Ana", to)
        for typed in ("/etat", "/demander @Sam", "/demander", "/demander stop", "/taches", "/bilan"):
            await scene.whispers("Ana", typed)
        await scene.at("mon 12:00")
        await scene.whispers("Ana", "/demander @Sam")
        await scene.waits("31d")
        (again,) = await scene.whispers("Ana", "/demander @Sam")
        assert keys(again)[0] == "ask-begins"
        seen.append(screens(scene.notebook.sent[before:], "Ana"))
        got = [d for d in leave(scene, "Sam") if "Ana aimerait" in d.speech.plain]
        assert len(got) == (0 if refused else 1)
        with scene.engine.begin() as rows:
            for table in reversed(SQLModel.metadata.sorted_tables):
                rows.execute(table.delete())
    assert seen[0] == seen[1]


async def test_among_five_only_those_who_allow_it_are_asked(stage: Stage) -> None:
    scene = await stage(members=("P1", "P2", "P3", "P4", "P5"))
    for who in ("P2", "P4"):
        await refuses(scene, who, "typed")
    await asks(scene, "Ana", "@P1 @P2 @P3 @P4 @P5")
    assert [len(leave(scene, f"P{n}")) for n in range(1, 6)] == [1, 0, 1, 0, 1]
    (more,) = await scene.presses("P1", "ask more 1", private=True)
    assert "5 personnes" in more.speech.plain, "the count tells nobody's choice"


async def test_through_another_team_it_is_refused_as_well(stage: Stage) -> None:
    scene = await stage(elsewhere=("Sam", "Ana"))
    await refuses(scene, "Sam", "typed")
    await scene.says("Zoé", "/demander @Sam", team="ciné")
    for words in WORDS:
        await scene.whispers("Zoé", words, team="ciné")
    sent = await scene.whispers("Zoé", "/demander envoyer", team="ciné")
    assert "ask-sent" in keys(*sent)
    await asks(scene, "Ana", "@Sam")
    assert leave(scene, "Sam") == []


async def test_by_another_account_of_the_same_person_it_is_refused_as_well(scene: Scene) -> None:
    person = scene.person("Sam")
    with scene.engine.begin() as rows:
        values = {"messenger": "matrix", "server": "", "external_id": "@sam:x", "name": "Samuel", "handle": "samuel"}
        rows.execute(insert(AccountRow).values(person_id=person, reachable=False, **values))
    await refuses(scene, "Sam", "typed")
    await asks(scene, "Ana", "@samuel")
    assert leave(scene, "Sam") == leave(scene, "Samuel") == []


async def test_what_waits_already_does_not_come_any_more(scene: Scene) -> None:
    await scene.at("mon 22:00")
    await asks(scene, "Ana", "@Sam")
    await refuses(scene, "Sam", "typed")
    await scene.at("tue 12:00")
    assert leave(scene, "Sam") == []
    assert scene.row("letter", kind="request")["document"] is None


async def test_it_stays_refused_until_they_say_otherwise(scene: Scene) -> None:
    await refuses(scene, "Sam", "typed")
    await scene.waits("26w")
    await asks(scene, "Ana", "@Sam")
    (back,) = await scene.whispers("Sam", "/demander rouvrir")
    assert keys(back) == ["request-on"]
    assert leave(scene, "Sam") == [], "what was asked meanwhile does not come"
    await asks(scene, "Léa", "@Sam")
    assert len(leave(scene, "Sam")) == 1


async def test_after_leaving_and_returning_it_is_still_refused(scene: Scene) -> None:
    await refuses(scene, "Sam", "typed")
    await scene.leaves("Sam")
    await scene.joins("Sam")
    await asks(scene, "Ana", "@Sam")
    assert leave(scene, "Sam") == []


async def test_a_forgotten_person_leaves_no_trace_of_it(scene: Scene) -> None:
    await refuses(scene, "Sam", "typed")
    await scene.leaves("Sam")
    await scene.waits("31d")
    assert scene.rows("unasked") == []


# ---- what is not theirs


WAYS = ("yes", "notnow", "else", "elsewhere", "more", "can", "cannot", "say")


@pytest.mark.parametrize("who", ["Ana", "Marc", "Zoé", "nobody"])
async def test_nobody_else_can_press_type_or_read_what_was_asked_of_somebody(scene: Scene, who: str) -> None:
    await asks(scene, "Ana", "@Sam")
    number, before = scene.row("asked")["id"], scene.state()
    left: list[Departure] = []
    for way in WAYS:
        left += await scene.presses(who, f"ask {way} {number}", on=None, private=True)
        left += await scene.whispers(who, f"/ask {way} {number}")
        left += await scene.whispers(who, f"/ask {way} {number}: lu")
    assert not {*keys(*left)} - {"stale-button", "button-of-another", "request-gone"}
    assert not [words for words in WORDS if any(words in d.speech.plain for d in left)]
    assert scene.state() == before


async def test_somebody_in_both_teams_reads_it_only_where_it_was_asked(stage: Stage) -> None:
    scene = await stage(elsewhere=("Sam", "Ana"))
    await asks(scene, "Ana", "@Sam")
    number = scene.row("asked")["id"]
    assert keys(*await scene.whispers("Sam", f"/ask yes {number}", team="ciné"))[-1] == "request-gone"


@pytest.mark.parametrize("who", ["Marc", "Sam", "Zoé", "nobody"])
async def test_nobody_else_reads_changes_sends_or_ends_a_draft(scene: Scene, who: str) -> None:
    shown = await fills_in(scene, "Ana", "@Sam")
    number, before = scene.row("request")["id"], scene.state()
    left: list[Departure] = []
    for verb in ("show", "send", "stop", "keep", "back", "restart", "change", "skip", "see", "want", "to", "withdraw"):
        left += await scene.whispers(who, f"/ask {verb} {number}")
        left += await scene.whispers(who, f"/ask {verb} {number}: autre")
    for button in offers(shown):
        left += await scene.presses(who, button, private=True)
    assert not {*keys(*left)} - {"stale-button", "button-of-another", "refusal-ask-gone"}
    assert scene.state() == before


async def test_whoever_left_answers_nothing_any_more(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    await says_yes(scene, "Sam")
    await scene.leaves("Sam")
    assert await scene.whispers("Sam", "Oui") == []
    assert await scene.presses("Sam", "ask can 1", private=True) == []
    assert scene.letters(Kind.SYSTEM, "Ana") == []


async def test_a_text_for_everybody_cannot_be_put_together_by_several_requests(stage: Stage) -> None:
    scene = await stage(members=[f"P{n}" for n in range(30)])
    for begin in range(0, 30, 5):
        await scene.whispers("Ana", "/demander " + " ".join(f"@P{n}" for n in range(begin, begin + 5)))
        for words in WORDS:
            await scene.whispers("Ana", words)
        await scene.whispers("Ana", "/demander envoyer")
    assert len(scene.letters(Kind.REQUEST)) == 10


@pytest.mark.parametrize(
    "typed", ["", " ", "yes 99999999999999999999", "see: ", "to: ", ": x", "see 1.1.1: x", "new", "\u202e"]
)
async def test_nothing_that_is_typed_is_a_fault(scene: Scene, typed: str) -> None:
    for _ in range(2):
        assert "fault" not in keys(*await scene.whispers("Ana", f"/ask {typed}"))
        await fills_in(scene, "Ana", "@Sam")
