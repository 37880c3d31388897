"""The world behind the server: people, bots, chats, topics, messages, and who may do what where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.telegram_server.refusal import Json

GENERAL = 1  # the topic that every forum has; its messages carry no thread
BASIC_RIGHTS = (  # type ChatPermissions
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
USUAL_ADMIN_RIGHTS = frozenset(
    {
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
    }
)


class Kind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


@dataclass(eq=False)
class Person:
    """Somebody with an account; bots have one, too."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    gone: bool = False  # the account was deleted

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


# Accounts that Telegram itself writes with. Bot API, type Message, `from`: "may contain a fake sender user in
# non-channel chats" where a message was sent on behalf of a chat.
TELEGRAM = Person(777000, "Telegram")
ANONYMOUS_ADMIN = Person(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = Person(136817688, "Channel", username="Channel_Bot", is_bot=True)


@dataclass(eq=False)
class Member:
    person: Person
    status: Status
    rights: frozenset[str] = frozenset()
    anonymous: bool = False
    title: str = ""
    is_member: bool = True  # only asked of the restricted
    private: bool = True  # a bot that was in privacy mode when it was added

    @property
    def is_in(self) -> bool:
        if self.status is Status.RESTRICTED:
            return self.is_member
        return self.status in {Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER}

    @property
    def is_admin(self) -> bool:
        return self.status in {Status.CREATOR, Status.ADMINISTRATOR}

    def may(self, right: str) -> bool:
        return self.status is Status.CREATOR or (self.status is Status.ADMINISTRATOR and right in self.rights)


@dataclass(eq=False)
class Topic:
    id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(eq=False)
class Message:
    """`sender` is who it seems to be from, `writer` who really wrote it. `extra`: what is neither text nor buttons."""

    id: int
    chat: Chat
    date: int
    sender: Person | None
    writer: Person | None
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    sender_chat: Chat | None = None
    reply_to: Message | None = None
    topic: Topic | None = None
    thread: int | None = None  # of a chain of replies where there are no topics
    buttons: list[list[Json]] = field(default_factory=list)
    other_markup: Json | None = None
    silent: bool = False
    edited: int | None = None
    deleted: bool = False
    service: bool = False
    for_person: Person | None = None  # an ephemeral message: only this person sees it
    ephemeral_id: int | None = None
    meant_for: set[int] = field(default_factory=set)  # the bots to which it was addressed
    reactions: dict[int, list[Json]] = field(default_factory=dict)  # by the person, bot or chat that reacted
    extra: Json = field(default_factory=dict)

    @property
    def has_text(self) -> bool:
        return not self.service and "caption" not in self.extra and not self.is_media

    @property
    def is_media(self) -> bool:
        return bool({"photo", "document"} & self.extra.keys())


@dataclass(eq=False)
class Chat:
    id: int
    kind: Kind
    title: str = ""
    username: str = ""
    forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    permissions: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(BASIC_RIGHTS, True))
    messages: dict[int, Message] = field(default_factory=dict)
    ephemeral: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    general: Topic = field(default_factory=lambda: Topic(GENERAL, "General"))
    reactions: frozenset[str] | None = None  # those that are allowed; None: all
    moved_to: Chat | None = None
    gone: bool = False
    hides_members: bool = False
    last_bot: int | None = None  # which bot spoke last
    ids: Iterator[int] = field(default_factory=lambda: iter(range(1, 1 << 31)))
    # of a private chat
    person: Person | None = None
    bot: int = 0
    started: bool = False
    blocked: bool = False

    @property
    def is_group(self) -> bool:
        return self.kind in {Kind.GROUP, Kind.SUPERGROUP}

    def member(self, person: Person) -> Member:
        return self.members.get(person.id) or Member(person, Status.LEFT)

    def people(self) -> list[Person]:
        return [member.person for member in self.members.values() if member.is_in]

    def existing(self, message_id: int) -> Message | None:
        found = self.messages.get(message_id)
        return None if found is None or found.deleted else found


@dataclass(eq=False)
class Press:
    """A button that was pressed and waits for its answer."""

    id: str
    person: Person
    message: Message
    bot: int
    at: float
    data: str
    answer: dict[str, Any] | None = None


class Impossible(Exception):
    """People cannot do this on Telegram: their app offers it not, or the group does not let them."""
