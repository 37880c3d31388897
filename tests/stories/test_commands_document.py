"""docs/commands.md tells what is there, and every example in it can be typed just as it stands."""

import itertools
from datetime import date, datetime
from pathlib import Path

import pytest

from bot import commands_document
from bot.departure import Departure
from bot.locales import LANGUAGES
from bot.replay.resolve import place_of
from domain.letter import Kind
from domain.rights import RIGHTS, Who
from handlers.kit import registry
from handlers.kit.command import Command, Example
from storage import tasks, teams
from storage.database import Rows
from tests.conftest import Stage
from tests.scene import Scene, keys, receiver

PAGE = Path(__file__).parent.parent.parent / "docs" / "commands.md"
TASKS = 13
# What has happened before amina types an example, by the example or by its command.
BEFORE = {
    "accept": ("Ana", "/give 12 @amina"),
    "decline": ("Ana", "/give 12 @amina"),
    "release": ("amina", "/take 12"),
    "abandon": ("amina", "/take 12"),
    "cancel": ("amina", "/take 12"),
    "undo": ("amina", "/take 12"),
    "reopen": ("Ana", "/done 12"),
    "take 12 help": ("sam", "/take 12"),
    "coordinator @amina off": ("Ana", "/coordinator @amina"),
    "agenda A: 5 € is fine with me": ("amina", "/park the price"),
    "agenda A : 5 €, ça me va": ("amina", "/park le prix"),
    "agenda decide A: it stays at 5 €": ("amina", "/park the price"),
    "agenda décider A : on garde 5 €": ("amina", "/park le prix"),
    "agenda drop A": ("amina", "/park the price"),
    "agenda retirer A": ("amina", "/park le prix"),
    "project #ball": ("amina", "/project #ball: dance"),
    "project #ball end": ("amina", "/project #ball: dance"),
    "projet #bal": ("amina", "/project #bal: dance"),
    "projet #bal fin": ("amina", "/project #bal: dance"),
    "milestone #ball": ("amina", "/milestone #ball Doors open june 12"),
    "jalon #bal": ("amina", "/jalon #bal Ouverture 12 juin"),
    "template ball from #ball on march 12": ("Ana", "/edit 12 #ball"),
    "modele bal depuis #bal le 12 mars": ("Ana", "/edit 12 #bal"),
    **dict.fromkeys(
        ("modele bal pour le 12 mars 2027", "modele bal - 2", "modele bal non"),
        ("amina", "/modele bal + Réserver la salle\n+ Ranger le lendemain"),
    ),
    "template": ("amina", "/template ball + Book the hall\n+ Tidy up the day after"),
    "event come 14": ("Ana", "/event Assembly tomorrow 6pm"),
    "event cannot 14": ("Ana", "/event Assembly tomorrow 6pm"),
    "critical #ball": ("Ana", "/edit 12 #ball"),
    "bloquants #bal": ("Ana", "/corriger 12 #bal"),
    "role keys off": ("amina", "/role keys me"),
    "hours week of 9 march 1h": ("amina", "/hours 3h"),
    "dispo semaine du 9 mars 1h": ("amina", "/hours 3h"),
    "hours next week 0": ("amina", "/hours 3h"),
    "dispo semaine prochaine 0": ("amina", "/hours 3h"),
    "role clés non": ("amina", "/role clés me"),
}
EXAMPLES = [
    (command, example, language)
    for command in registry.commands()
    for example in command.examples
    for language in LANGUAGES
]
NOT_UNDERSTOOD = ("fault", "refusal-", "not-understood", "stale-button", "ask-which")


def each_of(examples: list[tuple[Command, Example, str]]) -> pytest.MarkDecorator:
    names = [f"{language}: {example.in_language(language)}" for _, example, language in examples]
    return pytest.mark.parametrize(("command", "example", "language"), examples, ids=names)


async def a_group(stage: Stage, language: str, command: Command | None = None, example: Example | None = None) -> Scene:
    """Ana coordinates, amina and sam are there, thirteen tasks are written down, and an example makes sense."""
    scene = await stage(language=language, members=("amina", "sam"))
    await scene.player.app.write(lambda rows: write_down(rows, scene))
    if command and example:
        names = (example.in_language(language), example.en, command.en)
        before = next((BEFORE[name] for name in names if name in BEFORE), None)
        if before:
            await scene.says(*before)
    return scene


def write_down(rows: Rows, scene: Scene) -> None:
    chat = teams.chat_at(rows, place_of("bal"))
    assert chat is not None
    for number in range(1, TASKS + 1):
        tasks.add(rows, chat.team.id, now=scene.now, title=f"Carry the chairs of row {number}")


def typed(example: Example, language: str) -> str:
    return f"/{example.in_language(language)}"


def test_the_page_is_what_the_generator_prints() -> None:
    # Not compared by pytest, which would print both pages.
    is_the_same = PAGE.read_text("utf-8") == commands_document.document()
    assert is_the_same, "run: .venv/bin/python -m bot.commands_document > docs/commands.md"


def test_the_page_says_who_may_do_what_and_what_is_private() -> None:
    rows = {line.split("`")[1]: line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| [`/")}
    for command in registry.commands():
        row = rows[f"/{command.en}"]
        assert ("◐" in row) == command.private_matter
        for who in {RIGHTS[deed] for deed in command.deeds}:
            assert all(said in row for said in commands_document.WHO[who])
    assert {deed for deed, who in RIGHTS.items() if who is not Who.MEMBER} <= set(commands_document.DEEDS)


@pytest.mark.parametrize(("who", "sees"), [("Ana", True), ("sam", False)])
async def test_help_shows_the_examples_of_coordinators_to_them_alone(who: str, sees: bool, stage: Stage) -> None:
    scene = await a_group(stage, "en")
    for name, hers in (("quiet", "/quiet off"), ("coordinator", "/coordinator @amina")):
        (left,) = await scene.whispers(who, f"/help {name}")
        assert (hers in left.speech.plain) == sees
        assert f"/{name}" in left.speech.plain


@pytest.mark.parametrize("private", [False, True], ids=["group", "private"])
@each_of(EXAMPLES)
async def test_an_example_is_understood_as_it_stands(
    command: Command, example: Example, language: str, private: bool, stage: Stage
) -> None:
    scene = await a_group(stage, language, command, example)
    who = "Ana" if example.coordinators else "amina"
    left = await scene.says(who, typed(example, language), private=private)
    assert left, "nobody typed this in vain"
    assert not [key for key in keys(*left) if key.startswith(NOT_UNDERSTOOD)]


@each_of([each for each in EXAMPLES if each[1].coordinators])
async def test_what_belongs_to_coordinators_is_refused_to_others(
    command: Command, example: Example, language: str, stage: Stage
) -> None:
    scene = await a_group(stage, language, command, example)
    before = scene.state()
    left = await scene.says("sam", typed(example, language))
    assert keys(*left) == ["refusal-coordinators"]
    assert scene.state() == before


@each_of([each for each in EXAMPLES if each[0].private_matter])
async def test_a_private_matter_is_answered_to_one_person_and_never_in_the_group(
    command: Command, example: Example, language: str, stage: Stage
) -> None:
    scene = await a_group(stage, language, command, example)
    left = await scene.says("amina", typed(example, language))
    assert [(d.kind, receiver(d)) for d in left if not is_meant_for_all(d)] == [(Kind.ANSWER, "amina")]


def is_meant_for_all(departure: Departure) -> bool:
    return departure.kind in (Kind.CARD, Kind.URGENT)


@pytest.mark.parametrize(
    ("language", "which", "title", "due"),
    [
        ("en", 0, "Book the hall", datetime.fromisoformat("2026-03-06T18:00:00+01:00")),
        ("fr", 0, "Réserver la salle", datetime.fromisoformat("2026-03-06T18:00:00+01:00")),
        ("en", 1, "Print 50 posters", date(2026, 3, 12)),
        ("fr", 1, "Imprimer 50 affiches", date(2026, 3, 12)),
        ("en", 2, "Set up the tables", None),
        ("fr", 2, "Installer les tables", None),
    ],
)
async def test_of_a_tasks_example_nothing_is_left_but_its_title(
    language: str, which: int, title: str, due: date | None, stage: Stage
) -> None:
    command = registry.find("task")
    assert command is not None
    scene = await a_group(stage, language)
    await scene.says("sam", typed(command.examples[which], language))
    task = scene.task(TASKS + 1)
    assert (task.title, task.due) == (title, due)
    people = [(a.name, a.consent.value) for a in task.assignments]
    understood = (task.project, task.effort_minutes, task.important, task.wanted, task.waits_for, people)
    assert (
        understood
        == (
            ({"en": "ball", "fr": "bal"}[language], 120, True, 1, (), [("amina", "proposed")]),
            (None, None, False, 1, (), [("sam", "accepted")]),
            (None, None, False, 3, (9,), []),
        )[which]
    )


def test_every_example_begins_with_the_name_of_its_command() -> None:
    for command, language in itertools.product(registry.commands(), LANGUAGES):
        begins = {example.in_language(language).split()[0] for example in command.examples}
        assert begins == {command.names[language]}
