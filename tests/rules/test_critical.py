"""The chain that decides a date, against an independent computation on random networks."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.critical import Circle, Network, Step, network


@st.composite
def plans(draw: st.DrawFn) -> list[Step]:
    """Steps that wait for earlier ones, shuffled."""
    steps = []
    for key in range(draw(st.integers(1, 25))):
        waits = draw(st.sets(st.integers(0, key - 1), max_size=4)) if key else set()
        due = draw(st.none() | st.integers(0, 40))
        steps.append(Step(key, draw(st.integers(0, 6)), tuple(waits), due))
    return draw(st.permutations(steps))


def as_graph(steps: list[Step]) -> networkx.DiGraph[int]:
    """The same, with a step's days on the arrows that lead to it, and one beginning."""
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    for step in steps:
        for waited in step.waits_for or (-1,):
            graph.add_edge(waited, step.key, days=step.days)
    return graph


def longest(graph: networkx.DiGraph[int], end: int) -> int:
    behind = graph.subgraph(networkx.ancestors(graph, end) | {end})
    return int(networkx.dag_longest_path_length(behind, weight="days"))


@given(plans())
def test_a_step_is_finished_at_the_earliest_after_the_longest_way_to_it(steps: list[Step]) -> None:
    graph, found = as_graph(steps), network(steps)
    assert {key: timing.earliest for key, timing in found.timing.items()} == {
        step.key: longest(graph, step.key) for step in steps
    }


@given(plans())
def test_the_latest_end_is_the_one_that_misses_no_date_behind(steps: list[Step]) -> None:
    """A step may take longer by its slack, and not by a day more, before a date is missed that was kept."""
    found = network(steps)
    for step in steps:
        timing = found.timing[step.key]
        dated = [(one.due, _between(found, step.key, one.key)) for one in steps if one.due is not None]
        expected = min((due - way for due, way in dated if way is not None), default=inf)
        assert timing.latest == expected


def _between(found: Network, first: int, last: int) -> int | None:
    """The days of the longest way from the end of one step to that of another; None if there is no way."""
    if first == last:
        return 0
    ways = [_between(found, first, waited) for waited in found.steps[last].waits_for]
    return max((way + found.steps[last].days for way in ways if way is not None), default=None)


@given(plans())
def test_the_chain_is_unbroken_and_takes_exactly_as_long_as_its_end(steps: list[Step]) -> None:
    found = network(steps)
    for end in found.steps:
        chain = found.chain(end)
        assert chain[-1] == end
        assert not found.steps[chain[0]].waits_for
        assert all(first in found.steps[then].waits_for for first, then in pairwise(chain))
        assert sum(found.steps[key].days for key in chain) == found.timing[end].earliest


@given(plans())
def test_the_chain_that_decides_has_no_more_slack_than_its_end(steps: list[Step]) -> None:
    found = network(steps)
    for end in found.steps:
        slack = found.timing[end].slack
        assert all(found.timing[key].slack <= slack for key in found.chain(end))


def test_steps_in_a_circle_are_refused() -> None:
    with pytest.raises(Circle):
        network([Step(1, 1, (2,)), Step(2, 1, (1,))])


def test_what_is_not_there_is_finished_and_waiting_twice_is_waiting_once() -> None:
    found = network([Step(1, 2, (7,)), Step(2, 3, (1, 1), due=4)])
    assert (found.timing[2].earliest, found.timing[2].slack, found.chain(2)) == (5, -1, (1, 2))


def test_ten_thousand_steps_in_one_row_and_in_a_net() -> None:
    row = [Step(n, 1, (n - 1,) if n else ()) for n in range(10_000)]
    net = [Step(n, n % 7, tuple(range(max(0, n - 8), n)), due=n) for n in range(10_000)]
    assert network(row).timing[9_999].earliest == 10_000
    assert len(network(row).chain(9_999)) == 10_000
    assert network(net).timing[0].slack == min(one.slack for one in network(net).timing.values())
