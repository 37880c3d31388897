"""What a group wants of its own people: its charter, in versions, and whom to turn to outside of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.document import Day, Line, Phrase, Style, line, phrase
from domain.text import whole

LONGEST = 20_000
"""Characters of a charter: some five messages, and twelve pages of print."""
LONGEST_CONTACT = 300
OUR_RULES = ("request", "calm", "count")
"""What the bot itself keeps to, in a group that has no charter yet."""


@dataclass(frozen=True)
class Charter:
    """One version, with its lines. `since` (aware UTC): it holds from then on. Without words there is none any more."""

    id: int
    version: int
    words: str
    since: datetime


def lines_of(words: str) -> tuple[Line, ...]:
    """A charter as it is read: its lines stay lines."""
    return tuple(line(phrase("words", words=each)) for each in whole(words).split("\n"))


def page(charter: Charter, zone: ZoneInfo, *, until: datetime | None = None) -> tuple[Line, ...]:
    """The version, since when it holds (`until`: held until then), and all of its lines."""
    title = line(phrase("charter-title", version=charter.version), _dates(charter, zone, until), style=Style.TITLE)
    return (title, *(lines_of(charter.words) if charter.words else (line(phrase("charter-was-off")),)))


def news(charter: Charter) -> Line:
    """What the digest tells of a new version."""
    key = "charter-new" if charter.words else "charter-over"
    return line(phrase(key, version=charter.version), style=Style.ITEM)


def _dates(charter: Charter, zone: ZoneInfo, until: datetime | None) -> Phrase:
    since = Day(wall_clock.local_day(charter.since, zone))
    if until is None:
        return phrase("charter-since", since=since)
    return phrase("charter-held", since=since, until=Day(wall_clock.local_day(until, zone)))
