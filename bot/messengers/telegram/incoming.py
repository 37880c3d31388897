"""What Telegram says that happened, as the house hears it. Nothing here talks to Telegram, and no rule lives here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ChatMemberUpdated,
    Message,
    MessageEntity,
    MessageReactionUpdated,
    Update,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType

from domain.message import Action, Incoming, Original, Place, Sender

NAME = "telegram"
_CHOICE = re.compile(r"[0-9]{1,18}")  # what `sending.keyboard` writes on a button; ids have 64 bits
_THERE = frozenset({ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER})
_COORDINATES = frozenset({ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER})
_LINKED_CHANNEL = 777000  # posts of the linked channel, "Service notifications"
_NOBODY = frozenset({_LINKED_CHANNEL, 1087968824, 136817688})  # GroupAnonymousBot, Channel_Bot: no persons


def heard(update: Update, me: User, now: datetime) -> Iterator[Incoming]:
    """The events in an update that the house may care about; none in most of them. `me` is the bot; a press, of which
    Telegram does not say when it was, is taken for `now`."""
    if update.message is not None:
        yield from _of_message(update, update.message, me)
    elif update.edited_message is not None:
        yield from _written(update, update.edited_message, me, Action.EDIT)
    elif update.callback_query is not None:
        yield from _pressed(update, update.callback_query, me, now)
    elif update.message_reaction is not None:
        yield from _reacted(update, update.message_reaction, me)
    elif update.my_chat_member is not None:
        yield from _bot_moved(update, update.my_chat_member, me)
    elif update.chat_member is not None:
        yield from _person_moved(update, update.chat_member, me)


def place_of(chat: Chat, message: Message | None = None) -> Place:
    """A group, or one topic of it: other messages carry a thread as well, which is none of their business."""
    is_topic = message is not None and message.is_topic_message and message.message_thread_id is not None
    return Place(NAME, "", str(chat.id), str(message.message_thread_id) if is_topic and message is not None else "")


def link_to(chat: Chat, message_id: int) -> str | None:
    """The address of a message, where Telegram has one: in supergroups."""
    if chat.type != ChatType.SUPERGROUP:
        return None
    if chat.username:
        return f"https://t.me/{chat.username}/{message_id}"
    return f"https://t.me/c/{str(chat.id).removeprefix('-100')}/{message_id}"


def ephemeral(fields: Mapping[str, Any]) -> str | None:
    """The id of a message that one person alone sees, from what the library does not know of it: such a message has no
    other number. (Bot API, "Ephemeral messages and commands")"""
    number = fields.get("ephemeral_message_id")
    return f"e{number}" if number is not None else None


def sender_of(user: User, *, coordinator: bool | None = None, reachable: bool | None = None) -> Sender:
    name = user.full_name.strip() or (user.username or str(user.id))
    return Sender(NAME, "", str(user.id), name, user.username, coordinator, reachable, user.language_code)


def moved(me: User, was: int | str, to: int | str, now: datetime) -> Incoming:
    """A group became a supergroup, and has another id since. Told twice and by refusals as well: it is one event."""
    return Incoming(
        own_account=f"{NAME}:{me.id}",
        event=f"moved:{was}:{to}",
        said_at=now,
        sender=sender_of(me),
        action=Action.MOVED,
        place=Place(NAME, "", str(was)),
        to=Place(NAME, "", str(to)),
    )


def _of_message(update: Update, message: Message, me: User) -> Iterator[Incoming]:
    if message.migrate_to_chat_id is not None:
        yield moved(me, message.chat.id, message.migrate_to_chat_id, message.date)
    if message.migrate_from_chat_id is not None:
        yield moved(me, message.migrate_from_chat_id, message.chat.id, message.date)
    for user in message.new_chat_members or ():
        if user.id != me.id and not user.is_bot:
            yield _event(update, me, user, Action.JOIN, message.chat, message.date, suffix=f":{user.id}")
    gone = message.left_chat_member
    if gone is not None and gone.id != me.id and not gone.is_bot:
        yield _event(update, me, gone, Action.LEAVE, message.chat, message.date)
    yield from _written(update, message, me, Action.TEXT)


def _written(update: Update, message: Message, me: User, action: Action) -> Iterator[Incoming]:
    user, text = message.from_user, message.text if message.text is not None else message.caption
    if text is None or user is None or user.is_bot or user.id in _NOBODY or message.forward_origin is not None:
        return
    entities = message.entities if message.text is not None else message.caption_entities
    yield _event(
        update,
        me,
        user,
        action,
        message.chat,
        message.edit_date or message.date if action is Action.EDIT else message.date,
        message=message,
        text=named(text, entities),
        answers=_answered(message),
        mentions=tuple(picked(text, entities)),
    )


def named(text: str, entities: tuple[MessageEntity, ...]) -> str:
    """The text with an @ before the names of mentioned people who have no username, as others type it."""
    units = text.encode("utf-16-le", "replace")
    for entity in sorted(entities, key=lambda each: each.offset, reverse=True):
        start = 2 * entity.offset
        if entity.type == MessageEntity.TEXT_MENTION and units[start : start + 2] != b"@\0":
            units = units[:start] + b"@\0" + units[start:]
    return units.decode("utf-16-le", "replace")


def picked(text: str, entities: tuple[MessageEntity, ...]) -> Iterator[Sender]:
    """Those people, each under the name that stands in the text."""
    units = text.encode("utf-16-le", "replace")
    for entity in entities:
        if entity.type == MessageEntity.TEXT_MENTION and entity.user is not None:
            name = units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")
            yield replace(sender_of(entity.user), name=name.removeprefix("@").strip())


def _answered(message: Message) -> Original | None:
    """The message that this one answers. In a topic every message seems to answer the one that opened it."""
    original = message.reply_to_message
    if original is None or original.forum_topic_created is not None or ephemeral(original.api_kwargs):
        return None
    if message.is_topic_message and original.message_id == message.message_thread_id:
        return None
    words = original.text or original.caption or ""
    return Original(str(original.message_id), words, link_to(message.chat, original.message_id))


def _pressed(update: Update, query: CallbackQuery, me: User, now: datetime) -> Iterator[Incoming]:
    message = query.message
    if message is None or _CHOICE.fullmatch(query.data or "") is None:
        return
    whole = message if isinstance(message, Message) else None
    yield _event(
        update,
        me,
        query.from_user,
        Action.PRESS,
        message.chat,
        now,
        message=whole,
        choice=int(query.data or 0),
        origin=ephemeral(message.api_kwargs) or str(message.message_id),
    )


def _reacted(update: Update, reaction: MessageReactionUpdated, me: User) -> Iterator[Incoming]:
    if reaction.user is None or reaction.user.is_bot:
        return
    before = {getattr(each, "emoji", None) for each in reaction.old_reaction}
    for each in reaction.new_reaction:
        emoji = getattr(each, "emoji", None)
        if emoji is None or emoji in before:
            continue
        yield _event(
            update,
            me,
            reaction.user,
            Action.REACT,
            reaction.chat,
            reaction.date,
            text=emoji,
            origin=str(reaction.message_id),
            answers=Original(str(reaction.message_id), "", link_to(reaction.chat, reaction.message_id)),
            suffix=f":{emoji}",
        )


def _bot_moved(update: Update, change: ChatMemberUpdated, me: User) -> Iterator[Incoming]:
    was, now = _is_there(change, old=True), _is_there(change, old=False)
    if change.chat.type == ChatType.CHANNEL or was == now:
        return
    action = Action.ADDED if now else Action.REMOVED
    title = change.chat.title or ""
    yield _event(update, me, change.from_user, action, change.chat, change.date, title=title)


def _person_moved(update: Update, change: ChatMemberUpdated, me: User) -> Iterator[Incoming]:
    user = change.new_chat_member.user
    if user.is_bot or change.chat.type == ChatType.CHANNEL:
        return
    was, now = _is_there(change, old=True), _is_there(change, old=False)
    if was and now:
        action = Action.PROMOTE
    elif was != now:
        action = Action.JOIN if now else Action.LEAVE
    else:
        return
    coordinates = change.new_chat_member.status in _COORDINATES
    yield _event(update, me, user, action, change.chat, change.date, coordinator=coordinates)


def _is_there(change: ChatMemberUpdated, *, old: bool) -> bool:
    member = change.old_chat_member if old else change.new_chat_member
    return member.status in _THERE or bool(getattr(member, "is_member", False))


def _event(
    update: Update,
    me: User,
    user: User,
    action: Action,
    chat: Chat,
    said_at: datetime,
    *,
    message: Message | None = None,
    coordinator: bool | None = None,
    suffix: str = "",
    text: str = "",
    title: str = "",
    answers: Original | None = None,
    choice: int | None = None,
    origin: str | None = None,
    mentions: tuple[Sender, ...] = (),
) -> Incoming:
    private = chat.type == ChatType.PRIVATE
    written = message if action in (Action.TEXT, Action.EDIT) else None
    if written is not None and ephemeral(written.api_kwargs):
        written = None  # nobody else sees it: it can be neither answered nor reacted to later
    return Incoming(
        own_account=f"{NAME}:{me.id}",
        event=f"{update.update_id}{suffix}",
        said_at=said_at,
        sender=sender_of(user, coordinator=coordinator, reachable=True if private else None),
        action=action,
        place=None if private else place_of(chat, message),
        private=private,
        text=text,
        message_id=str(written.message_id) if written else None,
        link=link_to(chat, written.message_id) if written else None,
        answers=answers,
        choice=choice,
        origin=origin,
        title=title,
        mentions=mentions,
        bot_name=me.username or "",
    )
