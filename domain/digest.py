"""The weekly digest: what got done, what is at risk and what nobody has taken, readable aloud in two minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.card import listed
from domain.document import Choice, Day, Document, Line, Style, line, phrase
from domain.task import Task, most_urgent_first
from domain.text import first_line

MOST_LINES = 25  # in all: title, headings, tasks and the calm line
MOST_A_PART = 7
SHORT_TITLE = 70  # characters: 25 lines stay below what one message holds


@dataclass(frozen=True)
class Calm:
    """How calm the week was: letters held until morning, and times the chat rang."""

    held: int
    sounds: int


@dataclass(frozen=True)
class Thanks:
    """A word of thanks: who says it, to whom, and what for (or nothing), all as they are read."""

    by: str
    to: str
    words: str


@dataclass(frozen=True)
class Part:
    """One part of the digest, most urgent first. `command` is offered for each line with `label`."""

    key: str
    tasks: tuple[Task, ...]
    named: bool = True
    offers: tuple[tuple[str, str], ...] = ()  # (command with {n}, label's key)


def parts(open_tasks: Iterable[Task], done: Iterable[Task], now: datetime) -> tuple[Part, ...]:
    """Every task in the first part it fits, parts in the order of the product; tasks that need no word are left out."""
    free: list[Task] = []
    week: list[Task] = []
    late: list[Task] = []
    waiting: list[Task] = []
    soon = now + timedelta(days=7)
    for task in open_tasks:
        if task.is_free:
            free.append(task)
        elif task.is_late(now):
            late.append(task)
        elif task.deadline and task.deadline <= soon + timedelta(minutes=1):
            week.append(task)
        elif task.held_by or task.blocks:
            waiting.append(task)
    told = (
        Part("digest-free", _sorted(free), named=False, offers=(("take {n}", "choice-take"),)),
        Part("digest-week", _sorted(week)),
        Part(
            "digest-late",
            _sorted(late),
            named=False,
            offers=(("task {n}", "choice-where"), ("take {n} help", "choice-help")),
        ),
        Part("digest-waiting", _sorted(waiting)),
        Part("digest-done", tuple(sorted(done, key=lambda t: t.number))),
    )
    return tuple(part for part in told if part.tasks)


def digest(told: Sequence[Part], *, start: Day, end: Day, calm: Calm, whole: bool = False) -> Document:
    """The digest's document. `whole`: nothing cut, for whoever asked to see the rest in private."""
    if not told:
        return Document((line(phrase("digest-empty")),))
    lines: list[Line] = [line(phrase("digest-title", start=start, end=end), style=Style.TITLE)]
    offered: list[Choice] = []
    room = MOST_LINES - len(lines) - 2  # the calm line and the line that says there is more
    left_out = 0
    for part in told:
        fits = len(part.tasks) if whole else max(0, min(MOST_A_PART, len(part.tasks), room - 1))
        left_out += len(part.tasks) - fits
        if not fits:
            continue
        lines.append(line(phrase(part.key, count=len(part.tasks)), style=Style.HEADING))
        for task in part.tasks[:fits]:
            lines.append(listed(_short(task), named=part.named))
            offered += [
                Choice(command.format(n=task.number), phrase(f"{label}-of", number=task.number))
                for command, label in part.offers
            ]
        room -= fits + 1
    if left_out:
        lines.append(line(phrase("digest-more", count=left_out), style=Style.NOTE))
        offered.append(Choice("digest all", phrase("choice-rest")))
    lines.append(line(phrase("digest-calm", held=calm.held, sounds=calm.sounds), style=Style.NOTE))
    return Document(tuple(lines), tuple(offered))


def _sorted(tasks: list[Task]) -> tuple[Task, ...]:
    return tuple(most_urgent_first(tasks))


def _short(task: Task) -> Task:
    return replace(task, title=first_line(task.title, SHORT_TITLE))
