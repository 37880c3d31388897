"""A team's tasks as a network: which of them decide a date, and which dates cannot be met as things stand.

How long a task takes is the same whoever carries it, so that nothing here tells of anybody's hours: those of a usual
week may be worked on one day of it, and what needs more goes on a week later. A task takes a day at least.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import inf
from statistics import mean
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.critical import Circle, Network, Step, network
from domain.load import WEEK, Hours, shares
from domain.milestone import leads_to
from domain.task import Role, Task, TaskKind
from domain.workload import enough_gave

USUAL_WEEK = 7 * 60
"""Minutes that somebody gives in a week where too few said: an hour a day."""
_HOUR = 60


@dataclass(frozen=True)
class Plan:
    """Open tasks with their timing, by number. `week`: the minutes a week it reckons with. `beyond`: what needs more
    until its date than the group has free. Made by `plan`."""

    tasks: Mapping[int, Task]
    week: int
    net: Network = field(repr=False)
    beyond: frozenset[int] = frozenset()

    @cached_property
    def ends(self) -> Mapping[int, int]:
        """The dates that others lead to, the most pressing first, each with its margin: the milestones, and the tasks
        with a deadline that wait for others and lead to no milestone. A task that decides a more pressing one is told
        there, and is none by itself."""
        return self._told[0]

    @cached_property
    def key_to(self) -> Mapping[int, int]:
        """The tasks that decide a date: each with the most pressing of these dates."""
        return self._told[1]

    @cached_property
    def _told(self) -> tuple[dict[int, int], dict[int, int]]:
        ends: dict[int, int] = {}
        key_to: dict[int, int] = {}
        for end in sorted(self._dated(), key=lambda number: (self.margin(number), self._due(number), number)):
            if end in key_to and self.tasks[end].kind is not TaskKind.MILESTONE:
                continue
            ends[end] = self.margin(end)
            step = self.net.decider(end)
            while step is not None and step not in key_to:  # what decides it is told from there on
                key_to[step] = end
                step = self.net.decider(step)
        return ends, key_to

    @cached_property
    def short(self) -> Mapping[int, int]:
        """The dates ahead that cannot be met as things stand, by number: each with the days that are missing."""
        ahead = (number for number, step in self.net.steps.items() if step.due is not None and step.due > 0)
        return {number: -self.margin(number) for number in ahead if self.margin(number) < 0}

    def chain(self, end: int) -> tuple[int, ...]:
        """The tasks that decide a date, first to last; a task itself is the last of them."""
        found = self.net.chain(end)
        return found[:-1] if self.tasks[end].kind is TaskKind.MILESTONE else found

    def margin(self, number: int) -> int:
        """The whole days between the earliest at which a dated one can be finished and its own date; less than none, so
        many are missing."""
        return self._due(number) - self.net.timing[number].earliest

    def slack(self, number: int) -> int | None:
        """The days that a task can still wait before any date is missed; None if none depends on it."""
        slack = self.net.timing[number].slack
        return None if slack == inf else int(slack)

    def before(self, number: int) -> set[int]:
        """All that has to be done before one can be."""
        return _reached([number], {key: step.waits_for for key, step in self.net.steps.items()}) - {number}

    def _due(self, number: int) -> int:
        due = self.net.steps[number].due
        assert due is not None
        return due

    def _dated(self) -> Iterator[int]:
        waits = {key: step.waits_for for key, step in self.net.steps.items()}
        milestones = {number for number, task in self.tasks.items() if task.kind is TaskKind.MILESTONE}
        leading = _reached(milestones, waits)
        for number, step in self.net.steps.items():
            if step.due is not None and (number in milestones or (waits[number] and number not in leading)):
                yield number


NO_PLAN = Plan({}, USUAL_WEEK, network(()))


def plan(tasks: Iterable[Task], today: date, zone: ZoneInfo, week: int = USUAL_WEEK) -> Plan:
    """The open tasks of a team as they stand on a day of its zone, with so many minutes a week for each person."""
    there = {task.number: task for task in tasks if task.is_open}
    waits = _waits(there)
    steps = [_step(task, waits[number], today, zone, week) for number, task in there.items()]
    try:
        return Plan(there, week, network(steps))
    except Circle:  # no command lets that happen; whatever did, nobody goes without the rest
        return Plan(there, week, network(Step(step.key, step.days, due=step.due, work=step.work) for step in steps))


def usual_week(given: Collection[Hours]) -> int:
    """The minutes a week to reckon with for everybody: what those who gave hours surely have on average, in whole
    hours; an hour a day where they are too few."""
    if not enough_gave(given):
        return USUAL_WEEK
    return max(round(mean(one.least for one in given) / _HOUR), 1) * _HOUR


def days_of(minutes: int, week: int) -> int:
    """The fewest days from the first to the last on which somebody works so long, with so many minutes a week."""
    return 1 + WEEK * ((max(minutes, 1) - 1) // week)


def _step(task: Task, waits_for: Iterable[int], today: date, zone: ZoneInfo, week: int) -> Step:
    """What somebody carries takes its days, divided among all who carry it; a date takes none."""
    day = day_of(task, zone)
    due = None if day is None else (day - today).days + 1
    if not task.is_work:
        return Step(task.number, 0, tuple(waits_for), due)
    carriers = task.accepted
    is_led = bool(carriers) and carriers[0].role is Role.LEAD
    work = max(shares(task.effort_minutes or 0, max(len(carriers) + (not is_led), task.wanted)))
    return Step(task.number, days_of(work, week), tuple(waits_for), due, work)


def day_of(task: Task, zone: ZoneInfo) -> date | None:
    """The last day that counts for a deadline, by the team's clocks."""
    return wall_clock.local_day(task.due_at, zone) if task.due_at else task.due_day


def _waits(there: Mapping[int, Task]) -> dict[int, set[int]]:
    """What each waits for that is still open. A milestone of which nobody said what leads to it waits for all the work
    of its project that is due by then or has no date, but for what comes after it."""
    waits = {number: {each for each in task.held_by if each in there} for number, task in there.items()}
    behind: dict[int, set[int]] = {number: set() for number in there}
    for number, earlier in waits.items():
        for each in earlier:
            behind[each].add(number)
    projects = defaultdict(list)
    for task in there.values():
        projects[task.project].append(task)
    for milestone in sorted(_open_to_all(there.values()), key=lambda task: (task.deadline, task.number)):
        later = _reached([milestone.number], behind)
        for task in projects[milestone.project]:
            if task.number not in later and leads_to(task, milestone):
                waits[milestone.number].add(task.number)
                behind[task.number].add(milestone.number)
    return waits


def _open_to_all(tasks: Iterable[Task]) -> list[Task]:
    return [t for t in tasks if t.kind is TaskKind.MILESTONE and t.project and t.deadline and not t.waits_for]


def _reached(begin: Iterable[int], ways: Mapping[int, Iterable[int]]) -> set[int]:
    """All that is reached from some numbers, they themselves included."""
    found = set(begin)
    ahead = list(found)
    while ahead:
        for number in ways[ahead.pop()]:
            if number not in found:
                found.add(number)
                ahead.append(number)
    return found
