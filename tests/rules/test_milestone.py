"""What leads to a milestone, against a slow look at every task; and which dates are ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import networkx
from hypothesis import given
from hypothesis import strategies as st

from domain.milestone import AHEAD, is_ahead, leading, line_of
from domain.task import State, Task, TaskKind
from tests.rules.test_recall import task

NOW = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = st.none() | st.integers(-40, 40)
TEAMS = st.lists(
    st.tuples(st.sampled_from(TaskKind), st.sampled_from(["bal", "buvette", None]), DAYS, st.sets(st.integers(1, 12))),
    min_size=1,
    max_size=12,
)


def day(days: int | None) -> datetime | None:
    return None if days is None else NOW + timedelta(days=days)


def team(said: list[tuple[TaskKind, str | None, int | None, set[int]]]) -> list[Task]:
    """Open tasks, each of which waits for some with smaller numbers."""
    waits = {
        number: tuple(sorted(each for each in before if each < number)) for number, (*_, before) in enumerate(said, 1)
    }
    return [
        replace(
            task(number, "x"),
            kind=kind,
            project=project,
            deadline=day(days),
            due_day=moment.date() if (moment := day(days)) else None,
            waits_for=waits[number],
            held_by=waits[number],
            blocks=tuple(other for other, before in waits.items() if number in before),
        )
        for number, (kind, project, days, _) in enumerate(said, 1)
    ]


@given(TEAMS, st.sampled_from(["bal", None]), DAYS, st.sets(st.integers(1, 12)))
def test_it_is_what_was_said_or_the_work_of_its_project_until_then(
    said: list[tuple[TaskKind, str | None, int | None, set[int]]],
    project: str | None,
    days: int | None,
    before: set[int],
) -> None:
    there = team([*said, (TaskKind.MILESTONE, project, days, before)])
    milestone = there[-1]
    found = {each.number for each in leading(milestone, there)}
    if milestone.waits_for:
        order: Any = networkx.DiGraph((number, each.number) for each in there for number in each.waits_for)
        assert found == networkx.ancestors(order, milestone.number), "as far back as it goes"
        return
    assert found == {
        each.number
        for each in there
        if project is not None
        and each.kind is TaskKind.TASK
        and each.project == project
        and not (each.due_day and milestone.due_day and each.due_day > milestone.due_day)
    }


@given(TEAMS, DAYS)
def test_what_comes_after_it_never_leads_to_it(
    said: list[tuple[TaskKind, str | None, int | None, set[int]]], days: int | None
) -> None:
    there = team([(TaskKind.MILESTONE, "bal", days, set()), *said])
    order: networkx.DiGraph[Any] = networkx.DiGraph(
        (number, each.number) for each in there for number in each.waits_for
    )
    order.add_node(1)
    assert not {each.number for each in leading(there[0], there)} & networkx.descendants(order, 1)


@given(st.sampled_from(TaskKind), st.sampled_from(State), DAYS)
def test_a_date_is_ahead_for_four_weeks_and_a_milestone_until_it_is_reached(
    kind: TaskKind, state: State, days: int | None
) -> None:
    one = replace(task(1, "x"), kind=kind, state=state, deadline=day(days))
    reaches = days is not None and days <= AHEAD.days and (days > 0 or kind is TaskKind.MILESTONE)
    assert is_ahead(one, NOW) == (kind is not TaskKind.TASK and state is State.OPEN and reaches)


def test_a_line_says_that_its_date_is_past_only_while_it_is_open() -> None:
    past = replace(task(1, "x"), kind=TaskKind.MILESTONE, deadline=day(-1))
    said = [[phrase.key for phrase in line_of(each, [each], NOW).phrases] for each in
            (past, replace(past, state=State.DONE))]  # fmt: skip
    assert ["fact-past" in each for each in said] == [True, False]
