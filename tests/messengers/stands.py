"""Each messenger in a group of Léa's, with the same words for all of them: what a letter is, and what may go wrong.

All by which one messenger differs from another is here, and nothing of it in the tests.
"""

from __future__ import annotations

import asyncio
import io
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.clock import ClockInHand
from bot.departure import Button, Departure, File
from bot.messengers import Messenger
from bot.messengers.console import Page
from bot.messengers.matrix import Matrix as OnMatrix
from bot.messengers.telegram import Telegram as OnTelegram
from bot.speech import Voice, say
from bot.terminal.narration import Narrator
from domain.document import Choice, Document, Style, TaskNumber, line, phrase
from domain.letter import Kind
from domain.message import Action, Incoming, Place, Sender
from domain.quiet_hours import QuietHours
from domain.team import Chat, Member, Team
from tests.matrix_server.device import Account
from tests.matrix_server.people import Matrix
from tests.matrix_server.process import Homeserver
from tests.matrix_server.someone import PATIENCE, Named, Room
from tests.matrix_server.someone import Someone as OneOnMatrix
from tests.messengers.matrix_scene import logs_in
from tests.messengers.odd_server import Odd, odd_server
from tests.telegram_server.people import BotAccount, Group, Someone, Telegram
from tests.telegram_server.process import served_here

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
TEAM = Team(1, "Bal", "fr", PARIS, NOW, "FR")


@dataclass(frozen=True)
class Given:
    """A file that somebody got, with the first line of what stands below it, without the number of its task."""

    file: File
    words: str


def given(name: str, kind: str, content: bytes, below: str) -> Given:
    return Given(File(name, kind, content), below.partition("\n")[0].removeprefix("#1").strip(" ·—-:"))


class Stand(ABC):
    """A messenger in a group of Léa's, who can be reached in private, and what may go wrong with it."""

    messenger: Messenger
    place: Place
    account: str  # Léa's

    def __init__(self) -> None:
        self._letters = 0

    async def sends(self, title: str, *, private: bool = False, **more: Any) -> str:
        return await self.messenger.send(self.letter(title, private=private, **more))

    def letter(self, title: str, *, private: bool = False, **more: Any) -> Departure:
        """A letter about a task of this title, with one button."""
        self._letters += 1
        document = Document(
            (line(phrase("card-title", number=TaskNumber(1), title=title), style=Style.TITLE),),
            (Choice("take 1", phrase("choice-take")),),
        )
        speech = say(document, Voice("fr", PARIS, self.messenger.prefix, strict=True))
        letter = Departure(
            letter=self._letters,
            key=f"{self._letters}",
            at=NOW,
            kind=Kind.ANSWER if private else Kind.CARD,
            sound=False,
            document=document,
            speech=speech,
            buttons=(Button(7, speech.choices[0].label, "take 1", None),),
            team=TEAM,
            messenger=self.messenger.name,
            chat=None if private else Chat(1, TEAM, self.place, QuietHours.OFF, None, None),
            member=Member(1, 1, "Léa", False, None, False, True, 1, None, None, None) if private else None,
            account=self.account if private else self.place.external_id,
            about=1,
            edits=None,
            edits_message=None,
            reply_to=None,
            attempts=1,
            fleeting=False,
        )
        return replace(letter, **more)

    @abstractmethod
    async def shows(self) -> str:
        """All that stands in the group and in Léa's private chat now."""

    @abstractmethod
    async def shows_sign(self, sign: str, on: str) -> bool:
        """Whether the message in the group that has this id is acknowledged with a sign."""

    @abstractmethod
    async def files(self) -> list[Given]:
        """The files in Léa's private chat."""

    @abstractmethod
    async def vanishes(self) -> None:
        """From now on nobody knows what comes of a letter."""

    async def leaves(self) -> None:
        """The bot leaves the group, and knows that it did."""
        await self.messenger.leave(self.place)

    # ---- what only some of them know

    async def comes_back(self) -> None:
        """Letters are answered again, after it vanished."""
        raise NotImplementedError

    async def shuts(self, why: str) -> None:
        """Léa cannot be reached in private any more; or somebody else who cannot stands in her place from now on."""
        raise NotImplementedError

    async def is_busy(self, *, editing: bool) -> None:
        """From now on, or after some letters more, the server says that one has to wait."""
        raise NotImplementedError

    def was_told_to_wait(self) -> timedelta:
        """How long the server said last."""
        raise NotImplementedError

    def takes_less_than(self) -> int:
        """From now on the server takes no file of so many bytes, if it did."""
        raise NotImplementedError


class AtTheTerminal(Stand):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._sink, self._folder = io.StringIO(), folder
        self.messenger = Page(self._sink, Narrator("fr", strict=True), folder)
        self.place, self.account = Place("terminal", "", "Bal"), "Léa"

    async def shows(self) -> str:
        return self._sink.getvalue()

    async def shows_sign(self, sign: str, on: str) -> bool:
        return sign in self._sink.getvalue()

    async def files(self) -> list[Given]:
        title = next((line for line in (await self.shows()).splitlines() if "#1" in line), "").strip(" │")
        found = []
        for path in sorted(self._folder.iterdir()):
            assert path.name in "".join((await self.shows()).split()), "it says where it is"
            found.append(given(path.name.partition("-")[2], "text/csv", path.read_bytes(), title))
        return found

    async def vanishes(self) -> None:
        self._sink.close()


class AtTelegram(Stand):
    def __init__(self, telegram: Telegram, bot: BotAccount, group: Group, lea: Someone, messenger: OnTelegram) -> None:
        super().__init__()
        self.telegram, self.bot, self.group, self.lea, self.messenger = telegram, bot, group, lea, messenger
        self.place, self.account = Place("telegram", "", str(group.id)), str(lea.id)

    async def shows(self) -> str:
        seen = [*await self.group.messages(), *await self.lea.sees(self.bot)]
        return "\n".join("\n".join([each.text, each.extra.get("caption", ""), *each.labels]) for each in seen)

    async def files(self) -> list[Given]:
        found = []
        for each in await self.lea.sees(self.bot):
            if told := each.extra.get("document"):
                content = await self.telegram.content(self.bot.token, told["file_id"])
                found.append(given(told["file_name"], told["mime_type"], content, each.extra.get("caption", "")))
        return found

    async def shows_sign(self, sign: str, on: str) -> bool:
        return any(str(each.id) == on and sign in each.reactions for each in await self.group.messages())

    async def vanishes(self) -> None:
        await self.telegram.do("fails", trouble="reset_after", times=0)

    async def shuts(self, why: str) -> None:
        match why:
            case "never opened":
                self.account = str((await self.telegram.person("Marc")).id)
            case "closed":
                await self.lea.blocks(self.bot)
            case "no such account":
                await self.telegram.do("deletes_account", person=self.lea.id)

    async def is_busy(self, *, editing: bool) -> None:
        seconds = self.was_told_to_wait().seconds
        busy = {"code": 429, "said": f"retry after {seconds}", "parameters": {"retry_after": seconds}}
        method = "editMessageText" if editing else "sendMessage"
        await self.telegram.do("fails", trouble="refused", method=method, **busy)

    def was_told_to_wait(self) -> timedelta:
        return timedelta(hours=2)

    def takes_less_than(self) -> int:
        return (50 << 20) + 1


@asynccontextmanager
async def at_the_terminal(request: pytest.FixtureRequest) -> AsyncIterator[AtTheTerminal]:
    yield AtTheTerminal(request.getfixturevalue("tmp_path"))


@asynccontextmanager
async def at_telegram(_request: pytest.FixtureRequest) -> AsyncIterator[AtTelegram]:
    async with served_here() as telegram:
        await telegram.do("time_stands", unix=NOW.timestamp())
        bot = await telegram.bot("accalmie_bot", name="Accalmie")
        lea = await telegram.person("Léa")
        group = await telegram.group("Bal", lea, bot)
        await lea.starts(bot)
        messenger = OnTelegram(bot.token, ClockInHand(NOW), server=telegram.url, paced=False)
        await messenger.open()
        try:
            yield AtTelegram(telegram, bot, group, lea, messenger)
        finally:
            await messenger.close()
        assert await telegram.violations() == []


class QuietEars:
    """A house in which nothing happens. It knows what it heard, and what is durable of that."""

    def __init__(self) -> None:
        self._heard: list[Incoming] = []
        self._kept = 0
        self._news = asyncio.Condition()

    async def receive(self, incoming: Incoming) -> Sequence[str]:
        self._heard.append(incoming)
        return ()

    async def knows(self, sender: Sender) -> bool:
        return True

    async def places_to_look_for(self, sender: Sender) -> Sequence[Place]:
        return ()

    async def places_of(self, sender: Sender) -> Sequence[Place]:
        return ()

    async def remembered(self, own_account: str) -> Mapping[str, str]:
        return {}

    async def remember(self, own_account: str, changes: Mapping[str, str | None]) -> None:
        async with self._news:
            self._kept = len(self._heard)
            self._news.notify_all()

    async def hear(self, action: Action, by: Named) -> None:
        """Returns once the messenger has dealt with what somebody did."""

        def did() -> bool:
            kept = self._heard[: self._kept]
            return any(each.action is action and each.sender.external_id == by.id for each in kept)

        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(did)


class AtMatrix(Stand):
    """In an encrypted room. Between the bot and the server is a line that can fail."""

    def __init__(
        self, matrix: Matrix, line: Odd, bot: Account, lea: OneOnMatrix, messenger: OnMatrix, ears: QuietEars
    ) -> None:
        super().__init__()
        self.matrix, self.line, self.bot, self.lea, self.ears = matrix, line, bot, lea, ears
        self.messenger, self.account = messenger, lea.id

    async def opens(self) -> None:
        self.room = await self.lea.makes_room("Bal", self.bot, encrypted=True)
        self.place = Place("matrix", "", self.room.id)
        await self.ears.hear(Action.ADDED, self.lea)

    async def shows(self) -> str:
        for each in await self.lea.invitations():
            await self.lea.joins(Room(each.room, self.lea))
        rooms = [self.room.id, *(await self.lea.directs()).get(self.bot.id, [])]
        seen = [each for room in rooms for each in await self.lea.sees(Room(room, self.lea))]
        return "\n".join(each.text for each in seen if each.sender == self.bot.id)

    async def files(self) -> list[Given]:
        await self.shows()  # she comes in, if she is only invited yet
        rooms = (await self.lea.directs()).get(self.bot.id, [])
        seen = [each for room in rooms for each in await self.lea.sees(Room(room, self.lea))]
        found = []
        for each in seen:
            if each.kind == "m.file":
                assert each.encrypted
                content = await self.lea.device.opens(each.content["file"])
                info = each.content["info"]
                assert info["size"] == len(content)
                found.append(given(each.content["filename"], info["mimetype"], content, each.text))
        return found

    async def shows_sign(self, sign: str, on: str) -> bool:
        said = next(each for each in await self.room.messages() if each.id == on)
        return self.bot.id in said.reactions.get(sign, [])

    async def leaves(self) -> None:
        await super().leaves()
        await self.ears.hear(Action.REMOVED, self.bot)

    async def vanishes(self) -> None:
        self.line.mute = True

    async def comes_back(self) -> None:
        self.line.mute = False

    async def shuts(self, why: str) -> None:
        """Who left the conversation or declined it can be invited again: that they do not want it, the house knows."""
        assert why == "blocks invitations"  # what Synapse answers where its host lets people do that
        said = {"errcode": "M_INVITE_BLOCKED", "error": "You are not permitted to invite this user."}
        self.line.answers["/state/m.room.member/"] = 403, said

    async def is_busy(self, *, editing: bool) -> None:
        """A server with its usual limits comes to that by itself."""

    def takes_less_than(self) -> int:
        self.line.answers["/upload"] = 413, {"errcode": "M_TOO_LARGE", "error": "Cannot upload files larger than 50M"}
        return 100

    def was_told_to_wait(self) -> timedelta:
        return timedelta(milliseconds=self.line.refusals[-1]["retry_after_ms"])


@asynccontextmanager
async def at_matrix(request: pytest.FixtureRequest, server: str = "homeserver") -> AsyncIterator[AtMatrix]:
    homeserver: Homeserver = request.getfixturevalue(server)
    folder: Path = request.getfixturevalue("tmp_path")
    async with Matrix(homeserver.url, folder) as matrix, odd_server(homeserver.url) as line:
        lea, bot = await matrix.person("Léa"), await matrix.account("Accalmie")
        await logs_in(line.url, bot, folder / "matrix")
        messenger, ears = OnMatrix(folder / "matrix", ClockInHand(NOW)), QuietEars()
        await messenger.open()
        listening = asyncio.ensure_future(messenger.listen(ears))
        stand = AtMatrix(matrix, line, bot, lea, messenger, ears)
        try:
            await stand.opens()
            yield stand
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.wait([listening], timeout=10)
            await messenger.close()


STANDS: dict[str, Callable[[pytest.FixtureRequest], AbstractAsyncContextManager[Stand]]] = {
    "terminal": at_the_terminal,
    "telegram": at_telegram,
    "matrix": at_matrix,
    "matrix with limits": partial(at_matrix, server="strict_homeserver"),
}
