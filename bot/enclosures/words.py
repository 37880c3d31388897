"""The words within a file: its reader's, as in a letter; and what stands in them that people typed."""

from __future__ import annotations

import re
from datetime import datetime

from bot.speech import Voice, say
from domain.document import Document, Phrase, line
from domain.team import Team
from domain.text import fold
from domain.wall_clock import local_day

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NO_NAME = re.compile(r"[^a-z0-9]+")


class Words:
    """Phrases in a language, as of now, by the clocks of a team: a file tells all its readers the same."""

    def __init__(self, language: str, team: Team, now: datetime) -> None:
        self.language, self.team, self.now = language, team, now
        self._voice = Voice(language, team.zone, "/", {})
        self._today = local_day(now, team.zone)

    def __call__(self, phrase: Phrase) -> str:
        return say(Document((line(phrase),)), self._voice, today=self._today).lines[0].plain

    def name(self, what: Phrase, ending: str) -> str:
        """The name of a file: what it is, of which team, of which day. Plain enough for every machine."""
        said = (self(what), self.team.name, self._today.isoformat())
        parts = [_NO_NAME.sub("-", fold(part)).strip("-")[:40] for part in said]
        return f"{'-'.join(part for part in parts if part)}.{ending}"


def may_be_formula(text: str) -> bool:
    """Would a spreadsheet that opens a CSV file calculate this?"""
    return text.startswith(_BEGINS_FORMULA)
