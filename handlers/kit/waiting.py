"""Making one task wait for others, so that none ever waits for itself."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Typed
from domain.ordering import cycle
from domain.task import Task
from handlers.kit.command import Call, Refusal
from storage import tasks


def earlier_ones(call: Call, numbers: Iterable[int]) -> list[Task]:
    """The tasks with these numbers. Raises Refusal where one does not exist."""
    found = []
    for number in numbers:
        task = tasks.numbered(call.rows, call.team.id, number)
        if task is None:
            raise Refusal("refusal-no-such-task", number=f"#{number}", example=Typed("tasks"))
        found.append(task)
    return found


def wait_for(call: Call, task: Task, earlier: Iterable[Task]) -> None:
    """Let a task wait for others, besides those that it waits for. Raises Refusal where it would wait for itself."""
    new = [other for other in earlier if other.number not in task.waits_for]
    way = circle(call, task, [other.number for other in new])
    if way is not None:
        raise Refusal("refusal-cycle", tasks=_chain(way))
    tasks.wait_for(call.rows, task.id, [other.id for other in new])


def circle(call: Call, task: Task, earlier: Iterable[int]) -> tuple[int, ...] | None:
    """The way on which a task would wait for itself if it waited for these numbers; None if there is none."""
    new = [number for number in earlier if number not in task.waits_for]
    if not new:
        return None
    waits = tasks.waits_of_team(call.rows, call.team.id)
    return next((way for number in new if (way := cycle(waits, task.number, number)) is not None), None)


def _chain(way: tuple[int, ...]) -> str:
    return " → ".join(f"#{number}" for number in way)
