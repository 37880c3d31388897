"""Who × command × state: every cell of the table in `tests.stories.matrix`, through the front door."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.departure import Departure
from domain.letter import Kind
from domain.task import Consent, Role
from tests.conftest import Stage, memory
from tests.scene import Scene, keys, offers, playing, receiver
from tests.stories.matrix import (
    GRIDS,
    MEMBERS,
    OUT_OF_REACH,
    OUTSIDERS,
    STATES,
    TEAM,
    TEAM_LINES,
    Grid,
    Picture,
)
from tests.stories.matrix_codes import ACK, Came, alike, apart, expected, refusal

ABSENT = (99, 3)  # a number that nobody has, and one that only the other team has
CAST = {"members": ("Alma", "Lou", "Hal", "Asa", "Pia", "Max", "Tia", "Fay"), "unreachable": ("Max",)}


# ---- what is seen


def picture(scene: Scene) -> Picture:
    """The task #2, as the table sees it."""
    task = scene.task(2)
    assert task.due is None or task.due == task.due_day
    return Picture(
        state=task.state.value,
        lead=task.lead.name if task.lead else None,
        helpers=frozenset(a.name for a in task.accepted if a.role is Role.HELPER),
        asked=frozenset((a.name, a.role.value) for a in task.assignments if a.consent is Consent.PROPOSED),
        due=task.due_day,
        title=task.title,
        effort=task.effort_minutes,
        waits_for=task.waits_for,
        help_wanted=task.help_wanted,
        for_name=task.for_name,
        notes=tuple(row["words"] for row in scene.rows("note", task_id=task.id)),
    )


def rows(scene: Scene) -> dict[str, list[dict[str, Any]]]:
    """All rows, but those that say that the newcomer is there."""
    newcomer = {row["person_id"] for row in scene.rows("account", name=MEMBERS["new"])}
    by = {"person": "id", "account": "person_id", "membership": "person_id"}
    return {
        table: [row for row in there if table not in by or row[by[table]] not in newcomer]
        for table, there in scene.state().items()
    }


async def types(scene: Scene, who: str, line: str) -> Came:
    """Somebody types a line in the group. What comes of it, in the words of the table."""
    before = rows(scene)
    left = await scene.says(who, line, id="typed")
    answers = [d for d in left if d.kind is Kind.ANSWER]
    return Came(
        picture(scene),
        untouched=rows(scene) == before,
        card=any(d.kind is Kind.CARD and d.about == scene.task(2).id for d in left),
        letters=tuple(sorted((d.kind.value, receiver(d)) for d in left if d.kind is not Kind.CARD)),
        said=tuple(keys(*answers)),
        offers=tuple(offers(answers[0])) if answers else None,
    )


class Table:
    """One database for all cells. Each state comes about once, by what people say, and is copied for each cell."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._kept = {"": sqlite3.connect(":memory:", check_same_thread=False)}
        self._driver().backup(self._kept[""])

    @asynccontextmanager
    async def beginning(self, column: str) -> AsyncIterator[Scene]:
        """A team in which the task #2 is in this state. #1 was made by somebody who left since."""
        if column not in self._kept:
            async with self._going_on_from("") as scene:
                await _begin(scene, column)
            self._kept[column] = sqlite3.connect(":memory:", check_same_thread=False)
            self._driver().backup(self._kept[column])
        async with self._going_on_from(column) as scene:
            await scene.waits("1m")
            yield scene

    @asynccontextmanager
    async def _going_on_from(self, column: str) -> AsyncIterator[Scene]:
        self._kept[column].backup(self._driver())
        async with playing(self.engine, **CAST) as scene:
            yield scene

    def _driver(self) -> sqlite3.Connection:
        connection = self.engine.raw_connection()
        driver = connection.driver_connection
        connection.close()  # it goes back to the pool, which has this one only
        assert isinstance(driver, sqlite3.Connection)
        return driver


async def _begin(scene: Scene, column: str) -> None:
    await scene.says("Fay", "/tache Louer la sono")
    await scene.leaves("Fay")
    for who, line in STATES[column][0]:
        await scene.says(who, line)
    if column == "absent":
        for what in ("a", "b", "c"):
            await scene.says("Zoé", f"/tache Projeter {what}", team="ciné")


@pytest.fixture(scope="module")
def table() -> Iterator[Table]:
    with memory() as engine:
        yield Table(engine)


# ---- the tests


@pytest.mark.parametrize("column", STATES)
async def test_each_state_is_what_its_name_says(table: Table, column: str) -> None:
    async with table.beginning(column) as scene:
        assert picture(scene) == STATES[column][1]
        assert [task.number for task in scene.tasks()] == [1, 2]


CELLS = [(grid, column) for grid in GRIDS for column in grid.cells]


@pytest.mark.parametrize(("grid", "column"), CELLS, ids=[f"{grid.name}-{column}" for grid, column in CELLS])
async def test_what_comes_of_a_command_in_a_state(table: Table, grid: Grid, column: str) -> None:
    wrong: list[str] = []
    for role, code in grid.cells[column].items():
        for number in ABSENT if column == "absent" else (2,):
            if code != ".":
                typed = grid.typed.format(n=number)
                async with table.beginning(column) as scene:
                    promise = expected(grid, role, code, picture(scene))
                    came = alike(await types(scene, MEMBERS[role], typed), promise, code)
                wrong += [f"{role} {typed} ({code}): {each}" for each in apart(came, promise)]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize("role", MEMBERS)
@pytest.mark.parametrize("matter", TEAM_LINES)
async def test_what_comes_of_the_teams_own_matters(table: Table, matter: str, role: str) -> None:
    who, code = MEMBERS[role], TEAM[matter][role]
    mine = "bal" if role in OUT_OF_REACH else who
    async with table.beginning("led") as scene:
        sent = len(scene.notebook.sent)
        came = await types(scene, who, TEAM_LINES[matter])
        left = scene.notebook.sent[sent:]
        assert came.picture == STATES["led"][1]
        if code.startswith("no:"):
            assert (came.letters, came.said) == ((("answer", mine),), (refusal(code),))
            assert came.untouched
        elif code == "told":
            assert sorted(came.letters) == sorted((*ACK, ("answer", mine)))
            assert came.untouched
        else:
            assert not came.untouched
            assert came.letters.count(ACK[0]) == 1
            answers = [letter for letter in came.letters if letter[0] == "answer"]
            assert answers in ([], [("answer", mine)])
            assert {receiver(d) for d in left if d.kind not in (Kind.ACK, Kind.ANSWER)} <= {"Tia"}
            asked = [d for d in left if receiver(d) == "Tia" and d.kind is Kind.PROPOSAL]
            assert len(asked) == (code == "asks")


def lines(numbers: Sequence[int]) -> list[str]:
    """Everything that the table types, about these tasks."""
    about = [grid.typed.format(n=number) for number in numbers for grid in GRIDS]
    return list(dict.fromkeys([*about, *TEAM_LINES.values()]))


@pytest.mark.parametrize("column", STATES)
@pytest.mark.parametrize("role", OUTSIDERS)
async def test_outsiders_change_nothing_and_learn_nothing(table: Table, role: str, column: str) -> None:
    who = OUTSIDERS[role]
    async with table.beginning(column) as scene:
        before, sent = scene.state(), len(scene.notebook.sent)
        for line in (*lines(ABSENT if column == "absent" else (2,)), "/cancel 1", "/done 1"):
            await scene.says(who, line, private=True, id=f"{line}, whispered")
            if role == "former":
                await scene.says(who, line, id=line)
            assert (line, told(scene.notebook.sent[sent:])) == (line, [])
        assert await scene.waits("30m") == []
        assert scene.state() == before


async def test_what_another_team_types_at_home_is_about_its_own_tasks_only(table: Table) -> None:
    async with table.beginning("x3") as scene:
        await scene.says("Zoé", "/tache Projeter", team="ciné", id="first")
        before, sent = ours(scene), len(scene.notebook.sent)
        for line in lines((2,)):
            await scene.says("Zoé", line, team="ciné", id=line)
        left = scene.notebook.sent[sent:]
        assert {receiver(d) for d in left} <= {"Zoé", "ciné"}
        assert [d.speech.plain for d in left if "Décorer" in d.speech.plain or "sono" in d.speech.plain] == []
        assert ours(scene) == before


def ours(scene: Scene) -> tuple[Any, ...]:
    """All that belongs to the team `bal`."""
    team = scene.row("team", name="bal")
    of_team = ("chat", "membership", "thanks", "role", "change")
    return (scene.tasks(), team, [scene.rows(table, team_id=team["id"]) for table in of_team])


def told(left: Sequence[Departure]) -> list[tuple[str, str]]:
    return [(receiver(d), d.speech.plain) for d in left]


@pytest.mark.parametrize(("typed", "role", "yes"), [("/accept 2", "lead", True), ("/decline 2", "lead", False)])
async def test_a_private_matter_of_somebody_out_of_reach_shows_on_the_card_alone(
    stage: Stage, typed: str, role: str, yes: bool
) -> None:
    scene = await stage(**CAST)
    await scene.says("Fay", "/tache Louer la sono")
    await scene.says("Alma", "/tache Décorer @Max")
    left = await scene.says("Max", typed)
    assert {(d.kind, receiver(d)) for d in left} == {(Kind.CARD, "bal")}
    assert [(a.name, a.role.value) for a in scene.task(2).accepted] == ([("Max", role)] if yes else [])
    assert scene.task(2).proposed == ()
    if not yes:
        assert "Max" not in left[-1].speech.plain
