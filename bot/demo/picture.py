"""Draws the demonstration's digest as a phone shows it, in both languages, for the READMEs: `make pictures`. It can be
read on light and on dark pages."""

from __future__ import annotations

import asyncio
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from bot.demo import DIGEST_AT, week
from bot.departure import Departure
from bot.messengers import Ears
from bot.messengers.pretended import Pretended
from bot.messengers.telegram.sending import keyboard
from bot.replay.play import Player
from bot.speech import SpokenLine, Voice, say
from domain import wall_clock
from domain.document import Document, Style, from_json, to_json
from domain.letter import Kind
from domain.message import Place
from handlers.kit import registry
from storage import schema

ENGLISH = {  # what the people of the week typed, for readers of the English page
    "Bal du canal": "Canal ball",
    "buvette": "refreshments",
    "Coller les affiches": "Put up the posters",
    "Commander trente litres de cidre": "Order thirty litres of cider",
    "Installer tables et chaises": "Set up tables and chairs",
    "Tenir la caisse pendant le bal": "Keep the till during the ball",
    "Louer 40 chaises pliantes": "Hire 40 folding chairs",
    "Faire accorder le piano du local": "Have our piano tuned",
    "Emprunter la guirlande": "Borrow the string of lights",
    "Répétition générale": "Dress rehearsal",
    "On ouvre le bal": "We open the ball",
    "Lister plats et allergies": "List dishes and allergies",
    "Réserver la sono": "Book the sound system",
    "Dessiner l'affiche": "Draw the poster",
    "Il faut un arrêté de la mairie pour fermer le quai": "We need a permit of the town hall to close the quay",
    "Book the rehearsal room": "Book the rehearsal room",
    "Arroser le ficus du local": "Water our ficus",
    "l'arrêté": "the permit",
    "l'autruche": "the ostrich",
}
_WIDE = 45  # characters in a line
_EM, _LINE, _EDGE = 7.9, 20, 14  # pixels: an average letter, a line, the space around
_INNER = round(_WIDE * _EM)
_WIDTH = _INNER + 4 * _EDGE
_BAR, _BUTTON, _GAP = 52, 34, 4
_SIGN = re.compile("([\U0001f300-\U0001faff\u203c]) ")  # stays with the word after it
_NUMBER = re.compile(r"^#\d+")
_STYLE = """
  .screen { fill: #d5e2e6 } .bar { fill: #1c6e5a } .bubble, .button { fill: #fff }
  text { font: 14px system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; fill: #1f2a30 }
  .chat { font-size: 16px; font-weight: 700; fill: #fff }
  .title, .heading { font-weight: 700 }
  .sender, .number { fill: #1c6e5a } .sender { font-weight: 700 }
  .note { font-style: italic; fill: #5d686e } .time { font-size: 11px; fill: #7c878c; text-anchor: end }
  .label { fill: #1c6e5a; font-size: 13px; text-anchor: middle }
  @media (prefers-color-scheme: dark) {
    .screen { fill: #0f1719 } .bar { fill: #17352d } .bubble, .button { fill: #1f2b2f }
    text { fill: #e6e9e8 }
    .sender, .number, .label { fill: #7fd3b8 }
    .note, .time { fill: #9aa6ab }
  }
"""


class _Keeper(Pretended):
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


def in_language(letter: Departure, language: str) -> Departure:
    """A letter as its group would get it in a language, with what people typed in that language, too."""
    if language == letter.team.language:
        return letter
    document = from_json(_translated(to_json(letter.document)))
    voice = Voice(language, letter.team.zone, "/", registry.names_in(language), strict=True)
    speech = say(document, voice, today=wall_clock.local_day(letter.at, letter.team.zone))
    buttons = (replace(each, label=said.label) for each, said in zip(letter.buttons, speech.choices, strict=True))
    team = replace(letter.team, name=ENGLISH[letter.team.name], language=language)
    return replace(letter, document=document, speech=speech, buttons=tuple(buttons), team=team)


def typed(document: Document) -> set[str]:
    """What people typed in a digest: titles, roles, words of thanks."""
    values = [each.values for line in document.lines for each in line.phrases]
    return {str(named[name]) for named in values for name in ("title", "role", "words") if name in named}


def _translated(stored: Any) -> Any:
    match stored:
        case dict():
            return {name: _translated(value) for name, value in stored.items()}
        case list():
            return [_translated(each) for each in stored]
    return ENGLISH.get(stored, stored) if isinstance(stored, str) else stored


def svg(letter: Departure) -> str:
    """The picture of a letter."""
    drawn, y = [], _BAR + _EDGE
    top = y
    y += _LINE
    drawn.append(_text("sender", y, "Accalmie"))
    for place, each in enumerate(letter.speech.lines):
        y += 8 if place and each.style in (Style.HEADING, Style.NOTE) else 0
        for words in _wrapped(each):
            y += _LINE
            drawn.append(_text(each.style.value, y, words))
    y += _LINE
    at = letter.at.astimezone(letter.team.zone)
    drawn.append(_text("time", y, f"{at:%H:%M}", x=_WIDTH - 2 * _EDGE))
    y += 8
    bubble = _box("bubble", _EDGE, top, _WIDTH - 2 * _EDGE, y - top)
    for row in (keyboard(letter.buttons) or {"inline_keyboard": []})["inline_keyboard"]:
        y += _GAP
        wide = (_WIDTH - 2 * _EDGE - _GAP * (len(row) - 1)) / len(row)
        for place, button in enumerate(row):
            x = _EDGE + place * (wide + _GAP)
            drawn.append(_box("button", x, y, wide, _BUTTON))
            drawn.append(_text("label", y + 22, button["text"], x=x + wide / 2))
        y += _BUTTON
    height = y + _EDGE
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" role="img">'
    clip = f'<clipPath id="phone"><rect width="{_WIDTH}" height="{height}" rx="18"/></clipPath>'
    ground = f'<rect class="screen" width="{_WIDTH}" height="{height}"/>'
    bar = f'<rect class="bar" width="{_WIDTH}" height="{_BAR}"/>'
    title = f"<title>{escape(letter.speech.lines[0].plain)}</title>"
    chat = _text("chat", 33, letter.team.name)
    start = [head, title, f"<style>{_STYLE}</style>", clip, '<g clip-path="url(#phone)">', ground, bar, chat, bubble]
    return "\n".join([*start, *drawn, "</g>", "</svg>", ""])


def words_of(drawn: str) -> list[str]:
    """What somebody reads in a picture."""
    return [re.sub("<[^>]*>", "", each) for each in re.findall(r"<text.*?</text>", drawn)]


def _text(style: str, y: float, words: str, *, x: float = 2 * _EDGE) -> str:
    said = escape(words)
    if style == Style.ITEM.value:
        said = _NUMBER.sub(lambda found: f'<tspan class="number">{found[0]}</tspan>', said)
    return f'<text class="{style}" x="{x:.0f}" y="{y:.0f}">{said}</text>'


def _box(style: str, x: float, y: float, wide: float, high: float) -> str:
    return f'<rect class="{style}" x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{high:.0f}" rx="8"/>'


def _wrapped(line: SpokenLine) -> Iterator[str]:
    text = _SIGN.sub("\\1\u00a0", line.plain)
    wide = _WIDE - 3 if line.style in (Style.TITLE, Style.HEADING) else _WIDE  # bold letters are wider
    yield from textwrap.wrap(text, wide, break_long_words=True)


def drawn_in(letter: Departure) -> Iterator[tuple[str, str]]:
    """Each language, and the picture in it."""
    for language in ("fr", "en"):
        yield language, svg(in_language(letter, language))


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    for language, drawn in drawn_in(asyncio.run(digest())):
        (folder / f"digest.{language}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
