"""The spreadsheet: the tasks as an association follows them up, what is promised for the coming weeks, and how it went.

Every text is written as a text, whatever it begins with; every date as a date, by the team's clocks.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.departure import Departure, File
from bot.enclosures.columns import COLUMNS, Cell, Column, Sheet, sheet
from bot.enclosures.words import Words
from domain import indicators, load_told
from domain.can_we import Person
from domain.document import Day, Phrase, Typed, phrase
from domain.quiet_hours import is_quiet
from domain.workload import ENOUGH_PEOPLE, TeamLoad
from storage import calm, loads, teams
from storage.database import Rows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_A_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_INK, _PAPER, _FAINT, _LATE, _RULE = "#1F4E5F", "#FFFFFF", "#808080", "#C0392B", "#E3E3E3"
_MADE, _DONE, _OPEN = "#B8CDD4", "#4C9A8A", "#1F4E5F"
_DATES = {"fr": "dd/mm/yyyy", "en": "d mmm yyyy"}
_A4 = 9
_WRAPPED = frozenset({"title", "lead", "helpers", "repeats", "why"})
_MIDDLE = frozenset({"number", "due", "late", "effort", "important", "notes", "created", "closed"})
_LINE = 13.5  # points that a line of text is high
_LONGEST_ADDRESS = 2000  # characters of a link that a spreadsheet takes


def workbook(rows: Rows, departure: Departure, now: datetime) -> File:
    team = departure.team
    words = Words(departure.language, team, now)
    told = sheet(rows, words)
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, **_A_TEXT})
    book.set_properties({"title": team.name, "created": now.replace(tzinfo=None)})
    paper = _Paper(book, words)
    _tasks(paper, told)
    _load(paper, loads.of_team(rows, team, now))
    _indicators(paper, rows, told)
    book.close()
    return File(words.name(phrase("file-workbook"), "xlsx"), XLSX, kept.getvalue())


@dataclass
class _Paper:
    """What all sheets share."""

    book: Any
    words: Words

    def sheet(self, name: str, headings: Sequence[str], wide: Sequence[int], *, at: int = 0) -> Worksheet:
        """A new one with its headings in a row, which stays in sight and comes again on each page."""
        made: Worksheet = self.book.add_worksheet(name)
        for column, (heading, width) in enumerate(zip(headings, wide, strict=True)):
            made.set_column(column, column, width)
            made.write_string(at, column, heading, self.heading)
        made.set_row(at, 3 * _LINE)
        made.freeze_panes(at + 1, 0)
        made.set_landscape()
        made.set_paper(_A4)
        made.fit_to_pages(1, 0)
        made.repeat_rows(at)
        made.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        made.set_footer(f"&L{self._as_print(self.words.team.name)} · {self._as_print(name)}&R&P / &N")
        made.hide_gridlines(1)
        return made

    @staticmethod
    def _as_print(text: str) -> str:
        """In a footer, & begins an order; all of it has room for 255 characters."""
        return text[:60].replace("&", "&&")

    def write(self, where: Worksheet, row: int, column: int, cell: Cell, **looks: Any) -> None:
        match cell:
            case None:
                where.write_blank(row, column, None, self.form(**looks))
            case datetime():
                where.write_datetime(row, column, cell, self.form(num_format=f"{self.date} hh:mm", **looks))
            case date():
                where.write_datetime(
                    row, column, datetime.combine(cell, time()), self.form(num_format=self.date, **looks)
                )
            case str():
                where.write_string(row, column, cell, self.form(**looks))
            case _:
                shown = "0.##" if isinstance(cell, float) and cell % 1 else "0;-0;–"
                where.write_number(row, column, cell, self.form(num_format=shown, **looks))

    def form(self, **looks: Any) -> Format:
        """The same looks are one format of the file."""
        key = tuple(sorted(looks.items()))
        if key not in self._forms:
            usual = {"valign": "top", "font_size": 10, "bottom": 1, "bottom_color": _RULE}
            self._forms[key] = self.book.add_format(usual | looks)
        return self._forms[key]

    @cached_property
    def _forms(self) -> dict[tuple[tuple[str, Any], ...], Format]:
        return {}

    @cached_property
    def heading(self) -> Format:
        middle = {"text_wrap": True, "valign": "vcenter", "align": "center"}
        return self.form(bold=True, font_color=_PAPER, bg_color=_INK, **middle)

    @cached_property
    def small(self) -> Format:
        return self.form(font_color=_FAINT, italic=True, bottom=0)

    @property
    def date(self) -> str:
        return _DATES.get(self.words.language, "yyyy-mm-dd")

    def name(self, said: Phrase) -> str:
        """The name of a sheet: 31 characters at most, and some signs are not for it."""
        return "".join(c for c in self.words(said) if c not in "[]:*?/\\'")[:31]


def _tasks(paper: _Paper, told: Sheet) -> None:
    keys = [column.key for column in COLUMNS]
    made = paper.sheet(paper.name(phrase("sheet-tasks")), told.headings, [column.wide for column in COLUMNS])
    for row, (task, cells) in enumerate(zip(told.tasks, told.rows, strict=True), 1):
        for column, (key, cell) in enumerate(zip(keys, cells, strict=True)):
            looks: dict[str, Any] = {"text_wrap": True} if key in _WRAPPED else {}
            if key in _MIDDLE:
                looks["align"] = "center"
            if not task.is_open:
                looks["font_color"] = _FAINT
            elif key in ("due", "late") and task.is_late(paper.words.now):
                looks |= {"font_color": _LATE, "bold": True}
            if key == "link" and isinstance(cell, str) and _is_address(cell):
                made.write_url(
                    row, column, cell, paper.form(font_color=_INK, underline=1), paper.words(phrase("cell-link"))
                )
            else:
                paper.write(made, row, column, cell, **looks)
        made.set_row(row, _LINE * max(map(_lines, COLUMNS, cells)))
    made.autofilter(0, 0, max(1, len(told.rows)), len(COLUMNS) - 1)
    made.freeze_panes(1, 2)


def _lines(column: Column, cell: Cell) -> int:
    """How many lines a cell needs: not every program looks for itself."""
    return math.ceil(len(cell) / (1.1 * column.wide)) if column.key in _WRAPPED and isinstance(cell, str) else 1


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and len(text) <= _LONGEST_ADDRESS


def _load(paper: _Paper, load: TeamLoad) -> None:
    """The figures of `/load`. What is there only once enough people gave their hours; what is promised stands in the
    tasks."""
    keys = ["week", "promised", "untaken", *(["least", "most"] if load.may_be_told else [])]
    headings = [paper.words(phrase(f"sheet-load-{key}")) for key in keys]
    made = paper.sheet(paper.name(phrase("sheet-load")), headings, (26, 16, 16, 16, 16)[: len(keys)])
    told = load_told.weeks_of(tuple(load.people.values()), load)
    untaken = load_told.weeks_of([Person(None, load.nobody)], load, unit=told.unit)
    weeks: list[tuple[Phrase, tuple[int | None, ...]]] = [
        (phrase("sheet-load-of", day=Day(each.monday)), (each.promised, other.promised, each.least, each.most))
        for each, other in zip(told.figures, untaken.figures, strict=True)
    ]
    weeks.append((phrase("sheet-load-later"), (told.after, untaken.after, None, None)))
    for row, (week, units) in enumerate(weeks, 1):
        cells: list[Cell] = [paper.words(week), *(each if each is None else each * told.unit / 60 for each in units)]
        for column, cell in enumerate(cells[: len(keys)]):
            paper.write(made, row, column, cell, align="center" if column else "left")
    for place, said in enumerate(_load_notes(load, told), len(weeks) + 2):
        made.write_string(place, 0, paper.words(said), paper.small)


def _load_notes(load: TeamLoad, told: load_told.Told) -> list[Phrase]:
    notes = [said for line in load_told.noted(told, load) for said in line.phrases if said.key != "load-after"]
    if load.may_be_told:
        return [*notes, phrase("load-whose")]
    return [*notes, phrase("load-not-yet", people=ENOUGH_PEOPLE, example=Typed("hours", "3h"))]


def _indicators(paper: _Paper, rows: Rows, told: Sheet) -> None:
    team, now = paper.words.team, paper.words.now
    since = min([team.created_at, *(task.created_at for task in told.tasks)])
    periods = indicators.over_time(told.tasks, since, now, team.zone)
    keys = ("from", "to", "made", "done", "open", "late", "free", "held", "sounds")
    headings = [paper.words(phrase(f"indicator-{key}")) for key in keys]
    name = paper.name(phrase("sheet-indicators"))
    made = paper.sheet(name, headings, (13, 13, 11, 11, 11, 11, 13, 13, 13))
    hours = [chat.quiet for chat in teams.open_chats(rows, team.id)]
    for row, period in enumerate(periods, 1):
        sounds, _ = calm.of_window(rows, team.id, period.start, period.end, but=None)
        held = calm.held_in_window(rows, team.id, period.start, period.end, but=None)
        cells: list[Cell] = [
            period.begins,
            period.ends - timedelta(days=1),
            period.made,
            period.done,
            period.open,
            period.late,
            period.without_owner,
            sum(is_quiet(hours, at, team.zone) for at in held),
            sounds,
        ]
        for column, cell in enumerate(cells):
            paper.write(made, row, column, cell, align="center" if column else "left")
    note = len(periods) + 2
    for place, key in enumerate(("indicator-note", "indicator-held-note")):
        said = paper.words(phrase(key))
        made.write_string(note + place, 0, said, paper.small)
    shown = paper.date if indicators.is_by_week(since, now) else "mmm yyyy"
    made.insert_chart(note + 3, 0, _chart(paper, name, len(periods), shown))


def _chart(paper: _Paper, name: str, periods: int, shown: str) -> Any:
    """Made and done as columns, what is open and late as lines."""

    def series(column: int, **looks: Any) -> dict[str, Any]:
        return {
            "name": [name, 0, column],
            "categories": [name, 1, 0, periods, 0],
            "values": [name, 1, column, periods, column],
            **looks,
        }

    columns = paper.book.add_chart({"type": "column"})
    columns.add_series(series(2, fill={"color": _MADE}))
    columns.add_series(series(3, fill={"color": _DONE}))
    lines = paper.book.add_chart({"type": "line"})
    lines.add_series(series(4, line={"color": _OPEN, "width": 2}, marker={"type": "circle", "size": 4}))
    lines.add_series(series(5, line={"color": _LATE, "width": 2}, marker={"type": "circle", "size": 4}))
    columns.combine(lines)
    columns.set_title({"name": paper.words(phrase("indicator-title")), "name_font": {"size": 12}})
    columns.set_x_axis({"num_format": shown, "text_axis": True, "num_font": {"rotation": -45, "size": 8}})
    columns.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}, "min": 0})
    columns.set_legend({"position": "bottom"})
    columns.set_size({"width": 820, "height": 360})
    return columns
