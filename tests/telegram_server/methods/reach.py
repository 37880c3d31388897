"""Finds the chat and the message that a request means, and refuses where the bot may not go."""

from __future__ import annotations

from enum import IntEnum

from tests.telegram_server.methods import Call
from tests.telegram_server.refusal import Json, Refusal, bad, forbidden
from tests.telegram_server.text import named
from tests.telegram_server.world import GENERAL, Chat, Kind, Message, Person, Status, Topic


class Access(IntEnum):
    READ = 1
    EDIT = 2
    WRITE = 3


def chat_of(call: Call, access: Access, name: str = "chat_id") -> Chat:
    """The chat of a request. Raises a Refusal."""
    given = call.given[name]
    if isinstance(given, str):
        # "Unique identifier for the target chat or username of the target channel": never a person's username.
        found = call.world.named(given) if given.startswith("@") else None
    elif given > 0:
        return _private(call, given, access)
    else:
        found = call.world.chats.get(given)
    if found is None or call.bot.person.id not in found.members:
        raise bad("chat not found")
    _check_group(call, found, access)
    return found


def _private(call: Call, person_id: int, access: Access) -> Chat:
    person = call.world.people.get(person_id)
    if person is None or not call.world.knows(call.bot, person):
        raise bad("chat not found")
    chat = call.world.private_chat(call.bot, person)
    if access is Access.READ:
        return chat
    if person.gone:
        raise forbidden("user is deactivated")
    if person.is_bot:
        raise forbidden("bot can't send messages to bots")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        # Bots FAQ: bots can't start conversations with users; a user must either add them to a group or message first.
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def _check_group(call: Call, chat: Chat, access: Access) -> None:
    if chat.moved_to is not None and access is Access.WRITE:
        # Type ResponseParameters, `migrate_to_chat_id`.
        raise Refusal(400, "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.moved_to.id})
    if chat.gone and access is Access.WRITE:
        raise forbidden("the group chat was deleted")
    # In basic groups the past can still be read; a supergroup is closed to whoever is out.
    if access is Access.READ and chat.kind is Kind.GROUP:
        return
    member = chat.member(call.bot.person)
    if member.status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {chat.kind.value} chat")
    if not member.is_in:
        raise forbidden(f"bot is not a member of the {chat.kind.value} chat")


def topic_of(call: Call, chat: Chat) -> Topic | None:
    """sendMessage, `message_thread_id`: "for forum supergroups and private chats of bots with forum topic mode enabled
    only"; in other chats Telegram ignores it. The General topic has no thread."""
    thread = call.get("message_thread_id")
    if not thread or not chat.forum:
        return None
    topic = chat.topics.get(thread)
    if thread == GENERAL or topic is None or topic.deleted:
        raise bad("message thread not found")
    return topic


def check_may_write(call: Call, chat: Chat, topic: Topic | None, what: str = "can_send_messages") -> None:
    """Whether the chat lets the bot write. Administrators always may."""
    if chat.kind is Kind.PRIVATE:
        return
    member = chat.member(call.bot.person)
    # "This topic was closed, you can't send messages to it anymore" (errors of messages.sendMessage, TOPIC_CLOSED).
    # General can be closed like any other (closeGeneralForumTopic; hideGeneralForumTopic closes it as well).
    where = topic or (chat.general if chat.forum else None)
    if where is not None and where.closed and not member.may("can_manage_topics"):
        raise bad("TOPIC_CLOSED")
    kind = "text messages" if what == "can_send_messages" else f"{what.removeprefix('can_send_')}"
    if not member.is_admin:
        allowed = what in member.rights if member.status is Status.RESTRICTED else chat.permissions.get(what, False)
        if chat.kind is Kind.CHANNEL:
            raise bad("need administrator rights in the channel chat")
        if not allowed:
            raise bad(f"not enough rights to send {kind} to the chat")


def message_of(call: Call, chat: Chat, purpose: str) -> Message:
    """The message of a request, unless it is gone. `purpose`: as in "message to edit not found"."""
    message_id = call.get("message_id")
    if not message_id:
        raise bad("message identifier is not specified", strange=True)
    message = chat.existing(message_id)
    if message is None:
        raise bad(f"{purpose} not found")
    return message


def with_names(call: Call, chat: Chat, entities: list[Json]) -> list[Json]:
    """The entities of a text in this chat, with the people whom the bot may name without a username."""
    if not any(entity["type"] == "text_mention" for entity in entities):
        return entities
    world, bot = call.world, call.bot
    known: dict[int, Person] = {person_id: member.person for person_id, member in chat.members.items()}
    known |= {person: world.people[person] for (of, person) in world.private if of == bot.person.id}
    known |= {press.person.id: press.person for press in world.presses.values() if press.bot == bot.person.id}
    return named(entities, known)
