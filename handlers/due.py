"""Move a deadline. An earlier one, set by somebody else than the owner, asks the owner again."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.card import due_choices, due_phrase
from domain.deadline import YEARS_AHEAD
from domain.document import Choice, Day, Document, Typed, line, phrase, says
from domain.rights import Deed
from domain.task import Task
from domain.text import OFF, fold
from domain.text import words as words_of
from handlers.kit import moving, undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Question, Refusal
from storage import tasks


def due(call: Call) -> Outcome:
    task, words = _about(call)
    if not words:
        raise Question(_when(call, task))
    if fold(words) in OFF:
        return _move(call, task, None)
    exact = _exact(words, call.zone)
    if exact is not None and (call.pressed or _is_ahead(exact, call.said_at, call.zone)):
        return _move(call, task, exact)
    reading = call.read(words)
    if reading.alternatives:
        raise Question(_which_reading(call, task, reading.alternatives))
    if reading.due is None or any(c.isdigit() for c in reading.title):  # nothing that was typed goes lost in silence
        raise Refusal("refusal-date", example=Typed("due", _example(call, task.number)))
    return _move(call, task, reading.due, reading.repeat, reading.part)


def _about(call: Call) -> tuple[Task, str]:
    """The task that is meant, and the date. A line that is all date names no task, though it begins with a number."""
    reading = call.read(call.argument)
    is_all_date = (reading.due or reading.alternatives) and not words_of(reading.title)
    if call.pressed or not is_all_date:
        return which.open_one(call)
    if call.replied is not None:
        which.must_be_open(call.replied)
        return call.replied, call.argument
    if offered := which.offer(call):
        raise which.question(call, offered, call.argument)
    raise Refusal("refusal-which", example=call.example())


def _exact(words: str, zone: ZoneInfo) -> date | datetime | None:
    """A date as buttons write it (ISO 8601): it means what it says, whoever presses it and when."""
    try:
        if len(words) <= len("2026-03-06"):
            return date.fromisoformat(words)
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment if moment.tzinfo else wall_clock.instant(moment.date(), moment.time(), zone)


def _is_ahead(due: date | datetime, now: datetime, zone: ZoneInfo) -> bool:
    day, today = (
        (wall_clock.local_day(due, zone) if isinstance(due, datetime) else due),
        wall_clock.local_day(now, zone),
    )
    if day.year > today.year + YEARS_AHEAD:
        return False
    return due > now if isinstance(due, datetime) else due >= today


def _move(
    call: Call, task: Task, to: date | datetime | None, repeat: str | None = None, part: str | None = None
) -> Outcome:
    moving.move(call, task, to, part)
    if repeat is not None:
        tasks.change(call.rows, task.id, repeat=repeat, repeat_zone=call.member.zone)
    letters = moving.settle(call, task)
    undo.remember(call, task)
    said = due_phrase(to, part) if to else phrase("due-none")
    what = phrase("item-plain", number=f"#{task.number}", title=task.title)
    return Outcome(answer=call.aside(Document((line(what, said),))), changed=(task.id,), letters=letters)


def _when(call: Call, task: Task) -> Document:
    """Asked without a date (a nudge's button): two usual ones to press, and how to type another."""
    today = call.said_at.astimezone(call.zone).date()
    days = (date.fromordinal(today.toordinal() + 1), date.fromordinal(today.toordinal() + 7))
    asking = line(phrase("ask-when", example=Typed("due", _example(call, task.number))))
    return Document(
        (asking,),
        tuple(Choice(f"due {task.number} {d}", phrase("choice-day", day=Day(d)), call.member.person) for d in days),
    )


def _which_reading(call: Call, task: Task, readings: tuple[date | datetime, ...]) -> Document:
    return Document(says("ask-which-date").lines, due_choices(task.number, readings, call.zone, call.member.person))


def _example(call: Call, number: int = 12) -> str:
    return f"{number} {call.either('friday 6pm', 'vendredi 18h')}"


COMMAND = Command(
    en="due",
    fr="echeance",
    run=due,
    nearly=("date", "deadline", "delai", "quand", "when", "reporter", "deplacer", "move"),
    deeds=(Deed.MOVE,),
    about=Pool.MINE,
    menu=5,
    examples=(
        Example(en="due 12 friday 18:00", fr="echeance 12 vendredi 18h"),
        Example(en="due 12 off", fr="echeance 12 aucune"),
    ),
)
