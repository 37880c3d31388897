"""What somebody tells the coordination in confidence: its life, and who is to read it.

heard ──> draft ──> open ──> ended ──> (30 days) erased
  └─────────┴─ (a day) erased └─ (90 days after it was sent, whatever became of it) erased
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.team import Member

READERS = 2
MOST_A_DAY = 3
MOST_LINES = 100  # of its paper trail
LONGEST = 4096  # characters, of the words and of the quoted message
LONGEST_NOTE = 500
DRAFTS_LAST = timedelta(days=1)
LASTS = timedelta(days=90)
LOOK_AGAIN = timedelta(days=1)
AFTER_ITS_END = timedelta(days=30)


class Stage(StrEnum):
    HEARD = "heard"  # forwarded to the bot, nobody said what for
    DRAFT = "draft"  # seen by its reporter alone
    OPEN = "open"
    ENDED = "ended"


class About(StrEnum):
    """Whom it concerns."""

    UNSAID = "unsaid"
    PERSON = "person"
    NOBODY = "nobody"  # nobody is named
    OTHER = "other"  # somebody whom the bot does not know here


class Step(StrEnum):
    """What a line of the paper trail says."""

    NOTE = "note"
    PASSED = "passed"  # to somebody else, by whoever had it
    FOLLOWED = "followed"  # somebody has it in another one's place
    ENDED = "ended"


@dataclass(frozen=True)
class Keeper:
    """A coordinator to whom it was entrusted; `has_it`: still is."""

    person: int
    name: str
    has_it: bool


@dataclass(frozen=True)
class Report:
    """Instants are aware UTC. `named`: its readers are told the reporter's name. `quote` is the message that it is
    about, `quoted_from` the name of whoever wrote that, if they are not of the team. `number`: by which its
    readers call it, once it is sent."""

    id: int
    team: int
    number: int | None
    stage: Stage
    reporter: int
    reporter_name: str
    named: bool
    words: str
    quote: str
    quoted_from: str | None
    link: str | None
    about: About
    about_person: int | None
    about_name: str | None
    made_at: datetime
    sent_at: datetime | None
    seen_at: datetime | None
    ended_at: datetime | None
    alone_at: datetime | None
    erase_at: datetime
    keepers: tuple[Keeper, ...]

    @property
    def readers(self) -> tuple[Keeper, ...]:
        return tuple(keeper for keeper in self.keepers if keeper.has_it and not self.concerns(keeper.person))

    @property
    def says_something(self) -> bool:
        return bool(self.words or self.quote or self.link)

    def concerns(self, person: int) -> bool:
        """Is it about this person, or told by them?"""
        return person in (self.reporter, self.about_person)

    def is_read_by(self, person: int) -> bool:
        return any(keeper.person == person for keeper in self.readers)

    @property
    def concerns_a_stranger(self) -> bool:
        """Does it concern somebody whom the bot does not know, or not any more? They may come, and coordinate."""
        return self.about_person is None and (self.about in (About.PERSON, About.OTHER) or bool(self.quoted_from))


def end_of(report: Report, now: datetime) -> datetime:
    """When a report that ends now is erased."""
    return min(now + AFTER_ITS_END, report.erase_at)


def chosen(
    report: Report, coordinators: Sequence[Member], had: Mapping[int, int], most: int, now: datetime, zone: ZoneInfo
) -> list[Member]:
    """Those to whom a report is entrusted next: of some coordinators, who can be reached, is not concerned and never
    had it; those who are away last, then those who had the fewest (`had`: how many of the team's, by person), each in
    turn."""
    known = {keeper.person for keeper in report.keepers}
    free = [m for m in coordinators if m.reachable and not report.concerns(m.person) and m.person not in known]
    in_turn = sorted(free, key=lambda member: (member.person * 7919 + report.id * 104729) % 1009)
    away = {m.person for m in free if m.away is not None and m.away.is_quiet(now, zone)}
    return sorted(in_turn, key=lambda member: (member.person in away, had.get(member.person, 0)))[:most]
