"""Promises of `accalmie due` to other programs."""

import io
import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.due import answer_lines, answer_one

ASKED = {
    "id": "a",
    "text": "rendre le dossier avant vendredi 18h",
    "lang": "fr",
    "reference": "2026-03-04T10:00:00",
    "tz": "Europe/Paris",
}


def answers(*lines: str) -> tuple[int, list[dict[str, Any]]]:
    sink = io.StringIO()
    status = answer_lines(io.StringIO("\n".join(lines) + "\n"), sink)
    return status, [json.loads(line) for line in sink.getvalue().splitlines()]


def test_one_line_out_for_each_line_in() -> None:
    status, found = answers(json.dumps(ASKED), json.dumps({**ASKED, "id": "b", "text": "rien"}))
    assert status == 0
    assert found[0] == {
        "id": "a",
        "due": "2026-03-06T18:00:00+01:00",
        "has_time": True,
        "part": None,
        "span": [18, 36],
        "title": "rendre le dossier",
        "repeat": None,
        "alternatives": [],
    }
    assert found[1]["id"] == "b"
    assert found[1]["due"] is None
    assert found[1]["title"] == "rien"


def test_doubt_is_told_with_its_readings() -> None:
    _, (found,) = answers(json.dumps({**ASKED, "text": "le 28 février"}))
    assert (found["due"], found["alternatives"]) == (None, ["2026-02-28", "2027-02-28"])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"text": None}, "text"),
        ({"text": 5}, "text"),
        ({"reference": None}, "reference"),
        ({"reference": "yesterday"}, "yesterday"),
        ({"reference": "2026-03-04T10:00:00+01:00"}, "offset"),
        ({"lang": "it"}, "it"),
        ({"tz": "Europe/Nowhere"}, "Nowhere"),
        ({"tz": "../../etc/passwd"}, "time zone"),
        ({"tz": ""}, "time zone"),
        ({"mode": "sung"}, "sung"),
        ({"reference": "9999-12-31T23:00:00"}, None),
        ({"reference": "0001-01-01T00:00:00"}, None),
    ],
)
def test_a_broken_line_is_answered_with_one_sentence(change: dict[str, object], word: str | None) -> None:
    status, (found, after) = answers(json.dumps({**ASKED, **change}), json.dumps(ASKED))
    assert found["id"] == "a"
    if word is not None:
        assert status == 1
        assert word in found["error"]
    assert after["due"] == "2026-03-06T18:00:00+01:00"


@pytest.mark.parametrize("line", ["{", "[]", "3", '"text"', "null", "[" * 100_000])
def test_what_is_no_object_is_an_error(line: str) -> None:
    status, (found,) = answers(line)
    assert status == 1
    assert found["id"] is None
    assert found["error"]


def test_broken_characters_spoil_nothing() -> None:
    source = io.TextIOWrapper(io.BytesIO(b'{"id": "\xff"}\n' + json.dumps({**ASKED, "id": "\ud800"}).encode() + b"\n"))
    sink = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    assert answer_lines(source, sink) == 1
    sink.seek(0)
    first, second = (json.loads(line) for line in sink)
    assert "text" in first["error"]
    assert (second["id"], second["due"]) == ("\ud800", "2026-03-06T18:00:00+01:00")


def test_a_person_asks_for_one_text() -> None:
    now = datetime(2026, 3, 4, 9, 0, tzinfo=ZoneInfo("UTC"))
    found = answer_one("ce soir", "fr", now, "Europe/Paris")
    assert (found["due"], found["part"]) == ("2026-03-04", "evening")
    assert answer_one("demain", "fr", None, "Europe/Paris")["due"]
    with pytest.raises(ValueError, match="time zone"):
        answer_one("demain", "fr", now, "Nowhere")
