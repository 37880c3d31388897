"""Which tasks decide a date, against an independent computation on random teams."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import wall_clock
from domain.load import Hours
from domain.plan import USUAL_WEEK, Plan, days_of, plan, usual_week
from domain.task import Assignment, Consent, Role, State, Task, TaskKind
from tests.rules.test_recall import task

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 3, 25)  # the clocks change on Sunday
START = "start"
Node = int | str


@st.composite
def teams(draw: st.DrawFn) -> list[Task]:
    """Tasks, milestones and events of two projects that wait for earlier ones, shuffled; some are over."""
    there: list[Task] = []
    for number in range(1, draw(st.integers(2, 14))):
        waits = draw(st.sets(st.integers(1, number - 1), max_size=3)) if number > 1 else set()
        made = with_waits(a_task(draw, number), waits, there)
        there.append(made)
    return draw(st.permutations(there))


def a_task(draw: st.DrawFn, number: int) -> Task:
    due = draw(st.none() | st.integers(-5, 40))
    people = draw(st.integers(0, 2))
    made = replace(
        task(number, f"Task {number}"),
        kind=draw(st.sampled_from([TaskKind.TASK] * 5 + [TaskKind.MILESTONE, TaskKind.EVENT])),
        state=draw(st.sampled_from([State.OPEN] * 5 + [State.DONE])),
        project=draw(st.sampled_from([None, "ball", "ball", "fair"])),
        effort_minutes=draw(st.none() | st.integers(1, 3000)),
        wanted=draw(st.integers(1, 3)),
        assignments=tuple(carrier(number, person, leads=person == 0) for person in range(people)),
    )
    if due is None:
        return made
    day = TODAY + timedelta(days=due)
    if draw(st.booleans()):
        at = wall_clock.instant(day, time(draw(st.integers(0, 23))), PARIS)
        return replace(made, due_day=day, due_at=at, deadline=at)
    return replace(made, due_day=day, deadline=wall_clock.end_of_day(day, PARIS))


def carrier(number: int, person: int, *, leads: bool) -> Assignment:
    role = Role.LEAD if leads else Role.HELPER
    since = datetime(2026, 3, 2, tzinfo=UTC)
    return Assignment(number * 10 + person, number, person, "x", role, Consent.ACCEPTED, None, since)


def with_waits(made: Task, waits: set[int], there: list[Task]) -> Task:
    still = {each.number for each in there if each.is_open}
    return replace(made, waits_for=tuple(sorted(waits)), held_by=tuple(sorted(waits & still)))


def made(there: list[Task], week: int = USUAL_WEEK) -> Plan:
    return plan(there, TODAY, PARIS, week)


# ---- the same by other means


def days_by_hand(one: Task, week: int) -> int:
    """Hour glass in hand: so much a week, all of it on one day, until it is done."""
    if one.kind is not TaskKind.TASK:
        return 0
    places = max(one.wanted, len(one.accepted) if one.lead else len(one.accepted) + 1)
    left, days = ceil((one.effort_minutes or 0) / places), 1
    if places > 1 and one.effort_minutes:
        left = one.effort_minutes - (places - 1) * (one.effort_minutes // places)
    while left > week:
        left -= week
        days += 7
    return days


def day_of(one: Task) -> date | None:
    return one.due_at.astimezone(PARIS).date() if one.due_at else one.due_day


def graph_of(there: list[Task], week: int) -> networkx.DiGraph[Node]:
    """An arrow to each from what it waits for, as long as it takes itself."""
    graph: networkx.DiGraph[Node] = networkx.DiGraph()
    still = {one.number: one for one in there if one.is_open}
    for one in still.values():
        graph.add_edge(START, one.number, days=days_by_hand(one, week))
        for waited in one.waits_for:
            if waited in still:
                graph.add_edge(waited, one.number, days=days_by_hand(one, week))
    milestones = [one for one in still.values() if one.kind is TaskKind.MILESTONE and not one.waits_for]
    dated = [(one.deadline, one.number, one) for one in milestones if one.deadline and one.project]
    for _, number, milestone in sorted(dated):
        after = networkx.descendants(graph, number)
        for one in still.values():
            assert milestone.due_day is not None
            by_then = one.due_day is None or one.due_day <= milestone.due_day
            leads = one.kind is TaskKind.TASK and one.project == milestone.project and by_then
            if leads and one.number not in after:
                graph.add_edge(one.number, number, days=0)
    return graph


def earliest_by_hand(graph: networkx.DiGraph[Node], end: int) -> int:
    behind = graph.subgraph(networkx.ancestors(graph, end) | {end})
    return int(networkx.dag_longest_path_length(behind, weight="days"))


weeks = st.integers(1, 20).map(lambda hours: hours * 60)


@given(teams(), weeks)
def test_how_much_time_is_left_is_what_the_longest_way_leaves(there: list[Task], week: int) -> None:
    found, graph = made(there, week), graph_of(there, week)
    for number, one in found.tasks.items():
        day = day_of(one)
        assert found.net.timing[number].earliest == earliest_by_hand(graph, number)
        if day is not None:
            left = (day - TODAY).days + 1
            assert found.margin(number) == left - earliest_by_hand(graph, number)
            missing = earliest_by_hand(graph, number) - left
            assert found.short.get(number) == (missing if missing > 0 and day >= TODAY else None)


@given(teams(), weeks)
def test_the_chain_of_a_date_is_one_of_the_longest_ways_to_it(there: list[Task], week: int) -> None:
    found, graph = made(there, week), graph_of(there, week)
    for end in found.ends:
        chain = [*found.chain(end)] if found.tasks[end].kind is not TaskKind.MILESTONE else [*found.chain(end), end]
        way = [START, *chain]
        assert networkx.is_path(graph, way)
        assert networkx.path_weight(graph, way, "days") == earliest_by_hand(graph, end)


@given(teams())
def test_every_date_that_others_lead_to_is_told(there: list[Task]) -> None:
    """As an end of its own, or on the way to one that is more pressing, or leading to a milestone."""
    found, graph = made(there), graph_of(there, USUAL_WEEK)
    milestones = {number for number, one in found.tasks.items() if one.kind is TaskKind.MILESTONE}
    for number, one in found.tasks.items():
        waits = set(graph.predecessors(number)) - {START}
        if day_of(one) is None:
            assert number not in found.ends
        elif number in milestones:
            assert number in found.ends
        elif waits and not networkx.descendants(graph, number) & milestones:
            assert number in found.ends or found.margin(found.key_to[number]) <= found.margin(number)
        else:
            assert number not in found.ends
    assert list(found.ends.values()) == sorted(found.ends.values())


@given(teams())
def test_what_is_key_to_a_date_stands_on_its_chain_and_the_other_way_round(there: list[Task]) -> None:
    found = made(there)
    on_chains = {number for end in found.ends for number in found.net.chain(end)[:-1]}
    assert set(found.key_to) == on_chains
    assert all(number in found.net.chain(end) for number, end in found.key_to.items())


@given(teams(), st.sets(st.tuples(st.integers(1, 14), st.integers(1, 14)), max_size=6))
def test_even_a_circle_breaks_nothing(there: list[Task], more: set[tuple[int, int]]) -> None:
    tied = [
        replace(one, held_by=tuple({*one.held_by, *(earlier for later, earlier in more if later == one.number)}))
        for one in there
    ]
    found = made(tied)
    assert set(found.net.timing) == {one.number for one in there if one.is_open}
    assert {*found.ends, *found.key_to, *found.short} <= set(found.tasks)
    assert all(found.chain(end) is not None for end in found.ends)


@given(teams(), st.permutations(range(1000, 1003)))
def test_it_is_the_same_whoever_carries_what(there: list[Task], others: list[int]) -> None:
    """So that nobody's hours can be told from it."""
    swapped = [
        replace(one, assignments=tuple(replace(a, person=others[a.person]) for a in one.assignments)) for one in there
    ]
    first, second = made(there), made(swapped)
    assert first.net == second.net
    assert (first.ends, first.key_to, first.short) == (second.ends, second.key_to, second.short)


@given(st.integers(0, 10_000), weeks)
def test_the_hours_of_a_week_may_be_worked_on_one_day(minutes: int, week: int) -> None:
    one = replace(task(1, "x"), effort_minutes=minutes)
    assert days_of(minutes, week) == days_by_hand(one, week)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([], 7),
        ([1, 1, 1, 1], 7),  # four are too few to be told of
        ([1, 1, 1, 1, 1], 1),
        ([2, 2, 3, 3, 4], 3),
        ([0, 0, 0, 0, 0], 7),  # whoever gives none is not one of five
        ([0, 0, 0, 0, 20], 7),
        ([0, 1, 1, 1, 1, 2], 1),
        ([2, 2, 2, 2, 4], 2),  # whoever gives two more is not seen in it
    ],
)
def test_what_a_usual_week_is(hours: list[int], expected: int) -> None:
    assert usual_week([Hours(each * 60, each * 120) for each in hours]) == expected * 60
