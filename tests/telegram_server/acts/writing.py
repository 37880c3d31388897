"""What people do with messages: type, reply, edit, delete, forward, press, react."""

from __future__ import annotations

import re
from typing import Any

from tests.telegram_server import delivery, shown
from tests.telegram_server.acts.writer import Writer
from tests.telegram_server.reactions import EMOJI
from tests.telegram_server.refusal import Json
from tests.telegram_server.text import TEXT, units
from tests.telegram_server.world import (
    Chat,
    Impossible,
    Kind,
    Message,
    Person,
)

_TWO_DAYS = 48 * 3600
_DEEP_LINK = re.compile(r"https://t\.me/(?P<bot>\w+)\?start=(?P<payload>[\w-]{1,64})", re.ASCII)
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")  # Bot Features, "Deep linking"


class Writing(Writer):
    def types(
        self,
        person: int,
        chat: int,
        text: str,
        reply_to: int | None = None,
        topic: int | None = None,
        as_chat: int | None = None,
        mentions: dict[str, int] | None = None,
        only_to: int | None = None,
        answers_ephemeral: int | None = None,
    ) -> Json:
        """Somebody writes. `as_chat`: in the name of the group (anonymous administrators) or of a channel of theirs.
        `mentions`: words of the text that name a person without a username. `only_to`: a bot; nobody else sees it."""
        writer = self._person(person)
        where = self._chat(writer, chat)
        if not text.strip() or units(text) > TEXT:
            raise Impossible("the app sends nothing empty and cuts what is too long")
        self._open(where, writer)
        answered = self._message(where, reply_to) if reply_to is not None else None
        if answers_ephemeral is not None:
            answered = self._message(where, answers_ephemeral, ephemeral=True)
        said = Message(0, where, self._world.clock.unix(), writer, writer, text.strip(), reply_to=answered)
        said.topic = self._topic(where, topic, answered)
        self._speaks_as(said, writer, where, as_chat)
        self._check_may_write(said, writer, where)
        said.entities = self._entities(said.text, mentions or {})
        if where.kind is Kind.SUPERGROUP and said.topic is None and answered is not None:
            said.thread = answered.thread or answered.id
        if only_to is not None:
            said.for_person, said.ephemeral_id = self._bot(only_to).person, len(where.ephemeral) + 1
            where.ephemeral[said.ephemeral_id] = said
        else:
            said.id = next(where.ids)
            where.messages[said.id] = said
        delivery.message(self._world, said)
        if only_to is not None:
            bot = self._bot(only_to)
            said.meant_for.add(bot.person.id)
            bot.queue.push("message", shown.message(said))
        return {"id": said.id, "ephemeral_id": said.ephemeral_id}

    def starts(self, person: int, bot: int, payload: str = "") -> Json:
        """Somebody presses Start, perhaps by a link. It unblocks the bot, too."""
        if payload and not _PAYLOAD.fullmatch(payload):
            raise Impossible("a deep link carries 1 to 64 letters, digits, _ or -")
        self.unblocks(person, bot)
        return self.types(person, bot, f"/start {payload}".strip())

    def blocks(self, person: int, bot: int) -> None:
        self._blocked(person, bot, True)

    def unblocks(self, person: int, bot: int) -> None:
        self._blocked(person, bot, False)

    def deletes_account(self, person: int) -> None:
        gone = self._person(person)
        gone.gone, gone.first_name, gone.last_name, gone.username = True, "", "", ""

    def edits(self, person: int, chat: int, message: int, text: str, mentions: dict[str, int] | None = None) -> None:
        writer = self._person(person)
        where = self._chat(writer, chat)
        said = self._message(where, message)
        if said.writer is not writer or not said.has_text or self._world.clock.now() - said.date > _TWO_DAYS:
            raise Impossible("one can only edit one's own words, for two days")
        if said.text == text.strip():
            return
        said.text, said.entities = text.strip(), self._entities(text.strip(), mentions or {})
        said.edited = self._world.clock.unix()
        delivery.message(self._world, said, edited=True)

    def deletes(self, person: int, chat: int, message: int) -> None:
        """No bot is told of it."""
        remover = self._person(person)
        where = self._chat(remover, chat)
        said = self._message(where, message)
        if said.writer is not remover and where.kind is not Kind.PRIVATE:
            self._admin(remover, where, "can_delete_messages")
        said.deleted = True
        self._world.changed()

    def forwards(self, person: int, chat: int, message: int, to: int, hidden: bool = False) -> Json:
        """`hidden`: its writer lets nobody link to them (type MessageOriginHiddenUser)."""
        writer = self._person(person)
        original, where = self._message(self._chat(writer, chat), message), self._chat(writer, to)
        self._open(where, writer)
        said = Message(next(where.ids), where, self._world.clock.unix(), writer, writer, original.text)
        said.entities = original.entities
        said.extra = dict(original.extra) | {"forward_origin": _origin(original, hidden)}
        where.messages[said.id] = said
        delivery.message(self._world, said)
        return {"id": said.id, "ephemeral_id": None}

    def presses(
        self,
        person: int,
        chat: int,
        message: int,
        button: str = "",
        data: str | None = None,
        ephemeral: bool = False,
        out_of_reach: bool = False,
    ) -> Json:
        """Somebody presses a button by its label. `data`: what a stale or forged keyboard carries instead; "Be aware
        that the message originated the query can contain no callback buttons with this data" (CallbackQuery)."""
        who = self._person(person)
        where = self._chat(who, chat)
        on = where.messages.get(message) if data is not None and not ephemeral else None
        on = on or self._message(where, message, ephemeral)
        if where.kind is not Kind.PRIVATE:
            self._member(who, where)
        if on.for_person not in {None, who}:
            raise Impossible(f"{who.name} does not see this message")
        bot = self._world.bot_with(on.writer.id) if on.writer is not None else None
        if bot is None:
            raise Impossible("no bot wrote this message")
        if data is None:
            found_button = _button(on, button)
            if "url" in found_button:
                return self._opens(person, found_button["url"])
            data = found_button.get("callback_data")
            if data is None:
                raise Impossible(f"the button {button} does nothing that this server knows")
        press = self._world.new_press(who, on, bot, data)
        delivery.press(self._world, press, bot, out_of_reach=out_of_reach or on.deleted)
        return {"press": press.id}

    def reacts(self, person: int, chat: int, message: int, emoji: list[str], as_chat: int | None = None) -> None:
        """All reactions that somebody has on a message from now on; none takes them back."""
        who = self._person(person)
        where = self._chat(who, chat)
        on = self._message(where, message)
        if not set(emoji) <= (EMOJI if where.reactions is None else where.reactions):
            raise Impossible(f"these reactions are not offered here: {emoji}")
        if where.is_group and emoji and not self._may(who, where, "can_react_to_messages"):
            raise Impossible(f"{who.name} may not react here")
        by: Person | Chat = who
        if where.kind is not Kind.PRIVATE and self._member(who, where).anonymous:
            by = where
        if as_chat is not None:
            by = self._group(as_chat)
        before = on.reactions.get(by.id, [])
        after = [{"type": "emoji", "emoji": each} for each in emoji]
        on.reactions[by.id] = after
        if before != after:
            delivery.reaction(self._world, on, by, before, after)

    # ---- what lies behind

    def _may(self, who: Person, where: Chat, what: str) -> bool:
        """What members may do; administrators always may."""
        return self._member(who, where).is_admin or where.permissions[what]

    def _opens(self, person: int, url: str) -> Json:
        """A link opens; one to a bot leads to its Start button, which people then press."""
        match = _DEEP_LINK.fullmatch(url)
        bots = [b for b in self._world.bots.values() if match and b.person.username.lower() == match["bot"].lower()]
        if match and bots:
            return self.starts(person, bots[0].person.id, match["payload"])
        return {"url": url}


def _button(on: Message, label: str) -> Json:
    offered = [button for row in on.buttons for button in row]
    for button in offered:
        if label in {button["text"], button.get("callback_data")}:
            return button
    raise Impossible(f"no button {label!r} here, but {[button['text'] for button in offered]}")


def _origin(original: Message, hidden: bool) -> Json:
    """One of the types of MessageOrigin."""
    told: dict[str, Any] = {"date": original.date}
    if original.sender_chat is not None and original.chat.kind is Kind.CHANNEL:
        return told | {"type": "channel", "chat": shown.chat(original.chat), "message_id": original.id}
    if original.sender_chat is not None:
        return told | {"type": "chat", "sender_chat": shown.chat(original.sender_chat)}
    assert original.sender is not None
    if hidden:
        return told | {"type": "hidden_user", "sender_user_name": original.sender.name}
    return told | {"type": "user", "sender_user": shown.user(original.sender)}
