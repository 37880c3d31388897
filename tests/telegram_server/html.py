"""Reads HTML as Telegram does, and refuses what Telegram refuses, with its words and its byte offsets.

Bot API, "Formatting options", "HTML style": only the tags named there; every <, > and & that is no part of a tag or
an entity has to be written as &lt; &gt; &amp;; &quot; is the only other named entity, numeric ones all work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.telegram_server.entities import code_apart, linked
from tests.telegram_server.refusal import Json, Refusal, bad

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_ENTITY = re.compile(r"&(?:#(?P<decimal>\d+)|#x(?P<hex>[0-9a-fA-F]+)|(?P<name>[a-zA-Z]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LAST_CODE, _LONGEST_NUMERIC = 0x10FFFF, 10
_PLAIN = re.compile(r"[^<&]+")
_OPENING = re.compile(r"<[^\s>]*", re.ASCII)
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_BLANKS = re.compile(r"\s*", re.ASCII)
_CLOSING = re.compile(r"</([^\s>]*)\s*", re.ASCII)


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int  # in UTF-16 code units of the text
    start: int  # in pieces of the text


def parse_html(html: str) -> tuple[str, list[Json]]:
    """The text as people see it, and its entities in the order in which they begin."""
    return _Reader(html).read()


def _cannot(why: str) -> Refusal:
    return bad(f"can't parse entities: {why}")


class _Reader:
    def __init__(self, html: str) -> None:
        self._html = html
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        while self._at < len(self._html):
            character = self._html[self._at]
            if character == "<":
                if self._html.startswith("</", self._at):
                    self._close()
                else:
                    self._begin()
            elif character == "&":
                decoded, self._at = _decoded(self._html, self._at)
                self._say(decoded)
            else:
                self._say(self._skip(_PLAIN))
        if self._open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return "".join(self._text), code_apart(self._entities)

    def _say(self, words: str) -> None:
        self._text.append(words)
        self._offset += len(words.encode("utf-16-le", "surrogatepass")) // 2

    def _bytes(self, index: int) -> int:
        return len(self._html[:index].encode())

    def _begin(self) -> None:
        begins = self._bytes(self._at)
        match = _OPENING.match(self._html, self._at)
        assert match is not None
        self._at = match.end()
        if self._at == len(self._html):
            raise _cannot(f"Unclosed start tag at byte offset {begins}")
        tag = match.group()[1:].lower()
        if tag not in _KINDS:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {begins}')
        attributes = self._attributes(tag, begins)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {begins}')
        self._open.append(_Open(tag, attributes, self._offset, len(self._text)))

    def _attributes(self, tag: str, begins: int) -> dict[str, str]:
        unclosed = _cannot(f'Unclosed start tag "{tag}" at byte offset {begins}')
        attributes: dict[str, str] = {}
        while True:
            self._skip(_BLANKS)
            if self._peek() == ">":
                self._at += 1
                return attributes
            name = self._skip(_ATTRIBUTE_NAME)
            if not name:
                raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {begins}')
            self._skip(_BLANKS)
            if not self._peek():
                raise unclosed
            if self._peek() != "=":
                attributes[name] = ""
                continue
            self._at += 1
            self._skip(_BLANKS)
            if not self._peek():
                raise unclosed
            attributes[name] = self._value(begins)

    def _value(self, begins: int) -> str:
        quote = self._peek()
        if quote not in {"'", '"'}:
            starts = self._bytes(self._at)
            value = self._skip(_TOKEN).lower()
            if self._peek() != ">" and not self._peek().isspace():
                raise _cannot(f"Unexpected end of name token at byte offset {starts}")
            return value
        self._at += 1
        said: list[str] = []
        while self._peek() and self._peek() != quote:
            decoded, self._at = _decoded(self._html, self._at)
            said.append(decoded)
        self._at += 1
        if not self._peek():
            raise _cannot(f"Unclosed start tag at byte offset {begins}")
        return "".join(said)

    def _close(self) -> None:
        begins = self._bytes(self._at)
        if not self._open:
            raise _cannot(f"Unexpected end tag at byte offset {begins}")
        match = _CLOSING.match(self._html, self._at)
        assert match is not None
        self._at = match.end()
        if self._peek() != ">":
            raise _cannot(f"Unclosed end tag at byte offset {begins}")
        self._at += 1
        said, opened = match.group(1).lower(), self._open.pop()
        if said and said != opened.tag:
            raise _cannot(
                f'Unmatched end tag at byte offset {begins}, expected "</{opened.tag}>", found "</{said}>"',
            )
        if self._offset > opened.offset:
            self._mark(opened)

    def _mark(self, opened: _Open) -> None:
        entity: Json = {
            "type": _KINDS[opened.tag],
            "offset": opened.offset,
            "length": self._offset - opened.offset,
        }
        match entity["type"]:
            case "text_link":
                if not linked(entity, opened.attributes.get("href") or "".join(self._text[opened.start :])):
                    return
            case "custom_emoji":
                if not opened.attributes.get("emoji-id", "").isdigit():
                    raise _cannot("Invalid custom emoji identifier specified")
                entity["custom_emoji_id"] = opened.attributes["emoji-id"]
            case "date_time":
                if not opened.attributes.get("unix", "").isdigit():
                    return
                entity["unix_time"] = int(opened.attributes["unix"])
                if opened.attributes.get("format"):
                    entity["date_time_format"] = opened.attributes["format"]
            case "blockquote" if "expandable" in opened.attributes:
                entity["type"] = "expandable_blockquote"
            case "code" | "pre":
                if language := opened.attributes.get("class", "").removeprefix("language-"):
                    entity["language"] = language
            case _:
                pass
        self._entities.append(entity)

    def _peek(self) -> str:
        return self._html[self._at : self._at + 1]

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._html, self._at)
        assert match is not None
        self._at = match.end()
        return match.group()


def _decoded(html: str, at: int) -> tuple[str, int]:
    """The character that is written at a place, and the place after it."""
    match = _ENTITY.match(html, at) if html[at] == "&" else None
    if match is None:
        return html[at], at + 1
    if (name := match["name"]) is not None:
        return (_NAMED[name], match.end()) if name in _NAMED else ("&", at + 1)
    code = int(match["decimal"]) if match["decimal"] else int(match["hex"], 16)
    if not 0 < code < _LAST_CODE or len(match.group().rstrip(";")) >= _LONGEST_NUMERIC or 0xD800 <= code <= 0xDFFF:
        return "&", at + 1
    return chr(code), match.end()
