"""Who and what there is before a story begins: people, bots, groups, channels."""

from __future__ import annotations

from tests.telegram_server.acts import Acts
from tests.telegram_server.refusal import Json
from tests.telegram_server.world import Impossible, Kind, Status


class Making(Acts):
    def person(self, name: str, last_name: str = "", username: str = "", language: str = "fr") -> int:
        return self._world.new_person(name, last_name, username, language).id

    def bot(self, username: str, name: str = "Bot", token: str = "", privacy: bool = True) -> Json:
        """BotFather makes a bot. In privacy mode unless it is switched off."""
        if any(bot.person.username == username or bot.token == token for bot in self._world.bots.values()):
            raise Impossible(f"the bot {username} exists already")
        made = self._world.new_bot(username, name, token, privacy=privacy)
        return {"id": made.person.id, "token": made.token}

    def privacy(self, bot: int, on: bool) -> None:
        """BotFather's /setprivacy: groups notice it when the bot is added to them again."""
        self._bot(bot).privacy = on

    def group(self, title: str, creator: int, kind: str = "supergroup", username: str = "", forum: bool = False) -> int:
        if forum and kind != "supergroup":
            raise Impossible("only supergroups have topics")
        made = self._world.new_chat(Kind(kind), title, username)
        made.forum = forum
        self._world.enter(made, self._person(creator), Status.CREATOR)
        return made.id

    def channel(self, title: str, creator: int, username: str = "") -> int:
        return self.group(title, creator, "channel", username)

    def hides_members(self, chat: int, on: bool) -> None:
        self._group(chat).hides_members = on

    def reactions_in_private(self, on: bool) -> None:
        """Whether bots learn of reactions in private chats; the documentation promises it only to administrators."""
        self._world.reactions_in_private = on
