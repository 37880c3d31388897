"""What a test can let happen: people, and what they do with their apps. Everything is named by its number.

A chat is named by its id; seen by a person, the private chat with a bot has the bot's id.
"""

from __future__ import annotations

from tests.telegram_server.accounts import Bot, World
from tests.telegram_server.world import Chat, Impossible, Kind, Member, Message, Person


class Acts:
    """What all acts need: to find somebody and something."""

    def __init__(self, world: World) -> None:
        self._world = world

    def _person(self, person: int) -> Person:
        if person not in self._world.people:
            raise Impossible(f"nobody has the number {person}")
        return self._world.people[person]

    def _bot(self, bot: int) -> Bot:
        found = self._world.bot_with(bot)
        if found is None:
            raise Impossible(f"no bot has the number {bot}")
        return found

    def _group(self, chat: int) -> Chat:
        if chat not in self._world.chats:
            raise Impossible(f"no group or channel has the number {chat}")
        return self._world.chats[chat]

    def _chat(self, person: Person, chat: int) -> Chat:
        """A group, or the person's private chat with a bot."""
        if chat > 0:
            return self._world.private_chat(self._bot(chat), person)
        return self._group(chat)

    def _member(self, person: Person, chat: Chat) -> Member:
        """Somebody who is in a group. Raises Impossible for everybody else."""
        member = chat.member(person)
        if not member.is_in:
            raise Impossible(f"{person.name} is not in {chat.title}")
        return member

    def _admin(self, person: Person, chat: Chat, right: str) -> Member:
        member = self._member(person, chat)
        if not (member.may(right) or (chat.kind is Kind.GROUP and member.is_admin)):
            raise Impossible(f"{person.name} may not do this in {chat.title}: {right}")
        return member

    @staticmethod
    def _message(chat: Chat, message: int, ephemeral: bool = False) -> Message:
        found = chat.ephemeral.get(message) if ephemeral else chat.existing(message)
        if found is None:
            raise Impossible(f"no message {message} is there any more")
        return found
