"""What becomes of a text on its way through Telegram: trimmed, measured, and the commands and names in it found.

Offsets and lengths count UTF-16 code units (Bot API, type MessageEntity).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.telegram_server.html import parse_html
from tests.telegram_server.refusal import Json, bad
from tests.telegram_server.shown import user
from tests.telegram_server.world import Person

# "1-4096 characters after entities parsing" (sendMessage, `text`), "0-1024 characters after entities parsing"
# (sendPhoto, `caption`). Characters are counted the strict way, as UTF-16 code units.
TEXT, CAPTION = 4096, 1024
_TOO_LONG_UNPARSED = 1 << 15  # bytes
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u200b\u202a-\u202e\u2060\ufeff]")
# Bot API, setMyCommands: commands are 1-32 lower-case letters, digits and underscores; apps mark capitals, too.
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)»])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/@])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{2,31})(?![\w@])"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
)
_MADE_BY_HAND = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)


def units(text: str) -> int:
    """How long a text is in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def offset_of(text: str, index: int) -> int:
    return units(text[:index])


def part(text: str, entity: Json) -> str:
    """The words that an entity marks."""
    raw = text.encode("utf-16-le")
    return raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")


def found(text: str, taken: Sequence[Json] = ()) -> list[Json]:
    """The commands, mentions, hashtags, links and addresses in a text that Telegram marks by itself."""
    closed = [e for e in taken if e["type"] in {"code", "pre", "text_link", "text_mention"}]
    entities: list[Json] = []
    for match in _FOUND.finditer(text):
        offset, length = offset_of(text, match.start()), units(match.group())
        if not any(e["offset"] < offset + length and offset < e["offset"] + e["length"] for e in closed):
            entities.append({"type": str(match.lastgroup), "offset": offset, "length": length})
    return entities


def formatted(text: str, parse_mode: str, given: Sequence[Json], limit: int) -> tuple[str, list[Json]]:
    """What a bot's text looks like to people; who is named in it is not looked up yet.

    Raises a Refusal for what Telegram would not parse, for nothing at all, and for too much.
    """
    if len(text.encode()) > _TOO_LONG_UNPARSED:
        raise bad("text is too long")
    match parse_mode.lower():
        case "" | "none":
            entities = [_checked(entity, text) for entity in given]
        case "html":
            text, entities = parse_html(text)
        case "markdown" | "markdownv2":
            # Nothing of ours writes it. Better refused than believed to be understood.
            raise bad("parse_mode Markdown is not modelled by this server", strange=True)
        case _:
            raise bad("unsupported parse_mode", strange=True)
    text, entities = _clean(text, entities)
    entities = [entity for entity in entities if entity["type"] in _MADE_BY_HAND]
    if units(text) > limit:
        raise bad("message is too long" if limit == TEXT else "message caption is too long")
    entities += found(text, entities)
    return text, sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def _checked(entity: Json, text: str) -> Json:
    """An entity that a bot counted by itself."""
    if entity["offset"] < 0 or entity["offset"] > units(text):
        raise bad(f"entity begins after the end of the text at UTF-16 offset {entity['offset']}")
    if entity["length"] <= 0 or entity["offset"] + entity["length"] > units(text):
        raise bad(f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of the text")
    return dict(entity)


def _clean(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Invisible characters become blanks; blanks at both ends go, and the entities move with the text."""
    text = _CONTROL.sub(" ", text)
    before = units(text) - units(text.lstrip())
    text = text.strip()
    end = units(text)
    moved: list[Json] = []
    for entity in entities:
        start = max(entity["offset"] - before, 0)
        stop = min(entity["offset"] + entity["length"] - before, end)
        if stop > start:
            moved.append(entity | {"offset": start, "length": stop - start})
    return text, moved


def named(entities: list[Json], known: Mapping[int, Person]) -> list[Json]:
    """The same entities with people instead of their numbers, without people whom the bot does not know.

    "These mentions are only guaranteed to work if the user has contacted the bot in the past, has sent a callback
    query to the bot via inline button or is a member in the group where he was mentioned" (Formatting options).
    """
    found_people = []
    for entity in entities:
        if entity["type"] != "text_mention":
            found_people.append(entity)
        elif (person := known.get(_user_id(entity.get("user")))) is not None:
            found_people.append(entity | {"user": user(person)})
    return found_people


def _user_id(given: Any) -> int:
    return int(given.get("id", 0)) if isinstance(given, dict) else 0
