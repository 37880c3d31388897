"""Counts in days, weeks and months. Nothing here knows a language."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from domain.deadline.language import Unit


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
    """`day` and so many days, weeks, months or years."""
    if unit == Unit.MONTH:
        return add_months(day, amount)
    if unit == Unit.QUARTER:
        return add_months(day, 3 * amount)
    if unit == Unit.YEAR:
        return add_months(day, 12 * amount)
    return day + timedelta(days=amount * (7 if unit == Unit.WEEK else 1))


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


def at(day: date, hour: int, minute: int, zone: tzinfo | None) -> datetime:
    """That wall clock time in `zone`; the first of two in autumn, in spring the first moment after the gap."""
    if hour == 24:
        day, hour = day + timedelta(days=1), 0
    local = datetime.combine(day, time(hour, minute), zone).replace(fold=0)
    return local.astimezone(UTC).astimezone(zone)
