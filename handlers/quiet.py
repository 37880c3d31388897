"""The quiet hours of the chat: see them, set them, for every day or for some days of the week."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.document import Day, Document, Phrase, Style, Typed, line, phrase, says
from domain.quiet_hours import QuietHours, Window, never_open, parse_window
from domain.rights import Deed
from domain.text import OFF, fold
from domain.text import words as words_of
from domain.week_words import weekdays
from handlers.kit import promises, undo
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import teams

_DASH = re.compile(r"\s*[-–—]\s*")  # phones make a dash of a hyphen
_EVERY_DAY = tuple(range(7))
_MOST_WORDS = 30  # seven days with what stands between them, and a window


def quiet(call: Call) -> Outcome:
    if not call.argument.strip():
        return Outcome(answer=_shown(call, call.chat.quiet))
    call.must(Deed.SET_CALM)
    undo.forget(call)
    hours = _changed(call)
    chats = teams.open_chats(call.rows, call.team.id)
    of_team = tuple(hours if chat.id == call.chat.id else chat.quiet for chat in chats)
    if never_open(of_team):
        raise Refusal("refusal-never-open", example=Typed("quiet", "21:00-08:00"))
    teams.set_quiet(call.rows, call.chat.id, hours)
    promises.replan_team(call.rows, call.team.id, of_team, call.team.zone, call.now)
    return Outcome(answer=_shown(call, hours))


def _changed(call: Call) -> QuietHours:
    """`21:00-08:00 [days]`, `off [days]`: the window may stand before or after the days."""
    words = [word for word in _DASH.sub("-", call.argument).split() if words_of(word)]
    if len(words) > _MOST_WORDS:
        raise Refusal("refusal-quiet", example=Typed("quiet", "21:00-08:00"))
    for size in range(len(words), 0, -1):
        for start in (0, len(words) - size):
            piece = " ".join(words[start : start + size])
            rest = " ".join(words[:start] + words[start + size :])
            window = parse_window(piece)
            if window is None and fold(piece) not in OFF:
                continue
            days = weekdays(rest) if rest else _EVERY_DAY
            if days is not None:
                return call.chat.quiet.changed(window, days)
    raise Refusal("refusal-quiet", example=Typed("quiet", "21:00-08:00"))


def _shown(call: Call, hours: QuietHours) -> Document:
    """The coming seven days, one line a day; one sentence if there is nothing to show."""
    if hours == QuietHours.OFF:
        return says("quiet-none", example=Typed("quiet", "21:00-08:00"))
    today = call.said_at.astimezone(call.team.zone).date()
    lines = [line(phrase("quiet-title"), style=Style.TITLE)]
    for ahead in range(7):
        day = today + timedelta(days=ahead)
        lines.append(line(_day(day, hours.days[day.weekday()]), style=Style.ITEM))
    lines.append(line(phrase("quiet-says"), style=Style.NOTE))
    return Document(tuple(lines))


def _day(day: date, window: Window | None) -> Phrase:
    if window is None:
        return phrase("quiet-open", day=Day(day))
    return phrase("quiet-window", day=Day(day), start=_clock(window.start), end=_clock(window.end))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


COMMAND = Command(
    en="quiet",
    fr="calme",
    run=quiet,
    nearly=("calm", "silence", "silent", "nuit", "night", "mute"),
    deeds=(Deed.READ, Deed.SET_CALM),
    examples=(
        Example(en="quiet", fr="calme"),
        Example(en="quiet 21:00-08:00", fr="calme 21:00-08:00", coordinators=True),
        Example(en="quiet 20:00-10:00 weekend", fr="calme 20:00-10:00 week-end", coordinators=True),
        Example(en="quiet 0:00-24:00 sunday", fr="calme 0:00-24:00 dimanche", coordinators=True),
        Example(en="quiet off", fr="calme non", coordinators=True),
    ),
)
