"""A rule of RFC 5545: which days it names, and how it is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from domain.deadline.calendar import add_months, end_of_month, monday_of
from domain.deadline.language import Unit
from domain.deadline.resolve_clock import Clock

_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCY = {
    Unit.MINUTE: "MINUTELY",
    Unit.HOUR: "HOURLY",
    Unit.DAY: "DAILY",
    Unit.WEEK: "WEEKLY",
    Unit.MONTH: "MONTHLY",
    Unit.YEAR: "YEARLY",
}
_MOST = 366
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS_AHEAD = 9  # 29 February comes within eight
_FEWEST_MINUTES = 5  # "every minute counts"
_PLACES = 11  # see places_of


@dataclass
class Rule:
    """A repetition. What is empty limits nothing.

    weekdays   (place, weekday): every such weekday (place 0), the first (1), the last (-1) of a month, or of a year
    days       of the month; the last is -1
    set_place  which of all days that fit in a month, such as the last working day
    """

    unit: int = 0
    n: int = 1
    weekdays: set[tuple[int, int]] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    set_place: int = 0

    @property
    def is_anchored(self) -> bool:
        """Whether the rule itself tells its days, rather than the day on which it begins."""
        return bool(self.weekdays or self.days or self.months) or (self.unit == Unit.DAY and self.n == 1)

    def is_sound(self) -> bool:
        """Whether this is a rule, and meant in one way only."""
        places = {place for place, _ in self.weekdays}
        if not 1 <= self.n <= _MOST or not all(abs(place) <= 5 for place in (self.set_place, *places)):
            return False
        if 0 in places and len(places) > 1:
            return False
        if self.set_place and (places != {0} or self.days):
            return False
        match self.unit:
            case Unit.MINUTE | Unit.HOUR:
                often = self.unit == Unit.MINUTE and self.n < _FEWEST_MINUTES
                return not (often or self.weekdays or self.days or self.months)
            case Unit.DAY:
                return not self.days and not self.weekdays
            case Unit.WEEK:
                return not self.days and places <= {0}
            case Unit.MONTH:
                return 0 not in places or bool(self.days or self.set_place)
            case Unit.YEAR:
                return (0 not in places or bool(self.days)) and bool(self.months or not self.days)
        return False

    def is_possible(self) -> bool:
        """Whether its days are in the calendar: 31 June is not, nor is a fifth Monday of every February."""
        longest = max(_LONGEST_MONTHS[month - 1] for month in self.months or {1})
        places = {abs(place) for place, _ in self.weekdays}
        return all(abs(day) <= longest for day in self.days) and not (5 in places and longest == _LONGEST_MONTHS[1])

    def days_from(self, start: date) -> Iterator[date]:
        """The days that the rule names, from `start` on (not counting every how many)."""
        for months in range(12 * _YEARS_AHEAD + 1):
            first = add_months(start.replace(day=1), months)
            if self.months and first.month not in self.months:
                continue
            length = end_of_month(first.year, first.month).day
            numbers = {day if day > 0 else length + 1 + day for day in self.days} or range(1, length + 1)
            days = [first.replace(day=number) for number in sorted(numbers) if 1 <= number <= length]
            if self.set_place:
                days = self._placed(days)
            yield from (day for day in days if day >= start and (self.set_place or self.holds(day)))

    def is_in_turn(self, first: date, day: date) -> bool:
        """Whether it is the turn of this day, counting every how many from the first."""
        months = 12 * (day.year - first.year) + day.month - first.month
        weeks = (monday_of(day) - monday_of(first)).days // 7
        passed = {Unit.DAY: (day - first).days, Unit.WEEK: weeks, Unit.MONTH: months, Unit.YEAR: day.year - first.year}
        return passed[Unit(self.unit)] % self.n == 0

    def holds(self, day: date) -> bool:
        """Whether the rule names this day (not counting every how many)."""
        if self.months and day.month not in self.months:
            return False
        last = end_of_month(day.year, day.month)
        if self.days and not self.days & {day.day, day.day - last.day - 1}:
            return False
        if self.set_place:
            return day in self._placed([day.replace(day=one) for one in range(1, last.day + 1)])
        first = day.replace(day=1)
        if self.unit == Unit.YEAR and not self.months:
            first, last = date(day.year, 1, 1), date(day.year, 12, 31)
        places = (0, (day - first).days // 7 + 1, -((last - day).days // 7) - 1)
        return not self.weekdays or any((place, day.weekday()) in self.weekdays for place in places)

    def _placed(self, days: list[date]) -> list[date]:
        """Of the days of a month, the one in that place among those that fit; none, if they are too few."""
        fitting = [day for day in days if (0, day.weekday()) in self.weekdays]
        return fitting[self.set_place - (self.set_place > 0) :][:1]

    def text(self, clocks: list[Clock], until: date | None) -> str:
        pairs = [("FREQ", _FREQUENCY[Unit(self.unit)])]
        if self.n > 1:
            pairs.append(("INTERVAL", str(self.n)))
        if until:
            pairs.append(("UNTIL", f"{until:%Y%m%d}T235959"))
        if self.months:
            pairs.append(("BYMONTH", _listed(sorted(self.months))))
        if self.days:
            days = sorted(self.days, key=lambda day: (day < 0, day))
            pairs.append(("BYMONTHDAY", _listed(days)))
        if self.weekdays:
            ordered = sorted(self.weekdays, key=lambda one: (one[0] < 0, *one))
            pairs.append(("BYDAY", _listed(f"{place or ''}{_NAMES[weekday]}" for place, weekday in ordered)))
        if self.set_place:
            pairs.append(("BYSETPOS", str(self.set_place)))
        if clocks:
            pairs.append(("BYHOUR", _listed(sorted({one.hour for one in clocks}))))
            pairs.append(("BYMINUTE", str(clocks[0].minute)))
        return ";".join(f"{name}={value}" for name, value in pairs)


def _listed(values: Iterable[object]) -> str:
    return ",".join(map(str, values))


# Sets in one number, as the tables of the languages hold them


def bits_of(number: int) -> set[int]:
    """The members of a set: bit 0 is 0, bit 1 is 1."""
    return {bit for bit in range(number.bit_length()) if number >> bit & 1}


def places_of(number: int) -> set[int]:
    """Places in a month, 1 to 5 and -1 to -5; the last is bit 10, the one before it bit 9."""
    return {bit if bit <= _PLACES // 2 else bit - _PLACES for bit in bits_of(number)}
