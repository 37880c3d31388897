"""Turns the words of a day into a date of the calendar, always from today on."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from domain.deadline.calendar import (
    a_date,
    add,
    add_months,
    end_of_month,
    monday_of,
    next_weekday,
    nth_weekday,
)
from domain.deadline.language import Edge
from domain.deadline.phrases import Piece
from domain.deadline.policy import Policy

Values = Mapping[str, int]


class Found(NamedTuple):
    """A day; or None with the days to ask about; or neither, where the calendar has no such day."""

    day: date | None
    others: tuple[date, ...] = ()


def day_of(piece: Piece, today: date, policy: Policy) -> Found:
    """The day that `piece` says when today is `today`."""
    return _RULES[piece.meaning](piece.values, today, policy)


def _shift(values: Values, today: date, policy: Policy) -> Found:
    return Found(today + timedelta(days=values["days"]))


def _weekday(values: Values, today: date, policy: Policy) -> Found:
    weekday = values["weekday"]
    if "week" in values:
        return Found(monday_of(today) + timedelta(days=7 * values["week"] + weekday))
    if "this" in values and today.weekday() == weekday:
        return Found(today)
    return Found(next_weekday(today, weekday) + timedelta(days=7 * values.get("later", 0)))


def _date(values: Values, today: date, policy: Policy) -> Found:
    day, month = values["day"], values.get("month") or values.get("number")
    if "number" in values and not policy.day_first and not values.get("swap") and day <= 12 and month:
        day, month = month, day
    weekday = values.get("weekday")
    if "months" in values:
        start = add_months(today.replace(day=1), values["months"])
        found = a_date(start.year, start.month, day)
        return _agreeing(found, weekday) if found and found >= today else Found(None)
    if month is None:
        return _day_of_some_month(day, weekday, today, policy)
    if "year" in values:
        found = a_date(values["year"], month, day)
        return _agreeing(found, weekday) if found and found >= today else Found(None)
    return _upcoming(lambda year: a_date(year, month, day), weekday, today, policy)


def _upcoming(
    in_year: Callable[[int], date | None], weekday: int | None, today: date, policy: Policy, reach: int = 8
) -> Found:
    """This year's such day, or the next one there is; asked back if it passed only just."""
    this = in_year(today.year)
    if this and this >= today:
        return _agreeing(this, weekday)
    later = next((day for year in range(today.year + 1, today.year + reach + 1) if (day := in_year(year))), None)
    if later and this and (today - this).days < policy.late_if_passed_for:
        return Found(None, (this, later))
    return _agreeing(later, weekday) if later else Found(None)


def _agreeing(day: date, weekday: int | None) -> Found:
    """The day, unless it is said to be another weekday: then that weekday nearest to it is offered as well."""
    if weekday is None or day.weekday() == weekday:
        return Found(day)
    away = (weekday - day.weekday() + 3) % 7 - 3
    return Found(None, (day, day + timedelta(days=away)))


def _day_of_some_month(day: int, weekday: int | None, today: date, policy: Policy) -> Found:
    first: date | None = None
    for months in range(12):
        start = add_months(today.replace(day=1), months)
        found = a_date(start.year, start.month, day)
        if not found or found < today:
            continue
        first = first or found
        if weekday is None or found.weekday() == weekday:
            return Found(found) if (found - today).days <= policy.coincidence_within else _agreeing(first, weekday)
    return _agreeing(first, weekday) if first else Found(None)


def _month(values: Values, today: date, policy: Policy) -> Found:
    edge = values.get("edge", Edge.END)

    def in_month(year: int, month: int) -> date:
        if edge == Edge.END:
            return end_of_month(year, month)
        return date(year, month, policy.start_of_month if edge == Edge.START else policy.middle_of_month)

    if "months" in values:
        start = add_months(today.replace(day=1), values["months"])
        found = in_month(start.year, start.month)
        return Found(found if found >= today else None)
    month = values["month"]
    if "bare" in values:  # "before May": does May count?
        last = _upcoming(lambda year: end_of_month(year, month), None, today, policy).day
        eve = last.replace(day=1) - timedelta(days=1) if last else None
        return Found(None, tuple(day for day in (eve, last) if day and day >= today))
    if "year" in values:
        found = in_month(values["year"], month)
        return Found(found if found >= today else None)
    return _upcoming(lambda year: in_month(year, month), None, today, policy)


def _week(values: Values, today: date, policy: Policy) -> Found:
    ends = {Edge.START: policy.start_of_week, Edge.MIDDLE: policy.middle_of_week, Edge.END: policy.end_of_week}
    monday = monday_of(today) + timedelta(days=7 * values["weeks"])
    edge = values.get("edge")
    found = monday + timedelta(days=6 if edge is None else ends[Edge(edge)])
    if found < today and edge == Edge.END:
        found = monday + timedelta(days=6)
    return Found(found if found >= today else None)


def _weekend(values: Values, today: date, policy: Policy) -> Found:
    return Found(monday_of(today) + timedelta(days=6 + 7 * values["weeks"]))


def _year(values: Values, today: date, policy: Policy) -> Found:
    year = values.get("year") or today.year + values["years"]
    edges = {Edge.START: date(year, 1, 31), Edge.MIDDLE: date(year, 6, 30), Edge.END: date(year, 12, 31)}
    found = edges[Edge(values.get("edge", Edge.END))]
    return Found(found if found >= today else None)


def _nth(values: Values, today: date, policy: Policy) -> Found:
    plus = timedelta(days=values.get("plus", 0))

    def in_month(year: int, month: int) -> date | None:
        found = nth_weekday(year, month, values["n"], values["weekday"]) if abs(values["n"]) <= 5 else None
        return found + plus if found else None

    if "months" in values:
        start = add_months(today.replace(day=1), values["months"])
        found = in_month(start.year, start.month)
        return Found(found if found and found >= today else None)
    if "year" in values:
        found = in_month(values["year"], values["month"])
        return Found(found if found and found >= today else None)
    return _upcoming(lambda year: in_month(year, values["month"]), None, today, policy)


def _between(values: Values, today: date, policy: Policy) -> Found:
    ends = [_date({**values, "day": day}, today, policy).day for day in (values["day"], values["day2"])]
    return Found(None, tuple(day for day in ends if day))


def _unsaid(values: Values, today: date, policy: Policy) -> Found:
    """ "The second Tuesday", nobody says of which month: only good for a repetition."""
    return Found(None)


def moved(day: date, offset: Piece, policy: Policy) -> date:
    """ "Two weeks after" that day, or the Sunday of its week."""
    values = offset.values
    if offset.meaning == "weekof":
        return monday_of(day) + timedelta(days=6)
    sign = values["sign"]
    day = add(day, sign * values["n"], values["unit"])
    return add(day, sign * values["n2"], values["unit2"]) if "n2" in values else day


_RULES: Mapping[str, Callable[[Values, date, Policy], Found]] = {
    "shift": _shift,
    "weekday": _weekday,
    "date": _date,
    "month": _month,
    "week": _week,
    "weekend": _weekend,
    "year": _year,
    "nth": _nth,
    "between": _between,
    "unsaid": _unsaid,
}
