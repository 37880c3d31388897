"""The deadline reader beside the date parsers that are installed: `python -m bench.rivals --data FILE.jsonl`.

A line of the file says `text`, `lang`, `reference` (local to `tz`), `cls` and what its author expects: `expected` (and
`alt`, `has_time`), or for `cls` "range" the first and the last good day, or for "negative" nothing. The parsers are no
dependencies; those that are missing are named. Each is asked in a child process, and no answer within two seconds
counts as none. To be fair, dates lie ahead where a parser can be told so, what it finds in the past is left out, and of
several dates the longest or the last is taken, whichever serves it better. Our adapters may cost it points: a date and
an hour found apart are not joined, and only Duckling and timesense (no French) know the zone. Lines may be a parser's
own tests; ours was written with some in sight.
"""

import argparse
import json
import logging
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module as load
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from domain.deadline import read

Item = dict[str, Any]
Found = tuple[int, Any]  # how many characters said it, and the deadline, a date or a datetime
LOADING, PATIENCE, MINUTE = 120.0, 2.0, timedelta(minutes=1)  # the first two in seconds
ZONES = cache(lambda: load("duckling").load_time_zones("/usr/share/zoneinfo"))
ENDS = {"end", "fin", "eod", "eom", "eoy"}


def _accalmie(item: Item, now: datetime) -> Iterator[Found]:
    due = read(item["text"], language=item["lang"], reference=now).due
    yield from [(0, due)] if due else []


def _chronologia(item: Item, now: datetime) -> Iterator[Found]:
    language, now = {"en": "en-gb", "fr": "fr"}[item["lang"]], now.replace(tzinfo=None)
    told = load("chronologia").extract_timespan(item["text"], language, now)
    if told and told.span.start_datetime and told.span.end_datetime:
        first, last = told.span.start_datetime, told.span.end_datetime - MINUTE
        yield 0, last if first <= now < last else first  # "before friday" begins now, "this week" has begun


def _dateparser(item: Item, now: datetime) -> Iterator[Found]:
    wishes = {"RELATIVE_BASE": now.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}
    order, search = {"en": "MDY", "fr": "DMY"}[item["lang"]], load("dateparser.search").search_dates
    for words, due in search(item["text"], languages=[item["lang"]], settings=wishes | {"DATE_ORDER": order}) or ():
        yield len(words), due


def _duckling(item: Item, now: datetime) -> Iterator[Found]:
    tool, language = load("duckling"), item["lang"].upper()
    locale = tool.parse_locale(f"{language}_US", tool.default_locale_lang(tool.parse_lang(language)))
    context = tool.Context(tool.parse_ref_time(ZONES(), item["tz"], int(now.timestamp())), locale)
    for told in tool.parse(item["text"], context, tool.parse_dimensions(["time"]), False):
        one = (told["value"].get("values") or [told["value"]])[0]
        edges = one.get("from", one), one.get("to", {})
        due, end = (datetime.fromisoformat(edge["value"]) if "value" in edge else None for edge in edges)
        if end and (not due or abs(due - now) < MINUTE):  # "by friday" lasts from now to its first minute
            due = end - MINUTE if ENDS & set(told["body"].lower().split()) else end
        days = {"week": 7, "month": 28, "quarter": 90, "year": 365}.get(one.get("grain"), 0)
        if due:  # "this week" has begun, but is not past
            yield told["end"] - told["start"], now if due < now < (end or due + timedelta(days=days)) else due


def _ovos_date_parser(item: Item, now: datetime) -> Iterator[Found]:
    told = load("ovos_date_parser").extract_datetime(item["text"], item["lang"], now.replace(tzinfo=None))
    yield from [(0, told[0])] if told else []


def _timesense(item: Item, now: datetime) -> Iterator[Found]:
    tool = load("timesense").TimeSenseParser(load("timesense").TimeConfig(use_morph=False))
    told = tool.parse(item["text"], now=now.replace(tzinfo=None), language=item["lang"], tz=item["tz"])
    yield from [(0, told.when)] if told and told.when else []


TOOLS = (_accalmie, _chronologia, _dateparser, _duckling, _ovos_date_parser, _timesense)


def _asked(tool: int, item: Item) -> tuple[str, str, float]:
    """The longest and the last that the tool finds ahead, in local time or empty, and how many milliseconds it took."""
    logging.disable()
    now, begun = datetime.fromisoformat(item["reference"]).replace(tzinfo=ZoneInfo(item["tz"])), perf_counter()
    try:
        found = list(TOOLS[tool](item, now))
    except Exception:  # a parser that breaks on a message has no answer to it; ours must not break
        if not tool:
            raise
        found = []
    spent = 1000 * (perf_counter() - begun)
    local = [(size, due.astimezone(now.tzinfo) if getattr(due, "tzinfo", None) else due) for size, due in found]
    ahead = [(size, due.isoformat()[:16]) for size, due in local if due.isoformat() >= now.date().isoformat()]
    return (max(ahead, key=lambda each: each[0])[1], ahead[-1][1], spent) if ahead else ("", "", spent)


def _answers(tool: int, items: list[Item]) -> Iterator[tuple[str, str, float]]:
    pool = None
    for item in items:
        if not pool:  # the first answer, with all that is loaded for it, is not the one that counts
            pool = multiprocessing.get_context("spawn").Pool(1)
            pool.apply_async(_asked, (tool, item)).get(LOADING)
        try:
            yield pool.apply_async(_asked, (tool, item)).get(PATIENCE)
        except multiprocessing.TimeoutError:
            pool.terminate()
            pool = None
            yield "", "", 1000 * PATIENCE
    if pool:
        pool.terminate()


def _verdict(item: Item, due: str) -> str:
    if item["cls"] == "negative" or not due:
        return "none" if item["cls"] != "negative" else "invented" if due else "silent"
    if item["cls"] == "range":
        return "right" if item["range"][0] <= due[:10] <= item["range"][1] else "wrong"
    exact = 16 if item["cls"] == "point" and item["has_time"] else 10
    return "right" if due[:exact] in [day[:exact] for day in (item["expected"], *item["alt"])] else "wrong"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rivals", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    everything = [json.loads(line) for line in parser.parse_args().data.read_text("utf-8").splitlines()]
    print("| parser | language | n | right % | wrong % | none % | invented | median ms |\n|" + "---|" * 8)
    for place, tool in enumerate(TOOLS):
        name = tool.__name__[1:]
        if place and not find_spec(name):
            print(f"| {name} | not installed |")
            continue
        for language in sorted({item["lang"] for item in everything}):
            items = [item for item in everything if item["lang"] == language]
            longest, last, times = zip(*_answers(place, items), strict=True)
            counted = (Counter(map(_verdict, items, chosen)) for chosen in (longest, last))
            count = max(counted, key=lambda each: each["right"] - each["wrong"])
            n = sum(item["cls"] != "negative" for item in items)
            shares = " | ".join(f"{100 * count[verdict] / (n or 1):.1f}" for verdict in ("right", "wrong", "none"))
            invented = f"{count['invented']} of {len(items) - n}"
            print(f"| {name} | {language} | {n} | {shares} | {invented} | {median(times):.2f} |")


if __name__ == "__main__":
    main()
