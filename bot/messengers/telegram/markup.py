"""A letter's words as Telegram's HTML, in as many messages as it needs.

What people typed is escaped, never interpreted. A message holds 4,096 UTF-16 units after its markup is parsed; a longer
letter is cut before a heading where there is one, else between lines, and a single line that is too long between words.
People are named, not linked: a link would ring on their phones. A date with its time is shown by each reader's own app,
in their zone; apps that cannot show the bot's words. (Bot API, "sendMessage", "HTML style" and "Date-time entity
formatting")
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from bot.speech import Mark, Run, SpokenLine
from domain.document import Style

LONGEST = 4096
_WEEKDAY_DAY_TIME = "wdt"
_OF_STYLE = {Style.TITLE: "b", Style.STRUCK: "s", Style.HEADING: "b", Style.QUOTE: "blockquote", Style.NOTE: "i"}


def messages(lines: Sequence[SpokenLine], *, moments: bool = True) -> list[str]:
    """The HTML of each message; without `moments`, dates are plain words."""
    return ["\n".join(_line(line, moments) for line in part) for part in _parts(lines)]


def length(text: str) -> int:
    """How long Telegram finds a text: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _parts(lines: Sequence[SpokenLine]) -> Iterator[list[SpokenLine]]:
    """As many lines as one message holds, sections kept together where that is possible."""
    part: list[SpokenLine] = []
    used = 0
    for section in _sections([piece for line in lines for piece in _pieces(line)]):
        size = sum(length(line.plain) + 1 for line in section)
        if part and used + size - 1 > LONGEST:
            yield part
            part, used = [], 0
        for line in section:
            if part and used + length(line.plain) > LONGEST:
                yield part
                part, used = [], 0
            part.append(line)
            used += length(line.plain) + 1
    if part:
        yield part


def _sections(lines: list[SpokenLine]) -> Iterator[list[SpokenLine]]:
    starts = [0, *(place for place, line in enumerate(lines) if place and line.style is Style.HEADING), len(lines)]
    for start, end in pairwise(starts):
        if start < end:
            yield lines[start:end]


def _pieces(line: SpokenLine) -> Iterator[SpokenLine]:
    """The line, or the pieces of one that fills more than a message."""
    if length(line.plain) <= LONGEST:
        yield line
        return
    runs: list[Run] = []
    room = LONGEST
    for run in line.runs:
        text = run.text
        while length(text) > room:
            cut = _last_space(text, room)
            yield SpokenLine((*runs, Run(text[:cut], run.mark, run.ref)), line.style)
            runs, text, room = [], text[cut:].lstrip(), LONGEST
        runs.append(Run(text, run.mark, run.ref))
        room -= length(text)
    yield SpokenLine(tuple(runs), line.style)


def _last_space(text: str, room: int) -> int:
    """Where to cut so that what is before fits; between words, unless one alone fills the message."""
    fits, room_is_whole = 0, room == LONGEST
    for character in text:
        room -= length(character)
        if room < 0:
            break
        fits += 1
    space = text.rfind(" ", 1, fits + 1)
    return space if space > 0 else fits if room_is_whole else 0


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
