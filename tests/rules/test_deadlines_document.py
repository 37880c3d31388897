"""Every example in docs/deadlines.md is what the program answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain import countries
from domain.deadline import read

DOCUMENT = Path(__file__).parents[2] / "docs" / "deadlines.md"
NOW, HERE = "2026-03-04 10:00", "Europe/Paris"


def examples() -> Iterator[tuple[str, str, str, str]]:
    """What is said, its language, when and where (perhaps empty), and what it means."""
    columns: list[str] = []
    for line in DOCUMENT.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells or cells[0] == "said":
            columns = cells
        elif columns and not cells[0].startswith("---"):
            row = dict(zip(columns, cells, strict=True))
            yield row["said"], row["language"], row.get("said on", ""), row["means"]


def means(text: str, language: str, moment: str) -> str:
    when, _, zone = moment.rpartition(" ") if "/" in moment else (moment, "", HERE)
    reference = datetime.fromisoformat(when or NOW).replace(tzinfo=ZoneInfo(zone))
    reading = read(text, language=language, reference=reference, country=countries.of_zone(zone))
    if reading.alternatives:
        return " or ".join(map(written, reading.alternatives)) + "?"
    if reading.due is None:
        return "no date"
    part = f" ({reading.part})" if reading.part else ""
    return written(reading.due) + part + (f"; `{reading.repeat}`" if reading.repeat else "")


def written(due: date | datetime) -> str:
    time = f", {due:%H:%M}" if isinstance(due, datetime) else ""
    return f"{due:%a} {due.day} {due:%B %Y}{time}"


@pytest.mark.parametrize(("text", "language", "moment", "meaning"), list(examples()))
def test_an_example_means_what_the_document_says(text: str, language: str, moment: str, meaning: str) -> None:
    assert means(text, language, moment) == meaning


def test_the_document_has_examples_of_both_languages() -> None:
    languages = [language for _, language, _, _ in examples()]
    assert min(languages.count("fr"), languages.count("en")) > 40
