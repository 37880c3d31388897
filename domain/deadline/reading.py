"""What was understood in a text: a deadline, its words, and the title that is left."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Part(StrEnum):
    """A part of the day, said instead of an hour."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Reading(NamedTuple):
    """The result of `read`.

    due           an aware datetime in the person's zone if has_time, else a date (due at its end, inclusive);
                  None without a deadline, or with a doubtful one
    part          the part of the day that was said
    span          [start, end) in code points of the original text: the words that said it
    title         the text without these words, tidy
    repeat        RFC 5545 rule without "RRULE:", the time of day in BYHOUR and BYMINUTE, UNTIL as local time
    alternatives  the readings to ask about; then due is None
    """

    due: date | datetime | None
    has_time: bool
    part: Part | None
    span: tuple[int, int] | None
    title: str
    repeat: str | None
    alternatives: tuple[date | datetime, ...]
