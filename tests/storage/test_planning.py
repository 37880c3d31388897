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
def test_what_does_not_fit_is_what_the_free_hours_run_out_for(net: list[tuple[int, int | None, set[int]]]) -> None:
    """Nobody has taken anything: by each date, all that is due is more than the hours until then, or it is not."""
    found = read(net)
    for number, (_, due, _) in enumerate(net, start=1):
        if due is None:
            assert number not in found.beyond
            continue
        needed = sum(minutes for minutes, other, _ in net if other is not None and other <= due)
        there = sum(each * 60 * (due + 1) // 7 for each in GIVEN)
        assert (number in found.beyond) == (needed > there)
