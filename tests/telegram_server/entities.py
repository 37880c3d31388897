"""What lies behind the tags: where a link leads, and that code stands apart from everything else."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from tests.telegram_server.refusal import Json

_URL = re.compile(r"(?:https?|ftp|tg|tonsite|mailto|tel):\S+|[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", re.IGNORECASE)


def linked(entity: Json, url: str) -> bool:
    """`tg://user?id=1` names a person; what is no address is left as plain text."""
    address = urlsplit(url)
    if address.scheme == "tg" and address.netloc == "user":
        user = parse_qs(address.query).get("id", [""])[0]
        if user.isdigit():
            entity |= {"type": "text_mention", "user": {"id": int(user)}}
            return True
    if not _URL.fullmatch(url):
        return False
    if ":" not in url.partition("/")[0]:
        url = f"http://{url}"
    if re.fullmatch(r"https?://[^/?#]+", url, re.IGNORECASE):
        url += "/"
    entity["url"] = url
    return True


def code_apart(entities: list[Json]) -> list[Json]:
    """Code stands alone: pre and code can neither contain other entities nor be part of them ("Formatting options").

    A block around a piece of code that names a language takes the language from it.
    """
    blocks = [e for e in entities if e["type"] == "pre"]
    for code in [e for e in entities if e["type"] == "code"]:
        around = next((b for b in blocks if _covers(b, code)), None)
        if around is None:
            blocks.append({k: v for k, v in code.items() if k != "language"})
        elif "language" in code and _covers(code, around):
            around["language"] = code["language"]
    kept = list(blocks)
    for entity in entities:
        if entity["type"] in {"blockquote", "expandable_blockquote"}:
            kept.append(entity)
        elif entity["type"] not in {"pre", "code"}:
            kept += _outside(entity, blocks)
    return sorted(kept, key=lambda e: (e["offset"], -e["length"]))


def _covers(outer: Json, inner: Json) -> bool:
    return bool(_end(outer) >= _end(inner) and outer["offset"] <= inner["offset"])


def _end(entity: Json) -> int:
    return int(entity["offset"] + entity["length"])


def _outside(entity: Json, blocks: list[Json]) -> list[Json]:
    """What of an entity lies outside of all code."""
    pieces, start = [], entity["offset"]
    for block in sorted(blocks, key=lambda b: b["offset"]):
        if block["offset"] < _end(entity) and _end(block) > start:
            pieces.append((start, block["offset"]))
            start = _end(block)
    pieces.append((start, _end(entity)))
    return [entity | {"offset": a, "length": b - a} for a, b in pieces if b > a]
