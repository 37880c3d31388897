"""Bots with their tokens, the register of everybody and every chat, and what came of each request."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections import deque
from dataclasses import dataclass, field

from tests.telegram_server.clock import ServerClock
from tests.telegram_server.refusal import Json
from tests.telegram_server.waiting import UpdateQueue
from tests.telegram_server.world import Chat, Kind, Member, Message, Person, Press, Status

_KEPT_CALLS = 20_000
# Telegram's numbers: basic groups are negative, supergroups and channels begin with -100.
_FIRST_GROUP, _FIRST_SUPERGROUP, _FIRST_PERSON = 4_000_001, 1_000_000_000_000 + 2_000_000_001, 5_000_000_001


@dataclass(eq=False)
class Bot:
    """`privacy`: the mode that BotFather switches on for every new bot (Bot Features, "Privacy mode")."""

    person: Person
    token: str
    queue: UpdateQueue
    privacy: bool = True
    commands: dict[str, list[Json]] = field(default_factory=dict)  # by scope and language
    words: dict[str, str] = field(default_factory=dict)  # name and descriptions, by field and language
    logged_out: bool = False


class World:
    """Everybody and everything; one for each server."""

    def __init__(self) -> None:
        self.clock = ServerClock()
        self.people: dict[int, Person] = {}
        self.bots: dict[str, Bot] = {}  # by token
        self.chats: dict[int, Chat] = {}  # groups and channels
        self.private: dict[tuple[int, int], Chat] = {}  # by bot and person
        self.presses: dict[str, Press] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.calls: deque[Json] = deque(maxlen=_KEPT_CALLS)
        self.violations: list[str] = []
        self.reactions_in_private = False
        self.changes = 0
        self._waiting: set[asyncio.Event] = set()
        self._person_ids = itertools.count(_FIRST_PERSON)
        self._group_ids = itertools.count(_FIRST_GROUP)
        self._supergroup_ids = itertools.count(_FIRST_SUPERGROUP)
        # People have one sequence for all their private chats and basic groups; supergroups have their own.
        self._box_ids = itertools.count(1)
        self._press_ids = itertools.count(4_000_000_000_000_001)

    # ---- somebody and something new

    def new_person(self, first_name: str, last_name: str = "", username: str = "", language: str = "") -> Person:
        person = Person(next(self._person_ids), first_name, last_name, username, language)
        self.people[person.id] = person
        return person

    def new_bot(self, username: str, name: str, token: str = "", *, privacy: bool = True) -> Bot:
        person = Person(next(self._person_ids), name, username=username, is_bot=True)
        if token:
            person.id = int(token.partition(":")[0])
        self.people[person.id] = person
        queue = UpdateQueue(random.randrange(100_000_000, 900_000_000), self.clock)
        queue.on_confirmation = self.changed
        bot = Bot(person, token or f"{person.id}:{'A' * 35}", queue, privacy)
        self.bots[bot.token] = bot
        return bot

    def new_chat(self, kind: Kind, title: str, username: str = "") -> Chat:
        if kind is Kind.GROUP:
            chat = Chat(-next(self._group_ids), kind, title, username, ids=self._box_ids)
        else:
            chat = Chat(-next(self._supergroup_ids), kind, title, username)
        self.chats[chat.id] = chat
        return chat

    def private_chat(self, bot: Bot, person: Person) -> Chat:
        key = (bot.person.id, person.id)
        if key not in self.private:
            self.private[key] = Chat(person.id, Kind.PRIVATE, person=person, bot=bot.person.id, ids=self._box_ids)
        return self.private[key]

    def new_press(self, person: Person, message: Message, bot: Bot, data: str) -> Press:
        press = Press(str(next(self._press_ids)), person, message, bot.person.id, self.clock.now(), data)
        self.presses[press.id] = press
        return press

    # ---- who and where

    def bot_with(self, person_id: int) -> Bot | None:
        return next((bot for bot in self.bots.values() if bot.person.id == person_id), None)

    def bots_in(self, chat: Chat) -> list[Bot]:
        if chat.kind is Kind.PRIVATE:
            return [bot for bot in self.bots.values() if bot.person.id == chat.bot]
        return [bot for bot in self.bots.values() if chat.member(bot.person).is_in]

    def knows(self, bot: Bot, person: Person) -> bool:
        """Whether the bot ever met them: in private, or in a group where both have been."""
        private = self.private.get((bot.person.id, person.id))
        if private is not None and (private.started or private.messages):
            return True
        return any(bot.person.id in chat.members and person.id in chat.members for chat in self.chats.values())

    def named(self, username: str) -> Chat | None:
        folded = username.removeprefix("@").lower()
        return next((chat for chat in self.chats.values() if chat.username.lower() == folded and folded), None)

    def enter(self, chat: Chat, person: Person, status: Status = Status.MEMBER) -> Member:
        bot = self.bot_with(person.id)
        member = Member(person, status, private=bot.privacy if bot is not None else True)
        chat.members[person.id] = member
        return member

    # ---- who waits for something to happen

    def changed(self) -> None:
        self.changes += 1
        for event in self._waiting:
            event.set()

    async def change_after(self, seen: int, seconds: float) -> int:
        """The number of the latest change, at once or as soon as there is one that was not seen yet."""
        if self.changes <= seen:
            event = asyncio.Event()
            self._waiting.add(event)
            try:
                async with asyncio.timeout(seconds):
                    await event.wait()
            except TimeoutError:
                pass
            finally:
                self._waiting.discard(event)
        return self.changes
