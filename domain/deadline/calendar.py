"""Counts in days, weeks and months. Nothing here knows a language."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from domain.deadline.language import Unit

_SATURDAY = 5


def a_date(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none."""
    if not (1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add(day: date, amount: int, unit: int) -> date:
    """`day` and so many days, working days, weeks, months, quarters or years."""
    if unit == Unit.WORKDAY:
        return _workdays_on(day, amount)
    if unit == Unit.MONTH:
        return add_months(day, amount)
    if unit == Unit.QUARTER:
        return add_months(day, 3 * amount)
    if unit == Unit.YEAR:
        return add_months(day, 12 * amount)
    return day + timedelta(days=amount * (7 if unit == Unit.WEEK else 1))


def _workdays_on(day: date, amount: int) -> date:
    """So many days from Monday to Friday later; public holidays are not known here."""
    weeks, rest = divmod(amount, 5)
    day += timedelta(weeks=weeks)
    while rest or day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
        rest -= rest > 0 and day.weekday() < _SATURDAY
    return day


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_weekday(day: date, weekday: int) -> date:
    """The first such weekday strictly after `day`."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def nth_weekday(year: int, month: int, n: int, weekday: int) -> date | None:
    """The n-th such weekday of a month; -1 is the last, -2 the one before."""
    if n > 0:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    else:
        last = end_of_month(year, month)
        day = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-n - 1))
    return day if day.month == month else None


def is_later(one: datetime, other: datetime) -> bool:
    """Whether it comes after the other; Python compares two times of one zone by their clocks, not by instants."""
    return one.astimezone(UTC) > other.astimezone(UTC)


def at(day: date, hour: int, minute: int, reference: datetime) -> datetime:
    """That wall clock time in the zone of `reference`.

    A time that spring leaves out moves forward by the length of the gap; of an hour that autumn repeats, the first
    counts, or the second if the first has passed.
    """
    if hour == 24:
        day, hour = day + timedelta(days=1), 0
    local = datetime.combine(day, time(hour, minute), reference.tzinfo).replace(fold=0)
    first = local.astimezone(UTC).astimezone(reference.tzinfo)
    second = first.replace(fold=1)
    return second if is_later(second, reference) and not is_later(first, reference) else first
