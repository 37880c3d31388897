"""Matrix as a messenger, and nothing more: no command is declared here, no rule lives here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path

import aiohttp
from nio import AsyncClient, RoomLeaveResponse

from bot.departure import Departure
from bot.messengers import UNHEARD, Ears, Hears, InUse, Refused, TryLater, loudness
from bot.messengers.matrix.client import LoggedOut, Refusal, ask, client_of, close_client, made_of
from bot.messengers.matrix.direct import Directs
from bot.messengers.matrix.forgetting import Forgetting
from bot.messengers.matrix.identity import Identity, Unsigned
from bot.messengers.matrix.incoming import PREFIX
from bot.messengers.matrix.invitations import Invitations
from bot.messengers.matrix.listening import Listening
from bot.messengers.matrix.permits import Permits
from bot.messengers.matrix.rooms import NAME, Rooms
from bot.messengers.matrix.sending import Sending
from bot.messengers.matrix.session import Taken, Unusable, alone, load
from bot.messengers.matrix.signature import Signature
from bot.messengers.matrix.syncing import Syncing
from bot.messengers.matrix.unread import Unread
from bot.messengers.matrix.verification import Verifications
from domain.closure import Fields, Permissions
from domain.message import Place

_log = logging.getLogger(__name__)
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_LOGGED_OUT = "Matrix takes the login of this bot no more. `accalmie matrix login` makes a new one."


class Matrix:
    """One account on one device, whose login and keys are in a folder. `open` it before use, and `close` it. `user`:
    who it has to be, if that was said. `welcome`: servers (example.org) and people (@ana:example.org) who may invite
    it; none named: its own server's."""

    name = NAME
    prefix = PREFIX
    mentions_people = True

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime],
        *,
        user: str = "",
        welcome: Collection[str] = (),
        line: Hears = UNHEARD,
    ) -> None:
        self._folder, self._now, self._user, self._welcome, self._line = folder, now, user, welcome, line
        self._held = ExitStack()
        self._client: AsyncClient | None = None
        self._rooms = Rooms()

    async def open(self) -> None:
        """Find out that the login is good, as soon as the server can be reached. Raises Refused."""
        try:
            self._held.enter_context(alone(self._folder))
            session, identity = load(self._folder), Identity.load(self._folder)
        except Taken as fault:
            raise InUse(str(fault)) from None
        except (Unusable, Unsigned) as fault:
            self._held.close()
            raise Refused(str(fault)) from None
        if self._user not in ("", session.user):
            self._held.close()
            raise Refused(f"{self._folder} holds the login of {session.user}, and the configuration says {self._user}.")
        self._client = client = client_of(session, self._folder, self._line)
        rooms, unread = Rooms(), Unread(client, self._now)
        self._rooms = rooms
        directs = Directs(client, rooms)
        invitations = Invitations(client, rooms, directs, self._welcome)
        verifications = Verifications(client, identity, self._now)
        signature = Signature(client, self._folder)
        listening = Listening(client, rooms, directs, invitations, unread, verifications, signature)
        self._forgetting = forgetting = Forgetting(client, rooms, directs)
        self._sending, self._permits = Sending(client, rooms, directs), Permits(client, rooms)
        self._syncing = Syncing(
            client, rooms, directs, invitations, unread, listening, verifications, signature, forgetting
        )
        try:
            await self._is_known(client)
        except BaseException:
            await self.close()
            raise

    async def _is_known(self, client: AsyncClient) -> None:
        pause = _FIRST_PAUSE
        while True:
            try:
                await ask(client, "GET", "/v3/account/whoami")
                return
            except LoggedOut:
                raise Refused(_LOGGED_OUT) from None
            except (Refusal, aiohttp.ClientError, TimeoutError) as fault:
                _log.log(
                    loudness(pause, _LONGEST_PAUSE),
                    "Matrix cannot be reached (%s); trying again in %d s",
                    type(fault).__name__,
                    pause,
                )
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE, pause * 1.5)

    @property
    def called(self) -> str:
        return f"Matrix as {self._client.user_id}" if self._client is not None else ""

    async def close(self) -> None:
        if self._client is not None:
            await self._sending.close()
            await close_client(self._client)
            self._client = None
        self._held.close()

    async def send(self, departure: Departure) -> str:
        return await self._sending.send(departure)

    async def leave(self, place: Place) -> None:
        assert self._client is not None, "open it first"
        try:
            with suppress(LoggedOut):
                made_of(await self._client.room_leave(place.external_id), RoomLeaveResponse)
        except Refusal as refusal:
            if refusal.after is not None:
                raise TryLater(refusal.after) from None
            if refusal.code not in ("M_FORBIDDEN", "M_NOT_FOUND", "M_UNKNOWN"):  # it is not there any more
                raise

    async def forget(self, account: str) -> None:
        await self._forgetting.forget(account)

    async def permissions(self, place: Place) -> Permissions:
        return await self._permits.of(place.external_id)

    async def permit(self, place: Place, there: Permissions, changes: Fields) -> None:
        await self._permits.change(place.external_id, there, changes)

    async def listen(self, ears: Ears) -> None:
        try:
            await self._syncing.listen(ears)
        except LoggedOut:
            raise Refused(_LOGGED_OUT) from None
        finally:
            await self._rooms.end()
