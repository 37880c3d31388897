"""The words of a message as the house reads them: without what apps add to them, people named as others type them.

An app that writes a person's name from its list says in HTML whom it means (a "pill", a link to matrix.to), and in the
plain text only the name. (Matrix specification, "User and room mentions", "Rich replies", "Event replacements")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

from bot.messengers.matrix.rooms import NAME, Room, local_part
from domain.message import Sender
from domain.text import fold

Json = Mapping[str, Any]
_PILL = re.compile(r"https://matrix\.to/#/((?:@|%40)[^?/]+)")
_USER = re.compile(r"@[\w.=/+-]+:[\w-]+(?:\.[\w-]+)*(?::\d+)?", re.ASCII)
_TYPED = re.compile(r"(?<!\w)@(\w[\w.-]*)")
_PLAIN_NAME = re.compile(r"\w+")
_ENDS_A_LINE = frozenset({"br", "p", "div", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "tr"})
_AFTER_A_NAME = " :,;.!?–—\u00a0\n"
_HTML = "org.matrix.custom.html"
# Each tag is whole. Others, which no app writes, make Python's reader work with the square of their length.
_WHOLE_TAGS = re.compile(r"(?:[^<]|<[^<>\"']*+(?:(?:\"[^<>\"]*+\"|'[^<>']*+')[^<>\"']*+)*+>)*+")


@dataclass(frozen=True)
class Words:
    """A text, and the accounts that are meant by the names in it."""

    text: str
    mentions: tuple[Sender, ...] = ()


def sender_in(room: Room, who: str, **more: Any) -> Sender:
    """Somebody as they are known in a room."""
    return Sender(NAME, "", who, room.called(who), local_part(who), **more)


def said(content: Json) -> str | None:
    """The plain text of a message by a person: what they wrote, or wrote below a picture or a file. None: it has none,
    or a bot says it (`m.notice`)."""
    body = content.get("body")
    if not isinstance(body, str):
        return None
    match content.get("msgtype"):
        case "m.text":
            return _without_fallback(body) if _answered(content) else body
        case "m.image" | "m.file" | "m.video" | "m.audio" if content.get("filename") not in (None, body):
            return body
    return None


def words_of(content: Json, room: Room, me: str) -> Words | None:
    """What a message says; None where `said` has nothing. `me`: the bot's own id, which is read as its name."""
    text = said(content)
    if text is None:
        return None
    mentions: dict[str, Sender] = {}

    def named(who: str, shown: str) -> str:
        if who == me:
            return f"@{room.called(me)}"
        name = " ".join((room.called(who) if who in room.members else shown).replace('"', "").split())
        mentions[who] = replace(sender_in(room, who), name=name, is_there=room.is_in(who))
        return f"@{name}" if _PLAIN_NAME.fullmatch(name) else f'@"{name}"'

    html = content.get("formatted_body")
    if content.get("format") == _HTML and isinstance(html, str) and _PILL.search(html) and _WHOLE_TAGS.fullmatch(html):
        reader = _Reader(named)
        reader.feed(html)
        reader.close()
        text = reader.text()
    else:
        text = _USER.sub(lambda found: _typed(found.group(), room, me, named), text)
        mentions |= _known_by(text, room, me)
    return Words(_begins_with_the_name(text, room.called(me), me), tuple(mentions.values()))


def _typed(user: str, room: Room, me: str, named: Callable[[str, str], str]) -> str:
    """Somebody's whole id, typed. One that nobody here has is only text."""
    return named(user, user) if user == me or user in room.members else user


def _known_by(text: str, room: Room, me: str) -> dict[str, Sender]:
    """Who is meant by a name that was typed after an @, where one person alone in the room is called so."""
    names = dict.fromkeys(fold(name) for name in _TYPED.findall(text)) if "@" in text else {}
    called: dict[str, list[str]] = {}
    for who, each in room.members.items() if names else ():
        if who != me and room.is_in(who):
            for name in names.keys() & {fold(local_part(who)), fold(each.name)}:
                called.setdefault(name, []).append(who)
    alone = [called[name][0] for name in names if len(called.get(name, ())) == 1]
    return {who: sender_in(room, who, is_there=True) for who in alone}


def _begins_with_the_name(text: str, name: str, me: str) -> str:
    """The bot's id begins a message as its name does."""
    begin = text.lstrip()
    handle = local_part(me)
    rest = begin.removeprefix("@")
    if rest[: len(handle)].casefold() == handle.casefold() and (rest[len(handle) :] or ":")[0] in _AFTER_A_NAME:
        return f"@{name}{rest[len(handle) :]}"
    return text


def _answered(content: Json) -> bool:
    relation = content.get("m.relates_to")
    return isinstance(relation, Mapping) and "m.in_reply_to" in relation


def _without_fallback(body: str) -> str:
    """Older apps repeat above an answer what it answers."""
    lines = body.split("\n")
    if not lines[0].startswith("> <"):
        return body
    quoted = next((place for place, line in enumerate(lines) if not line.startswith(">")), len(lines))
    return "\n".join(lines[quoted:]).lstrip("\n")


class _Reader(HTMLParser):
    """Reads HTML as text. What is meant for older apps (`mx-reply`) is left out."""

    def __init__(self, named: Callable[[str, str], str]) -> None:
        super().__init__()
        self._named = named
        self._pieces: list[str] = []
        self._pill: tuple[str, list[str]] | None = None
        self._silent = 0

    def text(self) -> str:
        return re.sub(r"\n{2,}", "\n", "".join(self._pieces)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "mx-reply":
            self._silent += 1
        elif tag == "br":
            self._says("\n")
        elif tag == "a" and (meant := _PILL.match(dict(attrs).get("href") or "")):
            self._pill = (unquote(meant.group(1)), [])

    def handle_endtag(self, tag: str) -> None:
        if tag == "mx-reply":
            self._silent = max(0, self._silent - 1)
        elif tag == "a" and self._pill is not None:
            (who, shown), self._pill = self._pill, None
            self._says(self._named(who, "".join(shown).removeprefix("@") or local_part(who)))
        elif tag in _ENDS_A_LINE:
            self._says("\n")

    def handle_data(self, data: str) -> None:
        self._says(data)

    def _says(self, words: str) -> None:
        if not self._silent:
            (self._pill[1] if self._pill is not None else self._pieces).append(words)
