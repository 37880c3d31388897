"""Quiet hours as people see them: the coming week as a picture, and below it what is set, in words."""

from __future__ import annotations

from collections.abc import Iterator

from domain.document import Document, Line, Phrase, Several, Style, line, phrase
from domain.quiet_hours import QuietHours, Window

_GROUPS = {tuple(range(7)): "days-all", tuple(range(5)): "days-weekdays", (5, 6): "days-weekend"}


def in_words(hours: QuietHours) -> Document:
    """What is set, the days of the same windows together; and what public holidays are, where that matters."""
    lines: list[Line] = []
    for windows in dict.fromkeys(hours.days):
        days = _days(tuple(day for day in range(7) if hours.days[day] == windows))
        lines += [line(said, style=Style.ITEM) for said in _said(days, windows)]
    if hours.country and len(set(hours.days)) > 1:
        lines.append(line(phrase("quiet-holidays"), style=Style.NOTE))
    return Document(tuple(lines))


def _said(days: Phrase, windows: tuple[Window, ...]) -> Iterator[Phrase]:
    if not windows:
        yield phrase("quiet-open", day=days)
    for window in windows:
        yield phrase("quiet-window", day=days, start=clock(window.start), end=clock(window.end))


def _days(days: tuple[int, ...]) -> Phrase:
    if days in _GROUPS:
        return phrase(_GROUPS[days])
    return phrase("days-several", days=Several(tuple(phrase("days-one", weekday=day) for day in days)))


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
