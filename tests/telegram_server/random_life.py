"""Lets people do whatever comes to their mind, and collects all updates that two bots get from it."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tests.telegram_server.reactions import EMOJI
from tests.telegram_server.refusal import Json
from tests.telegram_server.schema import published
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import BASIC_RIGHTS, USUAL_ADMIN_RIGHTS, Impossible

_NAMES = ("Ana", "Bea", "Cem", "Dao", "Eva", "Fay")
_WORDS = (
    "/tache Salle",
    "/fait@first_bot 3",
    "Bonjour 🥚",
    "@lea #bal https://example.org",
    "Zoé, demain ?",
    "a < b & c",
)


class RandomLife:
    """Nine people, two bots, a group, a supergroup, a forum and a channel."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._server = TelegramServer()
        making = self._server.making
        self._people = [making.person(name, username=f"p_{name.lower()}") for name in _NAMES]
        self._people += [making.person(name, last_name="Roy", language="") for name in ("Léa", "Zoé", "Noé")]
        first = self._people[0]
        self._bots = [making.bot("first_bot")["id"], making.bot("second_bot", privacy=False)["id"]]
        self._chats = [
            making.group("Groupe", first, "group"),
            making.group("Public", first, username="public_group"),
            making.group("Forum", first, forum=True),
            making.channel("Annonces", first),
        ]
        for bot in self._server.world.bots.values():
            bot.queue.ask_for([kind for kind in published().types["Update"] if kind != "update_id"])
        for chat in self._chats:
            for someone in self._people[1:] + self._bots:
                self._server.belonging.adds(first, chat, someone)
            for bot_id in self._bots:
                self._server.belonging.promotes(first, chat, bot_id)

    def lived(self, acts: int) -> list[Json]:
        """The updates of so many acts; what turned out to be impossible is left out."""
        for _ in range(acts):
            with suppress(Impossible, KeyError):
                self._chance.choice(self._what_people_do())()
        queues = [bot.queue for bot in self._server.world.bots.values()]
        return [update for queue in queues for update in queue.take(0, len(queue))]

    def _what_people_do(self) -> list[Callable[[], Any]]:
        who, whom = self._chance.choice(self._people), self._chance.choice(self._people + self._bots)
        chat, bot = self._chance.choice(self._chats), self._chance.choice(self._bots)
        message, text = self._a_message(chat), self._chance.choice(_WORDS)
        writing, belonging = self._server.writing, self._server.belonging
        topic = self._chance.choice([None, *self._server.world.chats[chat].topics])
        types = [
            lambda: writing.types(who, chat, text, topic=topic),
            lambda: writing.types(who, chat, text, reply_to=message),
            lambda: writing.types(who, chat, text, mentions={text[:3]: whom}),
            lambda: writing.types(who, chat, text, as_chat=self._chance.choice([chat, self._chats[-1]])),
            lambda: writing.types(who, chat, text, only_to=bot),
            lambda: writing.types(who, bot, text),
            lambda: writing.edits(self._writer(chat, message, who), chat, message, text + "!"),
            lambda: belonging.joins(who, chat),
            lambda: writing.forwards(who, chat, message, bot, hidden=self._chance.random() < 0.5),
            lambda: writing.reacts(who, chat, message, self._chance.sample(sorted(EMOJI), self._chance.randrange(3))),
            lambda: self._press(who, chat, bot),
            lambda: self._press(who, chat, bot),
        ]
        rarely = [
            lambda: writing.starts(who, bot, "team-1"),
            lambda: writing.blocks(who, bot),
            lambda: writing.deletes(who, chat, message),
            lambda: belonging.leaves(who, chat),
            lambda: belonging.adds(self._people[0], chat, whom, self._chance.choice(["", "team-1"])),
            lambda: belonging.removes(self._people[0], chat, whom),
            lambda: belonging.promotes(
                self._people[0], chat, whom, self._rights(), self._chance.random() < 0.3, "Bureau"
            ),
            lambda: belonging.demotes(self._people[0], chat, whom),
            lambda: belonging.mutes(self._people[0], chat, whom),
            lambda: belonging.unmutes(self._people[0], chat, whom),
            lambda: belonging.retitles(self._people[0], chat, text),
            lambda: belonging.opens_topic(self._people[0], chat, text),
            lambda: belonging.closes_topic(self._people[0], chat, topic or 0, self._chance.random() < 0.5),
            lambda: belonging.posts(self._people[0], self._chats[-1], text, self._chats[1]),
            lambda: belonging.permits(self._people[0], chat, dict.fromkeys(BASIC_RIGHTS, True)),
            self._moves,
        ]
        return types * 3 + rarely

    def _rights(self) -> list[str]:
        return self._chance.sample(sorted(USUAL_ADMIN_RIGHTS), 3)

    def _a_message(self, chat: int) -> int:
        return self._chance.choice([*list(self._server.world.chats[chat].messages)[-30:], 0])

    def _writer(self, chat: int, message: int, otherwise: int) -> int:
        writer = self._server.world.chats[chat].messages[message].writer
        return writer.id if writer is not None else otherwise

    def _press(self, who: int, chat: int, bot: int) -> None:
        """A message of a bot with a button, which somebody presses at once."""
        world = self._server.world
        writer = world.bot_with(bot)
        assert writer is not None
        said = self._server.writing.types(who, chat, "/tache Salle")["id"]
        message = world.chats[chat].messages[said]
        message.writer = message.sender = writer.person
        message.buttons = [[{"text": "Oui", "callback_data": "1"}, {"text": "Site", "url": "https://example.org"}]]
        self._server.writing.presses(who, chat, said, "Oui", out_of_reach=self._chance.random() < 0.2)

    def _moves(self) -> None:
        """A basic group becomes a supergroup, and a new one takes its place."""
        index = next(i for i, chat in enumerate(self._chats) if chat > -1_000_000_000_000)
        self._server.belonging.migrates(self._people[0], self._chats[index], self._chance.random() < 0.5)
        self._chats[index] = self._server.making.group("Groupe", self._people[0], "group")
        for someone in self._people[1:] + self._bots:
            self._server.belonging.adds(self._people[0], self._chats[index], someone)
