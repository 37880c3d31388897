"""Load in words and in a small picture of text: a line a week, figures first, for eyes, ears and terminals.

Figures are rounded so that they add up: to half hours as long as no week has ten, else to whole hours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.can_we import Person
from domain.document import Day, Line, Phrase, Several, Style, line, phrase
from domain.load import WEEK, Hours
from domain.workload import TeamLoad, Weeks, by_week, rounded

PROMISED, FREE, PERHAPS, TOO_MUCH = "█", "░", "-", "!"
_CELLS = 8
_SMALL = 10 * 60
_HALF, _WHOLE = 30, 60


@dataclass(frozen=True)
class Figures:
    """One week in rounded units."""

    monday: date
    promised: int
    least: int | None
    most: int | None

    @property
    def too_much(self) -> int:
        """So much more is promised than is there at most; nobody knows it of those who did not say."""
        return 0 if self.most is None else max(self.promised - self.most, 0)


@dataclass(frozen=True)
class Told:
    """Rounded weeks, and the minutes of a unit."""

    figures: tuple[Figures, ...]
    after: int
    unit: int

    @property
    def promised(self) -> int:
        return sum(each.promised for each in self.figures)

    @property
    def last(self) -> date:
        return self.figures[-1].monday + timedelta(days=WEEK - 1)

    def amount(self, units: int) -> str:
        """Hours as they are written in either language: `2½`."""
        if self.unit == _WHOLE:
            return str(units)
        hours, half = divmod(units, 2)
        return f"{hours or ''}½" if half else str(hours)

    def there(self, least: int, most: int) -> str:
        low, high = self.amount(least), self.amount(most)
        return low if low == high else f"{low}–{high}"


def told(weeks: Weeks, unit: int | None = None) -> Told:
    """The figures of some weeks, rounded to units of so many minutes; None: by their size."""
    there = weeks.weeks
    greatest = max(max(week.promised, week.most or 0) for week in there)
    unit = unit or (_HALF if greatest < _SMALL else _WHOLE)
    promised = rounded([*(week.promised for week in there), weeks.after], unit)
    least = rounded([week.least or 0 for week in there], unit)
    more = rounded([(week.most or 0) - (week.least or 0) for week in there], unit)
    figures = tuple(
        Figures(week.monday, owed, *((None, None) if week.least is None else (low, low + extra)))
        for week, owed, low, extra in zip(there, promised, least, more, strict=False)
    )
    return Told(figures, promised[-1], unit)


def weeks_of(people: Sequence[Person], load: TeamLoad, unit: int | None = None) -> Told:
    """What these people promised and can give in the coming weeks."""
    return told(by_week(people, load.today), unit)


def drawn(said: Told) -> Iterator[Line]:
    """A line a week, and what the signs mean."""
    top = max([1, *(max(each.promised, each.most or 0) for each in said.figures)])
    owed = [said.amount(each.promised) for each in said.figures]
    there = ["" if each.least is None else said.there(each.least, each.most or 0) for each in said.figures]
    wide = max(map(len, owed)), max(map(len, there))
    for each, promised, given in zip(said.figures, owed, there, strict=True):
        owes, cells = promised.rjust(wide[0]), _cells(each, top)
        said_of = phrase("load-hours", promised=owes)
        if given:
            said_of = phrase("load-hours-of", promised=owes, there=given.rjust(wide[1]))
        yield line(phrase("load-week", day=day(each.monday, "02"), hours=said_of, cells=cells), style=Style.PICTURE)
    yield line(*_legend(said.figures), style=Style.NOTE)


def day(monday: date, wide: str = "") -> Phrase:
    """Day and month, as short as they can be told apart."""
    return phrase("load-day", day=f"{monday.day:{wide}}", month=monday.month)


def _cells(week: Figures, top: int) -> str:
    """From nothing to the greatest figure of all weeks; whatever there is of something has a cell."""

    def cells(units: int) -> int:
        return 0 if not units else max((2 * units * _CELLS + top) // (2 * top), 1)

    if week.most is None or week.least is None:
        return PROMISED * cells(week.promised)
    if week.too_much:
        fits = min(cells(week.most), _CELLS - 1)
        return PROMISED * fits + TOO_MUCH * max(cells(week.promised) - fits, 1)
    full, sure, all_there = cells(week.promised), cells(week.least), cells(week.most)
    free = max(sure - full, 0)
    return PROMISED * full + FREE * free + PERHAPS * max(all_there - full - free, 0)


def _legend(figures: Sequence[Figures]) -> Iterator[Phrase]:
    yield phrase("load-sign-promised", sign=PROMISED)
    if any(each.least is not None for each in figures):
        yield phrase("load-sign-free", sign=FREE)
    if any(each.least != each.most for each in figures):
        yield phrase("load-sign-perhaps", sign=PERHAPS)
    if any(each.too_much for each in figures):
        yield phrase("load-sign-too-much", sign=TOO_MUCH)


def summed(said: Told) -> Iterator[Line]:
    """The whole, and the weeks that are too full."""
    promised, last = said.amount(said.promised), Day(said.last)
    there = [(each.least, each.most) for each in said.figures if each.least is not None and each.most is not None]
    if there:
        least, most = (sum(each) for each in zip(*there, strict=True))
        yield line(phrase("load-sum-of", promised=promised, there=said.there(least, most), day=last))
    else:
        yield line(phrase("load-sum", promised=promised, day=last))
    full = [each for each in said.figures if each.too_much]
    if full:
        days = Several(tuple(Day(each.monday) for each in full))
        yield line(phrase("load-too-full", count=len(full), days=days))


def noted(said: Told, load: TeamLoad, person: int | None = None) -> Iterator[Line]:
    """How it was counted: what was assumed, spread, left out and rounded."""
    if said.after:
        yield line(phrase("load-after", promised=said.amount(said.after)), style=Style.NOTE)
    if assumed := load.assumed(person):
        if load.default:
            yield line(phrase("load-assumed", count=assumed, effort=effort(load.default)), style=Style.NOTE)
        else:
            yield line(phrase("load-unsaid", count=assumed), style=Style.NOTE)
    if undated := load.undated(person):
        yield line(phrase("load-undated", count=undated), style=Style.NOTE)
    rounding = phrase("load-half-hours" if said.unit == _HALF else "load-whole-hours")
    yield line(rounding, *([phrase("load-from-today")] if load.today.weekday() else []), style=Style.NOTE)


def effort(minutes: int) -> Phrase:
    """So much time, as it stands within a sentence."""
    hours, rest = divmod(minutes, 60)
    if rest and not hours:
        return phrase("time-minutes", minutes=rest)
    return phrase("time-both", hours=hours, minutes=f"{rest:02}") if rest else phrase("time-hours", hours=hours)


def hours(given: Hours) -> Phrase:
    """What somebody can give."""
    if given.least == given.most:
        return effort(given.most)
    return phrase("hours-range", least=effort(given.least), most=effort(given.most))


def group_summed(load: TeamLoad) -> tuple[Line, ...]:
    """The group's totals without its weeks; under the same condition."""
    assert load.may_be_told, "of fewer people one could guess whose hours they are"
    said = weeks_of(tuple(load.people.values()), load)
    return (*summed(said), *_untaken(said, load))


def _untaken(said: Told, load: TeamLoad) -> Iterator[Line]:
    if minutes := sum(promise.minutes for promise in load.nobody):
        yield line(phrase("load-untaken", hours=said.amount(rounded([minutes], said.unit)[0])))


def of_group(load: TeamLoad) -> tuple[Line, ...]:
    """The group's totals: only once enough people gave their hours (`TeamLoad.may_be_told`)."""
    assert load.may_be_told, "of fewer people one could guess whose hours they are"
    said = weeks_of(tuple(load.people.values()), load)
    return (
        line(phrase("load-group-title"), style=Style.TITLE),
        *drawn(said),
        *summed(said),
        *_untaken(said, load),
        *noted(said, load),
        line(phrase("load-whose"), style=Style.NOTE),
    )


def of_person(load: TeamLoad, person: int) -> tuple[Line, ...]:
    """One's own coming weeks; for nobody else."""
    if person not in load.people:
        return (line(phrase("load-nothing")),)
    said = weeks_of([load.people[person]], load)
    return (*drawn(said), *summed(said), *noted(said, load, person))
