"""The coming week as a small picture in text: a line a day, a cell an hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.document import Document, Line, Style, line, phrase
from domain.quiet_hours import Quiet, is_quiet

QUIET, IN_PART, OPEN = "█", "▒", "·"
_SCALE = "0     6     12    18"
_DAYS = 7
_LOOKS = (0, 15, 30, 45)  # minutes of an hour at which it is looked whether it is quiet


def picture(hours: Sequence[Quiet], today: date, zone: ZoneInfo, *, clocks: ZoneInfo) -> Document:
    """Seven days from `today` on, by the clocks in `zone`; all lines of one width but for the day at their end. Hours
    without clocks of their own follow `clocks`."""
    lines: list[Line] = [line(phrase("quiet-scale", cells=_SCALE), style=Style.PICTURE)]
    for ahead in range(_DAYS):
        day = today + timedelta(days=ahead)
        drawn = "".join(_hour(hours, day, hour, zone, clocks) for hour in range(24))
        said = phrase("quiet-day", cells=drawn, weekday=day.weekday(), day=day.day)
        lines.append(line(said, style=Style.PICTURE))
    legend = phrase("quiet-legend", quiet=QUIET, part=IN_PART, open=OPEN)
    return Document((*lines, line(legend, style=Style.NOTE)))


def _hour(hours: Sequence[Quiet], day: date, hour: int, zone: ZoneInfo, clocks: ZoneInfo) -> str:
    quiet = [is_quiet(hours, wall_clock.instant(day, time(hour, minute), zone), clocks) for minute in _LOOKS]
    return QUIET if all(quiet) else IN_PART if any(quiet) else OPEN
