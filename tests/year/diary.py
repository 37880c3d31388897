"""The pages of the year: what is planned comes up in order of time, and what people do is written down as a line."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.year import people
from tests.year.people import is_here

PARIS = ZoneInfo("Europe/Paris")
START = datetime(2026, 1, 5, 10, tzinfo=PARIS)  # a Monday, an hour after a digest would have come
UNTIL = datetime(2027, 1, 4, 20, tzinfo=PARIS)
_HOURS = (8, 9, 10, 11, 12, 12, 13, 13, 14, 15, 16, 17, 18, 18, 19, 19, 19, 20, 20, 20, 21, 21, 22, 23)
_SAID_TWICE = 0.01  # of all lines are delivered twice


class Diary:
    """A heap of plans, each made by what happened before, and the lines that they left."""

    def __init__(self, chance: Random) -> None:
        self.chance, self.now = chance, START.astimezone(UTC)
        self.lines: list[dict[str, Any]] = []
        self._plans: list[tuple[datetime, int, Callable[[], object]]] = []
        self._count = count()

    def at(self, when: datetime, do: Callable[[], object]) -> None:
        if when < UNTIL:
            heapq.heappush(self._plans, (when.astimezone(UTC), next(self._count), do))

    def run(self) -> None:
        """Everything that was planned happens, one thing a second at most."""
        while self._plans:
            when, _, do = heapq.heappop(self._plans)
            self.now = max(when, self.now + timedelta(seconds=1)).replace(microsecond=0)
            do()

    # ---- time

    @property
    def today(self) -> date:
        return self.now.astimezone(PARIS).date()

    def later(self, least: float, most: float | None = None) -> datetime:
        """So many days from now, or some between."""
        return self.now + timedelta(days=least if most is None else self.chance.uniform(least, most))

    def moment(self, day: date, *hours: int) -> datetime:
        """Some moment of a day, at one of these hours; else whenever people write."""
        hour = self.chance.choice(hours or _HOURS)
        at = datetime(day.year, day.month, day.day, hour, self.chance.randrange(60), self.chance.randrange(1, 60))
        return at.replace(tzinfo=PARIS).astimezone(UTC)

    def free_moment(self, who: str, after: datetime) -> datetime:
        """When somebody next has the time, from an instant on; after the year, if they left for good."""
        day = after.astimezone(PARIS).date()
        while day <= UNTIL.date():
            when = self.moment(day)
            if when > after and is_here(who, day):
                return when
            day += timedelta(days=1)
        return UNTIL

    # ---- people

    def anybody(self, *but: str | None) -> str:
        """Somebody who is here; who does much, more often."""
        here = [name for name in people.EVERYBODY if name not in but and is_here(name, self.today)]
        return self.chance.choices(here, [people.BUSY.get(name, 1) for name in here])[0]

    def coordinator(self) -> str:
        return self.chance.choice([name for name in people.COORDINATORS if is_here(name, self.today)] or ["Inès"])

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def one_of(self, **share: float) -> str:
        return self.chance.choices(list(share), list(share.values()))[0]

    # ---- lines

    def line(self, who: str, **what: Any) -> str:
        """Somebody does something now. Returns the line's id."""
        name = f"y{len(self.lines)}"
        line = {"at": self.now.astimezone(PARIS).isoformat(), "id": name, "who": who, **what}
        self.lines += [line] * (2 if self.maybe(_SAID_TWICE) else 1)
        return name

    def types(self, who: str, french: str, english: str, *, private: bool = False, **more: Any) -> str:
        """A command, in the language of whoever types it; in private where they may and can."""
        alone = {"private": True} if private and who not in people.NEVER_IN_PRIVATE else {}
        return self.line(who, text=english if who in people.ENGLISH else french, **alone, **more)
