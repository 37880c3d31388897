"""What an app shows of a room: edits applied, reactions by their key, what was taken back gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """An event as it came. `encrypted`: it was; `readable`: this device has its key."""

    source: Json
    encrypted: bool = False
    readable: bool = True

    @property
    def id(self) -> str:
        return str(self.source.get("event_id", ""))

    @property
    def type(self) -> str:
        return str(self.source.get("type", ""))

    @property
    def sender(self) -> str:
        return str(self.source.get("sender", ""))

    @property
    def content(self) -> Json:
        found: Json = self.source.get("content", {})
        return found

    @property
    def relation(self) -> Json:
        found = self.content.get("m.relates_to", {})
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Seen:
    """One line of a room. `kind`: m.text, m.notice (nobody's phone rings), or the type of an event that is no message.

    `at`: milliseconds since 1970. `reactions`: by key, the ids of who. `service`: nobody said it, it happened.
    `redacted`: deleted, only its place is left. `unreadable`: encrypted, and this device has no key.
    """

    id: str
    room: str
    sender: str
    at: int
    kind: str
    text: str
    html: str | None
    mentions: list[str]
    reply_to: str | None
    thread: str | None
    edited: bool
    reactions: dict[str, list[str]]
    redacted: bool
    encrypted: bool
    unreadable: bool
    service: bool
    content: Json = field(repr=False)

    @property
    def notice(self) -> bool:
        return self.kind == "m.notice"


def shown(room: str, events: Iterable[Told]) -> list[Seen]:
    """The events of a room, oldest first, as its lines."""
    told = list(events)
    gone = {_redacts(each) for each in told if each.type == "m.room.redaction"}
    gone |= {each.id for each in told if "redacted_because" in each.source.get("unsigned", {})}
    edits: dict[str, Told] = {}
    reactions: dict[str, dict[str, list[str]]] = {}
    senders = {each.id: each.sender for each in told}
    for each in told:
        target = str(each.relation.get("event_id", ""))
        if each.id in gone or not target:
            continue
        if _is_edit(each) and senders.get(target) == each.sender:
            edits[target] = each
        elif each.type == "m.reaction":
            who = reactions.setdefault(target, {}).setdefault(str(each.relation.get("key", "")), [])
            if each.sender not in who:
                who.append(each.sender)
    return [
        _line(room, each, edits.get(each.id), reactions.get(each.id, {}), each.id in gone)
        for each in told
        if each.type not in ("m.reaction", "m.room.redaction") and not _is_edit(each)
    ]


def own_reaction(events: Iterable[Told], message: str, key: str, sender: str) -> str | None:
    """The event by which somebody reacted, unless it was taken back."""
    told = list(events)
    gone = {_redacts(each) for each in told}
    wanted = {"rel_type": "m.annotation", "event_id": message, "key": key}
    mine = [each for each in told if each.type == "m.reaction" and each.sender == sender and each.id not in gone]
    return next((each.id for each in reversed(mine) if wanted.items() <= each.relation.items()), None)


def _is_edit(told: Told) -> bool:
    return told.relation.get("rel_type") == "m.replace"


def _redacts(told: Told) -> str:
    return str(told.source.get("redacts") or told.content.get("redacts") or "")


def _line(room: str, told: Told, edit: Told | None, reactions: dict[str, list[str]], gone: bool) -> Seen:
    content = told.content
    if edit is not None:
        content = edit.content.get("m.new_content", edit.content)
    if gone:
        content = {}
    service = "state_key" in told.source
    relation = {} if gone else told.relation
    thread = relation.get("event_id") if relation.get("rel_type") == "m.thread" else None
    reply_to = None if relation.get("is_falling_back") else relation.get("m.in_reply_to", {}).get("event_id")
    return Seen(
        id=told.id,
        room=room,
        sender=told.sender,
        at=int(told.source.get("origin_server_ts", 0)),
        kind=str(content.get("msgtype", told.type)),
        text=_of_state(told) if service else str(content.get("body", "")),
        html=content.get("formatted_body"),
        mentions=list(content.get("m.mentions", {}).get("user_ids", [])),
        reply_to=reply_to,
        thread=thread,
        edited=edit is not None and not gone,
        reactions={} if gone else reactions,
        redacted=gone,
        encrypted=told.encrypted,
        unreadable=not told.readable and not gone,
        service=service,
        content=content,
    )


def _of_state(told: Told) -> str:
    if told.type == "m.room.member":
        return f"{told.content.get('membership', '')} {told.source['state_key']}"
    return told.type
