"""New messages of a bot: texts, pictures, files, in a group, a topic, in private, or for one person's eyes."""

from __future__ import annotations

from typing import Any

from tests.telegram_server import delivery, shown
from tests.telegram_server.keyboard import inline_keyboard, other_markup
from tests.telegram_server.methods import Call, method
from tests.telegram_server.methods.reach import (
    Access,
    chat_of,
    check_may_write,
    topic_of,
    with_names,
)
from tests.telegram_server.refusal import Json, bad
from tests.telegram_server.schema import Upload
from tests.telegram_server.text import CAPTION, TEXT, formatted
from tests.telegram_server.world import Chat, Kind, Message, Topic

_REPLY_WINDOW = 15  # seconds: ReplyParameters, `ephemeral_message_id`
_LARGEST_PHOTO, _LARGEST_FILE = 10 << 20, 50 << 20  # "Sending files": 10 MB max size for photos, 50 MB for other files
_WITHOUT_MODEL = {"business_connection_id", "direct_messages_topic_id", "suggested_post_parameters"}


@method("sendMessage")
def send_message(call: Call) -> Json:
    if not call.given["text"]:
        raise bad("message text is empty")
    return _send(call, call.given["text"], call.get("entities", []), TEXT, "can_send_messages", {})


@method("sendPhoto")
def send_photo(call: Call) -> Json:
    file = _file(call, "photo", _LARGEST_PHOTO)
    sizes = [file | {"width": 90, "height": 60}, file | {"width": 1280, "height": 853}]
    return _send_file(call, {"photo": sizes}, "can_send_photos")


@method("sendDocument")
def send_document(call: Call) -> Json:
    file = _file(call, "document", _LARGEST_FILE)
    given: str | Upload = call.given["document"]
    if isinstance(given, Upload):
        file |= {"file_name": given.name, "mime_type": given.kind}
    return _send_file(call, {"document": file}, "can_send_documents")


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    check_may_write(call, chat := chat_of(call, Access.WRITE), topic_of(call, chat))
    return True


@method("getFile")
def get_file(call: Call) -> Json:
    if call.given["file_id"] not in call.world.files:
        raise bad("invalid file_id")
    name, content = call.world.files[call.given["file_id"]]
    return _ids(call.given["file_id"]) | {"file_size": len(content), "file_path": f"{call.given['file_id']}/{name}"}


def _send_file(call: Call, extra: Json, right: str) -> Json:
    given, caption = call.get("caption", ""), call.get("caption_entities", [])
    return _send(call, given, caption, CAPTION, right, extra)


def _send(call: Call, given: str, entities: list[Json], limit: int, right: str, extra: Json) -> Json:
    for name in _WITHOUT_MODEL & call.given.keys():
        raise bad(f"{name} is not modelled by this server", strange=True)
    # Telegram reads the text and the buttons before it looks at the chat.
    text, marks = formatted(given, call.get("parse_mode", ""), entities, limit)
    buttons, other = inline_keyboard(call.get("reply_markup")), other_markup(call.get("reply_markup"))
    if limit == TEXT and not text:
        raise bad("text must be non-empty")
    chat = chat_of(call, Access.WRITE)
    marks = with_names(call, chat, marks)
    topic = topic_of(call, chat)
    answered = _answered(call, chat)
    if answered is not None and topic is None:
        topic = answered.topic
    check_may_write(call, chat, topic, right)
    call.limits.count(call.bot.person.id, chat)
    if limit == CAPTION:
        extra = extra | ({"caption": text} if text else {}) | ({"caption_entities": marks} if marks else {})
        text, marks = "", []
    said = Message(0, chat, call.world.clock.unix(), call.bot.person, call.bot.person, text, marks, topic=topic)
    said.reply_to, said.buttons, said.other_markup, said.extra = answered, buttons, other, extra
    said.silent = call.get("disable_notification", False)
    said.thread = _thread(chat, topic, answered)
    _keep(call, said)
    delivery.message(call.world, said)
    return shown.message(said)


def _keep(call: Call, said: Message) -> None:
    chat = said.chat
    only = call.get("ephemeral_message_parameters")
    if only is None:
        said.id = next(chat.ids)
        chat.messages[said.id] = said
        chat.last_bot = call.bot.person.id
        return
    # Type EphemeralMessageParameters; groups and supergroups only.
    if not chat.is_group:
        raise bad("ephemeral messages can be sent only to groups")
    member = chat.members.get(only["receiver_user_id"])
    if member is None or not member.is_in or member.person.is_bot:
        raise bad("USER_NOT_PARTICIPANT")
    _check_press(call, only.get("callback_query_id"))
    said.for_person, said.ephemeral_id = member.person, len(chat.ephemeral) + 1
    chat.ephemeral[said.ephemeral_id] = said


def _check_press(call: Call, press_id: str | None) -> None:
    if press_id is None:
        return
    press = call.world.presses.get(press_id)
    if press is None or press.bot != call.bot.person.id or call.world.clock.now() > press.at + _REPLY_WINDOW:
        raise bad("query is too old and response timeout expired or query ID is invalid")


def _answered(call: Call, chat: Chat) -> Message | None:
    """Type ReplyParameters."""
    reply: Json | None = call.get("reply_parameters")
    if reply is None:
        return None
    if "chat_id" in reply or "quote" in reply:
        raise bad("replies into other chats and quotes are not modelled by this server", strange=True)
    if (ephemeral := reply.get("ephemeral_message_id")) is not None:
        found = chat.ephemeral.get(ephemeral)
        # "A reply to an ephemeral message must itself be an ephemeral message. An ephemeral message may only be
        # replied to within 15 seconds of being sent."
        late = found is not None and call.world.clock.now() > found.date + _REPLY_WINDOW
        if found is None or late or "ephemeral_message_parameters" not in call.given:
            raise bad("message to be replied not found")
        return found
    found = chat.existing(reply.get("message_id", 0))
    if found is None and not reply.get("allow_sending_without_reply", False):
        raise bad("message to be replied not found")
    return found


def _thread(chat: Chat, topic: Topic | None, answered: Message | None) -> int | None:
    """In supergroups without topics, replies hang together in threads. Nobody can send into these."""
    if chat.kind is not Kind.SUPERGROUP or topic is not None or answered is None:
        return None
    return answered.thread or answered.id


def _ids(file_id: str) -> Json:
    return {"file_id": file_id, "file_unique_id": file_id[-12:]}


def _file(call: Call, name: str, largest: int) -> Json:
    """ "Sending files": a file that is known already, an address, or an upload."""
    given: Any = call.given[name]
    if isinstance(given, str):
        if given in call.world.files:
            return _ids(given) | {"file_size": len(call.world.files[given][1])}
        if given.startswith(("http://", "https://")):
            raise bad("failed to get HTTP URL content")
        raise bad("wrong file identifier/HTTP URL specified")
    assert isinstance(given, Upload)
    if not given.content:
        raise bad("file must be non-empty")
    if len(given.content) > largest:
        raise bad("file is too big" if name == "document" else "photo is too big")
    file_id = f"file{call.world.changes}-{len(call.world.files):012d}"
    call.world.files[file_id] = (given.name, given.content)
    return _ids(file_id) | {"file_size": len(given.content)}
