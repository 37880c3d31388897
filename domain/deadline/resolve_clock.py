"""Turns the words of a time of day into an hour and a minute."""

from typing import NamedTuple

from domain.deadline.phrases import Piece
from domain.deadline.tokens import Token

MORNING, NOON, AFTERNOON, EVENING, NIGHT = range(5)


class Clock(NamedTuple):
    hour: int  # 0 to 24; 24 is the end of that day
    minute: int
    next_day: bool = False  # "tonight at 1"
    other_hour: int | None = None  # the hour to ask about as well


def clock_of(piece: Piece, part: int | None, tokens: list[Token], small_hours: bool | None) -> Clock | None:
    """The time that `piece` says, with the part of the day said beside it; None if there is no such time.

    small_hours: whether "at 3" is the afternoon; None: ask, unless minutes are said, as clocks of 24 hours show them.
    """
    values = piece.values
    hour, minute = values.get("hour", 0), values.get("minute", 0)
    if "hour_minute" in values:
        hour, minute = divmod(values["hour_minute"], 100)
    minutes = hour * 60 + minute + values.get("past", 0) - values.get("less", 0)
    if not 0 <= minutes <= 24 * 60:
        return None
    hour, minute = divmod(minutes, 60)
    if "pm" in values and hour > values.get("until_hour", 24):
        return Clock(hour, minute)  # 11 to 2 pm
    if "pm" in values:
        return Clock(hour + 12 if 1 <= hour < 12 else hour, minute)
    if "am" in values:
        return Clock(hour % 12, minute) if hour <= 12 else Clock(hour, minute)
    if part is not None:
        return _in_part(hour, minute, part)
    if hour == 7 and minute and "sure" not in values and small_hours:
        return Clock(hour, minute, other_hour=hour + 12)
    if not 1 <= hour <= 6 + (small_hours is True and "sure" not in values) or _starts_with_zero(piece, tokens):
        return Clock(hour, minute)
    if small_hours is None and "minute" in values:
        return Clock(hour, minute)
    if small_hours is None or "sure" in values:
        return Clock(hour, minute, other_hour=hour + 12)
    return Clock(hour + 12 if small_hours else hour, minute)


def _in_part(hour: int, minute: int, part: int) -> Clock | None:
    if part in (AFTERNOON, EVENING) and (5 if part == EVENING else 1) <= hour < 12:
        return Clock(hour + 12, minute)
    if part == NIGHT and 6 <= hour < 12:
        return Clock(hour + 12, minute)
    if part == EVENING and hour < 5:
        return None  # half past two in the evening
    if part == NIGHT and hour < 5:
        return Clock(hour, minute, next_day=True)
    if part in (EVENING, NIGHT) and hour == 12:
        return Clock(24, minute) if minute == 0 else Clock(0, minute, next_day=True)
    if part == NOON and 1 <= hour <= 3:
        return Clock(hour + 12, minute)
    return Clock(hour, minute)


def _starts_with_zero(piece: Piece, tokens: list[Token]) -> bool:
    return any(token.text.startswith("0") for token in tokens[piece.start : piece.end][:2] if token.is_number)
