"""Turns "every first Thursday at 7 pm" into a rule of RFC 5545 and its first day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.deadline.calendar import add, at, end_of_month, nth_weekday
from domain.deadline.group import Group
from domain.deadline.language import Edge, Language, Unit
from domain.deadline.policy import Policy
from domain.deadline.resolve import NOTHING, Moment
from domain.deadline.resolve_clock import Clock, clock_of
from domain.deadline.resolve_day import day_of
from domain.deadline.tokens import Token

_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCY = {Unit.DAY: "DAILY", Unit.WEEK: "WEEKLY", Unit.MONTH: "MONTHLY", Unit.YEAR: "YEARLY"}
_YEARS_AHEAD = 9  # 29 February comes within eight


@dataclass
class Rule:
    """A repetition: weekdays are bits (Monday 1), nth the places of them in the month, -1 the last."""

    unit: int
    n: int = 1
    weekdays: int = 0
    nth: tuple[int, ...] = ()
    day: int | None = None
    month: int | None = None
    part: int | None = None

    @property
    def is_anchored(self) -> bool:
        return bool(self.weekdays or self.day or self.month) or self.unit == Unit.DAY

    def holds(self, day: date) -> bool:
        """Whether the rule names this day (not counting every how many)."""
        if self.month and day.month != self.month:
            return False
        if self.day:
            wanted = self.day if self.day > 0 else end_of_month(day.year, day.month).day + 1 + self.day
            return day.day == wanted
        if self.nth:
            return any(nth_weekday(day.year, day.month, n, day.weekday()) == day for n in self.nth) and bool(
                self.weekdays >> day.weekday() & 1
            )
        return not self.weekdays or bool(self.weekdays >> day.weekday() & 1)

    def text(self, times: list[Clock], until: date | None) -> str:
        pairs = [("FREQ", _FREQUENCY[Unit(self.unit)])]
        if self.n > 1:
            pairs.append(("INTERVAL", str(self.n)))
        if until:
            pairs.append(("UNTIL", f"{until:%Y%m%d}T235959"))
        if self.month:
            pairs.append(("BYMONTH", str(self.month)))
        if self.day:
            pairs.append(("BYMONTHDAY", str(self.day)))
        names = [name for bit, name in enumerate(_NAMES) if self.weekdays >> bit & 1]
        if names:
            pairs.append(("BYDAY", ",".join(f"{n or ''}{name}" for n in self.nth or (0,) for name in names)))
        if times:
            hours = sorted({one.hour % 24 for one in times if one.minute == times[0].minute})
            pairs.append(("BYHOUR", ",".join(map(str, hours))))
            pairs.append(("BYMINUTE", str(times[0].minute)))
        return ";".join(f"{name}={value}" for name, value in pairs)


def repetition(group: Group, reference: datetime, language: Language, tokens: list[Token], policy: Policy) -> Moment:
    """The rule that a group says, with its first occurrence after `reference`; nothing where it makes no sense."""
    rule = _rule(group)
    if rule is None:
        return NOTHING
    part = group.part.values.get("part") if group.part else rule.part
    small_hours = language.small_hours_are_afternoon
    times = [clock_of(one, part, tokens, bool(small_hours)) for one in group.clocks]
    clocks = [one for one in times if one]
    until = day_of(group.until, reference.date(), policy).day if group.until else None
    if len(clocks) != len(times) or (group.until and not until):
        return NOTHING
    due = _first(rule, clocks, reference)
    if due is None or (until and (due.date() if isinstance(due, datetime) else due) > until):
        return NOTHING
    return Moment(due, part=None if clocks else part, repeat=rule.text(clocks, until))


def _rule(group: Group) -> Rule | None:
    values = {key: value for piece in group.every for key, value in piece.values.items()}
    for piece in reversed(group.every):  # "every week on Mondays": the first tells how often
        values.update({key: piece.values[key] for key in ("n", "unit") if key in piece.values})
    rule = Rule(values["unit"], values.get("n", 1))
    if rule.unit == Unit.QUARTER:
        rule.unit, rule.n = Unit.MONTH, 3 * rule.n
    rule.weekdays = values.get("weekdays", 0)
    rule.day, rule.month, rule.part = values.get("day"), values.get("month") or values.get("number"), values.get("part")
    if "nth" in values:
        rule.nth = tuple(values[key] for key in ("nth", "nth2", "nth3") if key in values)
        rule.weekdays = 1 << values["weekday"]
    for piece in group.days:
        if not _add_day(rule, piece.meaning, dict(piece.values)):
            return None
    sound = rule.unit in _FREQUENCY and 1 <= rule.n <= 99 and not group.ahead and not group.offset
    if rule.day and not (rule.unit == Unit.MONTH or (rule.unit == Unit.YEAR and rule.month)):
        return None
    if rule.nth and rule.unit not in (Unit.MONTH, Unit.YEAR):
        return None
    return rule if sound and all(abs(n) <= 5 for n in rule.nth) else None


def _add_day(rule: Rule, meaning: str, values: dict[str, int]) -> bool:
    """Adds "on Monday", "the 5th" or "in June" to a rule; False if they do not go together."""
    adders: dict[str, Callable[[], None]] = {
        "weekday": lambda: _set(rule, weekdays=rule.weekdays | 1 << values["weekday"]),
        "date": lambda: _set(rule, day=values["day"], month=values.get("month") or values.get("number")),
        "month": lambda: _set(
            rule,
            month=values.get("month"),
            day=-1 if values.get("edge") == Edge.END and "months" in values else 1,
        ),
        "unsaid": lambda: _set(rule, nth=(values["n"],), weekdays=1 << values["weekday"]),
        "nth": lambda: _set(rule, nth=(values["n"],), weekdays=1 << values["weekday"], month=values.get("month")),
    }
    if meaning == "month" and rule.day and not rule.month and "edge" not in values:  # "the 15th in June"
        values["edge"] = 0
        rule.month = values.get("month")
    elif meaning not in adders or (meaning != "weekday" and (rule.day or rule.weekdays)):
        return False
    else:
        adders[meaning]()
    if rule.month:
        rule.unit = Unit.YEAR
    elif rule.weekdays and not rule.nth and rule.unit == Unit.DAY:
        rule.unit = Unit.WEEK
    return True


def _set(rule: Rule, **values: object) -> None:
    for key, value in values.items():
        setattr(rule, key, value)


def _first(rule: Rule, clocks: list[Clock], reference: datetime) -> date | datetime | None:
    today = reference.date()
    day = today
    if not rule.is_anchored:
        day = add(today, rule.n, rule.unit)
        return at(day, clocks[0].hour, clocks[0].minute, reference.tzinfo) if clocks else day
    for _ in range(366 * _YEARS_AHEAD):
        if rule.holds(day):
            if not clocks:
                return day
            moments = sorted(at(day, one.hour, one.minute, reference.tzinfo) for one in clocks)
            later = [moment for moment in moments if moment > reference]
            if later:
                return later[0]
        day += timedelta(days=1)
    return None
