"""Turns "every first Thursday at 7 pm" into a rule of RFC 5545 and its first day.

What no rule says, or what may be meant in two ways, is no repetition, and no date either.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import islice

from domain.deadline.calendar import add, at, is_later
from domain.deadline.feasts import Fixed, Nth, rule_of
from domain.deadline.gather import are_on_one_line
from domain.deadline.group import Group
from domain.deadline.language import Edge, Language, Unit
from domain.deadline.phrases import Piece
from domain.deadline.policy import Policy
from domain.deadline.resolve import NOTHING, Moment
from domain.deadline.resolve_clock import Clock, clock_of
from domain.deadline.resolve_day import Values, day_of
from domain.deadline.rule import Rule, bits_of, places_of
from domain.deadline.tokens import Token

_MONTHS = frozenset(range(1, 13))
_MOST_TIMES = 100
_SHORT = ("weekday", "shift")


def repetition(group: Group, reference: datetime, language: Language, tokens: list[Token], policy: Policy) -> Moment:
    """The rule that a group says, with its first occurrence after `reference`; nothing where it makes no sense."""
    rule = _rule(group, policy)
    if rule is None:
        return NOTHING
    parts = {one.values["part"] for one in group.every if "part" in one.values}
    part = group.part.values.get("part") if group.part else next(iter(parts), None)
    clocks = _clocks(group, part, language, tokens)
    ends = _ends(group, rule, reference.date(), policy)
    if (
        clocks is None
        or ends is None
        or len(parts - {part}) > (0 if not clocks else 1)
        or (rule.set_place and len(clocks) > 1)
    ):
        return NOTHING
    if group.until and group.until.meaning in _SHORT and any(one.start > group.until.start for one in group.clocks):
        return NOTHING  # "every day until Friday 6 pm"
    begin, until = ends
    if any(one.next_day for one in clocks) and not _move_to_next_day(rule, clocks):
        return NOTHING
    due = _first(rule, clocks, reference, begin)
    if due is None:
        return NOTHING
    first = due.date() if isinstance(due, datetime) else due
    if sum(limit.meaning == "lasting" for limit in group.limits) > 1:
        return NOTHING
    for limit in group.limits:
        if limit.meaning == "lasting":
            last = _last(rule, clocks, first, limit.values)
            if last is None:
                return NOTHING
            until = min(until or last, last)
    if until and first > until:
        return NOTHING
    return Moment(due, part=None if clocks else part, repeat=rule.text(clocks, until))


def joined(groups: list[Group], tokens: list[Token]) -> list[Group]:
    """The groups; to a repetition belongs the day or the time that stands elsewhere: "weekly meeting on Monday"."""
    repeated = [group for group in groups if group.every]
    if len(repeated) != 1:
        return groups
    (one,) = repeated
    others = [group for group in groups if group is not one]
    is_adjective = _is_adjective(one, tokens)
    if is_adjective and (_is_definite(one, tokens) or any(group.cued for group in others)):
        return others
    bare = len(one.said) == 1 and one.every[0].values.keys() <= {"unit", "n", "adjective", "some"}
    left = [one]
    for group in others:
        days, clocks = bool(group.days), bool(group.clocks)
        fits = not (days and (one.days or not bare)) and not (clocks and one.clocks) and not (group.part and one.part)
        fits = fits and (days or clocks) and not (group.cued or group.ahead or group.offset)
        if not fits or not are_on_one_line(one, group, tokens):
            left.append(group)
            continue
        one.elsewhere.append(group)
        one.days, one.clocks, one.part = one.days or group.days, one.clocks or group.clocks, one.part or group.part
    return others if is_adjective and not one.elsewhere else left


def _is_adjective(group: Group, tokens: list[Token]) -> bool:
    """ "The weekly report" does not say that anything is due weekly."""
    following = tokens[group.end : group.end + 1]
    return len(group.said) == 1 and "adjective" in group.every[0].values and bool(following and following[0].is_word)


def _is_definite(group: Group, tokens: list[Token]) -> bool:
    return any("article" in one.values and tokens[one.start].is_word for one in group.lead)


# The words of a rule


def _rule(group: Group, policy: Policy) -> Rule | None:
    rule = Rule()
    each = [piece for piece in group.every if "unit" not in piece.values]
    sound = (
        all(_add_every(rule, piece.values, policy) for piece in group.every)
        and all(_add_day(rule, piece, bool(each), policy) for piece in group.days)
        and not (group.ahead or group.offset)
        and _add_season(rule, group)
        and all(limit.meaning == "lasting" or _add_exception(rule, limit) for limit in group.limits)
    )
    if rule.unit == Unit.DAY and rule.weekdays and rule.n == 1:
        rule.unit = Unit.WEEK
    if rule.unit == Unit.YEAR and rule.months and not rule.days and not rule.weekdays:
        rule.days = {1}
    return rule if sound and rule.is_sound() and rule.is_possible() else None


def _add_every(rule: Rule, values: Values, policy: Policy) -> bool:
    """Adds "every two weeks" or "the first Thursday of the month" to a rule; False if they do not go together."""
    unit, n = values.get("unit"), values.get("n", 1)
    if unit == 0:
        return False
    if unit == Unit.QUARTER:
        unit, n = Unit.MONTH, 3 * n
    if unit:
        small, large = sorted((rule.unit or unit, unit))
        named = rule.weekdays or "weekdays" in values
        if small != large and not (named and (small, large, rule.n, n) == (Unit.DAY, Unit.WEEK, 1, 1)):
            return False
        if min(rule.n, n) != 1 and rule.n != n:
            return False
        rule.unit, rule.n = large, max(rule.n, n)
    if any(values.get(name, 1) == 0 for name in ("weekdays", "places", "days", "month_list")):  # "Monday or Tuesday"
        return False
    places = places_of(values.get("places", 0)) or {values.get("nth", -values.get("back", 0))}
    weekdays = bits_of(values.get("weekdays", 0)) | {values[name] for name in ("weekday",) if name in values}
    if "edge" in values:
        weekdays.add(policy.weekday_at(values["edge"]))
    rule.weekdays |= {(place, weekday) for place in places for weekday in weekdays}
    if "back" in values and not weekdays:
        rule.days.add(-values["back"])
    rule.days |= bits_of(values.get("days", 0)) | {values[name] for name in ("day",) if name in values}
    rule.months |= bits_of(values.get("month_list", 0))
    rule.months |= {values[name] for name in ("month", "number") if name in values}
    if "quarter" in values:
        ends = values["quarter"] == Edge.END or min(places) < 0
        rule.months |= {3, 6, 9, 12} if ends else {1, 4, 7, 10}
    rule.set_place = values.get("set_place", rule.set_place)
    return True


def _add_day(rule: Rule, piece: Piece, each: bool, policy: Policy) -> bool:
    """Adds "on Monday", "the 5th" or "in June" to a rule; False if they do not go together.

    each: "every" stood alone before it, so that the day tells how often.
    """
    values = piece.values
    month = values.get("month") or values.get("number")
    pinned = {"year", "this", "later", "week", "plus"} | ({"months"} if piece.meaning != "month" else set())
    if values.keys() & pinned:
        return False
    match piece.meaning:
        case "weekday":
            return _add_weekday(rule, values["weekday"], each)
        case "unsaid":
            places = places_of(values["places"])
            if each and not places <= {1, -1, -3, -4, -5}:  # "every third Friday": of the month, or of three?
                return False
            return _add_nth(rule, places, values["weekday"], month, each)
        case "nth":
            return _add_nth(rule, {values["n"]}, values["weekday"], month, each)
        case "date":
            return _add_date(rule, values["day"], month, values.get("weekday"), each)
        case "feast":
            found = rule_of(values["feast"], policy.country)
            if isinstance(found, Nth) and not found.plus:
                return _add_nth(rule, {found.n}, found.weekday, found.month, each)
            return isinstance(found, Fixed) and _add_date(rule, found.day, found.month, None, each)
        case "month":
            return _add_month(rule, values, policy, each)
    return False


def _add_weekday(rule: Rule, weekday: int, each: bool) -> bool:
    if each:
        rule.unit = rule.unit or Unit.WEEK
    if rule.weekdays or rule.unit not in (Unit.DAY, Unit.WEEK):
        return False
    rule.weekdays.add((0, weekday))
    return True


def _add_nth(rule: Rule, places: set[int], weekday: int, month: int | None, each: bool) -> bool:
    if each:
        rule.unit = rule.unit or (Unit.YEAR if month else Unit.MONTH)
    if rule.days or rule.unit not in (Unit.MONTH, Unit.YEAR) or any(place == 0 for place, _ in rule.weekdays):
        return False
    if rule.unit == Unit.MONTH and month:
        return False
    rule.weekdays |= {(place, weekday) for place in places}
    rule.months |= {month} if month else set()
    return bool(rule.unit == Unit.MONTH or rule.months)


def _add_date(rule: Rule, day: int, month: int | None, weekday: int | None, each: bool) -> bool:
    if each:
        rule.unit = rule.unit or (Unit.YEAR if month else Unit.MONTH)
    if rule.days or rule.weekdays or rule.unit not in ((Unit.YEAR,) if month else (Unit.MONTH, Unit.YEAR)):
        return False
    if month and weekday is not None:  # "every Monday 9 March"
        return False
    rule.days.add(day)
    rule.months |= {month} if month else set()
    rule.weekdays |= {(0, weekday)} if weekday is not None else set()  # Friday the 13th
    return True


def _add_month(rule: Rule, values: Values, policy: Policy, each: bool) -> bool:
    """ "Every year in June", "every year at the end of June", "every month at the end"."""
    if each:
        rule.unit = rule.unit or Unit.YEAR
    edge = None if values.keys() & {"whole", "bare"} else values.get("edge")
    if edge is not None:
        if rule.days or rule.weekdays or rule.unit != (Unit.MONTH if "months" in values else Unit.YEAR):
            return False
        rule.days.add({Edge.START: 1, Edge.MIDDLE: policy.middle_of_month, Edge.END: -1}[Edge(edge)])
    if "months" in values:  # "every month at the end of the month"
        return edge is not None and values["months"] == 0
    rule.months.add(values["month"])
    return rule.unit != Unit.MONTH


def _add_season(rule: Rule, group: Group) -> bool:
    """ "From September to June" comes every year."""
    begin, until = group.begin, group.until
    if not (group.season and begin and until and begin is not until):
        return True
    if {begin.meaning, until.meaning} != {"month"} or {"year", "months"} & (begin.values.keys() | until.values.keys()):
        return True
    if rule.months:
        return False
    first, last = begin.values["month"], until.values["month"]
    rule.months |= {(first + one - 1) % 12 + 1 for one in range((last - first) % 12 + 1)}
    return True


def _add_exception(rule: Rule, limit: Piece) -> bool:
    """ "Except on Sundays", "except in August"."""
    weekdays = bits_of(limit.values.get("weekdays", 0))
    months = bits_of(limit.values.get("month_list", 0))
    if limit.meaning != "except" or not (weekdays or months):
        return False
    if weekdays:
        if rule.unit == Unit.DAY and rule.n == 1 and not rule.days:
            rule.weekdays = rule.weekdays or {(0, weekday) for weekday in range(7)}
        rule.weekdays -= {(0, weekday) for weekday in weekdays}
        if not rule.weekdays or any(place for place, _ in rule.weekdays):
            return False
    if months:
        rule.months = (rule.months or set(_MONTHS)) - months
    return bool(rule.months) if months else True


# Its hours, its begin and its end


def _clocks(group: Group, part: int | None, language: Language, tokens: list[Token]) -> list[Clock] | None:
    """The times of day; None where one rule cannot say them, or where morning or evening is not said."""
    found = [clock_of(one, part, tokens, language.small_hours_are_afternoon) for one in group.clocks]
    clocks = [one for one in found if one and one.other_hour is None]
    if len(clocks) != len(found) or len({one.minute for one in clocks}) > 1:
        return None
    return [one._replace(hour=one.hour % 24, next_day=one.next_day or one.hour == 24) for one in clocks]


def _move_to_next_day(rule: Rule, clocks: list[Clock]) -> bool:
    """Midnight ends a day: "on Fridays at midnight" is at 0:00 on Saturdays. False where a rule does not say so."""
    if not rule.is_anchored or (rule.unit == Unit.DAY and not rule.months):
        return True
    if rule.months or not all(one.next_day for one in clocks) or (rule.weekdays and rule.days):
        return False
    if not all(-1 <= day <= 28 and day for day in rule.days) or any(place for place, _ in rule.weekdays):
        return False
    rule.days = {day + 1 if day > 0 else 1 for day in rule.days}
    rule.weekdays = {(0, (weekday + 1) % 7) for _, weekday in rule.weekdays}
    return not rule.set_place


def _ends(group: Group, rule: Rule, today: date, policy: Policy) -> tuple[date | None, date | None] | None:
    """The first day and the last day that were said; None if a day was said that nobody finds."""
    begin = until = None
    if group.season and rule.months and group.until is not group.begin:
        return begin, until
    if group.begin:
        begin = _edge(group.begin, today, policy)
        if begin is None:
            return None
        if group.begin.meaning == "month":
            begin = max(begin.replace(day=1), today)
        elif group.begin.meaning == "week" and "whole" in group.begin.values:
            begin = max(begin - timedelta(days=6), today)
    if group.until:
        until = _edge(group.until, begin or today, policy)
        if until is None:
            return None
    return begin, until


def _edge(piece: Piece, today: date, policy: Policy) -> date | None:
    """A day; of a whole month the last one."""
    values = {key: value for key, value in piece.values.items() if key != "bare"}
    return day_of(piece._replace(values=values), today, policy).day


def _last(rule: Rule, clocks: list[Clock], first: date, values: Values) -> date | None:
    """The last day of a repetition that lasts "for six weeks", or "five times"."""
    times = values["n"]
    if "unit" in values:
        return add(first, times, values["unit"]) - timedelta(days=1) if values["unit"] >= Unit.DAY else None
    if len(clocks) > 1 or rule.unit < Unit.DAY or times > _MOST_TIMES:
        return None
    if not rule.is_anchored:
        return add(first, rule.n * (times - 1), rule.unit)
    days = (day for day in rule.days_from(first) if rule.is_in_turn(first, day))
    return next(islice(days, times - 1, None), None)


def _first(rule: Rule, clocks: list[Clock], reference: datetime, begin: date | None) -> date | datetime | None:
    today = reference.date()
    if rule.unit < Unit.DAY:
        if clocks or begin:
            return None
        step = timedelta(minutes=rule.n * (60 if rule.unit == Unit.HOUR else 1))
        start = reference.astimezone(UTC).replace(second=0, microsecond=0)
        return (start + step).astimezone(reference.tzinfo)
    day = max(begin or today, today)
    if not rule.is_anchored and not begin:
        day = add(today, rule.n, rule.unit)
    for one in rule.days_from(day):
        if not clocks:
            return one
        moments = [at(one, clock.hour, clock.minute, reference) for clock in clocks]
        later = [moment for moment in moments if is_later(moment, reference)]
        if later:
            return min(later, key=lambda moment: moment.astimezone(UTC))
    return None
