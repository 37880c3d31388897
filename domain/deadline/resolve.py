"""Turns a group of pieces into a moment after now: a date, an instant, or two to choose from."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from domain.deadline.calendar import add, at, is_later, monday_of
from domain.deadline.group import Group
from domain.deadline.language import Language, Unit
from domain.deadline.phrases import Piece
from domain.deadline.policy import Policy
from domain.deadline.resolve_clock import MORNING, Clock, clock_of
from domain.deadline.resolve_day import Found, day_of, moved
from domain.deadline.tokens import Token


class Moment(NamedTuple):
    """What a group says: `due`, or `others` to ask about. part is 0 (morning) to 4 (night)."""

    due: date | datetime | None = None
    others: tuple[date | datetime, ...] = ()
    part: int | None = None
    repeat: str | None = None

    @property
    def is_empty(self) -> bool:
        return self.due is None and not self.others and self.repeat is None


NOTHING = Moment()
_EVENING_BEGINS = 18
_LAST_SMALL_HOUR = 7


def moment_of(group: Group, reference: datetime, language: Language, tokens: list[Token], policy: Policy) -> Moment:
    """The moment that a group without repetition says; nothing where the calendar has no such moment."""
    today = reference.date()
    part = (
        group.part.values.get("part")
        if group.part
        else next((d.values["part"] for d in group.days if "part" in d.values), None)
    )
    if group.ahead and _is_elapsed(group):
        return _ahead(group, reference)
    if group.offset and group.clocks and group.offset.values.get("unit", Unit.DAY) <= Unit.HOUR:
        return _hours_from(group, reference, language, tokens, policy)
    found = _day(group, reference, policy)
    clock: Clock | None = None
    if group.clocks:
        clock = clock_of(_end_of_range(group.clocks[0]), part, tokens, language.small_hours_are_afternoon)
        if clock is None:
            return NOTHING
    if len(group.clocks) > 1:
        return _either(group, reference, language, tokens, policy)
    if found is None:
        if clock and not group.part and _is_mere_figure(group):
            clock = _either_half(clock, language, reference)
        if clock:
            return _next_time(clock, reference, today if group.part and "today" in group.part.values else None)
        return _part_of_a_day(group.part, reference) if group.part else NOTHING
    if clock is None:
        return Moment(found.day, found.others, part)
    if found.day is None:
        return Moment(None, tuple(_on(day, clock, reference) for day in found.others))
    return _timed(group, found.day, clock, reference)


def _hours_from(group: Group, reference: datetime, language: Language, tokens: list[Token], policy: Policy) -> Moment:
    """ "Two hours before Friday at 6"."""
    moment = moment_of(group.without_offset(), reference, language, tokens, policy)
    values = group.offset.values if group.offset else {}
    if not isinstance(moment.due, datetime) or "n2" in values:
        return NOTHING
    minutes = values["sign"] * values["n"] * (60 if values["unit"] == Unit.HOUR else 1)
    due = (moment.due.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(reference.tzinfo)
    return Moment(due) if is_later(due, reference) else NOTHING


def _either(group: Group, reference: datetime, language: Language, tokens: list[Token], policy: Policy) -> Moment:
    """ "At 6 or at 7"."""
    moments = [moment_of(group.with_clock(clock), reference, language, tokens, policy) for clock in group.clocks]
    every = [one for moment in moments for one in (moment.due, *moment.others) if one is not None]
    return Moment(None, tuple(dict.fromkeys(every))[:4])


def _either_half(clock: Clock, language: Language, reference: datetime) -> Clock:
    """The hour of the morning or of the evening; one alone, where that is the usual one and still ahead today."""
    hour = clock.hour % 12
    if hour > _LAST_SMALL_HOUR or language.small_hours_are_afternoon:
        usual = clock._replace(hour=hour if hour > _LAST_SMALL_HOUR else hour + 12)
        if is_later(_on(reference.date(), usual, reference), reference):
            return usual
    return clock._replace(hour=hour, other_hour=hour + 12)


def _is_mere_figure(group: Group) -> bool:
    """ "At 7", "at half past seven": in the morning or in the evening?"""
    values = group.clocks[0].values
    if values.keys() & {"am", "pm", "sure"} or not 1 <= values.get("hour", 0) < 12:
        return False
    return ("weak" in values and "minute" not in values) or "half_day" in values


def _day(group: Group, reference: datetime, policy: Policy) -> Found | None:
    today = reference.date()
    if group.ahead:
        values = group.ahead.values
        day = add(today, values["n"], values["unit"])
        if group.days:  # "Monday in two weeks"
            return Found(monday_of(day) + timedelta(days=group.days[0].values["weekday"]))
        return Found(add(day, values["n2"], values["unit2"]) if "n2" in values else day)
    piece = group.day
    if piece is None:
        return None
    found = day_of(piece, today, policy)
    if group.offset and found.day:
        day = moved(found.day, group.offset, policy)
        return Found(day if day >= today else None)
    return found


def _is_elapsed(group: Group) -> bool:
    values = group.ahead.values if group.ahead else {}
    return bool(values) and (values["unit"] <= Unit.HOUR or values.get("unit2", Unit.DAY) <= Unit.HOUR)


def _ahead(group: Group, reference: datetime) -> Moment:
    """So much later; or, "by 11 h" being both, at 11."""
    elapsed = _elapsed(group, reference)
    values = group.ahead.values if group.ahead else {}
    if "clock" in values and values["n"] < 24:
        clock = at(reference.date(), values["n"], 0, reference)
        if is_later(clock, reference):
            return Moment(None, (clock, elapsed))
    return Moment(elapsed)


def _part_of_a_day(part: Piece, reference: datetime) -> Moment:
    """ "This evening"; "in the morning" is tomorrow's, said in the evening."""
    today = reference.date()
    if "tomorrow" in part.values:
        return Moment(today + timedelta(days=1), part=MORNING) if reference.hour >= _EVENING_BEGINS else NOTHING
    return Moment(today, part=part.values.get("part"))


def _end_of_range(clock: Piece) -> Piece:
    """ "2-4 pm" is due at 4."""
    until = clock.values.get("until_hour")
    return clock if until is None else clock._replace(values={**clock.values, "hour": until})


def _elapsed(group: Group, reference: datetime) -> datetime:
    values = group.ahead.values if group.ahead else {}
    minutes = 0
    day = reference.date()
    for amount, unit in ((values["n"], values["unit"]), (values.get("n2", 0), values.get("unit2", Unit.DAY))):
        if unit == Unit.MINUTE:
            minutes += amount
        elif unit == Unit.HOUR:
            minutes += 60 * amount
        else:
            day = add(day, amount, unit)
    start = reference if day == reference.date() else datetime.combine(day, reference.timetz()).replace(fold=0)
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(reference.tzinfo)


def _on(day: date, clock: Clock, reference: datetime) -> datetime:
    return at(day + timedelta(days=clock.next_day), clock.hour, clock.minute, reference)


def _hours(clock: Clock) -> tuple[Clock, ...]:
    return (clock,) if clock.other_hour is None else (clock, clock._replace(hour=clock.other_hour))


def _next_time(clock: Clock, reference: datetime, today: date | None) -> Moment:
    """The next time that clocks show this; `today` if a part of today was said as well."""
    moments = []
    for one in _hours(clock):
        moment = _on(reference.date(), one, reference)
        if one.next_day:
            early = at(reference.date(), one.hour, one.minute, reference)
            moment = early if is_later(early, reference) else moment
        if not is_later(moment, reference):
            moment = _on(reference.date() + timedelta(days=1), one, reference)
            if not is_later(moment, reference):  # an hour that the night of the change skips
                return NOTHING
            if today:
                return Moment(None, (moment,))
        moments.append(moment)
    different = sorted(set(moments))
    return Moment(different[0]) if len(different) == 1 else Moment(None, tuple(different))


def _timed(group: Group, day: date, clock: Clock, reference: datetime) -> Moment:
    moments = [_on(day, one, reference) for one in _hours(clock)]
    said = group.days[0] if len(group.days) == 1 else None
    bare = said is not None and said.meaning == "weekday" and not group.offset
    if said and bare and not said.values.keys() & {"this", "week", "later"}:
        soon = [_on(reference.date(), one, reference) for one in _hours(clock)]
        if day == reference.date() + timedelta(days=7) and any(is_later(moment, reference) for moment in soon):
            return Moment(None, tuple(sorted([one for one in soon if is_later(one, reference)] + moments))[:4])
    if len(moments) > 1:
        later = tuple(moment for moment in moments if is_later(moment, reference))
        return Moment(None, later) if len(later) != 1 else Moment(later[0])
    if not is_later(moments[0], reference):
        if said is not None and said.meaning == "date":
            return NOTHING  # "4 March at 9", said later on that day
        return Moment(None, (_on(day + timedelta(days=1), clock, reference),))
    return Moment(moments[0])
