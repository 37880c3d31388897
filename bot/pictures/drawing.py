"""Makes pictures of SVG, with the letters that this package brings along: no machine draws them otherwise."""

from __future__ import annotations

from pathlib import Path

import resvg_py

_FONTS = [str(font) for font in sorted((Path(__file__).parent / "fonts").glob("*.ttf"))]


def png(svg: str, wide: int) -> bytes:
    """The picture, so many pixels wide, as PNG."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=_FONTS, width=wide))
