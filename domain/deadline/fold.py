"""Writes a text in plain small letters without accents, every character staying in its place."""

import unicodedata
from functools import lru_cache

MARK = "\x01"  # stands where a character belongs to the letter before it, such as a separate accent

_ALIKE = {
    **dict.fromkeys("’‘‛ʼ`´′", "'"),
    **dict.fromkeys("‐‑‒–—−﹣－", "-"),
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict.fromkeys("：", ":"),
    "ᵉ": "e",
    "ʳ": "r",
    "ˢ": "s",
    "º": "o",
    "ª": "a",
    "\t": " ",
    "\r": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}


def fold(text: str) -> str:
    """Small letters, no accents, one kind of space, quote and hyphen; as long as `text`, code point for code point."""
    if text.isascii():
        return text.lower().translate(_ASCII)
    return "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return MARK
    if category == "Zs":
        return " "
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


_ASCII = {ord(odd): plain for odd, plain in _ALIKE.items() if odd.isascii()} | {ord(MARK): "\x02"}
