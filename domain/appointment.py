"""An event: an appointment to which people say that they come. Whoever cannot is nowhere told, and nowhere counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.card import due_phrase
from domain.document import Choice, Document, Line, Phrase, Several, Style, line, phrase
from domain.quiet_hours import Quiet, opens, start_of_open_hours
from domain.task import Task, TaskKind
from domain.text import fold

LONGEST_WORDS = 300  # characters of what is said besides its title
LASTS = timedelta(hours=3)
"""How long an event lasts that has a time, unless its length was said (`~2h`)."""
STAYS = timedelta(days=1)
"""How long it is kept who comes once it is over, should it be opened again."""
_MOST_NAMES = 40  # on a card
_DAY = timedelta(days=1)

COME = frozenset(
    {"come", "coming", "yes", "i come", "viens", "vient", "oui", "present", "presente", "j'y serai", "je viens"}
)
CANNOT = frozenset(
    {"cannot", "can't", "i cannot", "i can't", "no", "absent", "absente", "non", "empeche", "pas"}
    | {"peux pas", "je peux pas", "je ne peux pas", "viens pas", "je ne viens pas"}
)


def verb(word: str) -> str:
    """`come` or `cannot`, if a word says so; empty if it says neither."""
    said = fold(word)
    return "come" if said in COME else "cannot" if said in CANNOT else ""


def is_open_event(task: Task) -> bool:
    return task.kind is TaskKind.EVENT and task.is_open


def ends(task: Task) -> datetime | None:
    """When it is over (UTC): at the end of its day, or so long after its time; None without a date."""
    if task.due_at is None:
        return task.deadline
    return task.due_at + (timedelta(minutes=task.effort_minutes) if task.effort_minutes else LASTS)


def reminder_at(task: Task, since: datetime, hours: Sequence[Quiet], zone: ZoneInfo) -> datetime | None:
    """When somebody who said `since` when that they come is reminded: as open hours start on the day before. None for
    whoever said so, or is told that it was moved, no earlier than that, or where no date is set. Raises NeverOpen."""
    if task.due is None or task.deadline is None:
        return None
    day = wall_clock.local_day(task.due, zone) if isinstance(task.due, datetime) else task.due
    at = start_of_open_hours(hours, day - _DAY, zone)
    told = since
    if task.due_set_at is not None and task.due_set_at > since:  # moved: they hear of it as soon as it is not quiet
        told = opens(hours, task.due_set_at, zone)
    return at if told < at < task.deadline else None


# ---- what is shown


def answers(number: int) -> tuple[Choice, Choice]:
    return (
        Choice(f"event come {number}", phrase("choice-come")),
        Choice(f"event cannot {number}", phrase("choice-cannot")),
    )


def coming(names: Sequence[str]) -> Iterator[Line]:
    """How many come, and who. Of nobody, nothing is said."""
    if names:
        shown: tuple[str | Phrase, ...] = tuple(names[:_MOST_NAMES])
        if len(names) > _MOST_NAMES:
            shown = (*shown, phrase("coming-more", count=len(names) - _MOST_NAMES))
        yield line(phrase("coming", count=len(names), people=Several(shown)))


def with_answers(card: Document, task: Task, names: Sequence[str], *, live: bool) -> Document:
    """Its card (title, date, the rest), with those who come below its date, and (`live`) the two answers before all
    other buttons. Once it is over, neither."""
    if not is_open_event(task):
        return card
    first, rest = card.lines[:2], card.lines[2:]
    buttons = (*answers(task.number), *card.choices) if live else ()
    return Document((*first, *coming(names), *rest), buttons)


def reminder(task: Task, person: int) -> Document:
    """The day before, to whoever comes."""
    what = line(phrase("item-plain", number=f"#{task.number}", title=task.title), *_when(task), style=Style.ITEM)
    return Document((line(phrase("event-tomorrow"), style=Style.HEADING), what), (_withdraw(task, person),))


def moved(task: Task, person: int) -> Document:
    """To whoever comes: it is at another time."""
    what = line(phrase("item-plain", number=f"#{task.number}", title=task.title), *_when(task), style=Style.ITEM)
    return Document((line(phrase("event-moved"), style=Style.HEADING), what), (_withdraw(task, person),))


def _withdraw(task: Task, person: int) -> Choice:
    return Choice(f"event cannot {task.number}", phrase("choice-cannot-of", number=task.number), person)


def off(task: Task, why: str | None) -> Document:
    """To whoever would have come: it does not take place."""
    what = line(phrase("item-plain", number=f"#{task.number}", title=task.title), *_when(task), style=Style.ITEM)
    reason = (line(phrase("card-quote", text=why), style=Style.QUOTE),) if why else ()
    return Document((line(phrase("event-off"), style=Style.HEADING), what, *reason))


def listed(task: Task, count: int, *, mine: bool) -> Line:
    """One line of the list of events."""
    said = [phrase("item-plain", number=f"#{task.number}", title=task.title), *_when(task)]
    if count:
        said.append(phrase("coming-count", count=count))
    if mine:
        said.append(phrase("coming-you"))
    return line(*said, style=Style.ITEM)


def _when(task: Task) -> tuple[Phrase, ...]:
    return (due_phrase(task.due, task.due_part),) if task.due else ()
