"""A letter's words as Telegram's HTML, in as many messages as it needs.

What people typed is escaped, never interpreted. A message holds 4,096 UTF-16 units after its markup is parsed. People
are named, not linked: a link would ring on their phones. A date with its time is shown by each reader's own app, in
their zone; apps that cannot show the bot's words. (Bot API, "sendMessage", "HTML style" and "Date-time entity
formatting")
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby, pairwise

from bot.messengers.parts import Limit
from bot.speech import Mark, Run, SpokenLine
from domain.document import Style

LONGEST = 4096
LONGEST_CAPTION = 1024
_WEEKDAY_DAY_TIME = "wdt"
_OF_STYLE = {Style.TITLE: "b", Style.STRUCK: "s", Style.HEADING: "b", Style.NOTE: "i"}
_WHOLE = {Style.PICTURE: "pre", Style.QUOTE: "blockquote"}


def messages(lines: Sequence[SpokenLine], *, moments: bool = True, most: int = LONGEST) -> list[str]:
    """The HTML of each message of at most `most` units; without `moments`, dates are plain words."""
    return ["\n".join(_blocks(part, moments)).strip("\n") for part in Limit(length, most).parts(list(_airy(lines)))]


def length(text: str) -> int:
    """How long Telegram finds a text: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _airy(lines: Sequence[SpokenLine]) -> Iterator[SpokenLine]:
    """With an empty line before each section: in bold alone, headings drown on a phone."""
    yield from lines[:1]
    for before, line in pairwise(lines):
        if line.style is Style.HEADING or (line.style is Style.TITLE and before.style is Style.ITEM):
            yield SpokenLine(())
        yield line


def _blocks(lines: Sequence[SpokenLine], moments: bool) -> Iterator[str]:
    """Line by line, but a picture and a quotation whole."""
    for style, group in groupby(lines, lambda line: line.style):
        if style in _WHOLE:
            tag = _WHOLE[style]
            yield f"<{tag}>" + "\n".join("".join(_run(r, moments) for r in line.runs) for line in group) + f"</{tag}>"
        else:
            yield from (_line(line, moments) for line in group)


def _line(line: SpokenLine, moments: bool) -> str:
    words = "".join(_run(run, moments) for run in line.runs)
    tag = _OF_STYLE.get(line.style)
    return f"<{tag}>{words}</{tag}>" if tag and words else words


def _run(run: Run, moments: bool) -> str:
    words = escape(run.text, quote=False)
    match run.mark:
        case Mark.STRONG:
            return f"<b>{words}</b>"
        case Mark.LINK if run.ref:
            return f'<a href="{escape(str(run.ref))}">{words}</a>'
        case Mark.COMMAND:
            return f"<code>{words}</code>"
        case Mark.MOMENT if moments:
            return f'<tg-time unix="{run.ref}" format="{_WEEKDAY_DAY_TIME}">{words}</tg-time>'
    return words
