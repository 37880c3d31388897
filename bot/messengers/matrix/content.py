"""A letter's words as the content of Matrix events: plain text and HTML of the same walk, in as many as it needs.

What people typed is escaped, never interpreted. A notice is silent everywhere; a text rings for those whom it mentions.
An event is refused from some 48,000 characters of escaped JSON on where it is encrypted, and holds every word twice.
(Matrix specification, "m.room.message", "m.notice", "User and room mentions"; the limit is measured)
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import Any
from urllib.parse import quote

from bot.departure import Departure, File
from bot.messengers.parts import Limit
from bot.speech import Mark, Run, SpokenLine
from domain.document import Style

LONGEST = 30_000  # of the words of one event; the rest is for their markup
_OF_STYLE = {Style.TITLE: "strong", Style.STRUCK: "del", Style.HEADING: "strong", Style.NOTE: "em"}
_BLOCKS = (Style.ITEM, Style.QUOTE, Style.PICTURE)
_BETWEEN = " · "
_HTML = "org.matrix.custom.html"


def escaped(text: str) -> int:
    """How long a text is in JSON, where everything beyond ASCII is escaped: once as it is, once as HTML."""
    return len(json.dumps(text + escape(text, quote=False))) - 2


def contents(departure: Departure) -> list[dict[str, Any]]:
    """What each event says. The last one explains the reactions that stand for the buttons."""
    lines = [*departure.speech.lines, *_legend(departure)]
    parts = list(Limit(escaped, LONGEST).parts(lines)) or [[]]
    return [_content(part, departure, is_first=place == 0) for place, part in enumerate(parts)]


def silent_line(text: str) -> dict[str, Any]:
    """A few words without any markup."""
    return {"msgtype": "m.notice", "body": text, "m.mentions": {}}


def replacing(message: str, new: Mapping[str, Any]) -> dict[str, Any]:
    """The content of an edit: apps that know no edits show the first line below."""
    return {
        "msgtype": new["msgtype"],
        "body": f"* {new['body'].partition(chr(10))[0]}",
        "m.mentions": {},
        "m.new_content": new,
        "m.relates_to": {"rel_type": "m.replace", "event_id": message},
    }


def carrying(content: Mapping[str, Any], file: File, where: Mapping[str, Any]) -> dict[str, Any]:
    """The same words below a file. `where` it is: `url`, or `file` with the keys to it. (Matrix specification,
    "m.file", "Media captions": what is called `filename` has a caption for its `body`)"""
    info = {"mimetype": file.media_type, "size": len(file.content)}
    return {**content, "msgtype": "m.file", "filename": file.name, "info": info, **where}


def picturing(picture: File, where: Mapping[str, Any]) -> dict[str, Any]:
    """A picture by itself; what it shows is said for those who do not see it. `where` as of a file. (Matrix
    specification, "m.image": a `body` without `filename` is no caption, and what apps read out)"""
    assert picture.size is not None
    wide, high = picture.size
    info = {"mimetype": picture.media_type, "size": len(picture.content), "w": wide, "h": high}
    return {"msgtype": "m.image", "body": picture.alt, "info": info, "m.mentions": {}, **where}


def relation(thread: str, answers: str | None) -> dict[str, Any]:
    """Where a message hangs: in a thread, below what it answers, or (empty) nowhere."""
    if not thread:
        return {"m.relates_to": {"m.in_reply_to": {"event_id": answers}}} if answers else {}
    return {
        "m.relates_to": {
            "rel_type": "m.thread",
            "event_id": thread,
            "m.in_reply_to": {"event_id": answers or thread},
            "is_falling_back": answers is None,
        }
    }


def _content(lines: Sequence[SpokenLine], departure: Departure, *, is_first: bool) -> dict[str, Any]:
    sounds = departure.sound and is_first
    return {
        "msgtype": "m.text" if sounds else "m.notice",
        "body": plain_of(lines),
        "format": _HTML,
        "formatted_body": html_of(lines, departure.people),
        # A text alone makes no sound in a group: all are meant, as far as the bot may. For two, every text has sound.
        "m.mentions": {"room": True} if sounds and departure.chat is not None else {},
    }


def _legend(departure: Departure) -> Iterator[SpokenLine]:
    """What each reaction does. What has none can still be typed, where that exposes nobody."""
    faces, buttons = departure.faces, departure.buttons
    shown = [f"{faces[each.id]}\u00a0{each.label}" for each in buttons if each.id in faces]
    if shown:
        yield SpokenLine((Run(_BETWEEN.join(shown)),), Style.NOTE)
    for each in buttons:
        if each.id not in faces and departure.chat is None:
            yield SpokenLine((Run(f"{each.label} → "), Run(each.typed, Mark.COMMAND)), Style.NOTE)


def plain_of(lines: Sequence[SpokenLine]) -> str:
    """Lines for apps that show no markup, and for notifications."""
    return "\n".join(_plain(line) for line in lines)


def html_of(lines: Sequence[SpokenLine], people: Mapping[int, str]) -> str:
    """The same lines as HTML. `people`: the accounts of those whom they name."""
    return "".join(_html(lines, people))


def _plain(line: SpokenLine) -> str:
    if line.style is Style.ITEM:
        return f"• {line.plain}"
    return f"> {line.plain}" if line.style is Style.QUOTE else line.plain


def _html(lines: Sequence[SpokenLine], people: Mapping[int, str]) -> Iterator[str]:
    """Paragraphs, lists, quotes and pictures; lines of one paragraph with breaks between them."""
    for block, group in groupby(lines, lambda line: line.style if line.style in _BLOCKS else None):
        held = list(group)
        said = ["".join(_run(run, people) for run in line.runs) for line in held]
        if block is Style.ITEM:
            yield f"<ul>{''.join(f'<li>{words}</li>' for words in said)}</ul>"
        elif block is Style.QUOTE:
            yield f"<blockquote>{'<br>'.join(said)}</blockquote>"
        elif block is Style.PICTURE:
            yield f"<pre><code>{chr(10).join(said)}</code></pre>"
        else:
            styled = [_styled(words, line.style) for words, line in zip(said, held, strict=True)]
            starts = [place for place, line in enumerate(held) if _begins(line, held[place - 1] if place else None)]
            for start, end in pairwise([*starts, len(held)]):
                yield f"<p>{'<br>'.join(styled[start:end])}</p>"


def _begins(line: SpokenLine, before: SpokenLine | None) -> bool:
    """Does a paragraph begin here? A heading begins one; a note ends the one it belongs to."""
    return (
        before is None or line.style is Style.HEADING or (before.style is Style.NOTE and line.style is not Style.NOTE)
    )


def _styled(words: str, style: Style) -> str:
    tag = _OF_STYLE.get(style)
    return f"<{tag}>{words}</{tag}>" if tag and words else words


def _run(run: Run, people: Mapping[int, str]) -> str:
    words = escape(run.text, quote=False).replace("\n", "<br>")
    match run.mark:
        case Mark.STRONG:
            return f"<strong>{words}</strong>"
        case Mark.LINK if run.ref:
            return f'<a href="{escape(str(run.ref))}">{words}</a>'
        case Mark.COMMAND:
            return f"<code>{words}</code>"
        case Mark.PERSON if isinstance(run.ref, int) and run.ref in people:
            return f'<a href="https://matrix.to/#/{quote(people[run.ref])}">{words}</a>'
    return words
