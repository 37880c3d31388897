"""What Matrix says that happened, as the house hears it. Nothing here talks to a server, and no rule lives here.

Events are read as they came, opened where they were encrypted; one that lacks what its type promises is an error, which
`listening` sets aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from bot.messengers.matrix.reading import sender_in, words_of
from bot.messengers.matrix.rooms import NAME, PRESENT, Room, member_of, server_of
from domain.message import Action, Incoming, Original, Place, Sender

Json = Mapping[str, Any]
PREFIX = "!"
_GONE = ("leave", "ban")


@dataclass(frozen=True)
class Scene:
    """Where an event happened: the room as it was just before, whether it is a conversation for two, the bot's id
    (`me`), and who brought the bot there, as far as that is known."""

    room: Room
    me: str
    private: bool
    brought_by: str | None = None

    @property
    def own_account(self) -> str:
        return f"{NAME}:{self.me}"

    def link(self, event: str) -> str:
        """The address of a message; who is not on the bot's server finds the room by way of it."""
        return f"https://matrix.to/#/{quote(self.room.id)}/{quote(event)}?via={quote(server_of(self.me))}"


def heard(event: Json, scene: Scene) -> Iterator[Incoming]:
    """What in an event the house may care about; nothing in most of them."""
    kind, mine = event.get("type"), event.get("sender") == scene.me
    if kind == "m.room.member":
        yield from _moves(event, scene)
    elif mine:
        return
    elif kind == "m.room.message":
        yield from _written(event, scene)
    elif kind == "m.reaction":
        yield from _reacted(event, scene)
    elif kind == "m.room.redaction":
        yield _event(event, scene, Action.GONE, origin=str(event.get("redacts") or event["content"]["redacts"]))
    elif kind == "m.room.power_levels" and event.get("state_key") == "" and not scene.private:
        for who, coordinates in scene.room.changed_role(event):
            sender = sender_in(scene.room, who, coordinator=coordinates)
            yield _event(event, scene, Action.PROMOTE, sender=sender, name=f"{event['event_id']}:{who}")


def moved(old: Room, scene: Scene, event: Json) -> Incoming:
    """The room replaces an older one, and all who talk there talk here from now on."""
    return Incoming(
        own_account=scene.own_account,
        event=f"moved:{old.id}:{scene.room.id}",
        said_at=at(event),
        sender=sender_in(scene.room, scene.brought_by or scene.me),
        action=Action.MOVED,
        place=old.place,
        to=scene.room.place,
    )


def unreadable(event: Json, scene: Scene) -> Incoming:
    """Nobody gave the bot the key of a message. All that were locked with one key are one event."""
    return _event(event, scene, Action.UNREADABLE, name=f"unreadable:{event['content'].get('session_id')}")


def at(event: Json) -> datetime:
    return datetime.fromtimestamp(event["origin_server_ts"] / 1000, UTC)


def _written(event: Json, scene: Scene) -> Iterator[Incoming]:
    content = event["content"]
    relation = _relation(content)
    is_edit = relation.get("rel_type") == "m.replace"
    words = words_of(content.get("m.new_content", {}) if is_edit else content, scene.room, scene.me)
    if words is None:
        if content.get("msgtype") == "m.notice":
            scene.room.other_bots.add(event["sender"])
        return
    message = str(relation["event_id"]) if is_edit else str(event["event_id"])
    yield _event(
        event,
        scene,
        Action.EDIT if is_edit else Action.TEXT,
        text=words.text,
        mentions=words.mentions,
        message=message,
        thread=thread_of(content),
        answers=None if is_edit else answered(content, scene),
    )


def _relation(content: Json) -> Json:
    relation = content.get("m.relates_to")
    return relation if isinstance(relation, Mapping) else {}


def thread_of(content: Json) -> str:
    """The message that a thread hangs from; empty: it is said in the room itself."""
    relation = _relation(content)
    return str(relation["event_id"]) if relation.get("rel_type") == "m.thread" else ""


def answered(content: Json, scene: Scene) -> Original | None:
    """The message that this one answers. In a thread, apps name one for those that know no threads."""
    relation = _relation(content)
    answers = relation.get("m.in_reply_to")
    if not isinstance(answers, Mapping) or (relation.get("rel_type") == "m.thread" and relation.get("is_falling_back")):
        return None
    message = str(answers["event_id"])
    return Original(message, "", scene.link(message))


def _reacted(event: Json, scene: Scene) -> Iterator[Incoming]:
    relation = _relation(event["content"])
    if relation.get("rel_type") == "m.annotation" and isinstance(relation.get("key"), str):
        message = str(relation["event_id"])
        yield _event(
            event,
            scene,
            Action.REACT,
            text=relation["key"],
            origin=message,
            message=str(event["event_id"]),
            answers=Original(message, "", scene.link(message)),
        )


def _moves(event: Json, scene: Scene) -> Iterator[Incoming]:
    """Somebody comes or goes. In a conversation for two that opens or shuts the door."""
    who, content = str(event["state_key"]), event["content"]
    now = member_of(who, content)
    before = event.get("unsigned", {}).get("prev_content")
    was = member_of(who, before).membership if isinstance(before, Mapping) else _known(scene.room, who)
    comes = now.membership == "join" and was != "join"
    goes = now.membership in _GONE and was not in _GONE
    sender = replace(_sender(scene, who), name=now.name if comes else scene.room.called(who))
    if who == scene.me:
        if comes and not scene.private:
            by = _sender(scene, scene.brought_by or scene.me)
            yield _event(event, scene, Action.ADDED, sender=by, title=scene.room.name)
        elif goes:
            yield _event(event, scene, Action.REMOVED)
    elif scene.private:
        partner = scene.room.partner(scene.me)
        if now.membership in PRESENT and partner not in (None, who):  # a third one: from now on it is a group
            host = _sender(scene, partner or who)
            yield replace(_event(event, scene, Action.ADDED, sender=host), place=scene.room.place, private=False)
        elif comes or goes:
            yield _event(event, scene, Action.ADDED if comes else Action.REMOVED, sender=sender)
    elif comes:
        yield _event(event, scene, Action.JOIN, sender=sender)
    elif goes and was == "join":
        yield _event(event, scene, Action.LEAVE, sender=sender)


def _known(room: Room, who: str) -> str:
    return room.members[who].membership if who in room.members else "leave"


def _relayed_from(event: Json) -> str:
    """The messenger from which a bridge brought this in somebody's own name. (mautrix bridges, "double puppeting")"""
    content = event.get("content")
    source = content.get("fi.mau.double_puppet_source") if isinstance(content, Mapping) else None
    return str(source).removeprefix("mautrix-") if source else ""


def _sender(scene: Scene, who: str) -> Sender:
    """Somebody with their role in the room; in a conversation for two that means nothing."""
    return sender_in(scene.room, who, coordinator=None if scene.private else scene.room.coordinates(who))


def _event(
    event: Json,
    scene: Scene,
    action: Action,
    *,
    sender: Sender | None = None,
    name: str | None = None,
    message: str | None = None,
    thread: str = "",
    **more: Any,
) -> Incoming:
    room, is_text = scene.room, action in (Action.TEXT, Action.EDIT)
    return Incoming(
        own_account=scene.own_account,
        event=name or str(event["event_id"]),
        said_at=at(event),
        sender=sender or _sender(scene, str(event["sender"])),
        action=action,
        place=None if scene.private else Place(NAME, "", room.id, thread),
        private=scene.private,
        message_id=message,
        link=scene.link(message) if message is not None and is_text else None,
        relayed_from=_relayed_from(event),
        prefix=PREFIX,
        bot_name=room.called(scene.me),
        **more,
    )
