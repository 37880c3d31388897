"""People, chats, members and messages in the shape in which the Bot API shows them to a bot."""

from __future__ import annotations

from tests.telegram_server.refusal import Json
from tests.telegram_server.schema import published
from tests.telegram_server.world import BASIC_RIGHTS, Chat, Kind, Member, Message, Person, Status


def user(person: Person) -> Json:
    shown: Json = {"id": person.id, "is_bot": person.is_bot, "first_name": person.first_name}
    for name in ("last_name", "username", "language_code"):
        if value := getattr(person, name):
            shown[name] = value
    return shown


def chat(shown_chat: Chat) -> Json:
    shown: Json = {"id": shown_chat.id, "type": shown_chat.kind.value}
    if shown_chat.person is not None:
        names = user(shown_chat.person)
        return shown | {n: names[n] for n in ("first_name", "last_name", "username") if n in names}
    shown["title"] = shown_chat.title
    if shown_chat.username:
        shown["username"] = shown_chat.username
    if shown_chat.forum:
        shown["is_forum"] = True
    return shown


def full_chat(shown_chat: Chat) -> Json:
    """Type ChatFullInfo, with the fields that are always there."""
    gifts = dict.fromkeys(published().required("AcceptedGiftTypes"), True)
    shown = chat(shown_chat) | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    if shown_chat.is_group:
        shown["permissions"] = dict(shown_chat.permissions)
    if shown_chat.hides_members:
        shown["has_hidden_members"] = True
    if shown_chat.reactions is not None:
        # "Optional. List of available reactions allowed in the chat. If omitted, then all emoji reactions are allowed."
        shown["available_reactions"] = [{"type": "emoji", "emoji": each} for each in sorted(shown_chat.reactions)]
    return shown


def member(of: Member, in_chat: Chat, *, can_be_edited: bool = False) -> Json:
    """One of the six types of ChatMember."""
    shown: Json = {"status": of.status.value, "user": user(of.person)}
    match of.status:
        case Status.CREATOR:
            shown["is_anonymous"] = of.anonymous
        case Status.ADMINISTRATOR:
            required = published().required("ChatMemberAdministrator")
            rights = {name for name in required if name.startswith("can_")} | {"can_pin_messages"}
            if in_chat.kind is Kind.SUPERGROUP:
                rights.add("can_manage_topics")
            shown |= {name: name in of.rights for name in sorted(rights)}
            shown |= {"is_anonymous": of.anonymous, "can_be_edited": can_be_edited}
        case Status.RESTRICTED:
            shown |= {name: name in of.rights for name in BASIC_RIGHTS}
            shown |= {"is_member": of.is_member, "until_date": 0}
        case Status.KICKED:
            shown["until_date"] = 0
        case _:
            pass
    if of.title and of.is_admin:
        shown["custom_title"] = of.title
    return shown


def message(of: Message, *, replies: bool = True) -> Json:
    """Type Message. A message inside another one shows no further `reply_to_message` (its description)."""
    shown: Json = {
        "message_id": 0 if of.ephemeral_id is not None else of.id,  # "0 for ephemeral messages"
        "date": of.date,
        "chat": chat(of.chat),
    }
    if of.sender is not None:
        shown["from"] = user(of.sender)
    if of.sender_chat is not None:
        shown["sender_chat"] = chat(of.sender_chat)
    if of.topic is not None:
        shown |= {"message_thread_id": of.topic.id, "is_topic_message": True}
    elif of.thread is not None:
        shown["message_thread_id"] = of.thread
    if of.edited is not None:
        shown["edit_date"] = of.edited
    if of.ephemeral_id is not None and of.for_person is not None:
        shown |= {"ephemeral_message_id": of.ephemeral_id, "receiver_user": user(of.for_person)}
    if of.text:
        shown["text"] = of.text
        if of.entities:
            shown["entities"] = of.entities
    shown |= of.extra
    if of.buttons:
        shown["reply_markup"] = {"inline_keyboard": of.buttons}
    if replies and (answered := _answered(of)) is not None:
        shown["reply_to_message"] = message(answered, replies=False)
    return shown


def _answered(of: Message) -> Message | None:
    """In a topic, what answers nothing else seems to answer the message that opened the topic."""
    if of.reply_to is not None:
        return of.reply_to
    if of.topic is None or of.id == of.topic.id:
        return None
    return of.chat.messages.get(of.topic.id)


def inaccessible(of: Message) -> Json:
    """Type InaccessibleMessage: "Always 0. The field can be used to differentiate" (`date`)."""
    return {"chat": chat(of.chat), "message_id": of.id, "date": 0}
