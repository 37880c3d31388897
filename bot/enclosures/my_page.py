"""The page of somebody's own data: one HTML file that needs nothing else, for a phone, by day and by night.

What people typed is escaped, and so is everything else: each text goes through `_text`.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.departure import Departure
from bot.enclosures.words import Words
from bot.speech import Voice, say
from domain import load_told
from domain.document import Day, Moment, Phrase, from_json, phrase
from domain.load import Hours
from storage.of_person import Found

_SECTIONS = (
    "person", "account", "membership", "hours", "week_hours", "team", "task", "assignment", "attendance", "note",
    "role", "debate", "debate_view", "thanks", "history", "letter", "choice", "later", "urgent", "request", "asked",
    "unasked", "search", "unsought", "report", "report_keeper", "report_line", "feed", "seen", "link", "link_try",
    "change",
)  # fmt: skip
"""The tables that a sentence is known for, in the order of the page. Others follow under their own names."""
_TYPED = {
    "team": "name", "role": "name", "debate_view": "words", "later": "words", "urgent": "reason", "choice": "command",
    "request": "want", "search": "task", "unsought": "team", "report": "words", "report_line": "words",
}  # fmt: skip
"""Tables of which one column says enough."""
_KINDS = frozenset(
    {"ack", "answer", "card", "proposal", "request", "nudge", "digest", "event", "urgent", "later", "system"}
)
_HAPPENED = frozenset({"made", "taken", "helped", "done", "reopened", "moved", "cancelled", "undone", "corrected"})
_LEFT = {"sent": "left", "joined": "left", "waiting": "waits", "attempting": "waits", "unknown": "waits"}
_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1c1c1e; --pale: #5f6368; --line: #dadce0; --sheet: #f6f7f9 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #17181a; --ink: #ececee; --pale: #a5a8ad; --line: #3b3d41; --sheet: #212326 } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1rem; max-width: 42rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.4rem; line-height: 1.25 } h2 { font-size: 1.1rem; margin: 2rem 0 .25rem }
p { margin: .25rem 0 .75rem } .pale { color: var(--pale) }
ul { list-style: none; margin: 0; padding: 0 }
li { background: var(--sheet); border-radius: .5rem; margin: .5rem 0; padding: .6rem .75rem }
details { margin-top: .25rem; color: var(--pale); font-size: .85rem } summary { cursor: pointer; padding: .4rem 0 }
dl { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: .1rem .75rem; margin: 0 }
dt { font-family: ui-monospace, monospace } dd { margin: 0; white-space: pre-wrap }
"""


def page(found: Found, words: Words, departure: Departure) -> str:
    body = "".join(_body(found, words, departure))
    title = _text(words(phrase("mine-title")))
    return (
        f'<!doctype html>\n<html lang="{_text(words.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{_STYLE}</style></head><body>\n<h1>{title}</h1>\n{body}</body></html>\n"
    )


def _body(found: Found, words: Words, departure: Departure) -> Iterator[str]:
    yield f"<p>{_text(words(phrase('mine-made', at=Moment(words.now))))}</p>\n"
    yield f'<p class="pale">{_text(words(phrase("mine-others")))}</p>\n'
    known = [name for name in _SECTIONS if found.get(name)]
    for table in (*known, *sorted(name for name in found if name not in _SECTIONS and found[name])):
        heading = words(phrase(f"mine-{table.replace('_', '-')}")) if table in _SECTIONS else table
        yield f"<section><h2>{_text(heading)} ({len(found[table])})</h2>\n<ul>\n"
        for row in found[table]:
            yield f"<li>{_sentence(table, row, words, departure)}{_details(row, words)}</li>\n"
        yield "</ul></section>\n"


def _sentence(table: str, row: Mapping[str, Any], words: Words, departure: Departure) -> str:
    if table == "letter" and row["document"]:
        spoken = say(from_json(row["document"]), _voice(departure), today=None).plain
        return f"{_text(words(_letter(row)))}<br>{_text(spoken)}".replace("\n", "<br>")
    told = _told(table, row)
    return _text(words(told)) if told is not None else ""


def _told(table: str, row: Mapping[str, Any]) -> Phrase | None:
    """What a row means, in a sentence."""
    if table in _TYPED:
        return phrase("words", words=row[_TYPED[table]] or "—")
    match table:
        case "account":
            return phrase("mine-row-account", name=row["name"], messenger=row["messenger"], account=row["external_id"])
        case "membership":
            since = Moment(_at(row["joined_at"]))
            if row["left_at"]:
                return phrase("mine-row-left", team=row["team"], at=since, left=Moment(_at(row["left_at"])))
            return phrase("mine-row-membership", team=row["team"], at=since)
        case "task" | "debate":
            return phrase(f"mine-row-{table}", number=row["called"], title=row["title"], team=row["team"])
        case "assignment":
            return phrase(f"mine-row-{row['consent']}", task=row["task"] or "")
        case "attendance" | "note":
            words = {"words": row["words"]} if table == "note" else {}
            return phrase(f"mine-row-{table}", task=row["task"] or "", **words)
        case "history":
            if row["what"] not in _HAPPENED:
                return phrase("words", words=f"{row['task'] or ''} {row['what']}".strip())
            at, you = Moment(_at(row["at"])), phrase("mine-you")
            happened = phrase(f"history-{row['what']}", at=at, who=you)
            return phrase("mine-row-history", task=row["task"] or "", what=happened)
        case "thanks":
            key, who = ("mine-row-thanked", "to_id") if row["by_id"] == "you" else ("mine-row-thanks", "by_id")
            return phrase(key, who=row[who] or "?", words=row["words"] or "—")
        case "letter":
            return _letter(row)
    return _hours(table, row)


def _hours(table: str, row: Mapping[str, Any]) -> Phrase | None:
    if table not in ("hours", "week_hours"):
        return None
    hours = load_told.hours(Hours(row["least"], row["most"]))
    if table == "hours":
        return phrase("mine-row-hours", team=row["team"], hours=hours)
    return phrase("mine-row-week-hours", team=row["team"], day=Day(date.fromisoformat(row["monday"])), hours=hours)


def _letter(row: Mapping[str, Any]) -> Phrase:
    kind = row["kind"] if row["kind"] in _KINDS else "system"
    state = _LEFT.get(row["state"], "dropped")
    return phrase(f"mine-letter-{state}", kind=phrase(f"mine-kind-{kind}"), at=Moment(_at(row["created_at"])))


def _details(row: Mapping[str, Any], words: Words) -> str:
    """All that is kept, as it is kept."""
    said = [(name, value) for name, value in row.items() if value not in (None, "", [], {})]
    listed = "".join(f"<dt>{_text(name)}</dt><dd>{_text(_plain(value, words))}</dd>" for name, value in said)
    return f"<details><summary>{_text(words(phrase('mine-all')))}</summary><dl>{listed}</dl></details>"


def _plain(value: Any, words: Words) -> str:
    if isinstance(value, bool):
        return words(phrase("mine-yes" if value else "mine-no"))
    return str(value)


def _voice(departure: Departure) -> Voice:
    return Voice(departure.language, departure.zone, "/", {})


def _at(stored: str) -> datetime:
    return datetime.fromisoformat(stored).astimezone(UTC)


def _text(plain: str) -> str:
    return html.escape(plain)


def sections() -> frozenset[str]:
    """The tables that have a heading and a sentence of their own."""
    return frozenset(_SECTIONS)
