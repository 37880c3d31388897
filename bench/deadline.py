"""How fast deadlines are read: ordinary messages, the worst ten thousand characters, the first message, the import.

`python -m bench.deadline FILE` reads other messages: JSON Lines, each with its `text` and perhaps its `lang`.
Milliseconds are this machine's, of processor time, so that its other work counts less. Each ratio is of two things that
were measured in turn in one run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import parser as dateutil

from bench.processes import as_json
from domain.deadline import LANGUAGES, read

NOW = datetime(2026, 3, 4, 10, tzinfo=ZoneInfo("Europe/Paris"))
_CONVERSATION = Path(__file__).with_name("conversation.jsonl")
_LONG = (1_000, 4_000, 10_000)
_WORDS = (
    *("demain ", "18h ", "1 ", "1", "12/", "1er ", "3,5 ", "100% ", "à 8 ", "le ", "lundi, ", "mar. ", "vingt et un "),
    *("dans 3 jours et ", "dix heures et quart ", "du 3 au ", "18h ou ", "le 12 mars à 18h ", "semaine du lundi "),
    *("every ", "every other ", "half past ", "within ", "in two weeks and ", "the first of the ", "12/03/2026 "),
    *("tous les mardis et ", "tous les jours jusqu'au ", "premier lundi du mois ", "tous les 30 février. "),
    *("every 31 june; ", "every february 29 5 times; ", "every day 999 times; ", "fifth monday of february yearly; "),
    *("(", "( ", ")", "« ", "«", "« »", '"a', "'", "a'", "a-", "- ", "@", "@a ", "a@", "~2h", "~2h ", "#1", "http://"),
    *("a", "aaaa ", "\n", "\u200b", "e\u0301 ", "a\u0301\u0301", "\u0301", "😀", "👩‍👩‍👧 ", "é", "ﬁ", "½", "12 34 56 "),
)
# Prints processor milliseconds and megabytes of what is done between the two lines.
_ALONE = """
import re, sys, time
def size():
    return int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read()).group(1)) / 1024
{before}
began, was = time.process_time(), size()
{what}
print((time.process_time() - began) * 1000, size() - was)
"""
_LIBRARIES = "import dataclasses, datetime, enum, functools, typing, unicodedata"
_READY = f"import domain.deadline, datetime, zoneinfo\nnow = datetime.datetime.fromisoformat({NOW.isoformat()!r})"
_FIRST = "domain.deadline.read('rendre le dossier avant vendredi 18h', language='fr', reference=now)"


def measured(messages: Iterable[tuple[str, str]] = (), *, quick: bool = False) -> dict[str, Any]:
    """All the figures. `messages`: texts with their languages; without any, those of the conversation."""
    times = 1 if quick else 5
    return {
        "messages": _messages(list(messages) or list(_said()), times),
        "ten_thousand_characters": _long(times),
        "first_message": _alone(_READY, _FIRST, times),
        "import": _alone("", "import domain.deadline", times),
        "import_without_the_standard_library": _alone(_LIBRARIES, "import domain.deadline", times),
    }


def _said() -> Iterable[tuple[str, str]]:
    for line in _CONVERSATION.read_text(encoding="utf-8").splitlines():
        if text := json.loads(line).get("text"):
            yield text, "fr"


def _messages(messages: list[tuple[str, str]], times: int) -> dict[str, Any]:
    """Each message read, and in turn given to dateutil's fuzzy parser, which knows no French and no recurrence."""
    for language in LANGUAGES:
        read("", language=language, reference=NOW)
    ours: list[float] = []
    theirs: list[float] = []
    for text, language in messages:
        ours.append(_took(lambda: read(text, language=language, reference=NOW), times))  # noqa: B023 - called at once
        theirs.append(_took(lambda: _by_dateutil(text), times))  # noqa: B023
    told: dict[str, Any] = {"number": len(messages)}
    for name, each in (("ms", ours), ("dateutil_ms", theirs)):
        told[name] = {
            "median": round(median(each), 3),
            "99 of 100": round(sorted(each)[len(each) * 99 // 100], 3),
            "worst": round(max(each), 3),
        }
    told["median_to_dateutil"] = round(median(ours) / median(theirs), 2)
    return told


def _long(times: int) -> dict[str, Any]:
    """A text of one word over and over: the slowest of them, and how the work grows with the length."""
    worst: dict[str, Any] = {"ms": 0.0}
    growth: dict[str, Any] = {"ratio": 0.0}
    for language in LANGUAGES:
        for word in _WORDS:
            took = {}
            for size in _LONG:
                text = (word * size)[:size]
                took[size] = _took(lambda: read(text, language=language, reference=NOW), times)  # noqa: B023
            worst = max(worst, {"ms": round(took[_LONG[-1]], 2), "word": word}, key=lambda one: float(one["ms"]))
            ratio = round(took[4_000] / max(took[1_000], 0.5), 2)
            growth = max(growth, {"ratio": ratio, "word": word}, key=lambda one: float(one["ratio"]))
    return {"slowest": worst, "4000_to_1000": growth}


def _alone(before: str, what: str, times: int) -> dict[str, float]:
    """What a fresh process takes for it."""
    program = _ALONE.format(before=before, what=what)
    runs = [
        subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        for _ in range(times)
    ]
    return {"ms": round(min(float(ms) for ms, _ in runs), 1), "mb": round(min(float(mb) for _, mb in runs), 1)}


def _took(work: Callable[[], object], times: int) -> float:
    """Milliseconds of processor time, the least of so many."""
    took = []
    for _ in range(times):
        began = time.process_time_ns()
        work()
        took.append(time.process_time_ns() - began)
    return min(took) / 1e6


def _by_dateutil(text: str) -> None:
    with suppress(ValueError, OverflowError):
        dateutil.parse(text, fuzzy=True)


def main() -> None:
    messages: list[tuple[str, str]] = []
    for file in sys.argv[1:]:
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            messages.append((one["text"], one.get("lang", "fr")))
    print(as_json(measured(messages)))


if __name__ == "__main__":
    main()
