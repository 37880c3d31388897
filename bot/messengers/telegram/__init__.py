"""Telegram as a messenger, and nothing more: no command is declared here, no rule lives here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError

from bot.departure import Departure
from bot.messengers import UNHEARD, Ears, Hears, InUse, NotSent, Refused, TryLater, loudness
from bot.messengers.telegram import menus
from bot.messengers.telegram.incoming import NAME, moved
from bot.messengers.telegram.listening import Listening, Taken, Unusable
from bot.messengers.telegram.pace import Pace
from bot.messengers.telegram.permits import Permits
from bot.messengers.telegram.polling import Polling
from bot.messengers.telegram.sending import Sending
from bot.messengers.telegram.standings import Standings
from bot.messengers.telegram.wire import Wire
from bot.together import until_one_ends
from domain.closure import Fields, Permissions
from domain.message import Place

if TYPE_CHECKING:
    from bot.messengers.telegram.serving import Serving

T = TypeVar("T")
_log = logging.getLogger(__name__)
OFFICIAL = "https://api.telegram.org"
_CONNECTIONS = 64
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


@dataclass(frozen=True)
class Webhook:
    """`address`: where Telegram brings what happens. `here`: host and port, to which that is handed on."""

    address: str
    here: str


class Telegram:
    """One bot. `open` it before use, and `close` it. Without a `webhook` it asks Telegram for what happens.
    `whispers`: whether one person alone may be answered in a group. `line` is told what Telegram answers."""

    name = NAME
    prefix = "/"
    mentions_people = False

    def __init__(
        self,
        token: str,
        now: Callable[[], datetime],
        *,
        server: str = OFFICIAL,
        paced: bool = True,
        webhook: Webhook | None = None,
        whispers: bool = True,
        line: Hears = UNHEARD,
    ) -> None:
        self._updates = Wire(2, line=line)
        self._bot = Bot(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=Wire(_CONNECTIONS, line=line),
            get_updates_request=self._updates,
        )
        self._pace = pace = Pace(is_on=paced)
        self._sending, self._permits = Sending(self._bot, pace), Permits(self._bot, pace)
        self._standings = Standings(self._bot, whispers=whispers)
        self._listening = Listening(self._bot, now, self._standings)
        self._way_in = self._found(webhook)
        self._ears: Ears | None = None
        self._now = now

    def shared_among(self, many: Callable[[], int]) -> None:
        self._pace.many = self._standings.many = many

    def _found(self, webhook: Webhook | None) -> Polling | Serving:
        if webhook is None:
            return Polling(self._bot, self._updates, self._listening)
        from bot.messengers.telegram.serving import Serving  # an HTTP server, which few hosts need

        return Serving(self._bot, self._listening, webhook.address, webhook.here)

    async def open(self) -> None:
        """Find out who the bot is, as soon as Telegram can be reached. Raises Refused."""
        pause = _FIRST_PAUSE
        while True:
            try:
                await self._bot.initialize()
                break
            except InvalidToken:
                raise Refused("Telegram knows no bot with this token. It is the one that BotFather gave.") from None
            except NetworkError as fault:
                _log.log(
                    loudness(pause, _LONGEST_PAUSE),
                    "Telegram cannot be reached (%s); trying again in %d s",
                    type(fault).__name__,
                    pause,
                )
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE, pause * 1.5)
        await menus.show(self._bot)

    @property
    def username(self) -> str:
        return self._bot.username

    @property
    def called(self) -> str:
        return f"Telegram as @{self.username}"

    async def close(self) -> None:
        await self._bot.shutdown()

    async def send(self, departure: Departure) -> str:
        try:
            return await self._sending.send(departure)
        except ChatMigrated as fault:
            if departure.chat is None:
                raise NotSent("the group moved") from None
            raise await self._moved(departure.chat.place, fault) from None

    async def leave(self, place: Place) -> None:
        with suppress(BadRequest, Forbidden):  # it is not there any more
            await self._bot.leave_chat(place.external_id)

    async def permissions(self, place: Place) -> Permissions:
        return await self._permitting(place, self._permits.of(place.external_id))

    async def permit(self, place: Place, there: Permissions, changes: Fields) -> None:
        await self._permitting(place, self._permits.change(place.external_id, there, changes))

    async def _permitting(self, place: Place, asked: Awaitable[T]) -> T:
        try:
            return await asked
        except ChatMigrated as fault:
            raise await self._moved(place, fault) from None

    async def _moved(self, place: Place, fault: ChatMigrated) -> Exception:
        """The group has another address, which the house hears of before it tries again."""
        if self._ears is None:
            return NotSent("the group moved")
        await self._ears.receive(moved(self._bot.bot, place.external_id, fault.new_chat_id, self._now()))
        return TryLater(timedelta(0))

    async def listen(self, ears: Ears) -> None:
        await until_one_ends(self.attend(ears), self.lead(ears))

    async def attend(self, ears: Ears) -> None:
        self._ears = ears
        with _told():
            await self._way_in.attend(ears)

    async def lead(self, ears: Ears) -> None:
        self._standings.forget_all()  # another process may have heard of changes
        with _told():
            await self._way_in.lead(ears)


@contextmanager
def _told() -> Iterator[None]:
    """What keeps a bot from hearing anything, in a sentence."""
    try:
        yield
    except Taken as fault:
        raise InUse(str(fault)) from None
    except Unusable as fault:
        raise Refused(str(fault)) from None
    except InvalidToken:
        raise Refused("Telegram takes the token of this bot no more. BotFather tells the new one.") from None
