"""The digest's editions for one person alone: their own part, what the coordination watches over, and all that happened
since a day. No edition tells what is a private matter of somebody else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.card import listed
from domain.digest import SHORT_TITLE, Entry, Part, Thanks, critical_first, marked, offer, plain, short, thanked
from domain.document import Choice, Line, Several, Style, TaskNumber, line, phrase
from domain.few import Few
from domain.plan import NO_PLAN, Plan
from domain.role import TeamRole
from domain.task import Consent, Task, most_urgent_first
from domain.text import first_line

OFTEN = 3  # times that a deadline was moved: somebody should look why
_WEEK = timedelta(days=7, minutes=1)


@dataclass(frozen=True)
class Watched:
    """What the coordination watches over, beside the open tasks. `roles`: how many are proposed to somebody; `moves`:
    how often the deadline of each task (its row id) was moved; `urgent`: how often somebody rang for everybody; `few`:
    who carries most of what is open, if that is few."""

    moves: Mapping[int, int]
    roles: int = 0
    urgent: int = 0
    few: Few | None = None


def own(
    me: int,
    open_tasks: Iterable[Task],
    done: Iterable[Task],
    now: datetime,
    *,
    roles: Sequence[TeamRole] = (),
    thanks: Sequence[Thanks] = (),
    plan: Plan = NO_PLAN,
) -> tuple[Part, ...]:
    """One's own part: what waits for one's answer, what one carries this week, what others wait for, and what one did.
    `roles`: those that one is asked to take; `thanks`: those that are for this person."""
    asked: list[Task] = []
    week: list[Task] = []
    awaited: list[Task] = []
    for task in open_tasks:
        part = task.part_of(me)
        if part is None:
            continue
        if part.consent is Consent.PROPOSED:
            asked.append(task)
        elif task.deadline and task.deadline <= now + _WEEK:
            week.append(task)
        elif task.blocks or task.number in plan.key_to or task.number in plan.short:
            awaited.append(task)
    mine = (task for task in done if _did(task, me))
    return _there(
        Part(
            "own-asked",
            (
                *(_proposed(task, me) for task in most_urgent_first(asked)),
                *(_proposed_role(each, me) for each in roles),
            ),
        ),
        Part("own-week", tuple(marked(_carried(task, me), task, plan) for task in critical_first(week, plan))),
        Part("own-awaited", tuple(marked(_carried(task, me), task, plan) for task in critical_first(awaited, plan))),
        Part(
            "own-done",
            (*(_unnamed(task) for task in sorted(mine, key=_number)), *(Entry(thanked(one)) for one in thanks)),
            last=len(thanks),
        ),
    )


def counted(open_tasks: Iterable[Task], watched: Watched) -> tuple[Line, ...]:
    """What the coordination gets as figures only: how much of each, and never who."""
    waiting = sum(len(task.proposed) for task in open_tasks) + watched.roles
    counts = (("watch-unanswered", waiting), ("watch-urgent", watched.urgent))
    said = [line(phrase(key, count=count), style=Style.ITEM) for key, count in counts if count]
    return (*said, *([few_carry(watched.few)] if watched.few else []))


def few_carry(few: Few) -> Line:
    """Never with a name, and never of one person alone."""
    said = phrase("watch-few", people=few.people, percent=few.percent)
    return line(phrase("watch-few-two", percent=few.percent) if few.people == 2 else said, style=Style.ITEM)


def coordination(open_tasks: Collection[Task], watched: Watched) -> tuple[Part, ...]:
    """The tasks that the coordination should look at, without any name."""
    moved = [task for task in open_tasks if watched.moves.get(task.id, 0) >= OFTEN]
    soon = too_soon(open_tasks)
    hurried = [task for task in open_tasks if task.number in soon]
    return _there(
        Part("watch-moved", tuple(_unnamed(task) for task in most_urgent_first(moved))),
        Part("watch-too-soon", tuple(_too_soon(task, soon[task.number]) for task in most_urgent_first(hurried))),
    )


def since(
    then: datetime,
    open_tasks: Iterable[Task],
    done: Iterable[Task],
    *,
    moved: Collection[int] = (),
    thanks: Sequence[Thanks] = (),
    decided: Sequence[Entry] = (),
) -> tuple[Part, ...]:
    """What happened since an instant: done, decided, taken on, moved and new; every task in the first part it fits.
    `moved`: the tasks (row ids) whose deadline was moved since."""
    taken: list[Task] = []
    late: list[Task] = []
    new: list[Task] = []
    for task in open_tasks:
        if task.lead is not None and task.lead.since >= then:
            taken.append(task)
        elif task.id in moved:
            late.append(task)
        elif task.created_at >= then:
            new.append(task)
    return _there(
        Part(
            "digest-done",
            (*(plain(task) for task in sorted(done, key=_number)), *(Entry(thanked(one)) for one in thanks)),
            last=min(len(thanks), OFTEN),
        ),
        Part("since-decided", tuple(decided)),
        Part("since-taken", tuple(plain(task) for task in most_urgent_first(taken))),
        Part("since-moved", tuple(plain(task) for task in most_urgent_first(late))),
        Part("since-new", tuple(plain(task) for task in most_urgent_first(new))),
    )


def too_soon(open_tasks: Iterable[Task]) -> dict[int, int]:
    """Whose deadline cannot be met as far as is known today, by number: each with the open task that it waits for, by
    way of others perhaps, and that is due later."""
    by_number = {task.number: task for task in open_tasks}
    found: dict[int, int] = {}
    for task in by_number.values():
        before = [(each.deadline, each.number) for each in _before(task, by_number) if each.deadline]
        if task.deadline and before and max(before)[0] > task.deadline:
            found[task.number] = max(before)[1]
    return found


def _before(task: Task, by_number: Mapping[int, Task]) -> list[Task]:
    """The open tasks that have to be over before a task can be."""
    seen: dict[int, Task] = {}
    ahead = list(task.held_by)
    while ahead:
        number = ahead.pop()
        if number in by_number and number not in seen:
            seen[number] = by_number[number]
            ahead += by_number[number].held_by
    return list(seen.values())


def _there(*parts: Part) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.entries)


def _number(task: Task) -> int:
    return task.number


def _did(task: Task, me: int) -> bool:
    part = task.part_of(me)
    return part is not None and part.consent is Consent.ACCEPTED


def _unnamed(task: Task) -> Entry:
    return Entry(listed(short(task), named=False))


def _proposed(task: Task, me: int) -> Entry:
    return Entry(
        listed(short(task), named=False),
        (
            Choice(f"accept {task.number}", phrase("choice-accept-of", number=task.number), me),
            Choice(f"decline {task.number}", phrase("choice-decline-of", number=task.number), me),
        ),
    )


def _proposed_role(role: TeamRole, me: int) -> Entry:
    name = first_line(role.name, SHORT_TITLE)
    return Entry(
        line(phrase("role-name", role=name), style=Style.ITEM),
        (
            Choice(f"role accept {role.id}", phrase("choice-role-of", role=name), me),
            Choice(f"role decline {role.id}", phrase("choice-role-decline-of", role=name), me),
        ),
    )


def _carried(task: Task, me: int) -> Entry:
    """One's own: done with one tap."""
    said = listed(short(task), named=False)
    waits = phrase("fact-blocks", tasks=Several(tuple(TaskNumber(n) for n in task.blocks)), count=len(task.blocks))
    facts = (*said.phrases, waits) if task.blocks else said.phrases
    return Entry(replace(said, phrases=facts), (replace(offer("done {n}", "choice-done", task), person=me),))


def _too_soon(task: Task, last: int) -> Entry:
    said = listed(short(task), named=False)
    return Entry(replace(said, phrases=(*said.phrases, phrase("fact-too-soon", number=TaskNumber(last)))))
