"""The tasks as CSV, so that a double click opens it well on the reader's machine.

A spreadsheet takes the sign between the cells from its country: French ones want `;` and a decimal comma, English ones
`,` and a point. The mark at the beginning says that it is UTF-8. Days are written as ISO 8601, which all of them know
for dates. A text that would be calculated stands behind an apostrophe, as people type it themselves.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from bot.departure import Departure, File
from bot.enclosures.columns import Cell, sheet
from bot.enclosures.words import Words, may_be_formula
from domain.document import phrase
from storage.database import Rows


def table(rows: Rows, departure: Departure, now: datetime) -> File:
    words = Words(departure.language, departure.team, now)
    told = sheet(rows, words)
    is_french = words.language == "fr"
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if is_french else ",", lineterminator="\r\n")
    writer.writerow(told.headings)
    writer.writerows([_written(cell, "," if is_french else ".") for cell in row] for row in told.rows)
    return File(words.name(phrase("file-tasks"), "csv"), "text/csv", text.getvalue().encode("utf-8-sig"))


def _written(cell: Cell, point: str) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case float():
            return f"{cell:.4g}".replace(".", point)
        case str():
            return f"'{cell}" if may_be_formula(cell) else cell
    return str(cell)
