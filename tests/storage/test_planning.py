"""What decides a date, read from the rows by the commands' own reader, is what an independent computation finds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import networkx
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert
from sqlmodel import SQLModel

from domain import wall_clock
from domain.load import Hours
from domain.plan import Plan
from domain.team import Team
from handlers.kit import planning
from storage import hours, tasks, teams
from tests.conftest import memory

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 3, 25, 22, 30, tzinfo=UTC)
TODAY = date(2026, 3, 25)
GIVEN = (1, 2, 3, 3, 6)  # hours a week of five people: three on average
WEEK = 3 * 60


@st.composite
def nets(draw: st.DrawFn) -> list[tuple[int, int | None, set[int]]]:
    """Of each task: its minutes, in how many days it is due, and which earlier ones it waits for."""
    return [
        (
            draw(st.integers(1, 900)),
            draw(st.none() | st.integers(0, 40)),
            draw(st.sets(st.integers(1, number), max_size=3)) if number else set(),
        )
        for number in range(draw(st.integers(1, 12)))
    ]


def put(rows: Connection, net: list[tuple[int, int | None, set[int]]]) -> Team:
    row = {"name": "bal", "language": "fr", "zone": "Europe/Paris", "created_at": NOW, "last_number": 0}
    rows.execute(insert(SQLModel.metadata.tables["team"]).values(id=1, holidays=True, default_effort=60, **row))
    for person, given_hours in enumerate(GIVEN, start=1):
        none = dict.fromkeys(("administrator", "named", "own_digest", "watches"), False)
        rows.execute(insert(SQLModel.metadata.tables["person"]).values(id=person))
        member = {"team_id": 1, "person_id": person, "joined_at": NOW}
        rows.execute(insert(SQLModel.metadata.tables["membership"]).values(**member, **none))
        hours.give(rows, 1, person, Hours(given_hours * 60, given_hours * 60))
    ids: dict[int, int] = {}
    for number, (minutes, due, waits) in enumerate(net, start=1):
        day = None if due is None else TODAY + timedelta(days=due)
        deadline = None if day is None else wall_clock.end_of_day(day, PARIS)
        more = {"effort_minutes": minutes, "due_day": day, "deadline": deadline}
        ids[number] = tasks.add(rows, 1, now=NOW, title=f"Task {number}", **more).id
        tasks.wait_for(rows, ids[number], [ids[waited] for waited in waits])
    return teams.by_id(rows, 1)


def read(net: list[tuple[int, int | None, set[int]]]) -> Plan:
    with memory() as engine, engine.begin() as rows:
        team = put(rows, net)
        return planning.planned(rows, team, tasks.of_team(rows, 1), NOW)


@given(nets())
def test_the_chain_that_is_read_is_the_longest_way(net: list[tuple[int, int | None, set[int]]]) -> None:
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    for number, (minutes, _, waits) in enumerate(net, start=1):
        for waited in {*waits} or {0}:
            graph.add_edge(waited, number, days=1 + 7 * ((minutes - 1) // WEEK))
    found = read(net)
    assert found.week == WEEK
    for end, margin in found.ends.items():
        due = net[end - 1][1]
        assert due is not None
        behind = graph.subgraph(networkx.ancestors(graph, end) | {end})
        longest = networkx.dag_longest_path_length(behind, weight="days")
        assert margin == due + 1 - longest
        assert networkx.path_weight(graph, [0, *found.chain(end)], "days") == longest
    dated = {number for number, (_, due, waits) in enumerate(net, start=1) if due is not None and waits}
    assert dated <= {*found.ends, *found.key_to}


@given(nets())
def test_what_is_marked_is_what_does_not_fit_when_the_free_hours_are_given_out(
    net: list[tuple[int, int | None, set[int]]],
) -> None:
    """Nobody has taken anything: earliest date first, then smallest, each has its hours by its date, or is marked."""
    found = read(net)
    fits: list[tuple[int, int]] = []
    dated = [(due, minutes, number) for number, (minutes, due, _) in enumerate(net, start=1) if due is not None]
    for due, minutes, number in sorted(dated):
        tried = [*fits, (due, minutes)]
        does = all(sum(m for d, m in tried if d <= by) <= _there(by) for by, _ in tried)
        assert (number in found.beyond) == (not does)
        fits = tried if does else fits
    all_fits = all(sum(m for d, m, _ in dated if d <= by) <= _there(by) for by, _, _ in dated)
    assert all_fits == (not found.beyond)


def _there(due: int) -> int:
    return sum(each * 60 * (due + 1) // 7 for each in GIVEN)


def test_a_small_task_after_one_that_is_far_too_big_is_not_marked() -> None:
    assert read([(6000, 5, set()), (10, 6, set()), (30, 20, set())]).beyond == {1}
