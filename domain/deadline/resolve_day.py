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
from domain.deadline.feasts import feast_in
from domain.deadline.language import Edge, Unit
from domain.deadline.phrases import Piece
from domain.deadline.policy import SUNDAY, Policy

Values = Mapping[str, int]
_A_YEAR = 366


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
        return _agreeing(a_date(start.year, start.month, day), weekday, today)
    if month is None:
        return _day_of_some_month(day, weekday, today, policy)
    if "year" in values:
        return _agreeing(a_date(values["year"], month, day), weekday, today)
    return _upcoming(lambda year: a_date(year, month, day), weekday, today, policy)


def _upcoming(
    in_year: Callable[[int], date | None], weekday: int | None, today: date, policy: Policy, reach: int = 8
) -> Found:
    """This year's such day, or the next one there is; asked back if it passed only just, or is years ahead."""
    this = in_year(today.year)
    if this and this >= today:
        return _agreeing(this, weekday, today)
    later = next((day for year in range(today.year + 1, today.year + reach + 1) if (day := in_year(year))), None)
    if later and this and (today - this).days < policy.late_if_passed_for:
        return Found(None, (this, later))
    if later and (later - today).days > _A_YEAR:  # 29 February
        return Found(None, (later,))
    return _agreeing(later, weekday, today)


def _if_ahead(day: date | None, today: date) -> Found:
    """The day, if there is one and it has not passed."""
    return Found(day if day and day >= today else None)


def _agreeing(day: date | None, weekday: int | None, today: date) -> Found:
    """The day, unless it is said to be another weekday: then that weekday nearest to it is offered as well."""
    if day is None or day < today or weekday is None or day.weekday() == weekday:
        return _if_ahead(day, today)
    away = (weekday - day.weekday() + 3) % 7 - 3
    other = day + timedelta(days=away)
    return Found(None, (day, other if other >= today else other + timedelta(days=7)))


def _day_of_some_month(day: int, weekday: int | None, today: date, policy: Policy) -> Found:
    first: date | None = None
    for months in range(12):
        start = add_months(today.replace(day=1), months)
        found = a_date(start.year, start.month, day)
        if not found or found < today:
            continue
        first = first or found
        if weekday is None or found.weekday() == weekday:
            return (
                Found(found) if (found - today).days <= policy.coincidence_within else _agreeing(first, weekday, today)
            )
    return _agreeing(first, weekday, today)


def _month(values: Values, today: date, policy: Policy) -> Found:
    edge = values.get("edge", Edge.END)

    def in_month(year: int, month: int) -> date:
        if edge == Edge.END:
            return end_of_month(year, month)
        return date(year, month, policy.start_of_month if edge == Edge.START else policy.middle_of_month)

    if "months" in values:
        start = add_months(today.replace(day=1), values["months"])
        found = in_month(start.year, start.month)
        return _if_ahead(found, today)
    month = values["month"]
    if "bare" in values:  # "before May": does May count?
        last = _upcoming(lambda year: end_of_month(year, month), None, today, policy).day
        eve = last.replace(day=1) - timedelta(days=1) if last else None
        return Found(None, tuple(day for day in (eve, last) if day and day >= today))
    if "year" in values:
        found = in_month(values["year"], month)
        return _if_ahead(found, today)
    return _upcoming(lambda year: in_month(year, month), None, today, policy)


def _week(values: Values, today: date, policy: Policy) -> Found:
    monday = monday_of(today) + timedelta(days=7 * values["weeks"])
    edge = values.get("edge")
    found = monday + timedelta(days=values.get("weekday", SUNDAY) if edge is None else policy.weekday_at(edge))
    if found < today and edge == Edge.END:
        found = monday + timedelta(days=6)
    elif found < today and edge and "this" not in values:  # "early in the week", said when it is not any more
        found += timedelta(days=7)
    return _if_ahead(found, today)


def _weekend(values: Values, today: date, policy: Policy) -> Found:
    return Found(monday_of(today) + timedelta(days=6 + 7 * values["weeks"]))


def _isoweek(values: Values, today: date, policy: Policy) -> Found:
    """The Sunday of a week that is called by its number (ISO 8601)."""

    def in_year(year: int) -> date | None:
        try:
            return date.fromisocalendar(year, values["number"], 7)
        except ValueError:
            return None

    if "year" in values:
        found = in_year(values["year"])
        return _if_ahead(found, today)
    return Found(_upcoming(in_year, None, today, policy).day)


def _term(values: Values, today: date, policy: Policy) -> Found:
    """The end of a quarter or half-year, "early" the end of its first month, "mid" the middle of it."""
    months = values["months"]
    offset = {Edge.START: 1, Edge.MIDDLE: (months + 1) // 2, Edge.END: months}[Edge(values.get("edge", Edge.END))]

    def in_term(year: int, number: int) -> date:
        month = add_months(date(year, 1, 1), number * months + offset - 1)
        if values.get("edge") == Edge.MIDDLE and months % 2:
            return month.replace(day=policy.middle_of_month)
        return end_of_month(month.year, month.month)

    if "number" not in values:
        found = in_term(today.year, (today.month - 1) // months + values["terms"])
        return _if_ahead(found, today)
    number = values["number"] - 1
    if not 0 <= number < 12 // months:
        return Found(None)
    if "year" in values:
        found = in_term(values["year"], number)
        return _if_ahead(found, today)
    return _upcoming(lambda year: in_term(year, number), None, today, policy)


def _year(values: Values, today: date, policy: Policy) -> Found:
    year = values.get("year") or today.year + values["years"]
    edges = {Edge.START: date(year, 1, 31), Edge.MIDDLE: date(year, 6, 30), Edge.END: date(year, 12, 31)}
    found = edges[Edge(values.get("edge", Edge.END))]
    return _if_ahead(found, today)


def _nth(values: Values, today: date, policy: Policy) -> Found:
    plus = timedelta(days=values.get("plus", 0))

    def in_month(year: int, month: int) -> date | None:
        found = nth_weekday(year, month, values["n"], values["weekday"]) if abs(values["n"]) <= 5 else None
        return found + plus if found else None

    if "months" in values:
        start = add_months(today.replace(day=1), values["months"])
        found = in_month(start.year, start.month)
        return _if_ahead(found, today)
    if "year" in values:
        found = in_month(values["year"], values["month"])
        return _if_ahead(found, today)
    return _upcoming(lambda year: in_month(year, values["month"]), None, today, policy)


def _between(values: Values, today: date, policy: Policy) -> Found:
    """The end of "from the 3rd to the 5th", or either of "the 3rd or the 5th"."""
    rest = {key: value for key, value in values.items() if key != "weekday"}
    if "ask" not in values:
        return _date({**rest, "day": values["day2"]}, today, policy) if values["day"] < values["day2"] else Found(None)
    ends = [_date({**rest, "day": day}, today, policy).day for day in (values["day"], values["day2"])]
    return Found(None, tuple(dict.fromkeys(day for day in ends if day)))


def _feast(values: Values, today: date, policy: Policy) -> Found:
    if "year" in values:
        found = feast_in(values["year"], values["feast"], policy.country)
        return _if_ahead(found, today)
    days = (feast_in(year, values["feast"], policy.country) for year in (today.year, today.year + 1))
    return Found(next((day for day in days if day and day >= today), None))


def _through(values: Values, today: date, policy: Policy) -> Found:
    """ "From Monday to Wednesday": the end of it."""
    return Found(next_weekday(next_weekday(today, values["weekday"]), values["until"]))


def _row(values: Values, today: date, policy: Policy) -> Found:
    """ "The 4th, 5th and 6th of July": the last of them. `days` are bits."""
    return _date({**values, "day": values["days"].bit_length() - 1}, today, policy)


def _unsaid(values: Values, today: date, policy: Policy) -> Found:
    """ "The second Tuesday", nobody says of which month: only good for a repetition."""
    return Found(None)


def moved(day: date, offset: Piece, policy: Policy) -> date:
    """ "Two weeks after" that day, or the Sunday of its week."""
    values = offset.values
    if offset.meaning == "weekof":
        return monday_of(day) + timedelta(days=6)
    sign = values["sign"]
    if "weekday" in values:  # "the Tuesday after Easter"
        return next_weekday(day, values["weekday"]) - timedelta(
            days=0 if sign > 0 else 7 + 7 * (day.weekday() == values["weekday"])
        )
    if values["unit"] == Unit.HOUR:  # a whole number of days
        return day + timedelta(days=sign * values["n"] // 24)
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
    "feast": _feast,
    "row": _row,
    "through": _through,
    "isoweek": _isoweek,
    "term": _term,
    "unsaid": _unsaid,
}
