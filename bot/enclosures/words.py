"""The words within a file: its reader's, as in a letter; and what stands in them that people typed."""

from __future__ import annotations

import re
from datetime import datetime

from bot.departure import Departure
from bot.speech import Voice, say
from domain.document import Document, Phrase, line
from domain.text import fold
from domain.wall_clock import local_day

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NO_NAME = re.compile(r"[^a-z0-9]+")


class Words:
    """Phrases in the language of whoever a letter is for, in their zone."""

    def __init__(self, departure: Departure, now: datetime) -> None:
        self.language, self.now = departure.language, now
        self._voice = Voice(departure.language, departure.zone, "/", {})
        self._today = local_day(now, departure.zone)

    def __call__(self, phrase: Phrase) -> str:
        return say(Document((line(phrase),)), self._voice, today=self._today).lines[0].plain

    def name(self, what: str, departure: Departure, ending: str) -> str:
        """The name of a file: what it is, of which team, of which day. Plain enough for every machine."""
        day = local_day(self.now, departure.team.zone).isoformat()
        parts = (_NO_NAME.sub("-", fold(part)).strip("-")[:40] for part in (what, departure.team.name, day))
        return f"{'-'.join(part for part in parts if part)}.{ending}"


def may_be_formula(text: str) -> bool:
    """Would a spreadsheet that opens a CSV file calculate this?"""
    return text.startswith(_BEGINS_FORMULA)
