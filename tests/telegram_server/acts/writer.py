"""Under which name somebody writes, where, and whether the group lets them."""

from __future__ import annotations

from tests.telegram_server import delivery, shown
from tests.telegram_server.acts import Acts
from tests.telegram_server.refusal import Json
from tests.telegram_server.text import found, offset_of, units
from tests.telegram_server.world import (
    ANONYMOUS_ADMIN,
    CHANNEL_BOT,
    Chat,
    Impossible,
    Kind,
    Member,
    Message,
    Person,
    Status,
    Topic,
)


class Writer(Acts):
    def _open(self, where: Chat, writer: Person) -> None:
        if where.kind is Kind.PRIVATE:
            if where.blocked:
                raise Impossible(f"{writer.name} has blocked the bot")
            where.started = True
        elif where.moved_to is not None or where.gone:
            raise Impossible(f"nobody can write into {where.title} any more")

    def _blocked(self, person: int, bot: int, blocked: bool) -> None:
        who, whom = self._person(person), self._bot(bot)
        chat = self._world.private_chat(whom, who)
        if chat.blocked != blocked:
            chat.blocked = blocked
            states = Member(whom.person, Status.MEMBER), Member(whom.person, Status.KICKED)
            old, new = states if blocked else states[::-1]
            delivery.membership(self._world, chat, who, old, new)

    def _topic(self, where: Chat, topic: int | None, answered: Message | None) -> Topic | None:
        if topic is None:
            return answered.topic if answered is not None else None
        opened = where.topics.get(topic)
        if opened is None or opened.deleted:
            raise Impossible(f"there is no topic {topic}")
        return opened

    def _speaks_as(self, said: Message, writer: Person, where: Chat, as_chat: int | None) -> None:
        """Type Message, `sender_chat`, and `from` with its fake senders."""
        anonymous = where.kind is not Kind.PRIVATE and where.member(writer).anonymous
        if where.kind is Kind.CHANNEL:
            said.sender, said.sender_chat = None, where
        elif (as_chat is None and anonymous) or as_chat == where.id:
            said.sender, said.sender_chat = ANONYMOUS_ADMIN, where
            if title := where.member(writer).title:
                said.extra = {"author_signature": title}
        elif as_chat is not None:
            said.sender, said.sender_chat = CHANNEL_BOT, self._group(as_chat)

    def _check_may_write(self, said: Message, writer: Person, where: Chat) -> None:
        if where.kind is Kind.PRIVATE:
            return
        member = self._member(writer, where)
        topic = said.topic or (where.general if where.forum else None)
        if topic is not None and topic.closed and not member.may("can_manage_topics"):
            raise Impossible(f"the topic {topic.name} is closed")
        muted = member.status is Status.RESTRICTED and "can_send_messages" not in member.rights
        if not member.is_admin and (muted or not where.permissions["can_send_messages"]):
            raise Impossible(f"{writer.name} may not write in {where.title}")

    def _entities(self, text: str, mentions: dict[str, int]) -> list[Json]:
        marks: list[Json] = []
        for words, person in mentions.items():
            start = text.index(words)
            mark: Json = {"type": "text_mention", "offset": offset_of(text, start), "length": units(words)}
            marks.append(mark | {"user": shown.user(self._person(person))})
        return sorted(marks + found(text, marks), key=lambda e: (e["offset"], -e["length"]))
