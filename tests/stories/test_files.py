"""A letter carries a file: to one person, in private, made of the rows of the moment it leaves, and kept nowhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.departure import File
from bot.messengers import NotSent, TooLarge, TryLater, Unreachable
from domain.letter import Kind
from domain.message import Ability
from tests.conftest import Stage
from tests.scene import Scene, keys, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def cells(file: File | None) -> list[list[str]]:
    """The rows of a French CSV, without its headings."""
    assert file is not None
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))[1:]


async def test_it_comes_in_private_to_whoever_asked_in_the_group(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer la salle")
    letters = await scene.says("Ana", "/exporter csv")
    assert [(letter.kind, receiver(letter)) for letter in letters] == [(Kind.ACK, "bal"), (Kind.ANSWER, "Ana")]
    (file,) = (letter.file for letter in letters if letter.file)
    assert file.name == "taches-bal-2026-03-02.csv"
    assert [row[1] for row in cells(file)] == ["Décorer la salle"]


async def test_it_is_never_whispered_in_the_group(stage: Stage) -> None:
    scene = await stage()
    scene.can(Ability.WHISPER)
    await scene.says("Léa", "/tache Décorer")
    (letter,) = [each for each in await scene.says("Ana", "/exporter csv") if each.kind is Kind.ANSWER]
    assert letter.whispered_in is None
    assert letter.file is not None


@pytest.mark.parametrize("whispers", [False, True])
async def test_somebody_out_of_reach_gets_a_way_in_and_no_file(stage: Stage, whispers: bool) -> None:
    scene = await stage(unreachable=["Ana"])
    scene.can(*([Ability.WHISPER] if whispers else []))
    letters = await scene.says("Ana", "/exporter csv")
    assert all(letter.file is None and letter.enclosure is None for letter in letters)
    (answer,) = (letter for letter in letters if letter.kind is Kind.ANSWER)
    assert keys(answer) == ["start-way"]
    assert offers(answer) == ["start"]


async def test_a_letter_that_is_tried_again_carries_what_is_true_then(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    scene.notebook.troubles["Ana"] = TryLater(timedelta(minutes=5))
    await scene.whispers("Ana", "/exporter csv")
    await scene.says("Léa", "/tache Ranger")
    scene.notebook.troubles.clear()
    (letter,) = [each for each in await scene.waits("10m") if receiver(each) == "Ana"]
    assert sorted(row[1] for row in cells(letter.file)) == ["Décorer", "Ranger"]


async def test_it_travels_alone_and_in_order(scene: Scene) -> None:
    scene.notebook.open.clear()
    for place, said in enumerate(("/exporter csv", "/taches", "/exporter csv")):
        await scene.player.app.receive(scene.heard("Ana", said, f"m{place}"))
    scene.notebook.open.set()
    await scene.player.app.settle()
    to_ana = scene.letters(Kind.ANSWER, "Ana")
    assert [letter.file is not None for letter in to_ana] == [True, False, True]
    assert [letter.carries for letter in to_ana] == [()] * 3


async def test_what_is_asked_long_ago_still_comes_as_a_file_of_today(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.whispers("Ana", "/taches", ago="2d")
    await scene.whispers("Ana", "/exporter csv", ago="2d")
    await scene.waits("2m")
    files = [letter for letter in scene.letters(to="Ana") if letter.file]
    assert [len(cells(letter.file)) for letter in files] == [1]


async def test_whoever_does_not_coordinate_any_more_gets_nothing_that_was_still_on_its_way(scene: Scene) -> None:
    await scene.says("Ana", "/coordo @Léa")
    scene.notebook.troubles["Léa"] = TryLater(timedelta(minutes=5))
    await scene.whispers("Léa", "/exporter csv")
    await scene.says("Ana", "/coordo @Léa non")
    scene.notebook.troubles.clear()
    assert [letter for letter in await scene.waits("1h") if letter.file] == []


async def test_a_file_that_is_too_large_is_told_kindly_and_once(scene: Scene) -> None:
    scene.notebook.troubles["a file"] = TooLarge()
    (told,) = await scene.whispers("Ana", "/exporter csv")
    assert await scene.waits("1h") == []
    assert (keys(told), receiver(told), told.file) == (["file-too-large"], "Ana", None)


async def test_somebody_who_closed_the_private_chat_gets_no_second_letter(scene: Scene) -> None:
    scene.notebook.troubles["Ana"] = Unreachable()
    await scene.whispers("Ana", "/exporter csv")
    scene.notebook.troubles.clear()
    assert await scene.waits("1h") == []


@contextmanager
def out_of_order(scene: Scene) -> Iterator[None]:
    """Meanwhile the database cannot say what a file needs."""
    with scene.engine.begin() as rows:
        rows.execute(text("ALTER TABLE note RENAME TO elsewhere"))
    try:
        yield
    finally:
        with scene.engine.begin() as rows:
            rows.execute(text("ALTER TABLE elsewhere RENAME TO note"))


async def test_a_file_that_cannot_be_made_is_tried_again_and_no_half_letter_leaves(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer la salle")
    with out_of_order(scene):
        assert await scene.whispers("Ana", "/exporter csv") == []
        assert [told.partition(":")[0] for told in scene.faults] == ["the file of letter 4 could not be made"]
        assert "Décorer" not in "".join(scene.faults)
    scene.faults.clear()
    assert scene.notebook.tried[-1].kind is not Kind.ANSWER
    (letter,) = await scene.waits("5m")
    assert [row[1] for row in cells(letter.file)] == ["Décorer la salle"]


async def test_whoever_waits_for_a_file_that_can_never_be_made_is_told_so(scene: Scene) -> None:
    with out_of_order(scene):
        await scene.whispers("Ana", "/exporter csv")
        (told,) = await scene.waits("1h")
    assert len(scene.faults) == 5
    scene.faults.clear()
    assert (keys(told), receiver(told)) == (["fault"], "Ana")
    assert await scene.waits("2h") == []


async def test_nothing_of_a_file_is_kept(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer la salle")
    await scene.whispers("Ana", "/exporter csv")
    (letter,) = scene.rows("letter", kind="answer")
    assert letter["document"] is None
    assert letter["detail"] == {"enclosure": "table"}


async def test_a_messenger_that_takes_no_files_is_told_and_the_person_stays_within_reach(scene: Scene) -> None:
    scene.notebook.troubles["a file"] = NotSent()
    (told,) = await scene.whispers("Ana", "/exporter csv")
    assert (keys(told), told.file) == (["fault"], None)
    assert scene.row("account", name="Ana")["reachable"]
