"""What a test can see: messages as people see them, what bots said about themselves, every call and its answer."""

from __future__ import annotations

import json

from tests.telegram_server import shown
from tests.telegram_server.acts import Acts
from tests.telegram_server.refusal import Json
from tests.telegram_server.world import Kind, Message


class Looking(Acts):
    def messages(self, person: int, chat: int, since: int = 0) -> list[Json]:
        """What this person sees in a chat, oldest first, with what only they see of it at the end."""
        viewer = self._person(person)
        where = self._chat(viewer, chat)
        seen = [m for m in where.messages.values() if not m.deleted and m.id > since]
        seen += [m for m in where.ephemeral.values() if viewer in {m.for_person, m.writer}]
        return [self._seen(message) for message in seen]

    def _seen(self, message: Message) -> Json:
        reactions: dict[str, list[int]] = {}
        for who, given in message.reactions.items():
            for each in given:
                reactions.setdefault(each["emoji"], []).append(who)
        answered = message.reply_to
        return {
            "id": message.id,
            "ephemeral_id": message.ephemeral_id,
            "chat": message.chat.bot if message.chat.kind is Kind.PRIVATE else message.chat.id,
            "date": message.date,
            "edited": message.edited,
            "sender": message.sender.id if message.sender is not None else None,
            "text": message.text or message.extra.get("caption", ""),
            "entities": message.entities or message.extra.get("caption_entities", []),
            "buttons": message.buttons,
            "reactions": reactions,
            "silent": message.silent,
            "service": message.service,
            "topic": message.topic.id if message.topic is not None else None,
            "reply_to": answered.id if answered is not None else None,
            "extra": message.extra,
        }

    def answer(self, press: str) -> Json | None:
        """What somebody was shown after a press; None while the button still shows that it waits."""
        return self._world.presses[press].answer

    def about_bot(self, bot: int) -> Json:
        """Its commands by scope and language, its name and descriptions, and how many updates wait for it."""
        found = self._bot(bot)
        commands = [
            {"scope": dict(scope), "language": language, "commands": listed}
            for (scope, language), listed in ((json.loads(key), value) for key, value in found.commands.items())
        ]
        wanted = sorted(found.queue.wanted) if found.queue.wanted is not None else None
        return {"commands": commands, "words": found.words, "waiting": len(found.queue), "allowed_updates": wanted}

    def about_chat(self, chat: int) -> Json:
        found = self._group(chat)
        return shown.full_chat(found) | {"members": [shown.member(m, found) for m in found.members.values()]}

    def calls(self, method: str = "", with_polls: bool = False) -> list[Json]:
        """All requests of bots so far, with their answers; polls only when asked for."""
        return [
            call
            for call in self._world.calls
            if (not method or call["method"].lower() == method.lower())
            and (with_polls or call["method"] != "getUpdates")
        ]

    def violations(self) -> list[str]:
        """What no sound bot would ever send, whether Telegram refuses it or ignores it without a word."""
        return self._world.violations

    def forgives(self) -> list[str]:
        """The violations so far, forgotten: a test provoked them."""
        found, self._world.violations[:] = list(self._world.violations), []
        return found

    async def change_after(self, seen: int, seconds: float) -> int:
        """Waits until something happened that was not seen yet; the number of the latest change."""
        return await self._world.change_after(seen, seconds)
