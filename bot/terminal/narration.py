"""The words around the letters: headings, explanations and hints, in the language of whoever sits at the terminal."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.locales import LANGUAGES, country
from bot.speech import Voice, say
from domain.document import Document, Phrase, line


def language_here(environment: Mapping[str, str] = os.environ) -> str:
    """The language of the machine, by LC_ALL, LC_MESSAGES and LANG: French where they say nothing, English where it
    is none of ours."""
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    language = named.partition(".")[0].partition("_")[0].lower()
    if language in ("", "c", "posix"):
        return "fr"
    return language if language in LANGUAGES else "en"


class Narrator:
    """Says phrases in one language. A strict one raises Unsayable for a phrase that is not there."""

    def __init__(self, language: str, *, strict: bool = False) -> None:
        self.language, self._strict = language, strict

    def __call__(self, said: Phrase, zone: ZoneInfo, *, today: date | None = None) -> str:
        return say(Document((line(said),)), Voice(self.language, zone, "/", strict=self._strict), today=today).plain

    def day(self, day: date) -> str:
        """A whole day: its weekday, number and month."""
        return format_date(day, "EEEE d MMMM", locale=country(self.language))
