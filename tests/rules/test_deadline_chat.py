"""Messages as people write them in groups, made without knowledge of the reader: deadlines.jsonl.

Only those that are read rightly are here, so that they stay so: it is no measure of how many that are.

A line has its `text`, `lang`, `now` (local), `zone` and perhaps `mode`, and what is expected: `means` (the dates or
times that are right, null for no deadline), `within` (first and last day), `asks` (readings that are offered), or
`repeat` (rules, null for none). `words` are those of the deadline.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from domain import countries
from domain.deadline import Reading, read

Line = dict[str, Any]
LINES = [json.loads(line) for line in Path(__file__).with_name("deadlines.jsonl").read_text("utf-8").splitlines()]


def kinds() -> dict[tuple[str, str], list[Line]]:
    """The lines by language and by what is expected."""
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in LINES:
        kind = next(each for each in ("means", "within", "asks", "repeat") if each in line)
        found[line["lang"], "none" if kind == "means" and line["means"] is None else kind].append(line)
    return found


def understood(line: Line) -> Reading:
    now = datetime.fromisoformat(line["now"]).replace(tzinfo=ZoneInfo(line["zone"]))
    country = countries.of_zone(line["zone"])
    return read(line["text"], language=line["lang"], reference=now, mode=line.get("mode", "typed"), country=country)


def is_right(line: Line, reading: Reading) -> bool:
    if "repeat" in line:
        if reading.repeat is None:
            return reading.due is None and None in line["repeat"]
        return any(each and comes_back_alike(reading.repeat, each, line["now"]) for each in line["repeat"])
    if reading.repeat:
        return False
    if "asks" in line:
        offered = [written(one) for one in reading.alternatives]
        return all(any(one.startswith(each) for one in offered) for each in line["asks"])
    if line.get("means", ...) is None:
        return reading.due is None
    if reading.due is None:
        return False
    if "within" in line:
        first, last = line["within"]
        return bool(first <= written(reading.due)[:10] <= last)
    day = written(reading.due)
    return any(each is not None and day[: len(each)] == each for each in line["means"])


def written(due: date | datetime) -> str:
    return due.strftime("%Y-%m-%dT%H:%M") if isinstance(due, datetime) else due.isoformat()


def comes_back_alike(rule: str, expected: str, now: str) -> bool:
    """Whether the next twenty occurrences are the same; their times only matter where a time is expected."""
    timed = "BYHOUR" in expected
    midnight = datetime.fromisoformat(now).replace(hour=0, minute=0)
    start = datetime.fromisoformat(now) if timed else midnight

    def next_ones(each: str) -> list[datetime]:
        found = islice(rrulestr(each, dtstart=midnight).xafter(start, inc=True), 20)
        return [moment if timed else moment.replace(hour=0, minute=0) for moment in found]

    return next_ones(rule) == next_ones(expected)


@pytest.mark.parametrize(("language", "kind"), sorted(kinds()))
def test_what_people_write_is_understood(language: str, kind: str) -> None:
    wrong = {line["text"]: understood(line) for line in kinds()[language, kind] if not is_right(line, understood(line))}
    assert not wrong


def test_its_words_leave_the_title() -> None:
    """Where the date is right, the span is the words that said it, give or take a comma."""
    missed = {}
    for line in (each for each in LINES if each.get("words") and "asks" not in each):
        reading = understood(line)
        said = line["text"][slice(*reading.span)] if reading.span else ""
        if said.strip(" ,.!?()") != line["words"].strip(" ,.!?()"):
            missed[line["text"]] = said
    assert len(missed) < 0.02 * len(LINES), missed
