"""Whatever is typed, the answer is one helpful sentence or silence: never a fault, never half a change."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.letter import Kind
from handlers.kit import registry
from handlers.kit.command import Command
from tests.conftest import Stage, memory
from tests.scene import Scene, keys, playing, receiver

NAMES = tuple(name for command in registry.commands() for name in (command.en, command.fr))
ODD = (
    "",
    " \t\n ",
    "0",
    "-1",
    "99",
    "#99",
    "999999999999999999999999",
    "1.5",
    "12 13 14",
    "1 1 1 1",
    "1 " * 30,
    "٣",
    "²",
    "1 \u0000",
    '1 @"\u0000"',
    '1 @"a\u202eb"',
    '1 @"\ud800"',
    "1 @Personne",
    "1 @",
    "1 @@@",
    "1 @Zoé",
    "@moi",
    "1 hier",
    "1 2020-01-01",
    "1 31/12/9999",
    "1 9999-12-31",
    "1 9999-12-31 23:59",
    "1 0001-01-01",
    "1 dans 99999999 jours",
    "1 in 9999 weeks",
    "1 le 30 février",
    "1 25h",
    "x" * 4096,
    "é" * 4096,
    "🎉" * 2048,
    "!" * 4095 + "x",
    "@a " * 1365,
    "#1 " * 1365,
    "~2h " * 1000,
    "a " * 2048,
    "1 " * 2048,
    "\u202e\u2066évil\u2069",
    "\u200b\u200b",
    "\u0301\u0301",
    "\x00\x01\x1b[31m",
    "<b>gras</b> & *étoile* _x_ [l](http://x)",
    '{ $name } { -term } {"a"}',
    "'; DROP TABLE task; --",
    "21:00-21:00",
    "25:00-99:99",
    "21:00-08:00 blursday",
    "0:00-24:00",
    "monday 25:00",
    "lundi lundi lundi",
    "off off",
    "🎉",
    "a\u2028b\u2029c",
    "\ud83d",
)


async def setting(scene: Scene) -> None:
    """A task of each kind, so that numbers mean something."""
    await scene.says("Léa", "/tache Décorer moi vendredi")
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.says("Léa", "/tache Ranger x3")
    await scene.says("Zoé", "/tache Secret du ciné", team="ciné")


async def must_be_kind(scene: Scene, who: str, typed: str, **where: Any) -> None:
    """One sentence or silence; nothing half changed; nobody outside learns anything."""
    before, tables = len(scene.notebook.sent), scene.state()
    began = time.perf_counter()
    await scene.says(who, typed, **where)
    assert time.perf_counter() - began < 5
    left = scene.notebook.sent[before:]
    said = keys(*left)
    assert "fault" not in said
    answers = [d for d in left if d.kind is Kind.ANSWER]
    assert len(answers) <= 1
    refused = [key for key in keys(*answers) if key.startswith("refusal-") and key != "refusal-unknown-person"]
    if refused:
        assert len(keys(*answers)) == 1
        assert [d.kind for d in left] == [Kind.ANSWER]
        half_done = [table for table, rows in scene.state().items() if rows != tables[table]]
        assert half_done == []
    assert [d.kind for d in left].count(Kind.ACK) <= 1
    assert all(receiver(d) not in ("Zoé", "ciné") for d in left)
    assert "Secret" not in "".join(d.speech.plain for d in left)
    assert all("\u202e" not in d.speech.plain and "\x1b" not in d.speech.plain for d in left)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("command", registry.commands(), ids=lambda command: command.en)
async def test_odd_words_after_a_command_are_answered_kindly(stage: Stage, command: Command) -> None:
    scene = await stage()
    await setting(scene)
    for number, odd in enumerate(ODD):
        name = command.en if number % 4 < 2 else command.fr
        await must_be_kind(scene, "Ana", f"/{name} {odd}", private=number % 2 == 1)
    for nothing in ("nothing", "card:99", "card:99999999999999999999", "digest", "nudge:1:Zoé"):
        await must_be_kind(scene, "Marc", f"/{command.fr}", to=nothing)
        await must_be_kind(scene, "Marc", f"/{command.en} vendredi", to=nothing)


@pytest.mark.parametrize(
    "title", ["\u200b", "\u00ad\u200d", "\u0301", "\ufe0f", "\u202e", "!!", "@Marc", "~2h", "x3", ",;"]
)
async def test_a_title_that_nobody_can_see_is_asked_for(scene: Scene, title: str) -> None:
    assert keys(*await scene.says("Léa", f"/tache {title}")) == ["refusal-no-title"]
    assert scene.tasks() == []


async def test_a_title_that_is_a_letter_is_refused_with_its_measure(scene: Scene) -> None:
    assert keys(*await scene.says("Léa", "/tache " + "très " * 800)) == ["refusal-long-title"]
    await scene.says("Léa", "/tache " + "x" * 300)
    assert len(scene.task(1).title) == 300


@pytest.mark.parametrize(
    "typed", ["<b>gras</b> & *étoile* [l](http://x)", "{ $name } \\{", "‘a’ « b » 100 %", "🎉 👩‍👩‍👧 fête"]
)
async def test_nothing_typed_is_taken_for_markup(scene: Scene, typed: str) -> None:
    left = await scene.says("Léa", f"/tache {typed}")
    assert scene.task(1).title == typed
    assert typed in left[-1].speech.plain


USUAL = (
    "1 2 3 #1 #3 99 @Marc @Ana @Léa @Personne moi me vendredi friday demain 18h 8pm !! ~2h x3 #bal après after #9 tous "
    "les lundis every monday 21:00-08:00 week-end off non tout all retard lundi 9:00 mardi ou jeudi"
)
WORDS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=st.characters(categories=("Cc", "Cf", "Mn", "Zs", "So", "Cs", "Nd")), max_size=20),
    st.sampled_from(ODD),
    st.lists(
        st.sampled_from(USUAL.split()),
        max_size=8,
    ).map(" ".join),
)
COMMANDS = st.tuples(
    st.sampled_from(("Ana", "Léa", "Marc", "Sam", "Nour")), st.sampled_from(NAMES), WORDS, st.booleans(),
    st.sampled_from((None, "card:1", "card:3", "m1", "nothing", "proposal:2:Marc")),
)  # fmt: skip


@settings(max_examples=30)
@given(st.sampled_from(("fr", "en")), st.lists(COMMANDS, min_size=1, max_size=12))
@example("en", [("Ana", "due", "1 9999-12-31", False, None)])
async def test_any_words_by_anybody_are_answered_kindly(
    language: str, commands: list[tuple[str, str, str, bool, str | None]]
) -> None:
    with memory() as engine:
        async with playing(engine, language=language) as scene:
            await setting(scene)
            await scene.says("Marc", "Il faudrait ranger la salle", id="m1")
            await scene.says("Nour", "/aide")  # a newcomer
            for who, name, words, private, to in commands:
                await must_be_kind(scene, who, f"/{name} {words}", private=private, to=to)
            await scene.waits("15d")
            assert "fault" not in keys(*scene.notebook.sent)


@settings(max_examples=25)
@given(st.text(max_size=200), st.booleans())
async def test_anything_else_is_met_with_silence_or_a_way_on(text: str, private: bool) -> None:
    with memory() as engine:
        async with playing(engine) as scene:
            await must_be_kind(scene, "Léa", text, private=private)
            await must_be_kind(scene, "Léa", f"/{text}", private=private)
