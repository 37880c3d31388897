"""Move a deadline. An earlier one, set by somebody else than the owner, asks the owner again."""

from __future__ import annotations

from datetime import date, datetime

from domain.card import due_phrase
from domain.document import Choice, Day, Document, Moment, Typed, line, phrase, says
from domain.task import Role, Task
from domain.text import fold
from handlers.kit import promises, which
from handlers.kit.command import Call, Command, Example, Outcome, PrivateLetter, Refusal
from storage import assignments, tasks

_NONE = frozenset({"off", "none", "non", "aucune", "rien", "sans"})


def due(call: Call) -> Outcome:
    task, words = which.one(call, "due", _example(call))
    if not task.is_open:
        raise Refusal("refusal-closed", number=f"#{task.number}", example=Typed("reopen", str(task.number)))
    if not words:
        return Outcome(answer=_when(call, task))
    if fold(words) in _NONE:
        return _move(call, task, None)
    reading = call.read(words)
    if reading.alternatives:
        return Outcome(answer=_which_reading(call, task, reading.alternatives))
    if reading.due is None:
        raise Refusal("refusal-date", example=Typed("due", _example(call, task.number)))
    return _move(call, task, reading.due)


def _move(call: Call, task: Task, to: date | datetime | None) -> Outcome:
    columns = promises.columns_of(to, call.zone)
    deadline = promises.deadline_of(to, call.zone)
    was = task.due.isoformat() if task.due else None
    tasks.set_due(
        call.rows,
        task,
        day=None if to is None else _day(columns["day"]),
        at=to if isinstance(to, datetime) else None,
        deadline=deadline,
        now=call.said_at,
    )
    tasks.note(call.rows, task.id, "moved", call.member.person, call.said_at, was=was)
    moved = tasks.by_id(call.rows, task.id)
    assert moved is not None
    letters = _ask_again(call, task, moved)
    again = tasks.by_id(call.rows, task.id) if letters else moved
    assert again is not None
    promises.plan_nudges(call.rows, again, again.accepted, call.hours, call.team.zone, call.now)
    answer = None
    if not call.in_group:
        said = due_phrase(to) if to else phrase("due-none")
        answer = Document((line(phrase("item-plain", number=f"#{task.number}", title=task.title), said),))
    return Outcome(answer=answer, changed=(task.id,), letters=letters)


def _ask_again(call: Call, before: Task, after: Task) -> tuple[PrivateLetter, ...]:
    """Whoever leads, or is being asked to, is asked about the earlier date; what they were asked before is void."""
    lead = after.lead or next((a for a in after.proposed if a.role is Role.LEAD), None)
    if lead is None or lead.person == call.member.person or after.deadline is None:
        return ()
    if before.deadline is not None and after.deadline >= before.deadline:
        return ()
    assignments.unassign(call.rows, [lead.id])
    return (promises.propose(call, after, lead.person, lead.role),)


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
    choices = []
    for reading in readings:
        if isinstance(reading, datetime):
            at, label = (
                reading.astimezone(call.zone).strftime("%Y-%m-%d %H:%M"),
                phrase("choice-moment", moment=Moment(reading)),
            )
        else:
            at, label = reading.isoformat(), phrase("choice-day", day=Day(reading))
        choices.append(Choice(f"due {task.number} {at}", label, call.member.person))
    return Document(says("ask-which-date").lines, tuple(choices))


def _day(day: date | datetime | None) -> date | None:
    return day.date() if isinstance(day, datetime) else day


def _example(call: Call, number: int = 12) -> str:
    return f"{number} vendredi 18h" if call.language == "fr" else f"{number} friday 6pm"


COMMAND = Command(
    en="due",
    fr="echeance",
    run=due,
    menu=5,
    examples=(
        Example(en="due 12 friday 18:00", fr="echeance 12 vendredi 18h"),
        Example(en="due 12 off", fr="echeance 12 aucune"),
    ),
)
