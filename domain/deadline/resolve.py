"""Turns a group of pieces into a moment after now: a date, an instant, or two to choose from."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from domain.deadline.calendar import add, at
from domain.deadline.group import Group
from domain.deadline.language import Language, Unit
from domain.deadline.policy import Policy
from domain.deadline.resolve_clock import Clock, clock_of
from domain.deadline.resolve_day import Found, day_of, moved
from domain.deadline.tokens import Token


@dataclass(frozen=True)
class Moment:
    """What a group says: `due`, or `others` to ask about. part is 0 (morning) to 4 (night)."""

    due: date | datetime | None = None
    others: tuple[date | datetime, ...] = ()
    part: int | None = None
    repeat: str | None = None

    @property
    def is_empty(self) -> bool:
        return self.due is None and not self.others and self.repeat is None


NOTHING = Moment()


def moment_of(group: Group, reference: datetime, language: Language, tokens: list[Token], policy: Policy) -> Moment:
    """The moment that a group without repetition says; nothing where the calendar has no such moment."""
    today = reference.date()
    part = group.part.values.get("part") if group.part else None
    if group.ahead and _is_elapsed(group):
        return Moment(_elapsed(group, reference))
    found = _day(group, reference, policy)
    clock: Clock | None = None
    if group.clocks:
        clock = clock_of(group.clocks[0], part, tokens, language.small_hours_are_afternoon)
        if clock is None:
            return NOTHING
    if len(group.clocks) > 1:
        return _either(group, reference, language, tokens, policy)
    if found is None:
        if clock and not group.part and _is_mere_figure(group):
            clock = clock._replace(hour=clock.hour % 12, other_hour=clock.hour % 12 + 12)
        if clock:
            return _next_time(clock, reference, today if group.part and "today" in group.part.values else None)
        return Moment(today, part=part) if group.part else NOTHING
    if clock is None:
        return Moment(found.day, found.others, part)
    if found.day is None:
        return Moment(None, tuple(_on(day, clock, reference) for day in found.others))
    return _timed(group, found.day, clock, reference)


def _either(group: Group, reference: datetime, language: Language, tokens: list[Token], policy: Policy) -> Moment:
    """ "At 6 or at 7"."""
    moments = [moment_of(replace(group, clocks=[clock]), reference, language, tokens, policy) for clock in group.clocks]
    every = [one for moment in moments for one in (moment.due, *moment.others) if one is not None]
    return Moment(None, tuple(dict.fromkeys(every))[:4])


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
    start = reference if day == reference.date() else datetime.combine(day, reference.timetz())
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(reference.tzinfo)


def _on(day: date, clock: Clock, reference: datetime) -> datetime:
    return at(day + timedelta(days=clock.next_day), clock.hour, clock.minute, reference.tzinfo)


def _hours(clock: Clock) -> tuple[Clock, ...]:
    return (clock,) if clock.other_hour is None else (clock, clock._replace(hour=clock.other_hour))


def _next_time(clock: Clock, reference: datetime, today: date | None) -> Moment:
    """The next time that clocks show this; `today` if a part of today was said as well."""
    moments = []
    for one in _hours(clock):
        moment = _on(reference.date(), one, reference)
        if one.next_day:
            early = at(reference.date(), one.hour, one.minute, reference.tzinfo)
            moment = early if early > reference else moment
        if moment <= reference:
            moment = _on(reference.date() + timedelta(days=1), one, reference)
            if moment <= reference:  # an hour that the night of the change skips
                return NOTHING
            if today:
                return Moment(None, (moment,))
        moments.append(moment)
    return Moment(moments[0]) if len(moments) == 1 else Moment(None, tuple(sorted(moments)))


def _timed(group: Group, day: date, clock: Clock, reference: datetime) -> Moment:
    moments = [_on(day, one, reference) for one in _hours(clock)]
    said = group.days[0] if len(group.days) == 1 else None
    bare = said is not None and said.meaning == "weekday" and not group.offset
    if said and bare and not said.values.keys() & {"this", "week", "later"}:
        soon = [_on(reference.date(), one, reference) for one in _hours(clock)]
        if day == reference.date() + timedelta(days=7) and any(moment > reference for moment in soon):
            return Moment(None, tuple(sorted([one for one in soon if one > reference] + moments))[:4])
    if len(moments) > 1:
        later = tuple(moment for moment in moments if moment > reference)
        return Moment(None, later) if len(later) != 1 else Moment(later[0])
    if moments[0] <= reference:
        return Moment(None, (_on(day + timedelta(days=1), clock, reference),))
    return Moment(moments[0])
