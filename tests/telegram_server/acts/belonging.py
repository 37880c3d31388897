"""Who comes, goes, is added, removed, promoted, muted; and what administrators do with a group itself."""

from __future__ import annotations

from tests.telegram_server import delivery, shown
from tests.telegram_server.acts import Acts
from tests.telegram_server.refusal import Json
from tests.telegram_server.world import (
    ANONYMOUS_ADMIN,
    BASIC_RIGHTS,
    GENERAL,
    TELEGRAM,
    USUAL_ADMIN_RIGHTS,
    Chat,
    Impossible,
    Kind,
    Member,
    Message,
    Person,
    Status,
    Topic,
)


class Belonging(Acts):
    def joins(self, person: int, chat: int) -> None:
        who = self._person(person)
        self._enters(who, who, self._group(chat))

    def adds(self, by: int, chat: int, person: int, payload: str = "") -> None:
        """`payload`: a bot is added by a link with ?startgroup=, and greeted with it (Bot Features, "Deep linking")."""
        adder, where, whom = self._person(by), self._group(chat), self._person(person)
        member = self._member(adder, where)
        if not member.is_admin and not where.permissions["can_invite_users"]:
            raise Impossible(f"{adder.name} may not add anybody")
        self._enters(adder, whom, where)
        if payload:
            text = f"/start@{whom.username} {payload}"
            said = Message(next(where.ids), where, self._world.clock.unix(), adder, adder, text)
            said.entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
            where.messages[said.id] = said
            delivery.message(self._world, said)

    def leaves(self, person: int, chat: int) -> None:
        who = self._person(person)
        self._goes(who, who, self._group(chat), kicked=False)

    def removes(self, by: int, chat: int, person: int) -> None:
        remover, where = self._person(by), self._group(chat)
        self._admin(remover, where, "can_restrict_members")
        self._goes(remover, self._person(person), where, kicked=True)

    def promotes(
        self,
        by: int,
        chat: int,
        person: int,
        rights: list[str] | None = None,
        anonymous: bool = False,
        title: str = "",
    ) -> None:
        granted = USUAL_ADMIN_RIGHTS if rights is None else frozenset(rights) | {"can_manage_chat"}
        self._changes(by, chat, person, Status.ADMINISTRATOR, granted, anonymous, title)

    def demotes(self, by: int, chat: int, person: int) -> None:
        self._changes(by, chat, person, Status.MEMBER)

    def mutes(self, by: int, chat: int, person: int) -> None:
        """Takes away the right to write, of a person or a bot. Only supergroups can."""
        if self._group(chat).kind is not Kind.SUPERGROUP:
            raise Impossible("nobody can be muted in a basic group")
        self._changes(by, chat, person, Status.RESTRICTED, frozenset({"can_invite_users"}))

    def unmutes(self, by: int, chat: int, person: int) -> None:
        self._changes(by, chat, person, Status.MEMBER)

    # ---- the group itself

    def permits(self, by: int, chat: int, permissions: dict[str, bool]) -> None:
        """What members may do. No bot is told of it."""
        where = self._group(chat)
        self._admin(self._person(by), where, "can_restrict_members")
        where.permissions |= {name: permissions[name] for name in BASIC_RIGHTS if name in permissions}
        self._world.changed()

    def allows_reactions(self, chat: int, emoji: list[str] | None) -> None:
        """None: all. An empty list: reactions are off."""
        self._group(chat).reactions = None if emoji is None else frozenset(emoji)

    def retitles(self, by: int, chat: int, title: str) -> None:
        where = self._group(chat)
        self._admin(self._person(by), where, "can_change_info")
        where.title = title
        delivery.service(self._world, where, self._person(by), {"new_chat_title": title})

    def deletes_group(self, chat: int) -> None:
        self._group(chat).gone = True

    def migrates(self, by: int, chat: int, new_first: bool = False) -> int:
        """A basic group becomes a supergroup: a new chat with a new id, and a line in each of the two, in any order."""
        old = self._group(chat)
        who = self._member(self._person(by), old).person
        if old.kind is not Kind.GROUP or old.moved_to is not None:
            raise Impossible("only a basic group can become a supergroup, once")
        new = self._world.new_chat(Kind.SUPERGROUP, old.title)
        new.permissions, new.reactions = dict(old.permissions), old.reactions
        for person_id, member in old.members.items():
            if member.is_in:
                new.members[person_id] = delivery.copied(member)

        def tell_old() -> None:
            delivery.service(self._world, old, who, {"migrate_to_chat_id": new.id})

        def tell_new() -> None:
            said = Message(next(new.ids), new, self._world.clock.unix(), ANONYMOUS_ADMIN, None, sender_chat=new)
            said.service, said.extra = True, {"migrate_from_chat_id": old.id}
            new.messages[said.id] = said
            delivery.message(self._world, said)

        for tell in (tell_new, tell_old) if new_first else (tell_old, tell_new):
            tell()
        old.moved_to = new
        return new.id

    def becomes_forum(self, by: int, chat: int, on: bool = True) -> None:
        where = self._group(chat)
        self._admin(self._person(by), where, "can_change_info")
        if where.kind is not Kind.SUPERGROUP:
            raise Impossible("only supergroups have topics")
        where.forum = on

    def opens_topic(self, by: int, chat: int, name: str) -> int:
        where, who = self._group(chat), self._person(by)
        self._member(who, where)
        if not where.forum:
            raise Impossible(f"{where.title} has no topics")
        said = Message(next(where.ids), where, self._world.clock.unix(), who, who, service=True)
        said.extra = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        said.topic = where.topics[said.id] = Topic(said.id, name)
        where.messages[said.id] = said
        delivery.message(self._world, said)
        return said.id

    def closes_topic(self, by: int, chat: int, topic: int, closed: bool = True) -> None:
        where = self._group(chat)
        opened = where.general if topic == GENERAL else where.topics[topic]
        opened.closed = closed
        inside = None if topic == GENERAL else opened
        said = Message(
            next(where.ids), where, self._world.clock.unix(), self._person(by), self._person(by), topic=inside
        )
        said.service, said.extra = True, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
        where.messages[said.id] = said
        delivery.message(self._world, said)

    def deletes_topic(self, by: int, chat: int, topic: int) -> None:
        """All its messages go with it. No bot is told of it."""
        where = self._group(chat)
        self._admin(self._person(by), where, "can_delete_messages")
        where.topics[topic].deleted = True
        for message in where.messages.values():
            if message.topic is where.topics[topic]:
                message.deleted = True
        self._world.changed()

    def posts(self, person: int, channel: int, text: str, into: int | None = None) -> Json:
        """A post in a channel. `into`: the group that is linked to it, where it appears by itself."""
        source, who = self._group(channel), self._person(person)
        post = Message(next(source.ids), source, self._world.clock.unix(), None, who, text, sender_chat=source)
        source.messages[post.id] = post
        delivery.message(self._world, post)
        if into is None:
            return {"id": post.id, "ephemeral_id": None}
        group = self._group(into)
        said = Message(next(group.ids), group, post.date, TELEGRAM, None, text, sender_chat=source)
        origin = {"type": "channel", "chat": shown.chat(source), "message_id": post.id, "date": post.date}
        said.extra = {"is_automatic_forward": True, "forward_origin": origin}
        group.messages[said.id] = said
        delivery.message(self._world, said)
        return {"id": said.id, "ephemeral_id": None}

    # ---- what lies behind

    def _enters(self, by: Person, whom: Person, where: Chat) -> None:
        before = delivery.copied(where.member(whom))
        if before.is_in:
            raise Impossible(f"{whom.name} is in {where.title} already")
        after = self._world.enter(where, whom)
        delivery.membership(self._world, where, by, before, after)
        if where.kind is not Kind.CHANNEL:
            delivery.service(self._world, where, by, {"new_chat_members": [shown.user(whom)]})

    def _goes(self, by: Person, whom: Person, where: Chat, *, kicked: bool) -> None:
        before = delivery.copied(self._member(whom, where))
        where.members[whom.id] = after = delivery.left(whom, kicked=kicked)
        delivery.membership(self._world, where, by, before, after)
        own = self._world.bot_with(whom.id)
        delivery.service(self._world, where, by, {"left_chat_member": shown.user(whom)}, also=own)

    def _changes(
        self,
        by: int,
        chat: int,
        person: int,
        status: Status,
        rights: frozenset[str] = frozenset(),
        anonymous: bool = False,
        title: str = "",
    ) -> None:
        where, whom = self._group(chat), self._person(person)
        before = delivery.copied(self._member(whom, where))
        restricting = Status.RESTRICTED in {status, before.status}
        self._admin(self._person(by), where, "can_restrict_members" if restricting else "can_promote_members")
        after = Member(whom, status, rights, anonymous, title, private=before.private)
        where.members[whom.id] = after
        delivery.membership(self._world, where, self._person(by), before, after)
