"""The weekly digest: what got done, what is at risk and what nobody has taken, readable aloud in two minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain import milestone
from domain.card import listed, number_of
from domain.document import Choice, Day, Document, Line, Moment, Phrase, Several, Style, line, phrase
from domain.plan import NO_PLAN, Plan
from domain.task import Task, TaskKind, most_urgent_first
from domain.text import first_line

MOST_LINES = 25  # in all: title, headings, entries and the calm line
MOST_A_PART = 7
MOST_BUTTONS = 60  # below a digest in which nothing is cut; messengers take a hundred, and the rest can be typed
SHORT_TITLE = 70  # characters: 25 lines stay below what one message holds
_THANKS_AT_LEAST = 3  # lines that much work done does not crowd out
_RANG_AT_LEAST = 3
_MOST_OF_LOAD = 2
_WHAT_FOR = re.compile(r"(?:pour|for)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Calm:
    """How calm the week was: letters held until morning, times the chat rang, and messages that were none, because a
    card was edited in place."""

    held: int
    sounds: int
    saved: int = 0


@dataclass(frozen=True)
class Thanks:
    """A word of thanks: who says it, to whom, and what for as it was typed (or nothing)."""

    by: str
    to: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Rang:
    """What made the whole group ring, and when (aware UTC); who it was is not told again."""

    at: datetime
    reason: str


@dataclass(frozen=True)
class Entry:
    """One line of the digest, and the buttons of those that ask for somebody."""

    line: Line
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Part:
    """One part of the digest, most urgent first. The `last` entries stay even where the others are cut, and `sure` ones
    have their lines even where earlier parts would fill all of them. `counted`: the heading says how many there are."""

    key: str
    entries: tuple[Entry, ...]
    last: int = 0
    sure: int = 0
    counted: bool = True

    @property
    def lines_kept(self) -> int:
        """With the heading."""
        return self.sure + 1 if self.sure else 0

    def cut(self, most: int) -> tuple[Entry, ...]:
        if most >= len(self.entries):
            return self.entries
        last = min(self.last, most // 2)
        return self.entries[: most - last] + self.entries[len(self.entries) - last :]


def parts(
    open_tasks: Iterable[Task],
    done: Iterable[Task],
    now: datetime,
    *,
    vacant: Sequence[str] = (),
    thanks: Sequence[Thanks] = (),
    rang: Sequence[Rang] = (),
    debates: Sequence[Entry] = (),
    decisions: Sequence[Entry] = (),
    plan: Plan = NO_PLAN,
    room: Sequence[Line] = (),
) -> tuple[Part, ...]:
    """Every task in the first part it fits, parts in the order of the product; tasks that need no word are left out.
    `vacant`: the names of the roles that nobody holds. A decision is something done, which everybody has to know. By
    the `plan`, what decides a date comes first in its part, and what cannot be met is told. `room`: what the group has
    promised, and could."""
    free: list[Task] = []
    week: list[Task] = []
    late: list[Task] = []
    waiting: list[Task] = []
    soon = now + timedelta(days=7)
    there = list(open_tasks)
    for task in there:
        if not task.is_work:
            continue
        if task.is_free or task.is_offered or _seeks_hands(task):
            free.append(task)
        elif task.is_late(now):
            late.append(task)
        elif task.deadline and task.deadline <= soon + timedelta(minutes=1):
            week.append(task)
        elif task.held_by or task.blocks or task.number in plan.key_to or task.number in plan.short:
            waiting.append(task)
    over = sorted(done, key=lambda task: task.number)
    told = (
        Part("digest-decide", tuple(_vacant(name) for name in vacant)),
        Part("digest-free", tuple(marked(_free(task), task, plan) for task in critical_first(free, plan))),
        Part("digest-week", tuple(_planned(task, plan) for task in critical_first(week, plan))),
        Part("digest-late", tuple(marked(_late(task), task, plan) for task in critical_first(late, plan))),
        Part("digest-waiting", tuple(_planned(task, plan) for task in critical_first(waiting, plan))),
        Part(
            "digest-done",
            (*decisions, *(plain(task) for task in over), *(Entry(thanked(one)) for one in thanks)),
            last=min(len(thanks), _THANKS_AT_LEAST),
        ),
        Part("digest-parked", tuple(debates)),
        Part("digest-ahead", tuple(marked(_ahead(task, there, now), task, plan) for task in dates_ahead(there, now))),
        Part(
            "digest-load", tuple(Entry(replace(each, style=Style.ITEM)) for each in room[:_MOST_OF_LOAD]), counted=False
        ),
        Part("digest-urgent", tuple(_rang(one) for one in rang), sure=min(len(rang), _RANG_AT_LEAST)),
    )
    there_is = tuple(part for part in told if part.entries)
    return there_is if any(part.key != "digest-load" for part in there_is) else ()  # that alone is no news


def digest(told: Sequence[Part], *, start: Day, end: Day, calm: Calm, whole: bool = False) -> Document:
    """The digest's document. `whole`: nothing cut, for whoever asked to see the rest in private."""
    if not told:
        return Document((line(phrase("digest-empty")),))
    how_calm = line(phrase("digest-calm", held=calm.held, sounds=calm.sounds, saved=calm.saved), style=Style.NOTE)
    title = phrase("digest-title", start=start, end=end)
    return page(title, told, foot=(how_calm,), rest="digest all", whole=whole)


def page(
    title: Phrase,
    told: Sequence[Part],
    *,
    rest: str,
    head: Sequence[Line] = (),
    foot: Sequence[Line] = (),
    whole: bool = False,
) -> Document:
    """Parts below a title: all there is to say in as many lines as one message holds. `rest`: the command that shows
    what was cut."""
    lines: list[Line] = [line(title, style=Style.TITLE), *head]
    offered: list[Choice] = []
    kept = sum(part.lines_kept for part in told)
    room = MOST_LINES - len(lines) - len(foot) - 1 - kept  # and the line that says there is more
    left_out = 0
    for part in told:
        there = len(part.entries)
        room += part.lines_kept
        shown = part.cut(there if whole else max(0, min(MOST_A_PART, room - 1)))
        left_out += there - len(shown)
        if not shown:
            continue
        heading = phrase(part.key, count=there) if part.counted else phrase(part.key)
        lines.append(line(heading, style=Style.HEADING))
        for entry in shown:
            lines.append(entry.line)
            offered += entry.choices
        room -= len(shown) + 1
    if left_out:
        lines.append(line(phrase("digest-more", count=left_out), style=Style.NOTE))
        offered.append(Choice(rest, phrase("choice-rest")))
    return Document((*lines, *foot), tuple(offered[:MOST_BUTTONS]))


def dates_ahead(open_tasks: Iterable[Task], now: datetime) -> list[Task]:
    """Milestones and events of the coming weeks, the nearest first."""
    ahead = (task for task in open_tasks if milestone.is_ahead(task, now))
    return sorted(ahead, key=lambda task: (task.deadline or now, task.number))


def _ahead(task: Task, open_tasks: Sequence[Task], now: datetime) -> Entry:
    return Entry(milestone.line_of(short(task), open_tasks, now)) if task.kind is TaskKind.MILESTONE else plain(task)


def _planned(task: Task, plan: Plan) -> Entry:
    """No name stands beside a date that cannot be met: it is nobody's fault."""
    return marked(Entry(listed(short(task), named=task.number not in plan.short)), task, plan)


def critical_first(tasks: Iterable[Task], plan: Plan) -> list[Task]:
    """First what decides a date, then what others wait for."""
    return sorted(most_urgent_first(tasks), key=lambda task: task.number not in plan.key_to)


def marked(entry: Entry, task: Task, plan: Plan) -> Entry:
    """A line that says which date its task decides, and whether its own cannot be met as things stand."""
    said = []
    if end := plan.key_to.get(task.number):
        said.append(phrase("fact-key", task=number_of(plan.tasks[end])))
    if task.number in plan.short:
        said.append(phrase("fact-short"))
    elif task.number in plan.beyond:
        said.append(phrase("fact-beyond"))
    return replace(entry, line=replace(entry.line, phrases=(*entry.line.phrases, *said))) if said else entry


def _seeks_hands(task: Task) -> bool:
    """Somebody leads it or is asked to, and it looks for more than were asked."""
    return task.help_wanted or len(task.assignments) < task.wanted


def plain(task: Task) -> Entry:
    return Entry(listed(short(task)))


def _free(task: Task) -> Entry:
    """No names stand here: nobody is exposed by what is missing."""
    said = listed(short(task), named=False)
    if task.is_free or task.is_offered:
        return Entry(said, (offer("take {n}", "choice-take", task),))
    wanted = phrase("fact-wanted", there=len(task.accepted), wanted=task.wanted)
    seeks = phrase("fact-help") if task.help_wanted else wanted
    return Entry(replace(said, phrases=(*said.phrases, seeks)), (offer("take {n} help", "choice-help", task),))


def _late(task: Task) -> Entry:
    offers = (offer("task {n}", "choice-where", task), offer("take {n} help", "choice-help", task))
    return Entry(listed(short(task), named=False), offers)


def offer(command: str, label: str, task: Task) -> Choice:
    return Choice(command.format(n=task.number), phrase(f"{label}-of", number=task.number))


def _vacant(role: str) -> Entry:
    short = first_line(role, SHORT_TITLE)
    take = Choice(f"role {role} me", phrase("choice-role-of", role=short))
    return Entry(line(phrase("item-role", role=short), style=Style.ITEM), (take,))


def thanked(thanks: Thanks) -> Line:
    to = Several(thanks.to)
    if not thanks.words:
        return line(phrase("digest-thanks", by=thanks.by, to=to), style=Style.ITEM)
    if named := _WHAT_FOR.match(thanks.words):
        words = thanks.words[named.end() :]
        return line(phrase("digest-thanks-for", by=thanks.by, to=to, words=words), style=Style.ITEM)
    return line(phrase("digest-thanks-saying", by=thanks.by, to=to, words=thanks.words), style=Style.ITEM)


def _rang(rang: Rang) -> Entry:
    said = phrase("digest-rang", at=Moment(rang.at), reason=first_line(rang.reason, SHORT_TITLE))
    return Entry(line(said, style=Style.ITEM))


def short(task: Task) -> Task:
    return replace(task, title=first_line(task.title, SHORT_TITLE))
