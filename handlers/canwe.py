"""Can the group take something on? Yes, not before a day, or no, with the figures and what would have to give.

Asked in a group, the answer goes to whoever asked, in private: what becomes of it is theirs to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from math import ceil

from domain import can_we as rules
from domain import wall_clock
from domain.amount import amount
from domain.can_we import HORIZON, Answer
from domain.card import titles_of
from domain.document import Choice, Day, Document, Line, Phrase, Style, Typed, line, phrase, says
from domain.load import WEEK
from domain.load_told import effort
from domain.task import Task
from domain.workload import ENOUGH_PEOPLE, TeamLoad, dealt
from handlers.kit.command import Call, Command, Example, Outcome, Question, Refusal
from storage import loads, tasks

_USUAL = (5, 10, 20, 40)  # hours, where none were said
_AHEAD = (2, 4, 8)  # weeks, where no day was said
_MOST_NAMED = 3
_HOUR = 60
_HALF = 30


def can_we(call: Call) -> Outcome:
    load = loads.of_team(call.rows, call.team, call.now)
    if not load.may_be_told:
        return Outcome(answer=says("load-not-yet", people=ENOUGH_PEOPLE, example=Typed("hours", "3h")))
    minutes, words = amount(call.argument)
    until = _until(call, load.today, minutes, words)
    if not minutes:
        return _ask_how_much(call, until)
    if until is None:
        return _ask_when(call, load.today, minutes)
    if until > load.today + HORIZON:
        raise Refusal("refusal-canwe-far", day=Day(load.today + HORIZON), example=call.example(1))
    return Outcome(answer=_answer(call, load, minutes, until))


# ---- what is asked


def _until(call: Call, today: date, minutes: int | None, words: str) -> date | None:
    """The last day that counts, by the team's clocks; None if the words name none that is ahead."""
    reading = call.read(words)
    read = () if reading.repeat else reading.alternatives or (reading.due,)
    days = sorted({_local(call, each) for each in read if each is not None})
    if len(days) > 1:
        me, much = call.member.person, _typed(minutes) if minutes else ""
        choices = (Choice(f"canwe {much} {day}", phrase("choice-day", day=Day(day)), me) for day in days)
        raise Question(Document(says("ask-which-date").lines, tuple(choices)))
    return next((day for day in days if day >= today), None)


def _local(call: Call, due: date | datetime) -> date:
    return wall_clock.local_day(due, call.team.zone) if isinstance(due, datetime) else due


def _typed(minutes: int) -> str:
    """As it is read again: `20h`, `1h30`."""
    hours, rest = divmod(minutes, _HOUR)
    return f"{hours}h{rest:02}" if rest else f"{hours}h"


def _ask_how_much(call: Call, until: date | None) -> Outcome:
    begun = f"canwe {until}" if until else "canwe"
    choices = (Choice(f"{begun} {each}h", effort(each * _HOUR), call.member.person) for each in _USUAL)
    asks = line(phrase("ask-canwe-hours", example=call.example()))
    return Outcome(answer=Document((asks,), tuple(choices)), expects=begun, refused=True)


def _ask_when(call: Call, today: date, minutes: int) -> Outcome:
    begun = f"canwe {_typed(minutes)}"
    days = (today + timedelta(weeks=each) for each in _AHEAD)
    choices = (Choice(f"{begun} {day}", phrase("choice-day", day=Day(day)), call.member.person) for day in days)
    asks = line(phrase("ask-canwe-day", hours=effort(minutes), example=call.example()))
    return Outcome(answer=Document((asks,), tuple(choices)), expects=begun, refused=True)


# ---- what is answered


def _answer(call: Call, load: TeamLoad, minutes: int, until: date) -> Document:
    found = rules.can_we(minutes, until, tuple(load.people.values()), load.nobody, load.today)
    unit = _HALF if minutes < 10 * _HOUR else _HOUR
    lines = [
        line(_verdict(found, minutes, until), style=Style.TITLE),
        line(*_figures(found.rounded(unit), until)),
    ]
    if found.by != until:
        lines += _what_would_give(call, load, minutes - found.free // unit * unit, until)
    lines.append(line(*_counted(load, unit), style=Style.NOTE))
    return Document(tuple(lines))


def _figures(told: Answer, until: date) -> Iterator[Phrase]:
    """What is there, what is needed of it, and what is left, rounded so that they add up."""
    yield phrase("canwe-there", hours=effort(told.there), day=Day(until))
    yield phrase("canwe-promised", hours=effort(told.promised))
    if told.elsewhere:
        yield phrase("canwe-elsewhere", hours=effort(told.elsewhere))
    yield phrase("canwe-nobody", hours=effort(told.nobody))
    if told.later:
        yield phrase("canwe-kept", hours=effort(told.later))
    if told.free < 0:
        yield phrase("canwe-over", hours=effort(-told.free))
    else:
        yield phrase("canwe-free", hours=effort(told.free))


def _counted(load: TeamLoad, unit: int) -> Iterator[Phrase]:
    """What was assumed, and rounded."""
    assumed = load.assumed()
    if assumed and load.default:
        yield phrase("load-assumed", count=assumed, effort=effort(load.default))
    elif assumed:
        yield phrase("load-unsaid", count=assumed)
    yield phrase("load-half-hours" if unit == _HALF else "load-whole-hours")


def _verdict(found: Answer, minutes: int, until: date) -> Phrase:
    if found.by == until:
        return phrase("canwe-yes", hours=effort(minutes), day=Day(until))
    if found.by is not None:
        return phrase("canwe-later", hours=effort(minutes), day=Day(found.by))
    return phrase("canwe-no", hours=effort(minutes))


def _what_would_give(call: Call, load: TeamLoad, missing: int, until: date) -> Iterator[Line]:
    """The hours that would be needed more, and the tasks nobody has taken that need their own."""
    weeks = ((until - load.today).days + 1) / WEEK
    said = phrase("canwe-more", hours=effort(missing), day=Day(until))
    if weeks >= 2:
        a_week = ceil(missing / weeks / _HALF) * _HALF
        said = phrase("canwe-more-weekly", hours=effort(missing), day=Day(until), week=effort(a_week))
    yield line(said)
    if named := _untaken(call, load, until):
        yield line(phrase("canwe-give", tasks=titles_of(named)))


def _untaken(call: Call, load: TeamLoad, until: date) -> list[Task]:
    """What nobody has taken and is due by then, what takes longest first."""
    dealt_out = {work.task: dealt(work, load.default, load.today) for work in load.works}
    left = {
        task: sum(promise.minutes for person, promise in shares if person is None and promise.until <= until)
        for task, shares in dealt_out.items()
    }
    there = [task for task in tasks.of_team(call.rows, call.team.id) if left.get(task.id)]
    return sorted(there, key=lambda task: (-left[task.id], task.number))[:_MOST_NAMED]


COMMAND = Command(
    en="canwe",
    fr="peuton",
    run=can_we,
    also=("peut-on",),
    nearly=("can", "can-we", "peut", "peutons", "capacity", "capacite", "possible"),
    examples=(
        Example(en="canwe 20h by 30 april", fr="peuton 20h d'ici le 30 avril"),
        Example(en="canwe 20h in a month", fr="peuton 20h dans un mois"),
    ),
)
