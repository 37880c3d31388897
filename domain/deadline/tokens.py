"""Cuts a folded text into words, numbers and signs, and marks those that can never belong to a date."""

import re
from enum import IntEnum
from typing import NamedTuple

from domain.deadline.fold import MARK

LONGEST = 4096  # code points that are looked at; nobody writes a deadline further down
MOST_TOKENS = 1000


class Gap(IntEnum):
    """What stands between a token and the one before it."""

    GLUED = 0  # nothing, as in "18h"
    SOFT = 1  # a space, or the apostrophe of a compound word
    HARD = 2  # a new line
    HYPHEN = 3  # of a compound word


class Token(NamedTuple):
    text: str
    start: int
    end: int
    gap: Gap
    capital: bool  # begins with a capital and goes on in small letters
    barred: bool  # part of a name, project, effort, address or quotation

    @property
    def is_number(self) -> bool:
        return self.text[0] in "0123456789"

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()


_TOKEN = re.compile(rf"[0-9]+|[^\W\d_]+(?:{MARK}+[^\W\d_]*)*|[^\s{MARK}]")
_BARRED = re.compile(
    # owner, project, task number, the end of a mail address
    r"(?:#|@(?![0-9]{1,2}(?:[:.h][0-9]{2})? ?(?:[ap]m|h)\b))\w[\w.'\x01-]*"
    r"|~ ?[0-9][0-9.,/-]*(?: ?[^\W\d_]+\S*)?"  # effort, with its unit and no word after it
    r"|(?:https?://|www\.)\S+"
)
_QUOTED = re.compile(r"«[^«»\n]{1,200}»|“[^“”\n]{1,200}”|\"[^\"\n]{1,200}\"")


def cut(folded: str, written: str = "") -> list[Token]:
    """The tokens of a folded text, in order; `written`: the same, as it was written. A hyphen or an apostrophe inside a
    word only separates."""
    folded = folded[:LONGEST]
    bars = _bars(folded)
    tokens: list[Token] = []
    end, bar, joined = 0, 0, False
    for found in _TOKEN.finditer(folded):
        start = found.start()
        text = found.group()
        if text in "-'" and _inside_word(folded, start):
            joined = text == "-"
            continue
        between = folded[end:start].strip(MARK)
        gap = Gap.GLUED if not between else Gap.HARD if "\n" in between else Gap.HYPHEN if joined else Gap.SOFT
        joined = False
        while bar < len(bars) and bars[bar][1] <= start:
            bar += 1
        barred = bar < len(bars) and bars[bar][0] <= start
        end = found.end()
        capital = written[start : start + 1].isupper() and written[start + 1 : end].islower()
        tokens.append(Token(text.replace(MARK, ""), start, end, gap, capital, barred))
        if len(tokens) == MOST_TOKENS:
            break
    return tokens


def _inside_word(folded: str, place: int) -> bool:
    before = place - 1
    while before >= 0 and folded[before] == MARK and place - before < 8:
        before -= 1
    return before >= 0 and folded[before].isalpha() and folded[place + 1 : place + 2].isalpha()


def _bars(folded: str) -> list[tuple[int, int]]:
    bars = [found.span() for found in _BARRED.finditer(folded)]
    for found in re.finditer(r"(?<=[^\s@])@", folded):
        place = max(found.start() - 64, 0)
        start = max(folded.rfind(space, place, found.start()) for space in " \n")
        bars.append((max(start + 1, found.start() - 64), found.end()))
    first, last = len(folded) - len(folded.lstrip()), len(folded.rstrip())
    bars += [found.span() for found in _QUOTED.finditer(folded) if found.span() != (first, last)]
    bars.sort()
    merged: list[tuple[int, int]] = []
    for start, end in bars:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
