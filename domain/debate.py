"""A debate set aside until the next meeting: its topic, what people think in a line each, and what was decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.document import Choice, Day, Document, Line, Linked, Phrase, Style, line, phrase
from domain.quiet_hours import USUAL_MORNING
from domain.text import first_line, fold

LONGEST_TOPIC = 120  # characters, and of the next two
LONGEST_VIEW = 160
LONGEST_DECISION = 300
MOST_ON_CARD = 12  # views: the card stays one message
MOST_PARKED = 40  # topics that wait at a time
SHORT = 70  # characters of a topic within a list
_NAME = re.compile(r"([A-Za-z]{1,2})(?:\s*[:,.;)–—-]+\s*|\s*$)|([A-Z]{1,2})(?=\s)")


class Fate(StrEnum):
    PARKED = "parked"
    DECIDED = "decided"
    DROPPED = "dropped"


@dataclass(frozen=True)
class View:
    """What one person thinks, in a line. `person`: whose it is as long as that is kept, `name` theirs. Not `named`: the
    others never see whose it is. `shown_from` (aware UTC): not on the card before."""

    id: int
    person: int | None
    name: str | None
    words: str
    named: bool
    shown_from: datetime
    gone_from: datetime | None = None


@dataclass(frozen=True)
class Debate:
    """`author`: who set it aside. `quote` and `link`: of the message that was answered. `due_at`: when its card has
    something to show by itself. All instants are aware UTC."""

    id: int
    team_id: int
    number: int
    title: str
    fate: Fate
    author: int | None
    quote: str | None
    link: str | None
    parked_at: datetime
    decision: str | None
    closed_at: datetime | None
    due_at: datetime | None = None
    views: tuple[View, ...] = ()

    @property
    def name(self) -> str:
        return name_of(self.number)

    @property
    def is_parked(self) -> bool:
        return self.fate is Fate.PARKED

    def view_of(self, person: int) -> View | None:
        return next((view for view in self.views if view.person == person), None)

    def seen(self, now: datetime) -> list[View]:
        """The views that everybody sees. Those without a name come last, by their words: their place tells nothing."""
        there = [view for view in self.views if self._is_seen(view, now)]
        return sorted(there, key=lambda v: (not v.named, v.id if v.named else 0, fold(v.words), v.words))

    def _is_seen(self, view: View, now: datetime) -> bool:
        if not self.is_parked:
            return view.gone_from is None
        return view.shown_from <= now and (view.gone_from is None or view.gone_from > now)

    def next_change(self, now: datetime) -> datetime | None:
        """When lines without a name come or go next."""
        ahead = [at for view in self.views for at in (view.shown_from, view.gone_from) if at is not None and at > now]
        return min(ahead, default=None) if self.is_parked else None


def name_of(number: int) -> str:
    """A, B, … Z, AA, AB: a letter, so that nobody takes it for a task's number."""
    name = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def number_of(name: str) -> int:
    """The number that a name stands for, small letters or not."""
    number = 0
    for letter in name.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


@dataclass(frozen=True)
class Naming:
    """The debate that a text names first, and the words after it. Not `sure`: "I think" may be about no debate."""

    number: int
    rest: str
    sure: bool


def named_first(text: str) -> Naming | None:
    """A letter is a name where it is alone or has a sign behind it, and may be one where it is a capital: "a new price"
    names none."""
    found = _NAME.match(text.strip())
    if found is None:
        return None
    name = found.group(1) or found.group(2)
    return Naming(number_of(name), text.strip()[found.end() :].strip(), found.group(1) is not None)


def next_showing(now: datetime, zone: ZoneInfo) -> datetime:
    """When the card next shows what was written without a name: tomorrow morning, with all that others wrote today."""
    return wall_clock.instant(wall_clock.local_day(now, zone) + timedelta(days=1), USUAL_MORNING, zone)


def topic(debate: Debate) -> Linked:
    return Linked(debate.name, debate.link)


def title_of(debate: Debate) -> Phrase:
    """A debate as one line of a list, or a sentence, names it."""
    return phrase("debate-title", topic=topic(debate), title=first_line(debate.title, SHORT))


def card(debate: Debate, now: datetime, zone: ZoneInfo, *, live: bool = True) -> Document:
    """What stands in the chat, edited in place. An older card (`live` false) has no buttons."""
    style = Style.STRUCK if debate.fate is Fate.DROPPED else Style.TITLE
    title = phrase("debate-title", topic=topic(debate), title=debate.title)
    lines = [line(title, style=style), line(_state(debate, zone))]
    if debate.quote and debate.quote != debate.title:
        lines.append(line(phrase("card-quote", text=debate.quote), style=Style.QUOTE))
    seen = debate.seen(now)
    lines += lines_of(seen[:MOST_ON_CARD])
    if len(seen) > MOST_ON_CARD:
        lines.append(line(phrase("debate-more-views", count=len(seen) - MOST_ON_CARD), style=Style.NOTE))
    return Document(tuple(lines), _choices(debate) if live and debate.is_parked else ())


def lines_of(views: Sequence[View]) -> list[Line]:
    return [line(_said(view), style=Style.ITEM) for view in views]


def _said(view: View) -> Phrase:
    if not view.named:
        return phrase("debate-view", text=view.words)
    return phrase("debate-view-of", who=view.name or phrase("somebody"), text=view.words)


def _state(debate: Debate, zone: ZoneInfo, most: int = LONGEST_DECISION) -> Phrase:
    if debate.decision is None or debate.closed_at is None:
        return phrase("debate-parked" if debate.is_parked else "debate-dropped")
    day = Day(wall_clock.local_day(debate.closed_at, zone))
    return phrase("debate-decided", day=day, words=first_line(debate.decision, most))


def _choices(debate: Debate) -> tuple[Choice, ...]:
    """Both open the private chat, where one line is asked for."""
    return (
        Choice(f"start {debate.name}", phrase("choice-my-view")),
        Choice(f"start decide-{debate.name}", phrase("choice-settled")),
    )


def listed(debate: Debate, now: datetime) -> Line:
    """One line of a list: what waits, and how many said what they think."""
    return line(title_of(debate), phrase("debate-views", count=len(debate.seen(now))), style=Style.ITEM)


def told(debate: Debate, zone: ZoneInfo, most: int = LONGEST_DECISION) -> Line:
    """One line of a list: what was decided, and when."""
    return line(title_of(debate), _state(debate, zone, most), style=Style.ITEM)
