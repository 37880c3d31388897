"""What decides the dates ahead: for each, the chain of tasks that it waits for, and how much time is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from domain.card import due_phrase, listed, number_of
from domain.digest import offer, short
from domain.document import Choice, Document, Line, Phrase, Several, Style, Typed, line, phrase, says
from domain.load_told import effort
from domain.plan import Plan
from domain.task import Task
from domain.text import fold
from handlers.kit import planning
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import tasks

_MOST_ENDS = 3
_MOST_OF_ALL = 20
_MOST_TASKS = 5  # of one chain
_MOST_SPARE = 3
_MOST_OFFERED = 6
_ALL = frozenset({"all", "tout", "tous", "toutes"})


def critical(call: Call) -> Outcome:
    plan = planning.planned(call.rows, call.team, tasks.of_team(call.rows, call.team.id), call.now)
    words = fold(call.argument)
    project = "" if words in _ALL else words.removeprefix("#")
    if project and not any(task.project == project for task in plan.tasks.values()):
        raise Refusal("refusal-critical", example=call.example())
    ends = [number for number in plan.ends if project in ("", plan.tasks[number].project)]
    if not ends:
        return Outcome(answer=says("critical-none", example=Typed("after", "12 9")))
    most = _MOST_OF_ALL if words else _MOST_ENDS
    lines = [line(phrase("critical-title"), style=Style.TITLE)]
    for number in ends[:most]:
        lines += _told(call, plan, number)
    if len(ends) > most:
        rest = Typed("critical", call.either("all", "tout"))
        lines.append(line(phrase("critical-more", count=len(ends) - most, example=rest), style=Style.NOTE))
    lines.append(line(phrase("critical-pace", hours=effort(plan.week)), style=Style.NOTE))
    return Outcome(answer=Document(tuple(lines), tuple(islice(_offers(call, plan, ends[:most]), _MOST_OFFERED))))


def _told(call: Call, plan: Plan, number: int) -> Iterator[Line]:
    """A date, how much time is left, and what decides it: what is late first, then in order."""
    end, chain = plan.tasks[number], _late_first(call, plan, number)
    assert end.due is not None
    title = phrase("item", number=number_of(end), title=short(end).title)
    yield line(title, due_phrase(end.due, end.due_part), _margin(plan.ends[number]), style=Style.HEADING)
    yield from (_item(call, plan, task) for task in chain[:_MOST_TASKS])
    if len(chain) > _MOST_TASKS:
        yield line(phrase("critical-between", count=len(chain) - _MOST_TASKS), style=Style.NOTE)
    said = [*_first(plan, number), *_spare(plan, number)]
    if said:
        yield line(*said, style=Style.NOTE)


def _late_first(call: Call, plan: Plan, number: int) -> list[Task]:
    chain = [plan.tasks[each] for each in plan.chain(number)]
    return sorted(chain, key=lambda task: not task.is_late(call.now))


def _item(call: Call, plan: Plan, task: Task) -> Line:
    """No name stands beside what is late, or cannot be in time: it is nobody's fault."""
    late = task.is_late(call.now)
    said = listed(short(task), named=not (late or task.number in plan.short))
    return line(*said.phrases, *([phrase("fact-late")] if late else []), style=said.style)


def _margin(days: int) -> Phrase:
    return phrase("critical-missing", count=-days) if days < 0 else phrase("critical-spare", count=days)


def _first(plan: Plan, number: int) -> Iterator[Phrase]:
    """What to do first: where the chain begins, unless that is all there is of it."""
    chain = plan.chain(number)
    if len(chain) > 1:
        yield phrase("critical-first", task=number_of(plan.tasks[chain[0]]))


def _spare(plan: Plan, number: int) -> Iterator[Phrase]:
    """What else leads to a date and can wait, the longest first."""
    others = plan.before(number) - set(plan.chain(number))
    found = sorted(((plan.slack(each) or 0, each) for each in others), key=lambda one: (-one[0], one[1]))
    told = [
        phrase("critical-can-wait", task=number_of(plan.tasks[each]), count=days)
        for days, each in islice(found, _MOST_SPARE)
        if days > 0
    ]
    if told:
        yield phrase("critical-others", tasks=Several(tuple(told)))


def _offers(call: Call, plan: Plan, ends: Iterable[int]) -> Iterator[Choice]:
    """A way to help where somebody is needed."""
    shown = (task for number in ends for task in _late_first(call, plan, number)[:_MOST_TASKS])
    for task in {task.number: task for task in shown}.values():
        if task.is_free or task.is_offered:
            yield offer("take {n}", "choice-take", task)
        elif task.is_late(call.now) or task.lacks_people:
            yield offer("take {n} help", "choice-help", task)


COMMAND = Command(
    en="critical",
    fr="bloquants",
    run=critical,
    also=("critique", "bloquant", "critiques"),
    nearly=("blocking", "blockers", "chemin", "chaine", "chain", "path"),
    examples=(
        Example(en="critical", fr="bloquants"),
        Example(en="critical #ball", fr="bloquants #bal"),
        Example(en="critical all", fr="bloquants tout"),
    ),
)
