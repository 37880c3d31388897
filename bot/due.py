"""`accalmie due`: tells what deadline is understood in a text, as JSON for people and for other programs."""

import json
from datetime import date, datetime
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO
from zoneinfo import ZoneInfo

from domain import countries
from domain.deadline import LANGUAGES, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MODES = ("typed", "quoted")


def answer_one(text: str, language: str, now: datetime | None, zone: str) -> dict[str, Any]:
    """What is understood in `text`, as of `now` (aware, or local to `zone`; None: this moment).

    Raises ValueError with one clear sentence for an unknown language or zone.
    """
    place = _zone(zone)
    if now is None:
        from bot.clock import wall_clock

        now = wall_clock()
    reference = now.astimezone(place) if now.tzinfo else now.replace(tzinfo=place)
    return _answer(text, _one_of(language, LANGUAGES, "language"), reference, place)


def answer_lines(source: TextIO, sink: TextIO) -> int:
    """Answers JSON Lines with JSON Lines, each at once. 0, or 1 if a line was broken; that one gets its error."""
    if isinstance(source, TextIOWrapper):
        source.reconfigure(errors="replace")  # a broken byte spoils its own line only
    status = 0
    while line := source.readline():
        if not line.strip():
            continue
        name: object = None
        try:
            item = _item(line)
            name = item.get("id")
            answer = {"id": name, **_answer_item(item)}
        except ValueError as error:
            status, answer = 1, {"id": name, "error": str(error)}
        sink.write(_line(answer) + "\n")
        sink.flush()
    return status


def _line(answer: dict[str, Any]) -> str:
    line = json.dumps(answer, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # half of a character, which JSON can write and UTF-8 cannot
        return json.dumps(answer)
    return line


def _item(line: str) -> "Mapping[str, object]":
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("This line is not JSON.") from None
    if not isinstance(item, dict):
        raise ValueError("This line is not a JSON object.")
    return item


def _answer_item(item: "Mapping[str, object]") -> dict[str, Any]:
    text = _string(item, "text")
    language = _one_of(_string(item, "lang"), LANGUAGES, "lang")
    mode = _one_of(_string(item, "mode"), MODES, "mode") if item.get("mode") is not None else "typed"
    zone = _zone(_string(item, "tz"))
    said = _string(item, "reference")
    try:
        reference = datetime.fromisoformat(said)
    except ValueError:
        raise ValueError(f"The reference {said!r} is not a date and time like 2026-03-02T10:00.") from None
    if reference.tzinfo:
        raise ValueError(f"The reference {said!r} has an offset; it should be local to its tz.")
    try:
        return _answer(text, language, reference.replace(tzinfo=zone), zone, mode)
    except OverflowError:
        raise ValueError(f"The reference {said!r} is too near the end of the calendar.") from None


def _string(item: "Mapping[str, object]", field: str) -> str:
    value = item.get(field)
    if not isinstance(value, str):
        raise ValueError(f"The field {field!r} is missing or not a text.")
    return value


def _one_of(value: str, known: "Iterable[str]", field: str) -> str:
    if value not in known:
        raise ValueError(f"The {field} {value!r} is unknown; known are {', '.join(known)}.")
    return value


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"The time zone {name!r} is unknown; an example is Europe/Paris.") from None


def _answer(text: str, language: str, reference: datetime, zone: ZoneInfo, mode: str = "typed") -> dict[str, Any]:
    country = countries.of_zone(zone.key)
    reading = read(text, language=language, reference=reference, mode=mode, country=country)
    return {
        "due": _moment(reading.due),
        "has_time": reading.has_time,
        "part": reading.part,
        "span": reading.span,
        "title": reading.title,
        "repeat": reading.repeat,
        "alternatives": [_moment(one) for one in reading.alternatives],
    }


def _moment(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
