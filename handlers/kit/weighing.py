"""Before a yes: would it go beyond the hours that somebody gave? They alone are told, with figures of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.beyond import Beyond, beyond, share, taken
from domain.can_we import HORIZON
from domain.document import Choice, Day, Document, Line, Phrase, Several, Style, line, phrase
from domain.load import Hours, Promise
from domain.load_told import effort
from domain.load_told import hours as hours_a_week
from domain.task import Role, Task
from domain.team import Team
from domain.workload import TeamLoad
from handlers.kit.command import Call, Question
from storage import hours, loads
from storage.database import Rows

_ANYWAY = re.compile(r"\s*(?<![\w@#])(?:anyway|anyhow|quand\s+m[eê]me)[\s.!]*$", re.IGNORECASE)
_QUARTER = 15  # minutes

Part = tuple[Task, Role]
"""A task, and what somebody would be in it."""


@dataclass(frozen=True)
class Weighed:
    """What would be too much: the tasks with what of them would be theirs, and the hours a week that they gave."""

    tasks: tuple[tuple[Task, Promise], ...]
    beyond: Beyond
    hours: Hours
    assumed: int | None

    def lines(self) -> tuple[Line, ...]:
        """The figures, as the person reads them."""
        single = self.tasks[0][1].until if len(self.tasks) == 1 and self.tasks[0][0].due else None
        named = Several(tuple(_task(task, mine) for task, mine in self.tasks))
        promised = effort(self.beyond.promised)
        asked = phrase("beyond", tasks=named, promised=promised, day=Day(self.beyond.by))
        if single == self.beyond.by:
            asked = phrase("beyond-then", tasks=named, promised=promised)
        lines = [line(asked), line(_there(self.hours, self.beyond.there))]
        if self.assumed:
            lines.append(line(phrase("beyond-assumed", effort=effort(self.assumed)), style=Style.NOTE))
        return tuple(lines)


def _task(task: Task, mine: Promise) -> Phrase:
    said: dict[str, str | Phrase] = {"number": f"#{task.number}", "effort": effort(mine.minutes)}
    if task.due is None:
        return phrase("beyond-task-undated", **said)
    return phrase("beyond-task", day=Day(mine.until), **said)


def _there(given: Hours, minutes: int) -> Phrase:
    """What they said, and what that is until the day: down to a quarter of an hour, for it is about so much."""
    about = minutes - minutes % _QUARTER
    if not about:
        return phrase("beyond-none", hours=hours_a_week(given))
    return phrase("beyond-there", hours=hours_a_week(given), there=effort(about))


def weigh(rows: Rows, team: Team, person: int, parts: Sequence[Part], now: datetime) -> Weighed | None:
    """What would be too much if somebody said yes to all of these; None if it fits, or they gave no hours."""
    if not parts or not hours.gave(rows, team.id, person):
        return None
    load = loads.of_team(rows, team, now)
    me = load.people.get(person)
    if me is None or me.supply is None:
        return None
    new = [(task, mine) for task, role in parts if (mine := share_of(load, task, person, role))]
    found = beyond(me.supply, me.promises, [mine for _, mine in new], load.today, load.today + HORIZON)
    if found is None:
        return None
    said_nothing = load.assumed(person) or any(not task.effort_minutes for task, _ in new)
    return Weighed(tuple(new), found, me.supply.usual, load.default if said_nothing else None)


def share_of(load: TeamLoad, task: Task, person: int, role: Role) -> Promise | None:
    """What of a task would be somebody's, if they said yes to it."""
    work = next((work for work in load.works if work.task == task.id), None)
    if work is None:
        return None
    return share(taken(work, person, leads=role is Role.LEAD), person, load.default, load.today)


def said_anyway(call: Call) -> tuple[Call, bool]:
    """Did they read the figures, and say yes anyway? The line without these words."""
    bare = _ANYWAY.sub("", call.argument)
    return replace(call, argument=bare), bare != call.argument


def must_fit(call: Call, parts: Sequence[Part], yes: str) -> None:
    """Raises Question, to them alone, where saying yes to these would be too much. `yes`: the line that says it.
    Whoever nothing can be told alone is not held up."""
    found = weigh(call.rows, call.team, call.member.person, parts, call.now) if call.can_answer else None
    if found is not None:
        me, numbers = call.member.person, " ".join(str(task.number) for task, _ in parts)
        anyway = "choice-anyway" if len(parts) == 1 else "choice-anyway-several"
        choices = (
            Choice(f"{yes} anyway", phrase(anyway), me),
            Choice(f"decline {numbers}", phrase("choice-decline"), me),
            Choice(f"give {numbers} someone", phrase("choice-find"), me),
        )
        free = line(phrase("beyond-free"), style=Style.NOTE)
        raise Question(Document((*found.lines(), free), choices))


def ways(person: int, number: int) -> tuple[Choice, ...]:
    """The three answers to a proposal that would be too much."""
    return (
        Choice(f"accept {number} anyway", phrase("choice-anyway-of", number=number), person),
        Choice(f"decline {number}", phrase("choice-decline-of", number=number), person),
        Choice(f"give {number} someone", phrase("choice-find-of", number=number), person),
    )
