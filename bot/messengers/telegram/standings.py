"""How things stand in a group, as Telegram says: who administers it, and what the bot can do there. Asked once in a
while, and again when Telegram tells of a change."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from telegram import Bot, ChatMember, ChatMemberAdministrator
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, EndPointNotFound, Forbidden, TelegramError

from bot.messengers.telegram.incoming import coordinates_openly, is_there
from domain.message import Ability, Place, Standing

_log = logging.getLogger(__name__)
_FRESH = 600.0  # seconds
_FRESH_AMONG_OTHERS = 30.0  # where another process of the bot may be told of a change
_PATIENCE = 3.0  # seconds for the answers: what somebody typed waits for them
_AGAIN = 30.0  # seconds until a group is asked about again of which Telegram would not say
MOST_STRANGERS = 40
"""So many are looked for in that time: each takes a question for each group, and letters wait for these meanwhile."""


@dataclass(frozen=True)
class _Group:
    asked: float  # seconds of the event loop
    administrators: frozenset[str]
    abilities: frozenset[Ability]


class Standings:
    """Each group as it was found, remembered for some minutes. Without `whispers` the bot is as if it had none."""

    def __init__(self, bot: Bot, *, whispers: bool = True) -> None:
        self._bot = bot
        self.many: Callable[[], int] = lambda: 1  # processes
        self._known: dict[str, _Group] = {}
        self._not_before: dict[str, float] = {}
        self._looked_for: dict[str, float] = {}  # accounts that nobody knows, and when
        self._whispers = None if whispers else False  # None: not known yet

    async def of(self, place: Place, account: str) -> Standing:
        """How things stand in the group of a place, for an account and for the bot."""
        here = Place(place.messenger, place.server, place.external_id)
        chat, clock = place.external_id, asyncio.get_running_loop().time
        group = self._known.get(chat)
        if group is None or clock() - group.asked > (_FRESH if self.many() == 1 else _FRESH_AMONG_OTHERS):
            if clock() < self._not_before.get(chat, 0.0):
                return Standing(here, None, None)
            try:
                async with asyncio.timeout(_PATIENCE):
                    group = self._known[chat] = await self._ask(chat)
            except (TelegramError, TimeoutError) as fault:
                self._not_before[chat] = clock() + _AGAIN
                _log.info("how things stand in a group could not be asked for (%s)", type(fault).__name__)
                return Standing(here, None, None)
        return Standing(here, account in group.administrators, group.abilities)

    async def of_stranger(self, places: Sequence[Place], account: str) -> tuple[Standing, ...]:
        """The groups in which somebody is whom nobody knows yet. However much they write, they are looked for once in a
        while only."""
        now = asyncio.get_running_loop().time()
        self._looked_for = {each: at for each, at in self._looked_for.items() if now - at < _AGAIN}
        if account in self._looked_for or len(self._looked_for) >= MOST_STRANGERS:
            return ()
        self._looked_for[account] = now
        presence = await asyncio.gather(*(self._is_in(place, account) for place in places))
        there = [place for place, is_in in zip(places, presence, strict=True) if is_in]
        return tuple([replace(await self.of(place, account), is_there=True) for place in there])

    async def _is_in(self, place: Place, account: str) -> bool:
        """Telegram is sure to say so only where the bot administers the group. (Bot API, "getChatMember")"""
        try:
            async with asyncio.timeout(_PATIENCE):
                member = await self._bot.get_chat_member(place.external_id, int(account))
        except (TelegramError, TimeoutError):
            return False
        return is_there(member.to_dict())

    def forget(self, chat: str) -> None:
        """Something changed there."""
        self._known.pop(chat, None)
        self._not_before.pop(chat, None)

    def forget_all(self) -> None:
        """Nobody told what changed."""
        self._known.clear()
        self._not_before.clear()

    async def _ask(self, chat: str) -> _Group:
        administrators = {str(each.user.id): each for each in await self._bot.get_chat_administrators(chat)}
        openly = frozenset(account for account, each in administrators.items() if coordinates_openly(each.to_dict()))
        me = await self._bot.get_me()
        abilities = set(_of_administrator(administrators.get(str(me.id))))
        if me.can_read_all_group_messages:
            abilities.add(Ability.HEAR)
        if await self._can_whisper(chat):
            abilities.add(Ability.WHISPER)
        return _Group(asyncio.get_running_loop().time(), openly, frozenset(abilities))

    async def _can_whisper(self, chat: str) -> bool:
        """Does the server know messages for one person alone? Where it does not, it would post them for all to see, so
        it is asked for one that does not exist. (Bot API 10.2)"""
        if self._whispers is None:
            nothing = {"chat_id": chat, "receiver_user_id": self._bot.id, "ephemeral_message_id": 1}
            try:
                await self._bot.do_api_request("deleteEphemeralMessage", nothing)
            except EndPointNotFound:
                self._whispers = False
            except (BadRequest, Forbidden):
                self._whispers = True
        return bool(self._whispers)


def _of_administrator(me: ChatMember | None) -> frozenset[Ability]:
    """What the bot can do where it administers the group; nothing where it does not (None)."""
    if me is None:
        return frozenset()
    can = {Ability.HEAR, Ability.SEE_REACTIONS}
    owns = me.status == ChatMemberStatus.OWNER
    if owns or (isinstance(me, ChatMemberAdministrator) and me.can_delete_messages):
        can.add(Ability.DELETE)
    if owns or (isinstance(me, ChatMemberAdministrator) and me.can_restrict_members):
        can.add(Ability.CLOSE)
    return frozenset(can)
