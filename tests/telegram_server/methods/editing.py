"""What a bot does with messages that are there already: changes, deletes, reacts, answers a pressed button."""

from __future__ import annotations

from typing import Any

from tests.telegram_server import shown
from tests.telegram_server.keyboard import inline_keyboard
from tests.telegram_server.methods import Call, method
from tests.telegram_server.methods.reach import Access, chat_of, message_of, with_names
from tests.telegram_server.reactions import checked
from tests.telegram_server.refusal import Json, Refusal, bad
from tests.telegram_server.text import TEXT, formatted
from tests.telegram_server.world import Chat, Kind, Message

_TWO_DAYS = 48 * 3600
_PATIENCE = 15 * 60  # seconds in which a press can be answered; the documentation only says "soon"


def _not_modified() -> Refusal:
    return bad(
        "message is not modified: specified new message content and reply markup are exactly the same as a current "
        "content and reply markup of the message"
    )


@method("editMessageText")
def edit_message_text(call: Call) -> Json:
    given, buttons = _new_text(call)
    chat, message = _own(call)
    if not message.has_text:
        raise bad("there is no text in the message to edit")
    text, marks = given[0], with_names(call, chat, given[1])
    if (text, marks, buttons) == (message.text, message.entities, message.buttons):
        raise _not_modified()
    call.limits.count(call.bot.person.id, chat, edit=True)
    message.text, message.entities, message.buttons = text, marks, buttons
    message.edited = call.world.clock.unix()
    call.world.changed()
    return shown.message(message)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Json:
    buttons = inline_keyboard(call.get("reply_markup"))
    chat, message = _own(call)
    if buttons == message.buttons:
        raise _not_modified()
    call.limits.count(call.bot.person.id, chat, edit=True)
    message.buttons, message.edited = buttons, call.world.clock.unix()
    call.world.changed()
    return shown.message(message)


def _new_text(call: Call) -> tuple[tuple[str, list[Json]], list[list[Json]]]:
    if "rich_message" in call.given:
        raise bad("rich_message is not modelled by this server", strange=True)
    given = formatted(call.get("text", ""), call.get("parse_mode", ""), call.get("entities", []), TEXT)
    if not given[0]:
        raise bad("message text is empty")
    return given, inline_keyboard(call.get("reply_markup"))


def _own(call: Call) -> tuple[Chat, Message]:
    """editMessageText: a bot edits its own messages, and no others."""
    if "inline_message_id" in call.given or "chat_id" not in call.given:
        raise bad("message identifier is not specified", strange=True)
    chat = chat_of(call, Access.EDIT)
    message = message_of(call, chat, "message to edit")
    if message.writer is not call.bot.person or message.service or chat.moved_to is not None:
        raise bad("message can't be edited")
    return chat, message


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    _delete(call, chat := chat_of(call, Access.WRITE), message_of(call, chat, "message to delete"))
    call.world.changed()
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    """ "If some of the specified messages can't be found, they are skipped." """
    chat = chat_of(call, Access.WRITE)
    if not 1 <= len(call.given["message_ids"]) <= 100:
        raise bad("message identifiers are not specified", strange=True)
    for message in [found for each in call.given["message_ids"] if (found := chat.existing(each)) is not None]:
        _delete(call, chat, message)
    call.world.changed()
    return True


def _delete(call: Call, chat: Chat, message: Message) -> None:
    """The limitations that deleteMessage lists."""
    if call.world.clock.now() - message.date > _TWO_DAYS:
        # "A message can only be deleted if it was sent less than 48 hours ago."
        raise bad("message can't be deleted for everyone")
    opened = {"supergroup_chat_created", "forum_topic_created", "channel_chat_created", "migrate_from_chat_id"}
    if message.service and opened & message.extra.keys():
        # "Service messages about a supergroup, channel, or forum topic creation can't be deleted."
        raise bad("message can't be deleted")
    member = chat.member(call.bot.person)
    own = message.writer is call.bot.person
    # "If the bot is an administrator of a group, it can delete any message there. If the bot has can_delete_messages
    # administrator right in a supergroup or a channel, it can delete any message there."
    may = member.may("can_delete_messages") or (chat.kind is Kind.GROUP and member.is_admin)
    if not (own or may or chat.kind is Kind.PRIVATE):
        raise bad("message can't be deleted")
    message.deleted = True


@method("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    chat = chat_of(call, Access.EDIT)
    message = message_of(call, chat, "message to react")
    reactions = checked(call.get("reaction", []), chat)
    if message.service:
        raise bad("REACTION_INVALID")
    if reactions:
        message.reactions[call.bot.person.id] = reactions
    else:
        message.reactions.pop(call.bot.person.id, None)
    call.world.changed()
    return True


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    press = call.world.presses.get(call.given["callback_query_id"])
    late = press is not None and call.world.clock.now() > press.at + _PATIENCE
    if press is None or press.bot != call.bot.person.id or press.answer is not None or late:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(call.get("text", "")) > 200:
        raise bad("MESSAGE_TOO_LONG")  # `text`: "0-200 characters"
    if "url" in call.given and not call.given["url"].startswith(("https://t.me/", "http://t.me/", "tg://")):
        raise bad("URL_INVALID")
    press.answer = {name: call.get(name) for name in ("text", "show_alert", "url")}
    call.world.changed()
    return True


@method("editEphemeralMessageText")
def edit_ephemeral_message_text(call: Call) -> bool:
    given, buttons = _new_text(call)
    chat, message = _ephemeral(call, "message to edit")
    marks = with_names(call, chat, given[1])
    if (given[0], marks, buttons) == (message.text, message.entities, message.buttons):
        raise _not_modified()
    message.text, message.entities, message.buttons = given[0], marks, buttons
    message.edited = call.world.clock.unix()
    call.world.changed()
    return True


@method("editEphemeralMessageReplyMarkup")
def edit_ephemeral_message_reply_markup(call: Call) -> bool:
    buttons = inline_keyboard(call.get("reply_markup"))
    message = _ephemeral(call, "message to edit")[1]
    if buttons == message.buttons:
        raise _not_modified()
    message.buttons = buttons
    call.world.changed()
    return True


@method("deleteEphemeralMessage")
def delete_ephemeral_message(call: Call) -> bool:
    chat, message = _ephemeral(call, "message to delete")
    message.deleted = True
    del chat.ephemeral[int(call.given["ephemeral_message_id"])]
    call.world.changed()
    return True


def _ephemeral(call: Call, purpose: str) -> tuple[Chat, Message]:
    chat = chat_of(call, Access.WRITE)
    message: Any = chat.ephemeral.get(call.given["ephemeral_message_id"])
    if (
        message is None
        or message.writer is not call.bot.person
        or message.for_person.id != call.given["receiver_user_id"]
    ):
        raise bad(f"{purpose} not found")
    return chat, message
