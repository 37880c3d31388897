"""What Telegram says that happened, as the house hears it. Nothing here talks to Telegram, and no rule lives here.

Updates are read as they came: the library would make some ten objects of each, and most of them are chatter. The names
of the fields are those of the Bot API; one that has no place in an update is an error, which `listening` sets aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from telegram import MessageEntity, User
from telegram.constants import ChatMemberStatus, ChatType

from domain.message import Action, Forward, Incoming, Original, Place, Sender

Json = Mapping[str, Any]
NAME = "telegram"
_CHOICE = re.compile(r"[0-9]{1,18}")  # what `sending.keyboard` writes on a button; ids have 64 bits
_THERE = frozenset({ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER})
_COORDINATES = frozenset({ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER})
_LINKED_CHANNEL = 777000  # posts of the linked channel, "Service notifications"
_NOBODY = frozenset({_LINKED_CHANNEL, 1087968824, 136817688})  # GroupAnonymousBot, Channel_Bot: no persons


def heard(update: Json, me: User, now: datetime) -> Iterator[Incoming]:
    """The events in an update that the house may care about; none in most of them. `me` is the bot; a press, of which
    Telegram does not say when it was, is taken for `now`."""
    match update:
        case {"message": message}:
            yield from _of_message(update, message, me)
        case {"edited_message": message}:
            yield from _written(update, message, me, Action.EDIT)
        case {"callback_query": query}:
            yield from _pressed(update, query, me, now)
        case {"message_reaction": reaction}:
            yield from _reacted(update, reaction, me)
        case {"my_chat_member": change}:
            yield from _bot_moved(update, change, me)
        case {"chat_member": change}:
            yield from _person_moved(update, change, me)


def place_of(chat: Json, message: Json | None = None) -> Place:
    """A group, or one topic of it: other messages carry a thread as well, which is none of their business."""
    thread = message.get("message_thread_id") if message is not None and message.get("is_topic_message") else None
    return Place(NAME, "", str(chat["id"]), "" if thread is None else str(thread))


def link_to(chat: Json, message_id: int) -> str | None:
    """The address of a message, where Telegram has one: in supergroups."""
    if chat["type"] != ChatType.SUPERGROUP:
        return None
    if name := chat.get("username"):
        return f"https://t.me/{name}/{message_id}"
    return f"https://t.me/c/{str(chat['id']).removeprefix('-100')}/{message_id}"


def ephemeral(message: Json) -> str | None:
    """The id of a message that one person alone sees; it has no other number. (Bot API, "Ephemeral messages and
    commands")"""
    number = message.get("ephemeral_message_id")
    return f"e{number}" if number is not None else None


def sender_of(user: Json, *, coordinator: bool | None = None, reachable: bool | None = None) -> Sender:
    account, handle = str(user["id"]), user.get("username")
    name = f"{user['first_name']} {user.get('last_name') or ''}".strip() or handle or account
    return Sender(NAME, "", account, name, handle, coordinator, reachable, user.get("language_code"))


def moved(me: User, was: int | str, to: int | str, now: datetime) -> Incoming:
    """A group became a supergroup, and has another id since. Told twice and by refusals as well: it is one event."""
    return Incoming(
        own_account=f"{NAME}:{me.id}",
        event=f"moved:{was}:{to}",
        said_at=now,
        sender=sender_of(me.to_dict()),
        action=Action.MOVED,
        place=Place(NAME, "", str(was)),
        to=Place(NAME, "", str(to)),
    )


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _of_message(update: Json, message: Json, me: User) -> Iterator[Incoming]:
    chat, at = message["chat"], _at(message["date"])
    if (to := message.get("migrate_to_chat_id")) is not None:
        yield moved(me, chat["id"], to, at)
    if (was := message.get("migrate_from_chat_id")) is not None:
        yield moved(me, was, chat["id"], at)
    for place, user in enumerate(message.get("new_chat_members", ())):
        if user["id"] != me.id and not user["is_bot"]:
            yield _event(update, me, user, Action.JOIN, chat, at, suffix=f":{place}")
    gone = message.get("left_chat_member")
    if gone is not None and gone["id"] != me.id and not gone["is_bot"]:
        yield _event(update, me, gone, Action.LEAVE, chat, at)
    yield from _written(update, message, me, Action.TEXT)


def _written(update: Json, message: Json, me: User, action: Action) -> Iterator[Incoming]:
    user, words = message.get("from"), "text" if "text" in message else "caption"
    if user is None or user["is_bot"] or user["id"] in _NOBODY:
        return
    forwarded = _forwarded(message) if action is Action.TEXT and message["chat"]["type"] == ChatType.PRIVATE else None
    if forwarded is None and (words not in message or "forward_origin" in message):
        return
    entities = message.get("entities" if words == "text" else "caption_entities", ())
    said_at = message.get("edit_date") if action is Action.EDIT else None
    heard = _event(
        update,
        me,
        user,
        action,
        message["chat"],
        _at(message["date"] if said_at is None else said_at),
        message=message,
        text=named(message.get(words, ""), entities),
        answers=_answered(message),
        mentions=tuple(picked(message.get(words, ""), entities)),
        forwarded=forwarded,
    )
    yield replace(heard, first_said_at=_at(message["date"])) if action is Action.EDIT else heard


def _forwarded(message: Json) -> Forward | None:
    """Somebody else's message, as Telegram says whose it is: a person's, one of somebody who does not want to be linked
    to, one in the name of a group, or a channel's. (Bot API, "MessageOrigin")"""
    text = message.get("text") or message.get("caption") or ""
    match message.get("forward_origin"):
        case {"type": "user", "sender_user": user}:
            by = sender_of(user)
            return Forward(text, None if user["is_bot"] else by, by.name)
        case {"type": "hidden_user", "sender_user_name": name}:
            return Forward(text, None, name)
        case {"type": "chat", "sender_chat": chat}:
            return Forward(text, None, chat.get("title") or "")
        case {"type": "channel", "chat": chat, "message_id": number}:
            link = f"https://t.me/{chat['username']}/{number}" if chat.get("username") else None
            return Forward(text, None, chat.get("title") or "", link)
        case {}:
            return Forward(text)
    return None


def named(text: str, entities: Sequence[Json]) -> str:
    """The text with the names of mentioned people who have no username as others type them: @Marie, @"Marie Claire"."""
    mentions = [(each["offset"], each["length"]) for each in entities if each["type"] == MessageEntity.TEXT_MENTION]
    units = text.encode("utf-16-le", "replace")
    for offset, length in sorted(mentions, reverse=True):
        start, end = 2 * offset, 2 * (offset + length)
        name = units[start:end].decode("utf-16-le", "replace").removeprefix("@").strip()
        typed = f'@"{name}"' if " " in name and '"' not in name else f"@{name}"
        units = units[:start] + typed.encode("utf-16-le", "replace") + units[end:]
    return units.decode("utf-16-le", "replace")


def picked(text: str, entities: Sequence[Json]) -> Iterator[Sender]:
    """Those people, each under the name that stands in the text."""
    mentions = [each for each in entities if each["type"] == MessageEntity.TEXT_MENTION and "user" in each]
    units = text.encode("utf-16-le", "replace") if mentions else b""
    for each in mentions:
        name = units[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le", "replace")
        yield replace(sender_of(each["user"]), name=name.removeprefix("@").strip())


def _answered(message: Json) -> Original | None:
    """The message that this one answers. In a topic every message seems to answer the one that opened it."""
    original = message.get("reply_to_message")
    if original is None or "forum_topic_created" in original or ephemeral(original):
        return None
    number = original["message_id"]
    if message.get("is_topic_message") and number == message.get("message_thread_id"):
        return None
    words = original.get("text") or original.get("caption") or ""
    mine = "text" in original and message["from"]["id"] == original.get("from", {}).get("id")
    return Original(str(number), words, link_to(message["chat"], number), mine, _author(original))


def _author(original: Json) -> Sender | None:
    """Whoever wrote an answered message, of a forwarded one whoever wrote that; None: a bot, or nobody says."""
    if (forwarded := _forwarded(original)) is not None:
        return forwarded.author
    user = original.get("from")
    if user is None or user["is_bot"] or user["id"] in _NOBODY or "sender_chat" in original:
        return None
    return sender_of(user)


def _pressed(update: Json, query: Json, me: User, now: datetime) -> Iterator[Incoming]:
    message, data = query.get("message"), query.get("data", "")
    if message is None or _CHOICE.fullmatch(data) is None:
        return
    yield _event(
        update,
        me,
        query["from"],
        Action.PRESS,
        message["chat"],
        now,
        message=message if message["date"] else None,  # else it is too old, and nothing of it is told
        choice=int(data),
        origin=ephemeral(message) or str(message["message_id"]),
    )


def _reacted(update: Json, reaction: Json, me: User) -> Iterator[Incoming]:
    user, chat, number = reaction.get("user"), reaction["chat"], reaction["message_id"]
    if user is None or user["is_bot"]:
        return
    before = {each.get("emoji") for each in reaction["old_reaction"]}
    for each in reaction["new_reaction"]:
        emoji = each.get("emoji")
        if emoji is None or emoji in before:
            continue
        yield _event(
            update,
            me,
            user,
            Action.REACT,
            chat,
            _at(reaction["date"]),
            text=emoji,
            origin=str(number),
            answers=Original(str(number), "", link_to(chat, number)),
            suffix=f":{emoji}",
        )


def _bot_moved(update: Json, change: Json, me: User) -> Iterator[Incoming]:
    was, now = is_there(change["old_chat_member"]), is_there(change["new_chat_member"])
    chat = change["chat"]
    if chat["type"] == ChatType.CHANNEL or was == now:
        return
    action, title = Action.ADDED if now else Action.REMOVED, chat.get("title", "")
    yield _event(update, me, change["from"], action, chat, _at(change["date"]), title=title)


def _person_moved(update: Json, change: Json, me: User) -> Iterator[Incoming]:
    user, chat = change["new_chat_member"]["user"], change["chat"]
    if user["is_bot"] or chat["type"] == ChatType.CHANNEL:
        return
    was, now = is_there(change["old_chat_member"]), is_there(change["new_chat_member"])
    if was and now:
        action = Action.PROMOTE
    elif was != now:
        action = Action.JOIN if now else Action.LEAVE
    else:
        return
    coordinates = coordinates_openly(change["new_chat_member"])
    yield _event(update, me, user, action, chat, _at(change["date"]), coordinator=coordinates)


def coordinates_openly(member: Json) -> bool:
    """Does somebody administer the group, and show it? Who remains anonymous is named to nobody."""
    return member["status"] in _COORDINATES and not member.get("is_anonymous")


def is_there(member: Json) -> bool:
    """Is this member of a chat in it?"""
    return member["status"] in _THERE or bool(member.get("is_member"))


def _event(
    update: Json,
    me: User,
    user: Json,
    action: Action,
    chat: Json,
    said_at: datetime,
    *,
    message: Json | None = None,
    coordinator: bool | None = None,
    suffix: str = "",
    text: str = "",
    title: str = "",
    answers: Original | None = None,
    choice: int | None = None,
    origin: str | None = None,
    mentions: tuple[Sender, ...] = (),
    forwarded: Forward | None = None,
) -> Incoming:
    private = chat["type"] == ChatType.PRIVATE
    written = None
    if message is not None and action in (Action.TEXT, Action.EDIT) and not ephemeral(message):
        written = message["message_id"]  # one that nobody else sees can be neither answered nor reacted to later
    return Incoming(
        own_account=f"{NAME}:{me.id}",
        event=f"{update['update_id']}{suffix}",
        said_at=said_at,
        sender=sender_of(user, coordinator=coordinator, reachable=True if private else None),
        action=action,
        place=None if private else place_of(chat, message),
        private=private,
        text=text,
        message_id=None if written is None else str(written),
        link=None if written is None else link_to(chat, written),
        answers=answers,
        choice=choice,
        origin=origin,
        title=title,
        mentions=mentions,
        forwarded=forwarded,
        tells_forwards=True,
        bot_name=me.username or "",
    )
