"""The picture of `/load`: for each of the coming weeks, what was promised beside what is there.

Drawn for a telephone's width, on a ground of its own, so that it reads the same in a light and in a dark app. Colour
never tells anything alone: what is promised is filled, what is there is a frame, what is too much is striped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 800, 520
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 28, 128, 100
_MARGIN, _SMALL = 28, 25
_INK, _FAINT, _GROUND, _GRID = "#1f2933", "#52606d", "#fbfaf7", "#dcd8cf"
_PROMISED, _TOO_MUCH, _FRAME = "#2a7f86", "#b4532a", "#1f2933"
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000)  # hours between two lines
_LINES = 5


@dataclass(frozen=True)
class Bar:
    """One week in hours: what was promised, and what is there, surely and at most; None: nobody said."""

    label: str
    promised: float
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Words:
    """What stands on the picture, in the reader's language."""

    title: str
    promised: str
    there: str
    perhaps: str
    too_much: str


def svg(bars: Sequence[Bar], words: Words) -> str:
    """The picture as SVG, 800 by 520."""
    step, top = _scale(max([1.0, *(max(bar.promised, bar.most or 0) for bar in bars)]))
    drawn = [_text(_MARGIN, 48, words.title, size=32, weight="bold"), _legend(bars, words)]
    for hours in range(0, top + 1, step):
        y = _y(hours, top)
        drawn.append(f'<path d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}" stroke="{_GRID}" stroke-width="2"/>')
        drawn.append(_text(_LEFT - 12, y + 8, f"{hours}\u00a0h", size=_SMALL, anchor="end", colour=_FAINT))
    room = (WIDTH - _LEFT - _RIGHT) / max(len(bars), 1)
    for place, bar in enumerate(bars):
        drawn += _bar(bar, _LEFT + room * place, room, top)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="DejaVu Sans, sans-serif">'
        f'<defs><pattern id="much" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="10" height="10" fill="{_GROUND}"/>'
        f'<rect width="6" height="10" fill="{_TOO_MUCH}"/></pattern></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="24" fill="{_GROUND}"/>{"".join(drawn)}</svg>'
    )


def _scale(most: float) -> tuple[int, int]:
    """The hours between two lines, and the highest line."""
    step = next((step for step in _STEPS if most <= step * _LINES), ceil(most / _LINES))
    return step, step * ceil(most / step)


def _y(hours: float, top: int) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * hours / top


def _bar(bar: Bar, left: float, room: float, top: int) -> list[str]:
    width, x = room * 0.62, left + room * 0.19
    drawn = []
    if bar.least is None or bar.most is None:
        drawn.append(_rect(x, width, 0, bar.promised, top, _PROMISED))
    else:
        drawn.append(_rect(x, width, 0, min(bar.promised, bar.most), top, _PROMISED))
        if bar.promised > bar.most:
            drawn.append(_rect(x, width, bar.most, bar.promised, top, "url(#much)"))
        drawn += _frame(x - 6, width + 12, bar.least, bar.most, top)
    for row, part in enumerate(bar.label.split(" ")):
        y = HEIGHT - _BOTTOM + 34 + 28 * row
        drawn.append(_text(x + width / 2, y, part, size=_SMALL, anchor="middle", colour=_FAINT))
    return drawn


def _frame(x: float, width: float, least: float, most: float, top: int) -> list[str]:
    """What is there: surely, and broken above it what may be."""
    bottom, sure = HEIGHT - _BOTTOM, _y(least, top)
    lines = f'fill="none" stroke="{_FRAME}"'
    drawn = [f'<path d="M{x:.1f} {bottom}V{sure:.1f}h{width:.1f}V{bottom}" {lines} stroke-width="4"/>']
    if most > least:
        path = f"M{x:.1f} {sure:.1f}V{_y(most, top):.1f}h{width:.1f}V{sure:.1f}"
        drawn.append(f'<path d="{path}" {lines} stroke-width="3" stroke-dasharray="8 7"/>')
    return drawn


def _rect(x: float, width: float, low: float, high: float, top: int, fill: str) -> str:
    y, height = _y(high, top), _y(low, top) - _y(high, top)
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>'


def _legend(bars: Sequence[Bar], words: Words) -> str:
    """Only what is there to see."""
    drawn, x = [], float(_MARGIN)
    lines = f'fill="none" stroke="{_FRAME}"'
    signs = (
        (True, words.promised, f'fill="{_PROMISED}"'),
        (any(bar.most is not None for bar in bars), words.there, f'{lines} stroke-width="4"'),
        (any(bar.least != bar.most for bar in bars), words.perhaps, f'{lines} stroke-width="3" stroke-dasharray="6 5"'),
        (any(bar.most is not None and bar.promised > bar.most for bar in bars), words.too_much, 'fill="url(#much)"'),
    )
    for shown, label, paint in signs:
        if shown:
            drawn.append(f'<rect x="{x + 2:.0f}" y="74" width="24" height="24" {paint}/>')
            drawn.append(_text(x + 38, 95, label, size=_SMALL))
            x += 38 + 0.6 * _SMALL * len(label) + 24
    return "".join(drawn)


def _text(
    x: float, y: float, words: str, *, size: int, anchor: str = "start", colour: str = _INK, weight: str = "normal"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )
