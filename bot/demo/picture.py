"""Draws the demonstration's digest for the README, readable on light and dark pages: `python -m bot.demo.picture`."""

from __future__ import annotations

import asyncio
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from bot.demo import DIGEST_AT, week
from bot.departure import Departure
from bot.messengers import Ears
from bot.replay.play import Player
from bot.speech import Run
from domain.document import Style
from domain.letter import Kind
from domain.message import Place
from storage import schema

_WIDE = 92  # characters in a line
_EM, _LINE, _EDGE = 7.5, 23, 26  # pixels: an average letter, a line, the space around
_WIDTH = round(_WIDE * _EM) + 2 * _EDGE
_SIGN = re.compile("([\U0001f300-\U0001faff\u203c]) ")  # stays with the word after it
_STYLE = """
  .sheet { fill: #fbfaf6; stroke: #d9d5c8 }
  text { font: 15px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #26323a }
  .title { font-size: 18px; font-weight: 700 }
  .heading { font-weight: 700; fill: #1c6e5a }
  .note { fill: #6a7378; font-size: 13.5px }
  .button { fill: none; stroke: #1c6e5a }
  .label { fill: #1c6e5a; font-size: 13.5px; text-anchor: middle }
  @media (prefers-color-scheme: dark) {
    .sheet { fill: #1d2529; stroke: #3a464c }
    text { fill: #e6e9e8 }
    .heading, .label { fill: #7fd3b8 }
    .button { stroke: #7fd3b8 }
    .note { fill: #a3adb1 }
  }
"""


class _Keeper:
    """A messenger that keeps the digest."""

    name = "terminal"
    prefix = "/"
    mentions_people = False

    def __init__(self) -> None:
        self.digest: Departure | None = None

    async def send(self, departure: Departure) -> str:
        if departure.kind is Kind.DIGEST:
            self.digest = departure
        return str(departure.edits or departure.letter)

    async def leave(self, place: Place) -> None:
        """The week ends in the group."""

    async def listen(self, ears: Ears) -> None:
        """Nothing arrives here."""


async def digest() -> Departure:
    """The digest at the end of the demonstration."""
    engine, keeper = schema.ready("sqlite://"), _Keeper()
    player = Player(week(), engine, keeper)
    try:
        await player.play(DIGEST_AT)
    finally:
        await player.close()
        engine.dispose()
    assert keeper.digest is not None, "the week ends with its digest"
    return keeper.digest


def svg(letter: Departure) -> str:
    """The picture of a letter."""
    drawn, y = [], _EDGE + 8
    for each in letter.speech.lines:
        y += 10 if each.style in (Style.HEADING, Style.NOTE) else 0
        for place, words in enumerate(_wrapped(each.runs, item=each.style is Style.ITEM)):
            y += _LINE
            indent = 14 if each.style is Style.ITEM else 0
            indent += 12 if place and indent else 0
            drawn.append(f'<text class="{each.style.value}" x="{_EDGE + indent}" y="{y - 8}">{escape(words)}</text>')
    x, y = float(_EDGE), y + 12
    for button in letter.buttons:
        wide = len(button.label) * 7.6 + 26
        if x + wide > _WIDTH - _EDGE:
            x, y = _EDGE, y + 38
        drawn.append(f'<rect class="button" x="{x:.0f}" y="{y}" width="{wide:.0f}" height="28" rx="14"/>')
        drawn.append(f'<text class="label" x="{x + wide / 2:.0f}" y="{y + 19}">{escape(button.label)}</text>')
        x += wide + 10
    height = y + 28 + _EDGE
    sheet = f'<rect class="sheet" x="1" y="1" width="{_WIDTH - 2}" height="{height - 2}" rx="14"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" role="img">'
    title = f"<title>{escape(letter.speech.lines[0].plain)}</title>"
    return "\n".join([head, title, f"<style>{_STYLE}</style>", sheet, *drawn, "</svg>", ""])


def _wrapped(runs: tuple[Run, ...], *, item: bool) -> Iterator[str]:
    text = ("• " if item else "") + "".join(run.text for run in runs)
    text = _SIGN.sub("\\1\u00a0", text)
    yield from textwrap.wrap(text, _WIDE - (2 if item else 0), break_long_words=True)


def main() -> None:
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/digest.svg")
    path.write_text(svg(asyncio.run(digest())), encoding="utf-8")


if __name__ == "__main__":
    main()
