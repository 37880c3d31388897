"""Watches over everybody's quiet time, by what people typed and a calendar on the wall; asks nothing of the bot.

It goes through the lines of the year as they are heard, and through what leaves, and knows for each sound whether it
was welcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.year import people
from tests.year.diary import PARIS
from tests.year.people import HOLIDAYS, Week

CHAT_SOUNDS = 1  # a day
PRIVATE_SOUNDS = 3  # a day and person; answers to what they just asked are not counted
_SUNDAY = 6


@dataclass(frozen=True)
class Left:
    """A letter that left. `to`: a person; None: the group."""

    number: int
    at: datetime
    to: str | None
    kind: str
    sound: bool


@dataclass
class Oracle:
    """What is quiet for whom, now. `wrong`: every sound that should not have been, in words."""

    wrong: list[str] = field(default_factory=list)
    sounds: Counter[str] = field(default_factory=Counter)
    _group: Week = field(default_factory=lambda: people.NIGHTS)
    _own: dict[str, Week | None] = field(default_factory=dict)
    _zones: dict[str, ZoneInfo] = field(default_factory=dict)
    _away: dict[str, datetime | None] = field(default_factory=dict)
    _rang: dict[tuple[str | None, date], set[int]] = field(default_factory=dict)

    def hears(self, line: Mapping[str, Any]) -> None:
        """Something is about to be said that may change what is quiet."""
        who = line["who"]
        if "group_hours" in line:
            self._group = line["group_hours"]
        if "own_hours" in line:
            self._own[who] = line["own_hours"]
        if "zone" in line:
            self._zones[who] = ZoneInfo(line["zone"])
        match line.get("away", ""):
            case None:
                self._away.pop(who, None)
            case "open":
                self._away[who] = None
            case str(until) if until:
                self._away[who] = datetime.fromisoformat(until)

    def sees(self, letter: Left) -> None:
        """A letter left: if it rang, it may not have been quiet, and not once too often."""
        if not letter.sound:
            return
        self.sounds["group" if letter.to is None else letter.kind] += 1
        if letter.kind != "urgent" and (why := self.quiet(letter.to, letter.at)):
            self.wrong.append(f"{letter}: {why}")
        if letter.kind in ("answer", "urgent"):
            return
        today = self._rang.setdefault((letter.to, letter.at.astimezone(PARIS).date()), set())
        today.add(letter.number)
        if len(today) > (CHAT_SOUNDS if letter.to is None else PRIVATE_SOUNDS):
            self.wrong.append(f"{letter}: sound {len(today)} of that day")

    def quiet(self, who: str | None, at: datetime) -> str:
        """Why it is quiet for somebody, or for the group (None), at an instant; nothing if it is not."""
        if _covered(self._group, at.astimezone(PARIS), HOLIDAYS):
            return "the group's hours"
        if who is None:
            return ""
        if who in self._away and (self._away[who] or at + timedelta(1)) > at:
            return "away"
        own = self._own.get(who)
        if own is not None:  # who lives elsewhere has the same hours on all days, whatever is celebrated there
            zone = self._zones.get(who, PARIS)
            if _covered(own, at.astimezone(zone), HOLIDAYS):
                return "their own hours"
        return ""


def _covered(week: Week, local: datetime, holidays: frozenset[date]) -> bool:
    """Is a time on the wall within a window of that day, or of the evening before?"""
    day, minute = local.date(), local.hour * 60 + local.minute

    def windows(day: date) -> list[tuple[int, int]]:
        return week[_SUNDAY if day in holidays else day.weekday()]

    for start, end in windows(day):
        if start <= minute < end or (end <= start <= minute):
            return True
    return any(minute < end <= start for start, end in windows(day - timedelta(days=1)))
