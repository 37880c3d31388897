"""What a bot learns about chats and their members, and the few things that it may change there."""

from __future__ import annotations

from tests.telegram_server import delivery, shown
from tests.telegram_server.methods import Call, method
from tests.telegram_server.methods.reach import Access, chat_of
from tests.telegram_server.refusal import Json, bad
from tests.telegram_server.world import BASIC_RIGHTS, Chat, Kind, Member, Status

# setChatPermissions, `use_independent_chat_permissions`: without it, these imply the simple ones.
_WIDE = {"can_send_other_messages", "can_add_web_page_previews"}
# Type ChatPermissions: "If omitted, defaults to the value of ...".
_FOLLOWS = {
    "can_react_to_messages": "can_send_messages",
    "can_edit_tag": "can_pin_messages",
    "can_manage_topics": "can_pin_messages",
}
_MEDIA = (
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
)


@method("getChat")
def get_chat(call: Call) -> Json:
    return shown.full_chat(chat_of(call, Access.READ))


@method("getChatMember")
def get_chat_member(call: Call) -> Json:
    """ "The method is only guaranteed to work for other users if the bot is an administrator in the chat." """
    user_id = call.given["user_id"]
    own = user_id == call.bot.person.id
    chat = chat_of(call, Access.READ if own else _members_access(call))
    person = call.world.people.get(user_id)
    if person is None or (user_id not in chat.members and not call.world.knows(call.bot, person)):
        raise bad("PARTICIPANT_ID_INVALID" if chat.kind is Kind.SUPERGROUP else "user not found")
    if chat.kind is Kind.PRIVATE:
        return shown.member(Member(person, Status.MEMBER), chat)
    if not own and chat.hides_members and not chat.member(call.bot.person).is_admin:
        raise bad("CHAT_ADMIN_REQUIRED")
    return _shown(call, chat, chat.member(person))


@method("getChatAdministrators")
def get_chat_administrators(call: Call) -> list[Json]:
    """`return_bots`: "By default, bots other than the current bot are omitted." """
    chat = chat_of(call, _members_access(call))
    if chat.kind is Kind.PRIVATE:
        raise bad("there are no administrators in the private chat")
    bots = call.get("return_bots", False)
    admins = [member for member in chat.members.values() if member.is_admin]
    return [
        _shown(call, chat, member)
        for member in admins
        if bots or not member.person.is_bot or member.person is call.bot.person
    ]


@method("getChatMemberCount")
def get_chat_member_count(call: Call) -> int:
    chat = chat_of(call, _members_access(call))
    return 2 if chat.kind is Kind.PRIVATE else len(chat.people())


def _members_access(call: Call) -> Access:
    """The list of members of a basic group that moved or is gone cannot be read."""
    chat = call.world.chats.get(call.given["chat_id"]) if isinstance(call.given["chat_id"], int) else None
    return Access.WRITE if chat is not None and chat.kind is Kind.GROUP else Access.READ


def _shown(call: Call, chat: Chat, member: Member) -> Json:
    return shown.member(member, chat)


@method("leaveChat")
def leave_chat(call: Call) -> bool:
    chat = chat_of(call, Access.EDIT)
    if chat.kind is Kind.PRIVATE:
        raise bad("chat member status can't be changed in private chats")
    person = call.bot.person
    before = delivery.copied(chat.member(person))
    chat.members[person.id] = after = delivery.left(person, kicked=False)
    delivery.membership(call.world, chat, person, before, after)
    delivery.service(call.world, chat, person, {"left_chat_member": shown.user(person)}, also=call.bot)
    return True


@method("setChatPermissions")
def set_chat_permissions(call: Call) -> bool:
    """ "The bot must be an administrator in the group or a supergroup for this to work and must have the
    can_restrict_members administrator rights." """
    chat = chat_of(call, Access.WRITE)
    if not chat.is_group:
        raise bad("can't change private chat permissions" if chat.person else "can't change channel chat permissions")
    if not chat.member(call.bot.person).may("can_restrict_members"):
        raise bad("not enough rights to change chat permissions")
    asked = call.given["permissions"]
    given = {name: bool(asked.get(name, asked.get(_FOLLOWS.get(name, ""), False))) for name in BASIC_RIGHTS}
    if not call.get("use_independent_chat_permissions", False):
        if any(given[name] for name in _WIDE):
            given |= dict.fromkeys((*_MEDIA, "can_send_messages"), True)
        if given["can_send_polls"]:
            given["can_send_messages"] = True
    chat.permissions = given
    call.world.changed()
    return True
