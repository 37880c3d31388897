"""Quiet hours as people type them: windows and days in any number, `21:00-8:00 weekdays 20h-10h week-end`."""

from __future__ import annotations

import re
from itertools import groupby

from domain.quiet_hours import MIDNIGHT, QuietHours, Window, parse_window
from domain.text import OFF, fold
from domain.text import words as words_of
from domain.week_words import weekdays

MOST_WINDOWS = 4  # a day
_ALL_DAY = Window(0, MIDNIGHT)
_MOST_WORDS = 40
_LONGEST_WINDOW = 6  # words: "de 21 h à 8 h"
_DASH = re.compile(r"\s*[-–—]\s*")  # phones make a dash of a hyphen
_EVERY_DAY = re.compile(r"\b(?:tous les jours|toutes les nuits|chaque (?:jour|nuit)|every (?:day|night))\b")
_BETWEEN = frozenset({"et", "and", "puis", "then", "de", "from", "entre", "between", "le", "la", "les", "the"}) | {
    *("on", "en", "at", "tous", "toutes", "chaque", "every", "each")
}

_CLOSED = frozenset({"close", "closed", "shut", "lock", "fermer", "ferme", "fermee", "fermes", "fermez", "cloture"})
_SOFT = frozenset({"soft", "open", "doux", "douce", "souple", "ouvert", "ouverte", "ouvrir"})

_Piece = tuple[bool, tuple[Window, ...] | tuple[int, ...]]  # windows (True), or days


def closing(text: str) -> tuple[bool | None, str]:
    """Whether a text says that the chat is closed in its quiet hours (True), or not any more (False); None if it says
    nothing of it, or both. And the rest of it."""
    said = {fold(word).strip(",;.!") for word in text.split()}
    if bool(said & _CLOSED) == bool(said & _SOFT):
        return None, text
    rest = [word for word in text.split() if fold(word).strip(",;.!") not in _CLOSED | _SOFT]
    return bool(said & _CLOSED), " ".join(rest)


def changed(hours: QuietHours, text: str) -> QuietHours | None:
    """The same week with what a text says of some of its days; None if it is not understood, or says nothing.

    Windows without days are for every day; several side by side hold together; `off` takes those of its days away. A
    day that becomes quiet as a whole keeps the night that begins on it, or phones would ring at midnight.
    """
    pieces = _pieces(text)
    if not pieces:
        return None
    if len(pieces) == 1 and pieces[0][0]:
        pieces.append((False, tuple(range(7))))
    if len(pieces) % 2:
        return None
    for one, other in zip(pieces[::2], pieces[1::2], strict=True):
        windows, days = (one, other) if one[0] else (other, one)
        if len(windows[1]) > MOST_WINDOWS:
            return None
        hours = _with(hours, windows[1], days[1])  # type: ignore[arg-type]  # the flag says which is which
    return hours


def _with(hours: QuietHours, windows: tuple[Window, ...], days: tuple[int, ...]) -> QuietHours:
    for day in days:
        nights = [old for old in hours.days[day] if old.end <= old.start] if _ALL_DAY in windows else []
        hours = hours.changed((*windows, *nights), [day])
    return hours


def _pieces(text: str) -> list[_Piece]:
    """Windows and days in turn, those side by side together; none if a word is not understood."""
    typed = _EVERY_DAY.sub("daily", fold(_DASH.sub("-", text))).replace(",", " ").replace(";", " ").split()
    words = [word for word in typed if words_of(word)]
    if len(words) > _MOST_WORDS:
        return []
    found: list[_Piece] = []
    place = 0
    while place < len(words):
        piece, used = _next(words[place : place + _LONGEST_WINDOW])
        if not used:
            return []
        if piece is not None:
            found.append(piece)
        place += used
    return _together(found)


def _next(words: list[str]) -> tuple[_Piece | None, int]:
    """The piece that words begin with, and how many it takes: no piece, but some, for words that only join."""
    for size in range(len(words), 0, -1):
        if window := parse_window(" ".join(words[:size])):
            return (True, (window,)), size
    if words[0] in OFF:
        return (True, ()), 1
    if days := weekdays(words[0]):
        return (False, days), 1
    return None, int(words[0] in _BETWEEN)


def _together(pieces: list[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for is_window, group in groupby(pieces, key=lambda piece: piece[0]):
        values = [value for _, value in group]
        if is_window and len(values) > 1 and () in values:
            return []  # quiet, and not
        joined.append((is_window, tuple(dict.fromkeys(each for value in values for each in value))))  # type: ignore[arg-type]
    return joined
